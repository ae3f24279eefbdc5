"""The drop-in for the official package: what it brings along, and what is not there yet."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

import pytest
from registry_tokens.compat import ionoscloud_container_registry as sdk
from support.clients import NOBODY
from support.compat import api
from support.emulator import World
from support.processes import EXAMPLES, loaded
from support.surface import ROOT
from test_readme import run, snippets

ABSENT = ["RegistriesApi", "ArtifactsApi", "PostRegistryInput", "Vulnerability"]


def test_nobody_gets_it_without_asking() -> None:
    assert not [name for name in loaded("import registry_tokens") if "compat" in name]
    brought = loaded(f"import {sdk.__name__}")
    assert sdk.__name__ in brought
    assert not {"pydantic", "urllib3", "dateutil", "ionoscloud_container_registry"} & set(brought)


@pytest.mark.parametrize("name", ABSENT)
def test_what_is_not_there_yet_says_so_where_it_is_used(name: str) -> None:
    absent: Any = getattr(sdk, name)
    folder = "api" if name.endswith("Api") else "models"
    assert getattr(importlib.import_module(f"{sdk.__name__}.{folder}"), name) is absent
    for given in ({}, {"api_client": None, "name": "x"}):
        with pytest.raises(NotImplementedError, match=f"{name} is not here yet.*plans.md"):
            absent(**given)
    with pytest.raises(AttributeError, match="is not here yet"):
        absent.from_dict({})


def test_what_is_not_there_yet_is_imported_as_documented() -> None:
    module = importlib.import_module(f"{sdk.__name__}.models.registries_response")
    assert module.RegistriesResponse is sdk.RegistriesResponse
    module = importlib.import_module(f"{sdk.__name__}.api.registries_api")
    assert module.RegistriesApi is sdk.RegistriesApi
    assert module is importlib.import_module(f"{sdk.__name__}.api").registries_api


def test_what_was_never_there_is_not() -> None:
    for module in (sdk, sdk.models, importlib.import_module(f"{sdk.__name__}.api")):
        assert not hasattr(module, "Nonsense")
    with pytest.raises(AttributeError, match="_with_http_info gives raw_data"):
        api("http://127.0.0.1:1").registries_tokens_get_without_preload_content(NOBODY)
    assert not hasattr(sdk.TokensApi(), "nonsense")


def test_the_page_shows_the_example() -> None:
    assert snippets(ROOT / "docs/official_sdks/python.md") == [(EXAMPLES / "official_sdk.py").read_text()]


def test_the_example(world: World, tmp_path: Path) -> None:
    done = run("official_sdk.py", world, tmp_path)
    assert (done.returncode, done.stderr) == (0, ""), done
    assert "name='ci-pull'" in done.stdout
    assert "password=Secret('[redacted]')" in done.stdout
    assert [(request["method"], request["status"]) for request in world.requests()] == [("POST", 201), ("DELETE", 204)]
    world.seed([{"name": "ci-pull"}])
    done = run("official_sdk.py", world, tmp_path)
    assert (done.returncode, done.stderr) == (1, "there is a token of this name\n"), done
