"""What a plugin implements: one small class and one frozen options model per component.

The options model validates the recipe, becomes JSON Schema for editors, and appears in the
data card. Heavy imports (torch, transformers, sympy, pint) belong inside methods.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Literal, Protocol

from pydantic import BaseModel, ConfigDict, JsonValue

from preceptor.families import Family
from preceptor.records import (
    Attempt,
    BadRow,
    Earned,
    Message,
    Problem,
    Record,
    Reference,
    Reply,
    Role,
    Sampling,
    Solution,
    Stage,
    Verdict,
)

if TYPE_CHECKING:
    from preceptor.prompts import Prompts
    from preceptor.registry import Registry


class Options(BaseModel):
    """Base of options models: frozen, and an unknown option is an error with a suggestion."""

    model_config = ConfigDict(frozen=True, extra="forbid")


@dataclass(frozen=True)
class Context:
    """What a component is given besides its options.

    Attributes:
        name: The name the recipe gives this component (for a source, its key).
        registry: The frozen registry; sources find subjects here.
        base: Folder that relative paths of the recipe are resolved against.
        say: Takes one line of talk for the person watching; goes to stderr and the run log.
    """

    name: str
    registry: Registry
    base: Path = field(default_factory=Path.cwd)
    say: Callable[[str], None] = lambda _line: None


class Component(ABC):  # noqa: B024 - each kind adds its own abstract methods
    """Base of everything a plugin registers.

    Attributes:
        Options: The options model; a component without options keeps the empty one.
        version: Changes whenever the component's results may change for equal input.
    """

    Options: ClassVar[type[Options]] = Options
    version: ClassVar[str] = "1"

    def __init__(self, options: Any, context: Context) -> None:
        self.options = options
        self.context = context

    @property
    def name(self) -> str:
        return self.context.name


# --- subjects and sources -----------------------------------------------------------------


class Example(Record):
    """A worked example for few-shot prompts."""

    statement: str
    solution: str


class Subject(Component):
    """A field of study: how it is asked about, worked examples, families, bundled problems."""

    @abstractmethod
    def prompts(self) -> Prompts:
        """The wording of every request in this subject."""

    def examples(self) -> Sequence[Example]:
        """Worked examples, best first; few-shot prompts take the first *n*."""
        return ()

    def families(self) -> Sequence[Family]:
        """The subject's parametric problems."""
        return ()

    def bundled(self) -> Path | None:
        """A JSONL file of problems that ships with the subject, or ``None``.

        Rows: ``{id, topic, statement, reference: {kind, value, payload}, derivation, slips}``.
        """
        return None


class Source(Component):
    """Yields problems, and rows it had to set aside."""

    def fingerprint(self) -> JsonValue:
        """Changes whenever ``rows`` may yield something else under the same options.

        A run reads a source again only when this, the options or the plugins have changed.
        """
        return self.version

    @abstractmethod
    def rows(self, role: Role) -> Iterator[Problem | BadRow]:
        """Yield in a stable order; memory does not grow with the number of rows.

        Raises:
            NotReadyError: the file or folder is not there.
        """


# --- teachers -----------------------------------------------------------------------------


@dataclass(frozen=True)
class Request:
    """One request to a teacher, before it is sent."""

    problem: Problem
    stage: Stage
    round: int
    sample: int
    messages: tuple[Message, ...]
    sampling: Sampling


