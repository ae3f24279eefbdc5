"""What is checked of the credentials that one language's program issues; each function is one subject."""

from __future__ import annotations

import base64
import json
import stat
import subprocess
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from client import ALLOWED, REFUSED, TURNED_AWAY, Client, expected, write_config
from image import TAG
from issuers import Issued, Issuer
from registry import Registry, call
from tally import Tally

REPOSITORIES = ("team/app", "other/deep/name")
ACTIONS = ("pull", "push", "delete")
EVERYTHING = [{"type": "repository", "name": "*", "actions": list(ACTIONS)}]
LIFETIME = 7200


def scope(name: str, *actions: str) -> dict:
    return {"type": "repository", "name": name, "actions": list(actions)}


TOKENS = {
    "one-pull": [scope("team/app", "pull")],
    "one-push": [scope("team/app", "pull", "push")],
    "one-delete": [scope("team/app", "pull", "delete")],
    "only-push": [scope("team/app", "push")],
    "every-pull": [scope("*", "pull")],
    "every-push": [scope("*", "pull", "push")],
    "everything": EVERYTHING,
    "two-scopes": [scope("*", "pull"), scope("team/app", "push", "delete")],
    "nothing": [],
}


class Bench:
    """One world with its registry, and whom to ask for credentials."""

    def __init__(self, tally: Tally, issuer: Issuer, registry: Registry, folder: Path) -> None:
        self.tally = tally
        self.issuer = issuer
        self.registry = registry
        self.folder = folder
        self.client = Client(registry)
        self.world = registry.world
        self.environment = environment_of(self.world)
        owner = self.api("POST", "/tokens", {"properties": {"name": "owner", "scopes": EVERYTHING}})
        login = owner["properties"]["credentials"]
        self.owner = self.config_of("owner", login["username"], login["password"])

    def api(self, method: str, path: str, body: Any = None) -> Any:
        """A call of the registry's own API, without the library."""
        url = f"{self.world['plain_url']}/registries/{self.world['registry_id']}{path}"
        return call(method, url, body, {"authorization": f"Bearer {self.world['token']}"})

    def config_of(self, name: str, username: str, password: str) -> Path:
        return write_config(self.folder / f"{name}.json", self.registry.host, username, password)

    def issue(
        self, name: str, scopes: list[dict], expires_in: int | None = None, namespace: str | None = "ci"
    ) -> Issued:
        config = self.folder / f"{name}.json"
        host = self.registry.host
        return self.issuer.issue_token(self.environment, host, config, name, scopes, expires_in, namespace)

    def check(self, good: bool, about: str) -> None:
        self.tally.check(good, f"{self.issuer.language}: {about}")

    def same(self, found: object, wanted: object, about: str) -> None:
        self.check(found == wanted, f"{about}: expected {wanted!r}, got {found!r}")


def environment_of(world: dict) -> dict[str, str]:
    """What clients of both services read, for one world."""
    region = world["swr_region"]
    return {
        "IONOS_API_URL": world["plain_url"],
        "IONOS_TOKEN": world["token"],
        "REGISTRY_ID": world["registry_id"],
        "HUAWEICLOUD_SDK_AK": world["swr_access_key"],
        "HUAWEICLOUD_SDK_SK": world["swr_secret_key"],
        "HUAWEICLOUD_SDK_REGION": region,
        f"HUAWEICLOUD_SDK_REGION_SWR_{region.upper().replace('-', '_')}": world["swr_plain_url"],
        "HUAWEICLOUD_SDK_IAM_ENDPOINT": world["iam_plain_url"],
        "SWR_INSTANCE_ID": world["swr_instance_id"],
        "EMULATOR_CONTROL_URL": world["control_url"],
    }


def check_scopes(bench: Bench) -> None:
    """Every action on every repository with every token: allowed exactly where the scopes say so."""
    image = bench.registry.image("scopes")
    for repository in REPOSITORIES:
        bench.same(bench.client.push(bench.owner, image, f"{repository}:{TAG}"), ALLOWED, f"the owner pushes {repository}")

    def cell(name: str, issued: Issued, repository: str, action: str) -> None:
        if action == "pull":
            outcome = bench.client.pull(issued.config, f"{repository}:{TAG}")
        elif action == "push":
            outcome = bench.client.push(issued.config, image, f"{repository}:by-{name}")
        else:
            outcome = delete(name, issued, repository)
        wanted = expected(TOKENS[name], repository, action)
        bench.same(outcome, wanted, f"{name}: {action} of {repository}")

    def delete(name: str, issued: Issued, repository: str) -> str:
        # An image of its own: who deletes a tag deletes its image, whatever else it is called.
        where = f"{repository}:of-{name}"
        own = bench.registry.image(f"{name}-{repository.replace('/', '-')}")
        bench.same(bench.client.push(bench.owner, own, where), ALLOWED, f"the owner pushes {where}")
        outcome = bench.client.delete(issued.config, where)
        bench.same(bench.client.exists(bench.owner, where), outcome != ALLOWED, f"{where} is there after: {outcome}")
        return outcome

    with ThreadPoolExecutor(4) as pool:
        tokens = dict(zip(TOKENS, pool.map(lambda name: bench.issue(name, TOKENS[name]), TOKENS)))
        cells = [(name, issued, where, what) for name, issued in tokens.items() for where in REPOSITORIES for what in ACTIONS]
        for _ in pool.map(lambda one: cell(*one), cells):
            pass


