"""What the peers without models have alike: dicts, which json makes."""

from .. import common


class SyncDicts:
    """`ask(path)` gives what the service's JSON says."""

    IS_ASYNC = False

    def another(self):
        """What another thread works with."""
        return self

    def get(self):
        """Reads one token."""
        return common.look(self.ask(common.TOKEN_PATH))

    def list(self, count):
        """Reads a list."""
        return look_at_all(self.ask(common.list_path(count)))


class AsyncDicts:
    """The same with asyncio."""

    IS_ASYNC = True

    async def get(self):
        """Reads one token."""
        return common.look(await self.ask(common.TOKEN_PATH))

    async def list(self, count):
        """Reads a list."""
        return look_at_all(await self.ask(common.list_path(count)))


def look_at_all(page):
    """The sum over a list."""
    seen = [common.look(token) for token in page["items"]]
    return tuple(map(sum, zip(*seen)))
