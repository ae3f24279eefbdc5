"""Clients of Huawei Cloud SWR: made from arguments, the environment and files; new credentials; nothing told."""

from __future__ import annotations

import asyncio
import copy
import json
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from registry_tokens import (
    AsyncSwrClient,
    AuthenticationError,
    ClosedError,
    ConfigError,
    Credentials,
    RegistryTokensError,
    Secret,
    SwrClient,
    logging_observer,
)
from support.canary import ISSUED, PASSWORD, PROXY_PASSWORD, TOKEN, assert_clean, own_locals, shown, shown_error
from support.clients import NOBODY, asynchronous_swr, blocking_swr, swr_environment, swr_options
from support.emulator import Script, World
from support.logs import recorded

CLIENTS = (SwrClient, AsyncSwrClient)
both_clients = pytest.mark.parametrize("client_class", CLIENTS)
hidden = pytest.mark.parametrize("hide", [str, Secret], ids=["str", "Secret"])

KEYS: dict[str, Any] = {"access_key": "AK", "secret_key": PASSWORD}
WAYS: dict[str, dict[str, Any]] = {
    "keys": KEYS,
    "keys as Secret": {**KEYS, "secret_key": Secret(PASSWORD)},
    "temporary keys": {**KEYS, "security_token": TOKEN},
    "temporary keys as Secret": {**KEYS, "security_token": Secret(TOKEN)},
    "token": {"token": TOKEN},
    "token as Secret": {"token": Secret(TOKEN)},
}
each_way = pytest.mark.parametrize("own", WAYS.values(), ids=WAYS)
NO_NETWORK: dict[str, Any] = {"region": "cn-north-4", "project_id": "p", "load_environment": False}


def proofs(world: World) -> list[str]:
    """How each request to SWR showed who was calling."""
    found: list[str] = []
    for request in world.requests():
        names = {name.lower() for name, _ in request["headers"]}
        told = [name for name in ("authorization", "x-security-token", "x-auth-token") if name in names]
        found += ["+".join(told)] if request["api"] == "swr" else []
    return found


