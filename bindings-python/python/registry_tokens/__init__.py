"""Issue, list, scope, change and revoke access tokens of container registries.

`IonosClient` is for code that waits, `AsyncIonosClient` for asyncio.
"""

from ._errors import *  # noqa: F403  every class of the module is public
from ._errors import __all__ as _error_names
from ._events import Event, logging_observer
from ._native import Response, Secret, __version__
from ._pager import AsyncPager, Pager
from ._unset import UNSET, Unset
from .generated.ionos import AsyncIonosClient, IonosClient
from .generated.models import *  # noqa: F403  every model and word of the core
from .generated.models import __all__ as _model_names

__all__ = [  # noqa: PLE0604  the names of two modules are lists of text
    "UNSET",
    "AsyncIonosClient",
    "AsyncPager",
    "Event",
    "IonosClient",
    "Pager",
    "Response",
    "Secret",
    "Unset",
    "__version__",
    "logging_observer",
    *_error_names,
    *_model_names,
]
