"""Finds the tests that SECURITY.md names, by looking into their sources."""

from __future__ import annotations

import ast
import functools
import json
import re
from collections.abc import Callable
from pathlib import Path

RUST_TEST = r"#\[(?:tokio::)?test[^\]]*\]\n(?P<more>(?:\s*#\[.*\]\n)*)\s*(?:async )?fn {name}\("


@functools.cache
def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def rust(*folders: str) -> Callable[[Path, str], bool]:
    """`module::name`, the module being a file below one of the folders, without `.rs`."""

    def exists(root: Path, test: str) -> bool:
        module, _, name = test.rpartition("::")
        found = (
            re.search(RUST_TEST.format(name=re.escape(name)), text_of(root / folder / f"{module}.rs"))
            for folder in folders
        )
        # One that is ignored runs in nobody's name; the test that starts it is the one to name.
        return any(one and "ignore" not in one["more"] for one in found)

    return exists


@functools.cache
def vector_ids(root: Path) -> frozenset[str]:
    files = (json.loads(text_of(path)) for path in (root / "tests/vectors").glob("*.json"))
    return frozenset(vector["id"] for file in files for vector in file.get("vectors", ()))


def vectors(root: Path, test: str) -> bool:
    """An id, or with `*` at its end or in its midst all ids that look like it."""
    pattern = re.compile(".*".join(map(re.escape, test.split("*"))))
    return any(pattern.fullmatch(one) for one in vector_ids(root))


def python(root: Path, test: str) -> bool:
    """`test_file.py::test_name`."""
    file, _, name = test.partition("::")
    source = text_of(root / "bindings-python/tests" / file)
    functions = (node for node in ast.parse(source).body if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)))
    return name.startswith("test_") and any(node.name == name for node in functions)


def node(root: Path, test: str) -> bool:
    """`file.test.cjs "title"`, the title as it stands in the source."""
    found = re.fullmatch(r'(\S+\.test\.cjs) "(.+)"', test)
    if not found:
        return False
    title = re.escape(found[2])
    return bool(re.search(rf"\btest\(\s*(['\"`]){title}\1", text_of(root / "bindings-node/test" / found[1])))


def kotlin(root: Path, test: str) -> bool:
    """`Class.method`, in Kotlin or Java."""
    name, _, method = test.rpartition(".")
    files = [path for end in ("kt", "java") for path in (root / "bindings-kotlin/src/test").rglob(f"{name}.{end}")]
    annotated = rf"@Test(Factory)?\b(?:(?!\bfun |\bvoid )[\s\S])*\b(fun|void) {re.escape(method)}\("
    return bool(name) and any(re.search(annotated, text_of(path)) for path in files)


def swift(root: Path, test: str) -> bool:
    """`Class.testName`."""
    name, _, method = test.rpartition(".")
    source = text_of(root / f"bindings-swift/Tests/RegistryTokensTests/{name}.swift")
    return method.startswith("test") and bool(re.search(rf"\bfunc {re.escape(method)}\(\)", source))


def lint(root: Path, test: str) -> bool:
    """`script::function`, of a script that `make lint` runs."""
    script, _, function = test.partition("::")
    recipe = re.search(r"^lint:.*\n((?:\t.*\n)+)", text_of(root / "Makefile"), re.MULTILINE)
    runs = recipe is not None and f"scripts/{script}\n" in recipe[1]
    return runs and bool(re.search(rf"^def {re.escape(function)}\(", text_of(root / "scripts" / script), re.MULTILINE))


def file_in(folder: str, end: str) -> Callable[[Path, str], bool]:
    return lambda root, test: "/" not in test and (root / folder / f"{test}{end}").is_file()


@functools.cache
def fault_ids(root: Path) -> frozenset[str]:
    folder = root / "tests/faults"
    listed = [(json.loads(text_of(folder / file) or "{}"), key) for file, key in (("plan.json", "classes"), ("network.json", "cases"))]
    parts = re.findall(r'count\.note\("([a-z-]+)", style\.name, "all"', "".join(map(text_of, sorted((folder / "src").glob("*.rs")))))
    return frozenset(one["id"] for file, key in listed for one in file.get(key, ())) | frozenset(parts)


def faults(root: Path, test: str) -> bool:
    """A class of the plan, a set-up of the network, or a part that is one promise (`kept-up`, `soak`)."""
    return test in fault_ids(root)


KINDS: dict[str, Callable[[Path, str], bool]] = {
    "core": rust("core/tests", "core/src"),
    "emulator": rust("tests/emulator/tests/it"),
    "vectors": vectors,
    "python": python,
    "node": node,
    "kotlin": kotlin,
    "swift": swift,
    "faults": faults,
    "lint": lint,
    "fuzz": file_in("tests/fuzz/fuzz_targets", ".rs"),
    "mutant": file_in("tests/mutants", ".patch"),
}


def problem(root: Path, reference: str) -> str | None:
    """What is wrong with a reference of the form `KIND: ID`."""
    kind, colon, test = reference.partition(": ")
    if not colon:
        return f"[{reference}] has no kind and id"
    if kind not in KINDS:
        return f"[{reference}] is no kind of test; there are {', '.join(KINDS)}"
    return None if KINDS[kind](root, test) else f"there is no test [{reference}]"
