"""What grows: the cost of a token with the length of its list, of a call with how many are open, and the memory of an open call."""

from __future__ import annotations

import statistics
from pathlib import Path

from . import servers
from .measure import Failed, once

# A step to a list of ten times as many may make each token this much dearer: memory is slower than caches.
STEP = 1.5
# A call among others may cost this much more than one alone.
AMONG_OTHERS = 1.2
KINDS = {"tokens": ("list", "CPU us per token, list of"), "calls": ("get", "CPU us per call, so many at once")}


def measure_all(plan: dict, chosen: dict, folder: Path, how: dict) -> tuple[dict, list[str]]:
    """`{language: {"tokens": {N: us}, "calls": {N: us}, "memory": {N: KiB}}}` of our rows, and what failed."""
    about, report, failures = plan["growth"], {}, []
    with servers.static(folder) as url:
        for language, settings in chosen.items():
            row = report.setdefault(language, {})
            name = about["rows"][language]
            if name not in settings["peers"]:
                continue
            scale = how["scale"] * settings.get("pace", 1)
            for kind in KINDS:
                for number in about[kind]:
                    count = _count(about, kind, number, scale)
                    warm_up = max(1, min(count, about["warm_up"][kind] // number if kind == "tokens" else count))
                    load = f"{KINDS[kind][0]}{number}"
                    try:
                        runs = [once(language, name, load, count, warm_up, url) for _ in range(how["growth_rounds"])]
                    except Failed as failure:
                        failures.append(f"growth: {failure}")
                        continue
                    cpu = statistics.median(run["cpu_us"] for run in runs)
                    row.setdefault(kind, {})[number] = cpu / (number if kind == "tokens" else 1)
    for language, settings in chosen.items():
        name = about["rows"][language]
        for number in about["held"] if name in settings["peers"] else []:
            try:
                # A server of its own: it counts what it holds.
                with servers.static(folder) as url:
                    run = once(language, name, f"hold{number}", 1, 0, url)
                report[language].setdefault("memory", {})[number] = run["per_call_kib"]
            except Failed as failure:
                failures.append(f"growth: {failure}")
    return {language: row for language, row in report.items() if row}, failures


def _count(about: dict, kind: str, number: int, scale: float) -> int:
    if kind == "tokens":
        return max(1, round(about["total_tokens"] * scale / number))
    return max(2 * number, round(about["total_calls"] * scale))


def is_linear(kind: str, row: dict[int, float]) -> bool:
    """Whether no step makes a token, and no company a call, dearer than a linear cost would."""
    costs = [row[number] for number in sorted(row)]
    if kind == "calls":
        return max(costs) <= costs[0] * AMONG_OTHERS
    return all(more <= less * STEP for less, more in zip(costs, costs[1:]))


def show(plan: dict, report: dict) -> str:
    lines = []
    for kind, head in [*((kind, head) for kind, (_, head) in KINDS.items()), ("memory", "KiB of memory per open call, of")]:
        numbers = plan["growth"]["held" if kind == "memory" else kind]
        lines.append(f"\n{head:<34}{''.join(f'{number:>10,}' for number in numbers)}")
        for language, row in report.items():
            found = row.get(kind, {})
            cells = "".join(f"{found[number]:>10.2f}" if number in found else f"{'-':>10}" for number in numbers)
            word = "" if kind == "memory" or not found else "no worse than linear" if is_linear(kind, found) else "WORSE THAN LINEAR"
            lines.append(f"  {plan['languages'][language]['title']:<32}{cells}  {word}")
    return "\n".join(lines)
