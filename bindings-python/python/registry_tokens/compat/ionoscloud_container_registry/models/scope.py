"""The model `Scope`."""

from __future__ import annotations

from .._model import Model


class Scope(Model):
    """Actions that a token allows on something named."""

    actions: list[str] | None
    name: str | None
    type: str | None
