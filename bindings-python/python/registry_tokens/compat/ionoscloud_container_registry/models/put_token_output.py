"""The model `PutTokenOutput`."""

from __future__ import annotations

from .._model import Model
from .api_resource_metadata import ApiResourceMetadata
from .token_properties import TokenProperties


class PutTokenOutput(Model):
    """A token as it was made or replaced."""

    href: str | None
    id: str | None
    metadata: ApiResourceMetadata | None
    properties: TokenProperties | None
    type: str | None
