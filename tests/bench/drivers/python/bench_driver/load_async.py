"""How an asyncio peer works through a load: several at once are several tasks."""

import asyncio

from . import common

# What a client says when it is collected unclosed would be measured.
kept = []


def run(peer_class, load, count, warm_up, url):
    """Gives what it took."""
    return asyncio.run(measure(peer_class, load, count, warm_up, url))


async def measure(peer_class, load, count, warm_up, url):
    """The same in the event loop."""
    tasks = common.number_of(load, "get") or 1
    peer = peer_class(url, tasks)
    kept.append(peer)
    if load == "cold":
        return common.since_start(await peer.get())
    if (calls := common.number_of(load, "hold")) is not None:
        return await hold(peer_class, peer, calls, url)
    length = common.number_of(load, "list")
    await work(peer, length, warm_up, tasks)
    meter = common.Meter()
    return meter.stop(await work(peer, length, count, tasks))


async def work(peer, length, count, tasks):
    """Shares requests out among tasks; one alone works in this one."""
    if tasks == 1:
        return await several(peer, length, count)
    seen = common.NOTHING
    for one in await asyncio.gather(*(several(peer, length, share) for share in common.shares(count, tasks))):
        seen = common.add(seen, one)
    return seen


async def several(peer, length, count):
    """One request after the other."""
    seen = common.NOTHING
    for _ in range(count):
        seen = common.add(seen, await (peer.get() if length is None else peer.list(length)))
    return seen


async def hold(peer_class, peer, calls, url):
    """Opens calls that nobody answers; they end with the process."""
    await peer.get()
    client = peer_class(f"{url}/hold", calls)
    kept.append(client)
    before = common.resident_kib()
    tasks = [asyncio.ensure_future(client.get()) for _ in range(calls)]
    while common.held(url) < calls:
        await asyncio.sleep(0)
    assert not any(task.done() for task in tasks)
    return common.held_report(before, calls)
