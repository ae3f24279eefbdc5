"""Observers are told of each attempt, and cannot harm the call."""

from __future__ import annotations

import asyncio
import logging
import sys
import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from registry_tokens import Event, NotFoundError, ServerError, logging_observer
from support import threads
from support.clients import NOBODY, asynchronous, blocking
from support.emulator import LONG, World

Get = Callable[[World, Callable[[Event], None]], None]


def get_blocking(world: World, observer: Callable[[Event], None]) -> None:
    with blocking(world, on_event=observer) as client:
        assert client.registries.get(world.registry).name == "demo"


def get_with_asyncio(world: World, observer: Callable[[Event], None]) -> None:
    async def main() -> None:
        async with asynchronous(world, on_event=observer) as client:
            assert (await client.registries.get(world.registry)).name == "demo"

    asyncio.run(main())


each_style = pytest.mark.parametrize("get", [get_blocking, get_with_asyncio], ids=["blocking", "asyncio"])


@each_style
def test_each_attempt_is_told(world: World, get: Get) -> None:
    world.fault({"status": 503, "headers": {"X-Request-Id": "first"}})
    events: list[Event] = []
    get(world, events.append)
    first, second = events
    assert isinstance(first, Event)
    assert (first.operation, first.provider, first.http_method) == ("registries.get", "ionos", "GET")
    assert first.url_template == "/registries/{registry_id}"
    assert (first.attempt, first.http_status, first.error_kind) == (1, 503, "server")
    assert isinstance(first.elapsed, timedelta)
    assert isinstance(first.retry_in, timedelta)
    assert first.request_id == "first"
    assert first.outcome_unknown is False
    assert (second.attempt, second.http_status, second.error_kind, second.retry_in) == (2, 200, None, None)


def test_events_are_read_only_and_equal_by_value(world: World) -> None:
    events: list[Event] = []
    get_blocking(world, events.append)
    with pytest.raises(AttributeError):
        events[0].attempt = 7  # type: ignore[misc]
    assert world.registry not in repr(events[0])
    assert "registries.get" in repr(events[0])


@each_style
@pytest.mark.parametrize("error", [LookupError("mine"), KeyboardInterrupt("mine"), SystemExit("mine")], ids=repr)
def test_an_exception_in_the_observer_is_reported_and_changes_nothing(
    world: World, get: Get, error: BaseException, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[Any] = []
    monkeypatch.setattr(sys, "unraisablehook", seen.append)

    def observer(_: Event) -> None:
        raise error

    get(world, observer)
    assert [hooked.exc_value for hooked in seen] == [error]
    assert seen[0].object is observer


def test_an_observer_may_make_calls_of_its_own(world: World) -> None:
    """On another thread, as one that writes to a remote log would; the call it watches must not be in its way."""
    other = blocking(world)
    made: list[str] = []
    with_events = threading.Event()

    def observer(_: Event) -> None:
        threads.start(lambda: made.append(other.registries.get(world.registry).name)).add_done_callback(
            lambda _: with_events.set()
        )

    get_blocking(world, observer)
    assert with_events.wait(LONG)
    assert made == ["demo"]


def test_any_callable_observes(world: World) -> None:
    class Counting:
        count = 0

        def __call__(self, event: Event) -> None:
            self.count += 1

    counting = Counting()
    get_blocking(world, counting)
    assert counting.count == 1


def test_levels_of_the_logging_observer(world: World, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    world.fault({"status": 503})
    with blocking(world, on_event=logging_observer(), max_retries=1) as client:
        client.registries.get(world.registry)
        with pytest.raises(NotFoundError):
            client.tokens.get(world.registry, NOBODY)
        world.fault({"status": 500})
        with pytest.raises(ServerError):
            client.tokens.create(world.registry, "ci")
    ours = [record for record in caplog.records if record.name == "registry_tokens"]
    levels = [record.levelno for record in ours]
    assert levels == [logging.WARNING, logging.DEBUG, logging.WARNING, logging.WARNING]
    for record, words in zip(ours, ("503", "registries.get", "not_found", "tokens.create"), strict=True):
        assert words in record.getMessage()
    assert not any(world.registry in record.getMessage() for record in ours), "ids are nobody's business"


def test_doubts_are_warnings(world: World, caplog: pytest.LogCaptureFixture) -> None:
    """A cancelled create has neither status nor error; it may have happened all the same."""
    caplog.set_level(logging.DEBUG)
    script = world.silence()

    async def main() -> None:
        async with asynchronous(script, on_event=logging_observer()) as client:
            task = asyncio.create_task(client.tokens.create(NOBODY, "ci"))
            await asyncio.to_thread(script.wait, arrived=1)
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
            await asyncio.to_thread(script.wait, open=0)

    asyncio.run(main())
    ours = [record for record in caplog.records if record.name == "registry_tokens"]
    assert [record.levelno for record in ours] == [logging.WARNING]


def test_a_logger_of_ones_own(world: World, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, "team.service")
    get_blocking(world, logging_observer(logging.getLogger("team.service")))
    assert {record.name for record in caplog.records if record.name != "asyncio"} == {"team.service"}


def test_nothing_is_logged_unasked(world: World, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(1)
    with blocking(world) as client:
        client.registries.get(world.registry)
    assert [record for record in caplog.records if record.name.startswith("registry_tokens")] == []


def test_a_silent_logger_costs_no_message(world: World, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.ERROR, "registry_tokens")
    get_blocking(world, logging_observer())
    assert [record for record in caplog.records if record.name == "registry_tokens"] == []
