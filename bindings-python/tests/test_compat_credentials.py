"""The drop-in for the official package: which credentials a call is sent with."""

from __future__ import annotations

import base64
import threading
from functools import partial
from typing import Any

import pytest
from registry_tokens.compat import ionoscloud_container_registry as sdk
from registry_tokens.compat.ionoscloud_container_registry.exceptions import UnauthorizedException
from registry_tokens.compat.ionoscloud_container_registry.rest import ApiException
from support.compat import api, configuration
from support.emulator import World
from support.threads import start


def sent(world: World) -> str:
    """The credentials of the last request."""
    return str(dict(world.requests()[-1]["headers"])["authorization"])


def basic(world: World) -> str:
    return "Basic " + base64.b64encode(f"{world.username}:{world.password}".encode()).decode()


def test_which_credentials_win(world: World) -> None:
    tokens = api(world, token=None, username=world.username, password=world.password)
    made = tokens.api_client.configuration
    tokens.api_client.set_default_header("Authorization", "Bearer not-this")
    tokens.registries_tokens_get(world.registry)
    assert sent(world) == basic(world)
    made.api_key["tokenAuth"] = world.token
    tokens.registries_tokens_get(world.registry)
    assert sent(world) == f"Bearer {world.token}"
    made.token = "another"
    with pytest.raises(ApiException):
        tokens.registries_tokens_get(world.registry)
    assert sent(world) == "Bearer another"


@pytest.mark.parametrize("prefix", [None, "Bearer", "bearer"])
def test_an_api_key_is_sent_with_bearer_once(world: World, prefix: str | None) -> None:
    prefixes = {"tokenAuth": prefix} if prefix else None
    tokens = api(world, token=None, api_key={"tokenAuth": world.token}, api_key_prefix=prefixes)
    tokens.registries_tokens_get(world.registry)
    assert sent(world) == f"Bearer {world.token}"


def test_other_api_keys_are_refused(world: World) -> None:
    for own, named in (
        ({"api_key": {"cookieAuth": "k"}}, "cookieAuth"),
        ({"api_key": {"tokenAuth": "k"}, "api_key_prefix": {"tokenAuth": "Token"}}, "api_key_prefix"),
        ({"api_key": {"tokenAuth": 7}}, "tokenAuth"),
    ):
        with pytest.raises(sdk.ApiValueError, match=named):
            api(world, token=None, **own).registries_tokens_get(world.registry)
    assert world.requests() == []


def test_a_function_as_api_key_is_called_for_each_call(world: World) -> None:
    keys = iter(["wrong", world.token])
    tokens = api(world, token=None, api_key={"tokenAuth": lambda: next(keys)})
    with pytest.raises(ApiException):
        tokens.registries_tokens_get(world.registry)
    tokens.registries_tokens_get(world.registry)
    assert sent(world) == f"Bearer {world.token}"


def test_the_hook_that_refreshes_an_api_key(world: World) -> None:
    def refresh(made: sdk.Configuration) -> None:
        made.api_key["tokenAuth"] = world.token

    tokens = api(world, token=None, api_key={"tokenAuth": "old"})
    tokens.api_client.configuration.refresh_api_key_hook = refresh
    tokens.registries_tokens_get(world.registry)
    assert sent(world) == f"Bearer {world.token}"


def test_threads_that_share_a_client_send_their_own_credentials(world: World) -> None:
    tenant = threading.local()
    tokens = api(world, token=None, api_key={"tokenAuth": lambda: tenant.name})

    def calls(name: str) -> None:
        tenant.name = name
        for _ in range(50):
            with pytest.raises(UnauthorizedException):
                tokens.registries_tokens_get(world.registry, _headers={"X-Tenant": name})

    for future in [start(partial(calls, f"tenant-{number}")) for number in range(8)]:
        future.result()
    headers = [dict(request["headers"]) for request in world.requests()]
    assert len(headers) == 8 * 50
    assert [one for one in headers if one["authorization"] != f"Bearer {one['x-tenant']}"] == []


def test_tenants_who_take_turns_keep_their_connections(world: World) -> None:
    tokens = api(world)
    made = tokens.api_client.configuration
    for number in range(20):
        made.token = f"tenant-{number % 2}"
        with pytest.raises(UnauthorizedException):
            tokens.registries_tokens_get(world.registry)
    world.wait(arrived=20, open=2)
    # As many as a program has had tokens: the old ones are let go.
    for number in range(30):
        made.token = f"token-{number}"
        with pytest.raises(UnauthorizedException):
            tokens.registries_tokens_get(world.registry)
    world.wait(arrived=50, open=8)
    tokens.api_client.close()
    world.wait(open=0)


def test_the_hook_may_set_the_token_and_is_called_once(world: World) -> None:
    calls: list[str] = []

    def refresh(made: sdk.Configuration) -> None:
        calls.append(world.token)
        made.token = world.token

    tokens = api(world, token="old")
    tokens.api_client.configuration.refresh_api_key_hook = refresh
    tokens.registries_tokens_get(world.registry)
    assert (sent(world), len(calls)) == (f"Bearer {world.token}", 1)


@pytest.mark.parametrize("name", ["token", "password"])
def test_a_property_of_a_subclass_is_read_for_each_call(world: World, name: str) -> None:
    values = iter(["wrong", getattr(world, name)])

    def ignored(_made: object, _value: object) -> None: ...

    kind: Any = type("Own", (sdk.Configuration,), {name: property(lambda _made: next(values), ignored)})
    made = kind(host=world.url, username=None if name == "token" else world.username)
    tokens = sdk.TokensApi(sdk.ApiClient(made))
    with pytest.raises(UnauthorizedException):
        tokens.registries_tokens_get(world.registry)
    tokens.registries_tokens_get(world.registry)
    assert sent(world) == (f"Bearer {world.token}" if name == "token" else basic(world))


@pytest.mark.parametrize("name", ["auth_settings", "get_basic_auth_token", "get_api_key_with_prefix"])
def test_a_step_that_is_never_called_cannot_be_overridden(name: str) -> None:
    def own(_made: object, *_given: object) -> dict[str, Any]:
        return {}

    mixin = type("Mixin", (), {name: own})
    for bases, fields in (((sdk.Configuration,), {name: own}), ((mixin, sdk.Configuration), {})):
        with pytest.raises(sdk.ApiValueError, match=f"Own.{name}.*refresh_api_key_hook"):
            type("Own", bases, fields)
    with pytest.raises(sdk.ApiValueError, match=f"{name}.*refresh_api_key_hook"):
        setattr(sdk.Configuration(), name, own)


@pytest.mark.parametrize("scheme", ["Bearer", "Basic"])
def test_credentials_as_a_default_header(world: World, scheme: str) -> None:
    value = f"Bearer {world.token}" if scheme == "Bearer" else basic(world)
    client = sdk.ApiClient(configuration(world, token=None), "Authorization", value)
    sdk.TokensApi(client).registries_tokens_get(world.registry)
    assert sent(world) == value
    for wrong in ("Digest x", "Basic %%", "Basic YQ=="):
        client.set_default_header("Authorization", wrong)
        with pytest.raises(sdk.ApiValueError, match="Bearer and Basic"):
            sdk.TokensApi(client).registries_tokens_get(world.registry)
