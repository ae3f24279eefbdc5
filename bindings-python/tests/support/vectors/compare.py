"""What a vector expects against what came."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from ..canary import shown, shown_error
from .call import Outcome
from .files import ERROR_DEFAULTS, EVENT_DEFAULTS, Vector, VectorError
from .view import error_fields, event_fields, response_fields


def check(vector: Vector, outcome: Outcome) -> None:
    """Raises `VectorError` at the first difference."""
    if "error" in vector:
        _check_error(vector, outcome)
    else:
        _check_result(vector, outcome)
    if "events" in vector:
        _same("events", [EVENT_DEFAULTS | event for event in vector["events"]], [*map(event_fields, outcome.events)])
    if "response" in vector:
        if outcome.response is None:
            raise VectorError("there are no details of an answer")
        found = response_fields(outcome.response)
        _same("response", vector["response"], {name: found[name] for name in vector["response"]})
    if "api_json" in vector:
        _same("api_json", vector["api_json"], outcome.value.to_dict())


def _same(what: str, wanted: Any, found: Any) -> None:
    # By their texts: in Python `1`, `1.0` and `True` are equal, in JSON they are not.
    if json.dumps(wanted, sort_keys=True) != json.dumps(found, sort_keys=True):
        raise VectorError(f"{what}\n  wanted {str(wanted)[:2000]}\n  found  {str(found)[:2000]}")


def _exact(wanted: Any) -> Any:
    """The times in a result as exactly as a `datetime` tells them: in microseconds."""
    text = re.sub(r'(T\d\d:\d\d:\d\d\.\d{6})\d+Z"', r'\1Z"', json.dumps(wanted))
    return json.loads(text)


def _plain(text: str) -> str:
    # Languages spell the names of arguments in their own ways.
    return text.lower().replace("_", "")


def _check_error(vector: Vector, outcome: Outcome) -> None:
    error = outcome.error
    if error is None:
        raise VectorError(f"an error was expected, not {outcome.value!r}")
    wanted = ERROR_DEFAULTS | vector["error"]
    for fragment in wanted.pop("contains", []):
        if _plain(fragment) not in _plain(str(error)):
            raise VectorError(f"{fragment!r} is not in {error}")
    _same("error", wanted, error_fields(error))
    if len(str(error).splitlines()) != 1:
        raise VectorError(f"the error's text has more than one line: {error}")
    if "count" in vector:
        _same("count before the error", vector["count"], outcome.received)


def _check_result(vector: Vector, outcome: Outcome) -> None:
    if outcome.error is not None:
        raise VectorError(f"no error was expected: {outcome.error}") from outcome.error
    value = outcome.canonical()
    if "result" in vector:
        _same("result", _exact(vector["result"]), value)
    elif "count" not in vector:
        raise VectorError("the vector expects neither result, count nor error")
    if "count" in vector:
        _same("count", vector["count"], len(value))
    if "first" in vector:
        _same("first", vector["first"], value[0])
    if "last" in vector:
        _same("last", vector["last"], value[-1])


def texts(outcome: Outcome) -> Iterator[str]:
    """Everything that a program could print of it."""
    if outcome.error is not None:
        yield from shown_error(outcome.error)
    if outcome.is_list:
        # What one item of a list hides, the others hide, too; ten thousand in every form would take seconds.
        yield repr(outcome.value)
        for item in outcome.items()[:3]:
            yield from shown(item)
    else:
        yield from shown(outcome.value)
    yield from shown(outcome.events)
    for event in outcome.events:
        yield from shown(event)
    if outcome.response is not None:
        yield from shown(outcome.response)
