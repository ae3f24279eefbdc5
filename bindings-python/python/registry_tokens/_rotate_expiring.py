"""Rotations of all that is to go soon, several at a time."""

from __future__ import annotations

import contextvars
from collections.abc import Awaitable, Callable, Iterator, Sequence
from threading import Event

from ._rotation import (
    AsyncRotating,
    ExpiringRotation,
    Item,
    Rotating,
    Rotation,
    RotationStep,
    Service,
    check_function,
    check_waits,
    rotate,
    rotate_async,
)


class _Stopped(BaseException):
    """What a rotation meets whose caller was interrupted before anything was deployed: like an interrupt of its own."""


def check_concurrency(service: Service, concurrency: object) -> None:
    """Refuses a number of rotations at a time that cannot be meant."""
    if not isinstance(concurrency, int) or isinstance(concurrency, bool):
        raise TypeError(f"concurrency must be int, not {type(concurrency).__name__}")
    if concurrency < 1:
        raise service.rotation_refused("concurrency must be at least 1")


def rotate_expiring(
    listed: Callable[[], Sequence[Item]],
    rotating_of: Callable[[Item], Rotating[Rotation]],
    deploy: Callable[[Rotation], object],
    concurrency: int,
) -> tuple[ExpiringRotation[Item, Rotation], ...]:
    """Rotates everything in a list, on threads of its own; an interrupt waits for what is being deployed."""
    check_waits(deploy)
    tokens = listed()
    stopped = Event()

    def deploy_unless_stopped(rotation: Rotation) -> object:
        if stopped.is_set():
            raise _Stopped
        return deploy(rotation)

    def one(token: Item) -> ExpiringRotation[Item, Rotation]:
        rotating = rotating_of(token)
        rotating._tell(RotationStep.BEGUN)
        try:
            return ExpiringRotation(token, rotate(rotating, deploy_unless_stopped), None)
        except Exception as error:
            rotating._tell(RotationStep.FAILED)
            return ExpiringRotation(token, None, error)

    # Here, as the import of this package would cost twice as much.
    from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait

    with ThreadPoolExecutor(concurrency, thread_name_prefix="registry-tokens-rotation") as threads:
        # Each with a copy of the caller's context, as `asyncio.to_thread` does it.
        begun = [threads.submit(contextvars.copy_context().run, one, token) for token in tokens]
        try:
            wait(begun, return_when=FIRST_EXCEPTION)
            return tuple(future.result() for future in begun)
        except BaseException:
            stopped.set()
            for future in begun:
                future.cancel()
            raise


async def rotate_expiring_async(
    listed: Callable[[], Awaitable[Sequence[Item]]],
    rotating_of: Callable[[Item], AsyncRotating[Rotation]],
    deploy: Callable[[Rotation], object],
    concurrency: int,
) -> tuple[ExpiringRotation[Item, Rotation], ...]:
    """The same with tasks."""
    check_function("deploy", deploy)
    tokens = await listed()
    outcomes: dict[int, ExpiringRotation[Item, Rotation]] = {}

    async def one(token: Item) -> ExpiringRotation[Item, Rotation]:
        rotating = rotating_of(token)
        rotating._tell(RotationStep.BEGUN)
        try:
            return ExpiringRotation(token, await rotate_async(rotating, deploy), None)
        except Exception as error:
            rotating._tell(RotationStep.FAILED)
            return ExpiringRotation(token, None, error)

    async def some(waiting: Iterator[tuple[int, Item]]) -> None:
        # All take from the same.
        for index, token in waiting:
            outcomes[index] = await one(token)

    import asyncio

    waiting = enumerate(tokens)
    tasks = [asyncio.ensure_future(some(waiting)) for _ in range(min(concurrency, len(tokens)))]
    try:
        await asyncio.gather(*tasks)
    except BaseException as interrupt:
        for task in tasks:
            task.cancel()
        # Whoever closes a coroutine cannot be made to wait.
        if not isinstance(interrupt, GeneratorExit):
            await asyncio.gather(*tasks, return_exceptions=True)
        raise
    return tuple(outcomes[index] for index in range(len(tokens)))
