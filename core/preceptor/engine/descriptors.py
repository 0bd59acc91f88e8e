"""The limit on open files: each connection is one, and the default limit is low."""

from __future__ import annotations

import sys
from typing import Final

SPARE_DESCRIPTORS: Final = 256
"""File descriptors left for everything but connections: journals, workers, plugins, logs."""


def raise_descriptor_limit(connections: int) -> int:
    """Let this process open ``connections`` connections at once, as far as the system allows.

    Returns:
        How many it may open; ``connections`` where there is no such limit.
    """
    if sys.platform == "win32":
        return connections
    import resource

    wanted = connections + SPARE_DESCRIPTORS
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft == resource.RLIM_INFINITY or soft >= wanted:
        return connections
    most = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
    return max(1, most - SPARE_DESCRIPTORS)
