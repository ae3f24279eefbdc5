"""One asyncio client and several event loops: one after the other, side by side, closed too early."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import logging
import sys
import threading
import warnings
from collections.abc import Callable, Iterator

import pytest
from registry_tokens import Event
from support import threads
from support.clients import NOBODY, asynchronous
from support.emulator import LONG, World
from support.gate import Gate
from support.loops import Run, on_each_loop, without_uvloop


@pytest.fixture
def unraisable(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """What went wrong where nobody could catch it."""
    seen: list[str] = []

    def hook(unraisable: sys.UnraisableHookArgs) -> None:
        seen.append(repr(unraisable.exc_value))

    monkeypatch.setattr(sys, "unraisablehook", hook)
    yield seen
    gc.collect()
    assert seen == []


@on_each_loop
def test_loops_one_after_the_other(world: World, run: Run) -> None:
    client = asynchronous(world)

    async def use() -> None:
        assert (await client.registries.get(world.registry)).name == "demo"

    for _ in range(5):
        run(use())
    run(client.close())


@on_each_loop
def test_loops_in_two_threads(world: World, run: Run) -> None:
    client = asynchronous(world)

    async def use() -> int:
        calls = [client.registries.get(world.registry) for _ in range(50)]
        return len(await asyncio.gather(*calls))

    running = [threads.start(lambda: run(use())) for _ in range(2)]
    assert [future.result(LONG) for future in running] == [50, 50]
    run(client.close())


@on_each_loop
def test_one_pager_in_several_loops(world: World, run: Run) -> None:
    world.seed(5)
    pager = asynchronous(world).tokens.list(world.registry, page_size=2)
    for _ in range(3):
        assert len(run(pager.all())) == 5


def _uvloop() -> asyncio.AbstractEventLoop:
    import uvloop

    return uvloop.new_event_loop()


LOOPS = [pytest.param(asyncio.new_event_loop, id="asyncio"), pytest.param(_uvloop, id="uvloop", marks=without_uvloop)]


@pytest.mark.parametrize("new_loop", LOOPS)
def test_a_loop_closed_with_a_call_in_flight(
    world: World,
    new_loop: Callable[[], asyncio.AbstractEventLoop],
    unraisable: list[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    """The answer comes when nobody is there any more; it must disturb nothing."""
    caplog.set_level(logging.CRITICAL, "asyncio")  # asyncio's own word about the task that was left pending
    answered = threading.Event()

    def observe(event: Event) -> None:
        answered.set()

    with contextlib.closing(Gate(world.url)) as gate:
        client = asynchronous(gate.url, token=world.token, on_event=observe)
        loop = new_loop()
        task = loop.create_task(client.registries.get(world.registry))
        loop.run_until_complete(asyncio.sleep(0))
        passing = threads.start(lambda: gate.pass_one(before=loop.close))
        assert answered.wait(LONG)
        asyncio.run(client.close())
        passing.result(LONG)
    assert not task.done()
    del task
    assert asyncio.run(_get(world)) == "demo"


async def _get(world: World) -> str:
    async with asynchronous(world) as client:
        return (await client.registries.get(world.registry)).name


@pytest.mark.parametrize("new_loop", LOOPS)
def test_a_call_dropped_with_its_loop_is_given_up(
    world: World, new_loop: Callable[[], asyncio.AbstractEventLoop], unraisable: list[str]
) -> None:
    script = world.silence()
    client = asynchronous(script)
    loop = new_loop()

    async def begin() -> None:
        call = client.tokens.get(NOBODY, NOBODY)
        task = loop.create_task(call)
        await asyncio.to_thread(script.wait, arrived=1)
        task.cancel()

    loop.run_until_complete(begin())
    loop.run_until_complete(asyncio.sleep(0))
    loop.close()
    script.wait(open=0)


def test_an_awaited_call_that_is_forgotten_only_warns(world: World) -> None:
    async def main() -> None:
        async with asynchronous(world) as client:
            client.tokens.create(world.registry, "never")  # type: ignore[unused-coroutine]
            gc.collect()

    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        asyncio.run(main())
    assert any("never awaited" in str(warning.message) for warning in caught)
    assert world.requests() == []
