"""A binding's native library as users get it: built optimised, on Linux for an old glibc, and looked at.

What bindings-node/package and bindings-kotlin/package share. Needs, on Linux, what bindings-python/install brings: zig, and
maturin's way to link with it.
"""

from __future__ import annotations

import os
import platform
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TOOLS = ROOT / ".venv/python/bin"
TARGET = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
CARGO_HOME = Path(os.environ.get("CARGO_HOME", Path.home() / ".cargo"))
# Where it was built is nobody's business.
HIDDEN = (CARGO_HOME, ROOT, TARGET)
GLIBC = "2.17"
# What every system has; anything else would have to be shipped.
LIBRARIES = re.compile(r"(libc|libm|libdl|librt|libpthread|libgcc_s|ld-linux[\w-]*|libc\.musl-\w+)\.so(\.\d+)?")


def run(*command: str | Path, cwd: Path = ROOT, **environment: str) -> str:
    done = subprocess.run(command, check=False, cwd=cwd, env=os.environ | environment, stdout=subprocess.PIPE, text=True)
    if done.returncode:
        sys.exit(f"package: failed: {' '.join(map(str, command))}\n{done.stdout}")
    return done.stdout


def has_glibc() -> bool:
    return platform.system() == "Linux" and platform.libc_ver()[0] == "glibc"


def library(folder: Path, name: str) -> Path:
    """The file that cargo made of the library with this name."""
    files = [folder / file for file in (f"lib{name}.so", f"lib{name}.dylib", f"{name}.dll")]
    return next((file for file in files if file.exists()), files[0])


def build_optimised(crate: str, name: str, folder: Path) -> Path:
    """Release build of the library alone; where it was built is not in it. The folder is for files on the way."""
    hidden = {CARGO_HOME / "registry/src": "/cargo", ROOT: "/registry-tokens", TARGET: "/target"}
    flags = " ".join(f"--remap-path-prefix={path}={to}" for path, to in hidden.items())
    triple = re.findall(r"^host: (.+)", run("rustc", "-vV"), re.MULTILINE)[0]
    environment = {"RUSTFLAGS": f"{os.environ.get('RUSTFLAGS', '')} {flags}".strip(), "CARGO_TARGET_DIR": str(TARGET)}
    cargo = ["cargo", "rustc", "--quiet", "--release", "--locked", "--offline", "--package", crate, "--lib"]
    extra: list[str] = []
    if has_glibc():
        # zig links against the old glibc's symbols, whatever this machine has.
        linker = folder / "linker"
        machine = triple.partition("-")[0]
        linker.write_text(f'#!/bin/sh\nexec "{TOOLS}/maturin" zig cc -- -target {machine}-linux-gnu.{GLIBC} "$@"\n')
        linker.chmod(0o755)
        variable = f"CARGO_TARGET_{triple.upper().replace('-', '_')}_LINKER"
        environment |= {
            variable: str(linker),
            "PATH": f"{TOOLS}{os.pathsep}{os.environ['PATH']}",
            # Both default to the user's home.
            "ZIG_GLOBAL_CACHE_DIR": str(TARGET / "zig"),
            "CARGO_ZIGBUILD_CACHE_DIR": str(TARGET / "zigbuild"),
        }
        # It would link an unwinder of its own, beside the one that the process has loaded.
        extra = ["--", "-C", f"link-arg={run('gcc', '-print-file-name=libgcc_s.so.1').strip()}"]
    # With a target the flags are not for build scripts, which run here.
    run(*cargo, "--target", triple, *extra, **environment)
    return library(TARGET / triple / "release", name)


def check(file: Path, exported: str, optimised: bool) -> str:
    """What a library needs of a machine, in words; ends the run when that is too much.

    `exported` matches the names that it may export; of one that is not optimised less is asked.
    """
    if platform.system() != "Linux":
        return ""

    def readelf(option: str) -> str:
        return run("readelf", "--wide", option, file)

    def number(text: str) -> tuple[int, ...]:
        return tuple(map(int, text.split(".")))

    highest = max(re.findall(r"\bGLIBC_(\d+(?:\.\d+)+)", readelf("--version-info")), key=number, default="0")
    dynamic = readelf("--dynamic")
    needed = re.findall(r"\(NEEDED\).*\[(.+)\]", dynamic)
    names = {
        row[7].partition("@")[0]
        for row in map(str.split, readelf("--dyn-syms").splitlines())
        if len(row) > 7 and row[4] in ("GLOBAL", "WEAK") and row[6] not in ("UND", "Ndx")
    }
    problems = [f"needs the library {name}" for name in needed if not LIBRARIES.fullmatch(name)]
    # Anything more could be mixed up with the symbols of another library in the same process.
    problems += [f"exports {name}" for name in sorted(names) if not re.fullmatch(exported, name)]
    if optimised and has_glibc() and number(highest) > number(GLIBC):
        problems.append(f"needs glibc {highest}, the limit is {GLIBC}")
    if re.search(r"\((RPATH|RUNPATH|TEXTREL)\)", dynamic):
        problems.append("has RPATH, RUNPATH or TEXTREL")
    data = file.read_bytes()
    problems += [f"names {path}" for path in HIDDEN if optimised and str(path).encode() in data]
    if problems:
        sys.exit("\n".join(f"package: {file.name} {problem}" for problem in problems))
    return f", glibc {highest}, needs {' '.join(needed)}"
