"""The programs that issue credentials, one in each language; README.md says what they take and give."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[2]
PROGRAMS = HERE / "programs"


class Issued(NamedTuple):
    """A credential, and the files it was written into."""

    id: str
    shadowed_by: str | None
    config: Path
    manifest: Path


class Issuer(NamedTuple):
    """A built program."""

    language: str
    command: list[str]
    environment: dict[str, str]

    def issue(self, environment: dict[str, str], hostname: str, config: Path, *arguments: str) -> Issued:
        """`arguments`: those before the files; the file may be there already."""
        manifest = config.with_suffix(".manifest.json")
        done = subprocess.run(
            [*self.command, *arguments, str(config), hostname, str(manifest)],
            env=os.environ | self.environment | environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            timeout=300,
        )
        if done.returncode:
            raise RuntimeError(f"{self.language}: ended with {done.returncode}: {done.stderr.strip()[-2000:]}")
        said = json.loads(done.stdout)
        return Issued(said["id"], said["shadowed_by"], config, manifest)

    def issue_token(
        self,
        environment: dict[str, str],
        hostname: str,
        config: Path,
        name: str,
        scopes: list[dict],
        expires_in: int | None = None,
    ) -> Issued:
        lifetime = "-" if expires_in is None else str(expires_in)
        return self.issue(environment, hostname, config, name, json.dumps(scopes), lifetime)


def output(*command: object) -> str:
    """The last line that a build prints, as a rule its folder."""
    done = subprocess.run(list(map(str, command)), stdout=subprocess.PIPE, text=True, check=True)
    return done.stdout.strip().rpartition("\n")[2]


def rust() -> Issuer:
    return Issuer("rust", [os.environ["EXAMPLES"] + "/real_registry_issue"], {})


def rust_swr() -> Issuer:
    return Issuer("rust", [os.environ["EXAMPLES"] + "/real_registry_issue_swr"], {})


def python() -> Issuer:
    output(ROOT / "bindings-python/build")
    environment = {"PYTHONPATH": str(ROOT / "bindings-python/python")}
    return Issuer("python", ["python3", str(PROGRAMS / "issue.py")], environment)


def node() -> Issuer:
    output(ROOT / "bindings-node/build")
    return Issuer("node", ["node", str(PROGRAMS / "issue.mjs")], {})


# A language, what `scripts/check-machine --for` calls it, and how its programs are built.
LANGUAGES = {
    "rust": ("core", rust),
}
# The same for logins of SWR.
SWR = {
    "rust": rust_swr,
}


def has_toolchain(target: str) -> bool:
    command = [ROOT / "scripts/check-machine", "--quiet", "--for", target]
    return subprocess.run(command, stdout=subprocess.DEVNULL).returncode == 0
