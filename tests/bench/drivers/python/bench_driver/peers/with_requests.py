"""requests and its session."""

import requests
from requests.adapters import HTTPAdapter

from .. import common
from .dicts import SyncDicts


class Requests(SyncDicts):
    """One session for all threads."""

    def __init__(self, url, workers):
        self.url = url
        self.session = requests.Session()
        self.session.headers.update(common.HEADERS)
        if workers > 1:
            self.session.mount("http://", HTTPAdapter(pool_maxsize=workers))

    def ask(self, path):
        answer = self.session.get(self.url + path)
        answer.raise_for_status()
        return answer.json()
