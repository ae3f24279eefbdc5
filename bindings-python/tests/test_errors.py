"""Exceptions: one class per kind, every field, the reason behind them, and their way through pickle."""

from __future__ import annotations

import asyncio
import copy
import pickle
import socket
from datetime import timedelta
from typing import Any

import pytest
import registry_tokens as rt
from registry_tokens import _errors, _native
from support.clients import NOBODY, asynchronous, blocking
from support.emulator import World
from support.surface import ERROR_KINDS

FIELDS = (
    "kind",
    "operation",
    "reason",
    "http_status",
    "details",
    "request_id",
    "attempts",
    "retry_after",
    "retryable",
    "outcome_unknown",
    "resource_id",
)
REFUSAL = {"httpStatus": 429, "messages": [{"errorCode": "slow-down", "message": "Not so fast"}]}
WITHOUT_PASSWORD = {"id": NOBODY, "properties": {"name": "ci"}}


def fields(error: rt.RegistryTokensError) -> dict[str, Any]:
    return {name: getattr(error, name) for name in FIELDS}


def refused(world: World) -> rt.RateLimitedError:
    """An error with every field that an answer can fill."""
    headers = {"Retry-After": "7", "X-Request-Id": "req-1"}
    world.fault({"status": 429, "headers": headers, "body": REFUSAL})
    with pytest.raises(rt.RateLimitedError) as caught:
        blocking(world, max_retries=0).tokens.get(NOBODY, NOBODY)
    return caught.value


def test_every_kind_has_its_class() -> None:
    assert list(_errors.KINDS) == ERROR_KINDS
    for kind, error_class in _errors.KINDS.items():
        assert issubclass(error_class, rt.RegistryTokensError)
        assert error_class.__name__ == "".join(map(str.capitalize, kind.split("_"))) + "Error"
        assert getattr(rt, error_class.__name__) is error_class
        assert error_class.__doc__
    assert len(set(_errors.KINDS.values())) == len(ERROR_KINDS)


def test_the_hierarchy_fits_the_languages_own() -> None:
    assert issubclass(rt.RegistryTokensError, Exception)
    assert issubclass(rt.InvalidArgumentError, ValueError)
    assert issubclass(rt.DeadlineExceededError, TimeoutError)


def test_every_field(world: World) -> None:
    error = refused(world)
    assert fields(error) == {
        "kind": "rate_limited",
        "operation": "tokens.get",
        "reason": error.reason,
        "http_status": 429,
        "details": (rt.ErrorDetail("slow-down", "Not so fast"),),
        "request_id": "req-1",
        "attempts": 1,
        "retry_after": timedelta(seconds=7),
        "retryable": True,
        "outcome_unknown": False,
        "resource_id": None,
    }
    for part in ("tokens.get", "429", "Not so fast", "req-1"):
        assert part in str(error)
    assert "tokens.get" not in error.reason
    assert error.response_headers()["x-request-id"] == "req-1"
    assert b"slow-down" in error.response_body()


def test_what_was_made_before_the_exchange_broke_is_told(world: World) -> None:
    world.fault({"status": 201, "body": WITHOUT_PASSWORD})
    with pytest.raises(rt.InvalidResponseError) as caught:
        blocking(world).tokens.create(world.registry, "ci")
    assert (caught.value.resource_id, caught.value.outcome_unknown) == (NOBODY, True)


def test_a_refused_connection_is_the_cause() -> None:
    # Bound, but nobody listens: the port cannot become anyone else's meanwhile.
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        url = "http://{}:{}".format(*nobody.getsockname())
        with pytest.raises(rt.ConnectError) as caught:
            blocking(url, max_retries=0).tokens.get(NOBODY, NOBODY)
        assert isinstance(caught.value.__cause__, ConnectionRefusedError)

        async def main() -> None:
            async with asynchronous(url, max_retries=0) as client:
                await client.tokens.get(NOBODY, NOBODY)

        with pytest.raises(rt.ConnectError) as caught:
            asyncio.run(main())
        assert isinstance(caught.value.__cause__, ConnectionRefusedError)


