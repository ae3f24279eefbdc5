"""One plausible call of every method, so that a test can make all of them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from .emulator import World
from .surface import Method

SEEDED = "ci-seeded"


def seed(world: World) -> str:
    """The id of a token that the calls below are about."""
    return world.seed([{"name": SEEDED}])[0]


def arguments(method: Method, registry_id: str, token_id: str) -> dict[str, Any]:
    """The keyword arguments that a call of the method needs to succeed once."""
    values: dict[str, Any] = {"registry_id": registry_id, "token_id": token_id, "name": SEEDED}
    if method.resource == "registries":
        values["name"] = "demo"
    if method.id == "tokens.create":
        values["name"] = "ci-new"
    if method.id == "tokens.update":
        values["status"] = "disabled"
    if "poll_interval" in method.arguments:
        values["poll_interval"] = timedelta(milliseconds=1)
    return {name: value for name, value in values.items() if name in method.arguments}
