"""The model `ApiResourceMetadata`."""

from __future__ import annotations

from datetime import datetime

from .._model import Model


class ApiResourceMetadata(Model):
    """Who made a token, when, and how it is doing."""

    created_by: str | None
    created_by_user_id: str | None
    created_date: datetime | None
    last_modified_by: str | None
    last_modified_by_user_id: str | None
    last_modified_date: datetime | None
    state: str | None
