"""The model `TokenResponse`."""

from __future__ import annotations

from .._model import Model
from .api_resource_metadata import ApiResourceMetadata
from .token_properties import TokenProperties


class TokenResponse(Model):
    """A token as it was read or changed."""

    href: str | None
    id: str | None
    metadata: ApiResourceMetadata | None
    properties: TokenProperties | None
    type: str | None
