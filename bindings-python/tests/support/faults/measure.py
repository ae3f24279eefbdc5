"""What the process holds of the machine."""

from __future__ import annotations

import gc
import threading
import time
from pathlib import Path

from .lines import Answer

_SELF = Path("/proc/self")
# A thread that was joined has a moment of its own left.
_GONE_SECONDS = 1.0


def join(thread: threading.Thread) -> None:
    """Waits until the system, too, has forgotten a thread."""
    thread.join()
    until = time.monotonic() + _GONE_SECONDS
    while (_SELF / "task" / str(thread.native_id)).exists() and time.monotonic() < until:
        time.sleep(0.0005)


def measured(tasks: int) -> Answer:
    gc.collect()
    status = dict(line.split(":", 1) for line in (_SELF / "status").read_text().splitlines())
    return {
        "measure": {
            "resident_kib": int(status["VmRSS"].split()[0]),
            # One of them is the reading of the folder itself.
            "handles": len([*(_SELF / "fd").iterdir()]) - 1,
            "threads": len([*(_SELF / "task").iterdir()]),
            "tasks": tasks,
        }
    }
