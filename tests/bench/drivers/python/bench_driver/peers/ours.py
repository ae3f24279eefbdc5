"""This library, blocking."""

from registry_tokens import IonosClient

from .. import common


class Ours:
    """One client for all threads."""

    IS_ASYNC = False

    def __init__(self, url, workers):
        self.client = IonosClient(token="bench", base_url=url, max_response_bytes=1 << 30)

    def another(self):
        return self

    def get(self):
        return common.look_at_model(self.client.tokens.get(common.REGISTRY_ID, common.TOKEN_ID))

    def list(self, count):
        page = self.client.tokens.list_page(common.registry_of(count))
        return tuple(map(sum, zip(*[common.look_at_model(token) for token in page.items])))
