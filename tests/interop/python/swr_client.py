"""The unchanged official Python SDK, pointed at the emulator: what all operations of SWR are called on."""

import os
from urllib.parse import urlparse

from huaweicloudsdkcore.auth.internal import IamHelper
from huaweicloudsdkcore.http.http_config import HttpConfig
from huaweicloudsdkswr import v2 as sdk
from huaweicloudsdkswr.v2.region.swr_region import SwrRegion

REGION = os.environ["HUAWEICLOUD_SDK_REGION"]
ENDPOINT = os.environ[f"HUAWEICLOUD_SDK_REGION_SWR_{REGION.upper().replace('-', '_')}"]
IAM_ENDPOINT = os.environ["HUAWEICLOUD_SDK_IAM_ENDPOINT"]


class SwrClient(sdk.SwrClient):
    """The SDK takes scheme and host of an endpoint and drops its path, in which a world of the emulator has its name."""

    def build_future_request(self, method, resource_path, *further):
        return super().build_future_request(method, urlparse(ENDPOINT).path + resource_path, *further)


# The same for the look-up of the project.
IamHelper.KEYSTONE_LIST_PROJECT_URI = urlparse(IAM_ENDPOINT).path + IamHelper.KEYSTONE_LIST_PROJECT_URI

# Keys and endpoints come from the environment, by the SDK's own names. Without retries, as is its default.
api = (
    SwrClient.new_builder(SwrClient)
    .with_http_config(HttpConfig.get_default_config())
    .with_region(SwrRegion.value_of(REGION))
    .build()
)


def of_wire(name):
    """The SDK leaves this to its caller: a repository's name in a path or query."""
    return name.replace("/", "$")


def place(given):
    """The organization and the repository that nearly every request begins with."""
    return given["namespace"], of_wire(given["repository"])


def packed(values, keys):
    return "|".join(f"{key}::{values[key]}" for key in keys if key in values)


def total_of(content_range):
    return int(content_range.rpartition("/")[2]) if content_range else None


def done(call, request):
    """For what reports nothing."""

    def make(given):
        call(request(given))
        return {}

    return make
