"""Many calls of the same few kinds: made ready once, counted, and forgotten."""

from __future__ import annotations

import dataclasses
import itertools
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from registry_tokens import RegistryTokensError

from ..vectors.arguments import for_operation
from ..vectors.call import Call, Outcome, prepared
from ..vectors.files import is_list, is_object
from .lines import Answer, Command, crash

_CRASHES = 10


def _holds(value: Any, placeholder: str) -> bool:
    if is_object(value):
        return any(_holds(part, placeholder) for part in value.values())
    if is_list(value):
        return any(_holds(part, placeholder) for part in value)
    return bool(value == placeholder)


def _with(value: Any, texts: dict[str, Any]) -> Any:
    if is_object(value):
        return {name: _with(part, texts) for name, part in value.items()}
    if is_list(value):
        return [_with(part, texts) for part in value]
    return texts.get(value, value) if isinstance(value, str) else value


class Step:
    """One call of a round. Only what differs from round to round is read anew."""

    def __init__(self, command: Command, step: dict[str, Any]) -> None:
        arguments: dict[str, Any] = step.get("arguments", {})
        self._open = {
            name: value for name, value in arguments.items() if _holds(value, "$name") or _holds(value, "$created")
        }
        self._needs_created = _holds(self._open, "$created")
        fixed = {name: value for name, value in arguments.items() if name not in self._open}
        ready = prepared({"provider": command["provider"], "call": {**step, "arguments": fixed}})
        assert ready is not None, "a step is a call"
        self._ready = ready
        self.operation: str = step["operation"]

    def call(self, name: str, created: Any) -> Call | None:
        """The call in this round; None without what it needs."""
        if self._needs_created and created is None:
            return None
        if not self._open:
            return self._ready
        own = for_operation(self._ready.method, _with(self._open, {"$name": name, "$created": created}))
        return dataclasses.replace(self._ready, keywords=self._ready.keywords | own)

    def created(self, outcome: Outcome, before: Any) -> Any:
        """The id of what was created last."""
        if self._ready.method.name != "create" or outcome.value is None:
            return before
        value = getattr(outcome.value, "token", outcome.value)
        return getattr(value, "token_id", None) or getattr(value, "id", before)


@dataclass
class Count:
    """What became of the calls of one operation."""

    calls: int = 0
    ok: int = 0
    outcome_unknown: int = 0
    errors: Counter[str] = dataclasses.field(default_factory=Counter[str])

    def shown(self) -> Answer:
        return {
            "calls": self.calls,
            "ok": self.ok,
            "errors": dict(self.errors),
            "outcome_unknown": self.outcome_unknown,
        }


class Load:
    """A load command: which rounds each caller makes, and what came of them."""

    def __init__(self, command: Command) -> None:
        self.callers: int = command["callers"]
        self.steps = [Step(command, step) for step in command["steps"]]
        self._prefix: str = command["prefix"]
        seconds, self._limit = command.get("seconds"), command.get("calls")
        self._ends = None if seconds is None else time.monotonic() + seconds
        self._made = 0
        self._counts = {step.operation: Count() for step in self.steps}
        self._crashes: list[str] = []
        self._lock = threading.Lock()

    def names(self, caller: int) -> Iterator[str]:
        """`$name` of every round of a caller, until it is enough."""
        for number in itertools.count():
            if self._ends is not None and time.monotonic() >= self._ends:
                return
            if self._limit is not None and self._made >= self._limit:
                return
            yield f"{self._prefix}-{caller}-{number}"

    def count(self, step: Step, error: BaseException | None) -> None:
        """Takes down one call."""
        with self._lock:
            self._made += 1
            count = self._counts[step.operation]
            count.calls += 1
            if error is None:
                count.ok += 1
            elif isinstance(error, RegistryTokensError):
                count.errors[error.kind] += 1
                count.outcome_unknown += error.outcome_unknown
            elif len(self._crashes) < _CRASHES:
                self._crashes.append(crash(error))

    def answer(self) -> Answer:
        counts = {operation: count.shown() for operation, count in self._counts.items()}
        return {"load": counts, "crashes": self._crashes}
