"""A client goes on working in a forked process, and in the one that forked."""

from __future__ import annotations

import json
from collections import defaultdict

import pytest
from programs.forks import CALLS_OF_A_WORKER, SITUATIONS
from programs.forks_swr import SITUATIONS as SITUATIONS_OF_SWR
from support.emulator import World
from support.processes import run


def succeed(program: str, case: str, world: World) -> None:
    done = run(program, case, json.dumps(world.described))
    assert (done.returncode, done.stderr) == (0, ""), f"{done.returncode}\n{done.stdout}\n{done.stderr}"


def connections(world: World) -> dict[str, list[int]]:
    """Which connections each of the marked processes used, request by request."""
    used: dict[str, list[int]] = defaultdict(list)
    for request in world.requests():
        for name, value in request["headers"]:
            if name.lower() == "x-process":
                used[value].append(request["connection"])
    return used


@pytest.mark.parametrize("situation", SITUATIONS)
def test_after_a_fork(world: World, situation: str) -> None:
    succeed("forks", situation, world)


@pytest.mark.parametrize("situation", ["after_first_use", "after_first_use_async", "prefork_server"])
def test_connections_are_not_shared(world: World, situation: str) -> None:
    """Two processes that write to one connection get each other's answers."""
    succeed("forks", situation, world)
    used = connections(world)
    assert len(used) == 3
    names = list(used)
    for one in names:
        for other in names:
            assert one == other or not set(used[one]) & set(used[other]), f"{one} and {other} share a connection"


@pytest.mark.parametrize("situation", ["after_first_use", "closed_in_the_child_only", "prefork_server"])
def test_the_parent_keeps_its_connection(world: World, situation: str) -> None:
    succeed("forks", situation, world)
    parent = connections(world)["parent"]
    assert len(parent) >= 2
    assert len(set(parent)) == 1


def test_every_worker_makes_its_calls_over_one_connection(world: World) -> None:
    succeed("forks", "prefork_server", world)
    used = connections(world)
    for name in ("worker", "worker-async"):
        assert len(used[name]) == 2 * CALLS_OF_A_WORKER
        assert len(set(used[name])) == 2


@pytest.mark.parametrize("situation", SITUATIONS_OF_SWR)
def test_after_a_fork_with_two_services(world: World, situation: str) -> None:
    succeed("forks_swr", situation, world)
    used = connections(world)
    names = list(used)
    assert all(not set(used[one]) & set(used[other]) for one in names for other in names if one != other)
    asked = [request["api"] for request in world.requests()].count("iam")
    # Once for all who know of it, once for each of the others.
    assert asked == {"after_first_use": 1, "before_first_use": 2}.get(situation, 0)


@pytest.mark.parametrize("method", ["fork", "spawn", "forkserver"])
def test_multiprocessing(world: World, method: str) -> None:
    succeed("multiprocess", method, world)
