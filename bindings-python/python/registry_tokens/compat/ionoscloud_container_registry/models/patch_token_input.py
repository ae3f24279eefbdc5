"""The model `PatchTokenInput`."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from .._model import NULLABLE, Model
from .scope import Scope


class PatchTokenInput(Model):
    """A change of a token: what is not set stays as it is, an expiry date of None is taken away."""

    expiry_date: Annotated[datetime | None, NULLABLE]
    scopes: list[Scope] | None
    status: str | None
