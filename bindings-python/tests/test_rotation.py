"""Rotations: whatever goes wrong wherever, the caller is left with what works."""

from __future__ import annotations

import asyncio
import sys
from datetime import timedelta
from typing import Any

import pytest
from registry_tokens import (
    AuthenticationError,
    InvalidArgumentError,
    Retire,
    RetireOutcome,
    RotationIncompleteError,
    RotationProgress,
    RotationResult,
    RotationStep,
)
from support.canary import ISSUED, assert_clean, own_locals, shown, shown_error
from support.clients import NOBODY, asynchronous, blocking, blocking_swr
from support.emulator import World
from support.rotating import LOST, Observer, Style, expires_soon, in_each_style, in_use, stored

FAILED = OSError("the disk is full")
GOOD = [RotationStep.ISSUED, RotationStep.DEPLOYED, RotationStep.RETIRED]
UNDONE = [RotationStep.ISSUED, RotationStep.UNDONE]
KEPT_BOTH = [RotationStep.ISSUED, RotationStep.KEPT_BOTH]
each_interrupt = pytest.mark.parametrize(
    "interrupt", [KeyboardInterrupt, SystemExit, GeneratorExit, asyncio.CancelledError], ids=lambda one: one.__name__
)


def fail(_: Any) -> None:
    raise FAILED


@in_each_style
def test_the_old_one_goes_on_for_an_hour(world: World, style: Style) -> None:
    old_id, observer, deployed = in_use(world), Observer(), list[Any]()

    def deploy(rotation: Any) -> None:
        # Nothing is retired before this has returned.
        assert not expires_soon(stored(world)[old_id])
        deployed.append(rotation)

    done = style.rotate(world, old_id, deploy, on_progress=observer)
    new, tokens = done.rotation.new, stored(world)
    assert deployed == [done.rotation]
    assert (len(tokens), expires_soon(tokens[old_id]), expires_soon(tokens[str(new.id)])) == (2, True, False)
    assert tokens[str(new.id)]["password"] == done.rotation.credentials.password.reveal()
    assert new.scopes == done.rotation.old.scopes
    assert (done.retirement.old_outcome, done.retirement.failure) == (RetireOutcome.EXPIRING, None)
    assert done.retirement.leftovers == ()
    assert observer.told == [RotationProgress(step, old_id, str(new.id)) for step in GOOD]
    assert [request["method"] for request in world.requests()] == ["GET", "POST", "GET", "PATCH"]


@in_each_style
def test_a_lost_creation_is_repaired(world: World, style: Style) -> None:
    old_id = in_use(world)
    world.fault({"close": "reset"}, **LOST)
    done = style.rotate(world, old_id, lambda _: None)
    assert set(stored(world)) == {old_id, str(done.rotation.new.id)}


@in_each_style
def test_a_failed_deployment_is_undone_and_its_error_goes_on(world: World, style: Style) -> None:
    old_id, observer = in_use(world), Observer()
    with pytest.raises(OSError) as caught:  # noqa: PT011  it has to be this very one
        style.rotate(world, old_id, fail, on_progress=observer)
    assert caught.value is FAILED
    assert list(stored(world)) == [old_id]
    assert not expires_soon(stored(world)[old_id])
    assert observer.steps() == UNDONE


@in_each_style
def test_both_are_kept_where_that_is_wanted(world: World, style: Style) -> None:
    old_id, observer = in_use(world), Observer()
    with pytest.raises(RotationIncompleteError) as caught:
        style.rotate(world, old_id, fail, on_deploy_error="keep_both", on_progress=observer)
    check_incomplete(caught.value, world, old_id)
    assert observer.steps() == KEPT_BOTH


@in_each_style
def test_what_cannot_be_undone_is_said(world: World, style: Style) -> None:
    old_id, observer = in_use(world), Observer()
    world.fault({"status": 500}, method="DELETE", times=None)
    with pytest.raises(RotationIncompleteError, match="500") as caught:
        style.rotate(world, old_id, fail, on_progress=observer, max_retries=0)
    check_incomplete(caught.value, world, old_id)
    assert observer.steps() == KEPT_BOTH


def check_incomplete(error: RotationIncompleteError, world: World, old_id: str) -> None:
    assert error.__cause__ is FAILED
    assert (error.kind, error.operation) == ("rotation_incomplete", "tokens.rotate")
    (new_id,) = set(stored(world)) - {old_id}
    assert error.resource_id == new_id
    assert old_id in str(error)
    assert new_id in str(error)


