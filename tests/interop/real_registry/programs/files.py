"""What both programs do with the credentials that they were given."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from registry_tokens import Credentials


def write(credential_id: str, credentials: Credentials, config: str, hostname: str, manifest: str, namespace: str = "ci") -> None:
    """Writes the files and says so."""
    merge = credentials.merge_into(config, hostname)
    secret = credentials.kubernetes_secret(hostname, "regcred", None if namespace == "-" else namespace)
    with open(os.open(manifest, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        file.write(secret.reveal())
    print(json.dumps({"id": credential_id, "shadowed_by": merge.shadowed_by}))
