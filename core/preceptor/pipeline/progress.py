"""What a run reports to whoever watches it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from preceptor.engine import Watch


class Progress(Watch, Protocol):
    """What a run tells about the stages around annotation, besides what the engine tells."""

    def phase(self, name: str, total: int = 0) -> None:
        """A new part of the run begins."""

    def training(self, step: int, steps: int, metrics: Mapping[str, float]) -> None:
        """Progress of a trainer."""

    def evaluating(self, what: str, done: int, total: int) -> None:
        """Progress of an evaluator."""
