"""The display of a run in progress: a live table on a terminal, plain lines otherwise.

Everything goes to standard error; standard output is for results. The run's log receives the
same as events (docs/run-log.md).
"""

from __future__ import annotations

import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from types import TracebackType
from typing import TYPE_CHECKING, Protocol

from pydantic import JsonValue

from preceptor.engine import Counters, StageCounters
from preceptor.engine.events import (
    AnswerVerified,
    Event,
    LogMessage,
    PassesExpected,
    PassFinished,
    PassSkipped,
    ReplyReceived,
    RequestSent,
    TryFailed,
)
from preceptor.pipeline.progress import EvaluationProgress, StageStarted, TrainingProgress
from preceptor.records import Stage

if TYPE_CHECKING:
    from rich.live import Live
    from rich.table import Table

LINE_SECONDS = 10.0
"""Plain progress lines, and progress events in the log, come at most this often."""
FRAMES_PER_SECOND = 4


class Log(Protocol):
    """Writes an event to the run's log, as ``RunFolder.log`` does."""

    def __call__(self, event: str, **facts: JsonValue) -> None: ...


class Pace:
    """Estimates the time left from what was done since the first call.

    What was done before that (taken from an earlier start, or slow because a model was being
    loaded) says nothing about the pace.
    """

    def __init__(self) -> None:
        self.done, self.total = 0, 0
        self._first: tuple[float, int] | None = None

    def at(self, done: int, total: int) -> None:
        """Note that ``done`` of ``total`` are done now."""
        if self._first is None:
            self._first = (time.monotonic(), done)
        self.done, self.total = done, total

    def skip(self) -> None:
        """Count one more as done, without any time."""
        self.done += 1
        if self._first is not None:
            self._first = (self._first[0], self._first[1] + 1)

    def seconds_left(self) -> float | None:
        """``None`` while there is no estimate."""
        if self._first is None or not 0 < self.done < self.total:
            return None
        began, before = self._first
        worked = self.done - before
        return (time.monotonic() - began) / worked * (self.total - self.done) if worked else None


class Display(Counters):
    """Counts what happens and shows it.

    Args:
        log: Receives the events for the run's log.
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
        self._record_progress()
        if self._live is not None:
            self._live.stop()
            self._live = None

    # --- events: counted by the base class, shown now and then -----------------------------

    def on_event(self, event: Event) -> None:
        """Count an event and show it."""
        super().on_event(event)
        match event:
            case RequestSent() | ReplyReceived() | AnswerVerified():
                self._tick()
            case PassFinished(solution):
                self._finished(solution.annotation)
            case PassSkipped():
                self._done += 1
                if event.annotation in self._paced:
                    self._pace.skip()
            case TryFailed():
                self._failed(event)
            case PassesExpected():
                self._expect(event)
            case LogMessage(line):
                self.log(line)
            case StageStarted(name):
                self._start(name)
            case TrainingProgress(step, steps, metrics):
                self._advance(step, steps, ", ".join(f"{k} {v:.4g}" for k, v in metrics.items()))
            case EvaluationProgress(condition, done, total):
                if condition != self._detail:
                    self._pace = Pace()
                self._advance(done, total, condition)

    def log(self, line: str) -> None:
        """Show one line, above the live table if there is one."""
        self._record_event("message", line=line)
        if self._live is not None:
            self._live.console.print(line, markup=False, highlight=False)
        else:
            print(line, file=sys.stderr, flush=True)

    def _start(self, name: str) -> None:
        self._record_progress()
        self._phase, self._done, self._total, self._detail = name, 0, 0, ""
        self._pace = Pace()
        self._began = time.monotonic()
        self._printed = time.monotonic()
        self.log(f"{name} …")

    def _advance(self, done: int, total: int, detail: str) -> None:
        self._done, self._total, self._detail = done, total, detail
        self._pace.at(done, total)
        self._tick()

    def _expect(self, event: PassesExpected) -> None:
        self._total += event.passes
        self._ahead[event.annotation] = (event.passes, event.asks_model)
        # Passes that ask no model say nothing about the pace of those that do.
        asking = {name for name, (_, asks) in self._ahead.items() if asks}
        self._paced = asking or set(self._ahead)
        self._pace.at(self._pace.done, sum(self._ahead[name][0] for name in self._paced))

    def _failed(self, event: TryFailed) -> None:
        self._record_event(
            "try-failed",
            subject=event.subject,
            stage=event.stage,
            failure=event.failure,
            message=event.message,
        )
        if self.failures[event.failure] == 1:
            self.log(f"first {event.failure.label} reply ({event.stage.label}): {event.message}")
        self._tick()

    def _finished(self, annotation: str) -> None:
        self._done += 1
        if annotation in self._paced:
            self._pace.at(self._pace.done + 1, self._pace.total)
        self._tick()

    # --- drawing -------------------------------------------------------------------------

    def _tick(self) -> None:
        now = time.monotonic()
        if now - self._printed < LINE_SECONDS:
            return
        self._printed = now
        self._record_progress()
        if self._live is None:  # a live table draws itself
            print(f"{self._phase}: {self._line()}", file=sys.stderr, flush=True)

    def _record_progress(self) -> None:
        """Log the progress, if there is any."""
        if not self._done and not self.stages:
            return
        left = self._pace.seconds_left()
        self._record_event(
            "progress",
            phase=self._phase,
            done=self._done,
            total=self._total,
            seconds=round(time.monotonic() - self._began, 3),
            seconds_left=None if left is None else round(left, 1),
            detail=self._detail,
            subjects={name: vars(counts).copy() for name, counts in self.subjects.items()},
            stages=[
                {"subject": subject, "stage": str(stage), **vars(counters)}
                for (subject, stage), counters in self.stages.items()
            ],
        )

    def _record_event(self, event: str, **facts: JsonValue) -> None:
        # A log that cannot be written does not end a run; the journal reports a full disk.
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
            in_flight = counts.started - counts.finished
            numbers = (in_flight, done, counts.accepted, counts.reflected)
            table.add_row(name, "problems", *(str(number) for number in numbers))
            for stage in order:
                if counters := self.stages.get((name, stage)):
                    table.add_row("", stage.label, *_row(counters))
        return table


def _row(counters: StageCounters) -> tuple[str, ...]:
    numbers = (
        counters.in_flight,
        counters.replied,
        counters.accepted,
        "",
        counters.rejected,
        counters.undecided,
        counters.replayed,
        counters.tokens,
    )
    return (*map(str, numbers), f"{counters.dollars:.3f}")


def _sum(stages: Mapping[Stage, StageCounters]) -> StageCounters:
    total = StageCounters()
    for counters in stages.values():
        total.add(counters)
    return total


def _duration(seconds: float) -> str:
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 5400 else f"{seconds / 3600:.1f} h"
