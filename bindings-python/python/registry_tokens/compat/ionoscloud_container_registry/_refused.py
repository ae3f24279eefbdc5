"""Options of the official package that cannot be honoured here: refused when they are set, never ignored."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from registry_tokens import Secret

from .exceptions import ApiValueError

_SHA256_DIGITS = 64


def _is_given(value: Any) -> bool:
    return bool(value)


def _is_false(value: Any) -> bool:
    return not value


def _is_none_of_ours(value: Any) -> bool:
    return value is not None and value is not True


def _is_not_sha256(value: Any) -> bool:
    return value is not None and len(str(value).replace(":", "").replace(" ", "")) != _SHA256_DIGITS


def _is_no_mapping(value: Any) -> bool:
    return value is not None and not isinstance(value, Mapping)


def _is_no_mapping_at_all(value: Any) -> bool:
    return value is None or _is_no_mapping(value)


def _is_no_text(value: Any) -> bool:
    return value is not None and not isinstance(value, (str, Secret))


def _is_no_url(value: Any) -> bool:
    return not isinstance(value, str) or not value.strip()


def _is_no_proxy(value: Any) -> bool:
    text = value.reveal() if isinstance(value, Secret) else value
    return _is_no_text(value) or str(text or "").lower().startswith("socks")


def _is_no_count(value: Any) -> bool:
    return value is not None and not (isinstance(value, int) and value >= 0)


def _is_no_count_at_all(value: Any) -> bool:
    return value is None or _is_no_count(value)


_CERTIFICATE = "client certificates are not supported; the API knows a token, or user name and password"
_NAME = "the host name of the certificate is always checked, and it is that of the host"
_SERVERS = "the API's one server has no variables and no servers of operations; give the host"

STEPS = ("auth_settings", "get_api_key_with_prefix", "get_basic_auth_token")
"""Methods of a configuration that the official package calls for a request."""
NEVER_CALLED = (
    "never called, as our own client sends the credentials; override the property token (or username and password), "
    "or set refresh_api_key_hook, or api_key['tokenAuth'] to a function"
)

_REFUSED: dict[str, tuple[Callable[[Any], bool], str]] = {
    "verify_ssl": (
        _is_false,
        "without verification anybody could read the credentials; trust the issuer of the server's certificate with "
        "ssl_ca_cert, or pin the certificate with fingerprint (SHA-256)",
    ),
    "fingerprint": (
        _is_not_sha256,
        "the SHA-256 of the server's certificate expected, 64 hex digits; SHA-1 can be forged",
    ),
    "cert_file": (_is_given, _CERTIFICATE),
    "key_file": (_is_given, _CERTIFICATE),
    "assert_hostname": (_is_none_of_ours, _NAME),
    "tls_server_name": (_is_given, _NAME),
    "socket_options": (
        _is_given,
        "they cannot be set; what is usually wanted of them are timeouts, see _request_timeout",
    ),
    "proxy": (_is_no_proxy, "give an HTTP proxy, http://[user:password@]host:port; SOCKS is not spoken"),
    "proxy_headers": (_is_no_mapping, "a dict expected"),
    "api_key": (_is_no_mapping, "a dict expected, {'tokenAuth': ...}"),
    "api_key_prefix": (_is_no_mapping_at_all, "a dict expected, {'tokenAuth': 'Bearer'}"),
    "host": (_is_no_url, "a URL expected; that of IONOS is Configuration().get_host_settings()[0]['url']"),
    "token": (_is_no_text, "a text expected"),
    "password": (_is_no_text, "a text expected"),
    "retries": (_is_no_count, "a number of retries expected; urllib3 is not behind this package"),
    "max_retries": (_is_no_count_at_all, "a number of attempts expected"),
    "wait_time": (_is_no_count_at_all, "a number of milliseconds expected"),
    "max_wait_time": (_is_no_count_at_all, "a number of milliseconds expected"),
    "logger_file": (_is_given, "add a handler to logging.getLogger('ionoscloud_container_registry') instead"),
    "safe_chars_for_path_param": (_is_given, "an id is a UUID, and nothing in a path needs to be left as it is"),
    "server_variables": (_is_given, _SERVERS),
    "server_operation_index": (_is_given, _SERVERS),
    "server_operation_variables": (_is_given, _SERVERS),
    **dict.fromkeys(STEPS, (_is_given, NEVER_CALLED)),
}


def reason_against(name: str, value: Any) -> str | None:
    """Why an option cannot be honoured, if it cannot. What was given is not quoted: it may hold a password."""
    is_refused, why = _REFUSED.get(name, (None, ""))
    return f"{name}: {why}" if is_refused is not None and is_refused(value) else None


def check_proxy(*, has_proxy: bool, has_headers: bool) -> None:
    """The same for what can be changed without being set."""
    if has_proxy and has_headers:
        raise ApiValueError(
            "proxy_headers (IONOS_HTTP_PROXY_HEADERS): they cannot be sent; user and password of a proxy go into its "
            "URL, http://user:password@host:port"
        )
