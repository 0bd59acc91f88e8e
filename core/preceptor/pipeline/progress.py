"""Events of a run around annotation, in addition to those of the engine."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from preceptor.engine.events import Event, LogMessage, RunObserver


@dataclass(frozen=True, slots=True)
class StageStarted(Event):
    """A stage of the run started."""

    name: str


@dataclass(frozen=True, slots=True)
class TrainingProgress(Event):
    """A trainer finished ``step`` of ``steps`` steps."""

    step: int
    steps: int
    metrics: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class EvaluationProgress(Event):
    """An evaluator finished ``done`` of ``total`` problems under one condition."""

    condition: str
    done: int
    total: int


def log_to(observer: RunObserver) -> Callable[[str], None]:
    """A function that reports a line to the observer."""
    return lambda line: observer.on_event(LogMessage(line))


def training_to(observer: RunObserver) -> Callable[[int, int, Mapping[str, float]], None]:
    """A trainer's progress callback that reports to the observer."""
    return lambda step, steps, metrics: observer.on_event(TrainingProgress(step, steps, metrics))


def evaluation_to(observer: RunObserver) -> Callable[[str, int, int], None]:
    """An evaluator's progress callback that reports to the observer."""
    return lambda what, done, total: observer.on_event(EvaluationProgress(what, done, total))
