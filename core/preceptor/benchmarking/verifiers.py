"""One contestant over a pairs file: verdicts, CPU time, wall time, kills.

All contestants are measured in the same way: workers of the same kind under the same limits, one
message format, each row once, with empty caches. Warming up (interpreters, imports, the first few
pairs, none of them from the file) is not counted; restarting a worker after a kill is.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import IO, Any, Final

from preceptor import limits
from preceptor._version import __version__
from preceptor.benchmarking.cpu_time import cpu_seconds
from preceptor.benchmarking.scores import Judged, Scores, by_group, quantile, share
from preceptor.records import Reference, Status, Verdict
from preceptor.registry import Registry
from preceptor.verification import VerificationHost
from preceptor.verification.api import ReferenceOptions, submit
from preceptor.verification.pairs import (
    COLUMNS,
    PAIRS_IN_FLIGHT,
    BadLineError,
    numbered_lines,
    pair_of,
    parse_row,
)

PEERS: Final = {"math-verify": Path(__file__).with_name("math_verify_peer.py")}
"""Graders to compare with: name of the distribution, and the plugin that wraps it."""

WARM_UP: Final = (
    ("2.5 m", "250 cm"),
    ("7", "8"),
    ("\\frac{1}{2}", "0.5"),
    ("x^2 + 1", "(x + 1)^2"),
    ("\\{1, 2\\}", "\\{2, 1\\}"),
    ("(0, 1)", "0 < x < 1"),
    ("y = 2x + 1", "2y = 4x + 2"),
    ("\\begin{pmatrix} 1 & 2 \\end{pmatrix}", "(1, 2)"),
    ("\\sin^2(t) + \\cos^2(t)", "1"),
    ("\\int_0^1 t\\,dt", "\\frac{1}{2}"),
    ("B", "(B)"),
    ("odd", "even"),
    ("H2SO4", "H_2SO_4"),
)
"""Pairs of every kind, from no file, that make a contestant import what it imports lazily."""


@dataclass(frozen=True)
class Contestant:
    """Who is measured.

    Attributes:
        options: How our references are read.
        kind: Reference kind to force, for a peer; ours are recognised row by row.
    """

    name: str
    version: str
    registry: Registry
    options: ReferenceOptions = field(default_factory=ReferenceOptions)
    kind: str | None = None

    def read(self, row: dict[str, Any]) -> tuple[Reference, str | None]:
        """Reference and candidate of a row as this contestant gets them."""
        if self.kind is None:
            shown = {name: row.get(name) for name in ("reference", "candidate", *COLUMNS)}
            return pair_of(shown, self.registry, self.options)
        return Reference(kind=self.kind, value=str(row["reference"])), row.get("candidate")


@dataclass(frozen=True)
class Measured:
    """What came out.

    Attributes:
        cpu_seconds: Host and workers together; ``None`` where the system does not report it.
        wall_seconds: From the first row to the last verdict.
        kills: Workers killed at the limit.
        crashes: Workers that ended by themselves.
    """

    contestant: Contestant
    judged: tuple[Judged, ...]
    cpu_seconds: float | None
    wall_seconds: float
    kills: int
    crashes: int

    @property
    def pairs_per_cpu_second(self) -> float | None:
        return len(self.judged) / self.cpu_seconds if self.cpu_seconds else None

    @property
    def without_sympy(self) -> float | None:
        """Share of the pairs decided without SymPy; unknown for a peer."""
        if self.contestant.kind is not None:
            return None
        asked = sum(bool(pair.verdict.detail.get("sympy")) for pair in self.judged)
        timeouts = sum(pair.verdict.status is Status.TIMEOUT for pair in self.judged)
        return share(len(self.judged) - asked - timeouts, len(self.judged))

    def wrong(self) -> list[Judged]:
        """The labelled pairs whose verdict is not the label."""
        return [pair for pair in self.judged if pair.label is not None and not pair.right]

    def as_dict(self, groups: Sequence[str] = (), *, wrong: bool = False) -> dict[str, Any]:
        """Everything, as JSON data."""
        seconds = [pair.seconds for pair in self.judged]
        data: dict[str, Any] = {
            "name": self.contestant.name,
            "version": self.contestant.version,
            **Scores.of(self.judged).as_dict(),
            "pairs": len(self.judged),
            "pairs_per_cpu_second": self.pairs_per_cpu_second,
            "cpu_seconds": self.cpu_seconds,
            "wall_seconds": self.wall_seconds,
            "p50_seconds": quantile(seconds, 0.5) if seconds else None,
            "p99_seconds": quantile(seconds, 0.99) if seconds else None,
            "worst_seconds": max(seconds, default=None),
            "kills": self.kills,
            "crashes": self.crashes,
            "without_sympy": self.without_sympy,
        }
        for group in groups:
            data[f"by_{group}"] = {
                name: scores.as_dict() for name, scores in by_group(self.judged, group).items()
            }
        if wrong:
            data["wrong"] = [
                {
                    "id": pair.identity,
                    "label": pair.label,
                    "verdict": str(pair.verdict.status),
                    "verifier": pair.verdict.verifier,
                    "reason": pair.verdict.reason,
                    "reference": pair.reference,
                    "candidate": pair.candidate,
                    **pair.groups,
                }
                for pair in self.wrong()
            ]
        return data


def ours(options: ReferenceOptions, plugin_files: Sequence[Path] = ()) -> Contestant:
    """The installed verifiers."""
    return Contestant("preceptor", __version__, Registry.load(plugin_files), options)


def peer(name: str) -> Contestant | None:
    """A grader to compare with, or ``None`` when it is not installed."""
    try:
        installed = version(name)
    except PackageNotFoundError:
        return None
    return Contestant(name, installed, Registry.load([PEERS[name]]), kind=name)


def read_rows(lines: IO[bytes], note: Callable[[str], None]) -> list[dict[str, Any]]:
    """The rows of a pairs file that contain a pair; others are noted with their line."""
    rows = []
    for number, line in numbered_lines(lines):
        try:
            row = parse_row(line)
            problem = _problem(row)
        except BadLineError as error:
            row, problem = {}, str(error)
        if problem:
            note(f"line {number} is left out: {problem}")
        else:
            rows.append({"id": f"line-{number}", **row})
    return rows


def _problem(row: dict[str, Any]) -> str:
    for name in ("reference", "candidate"):
        if not isinstance(row.get(name), str):
            return f"no {name}"
    return "" if row["reference"].strip() else "the reference is empty"


def measure(
    contestant: Contestant,
    rows: Sequence[dict[str, Any]],
    *,
    seconds: float = limits.VERIFY_SECONDS,
) -> Measured:
    """Have one contestant verify every row once, with one worker."""
    names = [contestant.kind] if contestant.kind else None
    with VerificationHost(contestant.registry, workers=1, seconds=seconds, only=names) as host:
        for reference, candidate in WARM_UP:
            _submit(contestant, host, {"reference": reference, "candidate": candidate})[0].result()
        before, kills = host.counts, host.counts.kills
        cpu, wall = cpu_seconds(host.worker_pids), time.perf_counter()
        verdicts = _verify(contestant, host, rows)
        wall = time.perf_counter() - wall
        spent = cpu_seconds(host.worker_pids)
        after = host.counts
    return Measured(
        contestant=contestant,
        judged=tuple(
            _judged(row, verdict, extra)
            for row, (verdict, extra) in zip(rows, verdicts, strict=True)
        ),
        cpu_seconds=None if spent is None or cpu is None else spent - cpu,
        wall_seconds=wall,
        kills=after.kills - kills,
        crashes=after.crashes - before.crashes,
    )


def _verify(
    contestant: Contestant, host: VerificationHost, rows: Sequence[dict[str, Any]]
) -> list[tuple[Verdict, float]]:
    """Verdicts in order, each with the seconds that reading the reference took."""
    waiting: deque[tuple[Future[Verdict], float]] = deque()
    verdicts: list[tuple[Verdict, float]] = []
    for row in rows:
        waiting.append(_submit(contestant, host, row))
        while len(waiting) >= PAIRS_IN_FLIGHT:
            future, took = waiting.popleft()
            verdicts.append((future.result(), took))
    return verdicts + [(future.result(), took) for future, took in waiting]


def _submit(
    contestant: Contestant, host: VerificationHost, row: dict[str, Any]
) -> tuple[Future[Verdict], float]:
    start = time.perf_counter()
    try:
        reference, candidate = contestant.read(row)
        outcome = submit(host, reference, candidate)
    except BadLineError as error:
        outcome = Verdict(status=Status.ERROR, reason=str(error))
    took = time.perf_counter() - start
    if isinstance(outcome, Future):
        return outcome, took
    done: Future[Verdict] = Future()
    done.set_result(outcome)
    return done, took


def _judged(row: dict[str, Any], verdict: Verdict, extra: float) -> Judged:
    label = row.get("label")
    return Judged(
        identity=str(row["id"]),
        reference=row["reference"],
        candidate=row["candidate"],
        label=label if isinstance(label, bool) else None,
        groups={name: str(row[name]) for name in ("source", "variant") if row.get(name)},
        verdict=verdict,
        seconds=verdict.seconds + extra,
    )
