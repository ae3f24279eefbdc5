"""The model `PostTokenProperties`."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from .._model import FILLED, NULLABLE, Model
from .scope import Scope


class PostTokenProperties(Model):
    """What a token is to be."""

    expiry_date: Annotated[datetime | None, NULLABLE]
    name: Annotated[str | None, FILLED]
    scopes: list[Scope] | None
    status: str | None
