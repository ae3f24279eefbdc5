"""A drop-in for the tokens of the official package `ionoscloud_container_registry`: its names, our client behind them.

Change the import and nothing else::

    import registry_tokens.compat.ionoscloud_container_registry as ionoscloud_container_registry

What is different, and why, stands in ``docs/official_sdks/python.md`` of the repository.
"""

from typing import Any

from registry_tokens import __version__

from ._not_yet import APIS as _APIS
from ._not_yet import MODELS as _MODELS
from ._not_yet import absent as _absent
from .api.tokens_api import TokensApi
from .api_client import ApiClient
from .api_response import ApiResponse
from .configuration import Configuration
from .exceptions import (
    ApiAttributeError,
    ApiException,
    ApiKeyError,
    ApiTypeError,
    ApiValueError,
    OpenApiException,
)
from .models import (
    ApiErrorMessage,
    ApiErrorResponse,
    ApiResourceMetadata,
    Credentials,
    PaginationLinks,
    PatchTokenInput,
    PostTokenInput,
    PostTokenOutput,
    PostTokenProperties,
    PutTokenInput,
    PutTokenOutput,
    Scope,
    TokenProperties,
    TokenResponse,
    TokensResponse,
)

__all__ = [
    "ApiAttributeError",
    "ApiClient",
    "ApiErrorMessage",
    "ApiErrorResponse",
    "ApiException",
    "ApiKeyError",
    "ApiResourceMetadata",
    "ApiResponse",
    "ApiTypeError",
    "ApiValueError",
    "Configuration",
    "Credentials",
    "OpenApiException",
    "PaginationLinks",
    "PatchTokenInput",
    "PostTokenInput",
    "PostTokenOutput",
    "PostTokenProperties",
    "PutTokenInput",
    "PutTokenOutput",
    "Scope",
    "TokenProperties",
    "TokenResponse",
    "TokensApi",
    "TokensResponse",
    "__version__",
]


def __getattr__(name: str) -> Any:
    return _absent(__name__, name, [*_APIS, *_MODELS])
