"""Runs the scenario with the unchanged official Python SDK; see ../README.md for what a driver reads and prints."""

import json
import os
from datetime import datetime, timezone

import ionoscloud_container_registry as sdk

REGISTRY = os.environ["REGISTRY_ID"]
# The SDK reads no environment. Its README's `api_key={"tokenAuth": ...}` sends no Authorization header: `token` does.
configuration = sdk.Configuration(host=os.environ["IONOS_API_URL"], token=os.environ["IONOS_TOKEN"])
# One request per step: a retry would shift all later ones. (The SDK hands this number to urllib3.)
configuration.retries = 0
api = sdk.TokensApi(sdk.ApiClient(configuration))


def values(arguments):
    """The fields a caller named, and no others: the SDK tells "left out" from "null" by what its constructor was given."""
    given = {name: arguments[name] for name in ("name", "status") if name in arguments}
    if "scopes" in arguments:
        given["scopes"] = [sdk.Scope(**scope) for scope in arguments["scopes"]]
    if "expiry_date" in arguments:
        text = arguments["expiry_date"]
        given["expiry_date"] = text and datetime.fromisoformat(text.replace("Z", "+00:00"))
    return given


def token_report(answer):
    properties = answer.properties
    expiry = properties.expiry_date
    return {
        "id": answer.id,
        "name": properties.name,
        "status": properties.status,
        "scopes": [f"{scope.type} {scope.name} {','.join(scope.actions)}" for scope in properties.scopes or []],
        "expiry_date": expiry and expiry.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "password": bool(properties.credentials and properties.credentials.password),
    }


def list_page(arguments):
    # Known to the API's Node SDK by name; here only as free query parameters.
    extra = {f"filter.{name}": value for name, value in arguments.get("filters", {}).items()}
    if "max_results" in arguments:
        extra["maxResults"] = str(arguments["max_results"])
    page = api.registries_tokens_get(
        REGISTRY,
        offset=str(arguments["offset"]),  # strict strings: an int is refused
        limit=str(arguments["limit"]),
        query_params=extra or None,
    )
    return {"names": [item.properties.name for item in page.items or []]}


def create(arguments):
    body = sdk.PostTokenInput(properties=sdk.PostTokenProperties(**values(arguments)))
    return token_report(api.registries_tokens_post(REGISTRY, body))


def get(arguments):
    return token_report(api.registries_tokens_find_by_id(REGISTRY, arguments["token_id"]))


def update(arguments):
    body = sdk.PatchTokenInput(**values(arguments))
    return token_report(api.registries_tokens_patch(REGISTRY, arguments["token_id"], body))


def replace(arguments):
    body = sdk.PutTokenInput(properties=sdk.PostTokenProperties(**values(arguments)))
    return token_report(api.registries_tokens_put(REGISTRY, arguments["token_id"], body))


def delete(arguments):
    api.registries_tokens_delete(REGISTRY, arguments["token_id"])
    return {}


OPERATIONS = {
    "tokens.list_page": list_page,
    "tokens.create": create,
    "tokens.get": get,
    "tokens.update": update,
    "tokens.replace": replace,
    "tokens.delete": delete,
}

with open(os.environ["INTEROP_SCENARIO"], encoding="utf-8") as file:
    scenario = json.load(file)
created = None
for step in scenario["steps"]:
    arguments = step["arguments"]
    if arguments.get("token_id") == "{created}":
        arguments["token_id"] = created
    report = OPERATIONS[step["operation"]](arguments)
    if step["operation"] == "tokens.create":
        created = report["id"]
    print(json.dumps({"step": step["step"], "report": report}), flush=True)
