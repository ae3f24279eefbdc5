"""A real image registry for one world of the emulator, and the real client for it."""

from __future__ import annotations

import json
import shlex
import subprocess
import tempfile
import threading
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

from image import write_image

HERE = Path(__file__).resolve().parent
READY_SECONDS = 30


class NoTools(Exception):
    """The programs are not here; tests/interop/real_registry/install fetches them."""


def tools() -> Path:
    """The folder that the programs are unpacked in."""
    found = subprocess.run([HERE / "install", "--path"], stdout=subprocess.PIPE, text=True)
    if found.returncode:
        raise NoTools("no image registry here: tests/interop/real_registry/install fetches one")
    return Path(found.stdout.strip())


def call(method: str, url: str, body: Any = None, headers: dict[str, str] | None = None) -> Any:
    """A JSON call of the emulator."""
    data = None if body is None else json.dumps(body).encode()
    lines = {"content-type": "application/json"} | (headers or {})
    with urlopen(Request(url, data, lines, method=method), timeout=30) as answer:
        text = answer.read()
    return json.loads(text) if text else None


class Registry:
    """`docker-registry` on a fresh port, which asks the token endpoint of a world (what the emulator says of a session, or its
    ready line). To be started by the main thread: it ends with the thread that started it."""

    def __init__(self, world: dict, tls: tuple[Path, Path] | None = None, ca: Path | None = None) -> None:
        """`tls`: certificate and key to serve with; `ca`: what its client trusts then."""
        self.world = world
        self.tls = tls
        self.ca = ca
        self.tools = tools()
        self.folder = tempfile.TemporaryDirectory(prefix="real-registry-")
        self.lines: list[str] = []

    def __enter__(self) -> Registry:
        try:
            self.start()
        except BaseException:
            self.folder.cleanup()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.process.terminate()
        self.process.wait()
        self.reader.join()
        self.folder.cleanup()

    def start(self) -> None:
        config = self.file("config.yml", json.dumps(self.config()))
        # A port that somebody chose before would let clients remember what they pushed to another registry there.
        self.process = subprocess.Popen(
            ["setpriv", "--pdeathsig", "KILL", self.tools / "usr/bin/docker-registry", "serve", config],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.listening = threading.Event()
        self.reader = threading.Thread(target=self.read, daemon=True)
        self.reader.start()
        if not self.listening.wait(READY_SECONDS) or not self.lines or not hasattr(self, "host"):
            self.process.kill()
            raise RuntimeError(f"docker-registry did not get ready: {''.join(self.lines[-20:])}")
        self.skopeo = self.wrapper("skopeo", trusted=self.ca)

    def read(self) -> None:
        for line in self.process.stderr or ():
            self.lines.append(line)
            _, found, rest = line.partition("listening on ")
            if found and not hasattr(self, "host"):
                self.host = rest.split('"')[0].split(",")[0].strip()
                self.listening.set()
        # It has ended, perhaps before it listened.
        self.listening.set()

    def config(self) -> dict:
        bundle = self.file("token.crt", self.world["registry_token_certificate"])
        http: dict[str, Any] = {"addr": "127.0.0.1:0"}
        if self.tls:
            http["tls"] = {"certificate": str(self.tls[0]), "key": str(self.tls[1])}
        return {
            "version": 0.1,
            "log": {"level": "info", "accesslog": {"disabled": True}},
            "storage": {"inmemory": {}, "delete": {"enabled": True}},
            "http": http,
            "auth": {
                "token": {
                    "realm": self.world["registry_token_url"],
                    "service": self.world["registry_token_service"],
                    "issuer": self.world["registry_token_issuer"],
                    "rootcertbundle": str(bundle),
                }
            },
        }

    def wrapper(self, name: str, trusted: Path | None) -> Path:
        """A program with skopeo's arguments that needs no settings of this machine and changes nothing outside its folder.
        It trusts this CA, or those that the machine does."""
        policy = self.file("policy.json", json.dumps({"default": [{"type": "insecureAcceptAnything"}]}))
        registries = "" if self.tls else f'[[registry]]\nlocation = "{self.host}"\ninsecure = true\n'
        options = ["--policy", policy, "--registries-conf", self.file("registries.conf", registries)]
        libraries = next((self.tools / "usr/lib").glob("*-linux-gnu*"), self.tools / "usr/lib")
        settings = {
            "LD_LIBRARY_PATH": libraries,
            # Where it remembers what is in which registry. As root that would be below /var, were it not told that it is not.
            "XDG_DATA_HOME": self.path("data"),
            "XDG_RUNTIME_DIR": self.path("run"),
            "_CONTAINERS_ROOTLESS_UID": 1,
        } | ({"SSL_CERT_FILE": trusted} if trusted else {})
        exports = " ".join(f"{name}={shlex.quote(str(value))}" for name, value in settings.items())
        command = shlex.join(map(str, [self.tools / "usr/bin/skopeo", *options]))
        text = f'#!/bin/sh\nexport {exports}\nexec {command} "$@"\n'
        wrapper = self.file(name, text)
        wrapper.chmod(0o755)
        return wrapper

    def image(self, note: str) -> str:
        """An image of its own, as skopeo's source."""
        return write_image(self.path(f"image-{note}"), note)

    def path(self, name: str) -> Path:
        return Path(self.folder.name) / name

    def file(self, name: str, text: str) -> Path:
        path = self.path(name)
        path.write_text(text, encoding="utf-8")
        return path

    def environment(self) -> dict[str, str]:
        """What programs find this registry by."""
        return {
            "REGISTRY_HOST": self.host,
            "SKOPEO": str(self.skopeo),
            "KUBECTL": str(self.tools / "usr/bin/kubectl"),
            "IMAGE": self.image("shared"),
        }