def check_life(bench: Bench) -> None:
    """Wrong passwords, status, narrower scopes, expiry and deletion."""
    image = bench.registry.image("life")
    where = f"life/app:{TAG}"
    issued = bench.issue("life", EVERYTHING, LIFETIME)
    deleted = bench.issue("deleted", EVERYTHING)

    def outcomes(config: Path) -> dict[str, str]:
        # Deletes what the owner pushed for it, as the last of the three.
        own = bench.registry.image(f"life-{len(done)}")
        done.append(config)
        bench.client.push(bench.owner, own, "life/delete:v1")
        return {
            "push": bench.client.push(config, image, where),
            "pull": bench.client.pull(config, where),
            "delete": bench.client.delete(config, "life/delete:v1"),
        }

    done: list[Path] = []
    every = {
        what: dict.fromkeys(("push", "pull", "delete"), what) for what in (ALLOWED, REFUSED, TURNED_AWAY)
    }
    bench.same(outcomes(issued.config), every[ALLOWED], "a new token")
    bench.same(outcomes(bench.config_of("wrong", "life", "wrong")), every[TURNED_AWAY], "a wrong password")
    bench.same(outcomes(bench.config_of("unknown", "nobody", "wrong")), every[TURNED_AWAY], "an unknown name")
    for status, wanted in (("disabled", TURNED_AWAY), ("enabled", ALLOWED)):
        bench.api("PATCH", f"/tokens/{issued.id}", {"status": status})
        bench.same(outcomes(issued.config), every[wanted], status)
    bench.api("PATCH", f"/tokens/{issued.id}", {"scopes": [scope("life/app", "pull")]})
    bench.same(outcomes(issued.config), every[REFUSED] | {"pull": ALLOWED}, "narrowed")
    bench.same(outcomes(deleted.config), every[ALLOWED], "another token")
    bench.api("DELETE", f"/tokens/{deleted.id}")
    bench.same(outcomes(deleted.config), every[TURNED_AWAY], "deleted")
    call("POST", f"{bench.world['control_url']}/clock", {"advance_seconds": LIFETIME})
    bench.same(outcomes(issued.config), every[TURNED_AWAY], "expired")


def check_files(bench: Bench) -> None:
    """What is written, and that all else in a file stays."""
    fresh = bench.issue("files", EVERYTHING)
    for path in (fresh.config, fresh.manifest):
        bench.same(stat.S_IMODE(path.stat().st_mode), 0o600, f"mode of {path.name}")
    check_manifest(bench, fresh)
    check_manifest(bench, bench.issue("no-namespace", EVERYTHING, namespace=None), namespace=None)
    before = {
        "auths": {"other.example": {"auth": "b3RoZXI6cGFzc3dvcmQ="}},
        "credHelpers": {"helped.example": "helper"},
        "HttpHeaders": {"X-Own": "1"},
    }
    config = bench.folder / "merged.json"
    config.write_text(json.dumps(before), encoding="utf-8")
    merged = bench.issue("merged", EVERYTHING)
    bench.same(merged.shadowed_by, None, "nothing stands before the login")
    after = json.loads(config.read_text(encoding="utf-8"))
    mine = after["auths"].pop(bench.registry.host, None)
    bench.check(mine is not None and after == before, f"all else in the file stays: {sorted(after)}")
    bench.same(bench.client.push(config, bench.registry.image("merged"), "files/app:v1"), ALLOWED, "a merged login")
    helped = bench.folder / "helped.json"
    helped.write_text(json.dumps({"credHelpers": {bench.registry.host: "own"}}), encoding="utf-8")
    bench.same(bench.issue("helped", EVERYTHING).shadowed_by, "own", "a helper that stands before the login")


def check_manifest(bench: Bench, issued: Issued, namespace: str | None = "ci") -> None:
    """The pull secret is what kubectl makes, and what is in it opens the registry."""
    manifest = json.loads(issued.manifest.read_text(encoding="utf-8"))
    kubectl = bench.registry.tools / "usr/bin/kubectl"
    command = [kubectl, "create", "secret", "docker-registry", "regcred", "--dry-run=client", "-o", "json"]
    command += [f"--from-file=.dockerconfigjson={issued.config}"] + ([f"--namespace={namespace}"] if namespace else [])
    theirs = json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True, cwd=bench.folder).stdout)
    theirs["metadata"].pop("creationTimestamp", None)
    data = [side["data"].pop(".dockerconfigjson") for side in (theirs, manifest)]
    files = [json.loads(base64.b64decode(text, validate=True)) for text in data]
    bench.same(manifest, theirs, "the manifest beside kubectl's")
    bench.same(list(files[1]["auths"]), [bench.registry.host], "hosts in the pull secret")
    bench.check(files[0] == files[1], "the login in the pull secret is the one that was written into the file")
    config = bench.folder / "pull-secret.json"
    config.write_text(json.dumps(files[1]), encoding="utf-8")
    image = bench.registry.image(f"secret-{namespace}")
    bench.same(bench.client.push(config, image, "secret/app:v1"), ALLOWED, "the login in the pull secret")


def check_language(tally: Tally, issuer: Issuer, registry: Registry) -> None:
    """Everything, with the credentials of one language."""
    with tempfile.TemporaryDirectory(prefix="credentials-") as folder:
        bench = Bench(tally, issuer, registry, Path(folder))
        for subject in (check_scopes, check_files, check_life):
            subject(bench)
