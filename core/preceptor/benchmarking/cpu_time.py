"""CPU time of this process together with the workers it started."""

from __future__ import annotations

import ctypes
import os
import sys
import time
from collections.abc import Iterable


def cpu_seconds(children: Iterable[int]) -> float | None:
    """CPU seconds so far: this process, its children that were reaped, and the given live ones.

    The sum only grows, so that the difference of two readings is what was spent in between.

    Args:
        children: Process ids of live children.

    Returns:
        ``None`` where a process cannot read the CPU time of another.
    """
    if not sys.platform.startswith("linux"):
        return None
    reaped = os.times()
    total = time.process_time() + reaped.children_user + reaped.children_system
    return total + sum(_of_process(pid) for pid in children)


def _of_process(pid: int) -> float:
    """CPU seconds of a live process, all its threads (POSIX clock_getcpuclockid)."""
    clock = ctypes.c_int()
    if ctypes.CDLL(None).clock_getcpuclockid(pid, ctypes.byref(clock)) != 0:
        return 0.0  # it has ended; its time is among the reaped ones
    return time.clock_gettime(clock.value)
