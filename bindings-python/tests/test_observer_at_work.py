"""An observer may take its time, make calls, and hold what holds it."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Callable

from registry_tokens import Event
from support.clients import blocking
from support.emulator import LONG, World

# More than the threads of the native half.
MANY = 6


def test_slow_observers_do_not_stall_other_clients(world: World) -> None:
    inside, leave = threading.Semaphore(0), threading.Event()

    def slow(_: Event) -> None:
        inside.release()
        leave.wait(LONG)

    slowly, quick = blocking(world, on_event=slow), blocking(world)
    callers = [threading.Thread(target=slowly.registries.get, args=(world.registry,)) for _ in range(MANY)]
    for caller in callers:
        caller.start()
    for _ in callers:
        assert inside.acquire(timeout=LONG)
    assert quick.registries.get(world.registry).name == "demo"
    leave.set()
    for caller in callers:
        caller.join(LONG)
        assert not caller.is_alive()


def test_an_observer_may_wait_for_a_call_where_it_is(world: World) -> None:
    other = blocking(world)
    found: list[str] = []

    def observer(_: Event) -> None:
        found.append(other.registries.get(world.registry).name)

    with blocking(world, on_event=observer) as client:
        assert client.registries.get(world.registry).name == "demo"
    assert found == ["demo"]


class Service:
    """As in many programs: it has a client, and is its observer."""

    def __init__(self, make: Callable[[Service], object]) -> None:
        self.client = make(self)

    def note(self, event: Event) -> None:
        """Hears of a call."""


def test_a_client_whose_observer_holds_it_goes(world: World) -> None:
    def make(service: Service) -> object:
        client = blocking(world, on_event=service.note)
        client.registries.get(world.registry)
        return client

    service = Service(make)
    seen = weakref.ref(service)
    del service
    gc.collect()
    assert seen() is None
