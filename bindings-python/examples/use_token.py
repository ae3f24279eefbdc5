"""Issue a token for a push in a day, where docker finds it, and a pull secret for a cluster."""

import os
from datetime import timedelta
from pathlib import Path

from registry_tokens import IonosClient, Scope


def main() -> None:
    """Needs IONOS_TOKEN, or a profile of ~/.ionos/config, and DOCKER_CONFIG."""
    config = Path(os.environ["DOCKER_CONFIG"], "config.json")
    with IonosClient.from_env() as client:
        registry = client.registries.find("demo")
        if registry is None:
            raise SystemExit("no such registry")
        scopes = [Scope.repository("team/app", ["pull", "push"])]
        issued = client.tokens.create(registry.id, "ci-push", scopes=scopes, expires_in=timedelta(days=1))
        merge = issued.credentials.merge_into(config, registry.hostname)  # `docker push` works now
        if merge.shadowed_by is not None:
            print(f"docker asks the credential helper {merge.shadowed_by} instead")

        scopes = [Scope.repository("*", ["pull"])]
        issued = client.tokens.create(registry.id, "cluster-pull", scopes=scopes)
        manifest = issued.credentials.kubernetes_secret(registry.hostname, "regcred", "apps")
        print(manifest.reveal())  # to be piped into `kubectl apply -f -`


if __name__ == "__main__":
    main()
