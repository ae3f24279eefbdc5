"""The style of asyncio: a task for every command, all on the loop of the main thread."""

from __future__ import annotations

import asyncio
import contextlib
import json
import sys
from collections.abc import AsyncGenerator
from typing import Any

from registry_tokens import RegistryTokensError

from ..clients import ASYNCHRONOUS
from ..vectors.call import Outcome, call_async, prepared
from . import lines
from .lines import Answer, Clock, Command
from .load import Load
from .measure import measured

# Certificates are part of a line.
_LONGEST_LINE = 2**24


class Driver:
    """Carries out commands until there are no more."""

    def __init__(self) -> None:
        self._kept: dict[str, Any] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._known = {"call": self._call, "load": self._load, "measure": self._measure, "close": self._close}

    async def run(self) -> None:
        reader = asyncio.StreamReader(_LONGEST_LINE)
        await asyncio.get_running_loop().connect_read_pipe(
            lambda: asyncio.StreamReaderProtocol(reader), sys.stdin.buffer
        )
        while line := await reader.readline():
            task = asyncio.create_task(self._answer(json.loads(line)))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        await asyncio.gather(*self._tasks)
        for client in self._kept.values():
            await client.close()

    async def _answer(self, command: Command) -> None:
        clock = Clock()
        try:
            found = await self._known[command["do"]](command, clock)
        # A panic of the native half is no `Exception`.
        except BaseException as error:
            found = {"crash": lines.crash(error), "elapsed_ms": clock.elapsed_ms}
        lines.write({"id": command["id"], **found})

    @contextlib.asynccontextmanager
    async def _client(self, command: Command) -> AsyncGenerator[Any, None]:
        name = command.get("keep")
        if name is None:
            async with lines.made(command, ASYNCHRONOUS) as client:
                yield client
            return
        if name not in self._kept:
            self._kept[name] = lines.made(command, ASYNCHRONOUS)
        yield self._kept[name]

    async def _call(self, command: Command, clock: Clock) -> Answer:
        outcome = Outcome()
        try:
            async with self._client(command) as client:
                call = prepared(command)
                if call is not None:
                    with clock:
                        await call_async(client, call, outcome)
        except RegistryTokensError as error:
            outcome.error = error
        return lines.answer(outcome, clock)

    async def _load(self, command: Command, clock: Clock) -> Answer:
        async with self._client(command) as client:
            load = Load(command)
            with clock:
                await asyncio.gather(*(_caller(client, load, number) for number in range(load.callers)))
        return {**load.answer(), "elapsed_ms": clock.elapsed_ms}

    async def _measure(self, command: Command, clock: Clock) -> Answer:
        # The one that reads commands, and this one.
        own = {asyncio.current_task(), *self._tasks}
        return measured(len(asyncio.all_tasks() - own) - 1)

    async def _close(self, command: Command, clock: Clock) -> Answer:
        # One that could not be made was not kept.
        if (client := self._kept.pop(command["keep"], None)) is not None:
            await client.close()
        return {}


async def _caller(client: Any, load: Load, number: int) -> None:
    for name in load.names(number):
        created = None
        for step in load.steps:
            outcome = Outcome()
            try:
                call = step.call(name, created)
                if call is None:
                    continue
                await call_async(client, call, outcome)
                created = step.created(outcome, created)
            except BaseException as error:
                load.count(step, error)
            else:
                load.count(step, None)
