"""Values that no text form of what holds them shows."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Mapping
from typing import Any, Generic, ParamSpec, SupportsIndex, TypeVar, cast

_Given = ParamSpec("_Given")
_Result = TypeVar("_Result")
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

    def reveal(self) -> dict[str, Any]:
        """The values in clear, as `Hidden` gives its own."""
        return self

    def __copy__(self) -> HiddenDict:
        return HiddenDict(self)

    def __deepcopy__(self, memo: dict[int, object]) -> HiddenDict:
        return HiddenDict(self)

    def __reduce_ex__(self, protocol: SupportsIndex) -> str | tuple[Any, ...]:
        if self:
            raise TypeError("what may hold credentials is not pickled: pass them on in a way of your own")
        return HiddenDict, ()


def hiding(*names: str) -> Callable[[Callable[_Given, _Result]], Callable[_Given, _Result]]:
    """Has a function get these arguments hidden: error reports show the variables of its frame.

    A mapping becomes a `HiddenDict`, another value that is not empty a `Hidden`.
    """

    def decorate(function: Callable[_Given, _Result]) -> Callable[_Given, _Result]:
        positions = {index for index, name in enumerate(inspect.signature(function).parameters) if name in names}

        @functools.wraps(function)
        def hidden(*args: Any, **named: Any) -> _Result:
            args = tuple(_hide(value) if index in positions else value for index, value in enumerate(args))
            named = {name: _hide(value) if name in names else value for name, value in named.items()}
            return function(*args, **named)

        return hidden

    return decorate


def _hide(value: Any) -> Any:
    if isinstance(value, Mapping):
        return HiddenDict(cast("Mapping[str, Any]", value))
    return Hidden(value) if value else value
