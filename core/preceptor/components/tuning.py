"""Trainers and evaluators, with their inputs and results."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from pydantic import JsonValue

from preceptor.components.base import Component
from preceptor.records import Problem, Record, Verdict


@dataclass(frozen=True)
class TrainJob:
    """The input of a trainer.

    Attributes:
        train: JSONL file of chat rows (``messages``) to train on.
        validation: Held-out rows, or ``None``.
        folder: Where checkpoints and the tuned model (``folder/model``) go.
        progress: Called with ``(step, total steps, metrics)``.
    """

    train: Path
    validation: Path | None
    folder: Path
    progress: Callable[[int, int, Mapping[str, float]], None] = lambda *_: None


class TrainResult(Record):
    """The result of tuning."""

    model: str
    steps: int
    rows: int
    tokens: int
    seconds: float
    device: str
    precision: str
    losses: tuple[float, ...] = ()
    validation_loss: float | None = None


class Trainer(Component):
    """Tunes a model on exported rows; resumes from its own checkpoints.

    Attributes:
        rows_as: Name and options of the exporter that writes the rows that it reads, whatever
            else a recipe exports. An empty name is the default exporter.
    """

    rows_as: ClassVar[tuple[str, Mapping[str, JsonValue]]] = ("", {})

    @abstractmethod
    def base_model(self) -> str:
        """Name or path of the model before tuning, as an evaluator can load it."""

    @abstractmethod
    def train(self, job: TrainJob) -> TrainResult:
        """Tune and save a model that ``from_pretrained`` loads.

        Raises:
            NotReadyError: a package or the weights are missing.
        """


@dataclass(frozen=True)
class EvalSet:
    """A named set of problems to evaluate on, read again for every condition."""

    name: str
    problems: Sequence[Problem]


@dataclass(frozen=True)
class EvalJob:
    """The input of an evaluator.

    Attributes:
        conditions: Ordered ``(label, model, few-shot examples per prompt)``; the first model
            is the baseline that later ones are compared with.
        sets: The problems, by set.
        verify: Decides ``(problem, reply text)`` pairs; the same verifiers as in annotation.
        folder: Where replies are kept, so that an interrupted evaluation resumes.
    """

    conditions: Sequence[tuple[str, str, int]]
    sets: Sequence[EvalSet]
    verify: Callable[[Sequence[tuple[Problem, str]]], Sequence[Verdict]]
    folder: Path
    progress: Callable[[str, int, int], None] = lambda *_: None


class Score(Record):
    """One cell of an evaluation table.

    Attributes:
        correct / total: Counts; an answer that could not be decided counts as not solved and
            is listed under ``undecided``.
        low / high: 95 % Wilson interval of ``correct / total``.
    """

    condition: str
    set: str
    correct: int
    total: int
    undecided: int
    low: float
    high: float


class Comparison(Record):
    """A paired comparison of two conditions on one set (exact McNemar test)."""

    set: str
    baseline: str
    condition: str
    gained: int
    lost: int
    p_value: float


class GeneralLoss(Record):
    """Loss on general text in nats per token, to see forgetting.

    ``change`` is the mean difference to the baseline over text blocks, with a 95 % interval.
    """

    condition: str
    tokens: int
    loss: float
    change: float | None = None
    change_low: float | None = None
    change_high: float | None = None


class EvalReport(Record):
    """The results of an evaluation."""

    scores: tuple[Score, ...] = ()
    comparisons: tuple[Comparison, ...] = ()
    general: tuple[GeneralLoss, ...] = ()
    backend: Mapping[str, JsonValue] = {}


class Evaluator(Component):
    """Measures models on sets of problems."""

    @abstractmethod
    def evaluate(self, job: EvalJob) -> EvalReport:
        """Run every condition on every set with one backend, precision and template."""
