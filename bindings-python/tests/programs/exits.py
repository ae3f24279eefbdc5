"""Ends with calls in flight: `programs.exits SHAPE URL WAIT`.

What is at URL never answers; what is at WAIT answers once URL is asked.
"""

from __future__ import annotations

import asyncio
import contextlib
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

from registry_tokens import AsyncIonosClient, Event, RegistryTokensError
from support.clients import NOBODY, asynchronous, blocking
from support.emulator import call


def daemon_thread(url: str, wait: str) -> None:
    client = blocking(url)
    threading.Thread(target=lambda: client.tokens.get(NOBODY, NOBODY), daemon=True).start()
    call("GET", wait)


def daemon_thread_with_a_loop(url: str, wait: str) -> None:
    client = asynchronous(url)
    threading.Thread(target=lambda: asyncio.run(_get(client)), daemon=True).start()
    call("GET", wait)


def executor_thread(url: str, wait: str) -> None:
    # Python itself waits at its end for the threads of executors, so the call has to end by its own time.
    client = blocking(url, timeout=timedelta(milliseconds=300), max_retries=0)
    executor = ThreadPoolExecutor()
    executor.submit(client.tokens.get, NOBODY, NOBODY)
    call("GET", wait)


def task_left_when_main_returns(url: str, wait: str) -> None:
    client = asynchronous(url)
    tasks: list[asyncio.Task[Any]] = []

    async def main() -> None:
        tasks.append(asyncio.create_task(client.tokens.create(NOBODY, "ci")))
        await asyncio.to_thread(call, "GET", wait)

    asyncio.run(main())


def main_is_cancelled(url: str, wait: str) -> None:
    client = asynchronous(url)

    async def main() -> None:
        task = asyncio.create_task(_get(client))
        await asyncio.to_thread(call, "GET", wait)
        task.cancel()
        await task

    try:
        asyncio.run(main())
    except asyncio.CancelledError:
        sys.exit(0)


def loop_left_open(url: str, wait: str) -> None:
    client = asynchronous(url)
    loop = asyncio.new_event_loop()
    task = loop.create_task(_get(client))
    loop.run_until_complete(asyncio.sleep(0))
    call("GET", wait)
    # Whether asyncio complains about its own task is not what is tried here.
    loop.set_exception_handler(_ignore)
    task.cancel()


def sys_exit_with_an_observer(url: str, wait: str) -> None:
    """Events are told on threads of the native half, and want the interpreter while it ends."""
    told: list[Event] = []
    # Nobody listens there: attempts fail and are told as fast as they can be made.
    client = blocking("http://127.0.0.1:1", on_event=told.append, max_retries=0)
    twin = asynchronous(url, on_event=told.append)

    def busy() -> None:
        while True:
            try:
                client.tokens.get(NOBODY, NOBODY)
            except RegistryTokensError:
                continue
            except RuntimeError:
                # As Python's own executors do: nothing new is begun while the interpreter ends.
                return

    for _ in range(3):
        threading.Thread(target=busy, daemon=True).start()
    threading.Thread(target=lambda: asyncio.run(_get(twin)), daemon=True).start()
    call("GET", wait)
    sys.exit(0)


def observer_that_takes_its_time(url: str, wait: str) -> None:
    """It is still inside when the interpreter wants to go, for longer than calls are waited for."""
    inside = threading.Event()

    def observer(_event: Event) -> None:
        inside.set()
        for _ in range(40):
            threading.Event().wait(0.02)

    client = blocking("http://127.0.0.1:1", on_event=observer, max_retries=0)
    twin = asynchronous(url)

    def refused() -> None:
        with contextlib.suppress(RegistryTokensError):
            client.tokens.get(NOBODY, NOBODY)

    threading.Thread(target=refused, daemon=True).start()
    threading.Thread(target=lambda: asyncio.run(_get(twin)), daemon=True).start()
    inside.wait()
    call("GET", wait)


def call_not_awaited(url: str, wait: str) -> None:
    async def main() -> None:
        client = asynchronous(url)
        client.tokens.create(NOBODY, "never")  # type: ignore[unused-coroutine]
        task = asyncio.create_task(_get(client))
        await asyncio.to_thread(call, "GET", wait)
        task.cancel()

    asyncio.run(main())


def client_in_a_cycle(url: str, wait: str) -> None:
    """The client is taken apart by the last garbage collection of the interpreter."""
    cycle: list[Any] = []
    client = blocking(url, on_event=cycle.append)
    cycle.append(client)
    threading.Thread(target=lambda: client.tokens.get(NOBODY, NOBODY), daemon=True).start()
    call("GET", wait)


def _ignore(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """Hears of what went wrong."""


async def _get(client: AsyncIonosClient) -> None:
    await client.tokens.get(NOBODY, NOBODY)


SHAPES: dict[str, Callable[[str, str], None]] = {
    shape.__name__: shape
    for shape in (
        daemon_thread,
        daemon_thread_with_a_loop,
        executor_thread,
        task_left_when_main_returns,
        main_is_cancelled,
        loop_left_open,
        sys_exit_with_an_observer,
        observer_that_takes_its_time,
        call_not_awaited,
        client_in_a_cycle,
    )
}


if __name__ == "__main__":
    SHAPES[sys.argv[1]](sys.argv[2], sys.argv[3])
