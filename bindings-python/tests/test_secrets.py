"""Secrets are planted everywhere, and every text that a program could print is searched for them."""

from __future__ import annotations

import asyncio
import base64
import copy
import json
import pickle
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
from registry_tokens import (
    AsyncIonosClient,
    ConfigError,
    IonosClient,
    RegistryTokensError,
    Secret,
    logging_observer,
)
from support.canary import (
    CANARIES,
    ISSUED,
    PASSWORD,
    PROXY_PASSWORD,
    TOKEN,
    assert_clean,
    find_canary,
    own_locals,
    shown,
    shown_error,
)
from support.clients import NOBODY, asynchronous, blocking
from support.emulator import Script, World
from support.logs import recorded

WAYS: dict[str, dict[str, Any]] = {
    "token": {"token": TOKEN},
    "token as Secret": {"token": Secret(TOKEN)},
    "bearer token": {"token": f"Bearer {TOKEN}"},
    "password": {"username": "user", "password": PASSWORD},
    "password as Secret": {"username": "user", "password": Secret(PASSWORD)},
}
each_way = pytest.mark.parametrize("own", WAYS.values(), ids=WAYS)
STATUSES = [301, 400, 401, 403, 404, 408, 409, 422, 429, 500, 503]


def basic(password: str, user: str = "user") -> str:
    return base64.b64encode(f"{user}:{password}".encode()).decode()


LEAKS = {
    "plain": f"Bearer {TOKEN}",
    "repr": repr([TOKEN]),
    "JSON": json.dumps({"token": TOKEN}),
    "JSON in JSON": json.dumps(json.dumps({"token": TOKEN})),
    "percent": quote(PASSWORD, safe=""),
    "percent in lower case": re.sub("%..", lambda escape: escape[0].lower(), quote(PASSWORD, safe="")),
    "URL": f"http://user:{quote(PASSWORD)}@host/",
    "base64": base64.b64encode(ISSUED.encode()).decode(),
    "base64 for URLs": base64.urlsafe_b64encode(ISSUED.encode()).decode(),
    "hexadecimal": ISSUED.encode().hex(),
    **{f"Basic of {user}": f"Basic {basic(PASSWORD, user)}" for user in ("u", "us", "use", "user@example.org")},
}


@pytest.mark.parametrize("leak", LEAKS.values(), ids=LEAKS)
def test_the_search_finds_a_planted_leak(leak: str) -> None:
    assert find_canary(f"some text {leak} and more")
    with pytest.raises(AssertionError, match="a secret stands as"):
        assert_clean(["nothing", leak])


def test_the_search_finds_nothing_where_nothing_is() -> None:
    assert find_canary("Secret('[redacted]') canary") is None
    with pytest.raises(AssertionError, match="nothing to search"):
        assert_clean([])


def test_texts_of_a_secret() -> None:
    secret = Secret(TOKEN)
    assert_clean(shown(secret))
    assert "[redacted]" in str(secret)
    assert "[redacted]" in repr(secret)
    assert secret.reveal() == TOKEN
    assert not hasattr(secret, "__dict__")
    assert_clean(repr(getattr(secret, name, None)) for name in dir(secret) if name != "reveal")


@each_way
@pytest.mark.parametrize("client_class", [IonosClient, AsyncIonosClient])
def test_clients_and_what_they_make(client_class: Any, own: dict[str, Any]) -> None:
    proxy = f"http://user:{PROXY_PASSWORD}@127.0.0.1:1"
    client = client_class(base_url="http://127.0.0.1:1", load_environment=False, proxy=proxy, **own)
    tokens = client.tokens
    pager = tokens.list(NOBODY, extra_headers={"X-Note": TOKEN}, extra_query={"note": PASSWORD})
    things = [client, tokens, tokens.with_response, client.registries, pager, pager.pages()]
    for thing in things:
        assert_clean(shown(thing))
        inner = [getattr(thing, name) for name in dir(thing) if not name.startswith("__")]
        assert_clean(repr(one) for one in inner)


@each_way
def test_bad_options(own: dict[str, Any]) -> None:
    bad: list[dict[str, Any]] = [
        {"base_url": f"http://user:{PASSWORD}@host"},
        {"base_url": f"https://host/?token={TOKEN}"},
        {"proxy": f"nonsense://user:{PROXY_PASSWORD}@127.0.0.1:1"},
        {"contract_number": TOKEN},
        {"user_agent": f"{TOKEN}\n"},
        {"pinned_certificate": PASSWORD},
        {"ca_certs": TOKEN},
        {"profile": "none", "config_file": "/dev/null"},
    ]
    for options in bad:
        all_options: dict[str, Any] = {"load_environment": False, **own, **options}
        with pytest.raises(RegistryTokensError) as caught:
            IonosClient(**all_options)
        assert_clean(shown_error(caught.value))


