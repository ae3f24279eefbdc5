"""Issues one token and writes its login into files; README.md in the folder above says what it takes and gives."""

from __future__ import annotations

import json
import os
import sys
from datetime import timedelta

from files import write
from registry_tokens import IonosClient, Scope


def main(name: str, scopes: str, expires_in: str, *files: str) -> None:
    wanted = [Scope(scope["type"], scope["name"], scope["actions"]) for scope in json.loads(scopes)]
    with IonosClient.from_env() as client:
        lifetime = None if expires_in == "-" else timedelta(seconds=int(expires_in))
        issued = client.tokens.create(os.environ["REGISTRY_ID"], name, scopes=wanted, expires_in=lifetime)
    write(str(issued.token.id), issued.credentials, *files)


if __name__ == "__main__":
    main(*sys.argv[1:])
