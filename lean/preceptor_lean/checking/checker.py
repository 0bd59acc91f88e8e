"""Checks proofs against their statements: many in a process, the doubtful ones alone.

A batch is one file for one process. When anything about that process was irregular, what it
said counts for nothing: the proofs that may be behind it get processes of their own, and the
others go into a new file without them. The same is done with what looks right in a file in
which anything is wrong. So one proof that loops, crashes or eats memory costs its own time and
a second look at its neighbours, and never their verdicts.
"""

from __future__ import annotations

import os
import re
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import nullcontext
from dataclasses import dataclass, replace
from typing import Final

from preceptor.records import Status
from preceptor_lean import limits
from preceptor_lean.checking.document import Statement, StatementError, wrap
from preceptor_lean.checking.evidence import Irregular, Ruling, judge
from preceptor_lean.checking.findings import Finding, better, finding_of, marked
from preceptor_lean.checking.messages import Remark
from preceptor_lean.checking.proof_forms import Candidate, Form, take
from preceptor_lean.toolchains import Outcome, Toolchain
from preceptor_lean.toolchains.replay import Compiled, Replayer, scratch

LEAN_PROCESSES: Final = 8
"""Lean processes at a time unless more are asked for; each may use all its memory."""
LEAN_BATCH_SECONDS: Final = 0.03
"""Computing time that one more proof adds to what a process may take; a usual one takes 0.01."""
LEAN_PATIENCE: Final = 5
"""How many times its computing time a process may take on a busy machine."""

STANDARD_AXIOMS: Final = ("propext", "Classical.choice", "Quot.sound")
"""The axioms of Lean's own logic; everything in Mathlib rests on these at most."""


@dataclass(frozen=True)
class Proof:
    """A candidate's proof and the statement that was posed.

    Attributes:
        statement: What stands between a theorem's name and ``:=``.
        candidate: The proof, in any form that :mod:`preceptor_lean.checking.proof_forms` reads.
        header: Imports and notation the statement needs; trusted.
        name: The name under which the statement was posed.
    """

    statement: str
    candidate: str
    header: str = ""
    name: str = "goal"


@dataclass(frozen=True)
class CheckerLimits:
    """What one proof may take.

    Attributes:
        seconds: Time of computing, the start of Lean and its imports not counted; the same in
            wall time on a machine that is not busy, and never more than five times that.
        memory_mib: Private memory of a Lean process.
        heartbeats: Lean's own measure of work in a declaration, in thousands.
        batch: Most proofs in one file.
        processes: Lean processes at a time.
    """

    seconds: float = 5.0
    memory_mib: int = 1024
    heartbeats: int = 200_000
    batch: int = 64
    processes: int = 0

    @property
    def at_a_time(self) -> int:
        return self.processes or min(os.cpu_count() or 1, LEAN_PROCESSES)


@dataclass(frozen=True)
class Progress:
    """Called after every process with the numbers of proofs decided and given."""

    done: int
    given: int


@dataclass(frozen=True)
class _Task:
    """One reading of one proof."""

    number: int
    statement: Statement
    form: Form
    header: str
    crashes: int = 0


