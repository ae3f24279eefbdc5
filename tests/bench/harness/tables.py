"""Medians, their ratios to the floor and to the peer to beat, and what becomes of the requirements and aims."""

from __future__ import annotations

import statistics

from .measure import Results

COLD, MEMORY = "cold", "memory"
UNITS = {COLD: "ms", MEMORY: "MB"}


def medians(plan: dict, results: Results) -> dict:
    """`{language: {peer: {column: value}}}`: CPU in µs per request, cold start in ms of CPU, memory in MB."""
    table: dict = {}
    for language, peers in results.runs.items():
        for peer, loads in peers.items():
            row = table.setdefault(language, {}).setdefault(peer, {"wall_us": {}})
            for load, runs in loads.items():
                cpu = statistics.median(run["cpu_us"] for run in runs)
                row[load] = cpu / 1000 if load == COLD else cpu
                row["wall_us"][load] = statistics.median(run["wall_us"] for run in runs)
            if memory := loads.get(plan["memory_load"]):
                row[MEMORY] = statistics.median(run["peak_kib"] for run in memory) * 1024 / 1e6
    return table


def columns(plan: dict) -> list[str]:
    return [*plan["loads"], COLD, MEMORY]


def multiples(plan: dict, table: dict) -> dict:
    """The same table as readers see it: CPU of a request as multiple of the floor's, the rest as it is."""
    language, peer = plan["floor"]
    floor = table[language][peer]
    return {
        language: {
            peer: {
                column: row[column] / (1 if column in UNITS else floor[column])
                for column in columns(plan)
                if column in row and (column in UNITS or column in floor)
            }
            for peer, row in peers.items()
        }
        for language, peers in table.items()
    }


def rivals(about: dict, rule: dict, column: str) -> list[str]:
    """Whom a row has to beat in a column."""
    if column == COLD and rule.get("cold_beats") == "all":
        return [name for name, peer in about["peers"].items() if not peer.get("ours") and not peer.get("floor")]
    return rule["beats"]


def verdicts(plan: dict, table: dict) -> list[dict]:
    """One for each of our rows, column and peer to beat, and one for each aim."""
    shown, found = multiples(plan, table), []
    for language, peers in table.items():
        about = plan["languages"][language]
        for name, row in peers.items():
            rule = about["peers"][name].get("ours")
            for column in columns(plan) if rule else []:
                if column not in row:
                    continue
                about_it = {"language": language, "row": name, "column": column}
                others = {other: peers[other][column] for other in rivals(about, rule, column) if column in peers.get(other, {})}
                if others and rule.get("required"):
                    best = min(others, key=others.get)
                    ratio, most = row[column] / others[best], rule["required"]
                    most = rule.get("required_cold", most) if column == COLD else most
                    # "Ahead of" is less than 1, everything else is met when it is reached.
                    met = ratio < 1 if most == "ahead" else ratio <= most
                    found.append(about_it | {"kind": "required", "beats": best, "ratio": ratio, "most": most, "met": met})
                if column in rule.get("aim", {}):
                    value, aim = shown[language][name][column], rule["aim"][column]
                    found.append(about_it | {"kind": "aim", "value": value, "most": aim, "met": value <= aim})
    return found


def show(plan: dict, table: dict, found: list[dict]) -> str:
    """What a terminal shows."""
    shown, lines = multiples(plan, table), []
    heads = [f"{column} {UNITS[column]}" if column in UNITS else column for column in columns(plan)]
    floor = plan["languages"][plan["floor"][0]]["peers"][plan["floor"][1]]["title"]
    for language, peers in shown.items():
        about = plan["languages"][language]
        lines.append(f"\n{about['title']}: CPU per request as multiple of {floor}; cold start in ms of CPU; peak memory in MB")
        lines.append(f"{'':<26}{''.join(f'{head:>13}' for head in heads)}")
        for name, row in peers.items():
            mark = "> " if about["peers"][name].get("ours") else "  "
            cells = "".join(f"{row[column]:>13.2f}" if column in row else f"{'-':>13}" for column in columns(plan))
            lines.append(f"{mark}{about['peers'][name]['title']:<24}{cells}")
        lines += _against(plan, language, found)
    lines.append(_wall(plan, table))
    return "\n".join(lines)


def _wall(plan: dict, table: dict) -> str:
    language, peer = plan["floor"]
    floor = table[language][peer]["wall_us"]
    loads = [load for load in plan["loads"] if load in floor]
    title = "wall time of a request, as the same multiple"
    lines = [f"\n{title:<52}{''.join(f'{load:>10}' for load in loads)}{'cold ms':>10}"]
    for language, peers in table.items():
        for name, row in peers.items():
            about, wall = plan["languages"][language], row["wall_us"]
            cells = "".join(f"{wall[load] / floor[load]:>10.2f}" if load in wall else f"{'-':>10}" for load in loads)
            cold = f"{wall[COLD] / 1000:>10.0f}" if COLD in wall else f"{'-':>10}"
            lines.append(f"  {about['title']:<10}{about['peers'][name]['title']:<40}{cells}{cold}")
    return "\n".join(lines)


def _against(plan: dict, language: str, found: list[dict]) -> list[str]:
    lines = []
    ours = {one["row"]: None for one in found if one["language"] == language}
    for name in ours:
        for kind in ("required", "aim"):
            of_kind = {one["column"]: one for one in found if (one["language"], one["row"], one["kind"]) == (language, name, kind)}
            cells = ""
            for column in columns(plan):
                one = of_kind.get(column)
                figure = "" if one is None else f"{one['ratio'] if kind == 'required' else one['most']:.2f} "
                cells += f"{'-' if one is None else figure + ('met' if one['met'] else 'MISSED'):>13}"
            if of_kind:
                rule = plan["languages"][language]["peers"][name]["ours"]
                against = f"{name} / {' or '.join(rule['beats'])}" if kind == "required" else f"{name}: aim"
                lines.append(f"  {against:<24}{cells}")
    return lines
