"""Children of a fork, whose failures are those of the program."""

from __future__ import annotations

import faulthandler
import os
import signal
import sys
import traceback
from collections.abc import Callable

# A child that hangs must not outlive the test for long.
CHILD_SECONDS = 20


def fork(work: Callable[[], object]) -> int:
    """A child that does the work and ends."""
    sys.stdout.flush()
    child = os.fork()
    if child:
        return child
    # Shows the stack and then ends; a watching thread would not survive the fork to a grandchild.
    faulthandler.register(signal.SIGALRM, chain=True)
    signal.alarm(CHILD_SECONDS)
    try:
        work()
    except BaseException:
        traceback.print_exc()
        os._exit(1)
    os._exit(0)


def join(child: int) -> None:
    status = os.waitpid(child, 0)[1]
    assert status == 0, f"a child ended with {status}"


def in_child(work: Callable[[], object]) -> None:
    join(fork(work))
