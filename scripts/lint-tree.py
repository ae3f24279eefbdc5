#!/usr/bin/env python3
"""Checks what no compiler does: the dependency tree against deny.toml, and the files of the repository.

Standard library only, so that it runs on every machine that has cargo, git and Python. Prints one line per problem and
fails when there is one; long files between the two limits are only listed.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

try:
    import tomllib
except ImportError:  # Python 3.10: pip carries the same parser there
    from pip._vendor import tomli as tomllib

ROOT = Path(__file__).resolve().parent.parent

LINES_WARN, LINES_MAX = 300, 500
# Data and resolver output may be long; what people read and change may not.
LONG_BY_NATURE = {".json", ".lock", ".tsv", ".txt", ".pem"}
# Inputs of the fuzzers are bytes on purpose.
BYTES_ALLOWED = re.compile(r"(^|/)fuzz/corpus/")
# Addresses of package registries break builds behind a mirror.
# The lock file's own name of the default registry is the one exception.
FORBIDDEN = re.compile(
    r"crates\.io(?!-index)|pypi\.org|pythonhosted\.org|registry\.npmjs\.org|registry\.yarnpkg\.com"
    r"|repo1?\.maven(\.apache)?\.org|central\.sonatype\.com|plugins\.gradle\.org|proxy\.golang\.org"
)


def output(*command: str) -> str:
    run = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    if run.returncode:
        sys.exit(f"lint-tree: failed: {' '.join(command)}")  # the command has said why
    return run.stdout


def licence_allowed(expression: str, allowed: set[str]) -> bool:
    """Evaluates an SPDX expression: OR needs one side, AND both; an exception only ever widens what is permitted."""
    tokens = re.findall(r"\(|\)|[^\s()]+", expression.replace("/", " OR "))

    def either() -> bool:
        value = both()
        while tokens and tokens[0] == "OR":
            tokens.pop(0)
            value = both() or value
        return value

    def both() -> bool:
        value = single()
        while tokens and tokens[0] == "AND":
            tokens.pop(0)
            value = single() and value
        return value

    def single() -> bool:
        token = tokens.pop(0)
        if token == "(":
            value = either()
            tokens.pop(0)
            return value
        if tokens and tokens[0] == "WITH":
            del tokens[:2]
        return token in allowed

    return either()


def dependency_problems() -> list[str]:
    rules = tomllib.loads((ROOT / "deny.toml").read_text())
    allowed = set(rules["licenses"]["allow"])
    problems = []

    packages = json.loads(output("cargo", "metadata", "--locked", "--format-version", "1"))["packages"]
    for package in packages:
        name = f"{package['name']} {package['version']}"
        if not licence_allowed(package["license"] or "none given", allowed):
            problems.append(f"dependency {name}: licence {package['license']!r} is not in deny.toml")
        source = package["source"]
        if source is not None and not re.fullmatch(r"registry\+https://github\.com/rust-lang/[\w.-]+-index", source):
            problems.append(f"dependency {name}: comes from {source}, not from the default registry")

    # All platforms and kinds, but only what the chosen features really bring in.
    tree = output("cargo", "tree", "--locked", "--workspace", "--target", "all", "--prefix", "none", "--format", "{p}")
    versions: dict[str, set[str]] = {}
    for line in tree.splitlines():
        if found := re.match(r"(\S+) v(\S+)", line):
            versions.setdefault(found[1], set()).add(found[2])
    for ban in rules["bans"]["deny"]:
        found_versions = sorted(versions.get(ban["crate"], ()))
        if not ban.get("deny-multiple-versions"):
            if found_versions:
                problems.append(f"dependency {ban['crate']}: banned, {ban['reason']}")
        elif len(found_versions) != 1:
            problems.append(f"dependency {ban['crate']}: exactly one version expected, found {found_versions or 'none'}")
    return problems


def shebang(text: str) -> str:
    first = text.partition("\n")[0]
    return first if first.startswith("#!") else ""


def syntax_problem(path: str, text: str) -> str | None:
    if path.endswith(".py") or "python" in shebang(text):
        try:
            compile(text, path, "exec")
        except SyntaxError as error:
            return f"{path}:{error.lineno}: {error.msg}"
    elif path.endswith(".sh") or "bash" in shebang(text):
        check = subprocess.run(["bash", "-n", path], cwd=ROOT, stderr=subprocess.PIPE, text=True)
        if check.returncode:
            return check.stderr.strip()
    return None


def file_problems() -> list[str]:
    problems, long_files = [], []
    for path in output("git", "ls-files", "--cached", "--ignored", "--exclude-standard", "-z").split("\0")[:-1]:
        problems.append(f"{path}: is in git although .gitignore names it")

    # New files too: a problem should show before the commit, not after it.
    listed = output("git", "ls-files", "--cached", "--others", "--exclude-standard", "-z")
    for path in sorted(set(listed.split("\0")[:-1])):
        file = ROOT / path
        if file.is_symlink() or not file.is_file():
            continue
        try:
            text = file.read_bytes().decode()
            is_text = "\0" not in text
        except UnicodeDecodeError:
            is_text = False
        if not is_text:
            if not BYTES_ALLOWED.search(path):
                problems.append(f"{path}: is a binary file")
            continue

        lines = text.splitlines()
        for number, line in enumerate(lines, 1):
            if found := FORBIDDEN.search(line):
                problems.append(f"{path}:{number}: forbidden here: {found[0]}")
        if file.suffix in LONG_BY_NATURE:
            continue
        if any("@generated" in line or "DO NOT EDIT" in line for line in lines[:5]):
            problems.append(f"{path}: says it is generated; such files are built, not committed")
        if len(lines) > LINES_MAX:
            problems.append(f"{path}: {len(lines)} lines, the limit is {LINES_MAX}")
        elif len(lines) > LINES_WARN:
            long_files.append((len(lines), path))
        if problem := syntax_problem(path, text):
            problems.append(problem)

    for count, path in sorted(long_files, reverse=True):
        print(f"lint-tree: note: {path}: {count} lines, aim for {LINES_WARN}")
    return problems


def main() -> int:
    problems = dependency_problems() + file_problems()
    for problem in problems:
        print(f"lint-tree: {problem}", file=sys.stderr)
    print(f"lint-tree: {len(problems)} problem(s)")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
