"""The emulator as a process of its own, and its control calls; see tests/emulator/README.md."""

from __future__ import annotations

import atexit
import http.client
import json
import os
import subprocess
from collections import deque
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

# Tells hanging from not hanging; nothing here takes a tenth of it.
LONG = 30.0


class ControlError(Exception):
    """The emulator did not do what a control call asked for."""


# Kept connections: the vectors alone make thousands of control calls. A deque needs no lock for a fork to find held.
_idle: deque[tuple[int, str, http.client.HTTPConnection]] = deque()


@atexit.register
def _hang_up() -> None:
    while _idle:
        _idle.pop()[2].close()


def _connection(origin: str) -> http.client.HTTPConnection:
    try:
        process, at, connection = _idle.pop()
    except IndexError:
        return http.client.HTTPConnection(origin, timeout=LONG)
    if (process, at) == (os.getpid(), origin):
        return connection
    # That of another emulator, or of the parent process.
    connection.close()
    return _connection(origin)


def call(method: str, url: str, body: Any = None) -> Any:
    """A control call. Never through a proxy, whatever the environment says: it is to this machine."""
    parts = urlsplit(url)
    path = parts.path + (f"?{parts.query}" if parts.query else "")
    connection = _connection(parts.netloc)
    connection.request(method, path, None if body is None else json.dumps(body))
    answer = connection.getresponse()
    text = answer.read()
    _idle.append((os.getpid(), parts.netloc, connection))
    if answer.status >= 400:
        raise ControlError(f"{method} {path}: {answer.status} {text.decode(errors='replace')}")
    return json.loads(text) if text else None


class Emulator:
    """Started once per run; it ends with this process, because its guarding stdin does."""

    def __init__(self, *arguments: str) -> None:
        command = [os.environ["EMULATOR_BIN"], "--stdin-guard", *arguments]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        assert self._process.stdout is not None
        self.ready: dict[str, Any] = json.loads(self._process.stdout.readline())

    def world(self) -> World:
        """A service of a test's own: with its own address, credentials, state, faults and requests."""
        return World(call("POST", f"{self.ready['control_url']}/sessions", {}))

    def ca_certificate(self) -> str:
        """The certificate that an emulator with TLS is trusted by, in PEM."""
        return Path(str(self.ready["ca_file"])).read_text()

    def stop(self) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait(LONG)
        self._process.stdout.close()


class World:
    """One service of the emulator."""

    def __init__(self, described: dict[str, Any]) -> None:
        self.described = described
        self.url: str = described["url"]
        self.token: str = described["token"]
        self.username: str = described["username"]
        self.password: str = described["password"]
        self.registry: str = described["registry_id"]
        self.instance: str = described["swr_instance_id"]
        self.urls = {name: str(described[name]) for name in ("url", "swr_url", "iam_url")}
        self.swr = {name: str(described[f"swr_{name}"]) for name in ("access_key", "secret_key", "project_id")}
        self.control_url: str = described["control_url"]

    def seed(self, tokens: int | list[dict[str, Any]] = 1, **more: Any) -> list[str]:
        """More state than a client can ask for; the ids of the tokens it made."""
        made = self.make(tokens=tokens, **more)
        return [str(made_id) for made_id in made["tokens"]]

    def make(self, **state: Any) -> dict[str, Any]:
        """The same of anything; the ids of all that it made."""
        made: dict[str, Any] = call("POST", f"{self.control_url}/seed", state)
        return made

    def fault(self, action: dict[str, Any], **where: Any) -> None:
        """The next matching request goes wrong in this way."""
        call("POST", f"{self.control_url}/faults", {**where, "action": action})

    def clear_faults(self) -> None:
        call("DELETE", f"{self.control_url}/faults")

    def requests(self) -> list[dict[str, Any]]:
        """What was received."""
        received: list[dict[str, Any]] = call("GET", f"{self.control_url}/requests")
        return received

    def forget_requests(self) -> None:
        call("DELETE", f"{self.control_url}/requests")

    def state(self) -> dict[str, Any]:
        """All that the service has in truth."""
        state: dict[str, Any] = call("GET", f"{self.control_url}/state")
        return state

    def stored(self) -> list[dict[str, Any]]:
        """The tokens that the first registry has in truth."""
        tokens: list[dict[str, Any]] = self.state()["registries"][0]["tokens"]
        return tokens

    def wait(self, **conditions: int) -> None:
        """Waits for `arrived`, `in_flight`, `open`; an error when that does not come."""
        wait_for(self.control_url, **conditions)

    def script(self, exchanges: list[Any]) -> Script:
        """An API that answers exactly as written."""
        return Script(self.control_url, call("POST", f"{self.control_url}/script", {"exchanges": exchanges}))

    def silence(self, exchanges: int = 1) -> Script:
        """An API whose answers never come."""
        return self.script([{"reply": None, "then": "stall"}] * exchanges)


class Script:
    """An API that answers exactly as written."""

    def __init__(self, control_url: str, described: dict[str, Any]) -> None:
        self._control_url = control_url
        self.id: str = described["script"]
        self.url: str = described["url"]
        self.urls = {name: str(described[name]) for name in ("url", "swr_url", "iam_url")}

    def problems(self) -> list[Any]:
        report = call("GET", f"{self._control_url}/script/{self.id}")
        problems: list[Any] = report["problems"]
        return problems

    def wait(self, **conditions: int) -> None:
        wait_for(self._control_url, script=self.id, **conditions)

    def wait_url(self, **conditions: int) -> str:
        """The same wait as an address, for a program in another process."""
        return _wait_url(self._control_url, script=self.id, **conditions)


def _wait_url(control_url: str, **conditions: int | str) -> str:
    query = "&".join(f"{name}={value}" for name, value in conditions.items())
    return f"{control_url}/wait?{query}&timeout_ms=20000"


def wait_for(control_url: str, **conditions: int | str) -> None:
    call("GET", _wait_url(control_url, **conditions))
