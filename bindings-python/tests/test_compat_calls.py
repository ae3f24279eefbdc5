"""The drop-in for the official package: what its calls send, give and raise beside what interop compares."""

from __future__ import annotations

import pickle
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
from registry_tokens import ConnectError, InvalidArgumentError, InvalidResponseError, RegistryTokensError
from registry_tokens.compat import ionoscloud_container_registry as sdk
from registry_tokens.compat.ionoscloud_container_registry import exceptions
from registry_tokens.compat.ionoscloud_container_registry.rest import ApiException
from support.clients import NOBODY
from support.compat import api
from support.emulator import World

TOKENS = api("http://127.0.0.1:1")
Made = sdk.PostTokenInput
Properties = sdk.PostTokenProperties
NOW = datetime.now(timezone.utc)


def new(**properties: Any) -> sdk.PostTokenInput:
    return Made(properties=Properties(**{"name": "ci", **properties}))


REFUSED: dict[str, tuple[Any, str]] = {
    "id of dots": (lambda: TOKENS.registries_tokens_delete(NOBODY, ".."), "token_id must be a UUID"),
    "no id": (lambda: TOKENS.registries_tokens_find_by_id(NOBODY, None), "token_id must be given"),
    "empty id": (lambda: TOKENS.registries_tokens_get(""), "registry_id must be a UUID"),
    "no input": (lambda: TOKENS.registries_tokens_post(NOBODY, None), "post_token_input must be given"),
    "no properties": (lambda: TOKENS.registries_tokens_post(NOBODY, Made()), "properties.name must be given"),
    "no name": (lambda: TOKENS.registries_tokens_put(NOBODY, NOBODY, {"properties": {}}), "name must be given"),
    "half a scope": (
        lambda: TOKENS.registries_tokens_post(NOBODY, new(scopes=[{"type": "repository", "name": "*"}])),
        r"scopes\[0\]: type, name and actions",
    ),
    "time without zone": (
        lambda: TOKENS.registries_tokens_post(NOBODY, new(expiry_date=datetime(2099, 1, 1))),
        "without a time zone",
    ),
    "time that has been": (
        lambda: TOKENS.registries_tokens_post(NOBODY, new(expiry_date=NOW - timedelta(days=1))),
        "must be in the future",
    ),
    "empty status": (
        lambda: TOKENS.registries_tokens_patch(NOBODY, NOBODY, {"status": ""}),
        "status must not be empty",
    ),
    "change of nothing": (lambda: TOKENS.registries_tokens_patch(NOBODY, NOBODY, {}), "nothing to change"),
    "limit of 0": (lambda: TOKENS.registries_tokens_get(NOBODY, limit="0"), "at least 1"),
    "limit of words": (lambda: TOKENS.registries_tokens_get(NOBODY, limit="all"), "limit: digits expected"),
    "limit twice": (
        lambda: TOKENS.registries_tokens_get(NOBODY, limit="1", query_params={"limit": "2"}),
        "give one of them",
    ),
    "query twice": (
        lambda: TOKENS.registries_tokens_get(NOBODY, query_params=[("a", "1"), ("a", "2")]),
        "a is given twice",
    ),
    "header of ours": (
        lambda: TOKENS.registries_tokens_get(NOBODY, _headers={"Accept": "text/html"}),
        "set by the client",
    ),
    "no credentials": (lambda: api("http://127.0.0.1:1", token=None).registries_tokens_get(NOBODY), "no credentials"),
    "half of the credentials": (
        lambda: api("http://127.0.0.1:1", token=None, username="u").registries_tokens_get(NOBODY),
        "password",
    ),
    "empty token": (lambda: api("http://127.0.0.1:1", token="").registries_tokens_get(NOBODY), "token is empty"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_meant_is_refused_as_a_bad_request(case: str) -> None:
    call, reason = REFUSED[case]
    with pytest.raises(exceptions.BadRequestException, match=reason) as caught:
        call()
    error = caught.value
    assert (error.status, error.headers) == (400, None)
    assert error.reason
    assert [error.data.http_status, *(one.message for one in error.data.messages)] == [400, error.reason]
    assert sdk.ApiErrorResponse.from_json(str(error.body)) == error.data
    assert str(error).startswith(f"(400)\nReason: {error.reason}\n")


WRONG: dict[str, tuple[Any, str]] = {
    "id": (lambda: TOKENS.registries_tokens_get(7), "registry_id"),  # type: ignore[arg-type]
    "offset": (lambda: TOKENS.registries_tokens_get(NOBODY, 0), "offset"),  # type: ignore[arg-type]
    "input": (lambda: TOKENS.registries_tokens_post(NOBODY, "ci"), "PostTokenInput"),  # type: ignore[arg-type]
    "another input": (lambda: TOKENS.registries_tokens_put(NOBODY, NOBODY, new()), "PutTokenInput"),  # type: ignore[arg-type]
    "query": (lambda: TOKENS.registries_tokens_get(NOBODY, query_params={"a": 1}), "query_params"),  # type: ignore[arg-type]
    "timeout": (lambda: TOKENS.registries_tokens_get(NOBODY, _request_timeout=0), "_request_timeout"),
    "endless timeout": (lambda: TOKENS.registries_tokens_get(NOBODY, _request_timeout=1e300), "_request_timeout"),
    "timeouts": (lambda: TOKENS.registries_tokens_get(NOBODY, _request_timeout=(1.0, -1.0)), "_request_timeout"),
    "one timeout": (lambda: TOKENS.registries_tokens_get(NOBODY, _request_timeout=(1.0,)), "_request_timeout"),  # type: ignore[arg-type]
    "three timeouts": (lambda: TOKENS.registries_tokens_get(NOBODY, _request_timeout=[1, 1, 1]), "_request_timeout"),
    "auth": (lambda: TOKENS.registries_tokens_get(NOBODY, _request_auth={"type": "basic"}), "_request_auth"),
    "media type": (lambda: TOKENS.registries_tokens_get(NOBODY, _content_type="text/plain"), "_content_type"),
    "header without a value": (lambda: TOKENS.registries_tokens_get(NOBODY, _headers={"X-Own": None}), "x-own|X-Own"),
    "server": (lambda: TOKENS.registries_tokens_get(NOBODY, _host_index=1), "_host_index"),
    "header of a client": (lambda: TOKENS.registries_tokens_get(NOBODY, _headers={"Authorization": "x"}), "_headers"),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_has_a_wrong_type_or_no_meaning_is_a_value_error(case: str) -> None:
    call, named = WRONG[case]
    with pytest.raises(sdk.ApiValueError, match=named):
        call()


def test_the_error_behind_an_exception_is_its_cause(world: World) -> None:
    with pytest.raises(ApiException) as caught:
        TOKENS.registries_tokens_get(NOBODY)
    assert caught.value.status is None
    assert isinstance(caught.value.__cause__, ConnectError)
    assert "tokens.list" in str(caught.value)
    with pytest.raises(ApiException) as caught:
        TOKENS.registries_tokens_delete(NOBODY, "..")
    assert isinstance(caught.value.__cause__, InvalidArgumentError)
    world.fault({"close": "reset"}, method="POST", phase="after_processing")
    with pytest.raises(ApiException) as caught:
        api(world).registries_tokens_post(world.registry, new())
    cause = caught.value.__cause__
    assert isinstance(cause, RegistryTokensError)
    assert (caught.value.status, cause.outcome_unknown, len(world.stored())) == (None, True, 1)


FAR = "http://registry.example"
NAMED: dict[str, tuple[Any, str]] = {
    "host": (lambda: api(FAR).registries_tokens_get(NOBODY), "host would send the credentials unencrypted; use https;"),
    "fingerprint": (
        lambda: api("https://127.0.0.1:1", fingerprint="z" * 64).registries_tokens_get(NOBODY),
        "fingerprint must be the SHA-256",
    ),
    "certificate": (
        lambda: api("https://127.0.0.1:1", ca_cert_data=b"x").registries_tokens_get(NOBODY),
        r"ssl_ca_cert \(ca_cert_data\): ",
    ),
    "header": (
        lambda: TOKENS.registries_tokens_get(NOBODY, _headers={"base_url": "\n"}),
        'headers: "base_url" has a value',
    ),
    "timeout": (lambda: TOKENS.registries_tokens_get(NOBODY, _request_timeout=1e-9), "_request_timeout must be"),
    "query": (lambda: TOKENS.registries_tokens_get(NOBODY, query_params={"": "a"}), 'query_params: ""'),
}


@pytest.mark.parametrize("case", NAMED)
def test_what_is_refused_is_named_as_the_caller_knows_it(case: str) -> None:
    call, reason = NAMED[case]
    with pytest.raises(exceptions.BadRequestException, match=f"\nReason: {reason}") as caught:
        call()
    for ours in ("pinned_certificate", "extra_", "allow_http", "ca_certs", " timeout"):
        assert ours not in str(caught.value)


def test_a_delete_that_was_sent_again_is_a_delete(world: World) -> None:
    (token_id,) = world.seed()
    world.fault({"close": "reset"}, method="DELETE", phase="after_processing")
    details = api(world).registries_tokens_delete_with_http_info(world.registry, token_id)
    assert (details.status_code, details.data, details.raw_data) == (204, None, b"")
    assert [request["method"] for request in world.requests()] == ["DELETE", "DELETE"]
    assert statuses(world)[-1] == 404


def statuses(world: World) -> list[int]:
    return [request["status"] for request in world.requests()]


def test_retries_are_counted_as_the_official_package_counts_them(world: World) -> None:
    world.fault({"status": 503}, times=None)
    for own, tries in (({}, 3), ({"retries": 1}, 2), ({"retries": 0}, 1)):
        world.forget_requests()
        with pytest.raises(exceptions.ServiceException):
            api(world, **own).registries_tokens_get(world.registry)
        assert statuses(world) == [503] * tries
    for attempts, tries in ((5, 5), (1, 1), (0, 1)):
        world.forget_requests()
        tokens = api(world)
        tokens.api_client.configuration.max_retries = attempts
        with pytest.raises(exceptions.ServiceException):
            tokens.registries_tokens_get(world.registry)
        assert statuses(world) == [503] * tries


def test_a_retry_gets_through_and_a_create_is_never_sent_twice(world: World) -> None:
    tokens = api(world)
    world.fault({"status": 503})
    assert tokens.registries_tokens_get(world.registry).items == []
    world.fault({"status": 503}, method="POST", phase="after_processing")
    with pytest.raises(exceptions.ServiceException):
        tokens.registries_tokens_post(world.registry, new())
    assert [request["method"] for request in world.requests()] == ["GET", "GET", "POST"]


@pytest.mark.parametrize("timeout", [0.05, (0.02, 0.03), [0.02, 0.03]])
def test_a_timeout_is_of_the_whole_call(world: World, timeout: Any) -> None:
    world.fault({"hang": True}, times=None)
    with pytest.raises(ApiException) as caught:
        api(world).registries_tokens_get(world.registry, _request_timeout=timeout)
    assert caught.value.status is None
    assert isinstance(caught.value.__cause__, TimeoutError)


def test_filters_and_further_parameters_arrive(world: World) -> None:
    world.seed([{"name": "ci"}, {"name": "team"}])
    page = api(world).registries_tokens_get(world.registry, query_params={"filter.name": "team", "depth": "1"})
    assert [token.properties and token.properties.name for token in page.items or []] == ["team"]
    assert world.requests()[-1]["query"] == "offset=0&limit=100&depth=1&filter.name=team"


def test_an_answer_that_does_not_fit_loses_nothing(world: World) -> None:
    body = {"id": NOBODY, "properties": {"name": "ci", "credentials": {"username": 7, "password": "kept"}}}
    unread = {**body, "id": 7}
    for answer, cause in ((body, InvalidResponseError), (unread, InvalidResponseError)):
        world.fault({"status": 201, "body": answer}, method="POST")
        with pytest.raises(ApiException) as caught:
            api(world).registries_tokens_post(world.registry, new())
        assert caught.value.status == 201
        assert '"kept"' in str(caught.value.body)
        assert isinstance(caught.value.__cause__, cause)
    # What our own client takes, but the models of the official package do not.
    body["properties"] = {"name": "ci", "credentials": {"username": "ci", "password": "kept"}}
    answer = {**body, "metadata": {"createdDate": ""}}
    world.fault({"status": 201, "headers": {"X-Request-Id": "r"}, "body": answer}, method="POST")
    with pytest.raises(ApiException, match=r"ApiResourceMetadata\.created_date") as caught:
        api(world).registries_tokens_post(world.registry, new())
    assert (caught.value.status, caught.value.headers["x-request-id"]) == (201, "r")
    assert '"kept"' in str(caught.value.body)


def test_a_change_from_a_dict_leaves_what_it_does_not_name(world: World) -> None:
    (token_id,) = world.seed([{"name": "ci", "expires_in_seconds": 86400}])
    change = sdk.PatchTokenInput.from_dict({"status": "disabled"})
    changed = api(world).registries_tokens_patch(world.registry, token_id, change)
    assert changed.properties is not None
    assert (changed.properties.status, changed.properties.expiry_date is None) == ("disabled", False)
    assert world.requests()[-1]["body"] == '{"status":"disabled"}'


def test_a_token_that_is_wider_than_asked_for_is_no_success(world: World) -> None:
    wide = [{"type": "repository", "name": "*", "actions": ["pull", "push"]}]
    (token_id,) = world.seed([{"name": "ci", "scopes": wide}])
    body = {"id": token_id, "properties": {"name": "ci", "scopes": wide}}
    world.fault({"status": 200, "body": body}, method="PATCH")
    with pytest.raises(ApiException, match="wider scopes") as caught:
        api(world).registries_tokens_patch(world.registry, token_id, sdk.PatchTokenInput(scopes=[]))
    assert caught.value.status == 200


def test_an_exception_goes_to_another_process(world: World) -> None:
    with pytest.raises(exceptions.NotFoundException) as caught:
        api(world).registries_tokens_find_by_id(world.registry, NOBODY)
    error = caught.value
    assert error.headers["X-REQUEST-ID"] == error.headers["x-request-id"]
    assert "x-request-id" in list(error.headers)
    copy = pickle.loads(pickle.dumps(error))
    assert (type(copy), copy.status, copy.reason, copy.data) == (type(error), 404, error.reason, error.data)
    assert (copy.body, len(copy.headers)) == (None, 0)


class Answer:
    """What users' own tests give an exception."""

    status, reason, data = 409, "Conflict", b"taken"

    def getheaders(self) -> dict[str, str]:
        return {"a": "b"}


def test_exceptions_can_be_made_as_users_make_them() -> None:
    made = ApiException(http_resp=Answer())
    assert (made.status, made.reason, made.body, made.headers) == (409, "Conflict", "taken", {"a": "b"})
    assert ApiException(404, "Not Found", body="b", data=7).data == 7
    with pytest.raises(exceptions.ConflictException):
        ApiException.from_response(http_resp=Answer(), body=None, data=None)
    told = exceptions.ApiTimeout("late", "id")
    assert (str(told), told.request_id) == ("late", "id")
    assert str(exceptions.ApiTypeError("wrong", ["a", 0])) == "wrong at ['a'][0]"
    assert isinstance(exceptions.ApiKeyError("wrong"), KeyError)
