"""The servers that answer: the static one, and the emulator where there is something to remember."""

from __future__ import annotations

import contextlib
import json
import subprocess
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from . import machine

PIPES = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}


@contextlib.contextmanager
def static(folder: Path, *options: str) -> Iterator[str]:
    """A static server; gives its URL."""
    command = machine.pinned(machine.SERVER_CORE, [folder / "registry-tokens-bench", "server", *options])
    with subprocess.Popen(command, **PIPES) as process:
        try:
            yield process.stdout.readline().strip()
        finally:
            process.stdin.close()


@contextlib.contextmanager
def emulator(folder: Path, seed: dict, delay_ms: int) -> Iterator[dict]:
    """An emulator with what `seed` says, every answer of which waits; gives what it printed."""
    command = machine.pinned(machine.SERVER_CORE, [folder / "registry-tokens-emulator", "--stdin-guard"])
    with subprocess.Popen(command, **PIPES) as process:
        try:
            world = json.loads(process.stdout.readline())
            _post(world, "seed", seed)
            if delay_ms:
                _post(world, "faults", {"times": None, "action": {"delay_ms": delay_ms}})
            yield world
        finally:
            process.stdin.close()


def _post(world: dict, what: str, body: dict) -> None:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    opener.open(f"{world['control_url']}/{what}", data=json.dumps(body).encode()).close()
