"""One call of `TokensApi`: its arguments in our own client's words, its answer in the official package's."""

from __future__ import annotations

import http
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import timedelta
from typing import Any, TypeVar
from uuid import UUID

import registry_tokens
from registry_tokens import UNSET, RegistryTokensError

from . import _settings
from ._failed import exception_of, refused
from ._hidden import HiddenDict
from ._model import Model, is_list, is_mapping
from .api_client import ApiClient
from .api_response import ApiResponse, ResponseHeaders
from .exceptions import ApiException, ApiValueError
from .models import (
    PatchTokenInput,
    PostTokenInput,
    PostTokenOutput,
    PutTokenInput,
    PutTokenOutput,
    Scope,
    TokenResponse,
    TokensResponse,
)

Query = Mapping[str, str] | Iterable[tuple[str, str]] | None
Timeout = float | tuple[float, float] | list[float] | None

_Answer = TypeVar("_Answer", bound=Model)
_Input = TypeVar("_Input", bound=Model)
_Send = Callable[[Any], Any]


class Call:
    """A call, with what its caller said beside its own arguments."""

    def __init__(
        self,
        api_client: ApiClient,
        query_params: Query,
        timeout: Timeout,
        auth: Mapping[str, Any] | None,
        content_type: str | None,
        headers: Mapping[str, Any] | None,
        host_index: int,
    ) -> None:
        if auth:
            raise ApiValueError(
                "_request_auth: a call has the credentials of its ApiClient; make another one for others"
            )
        if not _settings.is_json(content_type or "application/json"):
            raise ApiValueError("_content_type: the API takes application/json only")
        if host_index != 0:
            raise ApiValueError("_host_index: the API has one server, 0")
        own = _settings.sort_headers(headers or {})
        defaults = api_client._headers()
        extra = HiddenDict({**own.extra, **defaults.extra})
        for name in ("authorization", "contract_number", "user_agent"):
            if getattr(own, name) is not None:
                raise ApiValueError(
                    f"_headers: {name} is set for a whole ApiClient, see Configuration and set_default_header"
                )
        self._query = _query(query_params)
        self._api_client = api_client
        self._default_headers = defaults
        self._options: dict[str, Any] = {"extra_headers": extra, "timeout": _timeout(timeout)}

    def delete(self, registry_id: Any, token_id: Any) -> ApiResponse[None]:
        """Deletes a token."""
        ids = _ids(registry_id=registry_id, token_id=token_id)
        return self._send(None, (400,), lambda tokens: tokens.delete(*ids, **self._with_query()))

    def find_by_id(self, registry_id: Any, token_id: Any) -> ApiResponse[TokenResponse]:
        """Gets a token."""
        ids = _ids(registry_id=registry_id, token_id=token_id)
        return self._send(TokenResponse, (400, 404), lambda tokens: tokens.get(*ids, **self._with_query()))

    def get(self, registry_id: Any, offset: str | None, limit: str | None) -> ApiResponse[TokensResponse]:
        """Gets a page of tokens."""
        ids = _ids(registry_id=registry_id)
        page = {"offset": self._number("offset", offset), "limit": self._number("limit", limit)}
        return self._send(TokensResponse, (400,), lambda tokens: tokens.list_page(*ids, **page, **self._with_query()))

    def patch(self, registry_id: Any, token_id: Any, given: Any) -> ApiResponse[TokenResponse]:
        """Changes a token."""
        ids = _ids(registry_id=registry_id, token_id=token_id)
        change = _input(PatchTokenInput, "patch_token_input", given)
        values = {
            # None is not sent there, but for the expiry date.
            "status": UNSET if change.status is None else change.status,
            "scopes": UNSET if change.scopes is None else _scopes(change.scopes),
            "expiry_date": change.expiry_date if "expiry_date" in change.model_fields_set else UNSET,
        }
        return self._send(TokenResponse, (400,), lambda tokens: tokens.update(*ids, **values, **self._with_query()))

    def post(self, registry_id: Any, given: Any) -> ApiResponse[PostTokenOutput]:
        """Makes a token."""
        ids = _ids(registry_id=registry_id)
        values = _properties(_input(PostTokenInput, "post_token_input", given))
        return self._send(
            PostTokenOutput, (400, 409), lambda tokens: tokens.create(*ids, **values, **self._with_query())
        )

    def put(self, registry_id: Any, token_id: Any, given: Any) -> ApiResponse[PutTokenOutput]:
        """Makes or replaces a token."""
        ids = _ids(registry_id=registry_id, token_id=token_id)
        values = _properties(_input(PutTokenInput, "put_token_input", given))
        return self._send(
            PutTokenOutput, (400, 409), lambda tokens: tokens.replace(*ids, **values, **self._with_query())
        )

    def _with_query(self) -> dict[str, Any]:
        return {**self._options, "extra_query": self._query}

    def _number(self, name: str, given: Any) -> int | None:
        text = given
        if name in self._query:
            if given is not None:
                raise refused(f"query_params: {name} is an argument of the call, too; give one of them")
            text = self._query.pop(name)
        if text is None:
            return None
        if not isinstance(text, str):
            raise ApiValueError(f"{name}: digits as a text expected, not {type(text).__name__}")
        if not (text.isascii() and text.isdigit()):
            raise refused(f"{name}: digits expected")
        return int(text)

    def _send(self, model: type[_Answer] | None, documented: Collection[int], send: _Send) -> ApiResponse[Any]:
        try:
            response = send(self._api_client._client(self._default_headers).tokens.with_response)
        except RegistryTokensError as error:
            raise exception_of(error, documented) from error
        data, problem = None, None
        if model is not None:
            try:
                data = model.from_json(response.body())
            except ValueError as error:
                problem = str(error)
        headers = ResponseHeaders(response.headers)
        # Not where it was found: the frames there hold the answer.
        if problem is not None:
            exception = ApiException(
                response.http_status, f"the answer cannot be read: {problem}", body=response.body().decode()
            )
            exception.headers = headers
            raise exception
        if response.http_status == http.HTTPStatus.NOT_FOUND:
            # A delete that was sent again, and had been carried out the first time.
            return ApiResponse(status_code=http.HTTPStatus.NO_CONTENT.value, data=None, raw_data=b"", headers=headers)
        return ApiResponse(status_code=response.http_status, data=data, raw_data=response.body(), headers=headers)


