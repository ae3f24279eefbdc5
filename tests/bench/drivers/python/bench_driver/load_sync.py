"""How a blocking peer works through a load: several at once are several threads."""

import threading

from . import common


def run(peer_class, load, count, warm_up, url):
    """Gives what it took."""
    peer = peer_class(url, common.number_of(load, "get") or 1)
    if load == "cold":
        return common.since_start(peer.get())
    if (calls := common.number_of(load, "hold")) is not None:
        return hold(peer_class, peer, calls, url)
    length = common.number_of(load, "list")
    threads = [peer] + [peer.another() for _ in range(1, common.number_of(load, "get") or 1)]
    work(threads, length, warm_up)
    meter = common.Meter()
    return meter.stop(work(threads, length, count))


def work(peers, length, count):
    """Shares requests out among the peers, each with a thread of its own; one alone works in this one."""
    if len(peers) == 1:
        return several(peers[0], length, count)
    found, threads = [], []
    for peer, share in zip(peers, common.shares(count, len(peers))):
        threads.append(threading.Thread(target=lambda *what: found.append(several(*what)), args=(peer, length, share)))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if len(found) < len(threads):
        raise SystemExit("a thread failed")
    seen = common.NOTHING
    for one in found:
        seen = common.add(seen, one)
    return seen


def several(peer, length, count):
    """One request after the other."""
    seen = common.NOTHING
    for _ in range(count):
        seen = common.add(seen, peer.get() if length is None else peer.list(length))
    return seen


def hold(peer_class, peer, calls, url):
    """Opens calls that nobody answers."""
    peer.get()
    client = peer_class(f"{url}/hold", calls)
    before = common.resident_kib()
    for _ in range(calls):
        threading.Thread(target=client.another().get, daemon=True).start()
    while common.held(url) < calls:
        pass
    return common.held_report(before, calls)
