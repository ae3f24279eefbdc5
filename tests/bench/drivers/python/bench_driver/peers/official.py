"""The service's official SDK."""

import ionoscloud_container_registry as sdk

from .. import common


def look(token):
    """Reads a token of its models."""
    properties = token.properties
    expiry = int(properties.expiry_date.timestamp())
    return 1, len(properties.name), len(properties.status), expiry, len(properties.scopes[0].name)


class Official:
    """One API client for all threads."""

    IS_ASYNC = False

    def __init__(self, url, workers):
        configuration = sdk.Configuration(host=url, token="bench")
        configuration.connection_pool_maxsize = workers
        self.api = sdk.TokensApi(sdk.ApiClient(configuration))

    def another(self):
        return self

    def get(self):
        return look(self.api.registries_tokens_find_by_id(common.REGISTRY_ID, common.TOKEN_ID))

    def list(self, count):
        page = self.api.registries_tokens_get(common.registry_of(count))
        return tuple(map(sum, zip(*[look(token) for token in page.items])))
