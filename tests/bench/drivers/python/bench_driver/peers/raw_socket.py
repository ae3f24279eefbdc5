"""The floor of CPython: a socket and json."""

import json
import socket

from .dicts import SyncDicts


class RawSocket(SyncDicts):
    """A connection of its own."""

    def __init__(self, url, workers):
        self.url = url
        authority, _, prefix = url.removeprefix("http://").partition("/")
        host, _, port = authority.partition(":")
        self.socket = socket.create_connection((host, int(port)))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.before = f"GET {prefix and '/' + prefix}"
        self.after = f" HTTP/1.1\r\nHost: {authority}\r\nAuthorization: Bearer bench\r\nAccept: application/json\r\n\r\n"

    def another(self):
        return RawSocket(self.url, 1)

    def ask(self, path):
        self.socket.sendall((self.before + path + self.after).encode())
        data = self.socket.recv(65536)
        head, _, body = data.partition(b"\r\n\r\n")
        length = int(head.partition(b"content-length: ")[2].partition(b"\r\n")[0])
        if len(body) < length:
            parts, missing = [body], length - len(body)
            while missing:
                parts.append(self.socket.recv(min(missing, 1 << 20)))
                missing -= len(parts[-1])
            body = b"".join(parts)
        return json.loads(body)
