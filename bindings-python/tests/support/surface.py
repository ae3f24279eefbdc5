"""The public surface as `api/surface.json` tells it: what is called, with what, and what comes back."""

from __future__ import annotations

import functools
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[3]
_SURFACE: dict[str, Any] = json.loads((ROOT / "api" / "surface.json").read_text())

MODELS: dict[str, dict[str, str]] = {model["name"]: model["fields"] for model in _SURFACE["models"]}
WORDS: dict[str, dict[str, str]] = {word["name"]: word["known"] for word in _SURFACE["words"]}
ERROR_KINDS: list[str] = _SURFACE["error_kinds"]
CALL_OPTIONS = {
    "timeout": "duration",
    "max_retries": "u32",
    "extra_headers": "map<string>",
    "extra_query": "map<string>",
}


@dataclass(frozen=True)
class Method:
    """One method of a resource."""

    provider: str
    """The service: `ionos`, `swr`."""
    resource: str
    name: str
    arguments: dict[str, str]
    """Every keyword argument but the options of every call, and its type."""
    required: tuple[str, ...]
    """Those without which there is no call."""
    places: tuple[str, ...]
    """Those that need no name: the ids, and the name."""
    gives: str
    """`Token`, `optional<Token>`, `nothing` or `pager<TokenPage>`."""
    changes: bool
    """Whether the first request is one after which the service is not as before."""
    has_details: bool = True
    """Whether it is in `with_response` as well."""

    @property
    def id(self) -> str:
        return f"{self.resource}.{self.name}"

    @property
    def is_pager(self) -> bool:
        return self.gives.startswith("pager<")


def _methods() -> dict[str, Method]:
    found: dict[str, Method] = {}
    for client in _SURFACE["clients"]:
        for resource in client["resources"]:
            for method in resource["methods"]:
                one = _method(_provider(client), resource["accessor"], method)
                found[one.id] = one
                for name, arguments in _WRITTEN_HERE.get(method["name"], {}).items():
                    whole = _whole(one, resource, name, arguments)
                    found[whole.id] = whole
    return found


def _method(provider: str, accessor: str, method: dict[str, Any]) -> Method:
    arguments: dict[str, str] = {}
    required: list[str] = []
    places: list[str] = []
    for name, kind in method["parameters"].items():
        # A model that a method takes is written as keyword arguments in Python.
        if kind in MODELS:
            arguments |= MODELS[kind]
            needed = list(_NEEDED[kind])
            required += needed
            places += [one for one in needed if one == "name"]
        else:
            arguments[name] = kind
            required.append(name)
            places.append(name)
    arguments |= method["settings"]
    return Method(
        provider=provider,
        resource=accessor,
        name=method["name"],
        arguments=arguments,
        required=tuple(required),
        places=tuple(places),
        gives=method["gives"],
        changes=_EFFECTS[method["operation"]] != "read" and method["name"] not in _READ_FIRST,
        has_details=method["name"] not in _WITHOUT_DETAILS and not method["gives"].startswith("pager<"),
    )


def _whole(part: Method, resource: dict[str, Any], name: str, more: dict[str, str]) -> Method:
    """A method that each binding adds to those of the core: what it needs is what its first part needs, and more."""
    begin = next(one for one in resource["methods"] if one["name"] == "begin_rotation")
    settings = {name: kind for model in begin["parameters"].values() for name, kind in MODELS.get(model, {}).items()}
    return Method(
        provider=part.provider,
        resource=part.resource,
        name=name,
        arguments=part.arguments | settings | more,
        required=(*part.required, "deploy"),
        places=(*part.places, "deploy"),
        gives="RotationResult" if name == "rotate" else "list<ExpiringRotation>",
        changes=False,
        has_details=False,
    )


def _provider(client: dict[str, Any]) -> str:
    name: str = client["name"]
    return name.removesuffix("Client").lower()


# What has to be given to make a model.
_NEEDED: dict[str, dict[str, str]] = {
    model["name"]: model.get("constructors", {}).get("new", {}) for model in _SURFACE["models"]
}
_DEPLOYMENT = {"deploy": "function", "on_deploy_error": "text", "on_progress": "optional<function>"}
# By the method whose resource has them.
_WRITTEN_HERE: dict[str, dict[str, dict[str, str]]] = {
    "begin_rotation": {"rotate": _DEPLOYMENT},
    "list_expiring": {"rotate_expiring": {"concurrency": "number", **_DEPLOYMENT}},
}
_READ_FIRST = ("begin_rotation", "finish_rotation")
# Of several requests none is the one to show.
_WITHOUT_DETAILS = ("finish_rotation", "list_expiring")
_EFFECTS: dict[str, str] = {row["id"]: row["effect"] for row in _SURFACE["operations"]}
CLIENT_OPTIONS: dict[str, dict[str, str]] = {_provider(client): client["options"] for client in _SURFACE["clients"]}
METHODS = _methods()
CALLS = {name: method for name, method in METHODS.items() if not method.is_pager}
PAGERS = {name: method for name, method in METHODS.items() if method.is_pager}


@functools.lru_cache(maxsize=1000)
def inner(kind: str) -> tuple[str, str]:
    """`optional<Token>` as `("optional", "Token")`; a plain type as `("", type)`."""
    wrapped = re.fullmatch(r"(optional|list|map|patch|pager)<(.*)>", kind)
    return (wrapped[1], wrapped[2]) if wrapped else ("", kind)
