"""Checks proofs against their statements: many per process, doubtful ones alone.

A batch is one file for one process. When anything about that process was irregular, its output is
discarded: the proofs that may have caused it get their own processes, and the others go into a new
file without them. The same happens to proofs that look right in a file that contains any error. So
a proof that loops, crashes or exhausts memory costs its own time and a second run of its
neighbours, but never changes their verdicts.
"""

from __future__ import annotations

import os
import re
import threading
import time
from collections.abc import Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import nullcontext
from dataclasses import dataclass, replace
from typing import Final

from preceptor.records import Status
from preceptor_lean import limits
from preceptor_lean.checking.document import Statement, StatementError, write_document
from preceptor_lean.checking.evidence import Evidence, Irregular, evidence_of
from preceptor_lean.checking.findings import Finding, better, finding_of, marked
from preceptor_lean.checking.messages import Remark
from preceptor_lean.checking.proof_forms import Form, ProofForms, forms_of
from preceptor_lean.toolchains import LeanRun, Toolchain
from preceptor_lean.toolchains.replay import Compiled, Replayer, scratch

PROCESSES: Final = 8
"""Default limit of concurrent Lean processes; each may use all its memory."""
BATCH_SECONDS: Final = 0.03
"""Computing time that each further proof adds to a process's limit; a typical one takes 0.01."""
PATIENCE: Final = 5
"""Ratio of a process's wall-time limit to its computing-time limit, for busy machines."""

STANDARD_AXIOMS: Final = ("propext", "Classical.choice", "Quot.sound")
"""The axioms of Lean's own logic; nothing in Mathlib depends on any other axiom."""


@dataclass(frozen=True)
class Proof:
    """A candidate proof and the statement that was posed.

    Attributes:
        statement: The text between a theorem's name and ``:=``.
        candidate: The proof, in any form that :mod:`preceptor_lean.checking.proof_forms` reads.
        header: Imports and notation that the statement needs; trusted.
        name: The name under which the statement was posed.
    """

    statement: str
    candidate: str
    header: str = ""
    name: str = "goal"


@dataclass(frozen=True)
class CheckerLimits:
    """Limits of checking one proof.

    Attributes:
        seconds: Computing time, excluding Lean's start and imports; the wall-time limit is five
            times that, for busy machines.
        memory_mib: Private memory of a Lean process.
        heartbeats: Lean's own measure of work in a declaration, in thousands.
        batch: Maximum number of proofs in one file.
        processes: Concurrent Lean processes; 0 for the default.
    """

    seconds: float = 5.0
    memory_mib: int = 1024
    heartbeats: int = 200_000
    batch: int = 64
    processes: int = 0

    @property
    def at_a_time(self) -> int:
        """The number of concurrent Lean processes."""
        return self.processes or min(os.cpu_count() or 1, PROCESSES)


@dataclass(frozen=True)
class _Task:
    """One proof in one of its forms."""

    number: int
    statement: Statement
    form: Form
    header: str
    crashes: int = 0


