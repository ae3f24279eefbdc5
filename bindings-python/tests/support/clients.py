"""Clients that know nothing of the environment and never wait between attempts."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from registry_tokens import AsyncIonosClient, IonosClient

from .emulator import Script, World

# An id that nobody has.
NOBODY = "6f1c2a34-0b5d-4e6f-8a9b-0c1d2e3f4a5b"


def options(service: World | Script | str, **own: Any) -> dict[str, Any]:
    """What every client here is set up with; `own` wins."""
    base: dict[str, Any] = {
        "base_url": service if isinstance(service, str) else service.url,
        "load_environment": False,
        "proxy": False,
        "first_wait": timedelta(0),
    }
    if "username" not in own:
        base["token"] = service.token if isinstance(service, World) else "scripted"
    return {**base, **own}


def blocking(service: World | Script | str, **own: Any) -> IonosClient:
    return IonosClient(**options(service, **own))


def asynchronous(service: World | Script | str, **own: Any) -> AsyncIonosClient:
    return AsyncIonosClient(**options(service, **own))
