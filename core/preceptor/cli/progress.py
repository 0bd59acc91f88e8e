"""What a person sees while a run goes on: a live table on a terminal, plain lines otherwise.

Everything goes to standard error; standard output is for results.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Mapping
from types import TracebackType
from typing import TYPE_CHECKING

from preceptor.engine import Cell, Tally
from preceptor.errors import Failure
from preceptor.records import Solution, Stage, Status, Usage

if TYPE_CHECKING:
    from rich.live import Live
    from rich.table import Table

LINE_SECONDS = 10.0
"""Plain progress lines come at most this often."""
FRAMES_PER_SECOND = 4


class Display(Tally):
    """Counts what happens and shows it.

    Args:
        log: Takes every line of talk as well, for the run's log.
        live: Whether to draw a live table; by default when standard error is a terminal.
    """

    def __init__(self, log: Callable[[str], None], live: bool | None = None) -> None:
        super().__init__()
        self._log = log
        self._is_live = sys.stderr.isatty() if live is None else live
        self._live: Live | None = None
        self._phase = ""
        self._done, self._total = 0, 0
        self._detail = ""
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
        if self._live is not None:
            self._live.stop()
            self._live = None

    # --- what is shown -------------------------------------------------------------------

    def say(self, line: str) -> None:
        """One line of talk, above the live table if there is one."""
        self._log(line)
        if self._live is not None:
            self._live.console.print(line, markup=False, highlight=False)
        else:
            print(line, file=sys.stderr, flush=True)

    def phase(self, name: str, total: int = 0) -> None:
        """A new part of the run begins."""
        self._phase, self._done, self._total, self._detail = name, 0, total, ""
        self._began = time.monotonic()
        self._printed = time.monotonic()
        self.say(f"{name} …")

    def advance(self, done: int, total: int, detail: str = "") -> None:
        """Progress of the present part."""
        self._done, self._total, self._detail = done, total, detail
        self._tick()

    def training(self, step: int, steps: int, metrics: Mapping[str, float]) -> None:
        """Progress of a trainer."""
        self.advance(step, steps, ", ".join(f"{k} {v:.4g}" for k, v in metrics.items()))

    def evaluating(self, what: str, done: int, total: int) -> None:
        """Progress of an evaluator."""
        self.advance(done, total, what)

    # --- engine events: counted by the base class, shown now and then -----------------------

    def sent(self, subject: str, stage: Stage) -> None:
        super().sent(subject, stage)
        self._tick()

    def replied(self, subject: str, stage: Stage, usage: Usage, dollars: float) -> None:
        super().replied(subject, stage, usage, dollars)
        self._tick()

    def failed_try(self, subject: str, stage: Stage, failure: Failure, message: str) -> None:
        super().failed_try(subject, stage, failure, message)
        if self.failures[failure] == 1:
            self.say(f"first {failure} reply ({stage}): {message}")
        self._tick()

    def verified(self, subject: str, stage: Stage, status: Status) -> None:
        super().verified(subject, stage, status)
        self._tick()

    def finished(self, solution: Solution) -> None:
        super().finished(solution)
        self._done += 1
        self._tick()

    def skipped(self, subject: str, annotation: str, accepted: bool) -> None:
        super().skipped(subject, annotation, accepted)
        self._done += 1

    # --- drawing -------------------------------------------------------------------------

    def _tick(self) -> None:
        if self._live is not None:
            return  # it draws itself
        now = time.monotonic()
        if now - self._printed >= LINE_SECONDS:
            self._printed = now
            print(f"{self._phase}: {self._line()}", file=sys.stderr, flush=True)

    def _line(self) -> str:
        parts = [f"{self._done}/{self._total}" if self._total else f"{self._done}"]
        stages = self.by_stage()
        if stages and not self._detail:
            total = _sum(stages)
            parts.append(
                f"{total.replied} replies, {total.in_flight} in flight, "
                f"{total.accepted} accepted, {total.rejected} wrong, {total.undecided} undecided"
            )
            if total.failed_tries:
                parts.append(f"{total.failed_tries} failed tries")
            if total.dollars:
                parts.append(f"${total.dollars:.2f}")
            seconds = max(time.monotonic() - self._began, 1e-9)
            parts.append(f"{total.tokens / seconds:.0f} tokens/s")
        if self._detail:
            parts.append(self._detail)
        left = self._time_left()
        if left:
            parts.append(left)
        return "; ".join(parts)

    def _time_left(self) -> str:
        if not self._total or not self._done or self._done >= self._total:
            return ""
        left = (time.monotonic() - self._began) / self._done * (self._total - self._done)
        return f"about {_duration(left)} left"

    def _table(self) -> Table:
        from rich.table import Table

        table = Table(title=f"{self._phase}: {self._line()}", title_justify="left", box=None)
        for column in ("subject", "stage", "in flight", "replies", "accepted", "wrong"):
            table.add_column(column, justify="left" if column in ("subject", "stage") else "right")
        for column in ("undecided", "from journal", "tokens", "US dollars"):
            table.add_column(column, justify="right")
        order = list(Stage)
        for (subject, stage), cell in sorted(
            self.cells.items(), key=lambda item: (item[0][0], order.index(item[0][1]))
        ):
            numbers = (cell.in_flight, cell.replied, cell.accepted, cell.rejected, cell.undecided)
            table.add_row(
                subject,
                str(stage),
                *(str(number) for number in (*numbers, cell.replayed, cell.tokens)),
                f"{cell.dollars:.3f}",
            )
        return table


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
