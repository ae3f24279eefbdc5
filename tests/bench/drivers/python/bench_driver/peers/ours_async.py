"""This library, with asyncio."""

from registry_tokens import AsyncIonosClient

from .. import common


class AsyncOurs:
    """One client for all tasks."""

    IS_ASYNC = True

    def __init__(self, url, workers):
        self.client = AsyncIonosClient(token="bench", base_url=url, max_response_bytes=1 << 30)

    async def get(self):
        return common.look_at_model(await self.client.tokens.get(common.REGISTRY_ID, common.TOKEN_ID))

    async def list(self, count):
        page = await self.client.tokens.list_page(common.registry_of(count))
        return tuple(map(sum, zip(*[common.look_at_model(token) for token in page.items])))
