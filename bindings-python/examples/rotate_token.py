"""Replace a token by a new one while everybody goes on working."""

import os
from pathlib import Path

from registry_tokens import IonosClient


def main() -> None:
    """Needs IONOS_TOKEN, or a profile of ~/.ionos/config, and DOCKER_CONFIG."""
    config = Path(os.environ["DOCKER_CONFIG"], "config.json")
    with IonosClient.from_env() as client:
        registry = client.registries.find("demo")
        # Successors are called ci-push with an ending; this is the one in use.
        token = registry and client.tokens.find_current(registry.id, "ci-push")
        if registry is None or token is None:
            raise SystemExit("no such registry, or no such token")

        with client.tokens.rotation(registry.id, token.id) as rotating:  # what fails in it leaves all as it was
            if rotating.credentials.merge_into(config, registry.hostname).shadowed_by:
                raise RuntimeError("docker would ask a credential helper")
        print(f"{token.name} is {rotating.retirement.old_outcome} until {rotating.retirement.old_expiry_date}")


if __name__ == "__main__":
    main()