@both_clients
def test_from_env(client_class: Any, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in swr_environment(world).items():
        monkeypatch.setenv(name, value)
    for client in (client_class.from_env(), client_class()):
        assert type(client) is client_class
        called = client.target_registries.list_page(world.instance)
        page = asyncio.run(called) if client_class is AsyncSwrClient else called
        assert page.total == len(page.items) == 1
    # The project was looked up, once for each client.
    assert [request["api"] for request in world.requests()] == ["iam", "swr"] * 2


def test_arguments_win_over_the_environment(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in swr_environment(world):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    with SwrClient(**swr_options(world, load_environment=True)) as client:
        assert client.long_term_credentials.list(world.instance).all() == []


@pytest.mark.parametrize("as_text", [False, True], ids=["path", "text"])
def test_files(world: World, tmp_path: Path, as_text: bool) -> None:
    credentials, regions = tmp_path / "credentials", tmp_path / "regions.yaml"
    keys = {"ak": world.swr["access_key"], "sk": world.swr["secret_key"], "iam_endpoint": world.urls["iam_url"]}
    credentials.write_text("[basic]\n" + "".join(f"{name} = {value}\n" for name, value in keys.items()))
    regions.write_text(f"SWR:\n  - id: cn-north-4\n    endpoint: {world.urls['swr_url']}\n")
    hand_over: Callable[[Path], Any] = str if as_text else Path
    with SwrClient(
        credentials_file=hand_over(credentials),
        regions_file=hand_over(regions),
        region="cn-north-4",
        load_environment=False,
        proxy=False,
    ) as client:
        assert client.target_registries.find(world.instance, "none") is None


@both_clients
def test_without_the_environment_nothing_is_taken_from_it(client_class: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HUAWEICLOUD_SDK_AK", "HUAWEICLOUD_SDK_SK", "HUAWEICLOUD_SDK_REGION"):
        monkeypatch.setenv(name, "from-the-environment")
    with pytest.raises(ConfigError, match="access_key"):
        client_class(load_environment=False)
    client_class()


def test_with_closes(world: World) -> None:
    with blocking_swr(world) as client:
        client.temporary_credentials.create(world.instance)
        world.wait(open=1)
    world.wait(open=0)
    with pytest.raises(ClosedError):
        client.temporary_credentials.create(world.instance)

    async def main() -> None:
        async with asynchronous_swr(world) as twin:
            await twin.login.create_enhanced()
        with pytest.raises(ClosedError):
            await twin.login.create_enhanced()

    asyncio.run(main())
    world.wait(open=0)


@hidden
def test_new_credentials_hold_for_later_calls(world: World, hide: Any) -> None:
    client, twin = blocking_swr(world, secret_key="wrong"), asynchronous_swr(world, secret_key="wrong")
    with pytest.raises(AuthenticationError):
        client.login.create_temporary()
    described = world.described
    client.set_credentials(
        access_key=described["swr_temporary_access_key"],
        secret_key=hide(described["swr_temporary_secret_key"]),
        security_token=hide(described["swr_temporary_security_token"]),
    )
    client.login.create_temporary()
    client.set_credentials(token=hide(described["swr_token"]))
    client.login.create_temporary()
    twin.set_credentials(access_key=world.swr["access_key"], secret_key=hide(world.swr["secret_key"]))
    asyncio.run(twin.login.create_temporary())
    wanted = ["authorization", "authorization+x-security-token", "x-auth-token", "authorization"]
    assert proofs(world) == wanted


HALVES: list[dict[str, Any]] = [
    {},
    {"access_key": "a"},
    {"secret_key": "s"},
    {"security_token": "t"},
    {"access_key": "a", "security_token": "t"},
    {"token": "t", "security_token": "t"},
    {"token": "t", "access_key": "a", "secret_key": "s"},
]


@pytest.mark.parametrize("own", HALVES, ids=["+".join(own) or "none" for own in HALVES])
def test_half_credentials_are_refused_and_change_nothing(world: World, own: dict[str, Any]) -> None:
    client = blocking_swr(world)
    replace: Any = client.set_credentials
    with pytest.raises(TypeError, match="give either token, or access_key and secret_key"):
        replace(**own)
    client.login.create_enhanced()


@both_clients
@each_way
def test_clients_and_what_they_make_tell_nothing(client_class: Any, own: dict[str, Any]) -> None:
    proxy = f"http://user:{PROXY_PASSWORD}@127.0.0.1:1"
    client = client_class(proxy=proxy, **NO_NETWORK, **own)
    pager = client.target_registries.list("i", extra_headers={"X-Note": TOKEN}, extra_query={"note": PASSWORD})
    resources = [client.target_registries, client.long_term_credentials, client.temporary_credentials, client.login]
    for thing in (client, *resources, *(resource.with_response for resource in resources), pager, pager.pages()):
        assert_clean(shown(thing))
        inner = [getattr(thing, name) for name in dir(thing) if not name.startswith("__")]
        assert_clean(repr(one) for one in inner)


@pytest.mark.parametrize(
    "own",
    [
        {"access_key": "a b", "secret_key": PASSWORD},
        {"access_key": "a", "secret_key": PASSWORD, "security_token": f"{TOKEN}\n\x7f"},
        {"token": f"{TOKEN}\n\x7f"},
        {"access_key": "a", "secret_key": PASSWORD.encode()},
        {"access_key": "a", "secret_key": PASSWORD + "\udc80"},
        {"access_key": "a", "secret_key": "s", "security_token": [TOKEN]},
        {"token": TOKEN.encode()},
    ],
    ids=["access key", "security token", "token", "bytes", "surrogate", "list", "bytes as token"],
)
def test_credentials_of_no_use(own: dict[str, Any]) -> None:
    for refuse in (
        lambda: SwrClient(**NO_NETWORK, **own),
        lambda: AsyncSwrClient(**NO_NETWORK, **own),
        lambda: SwrClient(token="good", **NO_NETWORK).set_credentials(**own),
    ):
        with pytest.raises((TypeError, RegistryTokensError)) as caught:
            refuse()
        assert_clean([str(caught.value), repr(caught.value), repr(vars(caught.value)), *own_locals(caught.value)])


@each_way
@pytest.mark.parametrize("status", [301, 400, 401, 403, 404, 409, 429, 500, 503])
def test_errors_though_the_service_repeats_what_it_was_sent(world: World, own: dict[str, Any], status: int) -> None:
    secrets = [TOKEN] if "token" in own else [PASSWORD, TOKEN] if "security_token" in own else [PASSWORD]
    message = f"not with {PASSWORD} nor {TOKEN}"
    world.fault({"status": status, "body": {"error_code": message, "error_msg": message}}, times=None)
    target: Any = {"type": "swr-pro", "url": "https://a.example", "access_key": "a", "insecure": True}
    target["access_secret"] = ISSUED
    with recorded() as records, blocking_swr(world, on_event=logging_observer(), max_retries=1, **own) as client:
        for call in (
            lambda: client.target_registries.get(world.instance, 1),
            lambda: client.target_registries.create(world.instance, "new", **target),
            lambda: client.long_term_credentials.with_response.create(world.instance, "ci"),
            lambda: client.login.create_temporary(),
        ):
            with pytest.raises(RegistryTokensError) as caught:
                call()
            assert_clean(shown_error(caught.value), secrets)
            assert_clean(own_locals(caught.value), [*secrets, ISSUED])
    assert_clean(records.texts, [*secrets, ISSUED])


REGISTRY = {"id": 24, "name": "r", "credential": {"type": "basic", "access_key": "a", "access_secret": ISSUED}}
CREDENTIAL = {"token_id": NOBODY, "user_id": "u", "auth_token": ISSUED}
LOGIN = {"X-Swr-Dockerlogin": f"docker login -u u -p {ISSUED} swr.example"}


def answering(world: World, body: dict[str, Any], headers: dict[str, str] | None = None) -> Script:
    reply = {"status": 200, "headers": headers or {}, "body": {"json": body}}
    return world.script([{"reply": reply}])


def one_of(world: World, name: str) -> Any:
    """A response whose value holds the canary."""
    bodies: dict[str, Any] = {"registry": REGISTRY, "page": {"registries": [REGISTRY]}, "issued": CREDENTIAL}
    headers = LOGIN if name == "login" else None
    client = blocking_swr(answering(world, bodies.get(name, {"auths": {}}), headers))
    calls: dict[str, Callable[[], Any]] = {
        "registry": lambda: client.target_registries.with_response.get("i", 24),
        "page": lambda: client.target_registries.with_response.list_page("i"),
        "issued": lambda: client.long_term_credentials.with_response.create("i", "ci"),
        "login": lambda: client.login.with_response.create_temporary(),
    }
    return calls[name]()


def secret_of(value: Any) -> Secret:
    """Where the canary is."""
    if hasattr(value, "items"):
        value = value.items[0]
    if hasattr(value, "credential"):
        found: Secret = value.credential.access_secret
        return found
    login: Credentials = getattr(value, "credentials", value)
    return login.password


@pytest.mark.parametrize("name", ["registry", "page", "issued", "login"])
def test_what_a_service_gives_is_hidden_not_pickled_but_copied(world: World, name: str) -> None:
    with recorded() as records:
        response = one_of(world, name)
    value: Any = response.value
    assert secret_of(value).reveal() == ISSUED
    assert_clean(shown(response))
    assert_clean(shown(value))
    assert_clean(shown(secret_of(value)))
    assert_clean([*records.texts, json.dumps(value.to_dict()), repr(response.headers)])
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        with pytest.raises(TypeError, match=r"reveal\(\)") as caught:
            pickle.dumps(value, protocol)
        assert_clean(shown_error(caught.value))
    assert copy.copy(value) == copy.deepcopy([value])[0] == value
    assert not hasattr(value, "from_dict")
