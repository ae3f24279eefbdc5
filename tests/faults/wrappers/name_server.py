"""A name server for one command: it is silent, knows no name, or says after a second that every name is this machine.

    name_server.py silent|unknown|slow COMMAND...
"""

from __future__ import annotations

import socket
import subprocess
import sys
import threading
import time

ADDRESS = ("127.0.0.53", 53)
SLOW_SECONDS = 1.0

# Flags of an answer: no such name, no error.
NO_SUCH_NAME, NO_ERROR = b"\x81\x83", b"\x81\x80"
# A pointer to the name that was asked for, IPv4, Internet, a second of life, four bytes: 127.0.0.1.
THIS_MACHINE = b"\xc0\x0c" + b"\0\x01" + b"\0\x01" + b"\0\0\0\x01" + b"\0\x04" + bytes((127, 0, 0, 1))
IPV4 = b"\0\x01\0\x01"


def question(query: bytes) -> bytes:
    end = query.index(b"\0", 12) + 5
    return query[12:end]


def answer(query: bytes, manner: str) -> bytes:
    asked = question(query)
    found = manner == "slow" and asked.endswith(IPV4)
    flags = NO_SUCH_NAME if manner == "unknown" else NO_ERROR
    counts = b"\0\x01" + (b"\0\x01" if found else b"\0\0") + b"\0\0\0\0"
    return query[:2] + flags + counts + asked + (THIS_MACHINE if found else b"")


def reply(server: socket.socket, query: bytes, client: tuple[str, int], manner: str) -> None:
    if manner == "slow":
        time.sleep(SLOW_SECONDS)
    server.sendto(answer(query, manner), client)


def serve(server: socket.socket, manner: str) -> None:
    while True:
        query, client = server.recvfrom(4096)
        if manner != "silent":
            threading.Thread(target=reply, args=(server, query, client, manner), daemon=True).start()


def main() -> int:
    manner, command = sys.argv[1], sys.argv[2:]
    server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    server.bind(ADDRESS)
    threading.Thread(target=serve, args=(server, manner), daemon=True).start()
    return subprocess.call(command)


if __name__ == "__main__":
    sys.exit(main())
