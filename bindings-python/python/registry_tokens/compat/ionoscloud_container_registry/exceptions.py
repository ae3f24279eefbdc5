"""The exceptions of the official package, under its names."""

from __future__ import annotations

from typing import Any, NoReturn

from ._hidden import Hidden
from ._words import translated

_Path = list[Any] | tuple[Any, ...] | None


class OpenApiException(Exception):  # noqa: N818  the official name
    """The base of all of them."""


class _AtPath(OpenApiException):
    def __init__(self, msg: str, path_to_item: _Path = None) -> None:
        self.path_to_item = path_to_item
        super().__init__(f"{msg} at {render_path(path_to_item)}" if path_to_item else msg)


class ApiTypeError(_AtPath, TypeError):
    """Never raised here: a value of a wrong type is an `ApiValueError`, as that of pydantic is a ValueError."""

    def __init__(
        self, msg: str, path_to_item: _Path = None, valid_classes: Any = None, key_type: bool | None = None
    ) -> None:
        self.valid_classes = valid_classes
        self.key_type = key_type
        super().__init__(msg, path_to_item)


class ApiValueError(_AtPath, ValueError):
    """A value that does not fit its field or argument, or an option that cannot be honoured."""


class ApiAttributeError(_AtPath, AttributeError):
    """Never raised here."""


class ApiKeyError(_AtPath, KeyError):
    """Never raised here."""


class ApiException(OpenApiException):
    """A call that failed; ``__cause__`` is the error of `registry_tokens` behind it, with all that is known.

    Its text holds no headers and no body.
    """

    status: int | None
    """The HTTP status; 400 for what was refused before anything was sent, None where no answer came."""
    reason: str | None
    """The words of the status, or what happened where no answer came."""
    data: Any
    """The messages as `ApiErrorResponse`: the service's, for the statuses that the API documents for the call, or ours
    for what was refused before anything was sent."""
    headers: Any
    """Those headers of the answer that are of use to a caller, in any case; None where no answer came."""

    def __init__(
        self,
        status: int | None = None,
        reason: str | None = None,
        http_resp: Any = None,
        *,
        body: str | None = None,
        data: Any | None = None,
    ) -> None:
        # Their text would be that of the exception.
        super().__init__()
        self.status = status
        self.reason = reason
        self._body = Hidden(body)
        self.data = data
        self.headers = None
        if http_resp:
            self.status = http_resp.status if status is None else status
            self.reason = http_resp.reason if reason is None else reason
            if body is None and isinstance(http_resp.data, bytes):
                self.body = http_resp.data.decode(errors="replace")
            self.headers = http_resp.getheaders()

    @property
    def body(self) -> str | None:
        """The body of the answer, or one of ours for what was never sent.

        It may hold a secret, so no text form shows it; None in a copy of another process.
        """
        return self._body.reveal()

    @body.setter
    def body(self, value: str | None) -> None:
        self._body = Hidden(value)

    @classmethod
    def from_response(cls, *, http_resp: Any, body: str | None, data: Any | None) -> NoReturn:
        """Raises the exception of an answer's status."""
        exception = class_of(http_resp.status)(http_resp=http_resp, body=body, data=data)
        # Error reports show the variables of each frame.
        del http_resp, body, data
        raise exception

    def __str__(self) -> str:
        text = f"({self.status})\nReason: {self.reason}\n"
        return text if self.__cause__ is None else f"{text}{translated(str(self.__cause__))}\n"


class _Told(OpenApiException):
    def __init__(self, message: str, request_id: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.request_id = request_id


class ApiTimeout(_Told):
    """Never raised here."""


class ApiFailedRequest(_Told):
    """Never raised here."""


class BadRequestException(ApiException):
    """400, or refused before anything was sent."""


class NotFoundException(ApiException):
    """404."""


class UnauthorizedException(ApiException):
    """401."""


class ForbiddenException(ApiException):
    """403."""


class ServiceException(ApiException):
    """5xx."""


class ConflictException(ApiException):
    """409."""


class UnprocessableEntityException(ApiException):
    """422."""


_CLASSES: dict[int, type[ApiException]] = {
    400: BadRequestException,
    401: UnauthorizedException,
    403: ForbiddenException,
    404: NotFoundException,
    409: ConflictException,
    422: UnprocessableEntityException,
}


def class_of(status: int | None) -> type[ApiException]:
    """The class for a status."""
    if status is not None and 500 <= status <= 599:
        return ServiceException
    return _CLASSES.get(status or 0, ApiException)


def render_path(path_to_item: Any) -> str:
    """A path of keys and indices as a text."""
    return "".join(f"[{part}]" if isinstance(part, int) else f"['{part}']" for part in path_to_item)
