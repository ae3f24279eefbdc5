"""The drop-in for the official package: secrets are planted everywhere, and every text is searched for them."""

from __future__ import annotations

import json
import pickle
from collections.abc import Iterator
from typing import Any

import pytest
from registry_tokens import Secret
from registry_tokens.compat import ionoscloud_container_registry as sdk
from registry_tokens.compat.ionoscloud_container_registry.rest import ApiException
from support.canary import (
    CANARIES,
    ISSUED,
    PASSWORD,
    PROXY_PASSWORD,
    TOKEN,
    assert_clean,
    find_canary,
    own_locals,
    shown_error,
)
from support.clients import NOBODY
from support.compat import api, configuration
from support.emulator import World

WAYS: dict[str, dict[str, Any]] = {
    "token": {"token": TOKEN},
    "token as Secret": {"token": Secret(TOKEN)},
    "password": {"token": None, "username": "user", "password": PASSWORD},
    "api_key": {"token": None, "api_key": {"tokenAuth": TOKEN}},
    "function": {"token": None, "api_key": {"tokenAuth": lambda: TOKEN}},
}
each_way = pytest.mark.parametrize("own", WAYS.values(), ids=WAYS)
ANSWER = {"id": NOBODY, "properties": {"name": "ci", "credentials": {"username": "ci", "password": ISSUED}}}
TOKENS = api("http://127.0.0.1:1")
NEW = sdk.PostTokenInput(properties=sdk.PostTokenProperties(name="ci"))


def texts(value: Any) -> Iterator[str]:
    """What a program could print without asking for what is in it."""
    yield from (str(value), repr(value), f"{value!r:>200}", repr([value]), "%s" % (value,))  # noqa: UP031
    yield repr(getattr(value, "__dict__", None))
    if isinstance(value, sdk.TokenResponse | sdk.PostTokenOutput | sdk.Credentials):
        yield value.to_str()


@each_way
def test_configurations_and_clients(own: dict[str, Any]) -> None:
    made = configuration("http://127.0.0.1:1", **own)
    made.proxy = f"http://user:{PROXY_PASSWORD}@127.0.0.1:1"
    client = sdk.ApiClient(made, "X-Note", TOKEN)
    tokens = sdk.TokensApi(client)
    with pytest.raises(ApiException) as caught:
        tokens.registries_tokens_get(NOBODY)
    for thing in (made, client, tokens, client.default_headers, made.api_key):
        assert_clean(texts(thing))
    assert client._open
    assert_clean(texts(client._open))
    assert_clean(own_locals(caught.value))
    assert (made.proxy, client.default_headers["X-Note"]) == (f"http://user:{PROXY_PASSWORD}@127.0.0.1:1", TOKEN)


def test_bad_options() -> None:
    refused: list[Any] = [
        lambda: api("http://127.0.0.1:1", token=[TOKEN]),
        lambda: api("http://127.0.0.1:1", token=None, api_key={"tokenAuth": [TOKEN]}).registries_tokens_get(NOBODY),
        lambda: api("http://127.0.0.1:1", token=f"{TOKEN}\n\x7f").registries_tokens_get(NOBODY),
        lambda: api(f"http://user:{PASSWORD}@host").registries_tokens_get(NOBODY),
        lambda: setattr(sdk.Configuration(), "proxy", f"socks5://user:{PROXY_PASSWORD}@host"),
        lambda: with_header("Authorization", f"Digest {TOKEN}").registries_tokens_get(NOBODY),
        lambda: with_header("X-Note", f"{TOKEN}\n").registries_tokens_get(NOBODY),
        lambda: sdk.Configuration(token=TOKEN, username="user", password=PASSWORD, fingerprint="short"),
        lambda: sdk.Configuration(password=TOKEN, api_key={"tokenAuth": PASSWORD}, retries=-1),
        lambda: sdk.ApiClient(sdk.Configuration(), "Authorization", TOKEN, cookie=PASSWORD),
        lambda: with_header("Authorization", TOKEN).registries_tokens_get(NOBODY),
    ]
    for call in refused:
        with pytest.raises((ApiException, sdk.ApiValueError)) as caught:
            call()
        assert_clean(shown_error(caught.value))
        assert_clean(own_locals(caught.value))


def test_values_that_fit_nowhere() -> None:
    for call in (
        lambda: api("http://127.0.0.1:1", fingerprint=TOKEN),
        lambda: TOKENS.registries_tokens_get(NOBODY, _headers={"Authorization": TOKEN}),
        lambda: TOKENS.registries_tokens_get(NOBODY, _headers=[("Authorization", TOKEN)]),  # type: ignore[arg-type]
        lambda: TOKENS.registries_tokens_get(NOBODY, _headers={"X-Note": TOKEN, "X-Other": None}),
        lambda: TOKENS.registries_tokens_get(NOBODY, _request_auth={"type": "bearer", "value": f"Bearer {TOKEN}"}),
        lambda: TOKENS.registries_tokens_get(NOBODY, query_params=[("a", TOKEN), ("b", [TOKEN])]),  # type: ignore[list-item]
        lambda: TOKENS.registries_tokens_get(NOBODY, query_params=[TOKEN]),  # type: ignore[list-item]
        lambda: TOKENS.registries_tokens_get(NOBODY, query_params=TOKEN),  # type: ignore[arg-type]
        lambda: sdk.Configuration(api_key=TOKEN),  # type: ignore[arg-type]
        lambda: sdk.Credentials(password=[PASSWORD]),
        lambda: sdk.Credentials(password=PASSWORD, username=7),
        lambda: sdk.PostTokenProperties(name=7, password=PASSWORD),
        lambda: sdk.PostTokenOutput.from_dict({"id": 7, "properties": {"credentials": {"password": PASSWORD}}}),
        lambda: sdk.PostTokenOutput.from_dict({"properties": {"credentials": {"password": [PASSWORD]}}}),
        lambda: sdk.Credentials.from_json(json.dumps({"username": 7, "password": PASSWORD})),
        lambda: sdk.Credentials.from_json(f'{{"password": "{PASSWORD}"'),
        lambda: sdk.PatchTokenInput(expiry_date=PASSWORD),
        lambda: sdk.Scope.from_dict(PASSWORD),  # type: ignore[arg-type]
    ):
        with pytest.raises(sdk.ApiValueError) as caught:
            call()
        assert_clean(shown_error(caught.value))
        assert_clean(own_locals(caught.value))


