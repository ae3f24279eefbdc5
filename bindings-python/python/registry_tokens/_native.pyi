"""The native half, private to the package; its models are declared in `generated/models.pyi`."""

from collections.abc import Awaitable
from datetime import timedelta
from typing import NoReturn, final

from .generated.models import *
from .generated.models import Token

__version__: str

@final
class Secret:
    """A password or token: text forms show ``[redacted]``, the value itself comes only from `reveal()`."""

    def __new__(cls, value: str, /) -> Secret: ...
    def reveal(self) -> str:
        """The value in clear."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __copy__(self) -> Secret: ...
    def __deepcopy__(self, _memo: object) -> Secret: ...
    def __reduce__(self) -> NoReturn: ...

@final
class FailedAnswer:
    def headers(self) -> list[tuple[str, str]]: ...
    def body(self) -> bytes: ...

@final
class NativeClient:
    def __new__(
        cls,
        *,
        token: Secret | None,
        base_url: str | None,
        load_environment: bool,
        max_retries: int | None,
        first_wait: timedelta | None,
    ) -> NativeClient: ...
    def tokens_get(self, registry_id: str, token_id: str) -> Token: ...
    def tokens_get_async(self, registry_id: str, token_id: str) -> Awaitable[Token]: ...
    def close(self) -> None: ...

def shut_down() -> None: ...
