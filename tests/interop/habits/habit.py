"""Makes one call with the unchanged official Python SDK, in its default settings; `run` says what is printed."""

import json
import os
import sys
import time
from datetime import datetime
from types import SimpleNamespace

import ionoscloud_container_registry as sdk
from ionoscloud_container_registry import api_client

REGISTRY = os.environ["REGISTRY_ID"]
# The SDK reads no credentials from the environment; what is not there is None, its own default.
api = sdk.TokensApi(
    sdk.ApiClient(
        sdk.Configuration(
            host=os.environ["IONOS_API_URL"],
            token=os.environ.get("IONOS_TOKEN"),
            username=os.environ.get("IONOS_USERNAME"),
            password=os.environ.get("IONOS_PASSWORD"),
        )
    )
)
# The pauses of the SDK's own retry loop (100 s each) are noted instead of slept; urllib3 keeps its real ones.
pauses = []
api_client.time = SimpleNamespace(sleep=pauses.append)


def create(**properties):
    properties = sdk.PostTokenProperties(name="ci-push", **properties)
    return api.registries_tokens_post(REGISTRY, sdk.PostTokenInput(properties=properties))


CALLS = {
    "list": lambda: api.registries_tokens_get(REGISTRY),
    # It has no filters of its own, but takes any query parameter.
    "list-filtered": lambda: api.registries_tokens_get(REGISTRY, query_params={"filter.name": "ci-push"}),
    "get-unknown": lambda: api.registries_tokens_find_by_id(REGISTRY, "00000000-0000-4000-8000-000000000000"),
    "create": create,
    "create-naive": lambda: create(expiry_date=datetime(2199, 12, 31, 23, 59, 58)),
    "delete-dots": lambda: api.registries_tokens_delete(REGISTRY, ".."),
}

call = CALLS[sys.argv[1]]
error = None
started = time.monotonic()
try:
    shown = call()
except Exception as caught:
    shown = caught
    error = f"{type(caught).__name__} {getattr(caught, 'status', '')}".strip()
seconds = time.monotonic() - started
texts = {"str": str(shown), "repr": repr(shown)}
print(json.dumps({"seconds": seconds, "error": error, "pauses": pauses, "texts": texts}))
