"""The same behind TLS: registry and token endpoint with certificates of the emulator's CA."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from checks import EVERYTHING, Bench
from client import ALLOWED, Client
from issuers import Issuer
from registry import Registry
from tally import Tally


@contextmanager
def emulator_with_tls(folder: Path) -> Iterator[dict]:
    """An emulator of its own, because its default world is the one whose certificates are on files."""
    program = Path(os.environ["EXAMPLES"]).parent / "registry-tokens-emulator"
    command = [program, "--stdin-guard", "--tls", folder / "tls", "--registry", folder / "registry"]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdin is not None and process.stdout is not None
    try:
        yield json.loads(process.stdout.readline())
    finally:
        process.stdin.close()
        process.wait()
        process.stdout.close()


def check_tls(tally: Tally, issuer: Issuer) -> None:
    """Works with the CA and not without it."""
    with tempfile.TemporaryDirectory(prefix="tls-") as name:
        folder = Path(name)
        with emulator_with_tls(folder) as world:
            certificate, key = (Path(world[f"registry_tls_{what}_file"]) for what in ("certificate", "key"))
            with Registry(world, tls=(certificate, key), ca=Path(world["ca_file"])) as registry:
                bench = Bench(tally, issuer, registry, folder)
                issued = bench.issue("tls", EVERYTHING)
                image = registry.image("tls")
                bench.same(bench.client.push(issued.config, image, "tls/app:v1"), ALLOWED, "push over TLS")
                bench.same(bench.client.pull(issued.config, "tls/app:v1"), ALLOWED, "pull over TLS")
                suspicious = Client(registry, registry.wrapper("suspicious", trusted=None))
                outcome = suspicious.pull(issued.config, "tls/app:v1")
                bench.check("certificate signed by unknown authority" in outcome, f"without the CA: {outcome}")
