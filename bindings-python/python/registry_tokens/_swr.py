"""What the clients of Huawei Cloud SWR have beside their resources."""

from __future__ import annotations

from typing import overload

from . import _native
from ._native import Secret


class SwrAccount:
    """The account that a client works for."""

    _native: _native.SwrClient

    @overload
    def set_credentials(
        self, *, token: Secret | str, access_key: None = None, secret_key: None = None, security_token: None = None
    ) -> None: ...
    @overload
    def set_credentials(
        self,
        *,
        token: None = None,
        access_key: str,
        secret_key: Secret | str,
        security_token: Secret | str | None = None,
    ) -> None: ...
    def set_credentials(
        self,
        *,
        token: Secret | str | None = None,
        access_key: str | None = None,
        secret_key: Secret | str | None = None,
        security_token: Secret | str | None = None,
    ) -> None:
        """Replaces the account's credentials for every request from now on, also of calls that wait to try again.

        A project that was looked up, or came from the credentials file, is looked up anew for calls that begin later;
        one that was given stays.

        Args:
            token: An IAM user token of the project; or
            access_key: the access key (AK) that requests are signed with, and
            secret_key: its secret key (SK), and
            security_token: the token that belongs to temporary keys.

        Raises:
            ConfigError: They cannot be sent; the old ones stay.
        """
        options = _native.Options(
            {
                "token": token,
                "access_key": access_key,
                "secret_key": secret_key,
                "security_token": security_token,
            }
        )
        # Error reports show the variables of each frame.
        del token, access_key, secret_key, security_token
        self._native.set_credentials(options)
