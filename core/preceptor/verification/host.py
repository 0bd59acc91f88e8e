"""The host: turns items into verdicts, whatever the items do to the workers."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Future, InvalidStateError
from typing import Any, Final

from preceptor.components import Item
from preceptor.limits import VERIFY_SECONDS
from preceptor.records import Status, Verdict
from preceptor.registry import Registry
from preceptor.verification import limits
from preceptor.verification.counts import HostCounts
from preceptor.verification.protocol import ProtocolError, WorkerGoneError, WorkerLateError
from preceptor.verification.queue import Task, WorkQueue, cache_key
from preceptor.verification.router import Route, Router, ask, combine
from preceptor.verification.worker_process import (
    VerifierBuildError,
    WorkerProcess,
    WorkerStartError,
)

VERIFY_LEFT_SHARE: Final = 0.02
"""Share of the time limit below which no further verifier is asked: a needless kill of a worker
costs more than it."""
WORKER_MEMORY_BYTES: Final = 2 * 1024**3
"""Address space of one verification worker (RLIMIT_AS)."""
WORKER_ROWS: Final = 20_000
"""Rows after which a verification worker is replaced, so that leaks do not add up."""
VERDICT_CACHE_ROWS: Final = 2_000
"""Verdicts in the host's cache, a few kilobytes each; the least recently used one is dropped
first."""


class VerificationHost:
    """Verifies hostile candidates in killable workers; see :mod:`preceptor.verification`.

    Workers are started on first need and kept. Every method may be called from any thread.

    Args:
        registry: The frozen registry; workers load the same plugins, single files included.
        workers: Most worker processes at a time.
        verifier_options, only: As for :class:`preceptor.verification.router.Router`.
        seconds: Wall time one item may take in workers, for all its verifiers together. Starting
            a worker and building and warming up a verifier are not counted.
        memory: Address space of a worker in bytes.
        recycle_after: Rows after which a worker is replaced.
    """

    def __init__(
        self,
        registry: Registry,
        *,
        workers: int = 2,
        verifier_options: Mapping[str, Mapping[str, Any]] | None = None,
        only: Iterable[str] | None = None,
        seconds: float = VERIFY_SECONDS,
        memory: int = WORKER_MEMORY_BYTES,
        recycle_after: int = WORKER_ROWS,
    ) -> None:
        if workers < 1:
            raise ValueError(f"workers must be at least 1, not {workers}")
        if not seconds > 0:
            raise ValueError(f"seconds must be more than 0, not {seconds}")
        self.registry = registry
        self.router = Router(registry, verifier_options, only)
        # Resolved now: the working directory may change before a worker is started.
        self._files = [path.resolve() for path in registry.plugin_files]
        self._workers = workers
        self._seconds = seconds
        self._memory = memory
        self._recycle_after = recycle_after
        self._changed = threading.Condition()
        self._queue = WorkQueue(workers)
        self._own_queues: dict[str, deque[Task]] = {}
        self._tasks: dict[str, Task] = {}
        self._cache: OrderedDict[str, Verdict] = OrderedDict()
        self._threads: list[threading.Thread] = []
        self._supervisors = 0
        self._idle = 0
        self._processes: set[WorkerProcess] = set()
        self._numbered = 0
        self._closed = False
        self._counts = HostCounts()

    # --- public ---------------------------------------------------------------------------

    def __enter__(self) -> VerificationHost:
        return self

    def __exit__(self, *_exc: object) -> None:
        self.close()

    @property
    def counts(self) -> HostCounts:
        with self._changed:
            return self._counts

    @property
    def policy(self) -> str:
        """Digest of everything that verdicts depend on besides answer and reference."""
        return self.router.policy

    @property
    def worker_pids(self) -> tuple[int, ...]:
        """Process ids of the workers that are up."""
        with self._changed:
            return tuple(sorted(process.pid for process in self._processes))

    def submit(self, item: Item, *, seconds: float | None = None) -> Future[Verdict]:
        """Verify one item; the future never carries an exception.

        Args:
            seconds: Another time limit for this item.

        Raises:
            RuntimeError: the host is closed.
        """
        future: Future[Verdict] = Future()
        verdict = self.router.refuse(item)
        key = "" if verdict else cache_key(item)
        with self._changed:
            if self._closed:
                raise RuntimeError("the verification host is closed")
            if verdict is None and key in self._cache:
                self._cache.move_to_end(key)
                verdict = self._cache[key]
                self._count(cached=1)
            elif verdict is None and key in self._tasks:
                self._tasks[key].futures.append(future)
                self._count(cached=1)
            elif verdict is None:
                self._numbered += 1
                task = Task(
                    number=self._numbered,
                    key=key,
                    item=item,
                    routes=self.router.route(item),
                    seconds=self._seconds if seconds is None else seconds,
                    futures=[future],
                )
                self._tasks[key] = task
                self._enqueue(task)
        if verdict is not None:
            future.set_result(verdict)
        return future

    def verify_batch(self, items: Sequence[Item], *, seconds: float | None = None) -> list[Verdict]:
        """Verify items and wait for all of them; verdicts in the order of the items."""
        futures = [self.submit(item, seconds=seconds) for item in items]
        return [future.result() for future in futures]

    def close(self) -> None:
        """Kill every worker. Undecided items get the verdict ``error``; closing is final."""
        with self._changed:
            if self._closed:
                return
            self._closed = True
            self._queue.clear()
            self._own_queues.clear()
            unfinished = list(self._tasks.values())
            self._tasks.clear()
            for process in self._processes:
                process.kill()
            self._changed.notify_all()
            threads = list(self._threads)
        self.router.close()
        closed = Verdict(status=Status.ERROR, reason="the verification host was closed")
        for task in unfinished:
            _deliver(task.futures, closed)
        for thread in threads:
            if thread is not threading.current_thread():
                thread.join(timeout=5.0)

    # --- queues; everything here holds the lock --------------------------------------------

    def _enqueue(self, task: Task, *, front: bool = False) -> None:
        if self._closed:
            return
        if task.route.component.runs_in == "self":
            name = task.route.name
            if name not in self._own_queues:
                self._own_queues[name] = deque()
                self._start_thread(self._serve_own, task.route)
            self._own_queues[name].append(task)
        else:
            self._queue.put(task, front=front)
            if self._supervisors < self._workers and len(self._queue) > self._idle:
                self._supervisors += 1
                self._start_thread(self._supervise)
        self._changed.notify_all()

    def _start_thread(self, target: Callable[..., None], *args: Any) -> None:
        thread = threading.Thread(
            target=target, args=args, name=f"preceptor-{target.__name__.strip('_')}", daemon=True
        )
        self._threads.append(thread)
        thread.start()

    def _take(self) -> list[Task] | None:
        """The next group for a worker, oldest task first; ``None`` when the host is closed."""
        with self._changed:
            while True:
                if self._closed:
                    return None
                if self._queue:
                    return self._queue.group()
                self._idle += 1
                self._changed.wait()
                self._idle -= 1

    def _count(self, **more: float) -> None:
        self._counts = self._counts.plus(**more)

    # --- verdicts --------------------------------------------------------------------------

    def _answer(self, task: Task, verdict: Verdict) -> None:
        """Record one verifier's verdict; ask the next verifier, or deliver the combined verdict."""
        filled = self.router.fill(task.route, task.item, verdict, verdict.seconds)
        with self._changed:
            self._count(verified=1, seconds=filled.seconds)
            task.verdicts.append(filled)
            if self._closed:
                return
            if not filled.status.decided:
                self._skip_late(task)
                if len(task.verdicts) < len(task.routes):
                    task.alone = False
                    self._enqueue(task)
                    return
            combined = combine(task.verdicts)
            self._tasks.pop(task.key, None)
            # The machine may have caused a timeout or an error, and not the answer.
            if combined.status not in (Status.TIMEOUT, Status.ERROR):
                self._cache[task.key] = combined
                if len(self._cache) > VERDICT_CACHE_ROWS:
                    self._cache.popitem(last=False)
        _deliver(task.futures, combined)

    def _skip_late(self, task: Task) -> None:
        """Skip the verifiers that need a worker when the item's time is up."""
        while len(task.verdicts) < len(task.routes) and task.route.component.runs_in == "worker":
            if task.remaining > VERIFY_LEFT_SHARE * task.seconds:
                return
            late = Verdict(status=Status.TIMEOUT, reason="no time was left for it")
            task.verdicts.append(self.router.fill(task.route, task.item, late, 0.0))

    def _fail(self, tasks: Sequence[Task], reason: str) -> None:
        for task in tasks:
            self._answer(task, Verdict(status=Status.ERROR, reason=reason))

    def _give_back(self, tasks: Sequence[Task], *, alone: bool = False) -> None:
        with self._changed:
            for task in reversed(tasks):
                task.alone = task.alone or alone
                self._enqueue(task, front=True)

    # --- threads ---------------------------------------------------------------------------

    def _serve_own(self, route: Route) -> None:
        """Call a verifier that manages its own processes."""
        while True:
            with self._changed:
                while not self._closed and not self._own_queues[route.name]:
                    self._changed.wait()
                if self._closed:
                    return
                queue = self._own_queues[route.name]
                size = max(1, route.component.batch_size)
                group = [queue.popleft() for _ in range(min(size, len(queue)))]
            verdicts = ask(lambda: self.router.verifier(route), [task.item for task in group])
            for task, verdict in zip(group, verdicts, strict=True):
                self._answer(task, verdict)

    def _supervise(self) -> None:
        """Serve one worker: send it groups, replace it after a kill or enough rows."""
        worker: WorkerProcess | None = None
        while (group := self._take()) is not None:
            worker = self._give_group(worker, group)
            if worker is not None and worker.rows >= self._recycle_after:
                self._dismiss(worker, patience=1.0, recycled=1)
                worker = None
        if worker is not None:
            self._dismiss(worker)

    def _give_group(
        self, worker: WorkerProcess | None, group: Sequence[Task]
    ) -> WorkerProcess | None:
        """Have one group verified; returns the worker, or ``None`` when it is gone."""
        route = group[0].route
        batch = 1 if group[0].alone else max(1, route.component.batch_size)
        options = route.options.model_dump(mode="json")
        kept = worker is not None
        try:
            worker = worker or self._start()
            worker.give(route.name, options, batch, [task.item for task in group])
        except WorkerStartError as error:
            self._fail(group, f"a verification worker did not start: {error}")
            return None
        except VerifierBuildError as error:
            self._fail(group, str(error))
            return worker
        except WorkerLateError:
            assert worker
            self._dismiss(worker, kills=1)
            self._fail(group, f"not built within {limits.WORKER_START_SECONDS:g} s")
            return None
        except (WorkerGoneError, ProtocolError):
            assert worker
            how = self._dismiss(worker, patience=1.0, crashes=1)
            if kept:  # It may have died while idle, which no item of this group can cause.
                self._give_back(group)
            else:
                self._fail(group, f"the worker {how} while it built the verifier")
            return None
        return self._read_verdicts(worker, group, batch)

    def _read_verdicts(
        self, worker: WorkerProcess, group: Sequence[Task], batch: int
    ) -> WorkerProcess | None:
        for index, task in enumerate(group):
            end = index - index % batch + batch
            chunk = group[index:end]
            limit = max(task.remaining for task in chunk)
            begun = time.monotonic()
            try:
                verdict = worker.verdict(begun + limit)
            except WorkerLateError:
                self._dismiss(worker, kills=1)
                status, reason = Status.TIMEOUT, f"not decided within {task.seconds:g} s"
                stderr = ""
                again = batch > 1
            except (WorkerGoneError, ProtocolError) as error:
                how = self._dismiss(worker, patience=1.0, crashes=1)
                status, reason = Status.ERROR, f"the worker {how} while it verified this item"
                if isinstance(error, ProtocolError):
                    reason = f"the worker broke the protocol: {error}"
                stderr = worker.stderr.strip()
                again = not task.alone
            else:
                self._answer(task, verdict)
                continue
            if again:
                # Asked alone, each item of a batch shows whether it was the cause; and a worker
                # may have been ended by something else than the item.
                self._give_back(group[end:])
                self._give_back(chunk, alone=True)
            else:
                self._give_back(group[index + 1 :])
                detail = {"stderr": stderr} if stderr else {}
                seconds = time.monotonic() - begun
                self._answer(
                    task, Verdict(status=status, reason=reason, detail=detail, seconds=seconds)
                )
            return None
        return worker

    def _start(self) -> WorkerProcess:
        with self._changed:
            if self._closed:
                raise WorkerStartError("the verification host was closed")
            try:
                worker = WorkerProcess()
            except OSError as error:
                raise WorkerStartError(f"{type(error).__name__}: {error}") from error
            self._processes.add(worker)
            self._count(started=1)
        try:
            worker.greet(self._files, self._memory)
        except WorkerStartError:
            self._dismiss(worker)
            raise
        return worker

    def _dismiss(self, worker: WorkerProcess, *, patience: float = 0.0, **counts: float) -> str:
        """End a worker; returns how it ended."""
        how = worker.end(patience=patience)
        with self._changed:
            self._processes.discard(worker)
            if not self._closed:
                self._count(**counts)
        return how


def _deliver(futures: Sequence[Future[Verdict]], verdict: Verdict) -> None:
    for future in futures:
        try:
            if not future.cancelled():
                future.set_result(verdict)
        except InvalidStateError:  # cancelled, or closed, at this very moment
            continue
