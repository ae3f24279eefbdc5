"""Issues one login of Huawei Cloud SWR and writes it into files; README.md in the folder above says what it takes and gives."""

from __future__ import annotations

import os
import sys

from files import write
from registry_tokens import Credentials, SwrClient


def issue(client: SwrClient, kind: str, name: str) -> tuple[str, Credentials]:
    """Only a long-term credential has an id."""
    instance = os.environ["SWR_INSTANCE_ID"]
    if kind == "long_term":
        issued = client.long_term_credentials.create(instance, name)
        return issued.token_id, issued.credentials
    if kind == "temporary":
        return "", client.temporary_credentials.create(instance)
    return "", client.login.create_temporary()


def main(kind: str, name: str, *files: str) -> None:
    with SwrClient.from_env() as client:
        credential_id, credentials = issue(client, kind, name)
    write(credential_id, credentials, *files)


if __name__ == "__main__":
    main(*sys.argv[1:])
