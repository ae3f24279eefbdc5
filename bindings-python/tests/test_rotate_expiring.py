"""Rotations of a whole registry: several at a time, one result each, and an end for all at an interrupt."""

from __future__ import annotations

import asyncio
import contextvars
import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from registry_tokens import ExpiringRotation, InvalidArgumentError, NotFoundError, Retire, RotationStep
from support.clients import NOBODY, asynchronous, blocking
from support.emulator import LONG, World
from support.rotating import Observer, expires_soon, in_use, stored

WITHIN = timedelta(days=60)


def nothing(_: Any) -> None:
    """All goes well."""


def never(_: Any) -> None:
    pytest.fail("it was deployed")


def rotate_blocking(
    world: World, deploy: Callable[[Any], object], **own: Any
) -> tuple[ExpiringRotation[Any, Any], ...]:
    with blocking(world) as client:
        return client.tokens.rotate_expiring(own.pop("registry", world.registry), WITHIN, deploy, **own)


def rotate_asyncio(world: World, deploy: Callable[[Any], object], **own: Any) -> tuple[ExpiringRotation[Any, Any], ...]:
    async def main() -> tuple[ExpiringRotation[Any, Any], ...]:
        async def deploy_later(rotation: Any) -> None:
            await asyncio.sleep(0)
            deploy(rotation)

        async with asynchronous(world) as client:
            return await client.tokens.rotate_expiring(own.pop("registry", world.registry), WITHIN, deploy_later, **own)

    return asyncio.run(main())


in_both_styles = pytest.mark.parametrize("rotate", [rotate_blocking, rotate_asyncio])


@in_both_styles
def test_one_failure_does_not_stop_the_others(world: World, rotate: Any) -> None:
    ids = [in_use(world, name) for name in ("one", "two", "three", "four", "five")]
    world.seed([{"name": "for good"}, {"name": "later", "expires_in_seconds": 90 * 86_400}])
    observer, failure = Observer(), LookupError("no place for it")

    def deploy(rotation: Any) -> None:
        if rotation.old.name == "three":
            raise failure

    done = rotate(world, deploy, on_progress=observer, concurrency=2, expires_in=timedelta(days=90))
    assert [str(one.token.id) for one in done] == ids
    assert [one.error for one in done] == [None, None, failure, None, None]
    assert [one.result is None for one in done] == [False, False, True, False, False]
    tokens = stored(world)
    assert [expires_soon(tokens[token_id]) for token_id in ids] == [True, True, False, True, True]
    assert len(tokens) == 2 + 5 + 4
    of_one = [progress for progress in observer.told if progress.old_id == ids[2]]
    assert [progress.step for progress in of_one] == [
        RotationStep.BEGUN,
        RotationStep.ISSUED,
        RotationStep.UNDONE,
        RotationStep.FAILED,
    ]
    assert [progress.new_id is None for progress in of_one] == [True, False, False, True]
    # Made again, there is one left to do.
    assert [str(one.token.id) for one in rotate(world, nothing)] == [ids[2]]


@in_both_styles
def test_the_options_are_those_of_each_rotation(world: World, rotate: Any) -> None:
    in_use(world)
    (done,) = rotate(world, nothing, retire=Retire.DELETE, expires_in=timedelta(hours=3))
    assert done.result is not None
    assert list(stored(world)) == [str(done.result.rotation.new.id)]


@in_both_styles
def test_nothing_to_do(world: World, rotate: Any) -> None:
    assert rotate(world, never) == ()


@in_both_styles
def test_a_list_that_cannot_be_read_is_an_error(world: World, rotate: Any) -> None:
    with pytest.raises(NotFoundError):
        rotate(world, never, registry=NOBODY)


@in_both_styles
def test_what_is_wrong_for_all_is_refused_before_the_list_is_read(world: World, rotate: Any) -> None:
    in_use(world)
    for own in ({"concurrency": 0}, {"on_deploy_error": "give_up"}):
        with pytest.raises(InvalidArgumentError, match=next(iter(own))):
            rotate(world, nothing, **own)
    with pytest.raises(TypeError, match="grace"):
        rotate(world, nothing, grace=5)
    assert world.requests() == []


def test_so_many_threads_and_no_more(world: World) -> None:
    for name in ("one", "two", "three", "four"):
        in_use(world, name)
    # Both of a pair have to be there before one goes on.
    together = threading.Barrier(2, timeout=LONG)
    context = contextvars.ContextVar("context", default="none")
    context.set("the caller's")
    threads: set[str] = set()

    def deploy(_: Any) -> None:
        together.wait()
        threads.add(threading.current_thread().name)
        assert context.get() == "the caller's"

    done = rotate_blocking(world, deploy, concurrency=2)
    assert [one.error for one in done] == [None] * 4
    assert len(threads) == 2
    assert not [thread for thread in threading.enumerate() if thread.name in threads]


def test_so_many_tasks_and_no_more(world: World) -> None:
    for name in ("one", "two", "three", "four"):
        in_use(world, name)
    now, most = 0, 0

    async def main() -> None:
        pair = asyncio.Semaphore(0)

        async def deploy(_: Any) -> None:
            nonlocal now, most
            now += 1
            most = max(most, now)
            # Goes on when the other one of a pair is there.
            if now == 2:
                pair.release()
                pair.release()
            await pair.acquire()
            now -= 1

        async with asynchronous(world) as client:
            done = await client.tokens.rotate_expiring(world.registry, WITHIN, deploy, concurrency=2)
        assert [one.error for one in done] == [None] * 4

    asyncio.run(asyncio.wait_for(main(), LONG))
    assert most == 2


def test_a_cancellation_ends_all(world: World) -> None:
    ids = [in_use(world, name) for name in ("one", "two", "three")]
    observer = Observer()

    async def main() -> None:
        both = asyncio.Event()
        deploying: list[Any] = []

        async def deploy(rotation: Any) -> None:
            deploying.append(rotation)
            if len(deploying) == 2:
                both.set()
            await asyncio.Event().wait()

        before = asyncio.all_tasks()
        async with asynchronous(world) as client:
            call = client.tokens.rotate_expiring(world.registry, WITHIN, deploy, concurrency=2, on_progress=observer)
            task = asyncio.create_task(call)
            await both.wait()
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            assert asyncio.all_tasks() == before

    asyncio.run(asyncio.wait_for(main(), LONG))
    assert observer.steps().count(RotationStep.KEPT_BOTH) == 2
    assert {progress.old_id for progress in observer.told} == set(ids[:2])
    assert len(stored(world)) == 5
    assert not any(map(expires_soon, stored(world).values()))


def test_an_interrupt_lets_what_is_deployed_come_to_its_end_and_begins_nothing_more(world: World) -> None:
    ids = [in_use(world, name) for name in ("one", "two", "three")]
    interrupted, deploying, observer = threading.Event(), threading.Event(), Observer()

    def deploy(rotation: Any) -> None:
        if rotation.old.name == "one":
            deploying.wait(LONG)
            interrupted.set()
            raise KeyboardInterrupt
        deploying.set()
        interrupted.wait(LONG)

    with pytest.raises(KeyboardInterrupt):
        rotate_blocking(world, deploy, concurrency=2, on_progress=observer)
    steps = {token_id: [one.step for one in observer.told if one.old_id == token_id] for token_id in ids}
    assert steps[ids[0]][-1] == RotationStep.KEPT_BOTH
    assert steps[ids[1]][-1] == RotationStep.RETIRED
    # Whether it had begun by then, nobody can say; deployed it was not.
    assert RotationStep.DEPLOYED not in steps[ids[2]]
