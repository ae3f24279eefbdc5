"""A program that ends with calls in flight ends: at once, with its own exit code, without a word of ours."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from programs.exits import SHAPES
from support.clients import blocking
from support.emulator import World
from support.processes import run

# More than fifty ends in all; more processes at a time would only wait for each other.
RUNS = 6
AT_A_TIME = 4
# Ten times of what an end takes on a busy machine. The calls themselves would hang for ever.
HANGING = 20.0
# What Python says of its own accord about a call that nobody awaited.
EXPECTED = ("never awaited", "RuntimeWarning", "client.tokens.create", "tracemalloc")


def end(world: World, shape: str) -> None:
    script = world.silence()
    began = time.monotonic()
    done = run("exits", shape, script.url, script.wait_url(arrived=1))
    seconds = time.monotonic() - began
    unexpected = [line for line in done.stderr.splitlines() if not any(known in line for known in EXPECTED)]
    assert (done.returncode, unexpected) == (0, []), f"{done.returncode}\n{done.stderr}"
    assert seconds < HANGING
    # Nobody is left behind who holds the connection.
    script.wait(open=0)


@pytest.mark.parametrize("shape", SHAPES)
def test_the_program_ends(world: World, shape: str) -> None:
    with ThreadPoolExecutor(AT_A_TIME) as pool:
        for ended in [pool.submit(end, world, shape) for _ in range(RUNS)]:
            ended.result()


def test_a_token_can_be_given_back_at_the_very_end(world: World) -> None:
    """Clean-up that was registered before the package was imported runs after its own."""
    with blocking(world) as client:
        token = client.tokens.create(world.registry, "ci").token
        done = run("cleanup", world.url, world.token, world.registry, str(token.id))
        assert (done.returncode, done.stderr) == (0, "")
        assert client.tokens.find(world.registry, "ci") is None
