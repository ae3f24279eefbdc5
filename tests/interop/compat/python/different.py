"""What ours does in another way on purpose; `different.json` says what each of the two does."""

import json
import os
import ssl
from datetime import datetime, timezone
from types import SimpleNamespace
from urllib.request import Request, urlopen

import ionoscloud_container_registry as sdk
from ionoscloud_container_registry import api_client
from ionoscloud_container_registry.rest import ApiException

HOST, REGISTRY, CONTROL = (os.environ[name] for name in ("HOST", "REGISTRY_ID", "CONTROL_URL"))
NOBODY = "6f1c2a34-0b5d-4e6f-8a9b-0c1d2e3f4a5b"
pauses = []
# The official package's own pauses, 100 s each, are noted instead of slept.
api_client.time = SimpleNamespace(sleep=pauses.append)


def control(method, path, body=None):
    data = None if body is None else json.dumps(body).encode()
    with urlopen(Request(f"{CONTROL}/{path}", data=data, method=method)) as answer:
        text = answer.read()
    return json.loads(text) if text else None


def api(**own):
    settings = {"host": HOST, "token": os.environ["API_KEY"], **own}
    return sdk.TokensApi(sdk.ApiClient(sdk.Configuration(**settings)))


def create(tokens, name="ci", **properties):
    properties = sdk.PostTokenProperties(name=name, **properties)
    return tokens.registries_tokens_post(REGISTRY, sdk.PostTokenInput(properties=properties))


def outcome(call):
    """What a call comes to, and what was sent for it."""
    control("DELETE", "requests")
    try:
        call()
        came = "done"
    except ApiException as error:
        came = f"{type(error).__name__} {error.status}"
    except Exception as error:
        came = type(error).__name__
    finally:
        control("DELETE", "faults")
    sent = control("GET", "requests")
    return [
        came,
        *(f"{one['method']} {one['path'].partition('/registries/')[2][36:] or '/'} {one['status']}" for one in sent),
    ]


def with_fault(call, action, **where):
    control("POST", "faults", {**where, "action": action})
    return outcome(call)


def option(name, value):
    configuration = sdk.Configuration(host=HOST, token=os.environ["API_KEY"])
    setattr(configuration, name, value)
    sdk.ApiClient(configuration)


def shows(text, secret):
    return "shown" if secret in text else "hidden"


tokens = api()
made = create(tokens, "first", expiry_date=datetime(2099, 1, 1, tzinfo=timezone.utc))
password = made.properties.credentials.password
token_id = made.id
unauthorised = None
try:
    api(token="wrong-token").registries_tokens_get(REGISTRY)
except ApiException as error:
    unauthorised = error
key_only = sdk.Configuration(host=HOST, api_key={"tokenAuth": os.environ["API_KEY"]})
key_and_basic = sdk.Configuration(host=HOST, username=os.environ["USERNAME"], password="wrong")
key_and_basic.api_key["tokenAuth"] = os.environ["API_KEY"]
failing = {"times": None}

REPORTS = {
    "id of dots": outcome(lambda: tokens.registries_tokens_delete(REGISTRY, "..")),
    "no id": outcome(lambda: tokens.registries_tokens_find_by_id(REGISTRY, None)),
    "expiry date without zone": outcome(lambda: create(tokens, expiry_date=datetime(2099, 1, 1))),
    "expiry date that has been": outcome(lambda: create(tokens, expiry_date=datetime(2001, 1, 1, tzinfo=timezone.utc))),
    "create without properties": outcome(lambda: tokens.registries_tokens_post(REGISTRY, sdk.PostTokenInput())),
    "change of nothing": outcome(lambda: tokens.registries_tokens_patch(REGISTRY, token_id, sdk.PatchTokenInput())),
    "limit of 0": outcome(lambda: tokens.registries_tokens_get(REGISTRY, limit="0")),
    "api_key alone": outcome(lambda: sdk.TokensApi(sdk.ApiClient(key_only)).registries_tokens_get(REGISTRY)),
    "api_key beside a wrong password": outcome(
        lambda: sdk.TokensApi(sdk.ApiClient(key_and_basic)).registries_tokens_get(REGISTRY)
    ),
    "no credentials": outcome(lambda: api(token=None).registries_tokens_get(REGISTRY)),
    "503 to a GET": with_fault(lambda: tokens.registries_tokens_get(REGISTRY), {"status": 503}),
    "connection reset after a create": with_fault(
        lambda: create(tokens, "second"), {"close": "reset"}, phase="after_processing", method="POST"
    ),
    "pauses of that": sum(pauses),
    "nobody listens": outcome(lambda: api(host="http://127.0.0.1:1").registries_tokens_get(REGISTRY)),
    "no answer in time": with_fault(
        lambda: api(retries=0).registries_tokens_get(REGISTRY, _request_timeout=0.2), {"hang": True}, **failing
    )[0],
    "a redirect": with_fault(
        lambda: tokens.registries_tokens_get(REGISTRY), {"status": 302, "headers": {"Location": f"{HOST}/other"}}
    ),
    "an answer that does not fit": with_fault(
        lambda: tokens.registries_tokens_find_by_id(REGISTRY, token_id), {"status": 200, "body": {"id": 7}}
    ),
    "change by from_dict keeps the expiry date": [
        tokens.registries_tokens_patch(REGISTRY, token_id, sdk.PatchTokenInput.from_dict(change)).properties.expiry_date
        is not None
        for change in [{"status": "disabled"}]
    ],
    "to_json of a time": outcome(lambda: sdk.PatchTokenInput(expiry_date=datetime(2099, 1, 1)).to_json()),
    "number as time": outcome(lambda: sdk.PatchTokenInput(expiry_date=4081104000)),
    "verify_ssl=False": outcome(lambda: option("verify_ssl", False)),
    "client certificate": outcome(lambda: option("cert_file", "cert.pem")),
    "no check of the host name": outcome(lambda: option("assert_hostname", False)),
    "fingerprint of SHA-1": outcome(lambda: option("fingerprint", "ab" * 20)),
    "TLS of the whole process after that": ssl.SSLContext.sslsocket_class is ssl.SSLSocket and "as it was",
    "password in repr": shows(repr(made), password),
    "password in to_str": shows(made.to_str(), password),
    "password in vars": shows(repr(vars(made.properties.credentials)), password),
    "body in the text of an error": shows(str(unauthorised), "messages"),
    "headers in the text of an error": shows(str(unauthorised), "headers"),
    "not yet": outcome(lambda: sdk.RegistriesApi(tokens.api_client)),
    "another Content-Type": outcome(
        lambda: tokens.registries_tokens_patch(
            REGISTRY, token_id, sdk.PatchTokenInput(status="enabled"), _content_type="text/plain"
        )
    ),
    "credentials of one call": outcome(
        lambda: tokens.registries_tokens_get(
            REGISTRY, _request_auth={"type": "bearer", "in": "header", "key": "Authorization", "value": "Bearer x"}
        )
    ),
}
for step, report in REPORTS.items():
    print(json.dumps({"step": step, "report": report}))
