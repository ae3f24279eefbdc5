"""Ctrl-C ends a call that hangs, at once, whatever kind of call it is."""

from __future__ import annotations

import signal
import statistics
import time

import pytest
from programs.interrupted import SHAPES
from support import figures, processes
from support.emulator import LONG, World

# What a person at a terminal takes for an answer.
AT_ONCE = 2.0
ROUNDS = 3


def interrupt(world: World, shape: str) -> float:
    """Seconds from Ctrl-C to the program's word that it came."""
    script = world.silence()
    with processes.start("interrupted", shape, script.url, world.url, world.token, world.registry) as process:
        assert process.stdout is not None
        try:
            script.wait(arrived=1)
            began = time.monotonic()
            process.send_signal(signal.SIGINT)
            said = process.stdout.readline()
            seconds = time.monotonic() - began
            if said == "interrupted\n":
                script.wait(open=0)
            rest, errors = process.communicate("go on\n", timeout=LONG)
        finally:
            process.kill()
    assert (said, rest, process.returncode) == ("interrupted\n", "works\n", 0), errors
    return seconds


@pytest.mark.parametrize("shape", [*SHAPES, "asyncio"])
def test_ctrl_c_ends_it(world: World, shape: str) -> None:
    seconds = statistics.median(interrupt(world, shape) for _ in range(ROUNDS))
    figures.measured.append(f"Ctrl-C ends {shape}: {seconds * 1000:.0f} ms (median of {ROUNDS})")
    assert seconds < AT_ONCE
