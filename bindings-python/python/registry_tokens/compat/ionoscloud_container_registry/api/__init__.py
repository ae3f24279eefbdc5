"""The APIs of the official package: that of the tokens; the others are not here yet."""

from .._not_yet import APIS, absent
from .tokens_api import TokensApi

__all__ = ["TokensApi"]


def __getattr__(name: str) -> type:
    return absent(__name__, name, APIS)
