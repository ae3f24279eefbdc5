"""Who gives up waiting ends the call: its connection is closed, and what is unknown then is said."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable, Coroutine
from queue import SimpleQueue
from typing import Any

import pytest
from registry_tokens import AsyncIonosClient, Event, Registry
from support import samples
from support.clients import NOBODY, asynchronous, asynchronous_of, asynchronous_swr
from support.emulator import LONG, Script, World
from support.loops import Run, on_each_loop
from support.surface import METHODS

# `wait_for` has to be told a time: long enough for a request to arrive, also on a busy machine.
SHORT = 0.5
# What differs in what happens to a call that was given up; the other ways are tried with each.
TIMED = ("get", "create", "items")

Call = Callable[[AsyncIonosClient], Coroutine[Any, Any, Any]]
GiveUp = Callable[[Coroutine[Any, Any, Any], Script], Awaitable[None]]


async def items(client: AsyncIonosClient) -> list[Any]:
    return [token async for token in client.tokens.list(NOBODY)]


async def pages(client: AsyncIonosClient) -> list[Any]:
    return [page async for page in client.registries.list().pages()]


CALLS: dict[str, Call] = {
    "get": lambda client: client.tokens.get(NOBODY, NOBODY),
    "create": lambda client: client.tokens.create(NOBODY, "ci"),
    "with_response": lambda client: client.tokens.with_response.create(NOBODY, "ci"),
    "update": lambda client: client.tokens.update(NOBODY, NOBODY, status="disabled"),
    "delete": lambda client: client.tokens.delete(NOBODY, NOBODY),
    "items": items,
    "pages": pages,
    "all": lambda client: client.tokens.list(NOBODY).all(),
    "wait_until_running": lambda client: client.registries.wait_until_running(NOBODY),
}
CHANGING = {"create", "with_response", "update", "delete"}


# They come on a thread of the library, perhaps after the connection is gone.
Events = SimpleQueue[Event]


def only(events: Events) -> Event:
    """The one that there is, whenever it comes."""
    event = events.get(timeout=LONG)
    assert events.empty()
    return event


async def arrived(script: Script, **conditions: int) -> None:
    """The emulator's view, without stopping the loop."""
    await asyncio.to_thread(script.wait, **conditions)


async def cancel(call: Coroutine[Any, Any, Any], script: Script) -> None:
    task = asyncio.create_task(call)
    await arrived(script, arrived=1, open=1)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def wait_for(call: Coroutine[Any, Any, Any], script: Script) -> None:
    with pytest.raises((TimeoutError, asyncio.TimeoutError)):
        await asyncio.wait_for(call, SHORT)


WAYS: dict[str, GiveUp] = {"cancel": cancel, "wait_for": wait_for}

if sys.version_info >= (3, 11):

    async def timeout(call: Coroutine[Any, Any, Any], script: Script) -> None:
        async def limited() -> None:
            async with asyncio.timeout(None) as limit:
                task = asyncio.create_task(end_when_arrived(limit))
                await asyncio.gather(call, task)

        # The time is up as soon as the request is there, so that no time has to be guessed.
        async def end_when_arrived(limit: asyncio.Timeout) -> None:
            await arrived(script, arrived=1, open=1)
            limit.reschedule(asyncio.get_running_loop().time())

        with pytest.raises(TimeoutError):
            await limited()

    async def task_group(call: Coroutine[Any, Any, Any], script: Script) -> None:
        """The failure of one task cancels the others."""

        async def fail() -> None:
            await arrived(script, arrived=1, open=1)
            raise LookupError("another task failed")

        async def both() -> None:
            async with asyncio.TaskGroup() as group:
                group.create_task(call)
                group.create_task(fail())

        # Not by the name of its class, which Python 3.10 does not have.
        with pytest.raises(Exception, match="TaskGroup") as caught:
            await both()
        errors: tuple[Exception, ...] = getattr(caught.value, "exceptions", ())
        assert [type(error) for error in errors] == [LookupError]

    WAYS |= {"timeout": timeout, "task_group": task_group}


CASES = [(name, way) for way in WAYS for name in (TIMED if way == "wait_for" else CALLS)]


@on_each_loop
@pytest.mark.parametrize(("name", "way"), CASES)
def test_giving_up_closes_the_connection(world: World, run: Run, name: str, way: str) -> None:
    script = world.silence()
    events: Events = SimpleQueue()

    async def main() -> None:
        async with asynchronous(script, on_event=events.put) as client:
            await WAYS[way](CALLS[name](client), script)
            await arrived(script, arrived=1, open=0)

    run(main())
    event = only(events)
    told = (event.attempt, event.http_status, event.error_kind, event.outcome_unknown)
    assert told == (1, None, None, name in CHANGING)


