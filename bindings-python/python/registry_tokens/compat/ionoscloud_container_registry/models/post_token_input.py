"""The model `PostTokenInput`."""

from __future__ import annotations

from .._model import Model
from .post_token_properties import PostTokenProperties


class PostTokenInput(Model):
    """What `registries_tokens_post` is given."""

    properties: PostTokenProperties | None
