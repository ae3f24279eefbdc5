"""The figures as JSON, and as two charts that can be read on light and dark pages."""

from __future__ import annotations

import json
import math
from pathlib import Path
from xml.sax.saxutils import escape

from . import tables

WIDTH = 880
STYLE = """
  text { font: 13px system-ui, -apple-system, 'Segoe UI', 'DejaVu Sans', sans-serif; fill: #1f2328; }
  .page { fill: #ffffff; }
  .title { font-size: 18px; font-weight: 600; }
  .head { font-weight: 600; }
  .quiet { fill: #59636e; font-size: 12px; }
  .bar { fill: #afb8c1; }
  .ours { fill: #0969da; }
  .grid { stroke: #d1d9e0; stroke-width: 1; }
  .line { fill: none; stroke-width: 2; }
  .l0 { stroke: #bc4c00; fill: #bc4c00; } .l1 { stroke: #0969da; fill: #0969da; } .l2 { stroke: #1a7f37; fill: #1a7f37; }
  .l3 { stroke: #8250df; fill: #8250df; } .l4 { stroke: #cf222e; fill: #cf222e; }
  polyline.line { fill: none; } text.name { stroke: none; font-size: 12px; }
  @media (prefers-color-scheme: dark) {
    text { fill: #f0f6fc; } .page { fill: #0d1117; } .quiet { fill: #9198a1; } .bar { fill: #656c76; } .ours { fill: #4493f8; }
    .grid { stroke: #3d444d; }
    .l0 { stroke: #f0883e; fill: #f0883e; } .l1 { stroke: #4493f8; fill: #4493f8; } .l2 { stroke: #3fb950; fill: #3fb950; }
    .l3 { stroke: #ab7df8; fill: #ab7df8; } .l4 { stroke: #f85149; fill: #f85149; }
  }
"""
PANELS = {"get": "one token", "get64": "64 at once", "list100": "a list of 100"}
LABELS, ROW, BAR = 232, 21, 14


