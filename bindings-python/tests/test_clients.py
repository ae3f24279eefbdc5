"""The life of a client: made from arguments, the environment and a profile; closed; new credentials."""

from __future__ import annotations

import asyncio
import copy
import gc
import pickle
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import registry_tokens
from registry_tokens import (
    AsyncIonosClient,
    AuthenticationError,
    ClosedError,
    ConfigError,
    IonosClient,
    RotationIncompleteError,
    Secret,
)
from support import samples
from support.clients import CLIENTS as ALL_CLIENTS
from support.clients import NOBODY, asynchronous, asynchronous_of, blocking, blocking_of
from support.emulator import Emulator, World
from support.surface import METHODS

CLIENTS = (IonosClient, AsyncIonosClient)


def authorization(world: World) -> list[str]:
    """The kind of credentials of each request."""
    headers = [dict(request["headers"]) for request in world.requests()]
    lower = [{name.lower(): value for name, value in one.items()} for one in headers]
    return [one.get("authorization", "").split(" ")[0] for one in lower]


def header(world: World, name: str) -> list[str]:
    """Every value of a header, over all requests."""
    return [value for request in world.requests() for found, value in request["headers"] if found.lower() == name]


def test_with_closes(world: World) -> None:
    with blocking(world) as client:
        assert isinstance(client, IonosClient)
        client.registries.get(world.registry)
        world.wait(open=1)
    world.wait(open=0)
    with pytest.raises(ClosedError):
        client.registries.get(world.registry)


def test_async_with_closes(world: World) -> None:
    async def main() -> None:
        async with asynchronous(world) as client:
            assert isinstance(client, AsyncIonosClient)
            await client.registries.get(world.registry)
        with pytest.raises(ClosedError):
            await client.registries.get(world.registry)

    asyncio.run(main())
    world.wait(open=0)


def test_with_lets_exceptions_through(world: World) -> None:
    client = blocking(world)
    with pytest.raises(LookupError, match="mine"), client:
        raise LookupError("mine")
    with pytest.raises(ClosedError):
        client.registries.get(world.registry)


@pytest.mark.parametrize("name", METHODS)
def test_every_call_of_a_closed_client_says_so(world: World, name: str) -> None:
    method = METHODS[name]
    keywords = samples.arguments(method, world)
    client = blocking_of(method.provider, world)
    client.close()
    client.close()  # twice is as good as once

    def call() -> object:
        called = getattr(getattr(client, method.resource), method.name)(**keywords)
        return next(iter(called)) if method.is_pager else called

    async def call_with_asyncio() -> object:
        twin = asynchronous_of(method.provider, world)
        await twin.close()
        await twin.close()
        called = getattr(getattr(twin, method.resource), method.name)(**keywords)
        return await (called.all() if method.is_pager else called)

    for attempt in (call, lambda: asyncio.run(call_with_asyncio())):
        if method.name == "finish_rotation":
            # The new credentials are in place: what could not be retired is no error.
            assert "closed" in str(attempt())
            continue
        # Not undone, whatever the reason.
        with pytest.raises(RotationIncompleteError if method.name == "undo_rotation" else ClosedError, match="closed"):
            attempt()
    assert world.requests() == []


def test_resources_outlive_the_name_of_their_client(world: World) -> None:
    tokens, items = blocking(world).tokens, iter(blocking(world).registries.list())
    gc.collect()
    assert tokens.find(world.registry, "none") is None
    assert next(items).name == "demo"


def test_a_dropped_client_closes_its_connections(world: World) -> None:
    client = blocking(world)
    client.registries.get(world.registry)
    world.wait(open=1)
    del client
    gc.collect()
    world.wait(open=0)


@pytest.mark.parametrize(("client_class", "own"), ALL_CLIENTS.items())
def test_a_client_is_neither_pickled_nor_copied(client_class: Any, own: dict[str, Any]) -> None:
    client = client_class(**own)
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        with pytest.raises(TypeError, match=rf"{client_class.__name__} .* make one in the other process"):
            pickle.dumps(client, protocol)
    is_ionos = client_class in CLIENTS
    resource = client.tokens if is_ionos else client.target_registries
    for thing in (client, resource, resource.list(NOBODY)):
        with pytest.raises(TypeError):
            pickle.dumps(thing)
        with pytest.raises(TypeError):
            copy.deepcopy(thing)


