"""The limit on open files, in a process of its own: a lowered hard limit cannot be raised."""

from __future__ import annotations

import subprocess
import sys

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no such limit on Windows")
PROGRAM = """
import resource, sys
from preceptor.engine.descriptors import raise_descriptor_limit
soft, hard, connections = map(int, sys.argv[1:])
resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
print(raise_descriptor_limit(connections), resource.getrlimit(resource.RLIMIT_NOFILE)[0])
"""


@pytest.mark.parametrize(
    ("soft", "hard", "connections", "allowed", "limit"),
    [
        (1024, 4096, 64, 64, 1024),  # enough as it is
        (512, 4096, 2000, 2000, 2256),
        (512, 1000, 2000, 744, 1000),
        (64, 128, 2000, 1, 128),
    ],
)
def test_the_limit_is_raised_as_far_as_it_goes(
    soft: int, hard: int, connections: int, allowed: int, limit: int
) -> None:
    given = [str(number) for number in (soft, hard, connections)]
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, *given], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == [str(allowed), str(limit)]
