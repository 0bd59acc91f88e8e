"""How late a process may be on a machine that others use too."""

from __future__ import annotations

import os


def grace(seconds: float = 0.2) -> float:
    """``seconds``, times the processes that wait for each processor where there are several."""
    waiting = os.getloadavg()[0] / (os.cpu_count() or 1) if hasattr(os, "getloadavg") else 1.0
    return seconds * max(1.0, waiting)
