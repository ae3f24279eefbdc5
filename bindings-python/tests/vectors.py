"""The shared vectors: reading them, and comparing what came out. See tests/vectors/README.md."""

from __future__ import annotations

import json
import os
import re
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
SURFACE = json.loads((ROOT / "api/surface.json").read_text())
MODELS = {model["name"]: model["fields"] for model in SURFACE["models"]}
WORDS = {word["name"] for word in SURFACE["words"]}
OPERATIONS = {operation["id"]: operation for operation in SURFACE["operations"]}

BASE = {"token": "canary-account-token", "load_environment": False, "first_wait_ms": 0}
EMPTY = {
    "kind": None, "operation": None, "http_status": None, "details": [], "request_id": None, "attempts": 0,
    "retry_after_ms": None, "retryable": False, "outcome_unknown": False, "resource_id": None,
}  # fmt: skip

VECTOR_KEYS = {"id", "about", "needs", "client", "call", "exchanges", "result", "error", "count", "first", "last",
               "response", "events", "hidden", "api_json", "wrong"}  # fmt: skip
NEEDS = {"naive_time", "string_ids", "open_patch", "untyped_json", "response_details", "api_json"}
CLIENT_KEYS = {"token", "username", "password", "contract_number", "user_agent", "base_url", "allow_http",
               "pinned_certificate", "ca_certs", "proxy", "timeout_ms", "attempt_timeout_ms", "connect_timeout_ms",
               "max_retries", "first_wait_ms", "longest_wait_ms", "longest_retry_after_ms", "max_response_bytes",
               "profile", "config_file_text", "config_file_directory", "load_environment"}  # fmt: skip
OPTION_KEYS = {"timeout_ms", "max_retries", "extra_headers", "extra_query"}
RESPONSE_KEYS = {"http_status", "request_id", "attempts", "headers", "body_base64"}
EVENT_KEYS = {"operation", "provider", "http_method", "url_template", "attempt", "http_status", "error_kind", "retry",
              "outcome_unknown", "request_id"}  # fmt: skip


def load(folder: str = ".") -> list[dict[str, Any]]:
    """Every vector of a folder; unknown keys are left for `check_keys`."""
    here = Path(os.environ.get("VECTORS_DIR", ROOT / "tests/vectors")) / folder
    vectors = []
    for file in sorted(here.glob("*.json")):
        vectors += json.loads(file.read_text())["vectors"]
    return vectors


def check_keys(vector: dict[str, Any]) -> None:
    """An unknown key is an error: it would be a check that nobody makes."""

    def check(where: str, found: Any, known: set[str]) -> None:
        if unknown := set(found) - known:
            raise AssertionError(f"{where}: unknown {sorted(unknown)}")

    call = vector["call"]
    check("vector", vector, VECTOR_KEYS)
    check("needs", vector.get("needs", []), NEEDS)
    check("client", vector.get("client", {}), CLIENT_KEYS)
    check("call", call, {"operation", "arguments", "options"})
    check("options", call.get("options", {}), OPTION_KEYS)
    check("error", vector.get("error") or {}, {*EMPTY, "contains"})
    check("response", vector.get("response") or {}, RESPONSE_KEYS)
    for event in vector.get("events") or []:
        check("events", event, EVENT_KEYS)
    if operation := OPERATIONS.get(call["operation"]):
        if operation["input"] is None and not operation["paging"]:
            check("arguments", call.get("arguments", {}), {*operation["parameters"], "missing_ok"})


def filled(value: Any) -> Any:
    """`{"fill": ...}` anywhere in a value, written out."""
    if isinstance(value, dict):
        if set(value) == {"fill"}:
            return value["fill"]["text"] * value["fill"]["times"]
        return {name: filled(inner) for name, inner in value.items()}
    return [filled(inner) for inner in value] if isinstance(value, list) else value


def canonical(value: Any, kind: str) -> Any:
    """A value in the vectors' form. What each field is, `api/surface.json` says."""
    if wrapped := re.fullmatch(r"(optional|list|map)<(.*)>", kind):
        outer, inner = wrapped.groups()
        if outer == "optional":
            return None if value is None else canonical(value, inner)
        if outer == "list":
            assert isinstance(value, tuple), f"{kind} is a {type(value).__name__}"
            return [canonical(item, inner) for item in value]
        return {name: canonical(item, inner) for name, item in value.items()}
    if kind in MODELS:
        assert type(value).__name__ == kind, f"a {type(value).__name__} instead of {kind}"
        assert type(value).__match_args__ == tuple(MODELS[kind])
        return {name: canonical(getattr(value, name), ty) for name, ty in MODELS[kind].items()}
    if kind == "timestamp":
        assert isinstance(value, datetime) and value.tzinfo is not None
        text = value.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.%f")
        return text.rstrip("0").rstrip(".").rjust(19, "0") + "Z"
    if kind == "secret":
        return {"secret": value.reveal()}
    expected = {"bool": "bool", "string": "str", "uuid": "UUID", "f64": "float"}
    assert type(value).__name__ == expected.get(kind, "str" if kind in WORDS else "int"), f"{kind}: {value!r}"
    return str(value) if kind == "uuid" else value


def error_fields(error: Any) -> dict[str, Any]:
    """The fields of an exception in the vectors' form."""
    fields = {name: getattr(error, name) for name in EMPTY if name != "retry_after_ms"}
    fields["details"] = [detail._asdict() for detail in error.details]
    fields["retry_after_ms"] = None if error.retry_after is None else round(error.retry_after.total_seconds() * 1000)
    return fields


def secrets(vector: dict[str, Any], client: dict[str, Any]) -> list[str]:
    """What may stand in no text form."""
    found = [client.get("token"), client.get("password"), *vector.get("hidden", [])]

    def search(value: Any) -> None:
        if isinstance(value, dict):
            if set(value) == {"secret"}:
                found.append(value["secret"])
            for inner in value.values():
                search(inner)
        elif isinstance(value, list):
            for inner in value:
                search(inner)

    search(vector.get("result"))
    return [text for text in found if text]
