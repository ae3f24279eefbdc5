"""The blocking style: a thread for every command."""

from __future__ import annotations

import contextlib
import json
import sys
import threading
from collections.abc import Generator
from typing import Any

from registry_tokens import RegistryTokensError

from ..clients import BLOCKING
from ..vectors.call import Outcome, call_blocking, prepared
from . import lines
from .lines import Answer, Clock, Command
from .load import Load
from .measure import join, measured


class Driver:
    """Carries out commands until there are no more."""

    def __init__(self) -> None:
        self._kept: dict[str, Any] = {}
        self._making = threading.Lock()
        self._threads: list[threading.Thread] = []
        self._known = {"call": self._call, "load": self._load, "measure": self._measure, "close": self._close}

    def run(self) -> None:
        for line in sys.stdin.buffer:
            command: Command = json.loads(line)
            if command["do"] in ("measure", "close"):
                # Nothing else is under way, but for the last moments of what has just been answered.
                self._settle()
                self._answer(command)
                continue
            self._threads = [thread for thread in self._threads if thread.is_alive()]
            self._threads.append(threading.Thread(target=self._answer, args=(command,)))
            self._threads[-1].start()
        self._settle()
        for client in self._kept.values():
            client.close()

    def _settle(self) -> None:
        while self._threads:
            join(self._threads.pop())

    def _answer(self, command: Command) -> None:
        clock = Clock()
        try:
            found = self._known[command["do"]](command, clock)
        # A panic of the native half is no `Exception`.
        except BaseException as error:
            found = {"crash": lines.crash(error), "elapsed_ms": clock.elapsed_ms}
        lines.write({"id": command["id"], **found})

    @contextlib.contextmanager
    def _client(self, command: Command) -> Generator[Any, None, None]:
        name = command.get("keep")
        if name is None:
            with lines.made(command, BLOCKING) as client:
                yield client
            return
        with self._making:
            if name not in self._kept:
                self._kept[name] = lines.made(command, BLOCKING)
        yield self._kept[name]

    def _call(self, command: Command, clock: Clock) -> Answer:
        outcome = Outcome()
        try:
            with self._client(command) as client:
                call = prepared(command)
                if call is not None:
                    with clock:
                        call_blocking(client, call, outcome)
        except RegistryTokensError as error:
            outcome.error = error
        return lines.answer(outcome, clock)

    def _load(self, command: Command, clock: Clock) -> Answer:
        with self._client(command) as client:
            load = Load(command)
            callers = [threading.Thread(target=_caller, args=(client, load, number)) for number in range(load.callers)]
            with clock:
                for caller in callers:
                    caller.start()
                for caller in callers:
                    caller.join()
            for caller in callers:
                join(caller)
        return {**load.answer(), "elapsed_ms": clock.elapsed_ms}

    def _measure(self, command: Command, clock: Clock) -> Answer:
        return measured(tasks=0)

    def _close(self, command: Command, clock: Clock) -> Answer:
        # One that could not be made was not kept.
        if (client := self._kept.pop(command["keep"], None)) is not None:
            client.close()
        return {}


def _caller(client: Any, load: Load, number: int) -> None:
    for name in load.names(number):
        created = None
        for step in load.steps:
            outcome = Outcome()
            try:
                call = step.call(name, created)
                if call is None:
                    continue
                call_blocking(client, call, outcome)
                created = step.created(outcome, created)
            except BaseException as error:
                load.count(step, error)
            else:
                load.count(step, None)
