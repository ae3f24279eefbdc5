"""What a driver reads and writes, one JSON object a line."""

from __future__ import annotations

import json
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..canary import own_locals, shown_error
from ..vectors.arguments import of_client
from ..vectors.call import Outcome
from ..vectors.files import filled
from ..vectors.view import error_fields

# As in a vector, and as vectors are: so the runner's parts read it as one.
Command = dict[str, Any]
Answer = dict[str, Any]

_ERROR = ("kind", "operation", "http_status", "attempts", "outcome_unknown", "retryable", "retry_after_ms")
_writing = threading.Lock()


def write(line: Answer) -> None:
    """One line at once, whichever thread it comes from."""
    text = json.dumps(line).encode() + b"\n"
    with _writing:
        sys.stdout.buffer.write(text)
        sys.stdout.buffer.flush()


@dataclass
class Clock:
    """Measures one thing, which may never have begun."""

    began: float | None = None
    elapsed_ms: float = 0.0

    def __enter__(self) -> None:
        self.began = time.perf_counter()

    def __exit__(self, *_: object) -> None:
        assert self.began is not None
        self.elapsed_ms = (time.perf_counter() - self.began) * 1000


def made(command: Command, classes: dict[str, Any]) -> Any:
    """The client of a command."""
    options = {"load_environment": False, **filled(command.get("client", {}))}
    make: Callable[..., Any] = classes[command["provider"]]
    if not any("_file" in name for name in options):
        return make(**of_client(command["provider"], options, {}, Path()))
    # Files are read while the client is made.
    with tempfile.TemporaryDirectory() as folder:
        return make(**of_client(command["provider"], options, {}, Path(folder)))


def answer(outcome: Outcome, clock: Clock) -> Answer:
    """What became of a call."""
    if outcome.error is None:
        return {"value": outcome.canonical(), "elapsed_ms": clock.elapsed_ms}
    fields = error_fields(outcome.error)
    # Whatever a program, a log or an error tracker could show.
    texts = dict.fromkeys((*shown_error(outcome.error), *own_locals(outcome.error)))
    return {"error": {name: fields[name] for name in _ERROR}, "texts": [*texts], "elapsed_ms": clock.elapsed_ms}


def crash(error: BaseException) -> str:
    """What is not an error of the library."""
    return f"{type(error).__name__}: {error}"
