"""Reading the vectors. An unknown key is an error: it would be a check that nobody makes."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any, TypeGuard

from ..surface import METHODS, ROOT

Vector = dict[str, Any]

BASE = {"token": "canary-account-token", "load_environment": False, "first_wait_ms": 0}
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
_NEEDS = {"naive_time", "string_ids", "open_patch", "untyped_json", "response_details", "api_json"}
_CLIENT = {
    "token",
    "username",
    "password",
    "contract_number",
    "user_agent",
    "base_url",
    "allow_http",
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
    "profile",
    "config_file_text",
    "config_file_directory",
    "load_environment",
}
_OPTIONS = {"timeout_ms", "max_retries", "extra_headers", "extra_query"}
_RESPONSE = {"http_status", "request_id", "attempts", "headers", "body_base64"}


class VectorError(AssertionError):
    """A vector does not hold."""


def load(folder: str = ".") -> list[Vector]:
    """Every vector of a folder; unknown keys are left for `check_keys`."""
    here = Path(os.environ.get("VECTORS_DIR", ROOT / "tests" / "vectors")) / folder
    return [vector for file in sorted(here.glob("*.json")) for vector in json.loads(file.read_text())["vectors"]]


def check_keys(vector: Vector) -> None:
    def check(where: str, found: Any, known: set[str]) -> None:
        if unknown := set(found) - known:
            raise VectorError(f"{where}: unknown {sorted(unknown)}")

    call = vector["call"]
    check("vector", vector, _VECTOR)
    check("needs", vector.get("needs", []), _NEEDS)
    check("client", vector.get("client", {}), _CLIENT)
    check("call", call, {"operation", "arguments", "options"})
    check("options", call.get("options", {}), _OPTIONS)
    check("error", vector.get("error", {}), {*ERROR_DEFAULTS, "contains"})
    check("response", vector.get("response", {}), _RESPONSE)
    for event in vector.get("events", []):
        check("events", event, set(EVENT_DEFAULTS))
    known: set[str] = set()
    if method := METHODS.get(call["operation"]):
        known = {"take"} if method.is_pager else set()
        known |= {f"{name}_ms" if "duration" in kind else name for name, kind in method.arguments.items()}
    elif call["operation"] != "client.build":
        raise VectorError(f"unknown operation: {call['operation']}")
    check("arguments", call.get("arguments", {}), known)


def filled(value: Any) -> Any:
    """`{"fill": ...}` anywhere in a value, written out."""
    if _is_object(value):
        if set(value) == {"fill"}:
            return value["fill"]["text"] * value["fill"]["times"]
        return {name: filled(part) for name, part in value.items()}
    return [filled(part) for part in value] if _is_list(value) else value


def secrets(vector: Vector, client: dict[str, Any]) -> list[str]:
    """What may stand in no text form."""
    found: list[Any] = [client.get("token"), client.get("password"), *vector.get("hidden", [])]
    # The bare token is what a service would see and could echo.
    found += [str(text).removeprefix("Bearer ") for text in found[:2] if text]

    def search(value: Any) -> None:
        if _is_object(value):
            if set(value) == {"secret"}:
                found.append(value["secret"])
            for part in value.values():
                search(part)
        elif _is_list(value):
            for part in value:
                search(part)

    search(vector.get("result"))
    return [str(text) for text in found if text]


def _is_object(value: Any) -> TypeGuard[dict[str, Any]]:
    return isinstance(value, dict)


def _is_list(value: Any) -> TypeGuard[list[Any]]:
    return isinstance(value, list)
