"""Forks in many situations: `programs.forks SITUATION WORLD`, the world as JSON.

Each situation is a function; a child that fails makes the program fail.
"""

from __future__ import annotations

import asyncio
import contextlib
import functools
import json
import sys
import threading
import warnings
from collections.abc import Callable

from registry_tokens import AuthenticationError, ClosedError, Event
from support import threads
from support.children import fork, in_child, join
from support.clients import asynchronous, blocking
from support.emulator import LONG, World
from support.gate import Gate

CALLS_OF_A_WORKER = 25


def marked(name: str) -> dict[str, str]:
    """A header by which the test knows who sent a request."""
    return {"X-Process": name}


def before_first_use(world: World) -> None:
    client, twin = blocking(world), asynchronous(world)
    in_child(lambda: client.registries.get(world.registry))
    in_child(lambda: asyncio.run(twin.registries.get(world.registry)))
    client.registries.get(world.registry)
    asyncio.run(twin.registries.get(world.registry))


def after_first_use(world: World) -> None:
    client = blocking(world)
    client.registries.get(world.registry, extra_headers=marked("parent"))

    def child() -> None:
        for _ in range(3):
            client.registries.get(world.registry, extra_headers=marked("child"))
        in_child(lambda: client.registries.get(world.registry, extra_headers=marked("grandchild")))
        client.registries.get(world.registry, extra_headers=marked("child"))

    in_child(child)
    client.registries.get(world.registry, extra_headers=marked("parent"))


def after_first_use_async(world: World) -> None:
    client = asynchronous(world)

    def get(name: str) -> None:
        asyncio.run(client.registries.get(world.registry, extra_headers=marked(name)))

    get("parent")

    def child() -> None:
        get("child")
        in_child(lambda: get("grandchild"))
        get("child")

    in_child(child)
    get("parent")


def inside_a_running_loop(world: World) -> None:
    client = asynchronous(world)

    async def main() -> None:
        await client.registries.get(world.registry)
        in_child(lambda: asyncio.run(client.registries.get(world.registry)))
        await client.registries.get(world.registry)

    asyncio.run(main())


def with_a_call_in_flight(world: World) -> None:
    """The child is forked while the parent's loop waits for an answer."""
    arrived, release = threading.Event(), threading.Event()

    def hold() -> None:
        arrived.set()
        release.wait(LONG)

    async def main() -> None:
        async with asynchronous(gate.url, token=world.token) as client:
            task = asyncio.create_task(client.registries.get(world.registry))
            await asyncio.to_thread(arrived.wait, LONG)
            passing = threads.start(gate.pass_one)
            in_child(lambda: asyncio.run(client.registries.get(world.registry)))
            passing.result(LONG)
            release.set()
            assert (await task).name == "demo"

    with contextlib.closing(Gate(world.url)) as gate:
        holding = threads.start(lambda: gate.pass_one(before=hold))
        asyncio.run(main())
        holding.result(LONG)


def while_threads_send(world: World) -> None:
    client, twin = blocking(world), asynchronous(world)
    stop = threading.Event()

    def send() -> int:
        sent = 0
        while not stop.is_set():
            client.registries.get(world.registry)
            sent += 1
        return sent

    sending = [threads.start(send) for _ in range(4)]
    world.wait(arrived=20)

    def grandchild() -> None:
        client.registries.get(world.registry)

    def child() -> None:
        for _ in range(3):
            client.registries.get(world.registry)
        asyncio.run(twin.registries.get(world.registry))
        in_child(grandchild)

    for _ in range(10):
        in_child(child)
    stop.set()
    assert all(future.result(LONG) > 0 for future in sending)
    client.registries.get(world.registry)


def new_credentials_hold(world: World) -> None:
    client, twin = blocking(world, token="wrong"), asynchronous(world, token="wrong")
    client.set_credentials(token=world.token)
    twin.set_credentials(username=world.username, password=world.password)
    in_child(lambda: client.registries.get(world.registry))
    in_child(lambda: asyncio.run(twin.registries.get(world.registry)))
    client.registries.get(world.registry)
    client.set_credentials(token="wrong")

    def child() -> None:
        try:
            client.registries.get(world.registry)
        except AuthenticationError:
            client.set_credentials(token=world.token)
            client.registries.get(world.registry)
        else:
            raise AssertionError("the credentials of before the fork were not those of the child")

    in_child(child)


