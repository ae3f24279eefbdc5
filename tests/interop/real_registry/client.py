"""What the real client is let do by the real registry."""

from __future__ import annotations

import base64
import json
import subprocess
import tempfile
from pathlib import Path

from registry import Registry

ALLOWED = "allowed"
# The login is good, but not for this.
REFUSED = "refused"
# The login itself is turned down.
TURNED_AWAY = "turned away"

# What skopeo says of the two; anything else is no answer of ours.
WORDS = {
    TURNED_AWAY: ("unable to retrieve auth token: invalid username/password",),
    REFUSED: ("requested access to the resource is denied", "authentication required", "(401 Unauthorized)"),
}

# What a registry asks a token for: there is no push without a look at what is there, and no delete without one.
NEEDS = {"pull": {"pull"}, "push": {"pull", "push"}, "delete": {"pull", "delete"}}


def expected(scopes: list[dict], repository: str, action: str) -> str:
    """What these scopes mean for an action, said once more and apart from the emulator."""
    granted = {word for scope in scopes if scope["name"] in (repository, "*") for word in scope["actions"]}
    return ALLOWED if granted >= NEEDS[action] else REFUSED


def write_config(path: Path, hostname: str, username: str, password: str) -> Path:
    """A file with one login, made without the library."""
    login = base64.b64encode(f"{username}:{password}".encode()).decode()
    path.write_text(json.dumps({"auths": {hostname: {"auth": login}}}), encoding="utf-8")
    return path


class Client:
    """Pulls, pushes and deletes at one registry, with the logins of files."""

    def __init__(self, registry: Registry, skopeo: Path | None = None) -> None:
        self.registry = registry
        self.skopeo = skopeo or registry.skopeo

    def push(self, config: Path, image: str, where: str) -> str:
        return self.run("copy", "--quiet", "--authfile", config, image, self.address(where))

    def pull(self, config: Path, where: str) -> str:
        with tempfile.TemporaryDirectory(prefix="pulled-") as folder:
            return self.run("copy", "--quiet", "--authfile", config, self.address(where), f"dir:{folder}")

    def delete(self, config: Path, where: str) -> str:
        return self.run("delete", "--authfile", config, self.address(where))

    def exists(self, config: Path, where: str) -> bool:
        """Whether the image is there, to somebody who may pull it."""
        outcome = self.run("inspect", "--authfile", config, self.address(where))
        if outcome != ALLOWED and "manifest unknown" not in outcome:
            raise RuntimeError(f"cannot look at {where}: {outcome}")
        return outcome == ALLOWED

    def address(self, where: str) -> str:
        return f"docker://{self.registry.host}/{where}"

    def run(self, *arguments: object) -> str:
        """One of the three outcomes, or what the client said instead."""
        command = [str(self.skopeo), *map(str, arguments)]
        done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, timeout=120)
        if done.returncode == 0:
            return ALLOWED
        for outcome, words in WORDS.items():
            if any(word in done.stderr for word in words):
                return outcome
        return f"ended with {done.returncode}: {done.stderr.strip()[-1000:]}"