@in_each_style
def test_what_cannot_be_retired_is_said_in_the_result(world: World, style: Style) -> None:
    old_id, observer = in_use(world), Observer()
    world.fault({"status": 500}, method="PATCH", times=None)
    done = style.rotate(world, old_id, lambda _: None, on_progress=observer, max_retries=0)
    assert done.retirement.old_outcome == RetireOutcome.FAILED
    assert "500" in str(done.retirement.failure)
    assert observer.steps() == GOOD
    assert len(stored(world)) == 2


@in_each_style
@each_interrupt
def test_an_interrupt_keeps_both_and_says_so(world: World, style: Style, interrupt: Any) -> None:
    if style.is_async and interrupt in (KeyboardInterrupt, SystemExit):
        pytest.skip("asyncio lets them through without telling any coroutine")
    old_id, observer, raised = in_use(world), Observer(), interrupt()

    def deploy(_: Any) -> None:
        raise raised

    with pytest.raises(interrupt) as caught:
        style.rotate(world, old_id, deploy, on_progress=observer)
    assert caught.value is raised
    (new_id,) = set(stored(world)) - {old_id}
    assert not expires_soon(stored(world)[old_id])
    assert observer.steps() == KEPT_BOTH
    (note,) = raised.__notes__
    assert old_id in note
    assert new_id in note


def test_the_cancellation_of_a_task_keeps_both(world: World) -> None:
    old_id, observer = in_use(world), Observer()

    async def main() -> None:
        deploying = asyncio.Event()

        async def deploy(_: Any) -> None:
            deploying.set()
            await asyncio.Event().wait()

        async with asynchronous(world) as client:
            task = asyncio.create_task(client.tokens.rotate(world.registry, old_id, deploy, on_progress=observer))
            await deploying.wait()
            task.cancel()
            with pytest.raises(asyncio.CancelledError) as caught:
                await task
            assert "both the old one" in getattr(caught.value, "__notes__", [""])[0]

    asyncio.run(main())
    assert len(stored(world)) == 2
    assert observer.steps() == KEPT_BOTH


def test_an_interrupt_in_an_observer_keeps_both(world: World) -> None:
    old_id = in_use(world)
    told: list[str] = []

    def observe(progress: RotationProgress) -> None:
        told.append(progress.step)
        if progress.step == RotationStep.ISSUED:
            raise KeyboardInterrupt

    with blocking(world) as client, pytest.raises(KeyboardInterrupt):
        client.tokens.rotate(world.registry, old_id, lambda _: pytest.fail("it was deployed"), on_progress=observe)
    assert told == KEPT_BOTH
    assert len(stored(world)) == 2


@in_each_style
def test_what_an_observer_raises_changes_nothing(world: World, style: Style, monkeypatch: pytest.MonkeyPatch) -> None:
    old_id, seen = in_use(world), list[Any]()
    monkeypatch.setattr(sys, "unraisablehook", seen.append)

    def observe(progress: RotationProgress) -> None:
        raise LookupError(progress.step)

    done = style.rotate(world, old_id, lambda _: None, on_progress=observe)
    assert done.retirement.old_outcome == RetireOutcome.EXPIRING
    assert [str(one.exc_value) for one in seen] == GOOD
    assert {one.object for one in seen} == {observe}


@in_each_style
@pytest.mark.parametrize(
    ("retire", "outcome", "left"),
    [
        (Retire.DELETE, RetireOutcome.DELETED, 1),
        (Retire.DISABLE, RetireOutcome.DISABLED, 2),
        (Retire.KEEP, RetireOutcome.KEPT, 2),
    ],
)
def test_other_ways_to_retire(world: World, style: Style, retire: str, outcome: str, left: int) -> None:
    old_id = in_use(world)
    done = style.rotate(world, old_id, lambda _: None, retire=retire, expires_in=timedelta(hours=2))
    assert done.retirement.old_outcome == outcome
    assert len(stored(world)) == left


@in_each_style
def test_what_is_wrong_is_refused_before_anything_is_made(world: World, style: Style) -> None:
    old_id = in_use(world)
    for own in (
        {"retire": "burn"},
        {"grace": timedelta(minutes=1)},
        {"grace": timedelta(hours=2), "retire": "keep"},
        {"on_deploy_error": "give_up"},
    ):
        with pytest.raises(InvalidArgumentError, match=next(iter(own))):
            style.rotate(world, old_id, fail, **own)
    assert world.requests() == []


