"""The drop-in for the official package, set up for a service of a test's own."""

from __future__ import annotations

from typing import Any

from registry_tokens.compat import ionoscloud_container_registry as sdk

from .emulator import Script, World


def configuration(service: World | Script | str, **own: Any) -> sdk.Configuration:
    """Its configuration; `own` wins."""
    host = service if isinstance(service, str) else service.url
    token = service.token if isinstance(service, World) else "scripted"
    settings: dict[str, Any] = {"host": host, "token": token, **own}
    made = sdk.Configuration(**settings)
    made.wait_time = 0
    return made


def api(service: World | Script | str, **own: Any) -> sdk.TokensApi:
    """The tokens of the service."""
    return sdk.TokensApi(sdk.ApiClient(configuration(service, **own)))
