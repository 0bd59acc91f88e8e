"""What a person sees while a run goes on: a live table on a terminal, plain lines otherwise.

Everything goes to standard error; standard output is for results. The run's log gets the same
as events (docs/run-log.md).
"""

from __future__ import annotations

import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from types import TracebackType
from typing import TYPE_CHECKING, Protocol

from pydantic import JsonValue

from preceptor.engine import Cell, Tally
from preceptor.errors import Failure
from preceptor.records import Solution, Stage, Status, Usage

if TYPE_CHECKING:
    from rich.live import Live
    from rich.table import Table

LINE_SECONDS = 10.0
"""Plain progress lines, and progress events in the log, come at most this often."""
FRAMES_PER_SECOND = 4


class Log(Protocol):
    """Takes events for the run's log, as ``RunFolder.log`` does."""

    def __call__(self, event: str, **facts: JsonValue) -> None: ...


class Pace:
    """How long the rest takes, by what was done since the first look.

    What was ready before that (read from an earlier start, or slow to begin with because a model
    was loaded) says nothing of the pace.
    """

    def __init__(self) -> None:
        self.done, self.total = 0, 0
        self._first: tuple[float, int] | None = None

    def at(self, done: int, total: int) -> None:
        """So many of so many are done now."""
        if self._first is None:
            self._first = (time.monotonic(), done)
        self.done, self.total = done, total

    def skip(self) -> None:
        """One more is done, and took no time."""
        self.done += 1
        if self._first is not None:
            self._first = (self._first[0], self._first[1] + 1)

    def seconds_left(self) -> float | None:
        """``None`` while nothing can be said."""
        if self._first is None or not 0 < self.done < self.total:
            return None
        began, before = self._first
        worked = self.done - before
        return (time.monotonic() - began) / worked * (self.total - self.done) if worked else None


