"""Give a namespace a pull secret, or a new one in the place of the old."""

import os
import subprocess

from registry_tokens import Credentials, IonosClient, Scope


def main() -> None:
    """Needs IONOS_TOKEN, REGISTRY and NAMESPACE, and kubectl."""
    namespace = os.environ["NAMESPACE"]
    with IonosClient.from_env() as client:
        registry = client.registries.find(os.environ["REGISTRY"])
        if registry is None:
            raise SystemExit("no such registry")

        def apply(login: Credentials) -> None:
            manifest = login.kubernetes_secret(registry.hostname, "regcred", namespace)
            subprocess.run(["kubectl", "apply", "-f", "-"], input=manifest.reveal(), text=True, check=True)

        name = f"pull-{namespace}"
        token = client.tokens.find_current(registry.id, name)
        if token is None:
            scopes = [Scope.repository("*", ["pull"])]
            apply(client.tokens.create(registry.id, name, scopes=scopes).credentials)
        else:
            # Pods that start with the old one while it lasts are let in, too.
            client.tokens.rotate(registry.id, token.id, lambda rotation: apply(rotation.credentials))


if __name__ == "__main__":
    main()
