"""Builds what is measured, the way users get it: cargo's release profile, then each language's driver."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from .machine import BENCH, ROOT

# One set of members for all builds here, so that nothing is compiled twice.
PACKAGES = ["bench", "emulator", "python", "node", "uniffi"]
SCOPE = " ".join(["-p xtask", *(f"-p registry-tokens-{name}" for name in PACKAGES)])


def drivers(languages: list[str]) -> list[str]:
    """Those of the languages that have a driver in this checkout."""
    return [language for language in languages if (BENCH / "drivers" / language / "driver").exists()]


def install(languages: list[str]) -> None:
    for language in languages:
        _run([BENCH / "drivers" / language / "install"], {})


def build(languages: list[str]) -> Path:
    """Gives the folder of the built programs and libraries."""
    settings = {"CARGO_PROFILE": "release", "CARGO_SCOPE": SCOPE}
    folder = _run([ROOT / "scripts/build"], settings).strip().splitlines()[-1]
    for language in languages:
        _run([BENCH / "drivers" / language / "build", folder], settings)
    return Path(folder)


def _run(command: list, settings: dict[str, str]) -> str:
    run = subprocess.run(command, cwd=ROOT, env=os.environ | settings, stdout=subprocess.PIPE, text=True)
    if run.returncode:
        sys.exit(f"bench: failed: {' '.join(map(str, command))}")  # the command has said why
    return run.stdout
