"""What every client has, whatever its service."""

from __future__ import annotations

import atexit
from types import TracebackType
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

from . import _native

if TYPE_CHECKING:
    # Most of what an import would cost, and nothing that code which waits has any use for.
    from asyncio import Future

_Value = TypeVar("_Value")
_Self = TypeVar("_Self", bound="_Client")
_Blocking = TypeVar("_Blocking", bound="BlockingClient")
_Async = TypeVar("_Async", bound="AsyncClient")

# Before the interpreter goes, so that no thread of ours meets one that is gone.
atexit.register(_native.shut_down)


async def finished(future: Future[_Value]) -> _Value:
    """Waits for a call; whoever stops waiting takes it back, also by closing the coroutine instead of cancelling it."""
    try:
        return await future
    except BaseException:
        # A loop that was closed meanwhile cannot tell anybody of it.
        if not future.get_loop().is_closed():
            future.cancel()
        raise


class _Client:
    _native: Any

    @classmethod
    def from_env(cls: type[_Self]) -> _Self:
        """A client from the environment and the service's own files alone.

        Raises:
            ConfigError: They do not make a client.
        """
        return cls()

    def __repr__(self) -> str:
        return f"<{type(self).__name__}>"

    def __reduce__(self) -> NoReturn:
        name = type(self).__name__
        raise TypeError(f"{name} holds connections and is not pickled; make one in the other process")


class BlockingClient(_Client):
    """The part of a client for code that waits."""

    def close(self) -> None:
        """Closes the client: requests under way end as they would have, later ones raise `ClosedError`."""
        self._native.close()

    def __enter__(self: _Blocking) -> _Blocking:
        """The client itself; the end of the ``with`` statement closes it."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Closes the client."""
        self.close()


class AsyncClient(_Client):
    """The part of a client for asyncio."""

    async def close(self) -> None:
        """Closes the client: requests under way end as they would have, later ones raise `ClosedError`."""
        self._native.close()

    async def __aenter__(self: _Async) -> _Async:
        """The client itself; the end of the ``async with`` statement closes it."""
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Closes the client."""
        await self.close()
