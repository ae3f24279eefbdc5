"""The model `PostTokenOutput`."""

from __future__ import annotations

from .._model import Model
from .api_resource_metadata import ApiResourceMetadata
from .token_properties import TokenProperties


class PostTokenOutput(Model):
    """A token as it was made."""

    href: str | None
    id: str | None
    metadata: ApiResourceMetadata | None
    properties: TokenProperties | None
    type: str | None
