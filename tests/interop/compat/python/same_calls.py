"""The six calls as the official documentation shows them, its placeholders filled in, and their other forms."""

import json
import os
from datetime import datetime, timezone
from pprint import pformat

import ionoscloud_container_registry
from ionoscloud_container_registry.models.patch_token_input import PatchTokenInput
from ionoscloud_container_registry.models.post_token_output import PostTokenOutput
from ionoscloud_container_registry.models.put_token_input import PutTokenInput
from ionoscloud_container_registry.models.put_token_output import PutTokenOutput
from ionoscloud_container_registry.models.token_response import TokenResponse
from ionoscloud_container_registry.models.tokens_response import TokensResponse
from ionoscloud_container_registry.rest import ApiException

HOST = os.environ["HOST"]
registry_id = os.environ["REGISTRY_ID"]
own_id = "6f1c2a34-0b5d-4e6f-8a9b-0c1d2e3f4a5b"
expiry_date = datetime(2099, 5, 4, 10, 0, tzinfo=timezone.utc)

configuration = ionoscloud_container_registry.Configuration(host=HOST)
configuration = ionoscloud_container_registry.Configuration(
    host=HOST, username=os.environ["USERNAME"], password=os.environ["PASSWORD"]
)
configuration.api_key["tokenAuth"] = os.environ["API_KEY"]
configuration.api_key_prefix["tokenAuth"] = "Bearer"


def report(step, value):
    print(json.dumps({"step": step, "report": value}), flush=True)


def seen(answer, kind):
    """All that a program may look at."""
    assert isinstance(answer, kind), answer
    properties = answer.properties
    # It names its class and its fields, whatever is in them.
    assert pformat(answer).startswith(f"{kind.__name__}(")
    return {
        "dict": api_client.sanitize_for_serialization(answer),
        "type": type(answer).__name__,
        "name": properties.name,
        "expiry": properties.expiry_date and properties.expiry_date.astimezone(timezone.utc).isoformat(),
        "scopes": [[scope.type, scope.name, scope.actions] for scope in properties.scopes or []],
        "password": properties.credentials.password,
        "made": answer.metadata.created_date.tzinfo is not None,
        "modified": answer.metadata.last_modified_date is not None,
        "again": kind.from_dict(answer.to_dict()) == answer,
    }


def seen_page(answer):
    assert isinstance(answer, TokensResponse)
    return {
        "dict": api_client.sanitize_for_serialization(answer),
        "names": [item.properties.name for item in answer.items],
        "window": [answer.offset, answer.limit, answer.count, answer.total],
        "links": [answer.links.previous, answer.links.next, answer.links.var_self],
    }


def seen_details(answer, seen_data):
    return {
        "kind": type(answer).__name__,
        "status": answer.status_code,
        "data": answer.data and seen_data(answer.data),
        "raw": json.loads(answer.raw_data) if answer.raw_data else "",
        "location": answer.headers.get("Location"),
        "request_id": bool(answer.headers["X-Request-Id"]),
    }


