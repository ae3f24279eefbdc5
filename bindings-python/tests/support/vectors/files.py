"""Reading the vectors. An unknown key is an error: it would be a check that nobody makes."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any, TypeGuard

from ..surface import CLIENT_OPTIONS, METHODS, ROOT

Vector = dict[str, Any]

_QUIET = {"load_environment": False, "first_wait_ms": 0}
# What a client of each service is set up with; the addresses are those of a script.
BASE: dict[str, dict[str, Any]] = {
    "ionos": {"token": "canary-account-token", "base_url": "{script_url}", **_QUIET},
    "swr": {
        "access_key": "FAKEAKFAKEAKFAKE0001",
        "secret_key": "canary-secret-key-0000000000000001",
        "project_id": "0123456789abcdef0123456789abcdef",
        "region": "cn-north-4",
        "endpoint": "{script_swr_url}",
        "iam_endpoint": "{script_iam_url}",
        **_QUIET,
    },
}
ERROR_DEFAULTS: dict[str, Any] = {
    "kind": None,
    "operation": None,
    "http_status": None,
    "details": [],
    "request_id": None,
    "attempts": 0,
    "retry_after_ms": None,
    "retryable": False,
    "outcome_unknown": False,
    "resource_id": None,
}
EVENT_DEFAULTS: dict[str, Any] = {
    "operation": None,
    "provider": None,
    "http_method": None,
    "url_template": None,
    "attempt": None,
    "http_status": None,
    "error_kind": None,
    "retry": False,
    "outcome_unknown": False,
    "request_id": None,
}
_VECTOR = {
    "id",
    "about",
    "provider",
    "needs",
    "client",
    "call",
    "exchanges",
    "result",
    "error",
    "count",
    "first",
    "last",
    "response",
    "events",
    "hidden",
    "api_json",
    "wrong",
}
_NEEDS = {
    "naive_time",
    "string_ids",
    "signed_ids",
    "open_patch",
    "untyped_json",
    "response_details",
    "api_json",
}
_CLIENT = {
    "allow_http",
    "user_agent",
    "pinned_certificate",
    "ca_certs",
    "proxy",
    "timeout_ms",
    "attempt_timeout_ms",
    "connect_timeout_ms",
    "max_retries",
    "first_wait_ms",
    "longest_wait_ms",
    "longest_retry_after_ms",
    "max_response_bytes",
    "load_environment",
}
_CLIENT_OF = {
    "ionos": {
        "token",
        "username",
        "password",
        "contract_number",
        "base_url",
        "profile",
        "config_file_text",
        "config_file_directory",
    },
    "swr": {
        "access_key",
        "secret_key",
        "security_token",
        "token",
        "project_id",
        "region",
        "endpoint",
        "iam_endpoint",
        "credentials_file_text",
        "regions_file_text",
    },
}
_OPTIONS = {"timeout_ms", "max_retries", "extra_headers", "extra_query"}
_RESPONSE = {"http_status", "request_id", "attempts", "headers", "body_base64"}


class VectorError(AssertionError):
    """A vector does not hold."""


def load(folder: str = ".") -> list[Vector]:
    """Every vector of a folder; unknown keys are left for `check_keys`."""
    here = Path(os.environ.get("VECTORS_DIR", ROOT / "tests" / "vectors")) / folder
    files = [json.loads(file.read_text()) for file in sorted(here.glob("*.json"))]
    # Known answers of a signature are run elsewhere.
    return [vector for file in files if "algorithm" not in file for vector in file["vectors"]]


def provider(vector: Vector) -> str:
    """The service whose client makes the call."""
    return str(vector.get("provider", "ionos"))


def check_keys(vector: Vector) -> None:
    def check(where: str, found: Any, known: set[str]) -> None:
        if unknown := set(found) - known:
            raise VectorError(f"{where}: unknown {sorted(unknown)}")

    call = vector["call"]
    check("vector", vector, _VECTOR)
    check("needs", vector.get("needs", []), _NEEDS)
    service = provider(vector)
    if service not in _CLIENT_OF:
        raise VectorError(f"unknown provider: {service}")
    check("client", vector.get("client", {}), _CLIENT | _CLIENT_OF[service])
    check("call", call, {"operation", "arguments", "options"})
    check("options", call.get("options", {}), _OPTIONS)
    check("error", vector.get("error", {}), {*ERROR_DEFAULTS, "contains"})
    check("response", vector.get("response", {}), _RESPONSE)
    for event in vector.get("events", []):
        check("events", event, set(EVENT_DEFAULTS))
    known: set[str] = set()
    method = METHODS.get(call["operation"])
    if method is not None and method.provider == service:
        known = {"take"} if method.is_pager else set()
        known |= {f"{name}_ms" if "duration" in kind else name for name, kind in method.arguments.items()}
    elif call["operation"] != "client.build":
        raise VectorError(f"unknown operation: {call['operation']}")
    check("arguments", call.get("arguments", {}), known)


def filled(value: Any) -> Any:
    """`{"fill": ...}` anywhere in a value, written out."""
    if is_object(value):
        if set(value) == {"fill"}:
            return value["fill"]["text"] * value["fill"]["times"]
        return {name: filled(part) for name, part in value.items()}
    return [filled(part) for part in value] if is_list(value) else value


def secrets(vector: Vector, client: dict[str, Any]) -> list[str]:
    """What may stand in no text form."""
    kinds = CLIENT_OPTIONS[provider(vector)]
    found: list[Any] = [value for name, value in client.items() if kinds.get(name) == "secret"]
    # The bare token is what a service would see and could echo.
    found += [str(text).removeprefix("Bearer ") for text in found if text]
    found += vector.get("hidden", [])

    def search(value: Any) -> None:
        if is_object(value):
            if set(value) == {"secret"}:
                found.append(value["secret"])
            for part in value.values():
                search(part)
        elif is_list(value):
            for part in value:
                search(part)

    search(vector.get("result"))
    return [str(text) for text in found if text]


def is_object(value: Any) -> TypeGuard[dict[str, Any]]:
    return isinstance(value, dict)


def is_list(value: Any) -> TypeGuard[list[Any]]:
    return isinstance(value, list)