@pytest.mark.parametrize("client_class", CLIENTS)
def test_from_env(client_class: Any, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IONOS_API_URL", world.url)
    monkeypatch.setenv("IONOS_TOKEN", world.token)
    for client in (client_class.from_env(), client_class()):
        assert type(client) is client_class
        called = client.registries.get(world.registry)
        registry = asyncio.run(called) if client_class is AsyncIonosClient else called
        assert registry.name == "demo"
    assert authorization(world) == ["Bearer", "Bearer"]


def test_from_env_of_a_subclass(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    class Own(IonosClient):
        """A client with something of a caller's own."""

    monkeypatch.setenv("IONOS_API_URL", world.url)
    monkeypatch.setenv("IONOS_TOKEN", world.token)
    assert type(Own.from_env()) is Own


@pytest.mark.parametrize("client_class", CLIENTS)
def test_without_the_environment_nothing_is_taken_from_it(client_class: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IONOS_TOKEN", "from the environment")
    with pytest.raises(ConfigError, match="token"):
        client_class(load_environment=False)
    client_class()


def test_arguments_win_over_the_environment(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IONOS_TOKEN", "wrong")
    monkeypatch.setenv("IONOS_API_URL", "http://127.0.0.1:1")
    with IonosClient(token=world.token, base_url=world.url) as client:
        assert client.registries.get(world.registry).name == "demo"


@pytest.mark.parametrize("as_text", [False, True], ids=["path", "text"])
def test_a_profile(world: World, tmp_path: Path, as_text: bool) -> None:
    file = tmp_path / "config"
    file.write_text(f"profiles:\n  - name: ci\n    credentials:\n      token: {world.token}\n")
    config_file = str(file) if as_text else file
    with IonosClient(base_url=world.url, load_environment=False, config_file=config_file, profile="ci") as client:
        assert client.registries.get(world.registry).name == "demo"


@pytest.mark.parametrize("hide", [str, Secret], ids=["str", "Secret"])
def test_credentials_are_texts_or_secrets(world: World, hide: Any) -> None:
    with blocking(world, token=hide(world.token)) as client:
        client.registries.get(world.registry)
    with blocking(world, username=world.username, password=hide(world.password)) as client:
        client.registries.get(world.registry)
    assert authorization(world) == ["Bearer", "Basic"]


@pytest.mark.parametrize("hide", [str, Secret], ids=["str", "Secret"])
def test_new_credentials_hold_for_later_calls(world: World, hide: Any) -> None:
    client, twin = blocking(world, token="wrong"), asynchronous(world, token="wrong")
    with pytest.raises(AuthenticationError):
        client.registries.get(world.registry)
    client.set_credentials(token=hide(world.token))
    tokens = client.tokens
    tokens.find(world.registry, "none")
    client.set_credentials(username=world.username, password=hide(world.password))
    tokens.find(world.registry, "none")
    twin.set_credentials(token=hide(world.token))
    asyncio.run(twin.registries.get(world.registry))
    assert authorization(world) == ["Bearer", "Bearer", "Basic", "Bearer"]


@pytest.mark.parametrize(
    "own",
    [{}, {"username": "user"}, {"password": "p"}, {"token": "t", "username": "user", "password": "p"}],
    ids=["none", "username", "password", "both"],
)
def test_half_credentials_are_refused_and_change_nothing(world: World, own: dict[str, Any]) -> None:
    client = blocking(world)
    replace: Any = client.set_credentials
    with pytest.raises((ConfigError, TypeError, ValueError), match=r"token|username|password"):
        replace(**own)
    client.registries.get(world.registry)


def test_the_user_agent_names_the_language(world: World) -> None:
    with blocking(world, user_agent="team/1.0") as client:
        client.registries.get(world.registry)
    assert header(world, "user-agent") == [f"registry-tokens/{registry_tokens.__version__} (python) team/1.0"]


def test_options_of_one_call(world: World) -> None:
    with blocking(world) as client:
        client.registries.get(
            world.registry,
            timeout=timedelta(seconds=30),
            max_retries=0,
            extra_headers={"X-Trace": "a"},
            extra_query={"depth": "1"},
        )
    assert header(world, "x-trace") == ["a"]
    assert [request["query"] for request in world.requests()] == ["depth=1"]


def test_options_are_not_taken_over_by_later_changes(world: World) -> None:
    """A list that is read later keeps what it was told first."""
    extra = {"X-Trace": "a"}
    pager = blocking(world).registries.list(extra_headers=extra)
    extra["X-Trace"] = "b"
    pager.all()
    assert set(header(world, "x-trace")) == {"a"}


@pytest.mark.parametrize("as_bytes", [False, True], ids=["text", "bytes"])
def test_certificates(tmp_path: Path, as_bytes: bool) -> None:
    emulator = Emulator("--tls", str(tmp_path))
    try:
        world, pem = emulator.world(), emulator.ca_certificate()
        assert world.url.startswith("https://")
        with blocking(world, max_retries=0) as client, pytest.raises(registry_tokens.ConnectError):
            client.registries.get(world.registry)
        with blocking(world, ca_certs=pem.encode() if as_bytes else pem) as client:
            assert client.registries.get(world.registry).name == "demo"
        leaf = emulator.ready["tls"]["good"]["leaf_sha256"]
        with blocking(world, pinned_certificate=leaf) as client:
            assert client.registries.get(world.registry).name == "demo"
    finally:
        emulator.stop()


def test_a_proxy(emulator: Emulator, world: World) -> None:
    proxy = emulator.ready["proxy_url"]
    with blocking(world, proxy=proxy) as client:
        client.registries.get(world.registry)
    with blocking(world, proxy=False) as client:
        client.registries.get(world.registry)
    assert len(world.requests()) == 2


def test_a_resource_is_the_same_object_each_time(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """So that the tests of a program can put something else in its place."""
    with blocking(world) as client:

        def get(*_: object) -> str:
            return "instead"

        monkeypatch.setattr(client.tokens, "get", get)
        instead: object = client.tokens.get(NOBODY, NOBODY)
        assert instead == "instead"
