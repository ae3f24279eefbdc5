"""Compares what two clients sent, request by request, and the outcome with the list of known differences."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path
from typing import NamedTuple
from urllib.parse import parse_qsl

# UUIDs, with and without their hyphens.
ID = re.compile(r"\b[0-9a-fA-F]{8}(?:-?[0-9a-fA-F]{4}){3}-?[0-9a-fA-F]{12}\b")
ABSENT = "absent"
COLUMNS = ["operation", "sdk", "field", "theirs", "ours", "reason"]


class Difference(NamedTuple):
    """One field of one step that the SDK sends otherwise than we do."""

    operation: str
    sdk: str
    field: str
    theirs: str
    ours: str


def fields_of(request: dict, seen: dict[str, str]) -> dict[str, str]:
    """A request as flat text: `api`, `method`, `path`, `query NAME`, `body NAME.NAME[0]`. Ids become `<id 1>`, `<id 2>`, in the
    order in which the session showed them, because every session makes its own."""

    def plain(text: str) -> str:
        return ID.sub(lambda found: seen.setdefault(found[0].lower(), f"<id {len(seen) + 1}>"), text)

    fields = {"api": request["api"], "method": request["method"], "path": plain(request["path"])}
    query: dict[str, list[str]] = {}
    for name, value in parse_qsl(request["query"] or "", keep_blank_values=True):
        query.setdefault(name, []).append(plain(value))
    for name, values in query.items():
        fields[f"query {name}"] = json.dumps(sorted(values) if len(values) > 1 else values[0])

    def flatten(prefix: str, value: object) -> None:
        if isinstance(value, dict) and value:
            for name, member in value.items():
                flatten(f"{prefix}.{name}" if prefix != "body" else f"body {name}", member)
        elif isinstance(value, list) and value:
            for index, member in enumerate(value):
                flatten(f"{prefix}[{index}]", member)
        else:
            # Times stay text: `Z` and `+00:00` are the same instant and still a difference worth a line.
            fields[prefix] = plain(json.dumps(value, ensure_ascii=False))

    if request["body"] is None:
        fields["body"] = "not UTF-8"
    elif request["body"]:
        try:
            flatten("body", json.loads(request["body"]))
        except ValueError:
            fields["body"] = json.dumps(plain(request["body"]))
    return fields


def differences(steps: list[str], sdk: str, theirs: list[dict], ours: list[dict]) -> set[Difference]:
    """Expects one request per step on both sides; the caller has made sure of it."""
    found = set()
    seen_theirs: dict[str, str] = {}
    seen_ours: dict[str, str] = {}
    for step, their_request, our_request in zip(steps, theirs, ours, strict=True):
        left = fields_of(their_request, seen_theirs)
        right = fields_of(our_request, seen_ours)
        for field in left.keys() | right.keys():
            pair = left.get(field, ABSENT), right.get(field, ABSENT)
            if pair[0] != pair[1]:
                found.add(Difference(step, sdk, field, *pair))
    return found


def read_known(path: Path) -> dict[Difference, str]:
    """The known differences with their reasons. Each line is one field of one step; there are no patterns."""
    known: dict[Difference, str] = {}
    with path.open(encoding="utf-8", newline="") as file:
        # No quoting: values are JSON text, and a reader should see them as they are.
        rows = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        if next(rows, None) != COLUMNS:
            raise SystemExit(f"{path.name}: the first line must name the columns {', '.join(COLUMNS)}")
        for number, row in enumerate(rows, 2):
            if len(row) != len(COLUMNS) or not row[-1].strip():
                raise SystemExit(f"{path.name}:{number}: needs {len(COLUMNS)} columns, the last one a reason")
            difference = Difference(*row[:-1])
            if difference in known:
                raise SystemExit(f"{path.name}:{number}: stands there twice")
            known[difference] = row[-1]
    return known


def as_row(difference: Difference, reason: str) -> str:
    return "\t".join([*difference, reason])
