"""A way to the emulator that Python code has to open: who keeps the interpreter lock, waits for ever."""

from __future__ import annotations

import selectors
import socket
from collections.abc import Callable
from urllib.parse import urlsplit, urlunsplit

from .emulator import LONG


class Gate:
    """Listens on a free port and passes one connection on to the emulator."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self._emulator = (parts.hostname or "", parts.port or 0)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._listener.settimeout(LONG)
        address = "{}:{}".format(*self._listener.getsockname())
        self.url = urlunsplit(parts._replace(netloc=address))

    def close(self) -> None:
        """Nobody comes in any more."""
        self._listener.close()

    def pass_one(self, before: Callable[[], object] = lambda: None) -> None:
        """Takes one connection, runs `before` when its first request is here, and passes on until it is closed."""
        client, _ = self._listener.accept()
        with client:
            client.settimeout(LONG)
            request = client.recv(65536)
            before()
            if not request:
                return
            with socket.create_connection(self._emulator, LONG) as service:
                service.sendall(request)
                _pass_on(client, service)


def _pass_on(client: socket.socket, service: socket.socket) -> None:
    with selectors.DefaultSelector() as ready:
        ready.register(client, selectors.EVENT_READ, service)
        ready.register(service, selectors.EVENT_READ, client)
        while events := ready.select(LONG):
            for key, _ in events:
                source, target = key.fileobj, key.data
                assert isinstance(source, socket.socket)
                try:
                    data = source.recv(65536)
                except ConnectionError:
                    return
                if not data:
                    return
                target.sendall(data)
