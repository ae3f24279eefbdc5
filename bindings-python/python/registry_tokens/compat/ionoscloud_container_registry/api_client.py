"""What the official package sends its requests with; here it keeps a client of `registry_tokens`."""

from __future__ import annotations

from types import TracebackType
from typing import Any, ClassVar, NamedTuple, TypeVar

from registry_tokens import IonosClient

from . import _settings
from ._failed import refused
from ._hidden import HiddenDict
from ._model import as_json
from ._settings import Headers, Settings
from .configuration import Configuration
from .exceptions import ApiValueError

_Client = TypeVar("_Client", bound="ApiClient")

# Of tenants who take turns, so many keep their connections.
_KEPT = 8


class _Open(NamedTuple):
    settings: Settings
    credentials: dict[str, Any]
    client: IonosClient


class ApiClient:
    """Sends the calls of `TokensApi`, by the settings that its configuration has at that moment.

    Safe to share between threads. The end of its ``with`` statement closes its connections, a later call opens others.
    """

    _default: ClassVar[ApiClient | None] = None

    def __init__(
        self,
        configuration: Configuration | None = None,
        header_name: str | None = None,
        header_value: str | None = None,
        cookie: str | None = None,
    ) -> None:
        self.configuration = Configuration.get_default() if configuration is None else configuration
        self.default_headers: dict[str, Any] = HiddenDict()
        if header_name is not None:
            self.default_headers[header_name] = header_value
        self.cookie = cookie
        # Error reports show the variables of each frame.
        del header_value, cookie
        self.client_side_validation = self.configuration.client_side_validation
        # Replaced as a whole, never changed: needs no lock, which a fork may find held.
        self._open: tuple[_Open, ...] = ()
        # What is wrong so far is told at once.
        _settings.read(self.configuration, self._headers())

    def __enter__(self: _Client) -> _Client:
        return self

    def __exit__(
        self, exc_type: type[BaseException] | None, exc_value: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Closes the connections: calls under way end as they would have, later ones open new ones."""
        were, self._open = self._open, ()
        for was in were:
            was.client.close()

    @property
    def user_agent(self) -> str:
        """What stands behind our own ``registry-tokens/VERSION (Python)`` in the ``User-Agent``; empty by default."""
        return str(self.default_headers.get("User-Agent", ""))

    @user_agent.setter
    def user_agent(self, value: str) -> None:
        self.default_headers["User-Agent"] = value

    def set_default_header(self, header_name: str, header_value: str) -> None:
        """Has a header sent with each call."""
        self.default_headers[header_name] = header_value

    @classmethod
    def get_default(cls) -> ApiClient:
        """The client of a `TokensApi` that is given none."""
        if cls._default is None:
            cls._default = ApiClient()
        return cls._default

    @classmethod
    def set_default(cls, default: ApiClient | None) -> None:
        """Sets what `get_default` gives."""
        cls._default = default

    def sanitize_for_serialization(self, obj: Any) -> Any:
        """What a value is in JSON: models as dicts, times as text. A password is in it in clear."""
        return as_json(obj)

    def _headers(self) -> Headers:
        if self.cookie is not None:
            raise ApiValueError("cookie: the API knows none, and none is sent")
        return _settings.sort_headers(self.default_headers)

    def _client(self, headers: Headers) -> IonosClient:
        settings = _settings.read(self.configuration, headers)
        credentials: dict[str, Any] = self.configuration._credentials()
        if not credentials and headers.authorization is not None:
            credentials = _settings.credentials_of(headers.authorization)
        if not credentials:
            raise refused("no credentials: give token, or username and password, or api_key['tokenAuth']")
        kept = self._open
        for held in kept:
            if (held.settings, held.credentials) == (settings, credentials):
                break
        else:
            # Never the credentials of a client anew that somebody else may be about to send with.
            held = _Open(settings, credentials, settings.open(self.configuration, credentials))
        # The last used first. What falls out ends with the last call that it is needed for; what another thread puts
        # in at the same time may be lost, and is made again.
        if not (kept and kept[0] is held):
            self._open = (held, *(other for other in kept if other is not held))[:_KEPT]
        return held.client
