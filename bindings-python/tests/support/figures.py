"""What the tests count and measure; shown at the end of a run, also of a quiet one."""

from __future__ import annotations

from collections import Counter

vectors_run: Counter[str] = Counter()
vectors_total: dict[str, int] = {}
measured: list[str] = []


def lines() -> list[str]:
    """The lines to show."""
    told: list[str] = []
    for style, ran in vectors_run.items():
        # A vector that was left out by the command line is neither run nor skipped.
        told.append(f"vectors {style}: run {ran}, skipped 0, total {vectors_total[style]}")
    return told + measured
