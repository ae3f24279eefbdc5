"""The machine: what it is, which languages it has, and how processes are kept apart on it."""

from __future__ import annotations

import os
import platform
import resource
import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
BENCH = ROOT / "tests/bench"
SERVER_CORE, CLIENT_CORE = "1", "0"
# Thousands of connections at once, in a server that inherits this.
OPEN_FILES = 8192
VERSIONS = {
    "rust": ["rustc", "--version"],
    "python": ["python3", "--version"],
    "node": ["node", "--version"],
    "kotlin": ["java", "--version"],
    "swift": [str(ROOT / "bindings-swift/toolchain"), "run", "swift", "--version"],
}


def missing(needs: str) -> str | None:
    """What a language's toolchain lacks here, or None."""
    check = [ROOT / "scripts/check-machine", "--quiet", "--for", needs]
    run = subprocess.run(check, capture_output=True, text=True)
    return (run.stdout.strip().splitlines() or ["no toolchain"])[0] if run.returncode else None


def pinned(core: str, command: list) -> list[str]:
    """The command on a core of its own, where there is one for each side."""
    apart = shutil.which("taskset") and len(os.sched_getaffinity(0)) > 1
    return [*(["taskset", "-c", core] if apart else []), *map(str, command)]


def allow_connections() -> None:
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = OPEN_FILES if hard == resource.RLIM_INFINITY else min(OPEN_FILES, hard)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))


def description(languages: list[str]) -> dict:
    """What a reader needs to judge the figures."""
    versions = {}
    for language in languages:
        run = subprocess.run(VERSIONS[language], capture_output=True, text=True)
        versions[language] = (run.stdout.strip().splitlines() or ["?"])[0]
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return {
        "cpu": _cpu(),
        "cores": os.cpu_count(),
        "memory_gib": round(memory / 2**30, 1),
        "system": f"{platform.system()} {platform.release()}",
        "versions": versions,
    }


def _cpu() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.machine())


def environment() -> dict[str, str]:
    """What the drivers see: nothing that would send a request elsewhere or let a library speak."""
    unwanted = ("IONOS_", "HUAWEICLOUD_", "JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "NODE_OPTIONS", "PYTHON")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(unwanted)}
    return {name: value for name, value in kept.items() if not name.lower().endswith("_proxy")}
