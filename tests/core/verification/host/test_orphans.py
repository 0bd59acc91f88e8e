"""Workers end with their host, however it ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

PROGRAM = """
import sys, time
from pathlib import Path
from preceptor.components import Item
from preceptor.verification import VerificationHost
from preceptor.records import Reference
from preceptor.registry import Registry

host = VerificationHost(Registry.load([Path(sys.argv[1])]), workers=2, seconds=60)
reference = Reference(kind="trouble", value="yes")
for number, order in enumerate(sys.argv[2:]):
    host.submit(Item(id=str(number), reference=reference, candidate=order))
while len(host.worker_pids) < min(2, len(sys.argv) - 2):
    time.sleep(0.01)
time.sleep(0.7)
print(*host.worker_pids, flush=True)
time.sleep(60)
"""


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
@pytest.mark.parametrize("orders", [("hang", "sleep:50"), ("yes",)], ids=["busy", "idle"])
def test_workers_end_with_their_host(
    how: signal.Signals, orders: tuple[str, ...], tmp_path: Path, alive: Callable[[int], bool]
) -> None:
    trouble = Path(__file__).with_name("trouble.py")
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(trouble), *orders],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        cwd=tmp_path,
    ) as process:
        assert process.stdout is not None
        pids = [int(word) for word in process.stdout.readline().split()]
        assert len(pids) == len(orders)
        assert all(alive(pid) for pid in pids)
        os.kill(process.pid, how)
        process.wait(timeout=10)
    deadline = time.monotonic() + 3
    while any(alive(pid) for pid in pids) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not [pid for pid in pids if alive(pid)]
