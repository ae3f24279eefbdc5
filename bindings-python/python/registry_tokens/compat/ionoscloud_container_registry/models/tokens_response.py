"""The model `TokensResponse`."""

from __future__ import annotations

from typing import Annotated

from .._model import Model, Rule
from .pagination_links import PaginationLinks
from .token_response import TokenResponse


class TokensResponse(Model):
    """One page of tokens."""

    links: Annotated[PaginationLinks | None, Rule(alias="_links")]
    count: int | None
    href: str | None
    id: str | None
    items: list[TokenResponse] | None
    limit: int | None
    offset: int | None
    total: int | None
    type: str | None
