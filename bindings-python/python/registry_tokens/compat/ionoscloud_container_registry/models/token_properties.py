"""The model `TokenProperties`."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from .._model import FILLED, NULLABLE, Model
from .credentials import Credentials
from .scope import Scope


class TokenProperties(Model):
    """What a token is."""

    credentials: Credentials | None
    expiry_date: Annotated[datetime | None, NULLABLE]
    name: Annotated[str | None, FILLED]
    scopes: list[Scope] | None
    status: str | None
