"""The model `PutTokenInput`."""

from __future__ import annotations

from .._model import Model
from .post_token_properties import PostTokenProperties


class PutTokenInput(Model):
    """What `registries_tokens_put` is given."""

    properties: PostTokenProperties | None
