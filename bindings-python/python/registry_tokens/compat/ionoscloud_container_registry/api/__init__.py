"""The APIs of the official package: that of the tokens; the others are not here yet."""

from typing import Any

from .._not_yet import APIS, absent
from .tokens_api import TokensApi

__all__ = ["TokensApi"]


def __getattr__(name: str) -> Any:
    return absent(__name__, name, APIS)
