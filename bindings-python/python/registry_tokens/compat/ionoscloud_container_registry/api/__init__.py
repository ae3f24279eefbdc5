"""The APIs of the official package: that of the tokens; the others are not here yet."""

from typing import TYPE_CHECKING, Any

from .._not_yet import APIS, absent
from .tokens_api import TokensApi

__all__ = ["TokensApi"]

# Checkers would look for them here.
if not TYPE_CHECKING:
    __all__ += APIS


def __getattr__(name: str) -> Any:
    return absent(__name__, name, APIS)
