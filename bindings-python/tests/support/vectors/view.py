"""Values, errors and events in the vectors' canonical form; what each field is, the surface says."""

from __future__ import annotations

import base64
from datetime import datetime, timezone
from typing import Any

from registry_tokens import Event, RegistryTokensError, Response

from ..surface import MODELS, WORDS, inner
from .files import ERROR_DEFAULTS, VectorError

_BUILT_IN = {"bool": "bool", "string": "str", "uuid": "UUID", "f64": "float", "secret": "Secret"}


def canonical(value: Any, kind: str) -> Any:
    outer, part = inner(kind)
    if outer == "optional":
        return None if value is None else canonical(value, part)
    if outer == "list":
        _require(isinstance(value, tuple), kind, value)
        return [canonical(item, part) for item in value]
    if outer == "map":
        return {name: canonical(item, part) for name, item in value.items()}
    if kind == "timestamp":
        return _time(value)
    if kind in MODELS:
        _require(type(value).__name__ == kind, kind, value)
        _require(value.__match_args__ == tuple(MODELS[kind]), kind, value.__match_args__)
        return {name: canonical(getattr(value, name), ty) for name, ty in MODELS[kind].items()}
    expected = _BUILT_IN.get(kind, "str" if kind in WORDS else "int")
    _require(type(value).__name__ == expected, kind, value)
    if kind == "secret":
        return {"secret": value.reveal()}
    return str(value) if kind == "uuid" else value


def _require(holds: bool, kind: str, value: Any) -> None:
    if not holds:
        raise VectorError(f"{kind} expected, not {value!r}")


def _time(value: Any) -> str:
    _require(isinstance(value, datetime) and value.tzinfo is timezone.utc, "a time in UTC", value)
    # Not by strftime: it leaves out the leading zeros of a year.
    text: str = value.replace(tzinfo=None).isoformat()
    return (text.rstrip("0") if "." in text else text) + "Z"


def error_fields(error: RegistryTokensError) -> dict[str, Any]:
    fields = {name: getattr(error, name) for name in ERROR_DEFAULTS if name != "retry_after_ms"}
    fields["details"] = [{"code": detail.code, "message": detail.message} for detail in error.details]
    fields["retry_after_ms"] = None if error.retry_after is None else round(error.retry_after.total_seconds() * 1000)
    return fields


def event_fields(event: Event) -> dict[str, Any]:
    return {
        "operation": event.operation,
        "provider": event.provider,
        "http_method": event.http_method,
        "url_template": event.url_template,
        "attempt": event.attempt,
        "http_status": event.http_status,
        "error_kind": event.error_kind,
        "retry": event.retry_in is not None,
        "outcome_unknown": event.outcome_unknown,
        "request_id": event.request_id,
    }


def response_fields(response: Response[Any]) -> dict[str, Any]:
    return {
        "http_status": response.http_status,
        "request_id": response.request_id,
        "attempts": response.attempts,
        "headers": response.headers,
        "body_base64": base64.b64encode(response.body()).decode(),
    }
