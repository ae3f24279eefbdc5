"""The event loops that asyncio code runs on, to be tried one by one."""

from __future__ import annotations

import asyncio
import importlib.util
from collections.abc import Coroutine
from typing import Any, Protocol, TypeVar

import pytest

T = TypeVar("T")


class Run(Protocol):
    """Runs a coroutine in a new event loop, as `asyncio.run` does."""

    def __call__(self, main: Coroutine[Any, Any, T], /) -> T: ...


def uvloop_run(main: Coroutine[Any, Any, T], /) -> T:
    import uvloop

    return uvloop.run(main)


def _asyncio_run(main: Coroutine[Any, Any, T], /) -> T:
    return asyncio.run(main)


without_uvloop = pytest.mark.skipif(importlib.util.find_spec("uvloop") is None, reason="uvloop cannot be imported")

LOOPS = [pytest.param(_asyncio_run, id="asyncio"), pytest.param(uvloop_run, id="uvloop", marks=without_uvloop)]

on_each_loop = pytest.mark.parametrize("run", LOOPS)
