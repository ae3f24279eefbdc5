"""From our errors to the exceptions of the official package."""

from __future__ import annotations

import http
from collections.abc import Collection

from registry_tokens import ConfigError, InvalidArgumentError, RegistryTokensError

from ._words import translated
from .api_response import ResponseHeaders
from .exceptions import ApiException, BadRequestException, class_of
from .models import ApiErrorMessage, ApiErrorResponse


def refused(reason: str, code: str = "invalid_argument") -> BadRequestException:
    """What is refused before anything is sent."""
    status, text = http.HTTPStatus.BAD_REQUEST.value, translated(reason)
    # For who looks there for the reason, as it is where the service refuses.
    data = ApiErrorResponse(http_status=status, messages=[ApiErrorMessage(error_code=code, message=text)])
    return BadRequestException(status, text, body=data.to_json(), data=data)


def exception_of(error: RegistryTokensError, documented: Collection[int]) -> ApiException:
    """The exception for an error of ours; the service's messages are read where the API documents the status."""
    status = error.http_status
    if status is None:
        if isinstance(error, ConfigError):
            return refused(error.reason, "config")
        if isinstance(error, InvalidArgumentError):
            return refused(error.reason)
        return ApiException(None, translated(error.reason))
    body = error.response_body().decode(errors="replace")
    exception = class_of(status)(
        status,
        _phrase(status) if status >= http.HTTPStatus.BAD_REQUEST else error.reason,
        body=body,
        data=_messages(body, error) if status in documented else None,
    )
    exception.headers = ResponseHeaders(error.response_headers())
    return exception


def _phrase(status: int) -> str:
    try:
        return http.HTTPStatus(status).phrase
    except ValueError:
        return ""


def _messages(body: str, error: RegistryTokensError) -> ApiErrorResponse | None:
    """The service's messages, as our error has them: what they repeat of the account's credentials is blackened."""
    try:
        answer = ApiErrorResponse.from_json(body)
    except ValueError:
        return None
    if answer is not None and answer.messages is not None:
        answer.messages = [ApiErrorMessage(error_code=one.code, message=one.message) for one in error.details]
    return answer