class Display(Tally):
    """Counts what happens and shows it.

    Args:
        log: Takes what happens as events.
        live: Whether to draw a live table; by default when standard error is a terminal.
    """

    def __init__(self, log: Log, live: bool | None = None) -> None:
        super().__init__()
        self._log = log
        self._is_live = sys.stderr.isatty() if live is None else live
        self._live: Live | None = None
        self._phase = ""
        self._done, self._total = 0, 0
        self._detail = ""
        self._pace = Pace()
        self._ahead: dict[str, tuple[int, bool]] = {}
        self._paced: set[str] = set()
        self._began = time.monotonic()
        self._printed = 0.0

    # --- life ----------------------------------------------------------------------------

    def __enter__(self) -> Display:
        if self._is_live:
            from rich.console import Console
            from rich.live import Live

            self._live = Live(
                console=Console(stderr=True),
                get_renderable=self._table,
                refresh_per_second=FRAMES_PER_SECOND,
                transient=True,
            )
            self._live.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._record()
        if self._live is not None:
            self._live.stop()
            self._live = None

    # --- what is shown -------------------------------------------------------------------

    def log(self, line: str) -> None:
        """One line of talk, above the live table if there is one."""
        self._event("say", line=line)
        if self._live is not None:
            self._live.console.print(line, markup=False, highlight=False)
        else:
            print(line, file=sys.stderr, flush=True)

    def phase(self, name: str, total: int = 0) -> None:
        """A new part of the run begins."""
        self._record()
        self._phase, self._done, self._total, self._detail = name, 0, total, ""
        self._pace = Pace()
        self._began = time.monotonic()
        self._printed = time.monotonic()
        self.log(f"{name} …")

    def advance(self, done: int, total: int, detail: str = "") -> None:
        """Progress of the present part."""
        self._done, self._total, self._detail = done, total, detail
        self._pace.at(done, total)
        self._tick()

    def training(self, step: int, steps: int, metrics: Mapping[str, float]) -> None:
        """Progress of a trainer."""
        self.advance(step, steps, ", ".join(f"{k} {v:.4g}" for k, v in metrics.items()))

    def evaluating(self, what: str, done: int, total: int) -> None:
        """Progress of an evaluator."""
        if what != self._detail:
            self._pace = Pace()
        self.advance(done, total, what)

    # --- engine events: counted by the base class, shown now and then -----------------------

    def expecting(self, annotation: str, passes: int, asks_model: bool) -> None:
        super().expecting(annotation, passes, asks_model)
        self._total += passes
        self._ahead[annotation] = (passes, asks_model)
        # Passes that ask no model say nothing of the pace of those that do.
        asking = {name for name, (_, asks) in self._ahead.items() if asks}
        self._paced = asking or set(self._ahead)
        self._pace.at(self._pace.done, sum(self._ahead[name][0] for name in self._paced))

    def sent(self, subject: str, stage: Stage) -> None:
        super().sent(subject, stage)
        self._tick()

    def replied(self, subject: str, stage: Stage, usage: Usage, dollars: float) -> None:
        super().replied(subject, stage, usage, dollars)
        self._tick()

    def failed_try(self, subject: str, stage: Stage, failure: Failure, message: str) -> None:
        super().failed_try(subject, stage, failure, message)
        self._event("try failed", subject=subject, stage=stage, failure=failure, message=message)
        if self.failures[failure] == 1:
            self.log(f"first {failure} reply ({stage}): {message}")
        self._tick()

    def verified(self, subject: str, stage: Stage, status: Status) -> None:
        super().verified(subject, stage, status)
        self._tick()

    def finished(self, solution: Solution) -> None:
        super().finished(solution)
        self._done += 1
        if solution.annotation in self._paced:
            self._pace.at(self._pace.done + 1, self._pace.total)
        self._tick()

    def skipped(self, subject: str, annotation: str, accepted: bool) -> None:
        super().skipped(subject, annotation, accepted)
        self._done += 1
        if annotation in self._paced:
            self._pace.skip()

    # --- drawing -------------------------------------------------------------------------

    def _tick(self) -> None:
        now = time.monotonic()
        if now - self._printed < LINE_SECONDS:
            return
        self._printed = now
        self._record()
        if self._live is None:  # which draws itself
            print(f"{self._phase}: {self._line()}", file=sys.stderr, flush=True)

    def _record(self) -> None:
        """Write how far things are, if there is anything to tell."""
        if not self._done and not self.cells:
            return
        left = self._pace.seconds_left()
        self._event(
            "progress",
            phase=self._phase,
            done=self._done,
            total=self._total,
            seconds=round(time.monotonic() - self._began, 3),
            seconds_left=None if left is None else round(left, 1),
            detail=self._detail,
            subjects={name: vars(counts).copy() for name, counts in self.subjects.items()},
            stages=[
                {"subject": subject, "stage": str(stage), **vars(cell)}
                for (subject, stage), cell in self.cells.items()
            ],
        )

    def _event(self, event: str, **facts: JsonValue) -> None:
        # A log that cannot be written does not end a run; a full disk is the journal's to tell.
        with suppress(OSError):
            self._log(event, **facts)

    def _line(self) -> str:
        parts = [f"{self._done}/{self._total}" if self._total else f"{self._done}"]
        stages = self.by_stage()
        if stages and not self._detail:
            total = _sum(stages)
            seconds = max(time.monotonic() - self._began, 1e-9)
            parts.append(f"{total.in_flight} in flight, {total.replied} replies")
            parts.append(
                f"{total.replied / seconds:.1f} replies/s, {total.tokens / seconds:.0f} tokens/s"
            )
            parts += [
                f"{subject} {counts.finished + counts.skipped} done, {counts.accepted} accepted, "
                f"{counts.reflected} reflected"
                for subject, counts in sorted(self.subjects.items())
            ]
            if total.failed_tries:
                parts.append(f"{total.failed_tries} failed tries")
            if total.dollars:
                parts.append(f"${total.dollars:.2f}")
        if self._detail:
            parts.append(self._detail)
        left = self._pace.seconds_left()
        if left is not None:
            parts.append(f"about {_duration(left)} left")
        return "; ".join(parts)

    def _table(self) -> Table:
        from rich.table import Table

        table = Table(title=f"{self._phase}: {self._line()}", title_justify="left", box=None)
        for column in ("subject", "stage", "in flight", "done", "accepted", "reflected"):
            table.add_column(column, justify="left" if column in ("subject", "stage") else "right")
        for column in ("wrong", "undecided", "from journal", "tokens", "US dollars"):
            table.add_column(column, justify="right")
        order = list(Stage)
        for name, counts in sorted(self.subjects.items()):
            done = counts.finished + counts.skipped
            under_way = counts.started - counts.finished
            told = (under_way, done, counts.accepted, counts.reflected)
            table.add_row(name, "problems", *(str(number) for number in told))
            for stage in order:
                if cell := self.cells.get((name, stage)):
                    table.add_row("", str(stage), *_row(cell))
        return table


def _row(cell: Cell) -> tuple[str, ...]:
    counts = (cell.in_flight, cell.replied, cell.accepted, "", cell.rejected, cell.undecided)
    return (*map(str, (*counts, cell.replayed, cell.tokens)), f"{cell.dollars:.3f}")


def _sum(stages: Mapping[Stage, Cell]) -> Cell:
    total = Cell()
    for cell in stages.values():
        for name, value in vars(cell).items():
            setattr(total, name, getattr(total, name) + value)
    return total


def _duration(seconds: float) -> str:
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 5400 else f"{seconds / 3600:.1f} h"
