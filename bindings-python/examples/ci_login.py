"""Log a CI job in with a token of its own, and with --out at its end out again."""

import os
import sys
import uuid
from datetime import timedelta
from pathlib import Path

from registry_tokens import IonosClient, Scope


def main() -> None:
    """Needs IONOS_TOKEN, REGISTRY, REPOSITORY, DOCKER_CONFIG, and what GitHub sets."""
    with IonosClient.from_env() as client:
        registry = client.registries.find(os.environ["REGISTRY"])
        if registry is None:
            raise SystemExit("no such registry")
        if "--out" in sys.argv:
            client.tokens.delete(registry.id, os.environ["CI_TOKEN_ID"], missing_ok=True)
            return
        # Jobs of one run share its number. Should the job be killed before its end, the token ends by itself.
        name = f"ci-{os.environ['GITHUB_RUN_ID']}-{uuid.uuid4().hex[:8]}"
        scopes = [Scope.repository(os.environ["REPOSITORY"], ["pull", "push"])]
        issued = client.tokens.create(registry.id, name, scopes=scopes, expires_in=timedelta(hours=2))
        with Path(os.environ["GITHUB_ENV"]).open("a") as later:
            print(f"CI_TOKEN_ID={issued.token.id}", file=later)

        config = Path(os.environ["DOCKER_CONFIG"], "config.json")
        merge = issued.credentials.merge_into(config, registry.hostname)
        if merge.shadowed_by is not None:
            raise SystemExit(f"docker would ask the credential helper {merge.shadowed_by}")


if __name__ == "__main__":
    main()