class Checker:
    """Checks proofs with one toolchain; may be called from several threads.

    Args:
        toolchain: The Lean to ask.
        allowed: Axioms a proof may rest on.
        replayer: What is to look at accepted proofs a second time.

    Attributes:
        processes: Processes started so far, replays included.
        most_resident_kib: The most memory that Lean had resident in any of them.
    """

    def __init__(
        self,
        toolchain: Toolchain,
        *,
        allowed: Sequence[str] = STANDARD_AXIOMS,
        given: CheckerLimits | None = None,
        replayer: Replayer | None = None,
    ) -> None:
        self.toolchain = toolchain
        self.replayer = replayer
        self.allowed = frozenset(allowed)
        self.limits = given or CheckerLimits()
        self.processes = 0
        self.most_resident_kib = 0
        self._start_seconds: dict[str, tuple[float, float]] = {}
        self._closed = threading.Event()
        self._lock = threading.Lock()

    def close(self) -> None:
        """Start no further process; proofs that wait are then in error."""
        self._closed.set()

    def check(
        self,
        proofs: Sequence[Proof],
        *,
        watch: Callable[[Progress], None] | None = None,
    ) -> list[Finding]:
        """A finding for every proof, in order.

        Raises:
            OSError: Lean could not be started or confined.
        """
        findings: list[Finding | None] = [None] * len(proofs)
        waiting: dict[int, tuple[Statement, Candidate, str]] = {}
        for number, proof in enumerate(proofs):
            read = self._read(proof)
            if isinstance(read, Finding):
                findings[number] = read
            else:
                waiting[number] = (*read, proof.header)
        turn = 0
        while waiting:
            tasks = [
                _Task(number, statement, candidate.forms[turn], header)
                for number, (statement, candidate, header) in waiting.items()
            ]
            for number, finding in self._run(tasks, len(proofs), watch).items():
                _, candidate, _ = waiting[number]
                found = replace(
                    finding, form=candidate.forms[turn].shape.value, restated=candidate.restated
                )
                best = better(findings[number], found)
                findings[number] = best
                settled = found.status not in (Status.REJECTED, Status.TIMEOUT)
                if settled or turn + 1 == len(candidate.forms):
                    del waiting[number]
            turn += 1
        return [finding for finding in findings if finding is not None]

    def _read(self, proof: Proof) -> tuple[Statement, Candidate] | Finding:
        try:
            statement = Statement.of(proof.statement)
        except StatementError as error:
            reason = f"the statement cannot be put to Lean: {error}"
            return Finding(Status.UNDECIDED, reason, lean=False)
        candidate = take(proof.candidate, statement.words, proof.name)
        if candidate.empty:
            return Finding(Status.UNDECIDED, str(candidate.refusal), lean=False)
        if candidate.refusal is not None:
            line, column = candidate.place
            remark = Remark("error", line, column, candidate.refusal)
            reason = f"line {line}, column {column}: {candidate.refusal}"
            return Finding(
                Status.REJECTED, reason, (remark,), restated=candidate.restated, lean=False
            )
        return statement, candidate

    # --- processes -------------------------------------------------------------------------

    def _run(
        self,
        tasks: Sequence[_Task],
        given: int,
        watch: Callable[[Progress], None] | None,
    ) -> dict[int, Finding]:
        done: dict[int, Finding] = {}
        by_header: dict[str, list[_Task]] = {}
        for task in tasks:
            by_header.setdefault(task.header, []).append(task)
        workers = self.limits.at_a_time
        batches: list[list[_Task]] = []
        for group in by_header.values():
            files = -(-len(group) // self.limits.batch)
            files = -(-files // workers) * workers  # all processes come to their end together
            size = max(1, -(-len(group) // files))
            batches += [group[i : i + size] for i in range(0, len(group), size)]
        with ThreadPoolExecutor(workers, thread_name_prefix="lean") as pool:
            running: set[Future[tuple[dict[int, Finding], list[list[_Task]]]]] = {
                pool.submit(self._process, batch) for batch in batches
            }
            try:
                while running:
                    ended, running = wait(running, return_when=FIRST_COMPLETED)
                    for future in ended:
                        findings, again = future.result()
                        done |= findings
                        running |= {pool.submit(self._process, batch) for batch in again}
                    if watch is not None:
                        watch(Progress(given - len(tasks) + len(done), given))
            finally:
                for future in running:
                    future.cancel()
        return done

    def _process(self, batch: Sequence[_Task]) -> tuple[dict[int, Finding], list[list[_Task]]]:
        """One process: findings, and the batches that have to be run after it."""
        if self._closed.is_set():
            closed = Finding(Status.ERROR, "the checker was closed")
            return {task.number: closed for task in batch}, []
        header = self._header(batch[0].header)
        document = wrap(
            [(task.statement, task.form) for task in batch],
            header=header,
            heartbeats=self.limits.heartbeats,
            in_order=_knows_order(self.toolchain.version),
        )
        with scratch() if self.replayer else nullcontext() as compiled:
            outcome = self._ask(document.source, header, len(batch), compiled)
            ruled = judge(document, outcome, self.allowed)
            if compiled is not None and not isinstance(ruled, Irregular) and not outcome.errors:
                ruled = self._replayed(ruled, compiled, header)
        share = outcome.seconds / len(batch)
        if isinstance(ruled, Irregular):
            return self._after_irregular(batch, ruled, share)
        found = {task.number: finding_of(ruled[i], share) for i, task in enumerate(batch)}
        if not outcome.errors:
            if self.replayer:
                found = {n: marked(finding, self.replayer) for n, finding in found.items()}
            return found, []
        # After an error Lean looks for the next command, also in the midst of a proof. Out of
        # such a file nothing is accepted: what looks right is checked without the others.
        right = [t for t in batch if found[t.number].status is Status.ACCEPTED]
        for task in right:
            del found[task.number]
        return found, [right] if right else []

    def _replayed(
        self, ruled: dict[int, Ruling], compiled: Compiled, header: str
    ) -> dict[int, Ruling] | Irregular:
        """The rulings, when the kernel takes the compiled file again; else nothing is shown."""
        assert self.replayer is not None
        if not any(ruling.status is Status.ACCEPTED for ruling in ruled.values()):
            return ruled
        wall, _ = self._start(header)
        with self._lock:
            self.processes += 1
        replay = self.replayer.replay(
            self.toolchain,
            compiled,
            seconds=wall + self._seconds(len(ruled)) * LEAN_PATIENCE,
            memory_mib=self.limits.memory_mib,
        )
        if replay.status is Status.ACCEPTED:
            return ruled
        return Irregular(replay.reason, frozenset(), replay.status)

    def _after_irregular(
        self, batch: Sequence[_Task], found: Irregular, share: float
    ) -> tuple[dict[int, Finding], list[list[_Task]]]:
        if len(batch) == 1:
            (task,) = batch
            if found.status is Status.ERROR and task.crashes == 0:
                return {}, [[replace(task, crashes=1)]]
            return {task.number: Finding(found.status, found.reason, seconds=share)}, []
        suspects = [task for i, task in enumerate(batch) if i in found.suspects]
        others = [task for i, task in enumerate(batch) if i not in found.suspects]
        if suspects and others:
            return {}, [others, *([task] for task in suspects)]
        # Four parts rather than two: each part that has the culprit in it takes its full time.
        size = -(-len(batch) // 4)
        return {}, [list(batch[i : i + size]) for i in range(0, len(batch), size)]

    def _header(self, own: str) -> str:
        """The toolchain's header, unless the statement comes with imports of its own."""
        if any(line.startswith("import ") for line in own.splitlines()):
            return own
        return self.toolchain.header + own

    def _seconds(self, proofs: int) -> float:
        """Computing time of a file of so many proofs."""
        return self.limits.seconds + LEAN_BATCH_SECONDS * (proofs - 1)

    def _ask(self, source: str, header: str, proofs: int, compiled: Compiled | None) -> Outcome:
        """Have the file elaborated, for so long as it may compute.

        On a busy machine that takes longer than it says: the wall clock gets to stop it later.
        """
        wall, cpu = self._start(header)
        seconds = self._seconds(proofs)
        with self._lock:
            self.processes += 1
        outcome = self.toolchain.run(
            source,
            seconds=wall + seconds * LEAN_PATIENCE,
            memory_mib=self.limits.memory_mib,
            cpu_seconds=cpu + seconds,
            options=() if compiled is None else compiled.options,
            scratch=None if compiled is None else compiled.folder,
        )
        with self._lock:
            self.most_resident_kib = max(self.most_resident_kib, outcome.max_rss_kib)
        return outcome

    def _start(self, header: str) -> tuple[float, float]:
        """Wall and CPU time until Lean comes to the first statement: some more than it took
        once, so that a loaded machine is not taken for a slow proof."""
        with self._lock:
            known = self._start_seconds.get(header)
        if known is not None:
            return known
        begun = time.monotonic()
        outcome = self.toolchain.run(
            header, seconds=limits.LEAN_QUESTION_SECONDS, memory_mib=self.limits.memory_mib
        )
        took = (3 * (time.monotonic() - begun) + 0.5, 1.5 * outcome.cpu_seconds)
        with self._lock:
            self._start_seconds[header] = took
        return took


def _knows_order(version: str) -> bool:
    """Whether this Lean has the option ``Elab.async``; an unknown one would be an error."""
    match = re.match(r"4\.(\d+)", version)
    return match is not None and int(match.group(1)) >= 17
