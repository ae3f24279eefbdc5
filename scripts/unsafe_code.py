"""Counts what steps outside of the guarantees of a language, and compares with the table in SECURITY.md."""

from __future__ import annotations

import functools
import re
import subprocess
from collections import Counter
from pathlib import Path

# Crates that need none, and whose macros write none: the compiler itself refuses it there.
FORBIDDING = ["bindings-kotlin/bindgen", "core", "tests/bench", "tests/emulator", "xtask"]
# The macros of pyo3, napi and uniffi write some, so `forbid` is not to be had.
DENYING = ["bindings-kotlin", "bindings-node", "bindings-python"]

# What is shipped, or builds what is shipped; tests of the bindings may reach into their language's depths.
COUNTED = re.compile(
    r"\.rs$|^bindings-kotlin/src/main/|^bindings-swift/Sources/|^bindings-python/python/|^bindings-node/ts/"
)
STEPS_OUTSIDE = {
    ".rs": r"\bunsafe\b(?!_code)|#!?\[allow\([^)]*unsafe_code",
    ".kt": r"\bsun\.misc\b|\bUnsafe\b|\bUNSAFE\b|com\.sun\.jna\.(Pointer|Memory|Native)\b|\bPointer\(",
    ".java": r"\bsun\.misc\b|\bUnsafe\b|com\.sun\.jna\.(Pointer|Memory|Native)\b",
    ".swift": r"\bUnsafe\w+|\bwithUnsafe\w+|\bunsafe\w+|\(unsafe\)|@unchecked\b|@_\w+",
    ".py": r"\bctypes\b|\bcffi\b",
    ".ts": r"\bprocess\.dlopen\b|\bkoffi\b|\bffi-napi\b",
}
ROW = re.compile(r"\| `([^`]+)` \| (\d+) \| \S.*\|")


def code_of(text: str) -> str:
    """The text without comments and without what stands in quotes."""
    text = re.sub(r'"(?:\\.|[^"\\\n])*"', '""', text)
    return re.sub(r"(?m)//.*$|^\s*#[^!\[].*$", "", re.sub(r"(?s)/\*.*?\*/", "", text))


def count_in(path: str, text: str) -> int:
    pattern = STEPS_OUTSIDE.get(Path(path).suffix)
    return len(re.findall(pattern, code_of(text))) if pattern and COUNTED.search(path) else 0


def tracked(root: Path) -> list[str]:
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=root, stdout=subprocess.PIPE, text=True, check=True)
    return [path for path in listed.stdout.split("\0")[:-1] if (root / path).is_file()]


@functools.cache
def counted(root: Path) -> Counter[str]:
    found: Counter[str] = Counter()
    for path in tracked(root):
        if Path(path).suffix in STEPS_OUTSIDE:
            found[path] = count_in(path, (root / path).read_text(encoding="utf-8"))
    return +found


def problems(root: Path, table: str) -> list[str]:
    found = counted(root)
    told = {row[1]: int(row[2]) for row in map(ROW.fullmatch, table.splitlines()) if row}
    wrong = [
        f"{path}: {found[path]} unsafe place(s), the table says {told.get(path, 0)}"
        for path in sorted(found.keys() | told.keys())
        if found[path] != told.get(path, 0)
    ]
    for level, crates in (("forbid", FORBIDDING), ("deny", DENYING)):
        for crate in crates:
            for file in (root / crate / "src/lib.rs", root / crate / "src/main.rs"):
                if file.is_file() and not file.read_text(encoding="utf-8").startswith(f"#![{level}(unsafe_code)]\n"):
                    wrong.append(f"{file.relative_to(root)}: does not begin with #![{level}(unsafe_code)]")
    return wrong


PLANTED = [
    ("core/src/lib.rs", "fn f() { unsafe { g() } }"),
    ("bindings-node/src/lib.rs", "#[allow(unsafe_code)]\nfn f() {}"),
    ("bindings-kotlin/src/main/kotlin/A.kt", "val memory = sun.misc.Unsafe.getUnsafe()"),
    ("bindings-swift/Sources/RegistryTokens/A.swift", "final class A: @unchecked Sendable {}"),
    ("bindings-python/python/registry_tokens/a.py", "import ctypes"),
]
HARMLESS = [
    ("core/src/lib.rs", '// unsafe\nfn f() { g("unsafe") }'),
    ("bindings-kotlin/src/main/kotlin/A.kt", "class A : Iterable<@UnsafeVariance Item>"),
]


def blind_spots(root: Path) -> list[str]:
    """The planted places that would not be counted, or harmless ones that would."""
    blind = [f"unsafe code is not counted: {text!r}" for path, text in PLANTED if not count_in(path, text)]
    blind += [f"harmless code is counted: {text!r}" for path, text in HARMLESS if count_in(path, text)]
    if not problems(root, "| `core/src/lib.rs` | 7 | no reason |"):
        blind.append("a wrong table is not found")
    return blind
