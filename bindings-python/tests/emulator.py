"""The emulator as a process of its own, and its control calls."""

from __future__ import annotations

import json
import os
import subprocess
import urllib.request
from typing import Any

# Control calls are to this machine, whatever the environment says about proxies.
_OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def call(method: str, url: str, body: Any = None) -> Any:
    data = None if body is None else json.dumps(body).encode()
    with _OPENER.open(urllib.request.Request(url, data=data, method=method), timeout=60) as answer:
        text = answer.read()
    return json.loads(text) if text else None


class Emulator:
    """Started once per run; it ends with this process, because its guarding stdin does."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [os.environ["EMULATOR_BIN"], "--stdin-guard"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        assert self._process.stdout is not None
        self.ready = json.loads(self._process.stdout.readline())
        self.session = call("POST", self.ready["control_url"] + "/sessions", {})

    def script(self, exchanges: list[Any]) -> dict[str, Any]:
        return call("POST", self.session["control_url"] + "/script", {"exchanges": exchanges})

    def problems(self, script: str) -> list[Any]:
        return call("GET", f"{self.session['control_url']}/script/{script}")["problems"]

    def stop(self) -> None:
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait(10)
        self._process.stdout.close()
