"""What the clients of the IONOS Container Registry have beside their resources."""

from __future__ import annotations

from typing import overload

from . import _native
from ._native import Secret


class IonosAccount:
    """The account that a client works for."""

    _native: _native.IonosClient

    @overload
    def set_credentials(self, *, token: Secret | str, username: None = None, password: None = None) -> None: ...
    @overload
    def set_credentials(self, *, token: None = None, username: str, password: Secret | str) -> None: ...
    def set_credentials(
        self,
        *,
        token: Secret | str | None = None,
        username: str | None = None,
        password: Secret | str | None = None,
    ) -> None:
        """Replaces the account's credentials for every request from now on, also of calls that wait to try again.

        Args:
            token: An account token, with or without ``Bearer ``; or
            username: the user name of Basic authentication, and
            password: its password.

        Raises:
            ConfigError: They cannot be sent; the old ones stay.
        """
        options = _native.Options({"token": token, "username": username, "password": password})
        # Error reports show the variables of each frame.
        del token, username, password
        self._native.set_credentials(options)
