"""Calls in processes of `multiprocessing`: `programs.multiprocess METHOD WORLD`, the world as JSON."""

from __future__ import annotations

import json
import multiprocessing
import sys
import warnings
from concurrent.futures import ProcessPoolExecutor
from typing import Any

from registry_tokens import IonosClient, NotFoundError, Registry
from support.clients import NOBODY, blocking
from support.emulator import LONG, World

_inherited: list[IonosClient] = []


def get(described: dict[str, Any]) -> Registry:
    """With the parent's client where it was inherited, else with one of this process."""
    world = World(described)
    client = _inherited[0] if _inherited else blocking(world)
    return client.registries.get(world.registry)


def fail(described: dict[str, Any]) -> None:
    blocking(World(described)).tokens.get(NOBODY, NOBODY)


def main() -> None:
    warnings.simplefilter("ignore", DeprecationWarning)
    method, world = sys.argv[1], World(json.loads(sys.argv[2]))
    client = blocking(world)
    own = client.registries.get(world.registry)
    if method == "fork":
        _inherited.append(client)
    with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context(method)) as pool:
        futures = [pool.submit(get, world.described) for _ in range(8)]
        # Values are the same in every process.
        assert {future.result(LONG) for future in futures} == {own}
        error = pool.submit(fail, world.described).exception(LONG)
    assert isinstance(error, NotFoundError), repr(error)
    assert (error.http_status, error.operation, error.response_body()) == (404, "tokens.get", b"")
    assert error.details
    client.registries.get(world.registry)


if __name__ == "__main__":
    main()
