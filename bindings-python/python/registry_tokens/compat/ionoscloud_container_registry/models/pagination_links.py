"""The model `PaginationLinks`."""

from __future__ import annotations

from typing import Annotated

from .._model import Model, Rule


class PaginationLinks(Model):
    """Where the pages around this one are."""

    next: str | None
    previous: str | None
    var_self: Annotated[str | None, Rule(alias="self")]
