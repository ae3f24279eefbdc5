"""From the JSON of a vector to what a Python program would write; the types are those of the surface."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import registry_tokens

from ..surface import CALL_OPTIONS, CLIENT_OPTIONS, METHODS, MODELS, Method, inner
from .files import BASE, Vector, VectorError, filled, provider


def for_method(vector: Vector) -> dict[str, Any]:
    """The keyword arguments of the call, without `take`."""
    call = filled(vector["call"])
    method = METHODS[call["operation"]]
    given = dict(call.get("arguments", {}))
    if "poll_interval" in method.arguments:
        given.setdefault("poll_interval_ms", 0)
    return for_operation(method, given) | keywords(call.get("options", {}), CALL_OPTIONS)


def for_operation(method: Method, given: dict[str, Any]) -> dict[str, Any]:
    """Arguments alone, as they stand."""
    return keywords({name: value for name, value in given.items() if name != "take"}, method.arguments)


def for_client(vector: Vector, urls: dict[str, str], folder: Path) -> dict[str, Any]:
    """The keyword arguments of a client: the base options with those of the vector over them."""
    service = provider(vector)
    return of_client(service, BASE[service] | filled(vector.get("client", {})), urls, folder)


def of_client(service: str, options: dict[str, Any], urls: dict[str, str], folder: Path) -> dict[str, Any]:
    """The same of options as they stand. No proxy unless they name one: `None` are the system's rules."""
    options = {"proxy": False, **options}
    given: dict[str, Any] = {}
    for name, value in options.items():
        if value is None:
            continue
        text = _located(value, urls)
        if name.endswith("_file_text"):
            file = folder / name
            file.write_text(text)
            given[name.removesuffix("_text")] = file
        elif name == "config_file_directory":
            given["config_file"] = folder
        else:
            given[name] = text
    return keywords(given, CLIENT_OPTIONS[service])


def _located(value: Any, urls: dict[str, str]) -> Any:
    """With the addresses of the script where a text speaks of them."""
    if isinstance(value, str):
        for name, url in urls.items():
            value = value.replace(f"{{script_{name}}}", url)
    return value


def keywords(given: dict[str, Any], kinds: dict[str, str]) -> dict[str, Any]:
    """What Python calls the arguments of a vector; `VectorError` for one that there is not."""
    found: dict[str, Any] = {}
    for key, value in given.items():
        name = key.removesuffix("_ms")
        if name not in kinds:
            raise VectorError(f"unknown argument: {key}")
        found[name] = _value(value, kinds[name])
    return found


def _value(value: Any, kind: str) -> Any:
    outer, part = inner(kind)
    if value is None:
        return None
    if outer in ("optional", "patch"):
        return _value(value, part)
    if outer == "list":
        return [_value(one, part) for one in value]
    if kind in MODELS:
        made = getattr(registry_tokens, kind)
        return made(**{name: _value(part, MODELS[kind][name]) for name, part in value.items()})
    if kind == "duration":
        return timedelta(milliseconds=value)
    if kind == "timestamp":
        # Python 3.10 does not read a `Z`.
        text: str = value if isinstance(value, str) else value["naive"]
        return datetime.fromisoformat(text.replace("Z", "+00:00"))
    return value
