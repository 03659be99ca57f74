"""A child process that never outlives the one that started it, however that one ends."""

import ctypes
import os
import signal
import sys
import threading
import time

_PR_SET_PDEATHSIG = 1
_PARENT = "BANDSTAND_PARENT"


def environment_for_child() -> dict[str, str]:
    """Return what a child process needs in its environment to know whom to die with."""
    return {**os.environ, _PARENT: str(os.getpid())}


def tie_to_supervisor() -> None:
    """Die with the process named in the environment, if one is."""
    if parent := os.environ.pop(_PARENT, ""):
        die_with(int(parent))


def die_with(parent: int) -> None:
    """End this process at once when its parent is gone, `kill -9` included.

    At once is safe: nothing here is lost by being killed. Linux sees to it; elsewhere a thread looks twice
    a second.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    else:
        threading.Thread(target=_watch, args=[parent], daemon=True).start()
    if os.getppid() != parent:  # it went before we asked
        os._exit(1)


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(0.5)
    os._exit(1)
