"""For each type of the surface what a caller might give instead of it."""

from __future__ import annotations

from registry_tokens import Scope

from .surface import inner

# What is not of the type; for the numbers also what is out of range.
WRONG: dict[str, list[object]] = {
    "id": [5, True, b"bytes", None, object()],
    "string": [5, True, b"bytes", object()],
    "bool": ["yes", 1, 0, object()],
    "u32": ["5", 5.0, True, object()],
    "u64": ["5", 5.0, True, object()],
    "usize": ["5", 5.0, True, object()],
    "duration": [5, 0.5, "5s", True],
    "timestamp": [5, "2091-01-01T00:00:00Z", True],
    "number": ["5", 5.0, True, None, object()],
    "function": [5, "print", None, object()],
    "map": ["x=1", [("a", "b")], {"a": 1}, {1: "a"}, 5],
    "secret": [5, True, b"bytes", object()],
    "path": [5, True, object()],
    "bytes": [5, True, object()],
    "proxy": [5, True, b"bytes", object()],
    "observer": [5, "print", object()],
    "scopes": ["repository", 5, [5], ["team/app"], [{"type": "repository"}], Scope.repository("a", ["pull"])],
}
OUT_OF_RANGE = {"number": [-1, 0], "u32": [-1, 2**32, 2**64], "u64": [-1, 2**64], "usize": [-1, 2**64]}


def wrong(kind: str) -> list[object]:
    outer, part = inner(kind)
    if outer in ("optional", "patch"):
        return [value for value in wrong(part) if value is not None]
    if outer == "map":
        return WRONG["map"]
    if kind == "list<Scope>":
        return WRONG["scopes"]
    return WRONG.get(kind, WRONG["string"])


def out_of_range(kind: str) -> list[int]:
    outer, part = inner(kind)
    return out_of_range(part) if outer else OUT_OF_RANGE.get(kind, [])
