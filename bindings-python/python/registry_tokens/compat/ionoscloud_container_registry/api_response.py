"""What the ``_with_http_info`` forms give."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Generic, TypeVar

from ._hidden import Hidden

T = TypeVar("T")


class ResponseHeaders(Mapping[str, str]):
    """Headers of an answer, found in any case. Its text shows the names alone: a service may repeat a credential."""

    def __init__(self, headers: Mapping[str, str]) -> None:
        self._headers = Hidden({name.lower(): value for name, value in headers.items()})

    def _shown(self) -> dict[str, str]:
        # None in a copy of another process.
        return self._headers.reveal() or {}

    def __getitem__(self, name: str) -> str:
        return self._shown()[name.lower()]

    def __iter__(self) -> Iterator[str]:
        return iter(self._shown())

    def __len__(self) -> int:
        return len(self._shown())

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(self)})"


class ApiResponse(Generic[T]):
    """The answer of a call: what it gives, and how it came. Its text shows neither raw data nor headers."""

    status_code: int
    """The HTTP status."""
    headers: Mapping[str, str] | None
    """Those headers that are of use to a caller, found in any case."""
    data: T
    """What the call gives."""

    def __init__(self, *, status_code: int, data: T, raw_data: bytes, headers: Mapping[str, str] | None = None) -> None:
        self.status_code = status_code
        self.headers = headers
        self.data = data
        self._raw_data = Hidden(raw_data)

    @property
    def raw_data(self) -> bytes:
        """The raw body. That of an answer that makes a token holds its password in clear."""
        return self._raw_data.reveal()

    def __repr__(self) -> str:
        return f"{type(self).__name__}(status_code={self.status_code}, data={self.data!r})"
