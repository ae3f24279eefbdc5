"""Gives a token back at the very end: `programs.cleanup URL TOKEN REGISTRY_ID TOKEN_ID`."""

from __future__ import annotations

import atexit
import sys
from typing import Any

held: list[Any] = []


def give_back() -> None:
    client, registry, token = held
    client.tokens.delete(registry, token)


# Before the package registers anything: what is registered first is called last.
atexit.register(give_back)

from registry_tokens import IonosClient  # noqa: E402  see above

if __name__ == "__main__":
    url, secret, registry_id, token_id = sys.argv[1:]
    client = IonosClient(token=secret, base_url=url, load_environment=False)
    client.tokens.get(registry_id, token_id)
    held[:] = [client, registry_id, token_id]
