"""How a client is set up, in the words of the official package."""

from __future__ import annotations

import copy
import logging
import os
import platform
import sys
from collections.abc import Callable
from typing import Any, ClassVar, TypeVar

import registry_tokens
from registry_tokens import Secret

from ._hidden import HiddenDict
from ._refused import NEVER_CALLED, STEPS, reason_against
from .exceptions import ApiValueError

_Configuration = TypeVar("_Configuration", bound="Configuration")

_HOST = "https://api.ionos.com/containerregistries"
_SCHEME = "tokenAuth"


class Configuration:
    """The settings of an `ApiClient`. What is changed later holds from the next call on.

    A subclass may have `token`, `username` and `password` as properties: they are read for each call, and
    `refresh_api_key_hook` is called before that.

    A token wins over ``api_key['tokenAuth']``, that over user name and password. Nothing of the environment is read but
    ``IONOS_HTTP_PROXY`` and ``IONOS_HTTP_PROXY_HEADERS``, as in the official package. An option that cannot be honoured
    is refused when it is set, with `ApiValueError`.
    """

    _default: ClassVar[Any] = None

    def __init__(
        self,
        host: str | None = None,
        api_key: dict[str, Any] | None = None,
        api_key_prefix: dict[str, str] | None = None,
        username: str | None = None,
        password: Secret | str | None = None,
        fingerprint: str | None = None,
        token: Secret | str | None = None,
        server_index: int | None = None,
        server_variables: dict[str, str] | None = None,
        server_operation_index: dict[int, int] | None = None,
        server_operation_variables: dict[int, dict[str, str]] | None = None,
        ignore_operation_servers: bool = False,
        ssl_ca_cert: str | None = None,
        retries: int | None = None,
        ca_cert_data: str | bytes | None = None,
        *,
        debug: bool | None = None,
    ) -> None:
        given = HiddenDict(token=token, password=password, api_key=api_key, fingerprint=fingerprint)
        if host is not None:
            # Somebody may have put a password into it, which is refused later.
            given["host"] = host
        is_at_default = host is None
        # Error reports show the variables of each frame.
        del token, password, api_key, fingerprint, host
        self._base_path = _HOST
        self.api_key: dict[str, Any]
        for name in given:
            setattr(self, name, given[name])
        self.server_index = 0 if server_index is None and is_at_default else server_index
        self.server_variables = server_variables or {}
        self.server_operation_index = server_operation_index or {}
        self.server_operation_variables = server_operation_variables or {}
        self.api_key_prefix = api_key_prefix or {}
        self.refresh_api_key_hook: Callable[[Any], object] | None = None
        self.username = username
        self.fingerprint: str | None
        self.verify_ssl = True
        self.ssl_ca_cert = ssl_ca_cert
        self.ca_cert_data = ca_cert_data
        self.cert_file: str | None = None
        self.key_file: str | None = None
        self.assert_hostname: bool | str | None = None
        self.tls_server_name: str | None = None
        self.socket_options: Any = None
        self.proxy = os.environ.get("IONOS_HTTP_PROXY")
        self.proxy_headers = _proxy_headers()
        self.retries = retries
        self.max_retries = 3
        self.wait_time = 100
        self.max_wait_time = 2000
        self.logger = {"package_logger": logging.getLogger("ionoscloud_container_registry")}
        self.logger_file: str | None = None
        self._debug = False
        if debug is not None:
            self.debug = debug
        # Without effect, as on the tokens in the official package; connections are kept as they are needed.
        self.connection_pool_maxsize: int | None = None
        self.ignore_operation_servers = ignore_operation_servers
        self.client_side_validation = True
        self.safe_chars_for_path_param = ""
        self.temp_folder_path: str | None = None
        self.datetime_format = "%Y-%m-%dT%H:%M:%SZ"
        self.date_format = "%Y-%m-%d"

    def __init_subclass__(cls) -> None:
        for name in STEPS:
            if getattr(cls, name, None) is not getattr(Configuration, name, None):
                raise ApiValueError(f"{cls.__name__}.{name}: {NEVER_CALLED}")

    def __setattr__(self, name: str, value: Any) -> None:
        if (why := reason_against(name, value)) is not None:
            # Error reports show the variables of each frame.
            del value
            raise ApiValueError(why)
        if name in ("api_key", "proxy_headers"):
            value = HiddenDict(value or {})
        super().__setattr__(name, value)

    def __deepcopy__(self: _Configuration, memo: dict[int, Any]) -> _Configuration:
        # Loggers are the program's, and so are a proxy's and a token's functions.
        result = copy.copy(self)
        memo[id(self)] = result
        for name in ("api_key", "api_key_prefix", "proxy_headers"):
            setattr(result, name, copy.copy(getattr(self, name)))
        return result

    @classmethod
    def set_default(cls, default: Configuration | None) -> None:
        """Sets what `get_default` gives."""
        cls._default = default

    @classmethod
    def get_default(cls: type[_Configuration]) -> _Configuration:
        """The configuration of an `ApiClient` that is given none."""
        if cls._default is None:
            cls._default = cls()
        default: _Configuration = cls._default
        return default

    @classmethod
    def get_default_copy(cls: type[_Configuration]) -> _Configuration:
        """The same as `get_default`, by its older name."""
        return cls.get_default()

    @property
    def host(self) -> str:
        """Where the API is."""
        return self.get_host_from_settings(self.server_index)

    @host.setter
    def host(self, value: str) -> None:
        self._base_path = value
        self.server_index = None

    def get_host_settings(self) -> list[dict[str, str]]:
        """The addresses that are known."""
        return [{"url": _HOST, "description": "Production"}]

    def get_host_from_settings(
        self, index: int | None, variables: dict[str, str] | None = None, servers: list[Any] | None = None
    ) -> str:
        """The address of an index; without one the host that was set."""
        if index is None:
            return self._base_path
        servers = self.get_host_settings() if servers is None else servers
        if variables or not 0 <= index < len(servers):
            raise ApiValueError(f"server_index: there are {len(servers)} servers, and they have no variables")
        return str(servers[index]["url"])

    @property
    def token(self) -> str | None:
        """The account's token, with or without ``Bearer``."""
        return None if self._token is None else self._token.reveal()

    @token.setter
    def token(self, value: Secret | str | None) -> None:
        self._token = as_secret("token", value)

    @property
    def password(self) -> str | None:
        """The password of Basic authentication."""
        return None if self._password is None else self._password.reveal()

    @password.setter
    def password(self, value: Secret | str | None) -> None:
        self._password = as_secret("password", value)

    @property
    def proxy(self) -> str | None:
        """The URL of an HTTP proxy."""
        return None if self._proxy is None else self._proxy.reveal()

    @proxy.setter
    def proxy(self, value: Secret | str | None) -> None:
        self._proxy = as_secret("proxy", value or None)

    @property
    def debug(self) -> bool:
        """Whether each attempt is logged to ``logger['package_logger']``: without credentials, headers and bodies."""
        return self._debug

    @debug.setter
    def debug(self, value: bool) -> None:
        self._debug = value
        self.logger["package_logger"].setLevel(logging.DEBUG if value else logging.WARNING)

    def get_api_key_with_prefix(self, identifier: str, alias: str | None = None) -> str | None:
        """The API key of this name; a function is called for it, and `refresh_api_key_hook` before that."""
        self._refresh()
        return self._api_key(identifier, alias)

    def _refresh(self) -> None:
        if self.refresh_api_key_hook is not None:
            self.refresh_api_key_hook(self)

    def _api_key(self, identifier: str, alias: str | None = None) -> str | None:
        prefix = self.api_key_prefix.get(identifier)
        name = identifier if identifier in self.api_key else alias
        key = as_secret(f"api_key[{name!r}]", _called(self.api_key.get(name or identifier)))
        if key is None or not key.reveal():
            return None
        return f"{prefix} {key.reveal()}" if prefix else key.reveal()

    def _credentials(self) -> dict[str, Any]:
        # What a client of registry_tokens is given of all these. The hook may change any of them.
        self._refresh()
        if unknown := self.api_key.keys() - {_SCHEME}:
            raise ApiValueError(f"api_key: {sorted(unknown)} are no schemes of this API; its key is called {_SCHEME!r}")
        if str(self.api_key_prefix.get(_SCHEME) or "Bearer").lower() != "bearer":
            raise ApiValueError("api_key_prefix: only 'Bearer' can be sent, and it is sent without being asked for")
        token = as_secret("token", self.token)
        if token is None:
            token = as_secret("api_key", self._api_key(_SCHEME))
        if token is not None:
            return {"token": token}
        given = {"username": self.username, "password": as_secret("password", self.password)}
        return {name: value for name, value in given.items() if value is not None}

    def to_debug_report(self) -> str:
        """What to say in a report: system and versions."""
        return (
            "Python SDK Debug Report:\n"
            f"OS: {sys.platform}\n"
            f"Python Version: {platform.python_version()}\n"
            f"registry-tokens: {registry_tokens.__version__}"
        )


def as_secret(name: str, value: Any) -> Secret | None:
    """The same as a `Secret`; what is wrong is told without it."""
    if value is None or isinstance(value, Secret):
        return value
    kind, text = type(value).__name__, Secret(value) if isinstance(value, str) else None
    # Error reports show the variables of each frame.
    del value
    if text is None:
        raise ApiValueError(f"{name}: a text expected, not {kind}")
    return text


def _called(key: Any) -> Any:
    return key() if callable(key) else key


def _proxy_headers() -> dict[str, str]:
    lines = os.environ.get("IONOS_HTTP_PROXY_HEADERS", "").splitlines()
    # A line without a colon is no name that may be shown.
    parts = [(line if ":" in line else f":{line}").partition(":") for line in lines if line.strip()]
    return {name.strip(): value.strip() for name, _, value in parts}
