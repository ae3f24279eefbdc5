"""The model `ApiErrorMessage`."""

from __future__ import annotations

from .._model import Model


class ApiErrorMessage(Model):
    """One message of a refusal."""

    error_code: str | None
    message: str | None
