"""What takes many requests as one call: `rotate_expiring` and `.all()`, beside the sum of their round trips."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

from . import machine, servers

REGISTRY_OF = "00000000-0000-4000-8000-{:012d}"
DAY = 24 * 60 * 60


def measure_all(plan: dict, folder: Path, quick: bool) -> list[dict]:
    size, rows = "quick" if quick else "full", []
    for delay, counts in plan["rotate"].items():
        for count in counts[size]:
            seed = {"tokens": [{"name": f"ci-{number}", "expires_in_seconds": 2 * DAY} for number in range(count)]}
            with servers.emulator(folder, seed, int(delay)) as world:
                where = ["--url", world["url"], "--token", world["token"], "--registry", world["registry_id"]]
                rows.append(_once(plan, folder, "rotate", where, count, int(delay)))
    count = plan["all"][size]
    for delay in plan["rotate"]:
        options = ["--longest-page", str(plan["longest_page"]), "--delay-ms", delay]
        with servers.static(folder, *options) as url:
            where = ["--url", url, "--registry", REGISTRY_OF.format(count)]
            rows.append(_once(plan, folder, "all", where, count, int(delay)))
    return rows


def _once(plan: dict, folder: Path, what: str, where: list[str], count: int, delay: int) -> dict:
    concurrency = plan["concurrency"] if what == "rotate" else 1
    command = [folder / "registry-tokens-bench", "bulk", what, *where, "--concurrency", concurrency]
    row = {"what": what, "tokens": count, "delay_ms": delay, "concurrency": concurrency}
    try:
        run = subprocess.run(
            machine.pinned(machine.CLIENT_CORE, command),
            capture_output=True,
            text=True,
            timeout=plan["longest_seconds"],
            env=machine.environment(),
        )
    except subprocess.TimeoutExpired:
        return row | {"over_s": plan["longest_seconds"]}
    if run.returncode:
        return row | {"failed": run.stderr.strip()[-300:]}
    said = json.loads(run.stdout)
    if said["done"] != count:
        return row | {"failed": f"{said['done']} of {count}"}
    return row | said | {"sum_s": said["requests"] * said["round_trip_s"]}


def show(rows: list[dict]) -> str:
    heads = ["tokens", "delay ms", "at once", "requests", "wall s", "sum s", "sum/wall"]
    lines = [f"\n{'wall time and sum of round trips':<34}{''.join(f'{head:>10}' for head in heads)}"]
    for row in rows:
        name = {"rotate": "rotate_expiring", "all": "list().all()"}[row["what"]]
        line = f"  {name:<32}{row['tokens']:>10,}{row['delay_ms']:>10}{row['concurrency']:>10}"
        if "failed" in row:
            line += f"  FAILED: {row['failed']}"
        elif "over_s" in row:
            line += f"  not done within {row['over_s']} s"
        else:
            line += f"{row['requests']:>10,}{row['wall_s']:>10.2f}{row['sum_s']:>10.2f}{row['sum_s'] / row['wall_s']:>10.2f}"
        lines.append(line)
    return "\n".join(lines)
