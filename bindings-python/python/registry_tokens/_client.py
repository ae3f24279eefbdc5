"""The clients: what users call. Everything is done by the native half."""

from __future__ import annotations

import atexit
from datetime import timedelta
from uuid import UUID

from . import _native
from ._native import Secret
from .generated.models import Token

atexit.register(_native.shut_down)


class _Client:
    def __init__(
        self,
        *,
        token: str | Secret | None = None,
        base_url: str | None = None,
        load_environment: bool = True,
        max_retries: int | None = None,
        first_wait: timedelta | None = None,
    ) -> None:
        """Sets up a client; nothing is sent.

        token: an account token, with or without ``Bearer ``. Environment: ``IONOS_TOKEN``.
        base_url: where the API is. Environment: ``IONOS_API_URL``.
        load_environment: whether the environment and the default config file are read at all.
        max_retries: how often a failed try may be repeated. Default: 4.
        first_wait: the upper bound of the wait before the first retry. Default: 100 ms.
        """
        self._native = _native.NativeClient(
            token=Secret(token) if isinstance(token, str) else token,
            base_url=base_url,
            load_environment=load_environment,
            max_retries=max_retries,
            first_wait=first_wait,
        )


class IonosClient(_Client):
    """A client of the IONOS Container Registry API, for code that waits."""

    @property
    def tokens(self) -> Tokens:
        """The tokens of a registry."""
        return Tokens(self._native)

    def close(self) -> None:
        """Closes the client: later calls raise `ClosedError`."""
        self._native.close()


class AsyncIonosClient(_Client):
    """A client of the IONOS Container Registry API, for asyncio."""

    @property
    def tokens(self) -> AsyncTokens:
        """The tokens of a registry."""
        return AsyncTokens(self._native)

    async def close(self) -> None:
        """Closes the client: later calls raise `ClosedError`."""
        self._native.close()


class Tokens:
    """The tokens of a registry. Get it from `IonosClient.tokens`."""

    def __init__(self, native: _native.NativeClient) -> None:
        self._native = native

    def get(self, registry_id: str | UUID, token_id: str | UUID) -> Token:
        """One token. Raises `NotFoundError` where there is none."""
        return self._native.tokens_get(str(registry_id), str(token_id))


class AsyncTokens:
    """The tokens of a registry. Get it from `AsyncIonosClient.tokens`."""

    def __init__(self, native: _native.NativeClient) -> None:
        self._native = native

    async def get(self, registry_id: str | UUID, token_id: str | UUID) -> Token:
        """One token. Raises `NotFoundError` where there is none."""
        return await self._native.tokens_get_async(str(registry_id), str(token_id))