def _ids(**given: Any) -> list[Any]:
    for name, value in given.items():
        if value is None:
            raise refused(f"{name} must be given")
        if not isinstance(value, (str, UUID)):
            raise ApiValueError(f"{name}: a text expected, not {type(value).__name__}")
    return list(given.values())


def _input(model: type[_Input], name: str, given: Any) -> _Input:
    read = model.from_dict(given)
    if read is None:
        raise refused(f"{name} must be given")
    return read


def _properties(given: PostTokenInput | PutTokenInput) -> dict[str, Any]:
    properties = given.properties
    if properties is None or properties.name is None:
        raise refused("properties.name must be given")
    return {
        "name": properties.name,
        "scopes": None if properties.scopes is None else _scopes(properties.scopes),
        "status": properties.status,
        "expiry_date": properties.expiry_date,
    }


def _scopes(given: list[Scope]) -> list[registry_tokens.Scope]:
    scopes: list[registry_tokens.Scope] = []
    for index, scope in enumerate(given):
        if scope.type is None or scope.name is None or scope.actions is None:
            raise refused(f"scopes[{index}]: type, name and actions must be given")
        scopes.append(registry_tokens.Scope(scope.type, scope.name, scope.actions))
    return scopes


def _query(given: Any) -> dict[str, str]:
    query: dict[str, str] = HiddenDict()
    # Not where it was found: the frame there holds the values.
    if (problem := _read_query(given, query)) is not None:
        raise problem
    return query


def _read_query(given: Any, query: dict[str, str]) -> Exception | None:
    # As `hiding` gives it.
    plain: Any = given.reveal() if given else ()
    if isinstance(plain, str) or not hasattr(plain, "__iter__"):
        return ApiValueError("query_params: a dict or pairs expected")
    pairs: Iterable[Any] = plain.items() if is_mapping(plain) else plain
    for pair in pairs:
        if not _is_pair_of_texts(pair):
            return ApiValueError("query_params: texts expected")
        name, value = pair
        if name in query:
            return refused(f"query_params: {name} is given twice")
        query[name] = value
    return None


def _is_pair_of_texts(pair: Any) -> bool:
    return is_list(pair) and [isinstance(part, str) for part in pair] == [True, True]


def _timeout(given: Timeout) -> timedelta | None:
    """The time of the whole call; where it was given for the connection and for reading, both together."""
    if given is None:
        return None
    parts: list[Any] = [given]
    if isinstance(given, (tuple, list)):
        # Whatever else there are is no pair, and refused as None is.
        parts = list(given) if len(given) == 2 else [None]
    if not all(isinstance(part, (int, float)) and part > 0 for part in parts):
        raise ApiValueError("_request_timeout: a number of seconds above 0 expected, or two of them")
    try:
        return timedelta(seconds=sum(parts))
    except OverflowError:
        raise ApiValueError("_request_timeout: longer than a timedelta can be; leave it out for that of 60 s") from None
