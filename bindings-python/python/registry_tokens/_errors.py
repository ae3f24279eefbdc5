"""What can go wrong: one base class, one subclass per kind."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, NamedTuple, TypeVar

from ._native import FailedAnswer

_Error = TypeVar("_Error", bound="RegistryTokensError")


class ErrorDetail(NamedTuple):
    """One message of the service about what it refused."""

    code: str
    """The service's own code, opaque; empty when it gave none."""
    message: str
    """The service's words."""


class RegistryTokensError(Exception):
    """The base of every error of this package. New subclasses may come.

    The text is one line: the operation, the status, the service's words. It never holds a credential, a header or a
    body.
    """

    kind: str = ""
    """What went wrong, named for what a caller does next: ``not_found``, ``rate_limited``, ..."""
    operation: str = ""
    """The operation that failed, such as ``tokens.get``, or ``client.build``."""
    reason: str = ""
    """What happened, in one sentence without the operation's name."""
    http_status: int | None = None
    """The HTTP status of the last answer, when there was one."""
    details: tuple[ErrorDetail, ...] = ()
    """The service's own messages."""
    request_id: str | None = None
    """The id to quote to the service's support."""
    attempts: int = 0
    """How many requests were sent or tried; 0 when the call was refused before that."""
    retry_after: timedelta | None = None
    """How long the service asked to wait, as its last answer said."""
    retryable: bool = False
    """Whether the same call may be made again without risk and may then succeed."""
    outcome_unknown: bool = False
    """Whether any attempt of this changing call may have been carried out by the service."""
    resource_id: str | None = None
    """The id of what the service made before the exchange broke, when it told."""

    def __init__(self, text: str, /, **fields: object) -> None:
        super().__init__(text)
        self.__dict__.update(fields)
        self._answer: FailedAnswer | None = None

    def response_headers(self) -> dict[str, str]:
        """The headers of the last answer, names in lower case; empty in a copy from another process."""
        return {} if self._answer is None else self._answer.headers()

    def response_body(self) -> bytes:
        """The body of the last answer, cut at 64 KiB; empty in a copy from another process. It may hold a secret."""
        return b"" if self._answer is None else self._answer.body()

    def __copy__(self: _Error) -> _Error:
        """The same error, the answer included."""
        copy: _Error = _rebuild(type(self), *self.__reduce__()[1][1:])
        copy._answer = self._answer
        return copy

    def __deepcopy__(self: _Error, memo: dict[int, object]) -> _Error:
        """The same error, the answer included; its fields cannot change."""
        return self.__copy__()

    def __reduce__(self) -> tuple[Any, ...]:
        fields = {name: value for name, value in self.__dict__.items() if name != "_answer"}
        return _rebuild, (type(self), self.args[0], fields)


class InvalidArgumentError(RegistryTokensError, ValueError):
    """Refused before anything was sent: bad id, empty name, past expiry, nothing to change."""


class ConfigError(RegistryTokensError):
    """The client cannot work as configured, or the service redirects."""


class AuthenticationError(RegistryTokensError):
    """401, or a code that means the same: the account's credentials are not accepted."""


class PermissionDeniedError(RegistryTokensError):
    """403: the account may not do this."""


class NotFoundError(RegistryTokensError):
    """404, or a code that means the same: no such registry, token, instance or credential."""


class ConflictError(RegistryTokensError):
    """409: for example a name that is taken."""


class RateLimitedError(RegistryTokensError):
    """429, or a code that means the same, after the retries."""


class BadRequestError(RegistryTokensError):
    """Any other 4xx."""


class ServerError(RegistryTokensError):
    """5xx, after the retries where there are any."""


class ConnectError(RegistryTokensError):
    """Nothing was sent in the last attempt: DNS, refused, TLS, connect timeout."""


class DeadlineExceededError(RegistryTokensError, TimeoutError):
    """The time of the call is up."""


class TransportError(RegistryTokensError):
    """The exchange broke after something was sent."""


class InvalidResponseError(RegistryTokensError):
    """A 2xx answer that is not what the API promises, or larger than the cap."""


class ListingUnstableError(RegistryTokensError):
    """``all()`` could not get two agreeing scans of a list that kept changing."""


class RotationIncompleteError(RegistryTokensError):
    """The new credentials are not in place, and both they and the old ones exist; `resource_id` is the new one's."""


class ClosedError(RegistryTokensError):
    """The client was closed."""


class InternalError(RegistryTokensError):
    """A bug of this library."""


KINDS: dict[str, type[RegistryTokensError]] = {
    "invalid_argument": InvalidArgumentError,
    "config": ConfigError,
    "authentication": AuthenticationError,
    "permission_denied": PermissionDeniedError,
    "not_found": NotFoundError,
    "conflict": ConflictError,
    "rate_limited": RateLimitedError,
    "bad_request": BadRequestError,
    "server": ServerError,
    "connect": ConnectError,
    "deadline_exceeded": DeadlineExceededError,
    "transport": TransportError,
    "invalid_response": InvalidResponseError,
    "listing_unstable": ListingUnstableError,
    "rotation_incomplete": RotationIncompleteError,
    "closed": ClosedError,
    "internal": InternalError,
}

__all__ = [
    "AuthenticationError",
    "BadRequestError",
    "ClosedError",
    "ConfigError",
    "ConflictError",
    "ConnectError",
    "DeadlineExceededError",
    "ErrorDetail",
    "InternalError",
    "InvalidArgumentError",
    "InvalidResponseError",
    "ListingUnstableError",
    "NotFoundError",
    "PermissionDeniedError",
    "RateLimitedError",
    "RegistryTokensError",
    "RotationIncompleteError",
    "ServerError",
    "TransportError",
]


for _kind, _class in KINDS.items():
    _class.kind = _kind


def from_native(fields: dict[str, Any], answer: FailedAnswer) -> RegistryTokensError:
    """Makes the exception for an error of the core; called by the native half."""
    fields["details"] = tuple(ErrorDetail(code, message) for code, message in fields["details"])
    text = fields.pop("text")
    error = KINDS.get(fields["kind"], RegistryTokensError)(text, **fields)
    error._answer = answer
    return error


def _rebuild(kind: type[_Error], text: str, fields: dict[str, Any]) -> _Error:
    return kind(text, **fields)
