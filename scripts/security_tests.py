"""Finds the tests that SECURITY.md names, by looking into their sources. One that is commented out or always skipped is none."""

from __future__ import annotations

import ast
import functools
import json
import re
from collections.abc import Callable
from pathlib import Path

RUST_TEST = r"(?P<attributes>(?:#\[[^\]]*\]\s*)+)(?:pub(?:\([a-z]+\))? )?(?:async )?fn {name}\("
# What only begins like a comment is left: `//` in an address.
COMMENT = re.compile(r"(?m)(?<![:\"'`/])//.*$|^\s*/\*[\s\S]*?\*/")
CLIMBS = re.compile(r"(^|/)\.\.(/|$)|^/")
# What `make lint` would fail for; other functions of these scripts prove nothing.
LINT_RULES = {
    "lint-tree.py": {"dependency_problems", "file_problems"},
    "check-locks": {"cargo_lock", "npm_lock", "npm_manifest", "npm_settings", "requirements", "installs_from_lock", "maven"},
    "check-security": {"comparison_problems", "problems_of"},
}


@functools.cache
def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.is_file() else ""


@functools.cache
def code_of(path: Path) -> str:
    return COMMENT.sub("", text_of(path))


def rust_holds(code: str, name: str) -> bool:
    for found in re.finditer(RUST_TEST.format(name=re.escape(name)), code):
        attributes = found["attributes"]
        # One that is ignored runs in nobody's name; the test that starts it is the one to name.
        if re.search(r"#\[(tokio::)?test\b", attributes) and not re.search(r"\bignore\b|any\(\)|false", attributes):
            return True
    return False


def rust(*folders: str) -> Callable[[Path, str], bool]:
    """`module::name`, the module being a file below one of the folders, without `.rs`."""

    def exists(root: Path, test: str) -> bool:
        module, _, name = test.rpartition("::")
        return bool(module) and any(rust_holds(code_of(root / folder / f"{module}.rs"), name) for folder in folders)

    return exists


@functools.cache
def vector_ids(root: Path) -> frozenset[str]:
    files = (json.loads(text_of(path)) for path in (root / "tests/vectors").glob("*.json"))
    return frozenset(vector["id"] for file in files for vector in file.get("vectors", ()))


def vectors(root: Path, test: str) -> bool:
    """An id, or with `*` at its end or in its midst all ids that look like it; two parts of it are to be whole."""
    if "*" in test and sum("*" not in part and part != "" for part in test.split("/")) < 2:
        return False
    pattern = re.compile(".*".join(map(re.escape, test.split("*"))))
    return any(pattern.fullmatch(one) for one in vector_ids(root))


def python_holds(source: str, name: str) -> bool:
    body = ast.parse(source).body
    whole = [node for node in body if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "pytestmark"]
    for node in body:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and node.name == name:
            calls = [line for line in node.body if isinstance(line, ast.Expr)]
            left_out = r"pytest\.mark\.(skip\b|xfail)|pytest\.(skip|xfail)\("
            return not any(re.search(left_out, ast.unparse(one)) for one in [*whole, *node.decorator_list, *calls])
    return False


def python(root: Path, test: str) -> bool:
    """`test_file.py::test_name`; pytest collects no other files."""
    file, _, name = test.partition("::")
    if not re.fullmatch(r"test_\w+\.py", file) or not name.startswith("test_"):
        return False
    return python_holds(text_of(root / "bindings-python/tests" / file), name)


def node_holds(code: str, title: str) -> bool:
    found = re.search(rf"(?<![\w.])(?:test|each)\(\s*(['\"`]){re.escape(title)}\1", code)
    # Up to the next one: the options stand at the end.
    rest = re.split(r"^(?:test|each|for)\b", code[found.end() :], maxsplit=1, flags=re.MULTILINE)[0] if found else ""
    return found is not None and not re.search(r"\b(skip|todo): ?(true|['\"`])|\b(context|t)\.(skip|todo)\(", rest)


def node(root: Path, test: str) -> bool:
    """`file.test.cjs "title"`, the title of a `test` or `each` as it stands in the source."""
    found = re.fullmatch(r'([\w-]+\.test\.cjs) "(.+)"', test)
    return found is not None and node_holds(code_of(root / "bindings-node/test" / found[1]), found[2])


def kotlin_holds(code: str, name: str, method: str) -> bool:
    annotated = rf"@Test(Factory)?\b(?:(?!\bfun |\bvoid )[\s\S])*\b(fun|void) {re.escape(method)}\("
    found = re.search(annotated, code)
    if not found:
        return False
    # Annotations also stand before @Test.
    before = re.split(r"[{}]", code[: found.start()])[-1]
    of_class = code.partition(f"class {name}")[0]
    return not re.search(r"@(Disabled|Ignore)\b", before + found[0] + of_class)