def test_a_reset_connection_is_the_cause(world: World) -> None:
    world.fault({"close": "reset"})
    with pytest.raises(rt.TransportError) as caught:
        blocking(world, max_retries=0).tokens.get(NOBODY, NOBODY)
    assert isinstance(caught.value.__cause__, ConnectionResetError)


def test_an_unreadable_config_file_is_the_cause(tmp_path: Any) -> None:
    with pytest.raises(rt.ConfigError, match="config file"):
        rt.IonosClient(config_file=tmp_path / "missing", load_environment=False)


def test_the_time_of_a_call_ends_it(world: World) -> None:
    world.fault({"hang": True}, times=None)
    with pytest.raises(TimeoutError) as caught:
        blocking(world).tokens.get(world.registry, NOBODY, timeout=timedelta(milliseconds=100))
    assert isinstance(caught.value, rt.DeadlineExceededError)
    assert caught.value.kind == "deadline_exceeded"


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_pickling_keeps_all_but_the_answer(world: World, protocol: int) -> None:
    """Through a process pool: `test_fork.py`."""
    error = refused(world)
    again = pickle.loads(pickle.dumps(error, protocol))
    assert (type(again), str(again), fields(again)) == (type(error), str(error), fields(error))
    assert (again.response_headers(), again.response_body()) == ({}, b"")


@pytest.mark.parametrize("duplicate", [copy.copy, copy.deepcopy])
def test_copies_have_the_same_fields(world: World, duplicate: Any) -> None:
    error = refused(world)
    again = duplicate(error)
    assert (type(again), str(again), fields(again)) == (type(error), str(error), fields(error))


def test_errors_of_the_same_call_are_not_the_same_object(world: World) -> None:
    client = blocking(world)
    seen: list[rt.NotFoundError] = []
    for _ in range(2):
        with pytest.raises(rt.NotFoundError) as caught:
            client.tokens.get(world.registry, NOBODY)
        seen.append(caught.value)
    assert seen[0] is not seen[1]
    assert fields(seen[0]).keys() == fields(seen[1]).keys()


def test_an_error_takes_notes_and_attributes(world: World) -> None:
    error = refused(world)
    error.team = "ours"  # type: ignore[attr-defined]
    assert pickle.loads(pickle.dumps(error)).team == "ours"


def test_a_panic_of_the_native_half_is_an_internal_error(world: World) -> None:
    client = blocking(world)
    with pytest.raises(rt.InternalError) as caught:
        _native._panic_for_tests().wait()
    assert isinstance(caught.value, Exception)
    assert caught.value.kind == "internal"
    assert client.registries.get(world.registry).name == "demo"


def test_a_panic_below_asyncio_is_an_internal_error(world: World) -> None:
    async def main() -> None:
        async with asynchronous(world) as client:
            with pytest.raises(rt.InternalError) as caught:
                await _native._panic_for_tests().start()
            assert caught.value.kind == "internal"
            assert (await client.registries.get(world.registry)).name == "demo"

    asyncio.run(main())


@pytest.mark.parametrize("seconds", ["99999999999999", "18446744073709551615"])
def test_a_wait_that_python_cannot_hold_does_not_hide_the_error(world: World, seconds: str) -> None:
    world.fault({"status": 429, "headers": {"Retry-After": seconds}})
    with blocking(world) as client, pytest.raises(rt.RateLimitedError) as caught:
        client.registries.get(world.registry)
    assert caught.value.retry_after == timedelta(days=999_999_999)


def test_an_error_made_by_hand_has_every_field() -> None:
    """For tests of code that handles errors."""
    error = rt.NotFoundError("gone")
    assert (error.kind, error.http_status, error.details, error.retryable) == ("not_found", None, (), False)
