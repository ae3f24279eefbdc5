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
# What a caller may leave to the language: these are the arguments of a method, not of its request.
_INPUTS = ("NewToken", "TokenUpdate", "PageQuery")


@dataclass(frozen=True)
class Method:
    """One method of a resource."""

    resource: str
    name: str
    arguments: dict[str, str]
    """Every keyword argument but the options of every call, and its type."""
    gives: str
    """`Token`, `optional<Token>`, `nothing` or `pager<TokenPage>`."""

    @property
    def id(self) -> str:
        return f"{self.resource}.{self.name}"

    @property
    def is_pager(self) -> bool:
        return self.gives.startswith("pager<")


def _methods() -> dict[str, Method]:
    found: dict[str, Method] = {}
    for resource in _SURFACE["clients"][0]["resources"]:
        for method in resource["methods"]:
            arguments: dict[str, str] = {}
            for name, kind in (method["parameters"] | method["settings"]).items():
                # A model that a method takes is written as keyword arguments in Python.
                arguments |= MODELS[kind] if kind in _INPUTS else {name: kind}
            one = Method(resource["accessor"], method["name"], arguments, method["gives"])
            found[one.id] = one
    return found


CLIENT_OPTIONS: dict[str, str] = _SURFACE["clients"][0]["options"]
METHODS = _methods()
CALLS = {name: method for name, method in METHODS.items() if not method.is_pager}
PAGERS = {name: method for name, method in METHODS.items() if method.is_pager}


@functools.lru_cache(maxsize=1000)
def inner(kind: str) -> tuple[str, str]:
    """`optional<Token>` as `("optional", "Token")`; a plain type as `("", type)`."""
    wrapped = re.fullmatch(r"(optional|list|map|patch|pager)<(.*)>", kind)
    return (wrapped[1], wrapped[2]) if wrapped else ("", kind)
