"""The licence texts of the crates that a native library is made of: most of them ask to come along."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

LICENCE_FILE = re.compile(r"(LICEN[CS]E|COPYING|COPYRIGHT|NOTICE|UNLICENSE)([._-].*)?", re.IGNORECASE)


def cargo(tree: Path, *arguments: str) -> str:
    command = ["cargo", *arguments, "--locked", "--offline", "--quiet"]
    return subprocess.run(command, cwd=tree, check=True, stdout=subprocess.PIPE, text=True).stdout


def linked(tree: Path, crate: str) -> set[tuple[str, str]]:
    """Name and version of the crates that are compiled into the library that a crate makes."""
    edges = ["--edges", "normal,no-proc-macro"]
    listed = cargo(tree, "tree", "--package", crate, *edges, "--prefix", "none", "--format", "{p}")
    return set(re.findall(r"^(\S+) v(\S+)", listed, re.MULTILINE))


def notices(tree: Path, crate: str) -> str:
    """Each text once, below the crates that it is for."""
    wanted = linked(tree, crate)
    texts: dict[str, list[str]] = {}
    for package in json.loads(cargo(tree, "metadata", "--format-version", "1"))["packages"]:
        if (package["name"], package["version"]) not in wanted or package["source"] is None:
            continue
        name = f"{package['name']} {package['version']} ({package['license']})"
        folder = Path(package["manifest_path"]).parent
        files = sorted(file for file in folder.iterdir() if file.is_file() and LICENCE_FILE.fullmatch(file.name))
        for file in files:
            text = file.read_text(encoding="utf-8", errors="replace").strip()
            texts.setdefault(text, []).append(name)
        if not files:
            texts.setdefault(f"No text in the crate; its licence is {package['license']}.", []).append(name)
    sections = sorted((sorted(set(names)), text) for text, names in texts.items())
    sections.insert(0, (["The standard library of Rust"], "The Rust Project Developers; MIT OR Apache-2.0."))
    return "\n\n".join("\n".join(names) + f"\n{'-' * 72}\n{text}" for names, text in sections) + "\n"
