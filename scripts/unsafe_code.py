"""Counts what steps outside of the guarantees of a language, and compares with the table in SECURITY.md."""

from __future__ import annotations

import functools
import re
import subprocess
from collections import Counter
from pathlib import Path

# The macros of pyo3, napi and uniffi write some, so `forbid` is not to be had. All other crates need none, and the compiler
# itself refuses it there.
DENYING = {"bindings-kotlin", "bindings-node", "bindings-python"}

# What is shipped, or builds what is shipped; tests of the bindings may reach into their language's depths.
COUNTED = re.compile(
    r"\.rs$|^bindings-kotlin/src/main/|^bindings-swift/Sources/|^bindings-python/python/|^bindings-node/ts/"
)
STEPS_OUTSIDE = {
    ".rs": r"\bunsafe\b(?!_code)|#!?\[allow\([^)]*unsafe_code",
    ".kt": r"\bsun\.misc\b|\bUnsafe\b|\bUNSAFE\b|com\.sun\.jna\.(Pointer\b|Memory\b|Native\b|\*)|\bPointer\(",
    ".java": r"\bsun\.misc\b|\bUnsafe\b|com\.sun\.jna\.(Pointer\b|Memory\b|Native\b|\*)",
    ".swift": r"\bUnsafe\w+|\bwithUnsafe\w+|\bunsafe\w+|\(unsafe\)|@unchecked\b|@_\w+",
    ".py": r"\bctypes\b|\bcffi\b",
    ".ts": r"\bprocess\.dlopen\b|\bkoffi\b|\bffi-napi\b",
}
ROW = re.compile(r"\| `([^`]+)` \| (\d+) \| \S.*\|")


LINE_TEXT = r'"(?:\\.|[^"\\\n])*"'
TEXT = r'"""[\s\S]*?"""|' + LINE_TEXT
COMMENTS = r"//.*|/\*[\s\S]*?\*/"
# In one pass, so that a quote in a comment, or the other way round, hides nothing. A single quote also begins a lifetime in
# Rust, so that there only one letter stands in two of them.
HIDDEN = {
    ".rs": rf"{LINE_TEXT}|'(?:\\u\{{\w+\}}|\\x\w\w|\\.|[^'\\\n])'|{COMMENTS}",
    ".kt": rf"{TEXT}|'(?:\\u\w{{4}}|\\.|[^'\\\n])'|{COMMENTS}",
    ".java": rf"{TEXT}|'(?:\\u\w{{4}}|\\.|[^'\\\n])'|{COMMENTS}",
    ".swift": rf"{TEXT}|{COMMENTS}",
    ".ts": rf"{LINE_TEXT}|'(?:\\.|[^'\\\n])*'|{COMMENTS}",
    ".py": rf"'{{3}}[\s\S]*?'{{3}}|{TEXT}|'(?:\\.|[^'\\\n])*'|#.*",
}


def code_of(path: str, text: str) -> str:
    """The text without comments and without what stands in quotes."""
    return re.sub(HIDDEN[Path(path).suffix], "``", text)


def count_in(path: str, text: str) -> int:
    pattern = STEPS_OUTSIDE.get(Path(path).suffix)
    return len(re.findall(pattern, code_of(path, text))) if pattern and COUNTED.search(path) else 0


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
    lines = table.splitlines()
    rows = [ROW.fullmatch(line) for line in lines[2:]]
    told = {row[1]: int(row[2]) for row in rows if row}
    wrong = [
        f"{path}: {found[path]} unsafe place(s), the table says {told.get(path, 0)}"
        for path in sorted(found.keys() | told.keys())
        if found[path] != told.get(path, 0)
    ]
    if lines[:2] != ["| file | count | why |", "| --- | --- | --- |"] or None in rows or len(told) < len(rows):
        wrong.append("the table of unsafe code holds other lines than file, count and why, each file once")
    return wrong + crate_problems(root)


@functools.cache
def crates(root: Path) -> list[str]:
    listed = re.search(r"^members = \[([^\]]*)\]", (root / "Cargo.toml").read_text(encoding="utf-8"), re.MULTILINE)
    return re.findall(r'"([^"]+)"', listed[1]) if listed else []


def crate_problems(root: Path) -> list[str]:
    wrong = [] if len(crates(root)) > len(DENYING) else ["Cargo.toml: its members are not to be found"]
    for crate in crates(root):
        level = "deny" if crate in DENYING else "forbid"
        files = [file for file in (root / crate / "src/lib.rs", root / crate / "src/main.rs") if file.is_file()]
        if not files:
            wrong.append(f"{crate}: has neither src/lib.rs nor src/main.rs")
        for file in files:
            if not file.read_text(encoding="utf-8").startswith(f"#![{level}(unsafe_code)]\n"):
                wrong.append(f"{file.relative_to(root)}: does not begin with #![{level}(unsafe_code)]")
    return wrong


PLANTED = [
    ("core/src/lib.rs", "fn f() { unsafe { g() } }"),
    ("bindings-node/src/lib.rs", "#[allow(unsafe_code)]\nfn f() {}"),
    ("bindings-kotlin/src/main/kotlin/A.kt", "val memory = sun.misc.Unsafe.getUnsafe()"),
    ("bindings-swift/Sources/RegistryTokens/A.swift", "final class A: @unchecked Sendable {}"),
    ("bindings-python/python/registry_tokens/a.py", "import ctypes"),
    # Quotes that are none, and comments that are none.
    ("core/src/lib.rs", "fn f() { g('\"'); unsafe { h('\"') } }"),
    ("core/src/lib.rs", "fn f<'a>(a: &'a str) { unsafe { h('\"') } }"),
    ("core/src/lib.rs", 'fn f() { g("/*"); unsafe { h("*/") } }'),
    ("core/src/lib.rs", '// it is "so\nfn f() { unsafe { h("") } }'),
    ("bindings-node/ts/a.ts", "g('\"'); process.dlopen(a); g('\"')"),
    ("bindings-kotlin/src/main/kotlin/A.kt", "import com.sun.jna.*"),
]
HARMLESS = [
    ("core/src/lib.rs", '// unsafe\nfn f() { g("unsafe") }'),
    ("bindings-kotlin/src/main/kotlin/A.kt", "class A : Iterable<@UnsafeVariance Item>"),
]


def blind_spots(root: Path) -> list[str]:
    """The planted places that would not be counted, or harmless ones that would."""
    blind = [f"unsafe code is not counted: {text!r}" for path, text in PLANTED if not count_in(path, text)]
    blind += [f"harmless code is counted: {text!r}" for path, text in HARMLESS if count_in(path, text)]
    head = "| file | count | why |\n| --- | --- | --- |\n"
    for table in ("| `core/src/lib.rs` | 7 | no reason |", "| nothing | more | to say |"):
        # What it does not tell of is found in any case.
        if all("the table says 0" in one for one in problems(root, head + table)):
            blind.append(f"a wrong table is not found: {table!r}")
    return blind
