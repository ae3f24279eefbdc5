"""Every blocking call leaves the interpreter to other threads while it waits.

Thread A makes the call; what it waits for comes only from Python code of thread B. If A kept the lock, B could not
run, and A's time would run out.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from typing import Any

import pytest
from support import samples, threads
from support.clients import blocking_of
from support.emulator import LONG, World
from support.gate import Gate
from support.processes import result
from support.surface import CALLS, PAGERS, Method

WAYS: dict[str, Callable[[Any], Any]] = {
    "items": list,
    "pages": lambda pager: list(pager.pages()),
    "all": lambda p: p.all(),
}


def other_python_work() -> int:
    """What B does while A waits: nothing but the interpreter's own steps."""
    return sum(number for number in range(10_000) if number % 3)


def call_through_gate(world: World, method: Method, call: Callable[[Any], Any]) -> Any:
    """Makes the call in thread A; this thread is B."""
    url, own = {
        "ionos": (world.url, {"token": world.token}),
        "swr": (world.urls["swr_url"], world.swr),
    }[method.provider]
    with contextlib.closing(Gate(url)) as gate:

        def make() -> Any:
            with blocking_of(method.provider, gate.url, max_retries=0, **own) as client:
                return call(client)

        calling = threads.start(make)
        gate.pass_one(before=other_python_work)
        return calling.result(LONG)


@pytest.mark.parametrize(
    ("name", "details"),
    [(name, False) for name in CALLS] + [(name, True) for name, method in CALLS.items() if method.has_details],
    ids=lambda value: {False: "value", True: "with_response"}.get(value, value),
)
def test_calls(world: World, name: str, details: bool) -> None:
    method = CALLS[name]
    keywords = samples.arguments(method, world, samples.seed(world))

    def call(client: Any) -> Any:
        resource = getattr(client, method.resource)
        return getattr(resource.with_response if details else resource, method.name)(**keywords)

    call_through_gate(world, method, call)
    assert world.requests(), "the call did not come through"


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", PAGERS)
def test_lists(world: World, name: str, way: str) -> None:
    method = PAGERS[name]
    keywords = samples.arguments(method, world, samples.seed(world))

    def call(client: Any) -> Any:
        return WAYS[way](getattr(getattr(client, method.resource), method.name)(**keywords))

    # The basic edition of every world has something from the beginning.
    count = 3 if method.resource in ("repositories", "retention_rules", "sync_tasks") and way != "pages" else 1
    assert len(call_through_gate(world, method, call)) == count


@pytest.mark.parametrize("name", ["IonosClient", "AsyncIonosClient", "SwrClient", "AsyncSwrClient"])
def test_construction(name: str) -> None:
    """In a process of its own: who keeps the lock there keeps it for ever."""
    assert result("construction", name) == "built"
