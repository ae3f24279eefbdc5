"""The clients and resources of Huawei Cloud SWR, for annotations."""

from .generated.swr import *  # noqa: F403  every class of the module is public
