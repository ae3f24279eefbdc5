"""Issue, list, scope, change and revoke access tokens of container registries.

`IonosClient` is for code that waits, `AsyncIonosClient` for asyncio.
"""

# Without an `__all__` of its own: type checkers do not follow one that is put together from those of other modules.
from ._errors import *  # noqa: F403  every class of the module is public
from ._events import Event as Event
from ._events import logging_observer as logging_observer
from ._native import Response as Response
from ._native import Secret as Secret
from ._native import __version__ as __version__
from ._pager import AsyncPager as AsyncPager
from ._pager import Pager as Pager
from ._unset import UNSET as UNSET
from ._unset import Unset as Unset
from .generated.ionos import AsyncIonosClient as AsyncIonosClient
from .generated.ionos import IonosClient as IonosClient
from .generated.models import *  # noqa: F403  every model and word of the core