class Checker:
    """Checks proofs with one toolchain; may be called from several threads.

    Args:
        toolchain: The Lean to use.
        allowed: Axioms that a proof may depend on.
        replayer: Program that checks accepted proofs a second time.

    Attributes:
        processes: Number of processes started so far, including replays.
        most_resident_kib: Peak resident memory of Lean over all of them.
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
        """Start no further process; proofs still waiting get the status ``error``."""
        self._closed.set()

    def check(self, proofs: Sequence[Proof]) -> list[Finding]:
        """Return a finding for every proof, in order.

        Raises:
            OSError: Lean could not be started or confined.
        """
        findings: list[Finding | None] = [None] * len(proofs)
        waiting: dict[int, tuple[Statement, ProofForms, str]] = {}
        for number, proof in enumerate(proofs):
            posed = self._read(proof)
            if isinstance(posed, Finding):
                findings[number] = posed
            else:
                waiting[number] = (*posed, proof.header)
        turn = 0
        while waiting:
            tasks = [
                _Task(number, statement, read.forms[turn], header)
                for number, (statement, read, header) in waiting.items()
            ]
            for number, finding in self._run(tasks).items():
                _, read, _ = waiting[number]
                form = read.forms[turn].shape.value
                described = replace(finding, form=form, restated=read.restated)
                findings[number] = better(findings[number], described)
                decided = finding.status not in (Status.REJECTED, Status.TIMEOUT)
                if decided or turn + 1 == len(read.forms):
                    del waiting[number]
            turn += 1
        return [finding for finding in findings if finding is not None]

    def _read(self, proof: Proof) -> tuple[Statement, ProofForms] | Finding:
        try:
            statement = Statement.of(proof.statement)
        except StatementError as error:
            reason = f"the statement cannot be given to Lean: {error}"
            return Finding(Status.UNDECIDED, reason, lean=False)
        read = forms_of(proof.candidate, statement.words, proof.name)
        if read.empty:
            return Finding(Status.UNDECIDED, str(read.refusal), lean=False)
        if read.refusal is not None:
            line, column = read.place
            remark = Remark("error", line, column, read.refusal)
            reason = f"line {line}, column {column}: {read.refusal}"
            status = Status.UNDECIDED if read.unread else Status.REJECTED
            return Finding(status, reason, (remark,), restated=read.restated, lean=False)
        return statement, read

    # --- processes -------------------------------------------------------------------------

    def _run(self, tasks: Sequence[_Task]) -> dict[int, Finding]:
        done: dict[int, Finding] = {}
        by_header: dict[str, list[_Task]] = {}
        for task in tasks:
            by_header.setdefault(task.header, []).append(task)
        workers = self.limits.at_a_time
        batches: list[list[_Task]] = []
        for group in by_header.values():
            files = -(-len(group) // self.limits.batch)
            files = -(-files // workers) * workers  # so that all processes end together
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
            finally:
                for future in running:
                    future.cancel()
        return done

    def _process(self, batch: Sequence[_Task]) -> tuple[dict[int, Finding], list[list[_Task]]]:
        """Run one process: its findings, and the batches that have to be run after it."""
        if self._closed.is_set():
            closed = Finding(Status.ERROR, "the checker was closed")
            return {task.number: closed for task in batch}, []
        header = self._header(batch[0].header)
        document = write_document(
            [(task.statement, task.form) for task in batch],
            header=header,
            heartbeats=self.limits.heartbeats,
            in_order=_knows_order(self.toolchain.version),
        )
        with scratch() if self.replayer else nullcontext() as compiled:
            outcome = self._ask(document.source, header, len(batch), compiled)
            evidence = evidence_of(document, outcome, self.allowed)
            if compiled is not None and not isinstance(evidence, Irregular) and not outcome.errors:
                evidence = self._replayed(evidence, compiled, header)
        share = outcome.seconds / len(batch)
        if isinstance(evidence, Irregular):
            return self._after_irregular(batch, evidence, share)
        findings = {task.number: finding_of(evidence[i], share) for i, task in enumerate(batch)}
        if not outcome.errors:
            if self.replayer:
                findings = {n: marked(finding, self.replayer) for n, finding in findings.items()}
            return findings, []
        # After an error Lean looks for the next command, even in the middle of a proof. Nothing
        # is accepted from such a file: what looks right is checked again without the others.
        right = [t for t in batch if findings[t.number].status is Status.ACCEPTED]
        for task in right:
            del findings[task.number]
        return findings, [right] if right else []

    def _replayed(
        self, evidence: dict[int, Evidence], compiled: Compiled, header: str
    ) -> dict[int, Evidence] | Irregular:
        """The evidence, if the kernel accepts the compiled file again; else nothing is shown."""
        assert self.replayer is not None
        if not any(shown.status is Status.ACCEPTED for shown in evidence.values()):
            return evidence
        wall, _ = self._start(header)
        with self._lock:
            self.processes += 1
        replay = self.replayer.replay(
            self.toolchain,
            compiled,
            seconds=wall + self._seconds(len(evidence)) * PATIENCE,
            memory_mib=self.limits.memory_mib,
        )
        if replay.status is Status.ACCEPTED:
            return evidence
        return Irregular(replay.reason, frozenset(), replay.status)

    def _after_irregular(
        self, batch: Sequence[_Task], irregular: Irregular, share: float
    ) -> tuple[dict[int, Finding], list[list[_Task]]]:
        if len(batch) == 1:
            (task,) = batch
            if irregular.status is Status.ERROR and task.crashes == 0:
                return {}, [[replace(task, crashes=1)]]
            return {task.number: Finding(irregular.status, irregular.reason, seconds=share)}, []
        suspects = [task for i, task in enumerate(batch) if i in irregular.suspects]
        others = [task for i, task in enumerate(batch) if i not in irregular.suspects]
        if suspects and others:
            return {}, [others, *([task] for task in suspects)]
        # Four parts rather than two: each part that contains the culprit takes its full time.
        size = -(-len(batch) // 4)
        return {}, [list(batch[i : i + size]) for i in range(0, len(batch), size)]

    def _header(self, own: str) -> str:
        """The toolchain's header, unless the statement brings its own imports."""
        if any(line.startswith("import ") for line in own.splitlines()):
            return own
        return self.toolchain.header + own

    def _seconds(self, proofs: int) -> float:
        """Computing-time limit of a file with this number of proofs."""
        return self.limits.seconds + BATCH_SECONDS * (proofs - 1)

    def _ask(self, source: str, header: str, proofs: int, compiled: Compiled | None) -> LeanRun:
        """Elaborate the file within its computing time.

        On a busy machine that takes longer by the clock, so the wall-time limit is higher.
        """
        wall, cpu = self._start(header)
        seconds = self._seconds(proofs)
        with self._lock:
            self.processes += 1
        outcome = self.toolchain.run(
            source,
            seconds=wall + seconds * PATIENCE,
            memory_mib=self.limits.memory_mib,
            cpu_seconds=cpu + seconds,
            options=() if compiled is None else compiled.options,
            scratch=None if compiled is None else compiled.folder,
        )
        with self._lock:
            self.most_resident_kib = max(self.most_resident_kib, outcome.max_rss_kib)
        return outcome

    def _start(self, header: str) -> tuple[float, float]:
        """Wall and CPU time until Lean reaches the first statement: somewhat more than it took
        once, so that a loaded machine is not mistaken for a slow proof."""
        with self._lock:
            known = self._start_seconds.get(header)
        if known is not None:
            return known
        begun = time.monotonic()
        outcome = self.toolchain.run(
            header, seconds=limits.QUESTION_SECONDS, memory_mib=self.limits.memory_mib
        )
        took = (3 * (time.monotonic() - begun) + 0.5, 1.5 * outcome.cpu_seconds)
        with self._lock:
            self._start_seconds[header] = took
        return took


def _knows_order(version: str) -> bool:
    """Whether this Lean has the option ``Elab.async``; an unknown option would be an error."""
    match = re.match(r"4\.(\d+)", version)
    return match is not None and int(match.group(1)) >= 17
