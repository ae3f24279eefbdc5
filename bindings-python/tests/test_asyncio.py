"""The asyncio client: many calls at once, in tasks, groups and lists."""

from __future__ import annotations

import asyncio
import inspect
import sys

import pytest
from registry_tokens import ConflictError, NotFoundError
from support.clients import NOBODY, asynchronous
from support.emulator import World
from support.loops import Run, on_each_loop

MANY = 500


@on_each_loop
def test_five_hundred_calls_at_once(world: World, run: Run) -> None:
    async def main() -> None:
        async with asynchronous(world) as client:
            calls = (client.registries.get(world.registry) for _ in range(MANY))
            registries = await asyncio.gather(*calls)
        assert {str(registry.id) for registry in registries} == {world.registry}

    run(main())
    assert len(world.requests()) == MANY


@on_each_loop
def test_tasks_and_groups(world: World, run: Run) -> None:
    async def main() -> list[str]:
        async with asynchronous(world) as client:
            task = asyncio.create_task(client.tokens.create(world.registry, "by-task"), name="ours")
            names = [(await task).token.name]
            if sys.version_info >= (3, 11):
                async with asyncio.TaskGroup() as group:
                    made = [group.create_task(client.tokens.create(world.registry, f"by-group-{n}")) for n in range(3)]
                names += [one.result().token.name for one in made]
            for finished in asyncio.as_completed([client.tokens.find(world.registry, "by-task")]):
                found = await finished
                names += [found.name] if found else []
            return names

    names = run(main())
    grouped = [f"by-group-{n}" for n in range(3)] if sys.version_info >= (3, 11) else []
    assert names == ["by-task", *grouped, "by-task"]


@on_each_loop
def test_one_failure_among_many_is_its_own(world: World, run: Run) -> None:
    async def main() -> None:
        async with asynchronous(world) as client:
            await client.tokens.create(world.registry, "taken")
            calls = [client.tokens.create(world.registry, name) for name in ("free", "taken")]
            results = await asyncio.gather(*calls, client.tokens.get(world.registry, NOBODY), return_exceptions=True)
        assert [type(result).__name__ for result in results] == ["IssuedToken", "ConflictError", "NotFoundError"]
        assert isinstance(results[1], ConflictError)
        assert isinstance(results[2], NotFoundError)

    run(main())


@on_each_loop
def test_lists(world: World, run: Run) -> None:
    world.seed(25)

    async def main() -> None:
        async with asynchronous(world) as client:
            pager = client.tokens.list(world.registry, page_size=10)
            names = [token.name async for token in pager]
            assert [len(page.items) async for page in pager.pages()] == [10, 10, 5]
            assert [token.name for token in await pager.all()] == names
            assert len(names) == 25
            assert [registry.name async for registry in client.registries.list()] == ["demo"]
            # Two iterations of one pager do not take each other's items.
            first, second = pager.__aiter__(), pager.__aiter__()
            assert (await first.__anext__()).id == (await second.__anext__()).id

    run(main())


def test_calls_are_coroutines(world: World) -> None:
    """What asyncio's own functions ask for; an awaitable of another kind cannot become a task."""

    async def main() -> None:
        async with asynchronous(world) as client:
            call = client.tokens.find(world.registry, "none")
            assert inspect.iscoroutine(call)
            assert await call is None
            assert inspect.iscoroutinefunction(client.tokens.get)
            assert inspect.iscoroutinefunction(client.tokens.with_response.get)
            assert inspect.iscoroutinefunction(client.close)
            everything = client.tokens.list(world.registry).all()
            assert inspect.iscoroutine(everything)
            assert await everything == []

    asyncio.run(main())


def test_a_call_without_a_running_loop_says_so(world: World) -> None:
    client = asynchronous(world)
    call = client.registries.get(world.registry)
    with pytest.raises(RuntimeError, match="loop"):
        call.send(None)
    assert world.requests() == []


def test_nothing_is_sent_before_the_call_is_awaited(world: World) -> None:
    async def main() -> None:
        async with asynchronous(world) as client:
            call = client.tokens.create(world.registry, "later")
            await client.registries.get(world.registry)
            assert [request["method"] for request in world.requests()] == ["GET"]
            assert (await call).token.name == "later"

    asyncio.run(main())


def test_the_loop_goes_on_while_a_call_waits(world: World) -> None:
    """A call that did its work in the loop's own thread would stop every other task."""
    script = world.silence()

    async def main() -> int:
        turns = 0
        async with asynchronous(script) as client:
            task = asyncio.create_task(client.tokens.get(NOBODY, NOBODY))
            waiting = asyncio.create_task(asyncio.to_thread(script.wait, arrived=1))
            while not waiting.done():
                turns += 1
                await asyncio.sleep(0)
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
        return turns

    assert asyncio.run(main()) > 1
