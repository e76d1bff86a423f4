"""Child processes that do not outlive us."""

import ctypes
import os
import sys
from collections.abc import Callable

PR_SET_PDEATHSIG = 1


def leash(signal_number: int) -> Callable[[], None]:
    """Return what a child runs before its program: on Linux it gets this signal when its parent dies, however."""
    if sys.platform != "linux":
        return lambda: None
    # Looked up before the fork: afterwards only async-signal-safe calls are allowed.
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    parent = os.getpid()

    def tie() -> None:
        prctl(PR_SET_PDEATHSIG, signal_number, 0, 0, 0)
        if os.getppid() != parent:
            os._exit(1)

    return tie
