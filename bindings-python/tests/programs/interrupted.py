"""Hangs in a call until Ctrl-C comes, says so, and shows that the client still works.

programs.interrupted SHAPE SILENT_URL WORLD_URL TOKEN REGISTRY
"""

from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from registry_tokens import IonosClient
from support.clients import NOBODY, asynchronous, blocking

SHAPES: dict[str, Callable[[IonosClient], Any]] = {
    "call": lambda client: client.tokens.get(NOBODY, NOBODY),
    "with_response": lambda client: client.tokens.with_response.create(NOBODY, "ci"),
    "items": lambda client: list(client.tokens.list(NOBODY)),
    "pages": lambda client: list(client.registries.list().pages()),
    "all": lambda client: client.tokens.list(NOBODY).all(),
    "wait_until_running": lambda client: client.registries.wait_until_running(NOBODY, within=timedelta(hours=1)),
}


async def with_asyncio(silent_url: str) -> None:
    async with asynchronous(silent_url) as client:
        await client.tokens.get(NOBODY, NOBODY)


def main() -> None:
    shape, silent_url, world_url, token, registry = sys.argv[1:]
    try:
        if shape == "asyncio":
            asyncio.run(with_asyncio(silent_url))
        else:
            with blocking(silent_url) as client:
                SHAPES[shape](client)
    except KeyboardInterrupt:
        print("interrupted", flush=True)
    # The end of this process would close the connection as well; it waits until that was seen.
    sys.stdin.readline()
    blocking(world_url, token=token).registries.get(registry)
    print("works", flush=True)


if __name__ == "__main__":
    # Whatever started the tests in the background may have had them ignore it.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    main()
