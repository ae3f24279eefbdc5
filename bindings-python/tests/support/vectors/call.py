"""Makes the call of a vector, blocking or with asyncio."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from registry_tokens import Event, RegistryTokensError, Response

from ..clients import ASYNCHRONOUS, BLOCKING
from ..surface import METHODS, MODELS, Method, inner
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


@dataclass(frozen=True)
class Call:
    """A call that is ready to be made, as often as one likes."""

    method: Method
    keywords: dict[str, Any]
    take: str | None = None
    """How a list is read; None for what is no list."""
    details: bool = False
    """Whether it is made through `with_response`."""

    @property
    def kind(self) -> str:
        """The type of what it comes to."""
        if self.take is not None:
            page = inner(self.method.gives)[1]
            return f"list<{page}>" if self.take == "pages" else MODELS[page]["items"]
        return "optional<Token>" if self.method.gives == "nothing" else self.method.gives

    def begin(self, client: Any) -> Any:
        """The value, pager or coroutine that the client gives."""
        resource = getattr(client, self.method.resource)
        if self.details:
            resource = resource.with_response
        return getattr(resource, self.method.name)(**self.keywords)


def prepared(vector: Vector) -> Call | None:
    """The call of a vector; None where it only builds a client."""
    call = vector["call"]
    if call["operation"] == BUILD:
        return None
    method = METHODS[call["operation"]]
    return Call(method, for_method(vector), take(method, filled(call.get("arguments", {}))), "response" in vector)


def take(method: Method, arguments: dict[str, Any]) -> str | None:
    """How a list is read; None for what is no list."""
    if not method.is_pager:
        return None
    way = arguments.get("take", "items")
    assert way in ("items", "pages", "all"), way
    return str(way)


def call_blocking(client: Any, call: Call, outcome: Outcome) -> None:
    """Makes a call; lists are read to the end."""
    outcome.kind = call.kind
    called = call.begin(client)
    if call.take is None:
        _settle(outcome, called)
        return
    received: list[Any] = []
    if call.take == "all":
        received = called.all()
    else:
        for one in called.pages() if call.take == "pages" else called:
            received.append(one)
            outcome.received += 1
    outcome.value = tuple(received)


async def call_async(client: Any, call: Call, outcome: Outcome) -> None:
    """The same with asyncio."""
    outcome.kind = call.kind
    called = call.begin(client)
    if call.take is None:
        _settle(outcome, await called)
        return
    received: list[Any] = []
    if call.take == "all":
        received = await called.all()
    else:
        async for one in called.pages() if call.take == "pages" else called:
            received.append(one)
            outcome.received += 1
    outcome.value = tuple(received)


def _blocking(vector: Vector, options: dict[str, Any], outcome: Outcome) -> None:
    with BLOCKING[provider(vector)](**options) as client:
        if (call := prepared(vector)) is not None:
            call_blocking(client, call, outcome)


async def _with_asyncio(vector: Vector, options: dict[str, Any], outcome: Outcome) -> None:
    async with ASYNCHRONOUS[provider(vector)](**options) as client:
        if (call := prepared(vector)) is not None:
            await call_async(client, call, outcome)


def _settle(outcome: Outcome, value: Any) -> None:
    outcome.value = value
    if isinstance(value, Response):
        outcome.response = value
        outcome.value = outcome.response.value
