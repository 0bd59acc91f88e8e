"""The ``processes`` executor."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import ClassVar, Final

from pydantic import Field

from preceptor.components import Executor, Options, ShardWork

POLL_SECONDS: Final = 0.2
"""Time between two looks at the workers that run."""
STOP_SECONDS: Final = 30.0
"""How long workers may take to end in order after Ctrl-C before they are killed."""


class ProcessesOptions(Options):
    """Options of ``processes``."""

    at_once: int = Field(default=2, ge=1, le=256, description="Most worker processes at a time.")
    starts: int = Field(
        default=2,
        ge=1,
        le=100,
        description="Starts of one worker, counted over crashes. A worker that reports its error "
        "is not started again.",
    )


class ProcessesExecutor(Executor):
    """Starts a worker process on this machine for every shard.

    Workers share nothing but the run folder, as they would on several machines. Each opens its
    own connections and verification processes.
    """

    Options: ClassVar[type[Options]] = ProcessesOptions
    options: ProcessesOptions

    def execute(self, work: ShardWork) -> Mapping[int, str]:
        """Run the workers, at most ``at_once`` at a time; one that crashes is started again."""
        waiting = list(work.shards)
        starts: dict[int, int] = {}
        running: dict[int, subprocess.Popen[bytes]] = {}
        failures: dict[int, str] = {}
        try:
            while waiting or running:
                while waiting and len(running) < self.options.at_once:
                    shard = waiting.pop(0)
                    starts[shard] = starts.get(shard, 0) + 1
                    running[shard] = subprocess.Popen(work.command(shard), stdin=subprocess.DEVNULL)
                    self.context.log(f"shard {shard}: worker {running[shard].pid} started")
                for shard, worker in list(running.items()):
                    code = worker.poll()
                    if code is None:
                        continue
                    del running[shard]
                    if code == 0 and work.is_done(shard):
                        continue
                    reason = work.failure(shard)
                    if reason is None and starts[shard] < self.options.starts:
                        self.context.log(f"shard {shard}: worker ended with {code}, starting again")
                        waiting.append(shard)
                    else:
                        failures[shard] = reason or f"its worker ended with exit code {code}"
                time.sleep(POLL_SECONDS)
        finally:
            _stop(running.values())
        return failures


def _stop(workers: Iterable[subprocess.Popen[bytes]]) -> None:
    """End what still runs: in order first, then by force."""
    processes = list(workers)
    for process in processes:
        process.terminate()
    deadline = time.monotonic() + STOP_SECONDS
    for process in processes:
        with suppress(subprocess.TimeoutExpired):
            process.wait(max(deadline - time.monotonic(), 0.1))
        if process.poll() is None:
            process.kill()
            process.wait()
