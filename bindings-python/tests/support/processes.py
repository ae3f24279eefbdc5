"""Programs in processes of their own: for what a test's own process would not survive."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

from .emulator import LONG

TESTS = Path(__file__).resolve().parents[1]
EXAMPLES = TESTS.parent / "examples"

# What Python itself needs, and nothing else of whoever runs the tests.
_KEPT = ("PATH", "HOME", "LD_LIBRARY_PATH", "EMULATOR_BIN", "TMPDIR")


def environment(**more: str) -> dict[str, str]:
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    # Relative to where the tests were started; the programs run elsewhere.
    folders = [str(Path(folder).resolve()) for folder in os.environ.get("PYTHONPATH", "").split(os.pathsep) if folder]
    return kept | {"PYTHONPATH": os.pathsep.join(folders)} | more


def command(program: str, *arguments: str) -> list[str]:
    # Faults of the interpreter show their stack instead of only a signal.
    return [sys.executable, "-X", "faulthandler", "-m", f"programs.{program}", *arguments]


def loaded(statement: str) -> list[str]:
    """The modules that are there after an import, and were not before."""
    program = f"import sys; before = set(sys.modules); {statement}; print(*set(sys.modules) - before)"
    done = subprocess.run(
        [sys.executable, "-c", program], env=environment(), capture_output=True, text=True, check=True, timeout=60
    )
    return done.stdout.split()


def start(program: str, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        command(program, *arguments),
        env=environment(),
        cwd=TESTS,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        # A group of its own, so that its children can be ended with it.
        start_new_session=True,
    )


def run(program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Runs a program of `tests/programs` to its end."""
    with start(program, *arguments) as process:
        try:
            out, err = process.communicate(timeout=LONG)
        except subprocess.TimeoutExpired:
            # The stacks of what hangs are worth more than that it hung.
            os.killpg(process.pid, signal.SIGABRT)
            out, err = process.communicate()
    return subprocess.CompletedProcess(process.args, process.returncode, out, err)


def result(program: str, *arguments: str) -> Any:
    """Runs a program that has to succeed; what it printed as JSON in its last line."""
    done = run(program, *arguments)
    assert done.returncode == 0, f"{program} {arguments}: {done.returncode}\n{done.stdout}\n{done.stderr}"
    lines = done.stdout.splitlines()
    return json.loads(lines[-1]) if lines else None
