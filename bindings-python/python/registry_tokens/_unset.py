"""The default of what can be left alone, cleared or set."""

from __future__ import annotations

from enum import Enum
from typing import Final


class Unset(Enum):
    """The type of `UNSET`."""

    UNSET = "UNSET"

    def __repr__(self) -> str:
        """As it stands in a signature."""
        return "UNSET"


UNSET: Final = Unset.UNSET
"""Says that a field of an update is left as it is; ``None`` clears it."""
