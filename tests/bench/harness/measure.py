"""Rounds of measurements: one fresh process each, all peers in turn, so that whatever else the machine does hits all of them."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

from . import machine
from .machine import BENCH

TIMEOUT = 120


class Failed(Exception):
    """A driver did not give a measurement."""


@dataclass
class Results:
    """What the drivers said: `runs[language][peer][load]` is a list of measurements."""

    runs: dict[str, dict[str, dict[str, list[dict]]]] = field(default_factory=dict)
    failures: list[str] = field(default_factory=list)
    rounds: int = 0

    def add(self, language: str, peer: str, load: str, run: dict) -> None:
        self.runs.setdefault(language, {}).setdefault(peer, {}).setdefault(load, []).append(run)


def once(language: str, peer: str, load: str, count: int, warm_up: int, url: str) -> dict:
    """One measurement; times per request are added to what the driver says."""
    command = [BENCH / "drivers" / language / "driver", peer, load, count, warm_up, url]
    pinned = machine.pinned(machine.CLIENT_CORE, command)
    what = f"{language} {peer} {load}"
    try:
        run = subprocess.run(pinned, capture_output=True, text=True, timeout=TIMEOUT, env=machine.environment())
    except subprocess.TimeoutExpired:
        raise Failed(f"{what}: nothing within {TIMEOUT} s") from None
    if run.returncode:
        raise Failed(f"{what}: {run.stderr.strip()[-300:] or run.returncode}")
    said = json.loads(run.stdout.strip().splitlines()[-1])
    if "per_call_kib" in said:
        return said
    return said | {"count": count, "cpu_us": said["cpu_s"] / count * 1e6, "wall_us": said["wall_s"] / count * 1e6}


def peers(language: str) -> list[str]:
    """The peers that a driver has."""
    command = [BENCH / "drivers" / language / "driver", "--peers"]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def counts(language: dict, peer: dict, load: str, how: dict) -> tuple[int, int]:
    """How many requests to measure, and how many to warm up with."""
    if load == "cold":
        return 1, 0
    count, warm_up = language["counts"][load]
    own = peer.get("slow", {}).get(load, peer.get("pace", 1))
    pace = own * how["scale"]
    # What is compiled while it runs needs its warm-up also in a quick run.
    warm_pace = own * how["warm"] if language.get("compiles") else max(pace, 0.2)
    return max(2, round(count * pace)), max(1, round(warm_up * warm_pace))


def turns(chosen: dict[str, dict], how: dict) -> Iterator[tuple[str, str]]:
    """The peers of a round in their order; in a full run those of a language that is measured in no time come several times."""
    for language, about in chosen.items():
        for _ in range(about.get("repeats", 1) if how["repeats"] else 1):
            for peer in about["peers"]:
                yield language, peer


def rounds(plan: dict, chosen: dict[str, dict], url: str, how: dict) -> Results:
    """As many rounds as `how` asks for; fewer, but not fewer than `least`, where the time is up before."""
    results, begun = Results(), time.monotonic()
    broken: set[tuple[str, str, str]] = set()
    loads = [*plan["loads"], *["cold"] * how["colds"]]
    for number in range(how["rounds"]):
        elapsed = time.monotonic() - begun
        if number >= how["least"] and elapsed * (number + 1) / number > how["seconds"]:
            break
        for load in loads:
            for language, peer in turns(chosen, how):
                if (language, peer, load) in broken:
                    continue
                about = chosen[language]
                count, warm_up = counts(about, about["peers"][peer], load, how)
                try:
                    results.add(language, peer, load, once(language, peer, load, count, warm_up, url))
                except Failed as failure:
                    broken.add((language, peer, load))
                    results.failures.append(str(failure))
        results.rounds += 1
        print(f"round {number + 1}: {time.monotonic() - begun:.0f} s", file=sys.stderr)
    results.failures += differences(results)
    return results


def differences(results: Results) -> list[str]:
    """Where a peer read something else than the first one did, per request."""
    first: dict[str, tuple] = {}
    problems = []
    for language, peers in results.runs.items():
        for peer, loads in peers.items():
            for load, runs in loads.items():
                for run in runs:
                    seen = tuple(int(number) / run["count"] for number in run["seen"].split(":"))
                    # The first request of a process reads what any other does.
                    like = "get" if load in ("cold", "get64") else load
                    if first.setdefault(like, seen) != seen:
                        problems.append(f"{language} {peer} {load}: read {seen}, not {first[like]}")
                        break
    return problems
