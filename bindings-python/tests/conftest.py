"""What every test file has: the emulator, a service of the test's own, and an end for what hangs."""

from __future__ import annotations

import faulthandler
import os
from collections.abc import Iterator
from typing import Any

import pytest
from support import figures
from support.emulator import Emulator, World

# Tells hanging from not hanging: the longest test takes a tenth of it.
_HANGING = 120.0

_terminal: list[int] = []


def pytest_configure(config: pytest.Config) -> None:
    # A test that hangs without giving the interpreter lock back can only be ended by a thread of C, and what that
    # writes has to reach the terminal, not pytest's capture.
    capture: Any = config.pluginmanager.getplugin("capturemanager")
    if capture is None:
        _terminal.append(os.dup(2))
        return
    with capture.global_and_fixture_disabled():
        _terminal.append(os.dup(2))


def pytest_unconfigure() -> None:
    while _terminal:
        os.close(_terminal.pop())


@pytest.fixture(autouse=True)
def _no_hanging() -> Iterator[None]:
    faulthandler.dump_traceback_later(_HANGING, exit=True, file=_terminal[0])
    yield
    faulthandler.cancel_dump_traceback_later()


@pytest.fixture(scope="session")
def emulator() -> Iterator[Emulator]:
    started = Emulator()
    yield started
    started.stop()


@pytest.fixture
def world(emulator: Emulator) -> World:
    """A service of the test's own."""
    return emulator.world()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    for line in figures.lines():
        terminalreporter.write_line(line)