def write(folder: Path, plan: dict, report: dict) -> None:
    """Writes what the report holds into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "bench.json").write_text(json.dumps(_rounded(report), indent=1) + "\n")
    if "multiples" in report:
        (folder / "bench.svg").write_text(_bars(plan, report))
    if "growth" in report:
        (folder / "bench-growth.svg").write_text(_growth(plan, report))


def _rounded(value):
    if isinstance(value, dict):
        return {key: _rounded(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_rounded(one) for one in value]
    return float(f"{value:.4g}") if isinstance(value, float) else value


def _text(x: float, y: float, text: str, kind: str = "", anchor: str = "start") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" class="{kind}" text-anchor="{anchor}">{escape(text)}</text>'


def _page(title: str, height: float, parts: list[str]) -> str:
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height:.0f}" width="{WIDTH}" height="{height:.0f}"'
        f' role="img" aria-label="{escape(title)}">\n<style>{STYLE}</style>\n'
        f'<rect class="page" width="{WIDTH}" height="{height:.0f}" rx="6"/>'
    )
    return "\n".join([head, _text(24, 34, title, "title"), *parts, "</svg>"]) + "\n"


def _machine(report: dict) -> str:
    about = report["machine"]
    return f"{about['cpu']}, {about['cores']} cores, {about['system']}"


def _bars(plan: dict, report: dict) -> str:
    shown, parts = report["multiples"], []
    language, peer = plan["floor"]
    floor = plan["languages"][language]["peers"][peer]["title"]
    parts.append(_text(24, 56, f"times a bare {floor} connection in Rust; less is better; › goes on; {_machine(report)}", "quiet"))
    wide = (WIDTH - LABELS - 24) / len(PANELS)
    for index, name in enumerate(PANELS.values()):
        parts.append(_text(LABELS + index * wide, 84, name, "head"))
    tops = {column: _cap(plan, shown, column) for column in PANELS}
    y = 92.0
    for language, peers in shown.items():
        about = plan["languages"][language]
        y += 22
        parts.append(_text(24, y, about["title"], "head"))
        y += 8
        for name, row in peers.items():
            is_ours = "ours" in about["peers"][name]
            parts.append(_text(36, y + BAR - 2, about["peers"][name]["title"], "head" if is_ours else ""))
            for index, column in enumerate(PANELS):
                if column not in row:
                    continue
                x, most = LABELS + index * wide, wide - 56
                length = min(row[column] / tops[column], 1) * most
                # One that is cut says so; its figure is beside it.
                cut = " ›" if row[column] > tops[column] else ""
                kind = "ours" if is_ours else "bar"
                parts.append(f'<rect class="{kind}" x="{x:.1f}" y="{y:.1f}" width="{max(length, 1):.1f}" height="{BAR}" rx="2"/>')
                parts.append(_text(x + length + 5, y + BAR - 2, f"{cut} {row[column]:.1f}".strip(), "quiet"))
            y += ROW
    return _page("CPU of a request, client side", y + 16, parts)


def _cap(plan: dict, shown: dict, column: str) -> float:
    """The longest bar that is shown whole: of our rows and those they are compared with."""
    values = []
    for language, peers in shown.items():
        rules = {name: peer["ours"] for name, peer in plan["languages"][language]["peers"].items() if "ours" in peer}
        compared = {*rules, *(other for rule in rules.values() for other in rule["beats"])}
        values += [row[column] for name, row in peers.items() if name in compared and column in row]
    return max(values, default=1) * 1.05


def _growth(plan: dict, report: dict) -> str:
    growth, parts = report["growth"], []
    titles = {"tokens": "CPU µs per token, by list", "calls": "CPU µs per call, by calls at once"}
    titles["memory"] = "KiB of memory per open call"
    wide, high, top = (WIDTH - 48) / 3, 220.0, 104.0
    for index, (kind, title) in enumerate(titles.items()):
        rows = {language: row[kind] for language, row in growth.items() if kind in row}
        left = 24 + index * wide
        parts.append(_text(left, 84, title, "head"))
        if rows:
            parts += _lines(plan, rows, left + 34, top, wide - 104, high)
    parts.insert(0, _text(24, 56, f"both axes by powers of ten: what grows no faster than its number stays level; {_machine(report)}", "quiet"))
    return _page("What grows", top + high + 44, parts)


def _lines(plan: dict, rows: dict, left: float, top: float, wide: float, high: float) -> list[str]:
    numbers = sorted({number for row in rows.values() for number in row})
    values = [max(value, 1e-3) for row in rows.values() for value in row.values()]
    low, most = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values) * 1.01))
    across = max(math.log10(numbers[-1] / numbers[0]), 1e-9)
    x = lambda number: left + wide * math.log10(number / numbers[0]) / across  # noqa: E731
    y = lambda value: top + high * (most - math.log10(max(value, 1e-3))) / max(most - low, 1)  # noqa: E731
    parts = []
    for power in range(low, most + 1):
        at = y(10.0**power)
        parts.append(f'<line class="grid" x1="{left:.1f}" x2="{left + wide:.1f}" y1="{at:.1f}" y2="{at:.1f}"/>')
        parts.append(_text(left - 6, at + 4, f"{10.0**power:g}", "quiet", "end"))
    for number in numbers:
        short = f"{number // 1000}k" if number >= 1000 else str(number)
        parts.append(_text(x(number), top + high + 20, short, "quiet", "middle"))
    names = []
    for index, (language, row) in enumerate(rows.items()):
        kind = f"l{list(plan['languages']).index(language)}"
        points = " ".join(f"{x(number):.1f},{y(row[number]):.1f}" for number in sorted(row))
        parts.append(f'<polyline class="line {kind}" points="{points}"/>')
        names.append((y(row[max(row)]), plan["languages"][language]["title"], kind))
    last = -math.inf
    for at, title, kind in sorted(names):
        # Lines that end at one height have their names below each other.
        last = max(at, last + 14)
        parts.append(_text(left + wide + 6, last + 4, title, f"name {kind}"))
    return parts