class Teacher(Component):
    """Answers requests, one at a time and many at once.

    ``ask`` makes exactly one try: retries, pacing, budgets and the journal belong to the
    engine. A teacher is an asynchronous context manager, entered before the first request.
    """

    asks_model: ClassVar[bool] = True
    """False when no model is asked, as for a problem's own derivation."""

    @abstractmethod
    def fingerprint(self) -> Mapping[str, JsonValue]:
        """What makes replies interchangeable: endpoint and model, or the weights' hash."""

    @abstractmethod
    async def ask(self, request: Request) -> Reply:
        """Send one request.

        Raises:
            RequestFailedError: classified, so that the engine knows whether to try again.
        """

    def terms(self) -> str:
        """The terms that the teacher's output comes under; a column of every export."""
        return "unknown"

    def prices(self) -> tuple[float, float]:
        """US dollars per million prompt and completion tokens; zero when it costs nothing."""
        return (0.0, 0.0)

    def max_in_flight(self) -> int | None:
        """The most requests it can work on at once; ``None`` leaves that to the engine."""
        return None

    async def __aenter__(self) -> Teacher:
        return self

    async def __aexit__(self, *_exc: object) -> None:
        return None


# --- verifiers ----------------------------------------------------------------------------


class Item(Record):
    """One candidate answer to verify."""

    id: str
    reference: Reference
    candidate: str
    statement: str | None = None


class Verifier(Component):
    """Decides whether candidate answers agree with their references.

    Candidates are hostile text. A verifier never evaluates them as code and bounds sizes
    before computing; the host kills it at the time limit all the same.

    Attributes:
        kinds: Reference kinds it takes.
        priority: Among the verifiers of a kind, higher ones are asked first; a lower one is
            asked only about what those before it left undecided.
        runs_in: ``worker``: a killable worker process of the host. ``self``: the verifier
            looks after its own processes and is called from a thread of the host.
        batch_size: Items per ``verify_batch`` call; with more than one, a batch that fails
            or runs into the limit is repeated item by item.
    """

    kinds: ClassVar[tuple[str, ...]]
    priority: ClassVar[int] = 0
    runs_in: ClassVar[Literal["worker", "self"]] = "worker"
    batch_size: ClassVar[int] = 1

    def warm_up(self) -> None:
        """Import what is heavy. Called once, before the time limit starts to count."""

    def close(self) -> None:
        """End what the verifier keeps running; at most once, when it is not needed any more.

        A verifier that runs in ``self`` may be closed while a batch is with it, from another
        thread. One in a worker is not asked: the worker is killed.
        """

    @abstractmethod
    def verify_batch(self, items: Sequence[Item]) -> Sequence[Verdict]:
        """One verdict per item, in order. ``undecided`` whenever it cannot tell.

        ``verifier``, ``version``, ``policy`` and ``seconds`` are filled in by the host.
        """


# --- reflection ---------------------------------------------------------------------------


class Workbench(Protocol):
    """What a reflection strategy works with, for one problem and one teacher.

    ``ask`` goes through the journal: a strategy that is run again after a crash gets the
    replies it already had, so it must be a deterministic function of what it is told.
    """

    @property
    def problem(self) -> Problem: ...

    @property
    def prompts(self) -> Prompts: ...

    @property
    def examples(self) -> Sequence[Example]: ...

    @property
    def sampling(self) -> Sampling: ...

    async def ask(
        self,
        stage: Stage,
        messages: Sequence[Message],
        *,
        parent: Attempt | None = None,
        round: int = 0,
        sample: int = 0,
        sampling: Sampling | None = None,
    ) -> Attempt:
        """Send a request and append the attempt to the trail."""
        ...

    async def verify(self, attempt: Attempt) -> Verdict:
        """Verify the attempt's answer against the reference; recorded in the trail."""
        ...

    async def agree(self, one: str, other: str) -> bool:
        """Whether two answers are accepted as equal by the problem's verifiers."""
        ...

    def accept(self, attempt: Attempt, earned: Earned) -> None:
        """Declare the attempt to be the solution. At most once; its verdict is accepted."""
        ...

    def flag(self, finding: str) -> None:
        """Attach a finding worth a person's look to the solution."""
        ...


class Reflection(Component):
    """A strategy that turns one problem into an accepted attempt, or shows that it could not."""

    @abstractmethod
    async def solve(self, bench: Workbench) -> None:
        """Work on ``bench.problem`` until something is accepted or the strategy is done."""

    def worst_case(self) -> Mapping[Stage, int]:
        """The most requests per problem and stage; ``preceptor plan`` multiplies by it."""
        return {Stage.SOLVE: 1}