@pytest.mark.parametrize("name", METHODS)
def test_giving_up_any_call_closes_its_connection(world: World, name: str) -> None:
    method, script = METHODS[name], world.silence()
    events: Events = SimpleQueue()

    async def main() -> None:
        async with asynchronous_of(method.provider, script, on_event=events.put) as client:
            called = getattr(getattr(client, method.resource), method.name)(**samples.arguments(method, world))
            await cancel(called.all() if method.is_pager else called, script)
            await arrived(script, arrived=1, open=0)

    asyncio.run(main())
    event = only(events)
    told = (event.provider, event.attempt, event.http_status, event.outcome_unknown)
    assert told == (method.provider, 1, None, method.changes)


def test_giving_up_while_the_project_is_looked_up_changes_nothing(world: World) -> None:
    script = world.silence()
    events: Events = SimpleQueue()

    async def main() -> None:
        async with asynchronous_swr(script, project_id=None, on_event=events.put) as client:
            await cancel(client.long_term_credentials.create("i", "ci"), script)
            await arrived(script, arrived=1, open=0)

    asyncio.run(main())
    event = only(events)
    assert (event.provider, event.operation, event.outcome_unknown) == ("iam", "projects.list", False)


def test_a_call_cancelled_before_it_began_sends_nothing(world: World) -> None:
    async def main() -> None:
        async with asynchronous(world) as client:
            task = asyncio.create_task(client.tokens.create(world.registry, "never"))
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            await client.registries.get(world.registry)

    asyncio.run(main())
    assert [request["method"] for request in world.requests()] == ["GET"]
    assert world.stored() == []


@on_each_loop
def test_many_given_up_calls_leave_nothing_behind(world: World, run: Run) -> None:
    world.fault({"hang": True}, times=None, method="POST")

    async def main() -> None:
        async with asynchronous(world) as client:
            tasks = [asyncio.create_task(client.tokens.create(world.registry, f"t-{n}")) for n in range(50)]
            await asyncio.to_thread(world.wait, in_flight=50)
            for task in tasks:
                task.cancel()
            ended = await asyncio.wait_for(asyncio.gather(*tasks, return_exceptions=True), LONG)
            assert {type(one) for one in ended} == {asyncio.CancelledError}
            await asyncio.to_thread(world.wait, in_flight=0, open=0)
            await client.registries.get(world.registry)

    run(main())


@on_each_loop
def test_an_abandoned_iteration_closes_its_connection(world: World, run: Run) -> None:
    world.seed(20)
    world.fault({"hang": True}, skip=1)

    async def main() -> None:
        async with asynchronous(world) as client:
            items = client.tokens.list(world.registry, page_size=10).__aiter__()
            for _ in range(10):
                await items.__anext__()
            following = asyncio.ensure_future(items.__anext__())
            await asyncio.to_thread(world.wait, arrived=2, in_flight=1)
            following.cancel()
            with pytest.raises(asyncio.CancelledError):
                await following
            await asyncio.to_thread(world.wait, in_flight=0, open=0)

    run(main())


@on_each_loop
def test_a_cancellation_that_loses_the_race_changes_nothing(world: World, run: Run) -> None:
    """Cancelled when the answer may be there already: either outcome is right, and nothing is left behind."""

    async def main() -> None:
        async with asynchronous(world) as client:
            for turns in range(60):
                task = asyncio.create_task(client.registries.get(world.registry))
                for _ in range(turns):
                    await asyncio.sleep(0)
                task.cancel()
                ended = (await asyncio.gather(task, return_exceptions=True))[0]
                assert isinstance(ended, (asyncio.CancelledError, Registry))
            await client.registries.get(world.registry)
        await asyncio.to_thread(world.wait, in_flight=0, open=0)

    run(main())


def test_a_closed_coroutine_takes_its_request_back(world: World) -> None:
    script = world.silence()

    async def main() -> None:
        async with asynchronous(script) as client:
            coroutine = client.tokens.get(NOBODY, NOBODY)
            coroutine.send(None)
            await asyncio.to_thread(script.wait, arrived=1, open=1)
            coroutine.close()
            await asyncio.to_thread(script.wait, arrived=1, open=0)

    asyncio.run(main())
