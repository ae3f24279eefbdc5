"""One blocking client, many threads."""

from __future__ import annotations

import contextlib
import functools
import threading

from registry_tokens import Scope
from support import threads
from support.clients import blocking
from support.emulator import LONG, World
from support.gate import Gate

THREADS = 32
EACH = 5


def test_thirty_two_threads_share_a_client(world: World) -> None:
    with blocking(world) as client:

        def work(thread: int) -> int:
            for each in range(EACH):
                issued = client.tokens.create(
                    world.registry, f"t-{thread}-{each}", scopes=[Scope.repository("team/app", ["pull"])]
                )
                client.tokens.update(world.registry, issued.token.id, status="disabled")
                assert client.tokens.get(world.registry, issued.token.id).status == "disabled"
                if each % 2:
                    client.tokens.delete(world.registry, issued.token.id)
            return EACH - EACH // 2

        running = [threads.start(functools.partial(work, thread)) for thread in range(THREADS)]
        left = sum(future.result(LONG) for future in running)
        assert len(client.tokens.list(world.registry).all()) == left
    assert len(world.stored()) == left


def test_threads_share_one_pager(world: World) -> None:
    """Each iteration starts anew, so none takes another's items."""
    world.seed(30)
    with blocking(world) as client:
        pager = client.tokens.list(world.registry, page_size=7)
        running = [threads.start(lambda: {token.id for token in pager}) for _ in range(8)]
        assert [len(future.result(LONG)) for future in running] == [30] * 8


def test_threads_share_one_iterator(world: World) -> None:
    """It is a generator: while one thread waits for its next item, Python refuses another; no item comes twice."""
    world.seed(30)
    with blocking(world) as client:
        iterator = iter(client.tokens.list(world.registry, page_size=7))
        together = threading.Barrier(4)

        def take() -> list[str]:
            taken: list[str] = []
            together.wait(LONG)
            with contextlib.suppress(ValueError):
                taken.extend(str(token.id) for token in iterator)
            return taken

        running = [threads.start(take) for _ in range(4)]
        taken = [token for future in running for token in future.result(LONG)]
    assert sorted(taken) == sorted(token["id"] for token in world.stored())


def test_a_call_under_way_when_the_client_is_closed_ends_as_it_would_have(world: World) -> None:
    with contextlib.closing(Gate(world.url)) as gate:
        client = blocking(gate.url, token=world.token)
        calling = threads.start(lambda: client.registries.get(world.registry))
        passing = threads.start(lambda: gate.pass_one(before=client.close))
        assert calling.result(LONG).name == "demo"
        passing.result(LONG)
