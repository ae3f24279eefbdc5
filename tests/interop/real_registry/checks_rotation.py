"""Rotation under load: pulls and pushes go on while their token is replaced again and again."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
import threading
from pathlib import Path

from checks import EVERYTHING, LIFETIME, Bench
from client import ALLOWED, TURNED_AWAY
from issuers import Issuer
from registry import Registry
from tally import Tally

ROTATIONS = 20
WORKERS = 2
# How many pulls and pushes a worker makes with what it has loaded, and at least between two rotations: fewer, so that nearly
# every rotation meets a worker with the old login.
RELOADS_AFTER = 5
BETWEEN = 3
WAIT_SECONDS = 120


class Load:
    """Workers that pull and push without a pause, and load their login anew now and then."""

    def __init__(self, bench: Bench, shared: Path, name: str) -> None:
        self.bench = bench
        self.shared = shared
        self.changed = threading.Condition()
        self.outcomes: list[list[str]] = [[] for _ in range(WORKERS)]
        self.ending = False
        self.threads = [threading.Thread(target=self.work, args=(number, name)) for number in range(WORKERS)]

    def __enter__(self) -> Load:
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.ending = True
        for thread in self.threads:
            thread.join()

    def work(self, number: int, name: str) -> None:
        own = self.bench.folder / f"{name}-{number}.json"
        image = self.bench.registry.image(f"{name}-{number}")
        where = f"load/app-{number}:v1"
        done = self.outcomes[number]
        while not self.ending:
            if len(done) % RELOADS_AFTER == 0:
                shutil.copy(self.shared, own)
            pulls = len(done) % 2
            outcome = self.bench.client.pull(own, where) if pulls else self.bench.client.push(own, image, where)
            with self.changed:
                done.append(outcome)
                self.changed.notify_all()

    def wait_for_more(self, count: int) -> None:
        """Until every worker has done so much more."""
        with self.changed:
            wanted = [len(done) + count for done in self.outcomes]

            def enough() -> bool:
                return all(len(done) >= least for done, least in zip(self.outcomes, wanted))

            if not self.changed.wait_for(enough, WAIT_SECONDS):
                raise RuntimeError("the load has come to a stand")

    def failed(self) -> list[str]:
        return [outcome for done in self.outcomes for outcome in done if outcome != ALLOWED]


def check_rotation(tally: Tally, issuer: Issuer, registry: Registry) -> None:
    """With the default nobody notices; where the old token is deleted at once they do, so the load would have shown it."""
    with tempfile.TemporaryDirectory(prefix="rotation-") as folder:
        bench = Bench(tally, issuer, registry, Path(folder))
        failed, made = under_load(bench, "default", "-")
        bench.check(not failed, f"of {made} pulls and pushes during {ROTATIONS} rotations failed {len(failed)}: {failed[:1]}")
        failed, made = under_load(bench, "delete", "delete")
        bench.check(bool(failed), f"none of {made} pulls and pushes failed where the old token is deleted at once")
        bench.same(sorted(set(failed)), [TURNED_AWAY], "how they fail then")


def under_load(bench: Bench, name: str, retire: str) -> tuple[list[str], int]:
    """What failed, and how much there was."""
    issued = bench.issue(name, EVERYTHING, LIFETIME)
    current = issued.id
    with Load(bench, issued.config, name) as load:
        for _ in range(ROTATIONS):
            load.wait_for_more(BETWEEN)
            current = rotate(bench, current, retire, issued.config)
        load.wait_for_more(RELOADS_AFTER + 1)
    failed, made = load.failed(), sum(map(len, load.outcomes))
    print(f"real registry: {ROTATIONS} rotations, retire {name}: {made} pulls and pushes, {len(failed)} failed", flush=True)
    return failed, made


def rotate(bench: Bench, token_id: str, retire: str, config: Path) -> str:
    """Gives the id of the new token."""
    command = [os.environ["EXAMPLES"] + "/real_registry_rotate", token_id, retire, str(config), bench.registry.host]
    done = subprocess.run(command, env=os.environ | bench.environment, stdout=subprocess.PIPE, text=True, check=True)
    return json.loads(done.stdout)["id"]
