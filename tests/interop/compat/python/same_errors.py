"""Every refusal that a service may give, in each call."""

import json
import os
from urllib.request import Request, urlopen

import ionoscloud_container_registry as sdk
from ionoscloud_container_registry import exceptions, rest
from ionoscloud_container_registry.exceptions import OpenApiException

REGISTRY = os.environ["REGISTRY_ID"]
NOBODY = "6f1c2a34-0b5d-4e6f-8a9b-0c1d2e3f4a5b"
# Those whose words Python has as HTTP has them: ours takes them from there.
STATUSES = (400, 401, 403, 404, 409, 410, 422, 429, 500, 501, 502, 503, 504)

configuration = sdk.Configuration(host=os.environ["HOST"], token=os.environ["API_KEY"], retries=0)
api = sdk.TokensApi(sdk.ApiClient(configuration))
POST = sdk.PostTokenInput(properties=sdk.PostTokenProperties(name="ci"))
PUT = sdk.PutTokenInput(properties=sdk.PostTokenProperties(name="ci"))
CALLS = {
    "get": lambda: api.registries_tokens_get(REGISTRY),
    "find_by_id": lambda: api.registries_tokens_find_by_id(REGISTRY, NOBODY),
    "post": lambda: api.registries_tokens_post(REGISTRY, POST),
    "put": lambda: api.registries_tokens_put(REGISTRY, NOBODY, PUT),
    "patch": lambda: api.registries_tokens_patch(REGISTRY, NOBODY, sdk.PatchTokenInput(status="disabled")),
    "delete": lambda: api.registries_tokens_delete_with_http_info(REGISTRY, NOBODY),
}


def fault(action):
    body = json.dumps({"action": action}).encode()
    with urlopen(Request(f"{os.environ['CONTROL_URL']}/faults", data=body, method="POST")):
        pass


def report(step, call):
    try:
        call()
    except rest.ApiException as error:
        data = error.data
        seen = {
            "classes": [one.__name__ for one in type(error).__mro__],
            "caught": isinstance(error, OpenApiException) and isinstance(error, sdk.ApiException),
            "named": isinstance(error, exceptions.NotFoundException),
            "status": error.status,
            "reason": error.reason,
            "body": error.body,
            "data": data and [type(data).__name__, data.to_dict(), data.http_status],
            "codes": data and data.messages and [message.error_code for message in data.messages],
            "retry_after": error.headers.get("Retry-After"),
            "found in any case": error.headers.get("RETRY-AFTER") == error.headers.get("retry-after"),
            "request_id": "X-Request-Id" in error.headers,
            "text": str(error).splitlines()[:2],
        }
    else:
        seen = "no error"
    print(json.dumps({"step": step, "report": seen}), flush=True)


for name, call in CALLS.items():
    for status in STATUSES:
        body = {"httpStatus": status, "messages": [{"errorCode": "7", "message": "not now"}]}
        fault({"status": status, "headers": {"Retry-After": "1"}, "body": body})
        report(f"{name} {status}", call)
    for form, body in {"no JSON": "<html>", "nothing": "", "no messages": {}, "null": {"messages": None}}.items():
        fault({"status": 400, "body": body})
        report(f"{name} 400 with {form}", call)
report("a name that the service refuses", lambda: api.registries_tokens_post(REGISTRY, {"properties": {"name": "-"}}))
report("a token that is not there", CALLS["find_by_id"])
report("a name that is taken", lambda: [CALLS["post"]() for _ in range(2)])
