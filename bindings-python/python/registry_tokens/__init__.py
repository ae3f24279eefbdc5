"""Issue, scope, rotate and revoke container-registry access tokens."""

from ._client import AsyncIonosClient, AsyncTokens, IonosClient, Tokens
from ._errors import *  # noqa: F403  every class of the module is public
from ._errors import __all__ as _error_names
from ._native import Secret, __version__
from .generated.models import *  # noqa: F403  every model and word of the core
from .generated.models import __all__ as _model_names

__all__ = [
    "AsyncIonosClient",
    "AsyncTokens",
    "IonosClient",
    "Secret",
    "Tokens",
    "__version__",
    *_error_names,
    *_model_names,
]