@in_each_style
def test_what_is_refused_can_be_shown(world: World, style: Style) -> None:
    """Error trackers ask the variables of each frame for their text; what a caller gave may have none."""
    with pytest.raises(InvalidArgumentError) as caught:
        style.rotate(world, NOBODY, fail, on_deploy_error="give_up")
    assert any("Rotating of" in text for text in own_locals(caught.value))
    with pytest.raises(TypeError, match="token_id"):
        style.rotate_of("ionos", world, "tokens", (world.registry, 10**5000), fail)


@in_each_style
def test_a_rotation_of_swr_keeps_the_old_one(world: World, style: Style) -> None:
    old_id: str = world.make(long_term_credentials=[{"name": "ci"}])["long_term_credentials"][0]
    ids, resource, observer = (world.instance, old_id), "long_term_credentials", Observer()
    done = style.rotate_of("swr", world, resource, ids, lambda _: None, on_progress=observer)
    assert done.retirement.old_outcome == RetireOutcome.KEPT
    assert observer.told[0] == RotationProgress(RotationStep.ISSUED, old_id, done.rotation.new.token_id)
    gone = style.rotate_of("swr", world, resource, ids, lambda _: None, retire=Retire.DELETE)
    with pytest.raises(OSError):  # noqa: PT011
        style.rotate_of("swr", world, resource, (world.instance, gone.rotation.new.token_id), fail)
    with blocking_swr(world) as client:
        left = client.long_term_credentials.list(world.instance, self_only=False).all()
    assert [one.token_id for one in left] == [gone.rotation.new.token_id]


def test_a_statement_is_made_once_and_says_where_it_is(world: World) -> None:
    old_id = in_use(world)
    with blocking(world) as client:
        rotating = client.tokens.rotation(world.registry, old_id)
        assert world.requests() == []
        assert old_id in repr(rotating)
        for name in ("rotation", "credentials", "retirement"):
            with pytest.raises(RuntimeError):
                getattr(rotating, name)
        with rotating:
            pass
        assert rotating.retirement.old_outcome == RetireOutcome.EXPIRING
        with pytest.raises(RuntimeError, match="once"), rotating:
            pytest.fail("it began again")


def test_a_client_that_waits_takes_no_coroutine(world: World) -> None:
    """The old one would be retired though nothing is in place."""
    old_id = in_use(world)

    async def deploy(_: Any) -> None:
        pytest.fail("it was deployed")

    with blocking(world) as client:
        for rotate in (
            lambda: client.tokens.rotate(world.registry, old_id, deploy),
            lambda: client.tokens.rotate_expiring(world.registry, timedelta(days=60), deploy),
        ):
            with pytest.raises(TypeError, match="deploy"):
                rotate()
        assert world.requests() == []
        with pytest.raises(TypeError, match="deploy"):
            client.tokens.rotate(world.registry, old_id, lambda rotation: deploy(rotation))
    assert list(stored(world)) == [old_id]


def test_an_asyncio_client_takes_a_plain_function(world: World) -> None:
    old_id, deployed = in_use(world), list[Any]()

    async def main() -> None:
        async with asynchronous(world) as client:
            done = await client.tokens.rotate(world.registry, old_id, deployed.append)
            assert isinstance(done, RotationResult)
            assert deployed == [done.rotation]

    asyncio.run(main())


def test_nothing_of_a_rotation_shows_the_password(world: World) -> None:
    body = {"id": NOBODY, "properties": {"name": "ci", "credentials": {"username": "ci", "password": ISSUED}}}
    new = {"id": NOBODY.replace("6f1c", "7f1c"), "properties": body["properties"]}
    replies: list[tuple[int, dict[str, Any]]] = [(200, body), (201, new), (500, {}), (200, body), (201, new), (500, {})]
    script = world.script([{"reply": {"status": status, "body": {"json": reply}}} for status, reply in replies])
    observer = Observer()
    with blocking(script, max_retries=0) as client:
        done = client.tokens.rotate(NOBODY, NOBODY, lambda _: None, on_progress=observer)
        assert done.rotation.credentials.password.reveal() == ISSUED
        with pytest.raises(RotationIncompleteError) as caught:
            client.tokens.rotate(NOBODY, NOBODY, fail, on_progress=observer)
    for value in (done, done.rotation, done.retirement, *observer.told):
        assert_clean(shown(value))
    assert_clean(shown_error(caught.value))


def test_an_old_one_that_cannot_be_read_is_the_callers_error(world: World) -> None:
    with blocking(world, token="wrong") as client, pytest.raises(AuthenticationError):
        client.tokens.rotate(world.registry, NOBODY, lambda _: pytest.fail("it was deployed"))
