"""The driver of the fault run says what tests/faults/DRIVERS.md promises of it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from support.clients import NOBODY
from support.emulator import LONG, World
from support.processes import environment
from support.vectors.call import STYLES

DRIVER = Path(__file__).resolve().parents[1] / "fault-driver"


class Driver:
    """A driver at work."""

    def __init__(self, style: str) -> None:
        pipe = subprocess.PIPE
        self._process = subprocess.Popen([DRIVER, style], env=environment(), stdin=pipe, stdout=pipe, stderr=pipe)
        self.ready = self.read()

    def read(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        found: dict[str, Any] = json.loads(self._process.stdout.readline())
        return found

    def send(self, **command: Any) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(command).encode() + b"\n")
        self._process.stdin.flush()

    def ask(self, **command: Any) -> dict[str, Any]:
        self.send(id="1", **command)
        found = self.read()
        assert found.pop("id") == "1"
        return found

    def end(self) -> tuple[int, bytes, bytes]:
        out, err = self._process.communicate(timeout=LONG)
        return self._process.returncode, out, err


@pytest.fixture(params=STYLES)
def driver(request: pytest.FixtureRequest) -> Iterator[Driver]:
    style: str = request.param
    started = Driver(style)
    assert started.ready == {"ready": {"style": style}}
    yield started
    assert started.end() == (0, b"", b"")


def ionos(world: World, **more: Any) -> dict[str, Any]:
    client = {"base_url": world.url, "token": world.token, "first_wait_ms": 0}
    return {"provider": "ionos", "client": {**client, **more}}


def get(registry_id: str) -> dict[str, Any]:
    return {"operation": "registries.get", "arguments": {"registry_id": registry_id}}


def test_calls(world: World, driver: Driver) -> None:
    done = driver.ask(do="call", **ionos(world), call=get(world.registry))
    assert done["value"]["name"] == "demo"
    assert 0 < done["elapsed_ms"] < LONG * 1000
    call = {"operation": "registries.list", "arguments": {"page_size": 1, "take": "pages"}}
    assert len(driver.ask(do="call", **ionos(world), call=call)["value"][0]["items"]) == 1


def test_errors_and_crashes(world: World, driver: Driver) -> None:
    failed = driver.ask(do="call", **ionos(world, token="canary"), call=get(NOBODY))
    assert failed["error"] == {
        "kind": "authentication",
        "operation": "registries.get",
        "http_status": 401,
        "attempts": 1,
        "outcome_unknown": False,
        "retryable": False,
        "retry_after_ms": None,
    }
    assert any("Traceback" in text for text in failed["texts"])
    assert "canary" not in str(failed)
    refused = driver.ask(do="call", **ionos(world), call=get("../.."))
    assert (refused["error"]["kind"], refused["error"]["attempts"]) == ("invalid_argument", 0)
    assert driver.ask(do="call", **ionos(world, base_url="ftp://"), call=get(NOBODY))["error"]["kind"] == "config"
    assert "colour" in driver.ask(do="call", **ionos(world, colour="red"), call=get(NOBODY))["crash"]
    assert "KeyError" in driver.ask(do="paint")["crash"]


def test_commands_are_carried_out_side_by_side(world: World, driver: Driver) -> None:
    """The first one's answer never comes, until the second one's has."""
    script = world.silence()
    silent = ionos(world, base_url=script.url, timeout_ms=2000, max_retries=0)
    driver.send(id="slow", do="call", **silent, call=get(NOBODY))
    script.wait(arrived=1)
    assert "value" in driver.ask(do="call", **ionos(world), call=get(world.registry))
    slow = driver.read()
    assert (slow["id"], slow["error"]["kind"]) == ("slow", "deadline_exceeded")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="it reads /proc")
def test_load_with_a_kept_client_leaves_nothing(world: World, driver: Driver) -> None:
    steps: list[dict[str, Any]] = [
        {"operation": "tokens.create", "arguments": {"registry_id": world.registry, "name": "$name", "scopes": []}},
        {"operation": "tokens.get", "arguments": {"registry_id": world.registry, "token_id": "$created"}},
        {"operation": "tokens.delete", "arguments": {"registry_id": world.registry, "token_id": NOBODY}},
    ]
    first = driver.ask(do="measure")["measure"]
    assert set(first) == {"resident_kib", "handles", "threads", "tasks"}
    load: dict[str, Any] = {"callers": 3, "seconds": None, "calls": 27, "prefix": "run", "steps": steps}
    done = driver.ask(do="load", **ionos(world), keep="a", **load)
    counts = done["load"]
    rounds = counts["tokens.create"]["calls"]
    assert 9 <= rounds <= 12
    for operation in ("tokens.create", "tokens.get"):
        assert counts[operation] == {"calls": rounds, "ok": rounds, "errors": {}, "outcome_unknown": 0}
    assert counts["tokens.delete"]["errors"] == {"not_found": rounds}
    assert (done["crashes"], len(world.stored())) == ([], rounds)
    assert {"run-0-0", "run-1-0", "run-2-0"} <= {token["name"] for token in world.stored()}
    assert "value" in driver.ask(do="call", **ionos(world), keep="a", call=get(world.registry))
    assert driver.ask(do="close", keep="a") == {}
    world.wait(open=0)
    last = driver.ask(do="measure")["measure"]
    assert last["tasks"] == 0
    # The native half keeps its own workers, whatever was closed.
    assert last["handles"] - first["handles"] < 16
