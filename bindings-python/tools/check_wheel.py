#!/usr/bin/env python3
"""Looks into wheels: what is inside, what the native module needs of the machine, and what the metadata promises.

    bindings-python/tools/check_wheel.py [--glibc 2.17] [--hidden PATH]... WHEEL...

The limit on glibc is for wheels that claim to run on old systems; without it only the highest version is printed.
Hidden are the folders of the machine that built it.
Needs `readelf`, which comes with every gcc.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
from email.parser import BytesParser
from pathlib import Path
from zipfile import ZipFile

# Every system of the manylinux2014 family has these; anything else would have to be shipped.
LIBRARIES = re.compile(r"(libc|libm|libdl|librt|libpthread|libgcc_s|ld-linux[\w-]*)\.so\.\d+")
EXPORTED = {"PyInit__native"}
PACKAGE = "registry_tokens/"
DROP_IN = "compat/ionoscloud_container_registry"
SHIPPED = {"__init__.py", "_native.pyi", "py.typed", "generated/__init__.py"} | {
    f"{DROP_IN}/{name}.py" for name in ("__init__", "rest", "api/tokens_api", "models/scope")
}
KINDS = {".py", ".pyi", ".typed", ".so"}


def version(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split("."))


def module_problems(module: Path, glibc_limit: str | None) -> tuple[list[str], str]:
    """What is wrong with the native module, and a line about it."""

    def readelf(option: str) -> str:
        return subprocess.run(["readelf", "--wide", option, module], check=True, capture_output=True, text=True).stdout

    problems: list[str] = []
    versions = set(re.findall(r"\bGLIBC_(\d+(?:\.\d+)+)", readelf("--version-info")))
    highest = max(versions, key=version, default="0")
    if glibc_limit and version(highest) > version(glibc_limit):
        problems.append(f"needs glibc {highest}, the limit is {glibc_limit}")
    dynamic = readelf("--dynamic")
    needed = re.findall(r"\(NEEDED\).*\[(.+)\]", dynamic)
    problems += [f"needs the library {name}" for name in needed if not LIBRARIES.fullmatch(name)]
    if "libgcc_s.so.1" not in needed:
        problems.append("has an unwinder of its own, which crashes when the interpreter ends its daemon threads")
    if re.search(r"\((RPATH|RUNPATH|TEXTREL)\)", dynamic):
        problems.append("has RPATH, RUNPATH or TEXTREL")
    # Anything more could be mixed up with the symbols of another module in the same process.
    exported = {
        row[7].partition("@")[0]
        for row in map(str.split, readelf("--dyn-syms").splitlines())
        if len(row) > 7 and row[4] in ("GLOBAL", "WEAK") and row[6] not in ("UND", "Ndx")
    }
    problems += [f"exports {name}" for name in sorted(exported - EXPORTED)]
    if missing := EXPORTED - exported:
        problems.append(f"does not export {missing}")
    return problems, f"module {module.stat().st_size:,} bytes, glibc {highest}, needs {' '.join(needed)}"


def content_problems(wheel: ZipFile) -> list[str]:
    names = [name for name in wheel.namelist() if not name.endswith("/")]
    own = {name.removeprefix(PACKAGE) for name in names if name.startswith(PACKAGE)}
    problems = [f"{name} is missing" for name in sorted(SHIPPED - own)]
    problems += [f"{name} does not belong here" for name in sorted(own) if Path(name).suffix not in KINDS]
    elsewhere = [name for name in names if ".dist-info/" not in name and not name.startswith(PACKAGE)]
    problems += [f"{name} is outside of the package" for name in elsewhere]
    licences = {Path(name).name for name in names if "/licenses/" in name}
    problems += [f"{name} is missing" for name in ("LICENSE-APACHE", "LICENSE-MIT") if name not in licences]
    modules = [name for name in own if name.endswith(".so")]
    if len(modules) != 1:
        problems.append(f"one native module expected, found {modules}")

    text = next(wheel.read(name) for name in names if name.endswith(".dist-info/METADATA"))
    metadata = BytesParser().parsebytes(text)
    problems += [f"depends on {one}" for one in metadata.get_all("Requires-Dist", [])]
    if metadata["Requires-Python"] != ">=3.10":
        problems.append(f"Requires-Python is {metadata['Requires-Python']}")
    if len(str(metadata.get_payload())) < 500:
        problems.append("the metadata holds no long description")
    return problems


def main() -> int:
    parser = argparse.ArgumentParser(description="Looks into wheels")
    parser.add_argument("--glibc", metavar="VERSION", help="the highest version that may be needed")
    parser.add_argument("--hidden", metavar="PATH", action="append", default=[], help="must be named nowhere")
    parser.add_argument("wheels", metavar="WHEEL", type=Path, nargs="+")
    options = parser.parse_args()

    failed = False
    for path in options.wheels:
        with ZipFile(path) as wheel, tempfile.TemporaryDirectory() as folder:
            problems = content_problems(wheel)
            for name in wheel.namelist():
                data = wheel.read(name)
                problems += [f"{name} names {hidden}" for hidden in options.hidden if hidden.encode() in data]
                if name.endswith(".so"):
                    found, about = module_problems(Path(wheel.extract(name, folder)), options.glibc)
                    problems += found
                    print(f"{path.name}: {path.stat().st_size:,} bytes, {about}")
        for problem in problems:
            print(f"check_wheel: {path.name}: {problem}", file=sys.stderr)
        failed = failed or bool(problems)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
