"""The classes of the official package that are not here yet: they can be imported, and say so where they are used."""

from __future__ import annotations

import re
import sys
from types import ModuleType
from typing import Any, NoReturn

APIS = ["ArtifactsApi", "LocationsApi", "NamesApi", "RegistriesApi", "RepositoriesApi", "VulnerabilitiesApi"]
# fmt: off
MODELS = [
    "Artifact", "ArtifactMetadata", "ArtifactRead", "ArtifactReadList", "ArtifactVulnerabilityReadList", "Day",
    "Error", "ErrorMessagesInner", "Feature", "FeatureVulnerabilityScanning", "Links", "Location",
    "LocationsResponse", "Metadata", "Pagination", "PatchRegistryInput", "PostRegistryInput", "PostRegistryOutput",
    "PostRegistryProperties", "Purl", "PutRegistryInput", "PutRegistryOutput", "RegistriesResponse",
    "RegistryArtifactsReadList", "RegistryFeatures", "RegistryPagination", "RegistryProperties", "RegistryResponse",
    "Repository", "RepositoryMetadata", "RepositoryRead", "RepositoryReadList", "StorageUsage", "Vulnerability",
    "VulnerabilityDataSource", "VulnerabilityMetadata", "VulnerabilityRead", "VulnerabilityReadList",
    "WeeklySchedule",
]
# fmt: on


def _text(name: str) -> str:
    return (
        f"{name} is not here yet: locations, names, registries, repositories, artifacts and vulnerabilities come with "
        "the second part of the IONOS API, see docs/plans.md of registry-tokens; registries can be read with "
        "registry_tokens.IonosClient().registries"
    )


class _Absent(type):
    def __call__(cls, *_given: Any, **_named: Any) -> NoReturn:
        raise NotImplementedError(_text(cls.__name__))

    def __getattr__(cls, name: str) -> NoReturn:
        raise AttributeError(f"{name}: {_text(cls.__name__)}")


_CLASSES = {name: _Absent(name, (), {"__doc__": _text(name), "__module__": __package__}) for name in [*APIS, *MODELS]}


_MODULES: list[ModuleType] = []


def absent(module: str, name: str, names: list[str]) -> Any:
    """The class or module of this name, if it is one of these; for the ``__getattr__`` of a module."""
    if (own := sys.modules.get(f"{module}.{name}")) in _MODULES:
        return own
    if name not in names:
        raise AttributeError(f"module {module!r} has no attribute {name!r}")
    return _CLASSES[name]


def _register(folder: str, names: list[str]) -> None:
    # The official package has a module for each, and its documentation imports from there.
    for name in names:
        module = ModuleType(f"{__package__}.{folder}.{re.sub('(?<!^)(?=[A-Z])', '_', name).lower()}", _text(name))
        setattr(module, name, _CLASSES[name])
        sys.modules[module.__name__] = module
        _MODULES.append(module)


_register("api", APIS)
_register("models", MODELS)
