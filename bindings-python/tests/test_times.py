"""Times and spans: `datetime` with a zone, `timedelta`, and nothing that could be hours off."""

from __future__ import annotations

import contextlib
import zoneinfo
from datetime import datetime, timedelta, timezone, tzinfo
from typing import Any

import pytest
from registry_tokens import InvalidArgumentError
from support.clients import NOBODY, blocking
from support.emulator import World

LATER = datetime(2091, 7, 4, 10, 30, 15, tzinfo=timezone.utc)


class FoldedZone(tzinfo):
    """A zone of a caller's own making."""

    def utcoffset(self, at: datetime | None, /) -> timedelta:
        return timedelta(hours=-3, minutes=-30)

    def dst(self, at: datetime | None, /) -> timedelta:
        return timedelta(0)

    def tzname(self, at: datetime | None, /) -> str:
        return "own"


class BrokenZone(tzinfo):
    def utcoffset(self, at: datetime | None, /) -> timedelta:
        raise LookupError("this zone knows nothing")

    def dst(self, at: datetime | None, /) -> None:
        return None

    def tzname(self, at: datetime | None, /) -> str:
        return "broken"


ZONES = {
    "UTC": timezone.utc,
    "an offset": timezone(timedelta(hours=5, minutes=45)),
    "an offset with seconds": timezone(timedelta(seconds=-3723)),
    "own": FoldedZone(),
}


def written(world: World, at: datetime) -> datetime | None:
    return blocking(world).tokens.create(world.registry, "ci", expiry_date=at).token.expiry_date


@pytest.mark.parametrize("zone", ZONES.values(), ids=ZONES)
def test_a_time_of_any_zone_is_the_same_instant(world: World, zone: tzinfo) -> None:
    assert written(world, LATER.astimezone(zone)) == LATER


@pytest.mark.parametrize("name", ["Europe/Berlin", "America/St_Johns", "Asia/Kathmandu", "UTC"])
def test_times_of_named_zones(world: World, name: str) -> None:
    if not zoneinfo.available_timezones():
        pytest.skip("this machine has no zones")
    assert written(world, LATER.astimezone(zoneinfo.ZoneInfo(name))) == LATER


def test_the_hour_that_comes_twice(world: World) -> None:
    if not zoneinfo.available_timezones():
        pytest.skip("this machine has no zones")
    berlin = zoneinfo.ZoneInfo("Europe/Berlin")
    first = datetime(2030, 10, 27, 2, 30, tzinfo=berlin)
    second = first.replace(fold=1)
    client = blocking(world)
    dates = [
        client.tokens.create(world.registry, f"ci-{n}", expiry_date=at).token.expiry_date
        for n, at in enumerate((first, second))
    ]
    assert dates == [first.astimezone(timezone.utc), second.astimezone(timezone.utc)]
    assert dates[0] != dates[1]


def test_a_time_without_a_zone_is_refused_with_the_cure(world: World) -> None:
    client = blocking(world)
    naive = LATER.replace(tzinfo=None)
    for call in (
        lambda: client.tokens.create(world.registry, "ci", expiry_date=naive),
        lambda: client.tokens.replace(world.registry, NOBODY, "ci", expiry_date=naive),
        lambda: client.tokens.update(world.registry, NOBODY, expiry_date=naive),
    ):
        with pytest.raises(InvalidArgumentError, match=r"expiry_date.*(zone|offset|tzinfo)"):
            call()
    assert world.requests() == []


@pytest.mark.parametrize("extreme", [datetime.min, datetime.max], ids=["first", "last"])
def test_the_ends_of_time_are_answered_not_crashed_on(world: World, extreme: datetime) -> None:
    """The last instant with a zone east of Greenwich is still a time; west of it there is none in UTC."""
    client = blocking(world)
    for hours in (-12, 0, 12):
        at = extreme.replace(tzinfo=timezone(timedelta(hours=hours)))
        with contextlib.suppress(InvalidArgumentError):
            client.tokens.create(world.registry, f"ci{hours + 12}", expiry_date=at)


def test_the_error_of_a_broken_zone_is_the_callers_own(world: World) -> None:
    with pytest.raises(LookupError, match="this zone knows nothing"):
        written(world, LATER.replace(tzinfo=BrokenZone()))
    assert world.requests() == []


def test_a_span_from_now(world: World) -> None:
    before = datetime.now(timezone.utc)
    token = blocking(world).tokens.create(world.registry, "ci", expires_in=timedelta(days=1, seconds=1)).token
    assert token.expiry_date is not None
    # The service keeps whole seconds.
    assert timedelta(days=1) <= token.expiry_date - before < timedelta(days=1, seconds=60)


BAD_SPANS = {"negative": timedelta(seconds=-1), "a little negative": timedelta(microseconds=-1), "huge": timedelta.max}
OPTIONS = [
    "timeout",
    "attempt_timeout",
    "connect_timeout",
    "first_wait",
    "longest_wait",
    "longest_retry_after",
    "pool_idle_timeout",
]


@pytest.mark.parametrize("span", [BAD_SPANS["negative"], BAD_SPANS["a little negative"]])
@pytest.mark.parametrize("option", OPTIONS)
def test_negative_spans_of_a_client_are_refused(world: World, option: str, span: timedelta) -> None:
    with pytest.raises(InvalidArgumentError, match=f"{option}.*negative"):
        blocking(world, **{option: span})


@pytest.mark.parametrize("option", OPTIONS)
def test_the_longest_span_of_a_client_is_as_good_as_none(world: World, option: str) -> None:
    with blocking(world, **{option: timedelta.max}) as client:
        assert client.registries.get(world.registry).name == "demo"


@pytest.mark.parametrize("span", BAD_SPANS.values(), ids=BAD_SPANS)
def test_bad_spans_of_a_new_token_are_refused(world: World, span: timedelta) -> None:
    with pytest.raises(InvalidArgumentError, match="expires_in"):
        blocking(world).tokens.create(world.registry, "ci", expires_in=span)
    assert world.requests() == []


@pytest.mark.parametrize("name", ["timeout", "within", "poll_interval"])
def test_negative_spans_of_a_call_are_refused(world: World, name: str) -> None:
    options: dict[str, Any] = {name: timedelta(days=-1)}
    with pytest.raises(InvalidArgumentError, match=f"{name}.*negative"):
        blocking(world).registries.wait_until_running(world.registry, **options)
    assert world.requests() == []


@pytest.mark.parametrize("number", [5, 0.5, "5s"])
def test_numbers_are_no_spans(world: World, number: object) -> None:
    """Seconds or milliseconds? A number does not say."""
    with pytest.raises(TypeError, match=r"timeout.*timedelta"):
        blocking(world, timeout=number)
    with pytest.raises(TypeError, match=r"timeout.*timedelta"):
        blocking(world).registries.get(world.registry, timeout=number)  # type: ignore[arg-type]
