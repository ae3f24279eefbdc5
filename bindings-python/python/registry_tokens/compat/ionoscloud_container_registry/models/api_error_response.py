"""The model `ApiErrorResponse`."""

from __future__ import annotations

from .._model import Model
from .api_error_message import ApiErrorMessage


class ApiErrorResponse(Model):
    """What the service says when it refuses."""

    http_status: int | None
    messages: list[ApiErrorMessage] | None
