"""Clients that know nothing of the environment and never wait between attempts."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from registry_tokens import AsyncIonosClient, AsyncSwrClient, IonosClient, SwrClient

from .emulator import Script, World

# An id that nobody has.
NOBODY = "6f1c2a34-0b5d-4e6f-8a9b-0c1d2e3f4a5b"

BLOCKING: dict[str, Any] = {"ionos": IonosClient, "swr": SwrClient}
ASYNCHRONOUS: dict[str, Any] = {"ionos": AsyncIonosClient, "swr": AsyncSwrClient}
# Each with what is enough to be built.
_LEAST: dict[str, dict[str, Any]] = {"ionos": {}, "swr": {"region": "cn-north-4"}}
CLIENTS: dict[Any, dict[str, Any]] = {
    client_class: {"token": "t", "load_environment": False, **_LEAST[provider]}
    for known in (BLOCKING, ASYNCHRONOUS)
    for provider, client_class in known.items()
}

_QUIET: dict[str, Any] = {"load_environment": False, "proxy": False, "first_wait": timedelta(0)}


def options(service: World | Script | str, **own: Any) -> dict[str, Any]:
    """What every client of IONOS here is set up with; `own` wins."""
    base: dict[str, Any] = {"base_url": service if isinstance(service, str) else service.url, **_QUIET}
    if "username" not in own:
        base["token"] = service.token if isinstance(service, World) else "scripted"
    return {**base, **own}


def swr_options(service: World | Script | str, **own: Any) -> dict[str, Any]:
    """The same for SWR."""
    base: dict[str, Any] = {"region": "cn-north-4", "project_id": "0123456789abcdef0123456789abcdef", **_QUIET}
    if isinstance(service, World):
        base |= service.swr
    if isinstance(service, str):
        base["endpoint"] = service
    else:
        base |= {"endpoint": service.urls["swr_url"], "iam_endpoint": service.urls["iam_url"]}
    if not isinstance(service, World) and not {"token", "access_key"} & set(own):
        base |= {"access_key": "SCRIPTED", "secret_key": "scripted"}
    if "token" in own:
        base = {name: value for name, value in base.items() if name not in ("access_key", "secret_key")}
    given = {**base, **own}
    return {name: value for name, value in given.items() if value is not None}


def swr_environment(world: World) -> dict[str, str]:
    """What a program finds that knows nothing of us: the variables of the official SDKs."""
    return {
        "HUAWEICLOUD_SDK_AK": world.swr["access_key"],
        "HUAWEICLOUD_SDK_SK": world.swr["secret_key"],
        "HUAWEICLOUD_SDK_REGION": "cn-north-4",
        "HUAWEICLOUD_SDK_REGION_SWR_CN_NORTH_4": world.urls["swr_url"],
        "HUAWEICLOUD_SDK_IAM_ENDPOINT": world.urls["iam_url"],
    }


_OPTIONS = {"ionos": options, "swr": swr_options}


def blocking_of(provider: str, service: World | Script | str, **own: Any) -> Any:
    """A client of the service of this name."""
    return BLOCKING[provider](**_OPTIONS[provider](service, **own))


def asynchronous_of(provider: str, service: World | Script | str, **own: Any) -> Any:
    return ASYNCHRONOUS[provider](**_OPTIONS[provider](service, **own))


def blocking(service: World | Script | str, **own: Any) -> IonosClient:
    return IonosClient(**options(service, **own))


def asynchronous(service: World | Script | str, **own: Any) -> AsyncIonosClient:
    return AsyncIonosClient(**options(service, **own))


def blocking_swr(service: World | Script | str, **own: Any) -> SwrClient:
    return SwrClient(**swr_options(service, **own))


def asynchronous_swr(service: World | Script | str, **own: Any) -> AsyncSwrClient:
    return AsyncSwrClient(**swr_options(service, **own))
