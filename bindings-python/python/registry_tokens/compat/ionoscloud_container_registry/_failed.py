"""From our errors to the exceptions of the official package."""

from __future__ import annotations

import http
from collections.abc import Collection

from registry_tokens import ConfigError, InvalidArgumentError, RegistryTokensError

from .api_response import ResponseHeaders
from .exceptions import ApiException, BadRequestException, class_of
from .models import ApiErrorMessage, ApiErrorResponse


def refused(reason: str) -> BadRequestException:
    """What is refused before anything is sent."""
    return BadRequestException(http.HTTPStatus.BAD_REQUEST.value, reason)


def exception_of(error: RegistryTokensError, documented: Collection[int]) -> ApiException:
    """The exception for an error of ours; the service's messages are read where the API documents the status."""
    status = error.http_status
    if status is None:
        is_refused = isinstance(error, (InvalidArgumentError, ConfigError))
        return refused(error.reason) if is_refused else ApiException(None, error.reason)
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
