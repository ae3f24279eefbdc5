"""Lists longer than an answer."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Generator
from typing import Generic, TypeVar

from . import _native
from ._client import finished

Item = TypeVar("Item")
Page = TypeVar("Page")


class Pager(Generic[Item, Page]):
    """All items of a list, each one once, page by page behind the scenes; for code that waits.

    Every iteration starts anew. A list that changes meanwhile may miss items; `all` is the one that does not.
    """

    def __init__(self, native: _native.Pager[Item, Page]) -> None:
        """Made by the ``list`` method of a resource; nothing is sent before the first item is asked for."""
        self._native = native

    def __iter__(self) -> Generator[Item, None, None]:
        """Iterates over the items."""
        stream = self._native.items()
        while (items := stream.wait_next()) is not None:
            yield from items

    def pages(self) -> Generator[Page, None, None]:
        """The pages instead of the items, as the service gives them."""
        stream = self._native.pages()
        while (page := stream.wait_next()) is not None:
            yield page

    def all(self) -> list[Item]:
        """Every item at once, and none missed that was there all the time.

        One request where the service gives the whole list; else the list is read again and again, in overlapping
        pages, until two readings in a row agree.

        Raises:
            ListingUnstableError: Four readings did not agree.
        """
        return list(self._native.wait_all())


class AsyncPager(Generic[Item, Page]):
    """All items of a list, each one once, page by page behind the scenes; for asyncio.

    Every iteration starts anew. A list that changes meanwhile may miss items; `all` is the one that does not.
    """

    def __init__(self, native: _native.Pager[Item, Page]) -> None:
        """Made by the ``list`` method of a resource; nothing is sent before the first item is asked for."""
        self._native = native

    async def __aiter__(self) -> AsyncGenerator[Item, None]:
        """Iterates over the items."""
        stream = self._native.items()
        while (items := await finished(stream.start_next())) is not None:
            for item in items:
                yield item

    async def pages(self) -> AsyncGenerator[Page, None]:
        """The pages instead of the items, as the service gives them."""
        stream = self._native.pages()
        while (page := await finished(stream.start_next())) is not None:
            yield page

    async def all(self) -> list[Item]:
        """Every item at once, and none missed that was there all the time.

        One request where the service gives the whole list; else the list is read again and again, in overlapping
        pages, until two readings in a row agree.

        Raises:
            ListingUnstableError: Four readings did not agree.
        """
        items = await finished(self._native.start_all())
        return list(items)
