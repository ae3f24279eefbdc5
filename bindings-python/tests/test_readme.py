"""What the README shows is what runs: its snippets are the examples, and the examples work against the emulator."""

from __future__ import annotations

import base64
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from support.clients import blocking_swr, swr_environment
from support.emulator import LONG, World
from support.processes import EXAMPLES, environment
from support.surface import ROOT

READMES = [file for file in (ROOT / "README.md", ROOT / "bindings-python" / "README.md") if file.exists()]
NAMES = sorted(file.name for file in EXAMPLES.glob("*.py"))
SHOWN = {"issue_token.py", "issue_token_async.py"}
SHORT = SHOWN | {"issue_credential.py", "rotate_token.py"}
CI_SCOPES = [{"type": "repository", "name": "*", "actions": ["pull", "push"]}]
STEPS = [
    "registry",
    "issue",
    "login",
    "list",
    "narrow",
    "disable",
    "update",
    "replace",
    "delete",
    "merge",
    "rotate",
    "target",
    "basic",
]


def snippets(file: Path) -> list[str]:
    return re.findall(r"^```python\n(.*?)^```$", file.read_text(), re.DOTALL | re.MULTILINE)


def run(name: str, world: World, folder: Path, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    """An example as a stranger runs it: elsewhere, with only what it needs in its environment."""
    own = {
        "IONOS_API_URL": world.url,
        "IONOS_TOKEN": world.token,
        "REGISTRY_ID": world.registry,
        "SWR_INSTANCE_ID": world.instance,
        "DOCKER_CONFIG": str(folder),
        "LOGINS": str(folder),
        "REGISTRY": "demo",
        "REPOSITORY": "team/app",
        "NAMESPACE": "apps",
        "ORGANIZATION": "example-team",
        "USER_ID": "5f3c9d2e7a1b4c6d8e0f1a2b3c4d5e6f",
        "USER_NAME": "reader",
        "GITHUB_RUN_ID": "4711",
        "GITHUB_ENV": str(folder / "later.env"),
        **swr_environment(world),
        **more,
    }
    command = [sys.executable, str(EXAMPLES / name), *arguments]
    return subprocess.run(
        command,
        env=environment(HOME=str(folder), **own),
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=LONG,
        check=False,
    )


def ours(world: World) -> list[tuple[str, int]]:
    """Method and status of each request."""
    return [(request["method"], request["status"]) for request in world.requests()]


def left(world: World) -> list[str]:
    """The names of what a program left behind."""
    with blocking_swr(world) as client:
        credentials = client.long_term_credentials.list(world.instance, self_only=False).all()
    return [*(token["name"] for token in world.stored()), *(credential.name for credential in credentials)]


@pytest.mark.parametrize("readme", READMES, ids=lambda file: str(file.relative_to(ROOT)))
def test_every_snippet_is_an_example(readme: Path) -> None:
    examples = {(EXAMPLES / name).read_text(): name for name in NAMES}
    for snippet in snippets(readme):
        assert snippet in examples, f"{readme}: not one of the examples:\n{snippet}"


def test_the_readme_shows_both_styles() -> None:
    examples = {(EXAMPLES / name).read_text(): name for name in NAMES}
    assert {examples.get(snippet) for snippet in snippets(ROOT / "README.md")} == SHOWN


@pytest.mark.parametrize("name", NAMES)
def test_examples_are_short_and_begin_by_saying_what_they_do(name: str) -> None:
    text = (EXAMPLES / name).read_text()
    assert text.startswith('"""')
    assert name not in SHORT or len(text.splitlines()) <= 27


@pytest.mark.parametrize("name", sorted(SHOWN))
def test_issue_token(world: World, tmp_path: Path, name: str) -> None:
    done = run(name, world, tmp_path)
    assert (done.returncode, done.stderr) == (0, ""), done
    assert re.fullmatch(r"docker login \S+ -u ci-push -p \[redacted\]\n", done.stdout)
    assert ours(world) == [("GET", 200), ("POST", 201), ("DELETE", 204)]
    assert world.stored() == []


@pytest.mark.parametrize("name", NAMES)
def test_examples_say_what_is_missing(world: World, tmp_path: Path, name: str) -> None:
    done = run(name, world, tmp_path, IONOS_TOKEN="wrong", HUAWEICLOUD_SDK_SK="wrong")
    assert done.returncode == 1
    assert "registry_tokens.AuthenticationError" in done.stderr or "AuthenticationError" in done.stderr


def test_issue_credential(world: World, tmp_path: Path) -> None:
    done = run("issue_credential.py", world, tmp_path)
    assert (done.returncode, done.stderr) == (0, ""), done
    assert re.fullmatch(
        r"docker login INSTANCE_ADDRESS -u \S+ -p \[redacted\]\ndocker login \S+ -u \S+ -p \[redacted\]\n", done.stdout
    )
    assert left(world) == []


def test_use_token(world: World, tmp_path: Path) -> None:
    done = run("use_token.py", world, tmp_path)
    assert (done.returncode, done.stderr) == (0, ""), done
    host, push = logged_in(tmp_path)
    tokens = {token["name"]: token for token in world.stored()}
    assert push == f"ci-push:{tokens['ci-push']['password']}"
    manifest = json.loads(done.stdout)
    assert manifest["metadata"] == {"name": "regcred", "namespace": "apps"}
    config = json.loads(base64.b64decode(manifest["data"][".dockerconfigjson"]))
    pull = base64.b64decode(config["auths"][host]["auth"]).decode()
    assert pull == f"cluster-pull:{tokens['cluster-pull']['password']}"


def test_rotate_token(world: World, tmp_path: Path) -> None:
    (old_id,) = world.seed([{"name": "ci-push"}])
    done = run("rotate_token.py", world, tmp_path)
    assert (done.returncode, done.stderr) == (0, ""), done
    assert done.stdout.startswith("ci-push is expiring until ")
    (new,) = (token for token in world.stored() if token["id"] != old_id)
    assert logged_in(tmp_path)[1] == f"{new['name']}:{new['password']}"


def logged_in(folder: Path) -> tuple[str, str]:
    """The only host in a `config.json`, and its login."""
    ((host, entry),) = json.loads((folder / "config.json").read_text())["auths"].items()
    return host, base64.b64decode(entry["auth"]).decode()


def test_narrow_tokens(world: World, tmp_path: Path) -> None:
    names = ["ci-one", "team", "ci-two"]
    world.seed([{"name": name, "scopes": CI_SCOPES} for name in names])
    done = run("narrow_tokens.py", world, tmp_path)
    assert (done.returncode, done.stderr) == (0, ""), done
    assert [line.split(":")[0] for line in done.stdout.splitlines()] == ["ci-one", "ci-two"]
    actions = {token["name"]: token["scopes"][0]["actions"] for token in world.stored()}
    assert actions == {"ci-one": ["pull"], "ci-two": ["pull"], "team": ["pull", "push"]}
    # Run again, it finds nothing to do.
    assert run("narrow_tokens.py", world, tmp_path).stdout == ""


def test_the_demo_tells_its_story_and_leaves_nothing_behind(world: World, tmp_path: Path) -> None:
    done = run("demo.py", world, tmp_path)
    assert (done.returncode, done.stderr) == (0, ""), done
    told = [line.split()[0] for line in done.stdout.splitlines()]
    assert [step for step in STEPS if step not in told] == []
    assert 15 <= len(told) <= 30
    assert "[redacted]" in done.stdout
    for one in [("POST", 201), ("POST", 409), ("GET", 200), ("PATCH", 200), ("PUT", 200), ("DELETE", 204)]:
        assert one in ours(world)
    assert left(world) == []


def test_the_demo_cleans_up_when_it_fails(world: World, tmp_path: Path) -> None:
    world.fault({"status": 500}, method="PATCH", times=None)
    done = run("demo.py", world, tmp_path)
    assert done.returncode == 1
    assert "ServerError" in done.stderr
    assert left(world) == []


def test_the_demo_of_swr_cleans_up_when_it_fails(world: World, tmp_path: Path) -> None:
    world.fault({"status": 500, "body": {}}, method="PUT", path_contains="/long-term-credentials/", times=None)
    done = run("demo.py", world, tmp_path)
    assert done.returncode == 1
    assert "ServerError" in done.stderr
    assert left(world) == []


def test_examples_need_nothing_but_the_package() -> None:
    for name in NAMES:
        imported = re.findall(r"^(?:from|import) (\w+)", (EXAMPLES / name).read_text(), re.MULTILINE)
        assert set(imported) <= {"registry_tokens", *sys.stdlib_module_names}, name