def test_arguments_of_a_call_that_fails(world: World) -> None:
    for query in ({"depth": TOKEN}, [("depth", TOKEN)]):
        with pytest.raises(ApiException) as caught:
            api(world).registries_tokens_find_by_id(NOBODY, NOBODY, query, _headers={"X-Note": PASSWORD})
        assert caught.value.status == 404
        assert_clean(shown_error(caught.value))
        assert_clean(own_locals(caught.value))
    with pytest.raises(ApiException, match="given twice") as caught:
        api(world).registries_tokens_get(NOBODY, query_params=[("a", TOKEN), ("a", TOKEN)])
    assert_clean(own_locals(caught.value))


def test_headers_for_a_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IONOS_HTTP_PROXY", f"http://user:{PROXY_PASSWORD}@127.0.0.1:1")
    for line in (f"Proxy-Authorization: {PASSWORD}", f"{PASSWORD} and no colon"):
        monkeypatch.setenv("IONOS_HTTP_PROXY_HEADERS", line)
        made = sdk.Configuration(token=TOKEN)
        with pytest.raises(sdk.ApiValueError, match="proxy_headers") as caught:
            sdk.ApiClient(made)
        assert_clean(texts(made))
        assert_clean(shown_error(caught.value))
        assert_clean(own_locals(caught.value))


def test_what_holds_secrets_is_not_pickled() -> None:
    given: list[dict[str, Any]] = [*WAYS.values(), {"token": None, "proxy_headers": {"a": PASSWORD}}]
    for own in given:
        headers = own.pop("proxy_headers", {})
        made = configuration("http://127.0.0.1:1", **own)
        made.proxy_headers = headers
        for thing in (made, sdk.ApiClient(made)):
            with pytest.raises(TypeError):
                pickle.dumps(thing)
    assert pickle.loads(pickle.dumps(sdk.Configuration(host="http://127.0.0.1:1"))).host == "http://127.0.0.1:1"


def with_header(name: str, value: str) -> sdk.TokensApi:
    return sdk.TokensApi(sdk.ApiClient(configuration("http://127.0.0.1:1", token=None), name, value))


@each_way
@pytest.mark.parametrize("status", [302, 400, 401, 404, 409, 429, 500, 503])
def test_exceptions_though_the_service_repeats_what_it_was_sent(world: World, own: dict[str, Any], status: int) -> None:
    message = f"not with Bearer {TOKEN}, nor {PASSWORD}"
    world.fault(
        {
            "status": status,
            "headers": {"X-Request-Id": TOKEN, "Location": f"https://elsewhere.example/{PASSWORD}"},
            "body": {"httpStatus": status, "messages": [{"errorCode": PASSWORD, "message": message}]},
        },
        times=None,
    )
    tokens = api(world, retries=0, **own)
    for call in (
        lambda: tokens.registries_tokens_get(NOBODY),
        lambda: tokens.registries_tokens_post(NOBODY, NEW),
        lambda: tokens.registries_tokens_delete_with_http_info(NOBODY, NOBODY),
    ):
        with pytest.raises(ApiException) as caught:
            call()
        error = caught.value
        # What was never this client's secret is the service's own text, and may be shown.
        secret = [PASSWORD] if own.get("password") else [TOKEN]
        assert_clean(shown_error(error), secret)
        assert_clean(own_locals(error), secret)
        assert_clean([pickle.dumps(error).decode("latin-1")], secret)
        assert find_canary(str(error.body), [PASSWORD])


def test_what_a_service_issues(world: World) -> None:
    script = world.script([{"reply": {"status": 201, "body": {"json": ANSWER}}}] * 2)
    tokens = api(script)
    made = tokens.registries_tokens_post(NOBODY, NEW)
    details = tokens.registries_tokens_post_with_http_info(NOBODY, NEW)
    assert made.properties is not None
    credentials = made.properties.credentials
    assert credentials is not None
    # It is there for those who ask for it.
    assert credentials.password == ISSUED
    assert find_canary(str(made.to_dict()))
    assert find_canary(made.to_json())
    assert find_canary(details.raw_data.decode())
    for value in (made, made.properties, credentials, details, details.data):
        assert_clean(texts(value))
        with pytest.raises(TypeError):
            pickle.dumps(value)


def test_an_answer_that_cannot_be_read(world: World) -> None:
    # The first is read by our own client, and by no model of the official package.
    for wrong in ({"metadata": {"createdDate": ""}}, {"id": [ISSUED]}):
        script = world.script([{"reply": {"status": 201, "body": {"json": {**ANSWER, **wrong}}}}])
        with pytest.raises(ApiException) as caught:
            api(script).registries_tokens_post(NOBODY, NEW)
        assert_clean(shown_error(caught.value), CANARIES)
        assert_clean(own_locals(caught.value))
        assert find_canary(str(caught.value.body))
