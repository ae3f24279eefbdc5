"""What is logged meanwhile."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Generator


class Records(logging.Handler):
    """Keeps the texts of everything that is logged, whatever its level and logger."""

    def __init__(self) -> None:
        super().__init__(level=1)
        self.texts: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.texts.append(f"{record.getMessage()} {vars(record)}")


@contextlib.contextmanager
def recorded() -> Generator[Records, None, None]:
    """Everything that is logged meanwhile."""
    root, records = logging.getLogger(), Records()
    level = root.level
    root.setLevel(1)
    root.addHandler(records)
    try:
        yield records
    finally:
        root.removeHandler(records)
        root.setLevel(level)
