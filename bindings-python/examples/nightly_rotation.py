"""Replace whatever expires within a week; each consumer finds the new login in its file."""

import os
from datetime import timedelta
from pathlib import Path

from registry_tokens import IonosClient, RetireOutcome, TokenRotation


class NotOursError(Exception):
    """A token that this job has no place for: one of a CI job, for example."""


def main() -> None:
    """Needs IONOS_TOKEN, REGISTRY, and LOGINS: a folder with one for each consumer, named like its first token."""
    with IonosClient.from_env() as client:
        registry = client.registries.find(os.environ["REGISTRY"])
        if registry is None:
            raise SystemExit("no such registry")

        def deploy(rotation: TokenRotation) -> None:
            place = Path(os.environ["LOGINS"], rotation.base_name)
            if not place.is_dir():
                raise NotOursError("has no folder here")
            if rotation.credentials.merge_into(place / "config.json", registry.hostname).shadowed_by:
                raise RuntimeError("a credential helper stands before it")

        failures = 0
        for one in client.tokens.rotate_expiring(registry.id, timedelta(weeks=1), deploy):
            retirement = one.result.retirement if one.result else None
            is_retired = retirement is not None and retirement.old_outcome != RetireOutcome.FAILED
            failures += not is_retired and not isinstance(one.error, NotOursError)
            print(f"{one.token.name}: {one.error or (retirement and (retirement.failure or retirement.old_outcome))}")
        if failures:
            raise SystemExit(f"{failures} tokens were not rotated, or not retired")


if __name__ == "__main__":
    main()
