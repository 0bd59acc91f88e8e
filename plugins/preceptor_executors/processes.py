"""The ``processes`` executor."""

from __future__ import annotations

import os
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
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

    at_once: int = Field(
        default=2, ge=1, le=256, description="Maximum number of workers at a time."
    )
    starts: int = Field(
        default=2,
        ge=1,
        le=100,
        description="Maximum number of starts of one worker, with restarts after crashes. A worker "
        "that reports an error is not started again.",
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
        running: dict[int, subprocess.Popen[str]] = {}
        failures: dict[int, str] = {}
        try:
            while waiting or running:
                while waiting and len(running) < self.options.at_once:
                    shard = waiting.pop(0)
                    starts[shard] = starts.get(shard, 0) + 1
                    running[shard] = self._start(shard, work.command(shard))
                for shard, worker in list(running.items()):
                    code = worker.poll()
                    if code is None:
                        continue
                    del running[shard]
                    if code == 0 and work.is_done(shard):
                        continue
                    reason = work.failure(shard)
                    if reason is None and starts[shard] < self.options.starts:
                        self.context.log(
                            f"shard {shard}: worker ended with {code}, starting it again"
                        )
                        waiting.append(shard)
                    else:
                        failures[shard] = reason or f"its worker ended with exit code {code}"
                time.sleep(POLL_SECONDS)
        finally:
            _stop(list(running.values()))
        return failures

    def _start(self, shard: int, command: Sequence[str]) -> subprocess.Popen[str]:
        """Start a worker whose messages are logged here, each with the number of its shard."""
        worker = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            errors="replace",
            # Ctrl-C is for this process: it ends the workers once, and in order.
            process_group=0 if os.name == "posix" else None,
        )
        self.context.log(f"shard {shard}: worker {worker.pid} started")
        threading.Thread(target=self._forward, args=(shard, worker), daemon=True).start()
        return worker

    def _forward(self, shard: int, worker: subprocess.Popen[str]) -> None:
        if worker.stderr is not None:
            for line in worker.stderr:
                self.context.log(f"shard {shard}: {line.rstrip()}")


def _stop(workers: Sequence[subprocess.Popen[str]]) -> None:
    """End what still runs: in order first, so that replies under way are kept, then by force."""
    try:
        for worker in workers:
            worker.terminate()
        deadline = time.monotonic() + STOP_SECONDS
        for worker in workers:
            with suppress(subprocess.TimeoutExpired):
                worker.wait(max(deadline - time.monotonic(), 0.1))
    finally:  # a second Ctrl-C does not wait any longer
        for worker in workers:
            if worker.poll() is None:
                worker.kill()
                worker.wait()
