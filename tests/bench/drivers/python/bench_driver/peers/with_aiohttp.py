"""aiohttp and its session."""

import aiohttp

from .. import common
from .dicts import AsyncDicts


class Aiohttp(AsyncDicts):
    """One session for all tasks."""

    def __init__(self, url, workers):
        self.url = url
        connector = aiohttp.TCPConnector(limit=max(100, workers))
        self.session = aiohttp.ClientSession(headers=common.HEADERS, connector=connector)

    async def ask(self, path):
        async with self.session.get(self.url + path) as answer:
            answer.raise_for_status()
            return await answer.json()
