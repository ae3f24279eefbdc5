"""Arguments that cannot be meant are refused with a text that helps, before anything is sent."""

from __future__ import annotations

import asyncio
import copy
import pickle
from typing import Any

import pytest
from registry_tokens import UNSET, InvalidArgumentError, Scope
from support import samples
from support.clients import NOBODY, asynchronous_of, blocking, blocking_of
from support.emulator import World
from support.surface import CALL_OPTIONS, CLIENT_OPTIONS, METHODS
from support.wrong import OUT_OF_RANGE, WRONG, out_of_range, wrong

ARGUMENTS = [
    (name, argument, kind)
    for name, method in METHODS.items()
    for argument, kind in (method.arguments | CALL_OPTIONS).items()
]
each_argument = pytest.mark.parametrize(
    ("name", "argument", "kind"), ARGUMENTS, ids=[f"{name}-{argument}" for name, argument, _ in ARGUMENTS]
)


def make(world: World, name: str, **own: Any) -> None:
    """The call, blocking; what it refuses may be seen only when a list is read."""
    method = METHODS[name]
    keywords = samples.arguments(method, world) | own
    client = blocking_of(method.provider, world)
    called = getattr(getattr(client, method.resource), method.name)(**keywords)
    if method.is_pager:
        called.all()


def make_async(world: World, name: str, **own: Any) -> None:
    method = METHODS[name]
    keywords = samples.arguments(method, world) | own

    async def main() -> None:
        client = asynchronous_of(method.provider, world)
        called = getattr(getattr(client, method.resource), method.name)(**keywords)
        await (called.all() if method.is_pager else called)

    asyncio.run(main())


@each_argument
def test_wrong_types_name_the_argument(world: World, name: str, argument: str, kind: str) -> None:
    for value in wrong(kind):
        for call in (make, make_async):
            with pytest.raises(TypeError, match=argument):
                call(world, name, **{argument: value})
    assert world.requests() == []


@each_argument
def test_numbers_out_of_range_name_the_argument(world: World, name: str, argument: str, kind: str) -> None:
    for value in out_of_range(kind):
        for call in (make, make_async):
            with pytest.raises(InvalidArgumentError, match=argument):
                call(world, name, **{argument: value})
    assert world.requests() == []


CLIENT = [
    (provider, option, kind)
    for provider, options in CLIENT_OPTIONS.items()
    for option, kind in options.items()
    if kind in WRONG
]


@pytest.mark.parametrize(
    ("provider", "option", "kind"), CLIENT, ids=[f"{provider}-{option}" for provider, option, _ in CLIENT]
)
def test_wrong_options_of_a_client_are_named(world: World, provider: str, option: str, kind: str) -> None:
    for value in WRONG[kind]:
        if value is not None:
            with pytest.raises(TypeError, match=option):
                blocking_of(provider, world, **{option: value})
    for number in OUT_OF_RANGE.get(kind, []):
        with pytest.raises(InvalidArgumentError, match=option):
            blocking_of(provider, world, **{option: number})


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("proxy", True),
        ("proxy", 5),
        ("ca_certs", 5),
        ("config_file", 5),
        ("on_event", "print"),
        ("on_event", 5),
        ("token", 5),
        ("password", True),
        ("secret_key", True),
        ("security_token", b"bytes"),
        ("credentials_file", 5),
        ("regions_file", 5),
    ],
)
def test_other_wrong_options_of_a_client_are_named(world: World, option: str, value: object) -> None:
    for provider, options in CLIENT_OPTIONS.items():
        if option in options:
            with pytest.raises(TypeError, match=option):
                blocking_of(provider, world, **{option: value})


def test_unknown_arguments_are_refused(world: World) -> None:
    clients = {provider: blocking_of(provider, world) for provider in CLIENT_OPTIONS}
    for name, method in METHODS.items():
        resource = getattr(clients[method.provider], method.resource)
        keywords = samples.arguments(method, world)
        with pytest.raises(TypeError, match="colour"):
            getattr(resource, method.name)(**keywords, colour="red")
        assert name
    for provider in clients:
        with pytest.raises(TypeError, match="colour"):
            blocking_of(provider, world, colour="red")
    assert world.requests() == []


def test_settings_are_given_by_name_only(world: World) -> None:
    """Positions beyond the ids and the name could never be read by who reviews a call."""
    tokens = blocking(world).tokens
    for call in (
        lambda: tokens.list(world.registry, 10),  # type: ignore[call-arg]
        lambda: tokens.create(world.registry, "ci", []),  # type: ignore[call-arg]
        lambda: tokens.update(world.registry, NOBODY, "disabled"),  # type: ignore[call-arg]
        lambda: tokens.delete(world.registry, NOBODY, True),  # type: ignore[call-arg]
    ):
        with pytest.raises(TypeError, match="positional"):
            call()
    assert world.requests() == []


@pytest.mark.parametrize(("type_", "name", "actions"), [(5, "a", ["pull"]), ("repository", 5, ["pull"])])
def test_scopes_of_wrong_types(type_: Any, name: Any, actions: Any) -> None:
    with pytest.raises(TypeError, match=r"type|name"):
        Scope(type_, name, actions)


@pytest.mark.parametrize("actions", ["pull", 5, [5], None, b"pull"])
def test_actions_of_a_wrong_type(actions: Any) -> None:
    """A text is an iterable of texts, too; nobody means the actions p, u, l and l."""
    with pytest.raises(TypeError, match="actions"):
        Scope.repository("team/app", actions)
    with pytest.raises(TypeError, match="actions"):
        Scope("repository", "team/app", actions)


def test_a_change_of_nothing_is_refused(world: World) -> None:
    tokens = blocking(world).tokens
    nothing: list[dict[str, Any]] = [{}, {"scopes": UNSET}, {"status": UNSET, "scopes": UNSET, "expiry_date": UNSET}]
    for own in nothing:
        with pytest.raises(InvalidArgumentError, match="nothing to change"):
            tokens.update(world.registry, NOBODY, **own)
    assert world.requests() == []


def test_a_status_cannot_be_cleared(world: World) -> None:
    with pytest.raises(TypeError, match="status"):
        blocking(world).tokens.update(world.registry, NOBODY, status=None)  # type: ignore[arg-type]
    assert world.requests() == []


def test_unset_says_what_it_is() -> None:
    assert repr(UNSET) == "UNSET"
    assert copy.deepcopy(UNSET) is UNSET
    assert pickle.loads(pickle.dumps(UNSET)) is UNSET


def test_texts_that_no_utf8_can_hold_are_refused(world: World) -> None:
    """Half of a surrogate pair comes out of `os.fsdecode` and broken JSON."""
    with pytest.raises((InvalidArgumentError, UnicodeEncodeError)):
        blocking(world).tokens.create(world.registry, "ci-\ud800")
    assert world.requests() == []


@pytest.mark.parametrize("option", ["token", "user_agent", "ca_certs", "proxy", "config_file"])
def test_such_texts_are_of_the_right_type(world: World, option: str) -> None:
    """A str is not refused for not being one."""
    with pytest.raises(InvalidArgumentError, match=rf"{option} .*surrogates"):
        blocking(world, **{option: "\ud800"})


def test_subclasses_of_the_right_types_are_taken(world: World) -> None:
    class Name(str):
        __slots__ = ()

    client = blocking(world)
    assert client.tokens.create(Name(world.registry), Name("ci")).token.name == "ci"
