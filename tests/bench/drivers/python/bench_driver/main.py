"""Reads what to do, does it, says what it took."""

import importlib
import json
import os

# Module and class of each peer: only the one that is measured is loaded.
PEERS = {
    "raw-socket": ("raw_socket", "RawSocket"),
    "urllib3": ("with_urllib3", "Urllib3"),
    "requests": ("with_requests", "Requests"),
    "httpx": ("with_httpx", "Httpx"),
    "official": ("official", "Official"),
    "ours": ("ours", "Ours"),
    "aiohttp": ("with_aiohttp", "Aiohttp"),
    "httpx-async": ("with_httpx", "AsyncHttpx"),
    "ours-async": ("ours_async", "AsyncOurs"),
}


def main(arguments):
    """Prints one line of JSON."""
    if arguments == ["--peers"]:
        print(json.dumps(list(PEERS)))
        return
    peer, load, count, warm_up, url = arguments
    module, name = PEERS[peer]
    peer_class = getattr(importlib.import_module(f".peers.{module}", __package__), name)
    if peer_class.IS_ASYNC:
        from .load_async import run
    else:
        from .load_sync import run
    said = run(peer_class, load, int(count), int(warm_up), url)
    with open("/proc/self/status", encoding="ascii") as status:
        said["peak_kib"] = next(int(line.split()[1]) for line in status if line.startswith("VmHWM:"))
    print(json.dumps(said), flush=True)
    # What waits for an answer that never comes is not waited for.
    os._exit(0)
