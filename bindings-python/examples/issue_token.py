"""Issue a token for a day, use it, take it back."""

from datetime import timedelta

from registry_tokens import IonosClient, Scope


def main() -> None:
    """Needs IONOS_TOKEN, or a profile of ~/.ionos/config."""
    with IonosClient.from_env() as client:
        registry = client.registries.find("demo")
        if registry is None:
            raise SystemExit("no such registry")
        scopes = [Scope.repository("team/app", ["pull", "push"])]
        issued = client.tokens.create(registry.id, "ci-push", scopes=scopes, expires_in=timedelta(days=1))

        login = issued.credentials  # the password is shown by the service once, and by us only on reveal()
        print(f"docker login {registry.hostname} -u {login.username} -p {login.password}")
        assert login.password.reveal()

        client.tokens.delete(registry.id, issued.token.id)


if __name__ == "__main__":
    main()
