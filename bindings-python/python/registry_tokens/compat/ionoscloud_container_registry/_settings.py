"""From the settings of the official package to a client of ours."""

from __future__ import annotations

import base64
import binascii
import re
import ssl
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any, NamedTuple

from registry_tokens import IonosClient, Secret, logging_observer

from ._hidden import HiddenDict
from ._model import is_mapping
from ._refused import check_proxy
from .configuration import Configuration, as_secret
from .exceptions import ApiValueError

_IS_JSON = re.compile(r"application/json(\s*;\s*charset=\"?utf-8\"?)?", re.IGNORECASE)
_PEM = b"-----BEGIN "


class Headers(NamedTuple):
    """What was asked to be sent in headers, sorted by who sends it."""

    user_agent: str | None
    contract_number: str | None
    authorization: Secret | None
    extra: HiddenDict


class Settings(NamedTuple):
    """All that a client is made of, but for the credentials: another one needs another client."""

    host: Secret | None
    fingerprint: str | None
    ssl_ca_cert: str | None
    ca_cert_data: str | bytes | None
    proxy: Secret | None
    max_retries: int
    first_wait: timedelta
    longest_wait: timedelta
    is_logged: bool
    user_agent: str | None
    contract_number: str | None

    def open(self, configuration: Configuration, credentials: Mapping[str, Any]) -> IonosClient:
        """A client with these settings. Nothing is sent."""
        return IonosClient(
            base_url=self.host and self.host.reveal(),
            contract_number=self.contract_number,
            pinned_certificate=self.fingerprint,
            ca_certs=_certificates(self.ssl_ca_cert, self.ca_cert_data),
            proxy=self.proxy,
            max_retries=self.max_retries,
            first_wait=self.first_wait,
            longest_wait=self.longest_wait,
            user_agent=self.user_agent,
            load_environment=False,
            on_event=logging_observer(configuration.logger["package_logger"]) if self.is_logged else None,
            **credentials,
        )


def read(configuration: Configuration, headers: Headers) -> Settings:
    """The settings as they are now."""
    check_proxy(has_proxy=bool(configuration.proxy), has_headers=bool(configuration.proxy_headers))
    retries = configuration.retries
    if retries is None:
        # There it counts the attempts.
        retries = max(configuration.max_retries - 1, 0)
    return Settings(
        # Somebody may have put a password into it, which is refused later.
        host=as_secret("host", configuration.host),
        fingerprint=configuration.fingerprint,
        ssl_ca_cert=configuration.ssl_ca_cert or None,
        ca_cert_data=configuration.ca_cert_data or None,
        proxy=as_secret("proxy", configuration.proxy),
        max_retries=retries,
        # Meant as milliseconds, and slept as seconds there.
        first_wait=timedelta(milliseconds=configuration.wait_time),
        longest_wait=timedelta(milliseconds=configuration.max_wait_time),
        is_logged=configuration.debug,
        user_agent=headers.user_agent,
        contract_number=headers.contract_number,
    )


def sort_headers(headers: Any) -> Headers:
    """Sorts what was given as default headers, or for one call."""
    if not is_mapping(headers):
        raise ApiValueError("headers: a dict expected")
    headers = HiddenDict(headers)
    if missing := [name for name in headers if headers[name] is None]:
        raise ApiValueError(f"{missing[0]}: a text expected, not None; leave the header out")
    extra = HiddenDict({name.lower(): str(headers[name]) for name in headers})
    for name in ("accept", "content-type"):
        # Sent anyway.
        if is_json(extra.get(name, "")):
            del extra[name]
    return Headers(
        user_agent=extra.pop("user-agent", None) or None,
        contract_number=extra.pop("x-contract-number", None),
        authorization=as_secret("Authorization", extra.pop("authorization", None)),
        extra=extra,
    )


def is_json(media_type: str) -> bool:
    """Whether it is what is sent and expected anyway."""
    return _IS_JSON.fullmatch(media_type) is not None


def credentials_of(authorization: Secret) -> dict[str, Any]:
    """The credentials of an ``Authorization`` header, which is how the official package is made to send a token."""
    scheme, _, rest = authorization.reveal().strip().partition(" ")
    if scheme.lower() == "bearer":
        return {"token": Secret(rest)}
    pair = None
    if scheme.lower() == "basic":
        try:
            username, colon, password = base64.b64decode(rest.strip(), validate=True).decode().partition(":")
            pair = (username, Secret(password)) if colon else None
            del username, password
        except (binascii.Error, UnicodeDecodeError):
            pass
    # Error reports show the variables of each frame.
    del scheme, rest
    if pair is None:
        raise ApiValueError("Authorization: only Bearer and Basic can be sent; better give them to Configuration")
    return {"username": pair[0], "password": pair[1]}


def _certificates(path: str | None, data: str | bytes | None) -> bytes | None:
    found: list[bytes] = []
    if path is not None:
        try:
            found.append(Path(path).read_bytes())
        except OSError as error:
            raise ApiValueError(f"ssl_ca_cert: {error}") from error
    if data is not None:
        raw = data.encode() if isinstance(data, str) else data
        found.append(raw if _PEM in raw else ssl.DER_cert_to_PEM_cert(raw).encode())
    return b"\n".join(found) or None