def closed_stays_closed(world: World) -> None:
    client, twin = blocking(world), asynchronous(world)
    client.registries.get(world.registry)
    client.close()
    asyncio.run(twin.close())

    calls: list[Callable[[], object]] = [
        lambda: client.registries.get(world.registry),
        lambda: asyncio.run(twin.registries.get(world.registry)),
    ]

    def child() -> None:
        for call in calls:
            try:
                call()
            except ClosedError:
                continue
            raise AssertionError("the client was open again")

    in_child(child)


def closed_in_the_child_only(world: World) -> None:
    client = blocking(world)
    client.registries.get(world.registry, extra_headers=marked("parent"))
    in_child(client.close)
    client.registries.get(world.registry, extra_headers=marked("parent"))


def resources_of_before(world: World) -> None:
    client, twin = blocking(world), asynchronous(world)
    tokens, details, twin_tokens = client.tokens, client.tokens.with_response, twin.tokens
    assert tokens.find(world.registry, "none") is None

    def child() -> None:
        assert tokens.find(world.registry, "none") is None
        assert details.find(world.registry, "none").value is None
        assert asyncio.run(twin_tokens.find(world.registry, "none")) is None

    in_child(child)


def lists_of_before(world: World) -> None:
    world.seed(30)
    client, twin = blocking(world), asynchronous(world)
    pager, twin_pager = client.tokens.list(world.registry), twin.tokens.list(world.registry)
    assert len(pager.all()) == len(asyncio.run(twin_pager.all())) == 30

    def child() -> None:
        assert len(list(pager)) == len(pager.all()) == sum(len(page.items) for page in pager.pages()) == 30
        assert len(asyncio.run(twin_pager.all())) == 30

    in_child(child)
    assert len(list(pager)) == 30


def a_half_read_list(world: World) -> None:
    """A reading belongs to the process that began it; the list itself does not."""
    world.seed(30)
    pager = blocking(world).tokens.list(world.registry, page_size=10)
    items = iter(pager)
    next(items)

    def child() -> None:
        with contextlib.suppress(ClosedError):
            list(items)
            raise AssertionError("the parent's reading went on in the child")
        assert len(list(pager)) == 30

    in_child(child)
    assert len(list(items)) == 29


def prefork_server(world: World) -> None:
    """As a web server does: the parent warms up, its workers serve."""
    client, twin = blocking(world), asynchronous(world)
    client.registries.get(world.registry, extra_headers=marked("parent"))

    async def with_asyncio() -> None:
        for _ in range(CALLS_OF_A_WORKER):
            await twin.registries.get(world.registry, extra_headers=marked("worker-async"))

    def worker(number: int) -> None:
        if number % 2:
            asyncio.run(with_asyncio())
            return
        for _ in range(CALLS_OF_A_WORKER):
            client.registries.get(world.registry, extra_headers=marked("worker"))

    workers = [fork(functools.partial(worker, number)) for number in range(4)]
    client.registries.get(world.registry, extra_headers=marked("parent"))
    for child in workers:
        join(child)
    client.registries.get(world.registry, extra_headers=marked("parent"))


def observed_in_the_child(world: World) -> None:
    told: list[Event] = []
    client = blocking(world, on_event=told.append)
    client.registries.get(world.registry)

    def child() -> None:
        client.registries.get(world.registry)
        assert len(told) == 2

    in_child(child)
    assert len(told) == 1


SITUATIONS: dict[str, Callable[[World], None]] = {
    situation.__name__: situation
    for situation in (
        before_first_use,
        after_first_use,
        after_first_use_async,
        inside_a_running_loop,
        with_a_call_in_flight,
        while_threads_send,
        new_credentials_hold,
        closed_stays_closed,
        closed_in_the_child_only,
        resources_of_before,
        lists_of_before,
        a_half_read_list,
        prefork_server,
        observed_in_the_child,
    )
}


def main() -> None:
    # Newer Pythons warn of any fork beside threads; that is what is tried here.
    warnings.simplefilter("ignore", DeprecationWarning)
    SITUATIONS[sys.argv[1]](World(json.loads(sys.argv[2])))


if __name__ == "__main__":
    main()
