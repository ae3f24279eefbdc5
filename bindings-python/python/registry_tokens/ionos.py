"""The clients and resources of the IONOS Container Registry, for annotations."""

from .generated.ionos import *  # noqa: F403  every class of the module is public
from .generated.ionos import __all__ as _names

__all__ = list(_names)
