"""urllib3 and its pool."""

import urllib3

from .. import common
from .dicts import SyncDicts


class Urllib3(SyncDicts):
    """One pool for all threads."""

    def __init__(self, url, workers):
        self.url = url
        self.pool = urllib3.PoolManager(maxsize=workers)

    def ask(self, path):
        answer = self.pool.request("GET", self.url + path, headers=common.HEADERS)
        assert answer.status == 200
        return answer.json()