# --- filters, mixing, export --------------------------------------------------------------


class SolutionView(Protocol):
    """Solutions of a run, read from the journals on disk as they are iterated.

    Iterating again starts anew; nothing is kept in memory.
    """

    def __iter__(self) -> Iterator[tuple[str, Solution]]:
        """``(row id, solution)`` in a stable order, over all shards."""
        ...

    def __len__(self) -> int: ...


class RowFilter(Component):
    """Keeps or drops one solution by looking at it alone."""

    @abstractmethod
    def reason_to_drop(self, solution: Solution) -> str | None:
        """Why the solution is dropped, or ``None`` to keep it."""


class GlobalFilter(Component):
    """Drops solutions by looking at all of them: a barrier between stages."""

    @abstractmethod
    def drops(self, view: SolutionView) -> Iterator[tuple[str, str]]:
        """Yield ``(row id, reason)`` for every solution to drop."""


@dataclass(frozen=True)
class Assignment:
    """Where a solution goes.

    Attributes:
        split: ``train``, ``heldout_instances`` or ``heldout_families`` (a mixer may add more).
        repeat: How many times the row stands in the split, at least 1.
    """

    row_id: str
    split: str
    repeat: int = 1


class Mixer(Component):
    """Chooses which kept solutions are trained on, and which are held out."""

    @abstractmethod
    def assignments(self, view: SolutionView) -> Iterator[Assignment]:
        """Yield an assignment for each chosen row; the rest is left out of this mixture."""


@dataclass(frozen=True)
class ExportJob:
    """What an exporter is given.

    Attributes:
        splits: Per split, the rows as ``(row id, solution)``; an iterable that can be read again.
        folder: Where to write; exists.
        terms: Per annotation pass, the terms of its teacher's output.
    """

    splits: Mapping[str, Iterable[tuple[str, Solution]]]
    folder: Path
    terms: Mapping[str, str]


class Exporter(Component):
    """Writes a mixture to files that other tools read."""

    @abstractmethod
    def export(self, job: ExportJob) -> Sequence[Path]:
        """Write and return the files, in a stable order. Eval rows are refused."""


# --- tuning and evaluation ----------------------------------------------------------------


@dataclass(frozen=True)
class TrainJob:
    """What a trainer is given.

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
    """What came out of tuning."""

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
    """Tunes a model on exported rows; resumes from its own checkpoints."""

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
    """What an evaluator is given.

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
    """Everything an evaluator found."""

    scores: tuple[Score, ...] = ()
    comparisons: tuple[Comparison, ...] = ()
    general: tuple[GeneralLoss, ...] = ()
    backend: Mapping[str, JsonValue] = {}


class Evaluator(Component):
    """Measures models on sets of problems."""

    @abstractmethod
    def evaluate(self, job: EvalJob) -> EvalReport:
        """Run every condition on every set with one backend, precision and template."""


# --- executors ----------------------------------------------------------------------------


class Executor(Component):
    """Starts workers that each run one shard of a run, and waits for their done marks."""

    @abstractmethod
    def execute(self, shards: Sequence[int], work: Callable[[int], None]) -> None:
        """Have ``work(shard)`` done for every shard that has no done mark yet."""


KINDS: Mapping[str, tuple[type[Component], ...]] = {
    "subject": (Subject,),
    "source": (Source,),
    "teacher": (Teacher,),
    "verifier": (Verifier,),
    "reflection": (Reflection,),
    "filter": (RowFilter, GlobalFilter),
    "mixer": (Mixer,),
    "exporter": (Exporter,),
    "trainer": (Trainer,),
    "evaluator": (Evaluator,),
    "executor": (Executor,),
}
"""Component kinds and the base classes that a component of that kind derives from."""
