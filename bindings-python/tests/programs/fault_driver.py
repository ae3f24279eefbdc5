"""The driver of the fault run, started by `bindings-python/fault-driver STYLE`."""

from __future__ import annotations

import asyncio
import sys

from support.faults import blocking, lines, with_asyncio


def main() -> None:
    (style,) = sys.argv[1:]
    # The style is known before it is said to be ready.
    run = {"python-sync": _blocking, "python-async": _with_asyncio}[style]
    lines.write({"ready": {"style": style}})
    run()


def _blocking() -> None:
    blocking.Driver().run()


def _with_asyncio() -> None:
    asyncio.run(with_asyncio.Driver().run())


if __name__ == "__main__":
    main()
