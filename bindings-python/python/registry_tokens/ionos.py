"""The clients and resources of the IONOS Container Registry, for annotations."""

from .generated.ionos import *  # noqa: F403  every class of the module is public
