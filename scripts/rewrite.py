"""Rewrites places of a file that somebody else's generator wrote, and fails where they are not there: it writes something else then."""

from __future__ import annotations

import sys
from pathlib import Path

# How often a text has to be there, where any number but none will do.
ANY = None


def main(rewrites: list[tuple[str, str, int | None]]) -> None:
    """Makes each rewrite (old, new, how often) in the file that the command line names."""
    [path] = (Path(argument) for argument in sys.argv[1:])
    text = path.read_text()
    for old, new, count in rewrites:
        found = text.count(old)
        if found != count and not (count is ANY and found):
            raise SystemExit(f"rewrite: {path.name} has this {found} times, not {count or 'at all'}:\n{old}")
        text = text.replace(old, new)
    path.write_text(text)