def kotlin(root: Path, test: str) -> bool:
    """`Class.method`, in Kotlin or Java."""
    name, _, method = test.rpartition(".")
    files = [path for end in ("kt", "java") for path in (root / "bindings-kotlin/src/test").rglob(f"{name}.{end}")]
    return bool(re.fullmatch(r"\w+", name)) and any(kotlin_holds(code_of(path), name, method) for path in files)


def swift_holds(code: str, method: str) -> bool:
    found = re.search(rf"\bfunc {re.escape(method)}\(\)[^{{]*\{{\s*(?P<first>.*)", code)
    return method.startswith("test") and found is not None and not re.search(r"throw XCTSkip|XCTSkipIf\(true", found["first"])


def swift(root: Path, test: str) -> bool:
    """`Class.testName`."""
    name, _, method = test.rpartition(".")
    return swift_holds(code_of(root / f"bindings-swift/Tests/RegistryTokensTests/{name}.swift"), method)


def lint(root: Path, test: str) -> bool:
    """`script::function`, a rule of a script that `make lint` runs."""
    script, _, function = test.partition("::")
    recipe = re.search(r"^lint:.*\n((?:\t.*\n)+)", text_of(root / "Makefile"), re.MULTILINE)
    runs = recipe is not None and f"scripts/{script}\n" in recipe[1] and function in LINT_RULES.get(script, ())
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


@functools.cache
def problem(root: Path, reference: str) -> str | None:
    """What is wrong with a reference of the form `KIND: ID`."""
    kind, colon, test = reference.partition(": ")
    if not colon:
        return f"[{reference}] has no kind and id"
    if kind not in KINDS:
        return f"[{reference}] is no kind of test; there are {', '.join(KINDS)}"
    return None if not CLIMBS.search(test) and KINDS[kind](root, test) else f"there is no test [{reference}]"


RUST, KOTLIN = "#[test]\nfn a() {}\n", "class A {\n    @Test\n    fun a() {}\n}\n"
# Tests that run, and the same ones left out.
THERE = [
    (rust_holds, (RUST, "a")),
    (rust_holds, ("/// b\n#[cfg(unix)]\n#[tokio::test(start_paused = true)]\nasync fn a() {}\n", "a")),
    (python_holds, ("@pytest.mark.parametrize('a', [1])\ndef test_a(a): pass\n", "test_a")),
    (node_holds, ("test('a', () => {})\ntest('b', () => {}, { skip: true })\n", "a")),
    (node_holds, ("  each(\n    `a ${b}`, {}, () => {}, { skip: process.platform === 'win32' })\n", "a ${b}")),
    (kotlin_holds, (KOTLIN, "A", "a")),
    (swift_holds, ("func testA() throws {\n    try b()\n}", "testA")),
]
LEFT_OUT = [
    (rust_holds, (f"#[ignore]\n{RUST}", "a")),
    (rust_holds, ("#[test]\n#[ignore = \"slow\"]\nfn a() {}", "a")),
    (rust_holds, (f"#[cfg(any())]\n{RUST}", "a")),
    (rust_holds, (COMMENT.sub("", "// #[test]\nfn a() {}"), "a")),
    (rust_holds, (COMMENT.sub("", f"/*\n{RUST}*/"), "a")),
    (python_holds, ("@pytest.mark.skip\ndef test_a(): pass\n", "test_a")),
    (python_holds, ("pytestmark = pytest.mark.skip\ndef test_a(): pass\n", "test_a")),
    (python_holds, ("def test_a():\n    pytest.skip('slow')\n", "test_a")),
    (python_holds, ("# def test_a(): pass\n", "test_a")),
    (node_holds, ("test('a', () => {\n}, { skip: true })\n", "a")),
    (node_holds, ("test.skip('a', () => {})\n", "a")),
    (node_holds, (COMMENT.sub("", "// test('a', () => {})\n"), "a")),
    (kotlin_holds, (KOTLIN.replace("@Test", "@Test\n    @Disabled"), "A", "a")),
    (kotlin_holds, (KOTLIN.replace("@Test", "@Disabled\n    @Test"), "A", "a")),
    (kotlin_holds, (f"@Disabled(\"slow\")\n{KOTLIN}", "A", "a")),
    (swift_holds, ("func testA() throws {\n    throw XCTSkip()\n}", "testA")),
]


def blind_spots() -> list[str]:
    """Tests that would not be found, or that would though they never run."""
    blind = [f"a test is not found: {given[0]!r}" for holds, given in THERE if not holds(*given)]
    return blind + [f"a test that never runs is found: {given[0]!r}" for holds, given in LEFT_OUT if holds(*given)]
