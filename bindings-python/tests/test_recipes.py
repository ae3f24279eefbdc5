"""What the recipes show in Python is what runs, the steps of GitHub Actions among them."""

from __future__ import annotations

import base64
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from support.emulator import LONG, World
from support.processes import EXAMPLES, environment
from support.surface import ROOT
from test_readme import logged_in, run, snippets

PAGES = ROOT / "docs" / "recipes"
SWR_RECIPES = ["swr_repository.py", "swr_permission.py", "swr_retention.py"]
RECIPES = ["ci_login.py", "pull_secret.py", "nightly_rotation.py", *SWR_RECIPES]
DAY = 24 * 60 * 60

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the programs that stand for others are scripts")


def program(folder: Path, name: str, script: str) -> None:
    """Stands for a program of this name."""
    (folder / name).write_text(f"#!/bin/sh\n{script}\n")
    (folder / name).chmod(0o755)


def path(folder: Path) -> str:
    return f"{folder}{os.pathsep}{os.environ['PATH']}"


@pytest.mark.parametrize("name", RECIPES)
def test_the_page_shows_the_example(name: str) -> None:
    assert snippets(PAGES / f"{Path(name).stem}.md") == [(EXAMPLES / name).read_text()]


def test_the_steps_of_github_actions(world: World, tmp_path: Path) -> None:
    (page,) = re.findall(r"^```yaml\n(.*?)^```$", (PAGES / "ci_login.md").read_text(), re.DOTALL | re.MULTILINE)
    steps = re.findall(r"^ +run: (.+?)(?: #.*)?$", page, re.MULTILINE)
    assert len(steps) == 3
    pushed = tmp_path / "pushed"
    program(tmp_path, "python", f'exec "{sys.executable}" "$@"')
    program(tmp_path, "docker", f'echo "$@" >>"{pushed}"; cp "$DOCKER_CONFIG/config.json" "{tmp_path}/as-pushed.json"')
    later = tmp_path / "later.env"
    variables = environment(
        HOME=str(tmp_path),
        PATH=path(tmp_path),
        IONOS_API_URL=world.url,
        IONOS_TOKEN=world.token,
        DOCKER_CONFIG=str(tmp_path / "docker-config"),
        REGISTRY="demo",
        REPOSITORY="team/app",
        REGISTRY_HOST="demo.cr.example",
        GITHUB_RUN_ID="4711",
        GITHUB_ENV=str(later),
    )
    for step in steps:
        left_before = dict(line.split("=", 1) for line in later.read_text().splitlines()) if later.exists() else {}
        subprocess.run(["sh", "-ec", step], cwd=EXAMPLES, env=variables | left_before, timeout=LONG, check=True)
    assert pushed.read_text() == "push demo.cr.example/team/app:4711\n"
    ((_, entry),) = json.loads((tmp_path / "as-pushed.json").read_text())["auths"].items()
    assert base64.b64decode(entry["auth"]).decode().startswith("ci-4711-")
    assert world.stored() == []


def test_a_pull_secret_is_applied_and_replaced(world: World, tmp_path: Path) -> None:
    applied = tmp_path / "applied"
    program(tmp_path, "kubectl", f'[ "$*" = "apply -f -" ] && cat >"{applied}"')
    for _ in range(2):
        done = run("pull_secret.py", world, tmp_path, PATH=path(tmp_path))
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    first, second = world.stored()
    assert first["expiryDate"] is not None
    assert second["expiryDate"] is None
    assert [scope["actions"] for scope in second["scopes"]] == [["pull"]]
    manifest = json.loads(applied.read_text())
    assert manifest["metadata"] == {"name": "regcred", "namespace": "apps"}
    config = base64.b64decode(manifest["data"][".dockerconfigjson"])
    assert base64.b64encode(f"{second['name']}:{second['password']}".encode()) in config
    program(tmp_path, "kubectl", "exit 1")
    assert run("pull_secret.py", world, tmp_path, PATH=path(tmp_path)).returncode == 1
    assert world.stored() == [first, second], "what could not be applied is taken back"


def test_what_expires_is_rotated_every_night(world: World, tmp_path: Path) -> None:
    days = {"web": 3, "batch": 5, "later": 90, "ci-job": 1}
    world.seed([{"name": name, "expires_in_seconds": span * DAY} for name, span in days.items()])
    for consumer in ("web", "batch"):
        (tmp_path / consumer).mkdir()
    done = run("nightly_rotation.py", world, tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "web: expiring\nbatch: expiring\nci-job: has no folder here\n"
    tokens = {f"{token['name']}:{token['password']}" for token in world.stored()}
    assert len(tokens) == len(days) + 2
    assert all(logged_in(tmp_path / consumer)[1] in tokens for consumer in ("web", "batch"))
    # What cannot be retired is no success.
    world.fault({"status": 500}, method="PATCH", times=None)
    done = run("nightly_rotation.py", world, tmp_path)
    assert done.returncode == 1
    assert "500" in done.stdout


def test_the_basic_edition_of_swr(world: World, tmp_path: Path) -> None:
    done = [run(name, world, tmp_path) for name in SWR_RECIPES]
    assert [(one.returncode, one.stderr) for one in done] == [(0, "")] * 3
    pushed, allowed, deleted = (one.stdout for one in done)
    assert re.fullmatch(r"docker push \S+/example-team/team/app:latest\n", pushed)
    assert (allowed, deleted) == ("reader: read\n", "date_rule: after 30 days\n")
    (team,) = (each for each in world.state()["namespaces"] if each["name"] == "example-team")
    (app,) = team["repositories"]
    assert (app["name"], app["is_public"], app["category"], app["retentions"]) == ("team/app", False, "linux", [])
    changes = [request["method"] for request in world.requests() if request["method"] not in ("GET", "HEAD")]
    assert changes == ["POST", "POST", "POST", "POST", "DELETE"]
