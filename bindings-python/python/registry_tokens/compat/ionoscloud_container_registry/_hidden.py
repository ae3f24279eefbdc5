"""Values that no text form of what holds them shows."""

from __future__ import annotations

from typing import Any, Generic, TypeVar

_Value = TypeVar("_Value")


class Hidden(Generic[_Value]):
    """A value that only `reveal` gives. A copy in another process is empty."""

    __slots__ = ("_value",)

    def __init__(self, value: _Value) -> None:
        self._value = value

    def reveal(self) -> _Value:
        """The value in clear."""
        return self._value

    def __repr__(self) -> str:
        return "[redacted]"

    def __deepcopy__(self, memo: dict[int, object]) -> Hidden[_Value]:
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        return Hidden, (None,)


class HiddenDict(dict[str, Any]):
    """A dict whose text shows the keys alone: the values may be credentials."""

    def __repr__(self) -> str:
        return f"{{{', '.join(f'{key!r}: [redacted]' for key in self)}}}"