with ionoscloud_container_registry.ApiClient(configuration) as api_client:
    api_instance = ionoscloud_container_registry.TokensApi(api_client)
    scope = ionoscloud_container_registry.Scope(type="repository", name="team/app", actions=["pull", "push"])
    post_token_input = ionoscloud_container_registry.PostTokenInput(
        properties=ionoscloud_container_registry.PostTokenProperties(
            name="ci-push", status="enabled", scopes=[scope], expiry_date=expiry_date
        )
    )
    try:
        api_response = api_instance.registries_tokens_post(registry_id, post_token_input)
        report("post", seen(api_response, PostTokenOutput))
    except ApiException as e:
        report("post", f"{type(e).__name__}: {e}")
    token_id = api_response.id

    try:
        api_response = api_instance.registries_tokens_find_by_id(registry_id, token_id)
        report("find_by_id", seen(api_response, TokenResponse))
    except ApiException as e:
        report("find_by_id", f"{type(e).__name__}: {e}")

    offset = "0"
    limit = "100"
    try:
        api_response = api_instance.registries_tokens_get(registry_id, offset=offset, limit=limit)
        report("get", seen_page(api_response))
    except ApiException as e:
        report("get", f"{type(e).__name__}: {e}")

    patch_token_input = ionoscloud_container_registry.PatchTokenInput(status="disabled")
    try:
        api_response = api_instance.registries_tokens_patch(registry_id, token_id, patch_token_input)
        report("patch", seen(api_response, TokenResponse))
    except ApiException as e:
        report("patch", f"{type(e).__name__}: {e}")

    put_token_input = PutTokenInput(properties={"name": "ci-own", "scopes": [scope.to_dict()]})
    try:
        api_response = api_instance.registries_tokens_put(registry_id, own_id, put_token_input)
        report("put", seen(api_response, PutTokenOutput))
    except ApiException as e:
        report("put", f"{type(e).__name__}: {e}")

    try:
        api_instance.registries_tokens_delete(registry_id, token_id)
        report("delete", None)
    except ApiException as e:
        report("delete", f"{type(e).__name__}: {e}")

    # The same with the details of the answers, dicts instead of models, and what a request may have of its own.
    details = api_instance.registries_tokens_post_with_http_info(
        registry_id,
        {"properties": {"name": "ci-dict", "expiryDate": "2099-05-04T12:00:00+02:00"}},
        _request_timeout=30.0,
        _headers={"X-Note": "a"},
    )
    report("post in full", seen_details(details, lambda data: seen(data, PostTokenOutput)))
    token_id = details.data.id
    details = api_instance.registries_tokens_put_with_http_info(
        registry_id, token_id, PutTokenInput(properties={"name": "ci-dict", "status": "disabled"})
    )
    report("put in full", seen_details(details, lambda data: seen(data, PutTokenOutput)))
    details = api_instance.registries_tokens_find_by_id_with_http_info(
        registry_id, token_id, _request_timeout=(5.0, 5.0)
    )
    report("find_by_id in full", seen_details(details, lambda data: seen(data, TokenResponse)))
    details = api_instance.registries_tokens_get_with_http_info(
        registry_id, limit="1", query_params={"filter.name": "ci-dict"}
    )
    report("filtered", seen_details(details, seen_page))
    page = api_instance.registries_tokens_get(registry_id, query_params=[("limit", "1"), ("offset", "1")])
    report("by query", seen_page(page))
    page = api_instance.registries_tokens_get(registry_id, "1", "1", {"maxResults": "1"})
    report("by place", seen_page(page))

    changes = {
        "expiry set": PatchTokenInput(expiryDate=expiry_date),
        "expiry taken away": PatchTokenInput(expiry_date=None),
        "scopes set": PatchTokenInput(scopes=[scope, {"type": "repository", "name": "*", "actions": []}]),
        "scopes of None stay": PatchTokenInput(status="enabled", scopes=None),
        "scopes emptied": PatchTokenInput(scopes=[]),
    }
    for step, change in changes.items():
        details = api_instance.registries_tokens_patch_with_http_info(registry_id, token_id, change)
        report(step, seen_details(details, lambda data: seen(data, TokenResponse)))

    details = api_instance.registries_tokens_delete_with_http_info(registry_id, token_id)
    report("delete in full", seen_details(details, None))
    try:
        api_instance.registries_tokens_find_by_id(registry_id, token_id)
    except ApiException as e:
        report("gone", [e.status, e.reason, e.data.messages[0].message])

# What is changed afterwards holds from then on, and the end of the with statement ends nothing.
configuration.password = "wrong"
configuration.api_key.clear()
try:
    api_instance.registries_tokens_get(registry_id)
except ApiException as e:
    report("wrong password", e.status)
configuration.token = os.environ["API_KEY"]
report("token", seen_page(api_instance.registries_tokens_get(registry_id, "0", "1")))
configuration.host = f"{HOST}/elsewhere"
try:
    api_instance.registries_tokens_get(registry_id)
except ApiException as e:
    report("another host", e.status)
