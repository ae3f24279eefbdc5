"""List the tokens of a registry, and narrow those of CI that may do too much."""

from registry_tokens import IonosClient, Scope

WANTED = [Scope.repository("team/app", ["pull"])]


def main() -> None:
    """Leaves alone what is narrow enough, so that it can be run again."""
    with IonosClient.from_env() as client:
        registry = client.registries.find("demo")
        if registry is None:
            raise SystemExit("no such registry")
        # all() reads until two readings agree: while tokens are changed, none is overlooked.
        for token in client.tokens.list(registry.id).all():
            if token.name.startswith("ci-") and token.scopes != tuple(WANTED):
                narrowed = client.tokens.update(registry.id, token.id, scopes=WANTED)
                print(f"{narrowed.name}: {narrowed.scopes}")


if __name__ == "__main__":
    main()
