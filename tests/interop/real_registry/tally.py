"""Counts checks; says only what failed."""

from __future__ import annotations

import threading


class Tally:
    """How many checks passed and failed, whichever threads make them."""

    def __init__(self) -> None:
        self.passed = 0
        self.failed = 0
        self.lock = threading.Lock()

    def check(self, good: bool, about: str) -> bool:
        with self.lock:
            if good:
                self.passed += 1
            else:
                self.failed += 1
                print(f"FAILED {about}", flush=True)
        return good