@each_way
@pytest.mark.parametrize("client_class", [IonosClient, AsyncIonosClient])
def test_variables_of_our_frames_when_a_client_is_refused(client_class: Any, own: dict[str, Any]) -> None:
    with pytest.raises(ConfigError) as caught:
        client_class(load_environment=False, contract_number="words", **own)
    assert_clean(own_locals(caught.value))


def test_variables_of_our_frames_when_credentials_are_refused() -> None:
    replace: Any = IonosClient(token="good", load_environment=False).set_credentials
    for own in ({"token": f"{TOKEN}\n\x7f"}, {"username": "a:b", "password": PASSWORD}):
        with pytest.raises(ConfigError) as caught:
            replace(**own)
        assert_clean(own_locals(caught.value))


@each_way
def test_variables_of_our_frames_when_a_call_fails(world: World, own: dict[str, Any]) -> None:
    world.fault({"status": 500}, times=None)
    with blocking(world, **own) as client:
        errors = [*_errors_of(client)]
        asyncio.run(_errors_with_asyncio(world, own, errors))
    for error in errors:
        assert_clean(own_locals(error))


def test_bad_credentials() -> None:
    replace: Any = IonosClient(token="good", load_environment=False).set_credentials
    wrong: list[dict[str, Any]] = [
        {"token": f"{TOKEN}\n\x7f"},
        {"username": "a:b", "password": PASSWORD},
        {"token": ""},
    ]
    for own in wrong:
        with pytest.raises(ConfigError) as caught:
            replace(**own)
        assert_clean(shown_error(caught.value))
        with pytest.raises(ConfigError) as caught:
            IonosClient(load_environment=False, **own)
        assert_clean(shown_error(caught.value))


@pytest.mark.parametrize(
    "own",
    [{"token": TOKEN.encode()}, {"token": [TOKEN]}, {"username": "user", "password": PASSWORD.encode()}],
    ids=["bytes", "list", "bytes as password"],
)
def test_credentials_of_a_wrong_type(own: dict[str, Any]) -> None:
    for refuse in (IonosClient, AsyncIonosClient, IonosClient(token="good", load_environment=False).set_credentials):
        with pytest.raises(TypeError, match=r"token|password") as caught:
            refuse(**own)
        assert_clean(shown_error(caught.value))


def parrot(world: World, status: int) -> None:
    """A service that answers with what it was sent, in its own words."""
    message = f"not with Bearer {TOKEN}, nor Basic {basic(PASSWORD)}, nor {PASSWORD}"
    body = {"messages": [{"errorCode": PASSWORD, "message": message}, {"errorCode": TOKEN, "message": ""}]}
    headers = {
        "WWW-Authenticate": message.encode("ascii", "replace").decode(),
        "Location": f"https://elsewhere.example/?t={quote(TOKEN)}",
        "X-Request-Id": basic(PASSWORD),
    }
    world.fault({"status": status, "headers": headers, "body": body}, times=None)


@each_way
@pytest.mark.parametrize("status", STATUSES)
def test_errors_though_the_service_repeats_what_it_was_sent(world: World, own: dict[str, Any], status: int) -> None:
    parrot(world, status)
    # What was never this client's secret is the service's own text, and may be shown.
    secret = [TOKEN] if "token" in own else [PASSWORD]
    with recorded() as records, blocking(world, on_event=logging_observer(), max_retries=1, **own) as client:
        errors = [*_errors_of(client)]
        asyncio.run(_errors_with_asyncio(world, own, errors))
    assert len(errors) == 6
    for error in errors:
        assert_clean(shown_error(error), secret)
    assert_clean(records.texts, secret)


def _errors_of(client: IonosClient) -> Iterator[RegistryTokensError]:
    for call in (
        lambda: client.tokens.get(NOBODY, NOBODY),
        lambda: client.tokens.with_response.create(NOBODY, "ci"),
        lambda: client.tokens.list(NOBODY).all(),
        lambda: client.registries.wait_until_running(NOBODY),
    ):
        with pytest.raises(RegistryTokensError) as caught:
            call()
        yield caught.value


