"""The calls of the API's tokens, under the official package's names.

Beside its own arguments each takes those of one request: ``query_params``, a dict or pairs; ``_request_timeout``, the
seconds of the whole call, or two numbers whose sum they are; ``_headers``. The others are there to be refused.

Each raises `ApiException` by its subclasses for what the service or our own checks refuse and for what could not be
sent, and `ApiValueError` for values of a wrong type.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NoReturn

from .._call import Call, Query, Timeout
from .._hidden import hiding
from ..api_client import ApiClient
from ..api_response import ApiResponse
from ..models import (
    PatchTokenInput,
    PostTokenInput,
    PostTokenOutput,
    PutTokenInput,
    PutTokenOutput,
    TokenResponse,
    TokensResponse,
)

# What may hold credentials.
_hiding = hiding("query_params", "_request_auth", "_headers")


class TokensApi:
    """The tokens of a registry."""

    def __init__(self, api_client: ApiClient | None = None) -> None:
        self.api_client = ApiClient.get_default() if api_client is None else api_client

    def __getattr__(self, name: str) -> NoReturn:
        if name.endswith("_without_preload_content"):
            raise AttributeError(f"{name}: there is no urllib3 response here; _with_http_info gives raw_data")
        raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")

    @_hiding
    def registries_tokens_delete(
        self,
        registry_id: str | None,
        token_id: str | None,
        query_params: Query = None,
        _request_timeout: Timeout = None,
        _request_auth: Mapping[str, Any] | None = None,
        _content_type: str | None = None,
        _headers: Mapping[str, Any] | None = None,
        _host_index: int = 0,
    ) -> None:
        """Deletes a token."""
        call = self._call(query_params, _request_timeout, _request_auth, _content_type, _headers, _host_index)
        call.delete(registry_id, token_id)

    @_hiding
    def registries_tokens_delete_with_http_info(
        self,
        registry_id: str | None,
        token_id: str | None,
        query_params: Query = None,
        _request_timeout: Timeout = None,
        _request_auth: Mapping[str, Any] | None = None,
        _content_type: str | None = None,
        _headers: Mapping[str, Any] | None = None,
        _host_index: int = 0,
    ) -> ApiResponse[None]:
        """The same as `registries_tokens_delete`, with the details of the answer."""
        call = self._call(query_params, _request_timeout, _request_auth, _content_type, _headers, _host_index)
        return call.delete(registry_id, token_id)

    @_hiding
    def registries_tokens_find_by_id(
        self,
        registry_id: str | None,
        token_id: str | None,
        query_params: Query = None,
        _request_timeout: Timeout = None,
        _request_auth: Mapping[str, Any] | None = None,
        _content_type: str | None = None,
        _headers: Mapping[str, Any] | None = None,
        _host_index: int = 0,
    ) -> TokenResponse:
        """Gets a token."""
        call = self._call(query_params, _request_timeout, _request_auth, _content_type, _headers, _host_index)
        return call.find_by_id(registry_id, token_id).data

    @_hiding
    def registries_tokens_find_by_id_with_http_info(
        self,
        registry_id: str | None,
        token_id: str | None,
        query_params: Query = None,
        _request_timeout: Timeout = None,
        _request_auth: Mapping[str, Any] | None = None,
        _content_type: str | None = None,
        _headers: Mapping[str, Any] | None = None,
        _host_index: int = 0,
    ) -> ApiResponse[TokenResponse]:
        """The same as `registries_tokens_find_by_id`, with the details of the answer."""
        call = self._call(query_params, _request_timeout, _request_auth, _content_type, _headers, _host_index)
        return call.find_by_id(registry_id, token_id)

    @_hiding
    def registries_tokens_get(
        self,
        registry_id: str | None,
        offset: str | None = None,
        limit: str | None = None,
        query_params: Query = None,
        _request_timeout: Timeout = None,
        _request_auth: Mapping[str, Any] | None = None,
        _content_type: str | None = None,
        _headers: Mapping[str, Any] | None = None,
        _host_index: int = 0,
    ) -> TokensResponse:
        """Gets a page of tokens."""
        call = self._call(query_params, _request_timeout, _request_auth, _content_type, _headers, _host_index)
        return call.get(registry_id, offset, limit).data

    @_hiding
    def registries_tokens_get_with_http_info(
        self,
        registry_id: str | None,
        offset: str | None = None,
        limit: str | None = None,
        query_params: Query = None,
        _request_timeout: Timeout = None,
        _request_auth: Mapping[str, Any] | None = None,
        _content_type: str | None = None,
        _headers: Mapping[str, Any] | None = None,
        _host_index: int = 0,
    ) -> ApiResponse[TokensResponse]:
        """The same as `registries_tokens_get`, with the details of the answer."""
        call = self._call(query_params, _request_timeout, _request_auth, _content_type, _headers, _host_index)
        return call.get(registry_id, offset, limit)

    @_hiding
    def registries_tokens_patch(
        self,
        registry_id: str | None,
        token_id: str | None,
        patch_token_input: PatchTokenInput | Mapping[str, Any] | None,
        query_params: Query = None,
        _request_timeout: Timeout = None,
        _request_auth: Mapping[str, Any] | None = None,
        _content_type: str | None = None,
        _headers: Mapping[str, Any] | None = None,
        _host_index: int = 0,
    ) -> TokenResponse:
        """Changes a token: what the input does not set stays as it is."""
        call = self._call(query_params, _request_timeout, _request_auth, _content_type, _headers, _host_index)
        return call.patch(registry_id, token_id, patch_token_input).data

    @_hiding
    def registries_tokens_patch_with_http_info(
        self,
        registry_id: str | None,
        token_id: str | None,
        patch_token_input: PatchTokenInput | Mapping[str, Any] | None,
        query_params: Query = None,
        _request_timeout: Timeout = None,
        _request_auth: Mapping[str, Any] | None = None,
        _content_type: str | None = None,
        _headers: Mapping[str, Any] | None = None,
        _host_index: int = 0,
    ) -> ApiResponse[TokenResponse]:
        """The same as `registries_tokens_patch`, with the details of the answer."""
        call = self._call(query_params, _request_timeout, _request_auth, _content_type, _headers, _host_index)
        return call.patch(registry_id, token_id, patch_token_input)

    @_hiding
    def registries_tokens_post(
        self,
        registry_id: str | None,
        post_token_input: PostTokenInput | Mapping[str, Any] | None,
        query_params: Query = None,
        _request_timeout: Timeout = None,
        _request_auth: Mapping[str, Any] | None = None,
        _content_type: str | None = None,
        _headers: Mapping[str, Any] | None = None,
        _host_index: int = 0,
    ) -> PostTokenOutput:
        """Makes a token. Its password is in the answer and nowhere else."""
        call = self._call(query_params, _request_timeout, _request_auth, _content_type, _headers, _host_index)
        return call.post(registry_id, post_token_input).data

    @_hiding
    def registries_tokens_post_with_http_info(
        self,
        registry_id: str | None,
        post_token_input: PostTokenInput | Mapping[str, Any] | None,
        query_params: Query = None,
        _request_timeout: Timeout = None,
        _request_auth: Mapping[str, Any] | None = None,
        _content_type: str | None = None,
        _headers: Mapping[str, Any] | None = None,
        _host_index: int = 0,
    ) -> ApiResponse[PostTokenOutput]:
        """The same as `registries_tokens_post`, with the details of the answer."""
        call = self._call(query_params, _request_timeout, _request_auth, _content_type, _headers, _host_index)
        return call.post(registry_id, post_token_input)

    @_hiding
    def registries_tokens_put(
        self,
        registry_id: str | None,
        token_id: str | None,
        put_token_input: PutTokenInput | Mapping[str, Any] | None,
        query_params: Query = None,
        _request_timeout: Timeout = None,
        _request_auth: Mapping[str, Any] | None = None,
        _content_type: str | None = None,
        _headers: Mapping[str, Any] | None = None,
        _host_index: int = 0,
    ) -> PutTokenOutput:
        """Makes a token under an id of the caller's choice, or replaces one; its name cannot change."""
        call = self._call(query_params, _request_timeout, _request_auth, _content_type, _headers, _host_index)
        return call.put(registry_id, token_id, put_token_input).data

    @_hiding
    def registries_tokens_put_with_http_info(
        self,
        registry_id: str | None,
        token_id: str | None,
        put_token_input: PutTokenInput | Mapping[str, Any] | None,
        query_params: Query = None,
        _request_timeout: Timeout = None,
        _request_auth: Mapping[str, Any] | None = None,
        _content_type: str | None = None,
        _headers: Mapping[str, Any] | None = None,
        _host_index: int = 0,
    ) -> ApiResponse[PutTokenOutput]:
        """The same as `registries_tokens_put`, with the details of the answer."""
        call = self._call(query_params, _request_timeout, _request_auth, _content_type, _headers, _host_index)
        return call.put(registry_id, token_id, put_token_input)

    def _call(self, *given: Any) -> Call:
        return Call(self.api_client, *given)
