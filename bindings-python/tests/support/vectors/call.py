"""Makes the call of a vector, blocking or with asyncio."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from registry_tokens import Event, RegistryTokensError, Response

from ..clients import ASYNCHRONOUS, BLOCKING
from ..surface import METHODS, MODELS, inner
from .arguments import for_method
from .files import Vector, filled, provider
from .view import canonical

STYLES = ("python-sync", "python-async")
BUILD = "client.build"


@dataclass
class Outcome:
    """What a call came to."""

    value: Any = None
    kind: str = "optional<Token>"
    error: RegistryTokensError | None = None
    received: int = 0
    response: Response[Any] | None = None
    events: list[Event] = field(default_factory=list[Event])

    @property
    def is_list(self) -> bool:
        return self.error is None and self.kind.startswith("list<")

    def items(self) -> list[Any]:
        return list(self.value)

    def canonical(self) -> Any:
        return canonical(self.value, self.kind)


def make(vector: Vector, style: str, options: dict[str, Any], observe: Callable[[Event], None]) -> Outcome:
    outcome = Outcome()

    def on_event(event: Event) -> None:
        outcome.events.append(event)
        observe(event)

    options = options | {"on_event": on_event}
    try:
        if style == "python-sync":
            _blocking(vector, options, outcome)
        else:
            asyncio.run(_with_asyncio(vector, options, outcome))
    except RegistryTokensError as error:
        outcome.error = error
    return outcome


def _blocking(vector: Vector, options: dict[str, Any], outcome: Outcome) -> None:
    with BLOCKING[provider(vector)](**options) as client:
        if vector["call"]["operation"] == BUILD:
            return
        called = _called(client, vector, outcome)
        take = _take(vector)
        if take is None:
            _settle(outcome, called)
            return
        received: list[Any] = []
        if take == "all":
            received = called.all()
        else:
            for one in called.pages() if take == "pages" else called:
                received.append(one)
                outcome.received += 1
        outcome.value = tuple(received)


async def _with_asyncio(vector: Vector, options: dict[str, Any], outcome: Outcome) -> None:
    async with ASYNCHRONOUS[provider(vector)](**options) as client:
        if vector["call"]["operation"] == BUILD:
            return
        called = _called(client, vector, outcome)
        take = _take(vector)
        if take is None:
            _settle(outcome, await called)
            return
        received: list[Any] = []
        if take == "all":
            received = await called.all()
        else:
            async for one in called.pages() if take == "pages" else called:
                received.append(one)
                outcome.received += 1
        outcome.value = tuple(received)


def _take(vector: Vector) -> str | None:
    """How a list is read; None for what is no list."""
    call = filled(vector["call"])
    if not METHODS[call["operation"]].is_pager:
        return None
    take = call.get("arguments", {}).get("take", "items")
    assert take in ("items", "pages", "all"), take
    return str(take)


def _called(client: Any, vector: Vector, outcome: Outcome) -> Any:
    method = METHODS[vector["call"]["operation"]]
    resource = getattr(client, method.resource)
    if method.is_pager:
        page = inner(method.gives)[1]
        outcome.kind = f"list<{page}>" if _take(vector) == "pages" else MODELS[page]["items"]
    elif method.gives != "nothing":
        outcome.kind = method.gives
    if "response" in vector:
        resource = resource.with_response
    return getattr(resource, method.name)(**for_method(vector))


def _settle(outcome: Outcome, value: Any) -> None:
    outcome.value = value
    if isinstance(value, Response):
        outcome.response = value
        outcome.value = outcome.response.value
