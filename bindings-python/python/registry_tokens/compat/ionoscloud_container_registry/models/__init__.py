"""The models of the official package that the tokens need; the others are not here yet."""

from typing import Any

from .._not_yet import MODELS, absent
from .api_error_message import ApiErrorMessage
from .api_error_response import ApiErrorResponse
from .api_resource_metadata import ApiResourceMetadata
from .credentials import Credentials
from .pagination_links import PaginationLinks
from .patch_token_input import PatchTokenInput
from .post_token_input import PostTokenInput
from .post_token_output import PostTokenOutput
from .post_token_properties import PostTokenProperties
from .put_token_input import PutTokenInput
from .put_token_output import PutTokenOutput
from .scope import Scope
from .token_properties import TokenProperties
from .token_response import TokenResponse
from .tokens_response import TokensResponse

__all__ = [
    "ApiErrorMessage",
    "ApiErrorResponse",
    "ApiResourceMetadata",
    "Credentials",
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
    "TokensResponse",
]


def __getattr__(name: str) -> Any:
    return absent(__name__, name, MODELS)
