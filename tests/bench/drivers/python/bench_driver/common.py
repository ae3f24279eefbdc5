"""What all peers read, and how it is measured."""

import socket
import time
from datetime import datetime

REGISTRY_ID = "00000000-0000-4000-8000-000000000001"
TOKEN_ID = "00000000-0000-4000-8000-0000000000aa"
TOKEN_PATH = f"/registries/{REGISTRY_ID}/tokens/{TOKEN_ID}"
HEADERS = {"Authorization": "Bearer bench", "Accept": "application/json"}
NOTHING = (0, 0, 0, 0, 0)


def registry_of(count):
    """The registry with so many tokens."""
    return f"00000000-0000-4000-8000-{count:012}"


def list_path(count):
    """Where its tokens are."""
    return f"/registries/{registry_of(count)}/tokens"


def look(token):
    """Reads a token as the service's JSON gives it."""
    properties = token["properties"]
    expiry = datetime.fromisoformat(properties["expiryDate"].replace("Z", "+00:00"))
    scope = properties["scopes"][0]["name"]
    return 1, len(properties["name"]), len(properties["status"]), int(expiry.timestamp()), len(scope)


def look_at_model(token):
    """Reads a token that has become an object."""
    expiry = int(token.expiry_date.timestamp())
    return 1, len(token.name), len(token.status), expiry, len(token.scopes[0].name)


def add(one, other):
    """The sum of what was seen."""
    return tuple(map(int.__add__, one, other))


def number_of(load, name):
    """The number behind a load's name, or None where it is another load."""
    rest = load.removeprefix(name)
    return int(rest) if rest != load and rest.isdigit() else None


def shares(count, workers):
    """So many requests, shared out."""
    each, rest = divmod(count, workers)
    return [each + (worker < rest) for worker in range(workers)]


class Meter:
    """A running measurement."""

    def __init__(self):
        self.cpu, self.wall = time.process_time(), time.perf_counter()

    def stop(self, seen):
        """What was used since."""
        return report(time.process_time() - self.cpu, time.perf_counter() - self.wall, seen)


def since_start(seen):
    """What the whole process used from its start."""
    cpu = time.process_time()
    with open("/proc/self/stat", encoding="utf-8") as stat:
        ticks = int(stat.read().rpartition(")")[2].split()[19])
    return report(cpu, time.clock_gettime(time.CLOCK_BOOTTIME) - ticks / 100, seen)


def report(cpu, wall, seen):
    """What a driver says."""
    return {"cpu_s": cpu, "wall_s": wall, "seen": ":".join(map(str, seen))}


def resident_kib():
    """The memory that this process has now."""
    with open("/proc/self/status", encoding="ascii") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmRSS:"))


def held(url):
    """How many requests the server holds open."""
    host, _, port = url.removeprefix("http://").partition(":")
    with socket.create_connection((host, int(port))) as connection:
        connection.sendall(b"GET /held HTTP/1.1\r\n\r\n")
        return int(connection.recv(1024).rpartition(b"\n")[2])


def held_report(before, calls):
    """How much memory each open call takes."""
    return report(0, 0, NOTHING) | {"per_call_kib": (resident_kib() - before) / calls}
