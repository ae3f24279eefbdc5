"""The model `Credentials`."""

from __future__ import annotations

from typing import Annotated

from .._model import SECRET, Model


class Credentials(Model):
    """What opens a registry. The password is filled in the answer that makes a token only."""

    password: Annotated[str | None, SECRET]
    username: str | None
