"""httpx, blocking and with asyncio."""

import httpx

from .. import common
from .dicts import AsyncDicts, SyncDicts


def limits(workers):
    """Connections for all that work at once."""
    return httpx.Limits(max_connections=max(100, workers), max_keepalive_connections=max(20, workers))


class Httpx(SyncDicts):
    """One client for all threads."""

    def __init__(self, url, workers):
        self.client = httpx.Client(base_url=url, headers=common.HEADERS, limits=limits(workers))

    def ask(self, path):
        return self.client.get(path).raise_for_status().json()


class AsyncHttpx(AsyncDicts):
    """One client for all tasks."""

    def __init__(self, url, workers):
        self.client = httpx.AsyncClient(base_url=url, headers=common.HEADERS, limits=limits(workers))

    async def ask(self, path):
        return (await self.client.get(path)).raise_for_status().json()
