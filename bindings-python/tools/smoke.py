"""What an installed package must do: run by `test-package` with nothing but the package and an emulator."""

from __future__ import annotations

import asyncio
import importlib.metadata
import os
import sys
import uuid
from pathlib import Path

import registry_tokens
from registry_tokens import AsyncIonosClient, IonosClient, NotFoundError

REGISTRY = os.environ["REGISTRY_ID"]
ABSENT = str(uuid.uuid4())


def installed() -> None:
    """Imported from the environment it was installed into, typed, with every file of its record."""
    folder = Path(registry_tokens.__file__).parent
    assert folder.is_relative_to(sys.prefix), folder
    assert (folder / "py.typed").is_file()
    files = importlib.metadata.files("registry-tokens") or []
    assert all(Path(file.locate()).exists() for file in files)
    assert {"LICENSE-APACHE", "LICENSE-MIT"} <= {file.name for file in files}


def metadata() -> None:
    """The version of the module is the package's, and it brings in nothing else."""
    about = importlib.metadata.metadata("registry-tokens")
    assert about["Version"] == registry_tokens.__version__
    assert not about.get_all("Requires-Dist")
    assert about["License-Expression"] == "MIT OR Apache-2.0"


def blocking() -> None:
    """A call reaches the service, and its refusal comes back as an exception."""
    client = IonosClient()
    try:
        client.tokens.get(REGISTRY, ABSENT)
    except NotFoundError as error:
        assert error.http_status == 404, error
    else:
        raise AssertionError("no error")
    finally:
        client.close()


def with_asyncio() -> None:
    """The same in asyncio."""

    async def call() -> None:
        client = AsyncIonosClient()
        try:
            await client.tokens.get(REGISTRY, ABSENT)
        except NotFoundError as error:
            assert error.http_status == 404, error
        else:
            raise AssertionError("no error")
        finally:
            await client.close()

    asyncio.run(call())


def drop_in() -> None:
    """The drop-in for the official package came along, is not loaded unasked, and reaches the service."""
    assert "registry_tokens.compat" not in sys.modules
    import registry_tokens.compat.ionoscloud_container_registry as ionoscloud_container_registry
    from registry_tokens.compat.ionoscloud_container_registry.models.scope import Scope
    from registry_tokens.compat.ionoscloud_container_registry.rest import ApiException

    assert Scope(name="x").to_dict() == {"name": "x"}
    configuration = ionoscloud_container_registry.Configuration(
        host=os.environ["IONOS_API_URL"], token=os.environ["IONOS_TOKEN"]
    )
    with ionoscloud_container_registry.ApiClient(configuration) as api_client:
        try:
            ionoscloud_container_registry.TokensApi(api_client).registries_tokens_find_by_id(REGISTRY, ABSENT)
        except ApiException as error:
            assert error.status == 404, error
        else:
            raise AssertionError("no error")


def main() -> None:
    """Runs all of them; the first failure ends the run with its traceback."""
    checks = [installed, metadata, blocking, with_asyncio, drop_in]
    for check in checks:
        check()
    print(f"smoke of {registry_tokens.__version__} in Python {sys.version.split()[0]}: {len(checks)} passed, 0 failed")


if __name__ == "__main__":
    main()
