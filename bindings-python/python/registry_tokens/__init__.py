"""Issue, list, scope, change and revoke access tokens of container registries.

`IonosClient` is for code that waits, `AsyncIonosClient` for asyncio; both hold every operation in `tokens` and
`registries`. Errors are subclasses of `RegistryTokensError`.

Written by xtask; do not edit.
"""

from ._errors import (
    ErrorDetail,
    RegistryTokensError,
    InvalidArgumentError,
    ConfigError,
    AuthenticationError,
    PermissionDeniedError,
    NotFoundError,
    ConflictError,
    RateLimitedError,
    BadRequestError,
    ServerError,
    ConnectError,
    DeadlineExceededError,
    TransportError,
    InvalidResponseError,
    ListingUnstableError,
    ClosedError,
    InternalError,
)
from ._events import Event, logging_observer
from ._native import (
    Response,
    Secret,
    __version__,
)
from ._pager import AsyncPager, Pager
from ._unset import UNSET, Unset
from .generated.ionos import AsyncIonosClient, IonosClient
from .generated.models import (
    Credentials,
    Feature,
    IssuedToken,
    Links,
    Metadata,
    Registry,
    RegistryFeatures,
    RegistryPage,
    ReplacedToken,
    Scope,
    StorageUsage,
    Token,
    TokenPage,
    WeeklySchedule,
    ResourceState,
    ScopeAction,
    ScopeType,
    TokenStatus,
)

__all__ = [
    "UNSET",
    "AsyncIonosClient",
    "IonosClient",
    "AsyncPager",
    "ErrorDetail",
    "Event",
    "Pager",
    "RegistryTokensError",
    "Response",
    "Secret",
    "Unset",
    "__version__",
    "logging_observer",
    "InvalidArgumentError",
    "ConfigError",
    "AuthenticationError",
    "PermissionDeniedError",
    "NotFoundError",
    "ConflictError",
    "RateLimitedError",
    "BadRequestError",
    "ServerError",
    "ConnectError",
    "DeadlineExceededError",
    "TransportError",
    "InvalidResponseError",
    "ListingUnstableError",
    "ClosedError",
    "InternalError",
    "Credentials",
    "Feature",
    "IssuedToken",
    "Links",
    "Metadata",
    "Registry",
    "RegistryFeatures",
    "RegistryPage",
    "ReplacedToken",
    "Scope",
    "StorageUsage",
    "Token",
    "TokenPage",
    "WeeklySchedule",
    "ResourceState",
    "ScopeAction",
    "ScopeType",
    "TokenStatus",
]

# What users see in a traceback and in `help` is where they import it from.
for _name in __all__:
    _public = globals()[_name]
    if isinstance(_public, type) and _public.__module__ != __name__:
        _public.__module__ = __name__