async def _errors_with_asyncio(world: World, own: dict[str, Any], errors: list[RegistryTokensError]) -> None:
    async with asynchronous(world, max_retries=0, on_event=logging_observer(), **own) as client:
        for call in (client.tokens.get(NOBODY, NOBODY), client.tokens.list(NOBODY).all()):
            with pytest.raises(RegistryTokensError) as caught:
                await call
            errors.append(caught.value)


def issuing(world: World) -> Script:
    """A service that issues the canary as password."""
    body = {"id": NOBODY, "properties": {"name": "ci", "credentials": {"username": "ci", "password": ISSUED}}}
    return world.script([{"reply": {"status": 201, "body": {"json": body}}}] * 2)


def test_what_a_service_issues(world: World) -> None:
    script = issuing(world)
    with recorded() as records, blocking(script, on_event=logging_observer()) as client:
        response = client.tokens.with_response.create(NOBODY, "ci")
        replaced = client.tokens.replace(NOBODY, NOBODY, "ci")
    issued = response.value
    # It is there to be found.
    assert find_canary(response.body().decode())
    assert issued.credentials.password.reveal() == ISSUED
    assert replaced.credentials is not None
    for value in (response, issued, issued.token, issued.credentials, issued.credentials.password, replaced):
        assert_clean(shown(value))
    assert json.dumps(issued.to_dict()["properties"]["credentials"]) == '{"username": "ci"}'
    assert_clean(records.texts or ["nothing was logged"])
    assert records.texts


def test_an_answer_that_cannot_be_read(world: World) -> None:
    """The password is in the body of an answer that is refused for another reason."""
    body = {"id": NOBODY, "properties": {"name": [ISSUED], "credentials": {"username": "ci", "password": ISSUED}}}
    script = world.script([{"reply": {"status": 201, "body": {"json": body}}}])
    with blocking(script) as client, pytest.raises(RegistryTokensError) as caught:
        client.tokens.create(NOBODY, "ci")
    assert_clean(shown_error(caught.value))
    assert find_canary(caught.value.response_body().decode())


def test_equality_of_secrets_tells_nothing_but_itself() -> None:
    assert Secret(TOKEN) == Secret(TOKEN)
    assert Secret(TOKEN) != Secret(PASSWORD)
    assert Secret(TOKEN) != TOKEN


@pytest.mark.parametrize("own", [{}, {"TOKEN": TOKEN}], ids=["default", "token in the environment"])
def test_the_environment(own: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IONOS_TOKEN", TOKEN)
    monkeypatch.setenv("IONOS_HTTP_PROXY", f"http://user:{PROXY_PASSWORD}@127.0.0.1:1")
    client = IonosClient.from_env() if own else IonosClient()
    assert_clean(shown(client))
    assert_clean(repr(value) for value in getattr(client, "__dict__", {"": ""}).values())


@pytest.mark.parametrize("name", ["secret", "credentials", "issued", "replaced"])
def test_what_holds_a_secret_is_not_pickled_but_copied(world: World, name: str) -> None:
    with blocking(issuing(world)) as client:
        issued = client.tokens.create(NOBODY, "ci")
        replaced = client.tokens.replace(NOBODY, NOBODY, "ci")
    values: dict[str, Any] = {
        "secret": issued.credentials.password,
        "credentials": issued.credentials,
        "issued": issued,
        "replaced": replaced,
    }
    value = values[name]
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        with pytest.raises(TypeError, match=r"reveal\(\)") as caught:
            pickle.dumps(value, protocol)
        assert_clean(shown_error(caught.value))
    with pytest.raises(TypeError):
        json.dumps(value)
    assert copy.copy(value) == value
    assert copy.deepcopy([value]) == [value]
    assert_clean(shown(copy.deepcopy(value)))


def test_all_canaries_are_searched() -> None:
    assert all(find_canary(f"<{canary}>") for canary in CANARIES)


@pytest.mark.parametrize(
    "own",
    [
        {"token": TOKEN + "\udc80"},
        {"token": TOKEN.encode()},
        {"username": "u", "password": bytearray(PASSWORD.encode())},
        {"token": "t", "proxy": PROXY_PASSWORD.encode()},
        {"token": "t", "base_url": f"https://u:{PROXY_PASSWORD}@host"},
    ],
    ids=["surrogate", "bytes", "bytearray", "proxy", "base_url"],
)
def test_variables_of_our_frames_when_an_option_is_of_no_use(own: dict[str, Any]) -> None:
    with pytest.raises((TypeError, RegistryTokensError)) as caught:
        IonosClient(load_environment=False, **own)
    assert_clean([*own_locals(caught.value), str(caught.value), repr(vars(caught.value))])
