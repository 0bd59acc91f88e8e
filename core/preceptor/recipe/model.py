"""The shape of a recipe: which components run, with what options, in what order."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from preceptor.limits import VERIFY_SECONDS
from preceptor.records import Role, Sampling

JUDGE_AGREEMENT_ROWS: Final = 10_000
"""Most decided attempts that a recipe can have a judge asked about."""

NAME = r"^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$"
"""Names become file names, so they are plain."""

Name = Annotated[str, Field(pattern=NAME)]


class Section(BaseModel):
    """Base of every part of a recipe."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Component(Section):
    """A component by name with its options, written ``{use: NAME, option: …}`` or ``NAME``."""

    use: str
    options: Mapping[str, Any] = Field(default_factory=dict)


def _split(value: Any, own: tuple[str, ...]) -> Any:
    """Sort flat keys into those of the section itself and the options of the component."""
    if isinstance(value, str):
        return {"use": value}
    if not isinstance(value, Mapping) or "use" not in value:
        return value
    split = {key: value[key] for key in own if key in value}
    split["options"] = {key: item for key, item in value.items() if key not in own}
    return split


def _component(value: Any) -> Any:
    return value if isinstance(value, Component) else _split(value, ("use",))


Use = Annotated[Component, BeforeValidator(_component)]


class SourceEntry(Component):
    """A source: what it may be used for, and the component that reads it."""

    role: Role = Role.TRAIN


def _source(value: Any) -> Any:
    return value if isinstance(value, SourceEntry) else _split(value, ("use", "role"))


Source = Annotated[SourceEntry, BeforeValidator(_source)]


class JudgeEntry(Section):
    """A model that compares answers with references where the rules could not tell.

    Attributes:
        teacher: A name from ``teachers``.
        kinds: Kinds of reference it decides about; formal statements it never does.
        about: Verdicts of the rules that are put to it.
        sampling: Sampling parameters of its requests.
        agreement_rows: Attempts per shard, decided by the rules, that it is asked about as
            well, to measure how far it agrees with them.
    """

    teacher: str
    kinds: tuple[str, ...] = ("text",)
    about: tuple[Literal["undecided", "timeout", "error"], ...] = ("undecided",)
    sampling: Sampling = Sampling(temperature=0.0, max_tokens=512)
    agreement_rows: int = Field(default=100, ge=0, le=JUDGE_AGREEMENT_ROWS)


class Verification(Section):
    """How answers are verified, wherever that happens in the run.

    Attributes:
        use: Verifiers by name with options; empty means every installed one with defaults.
        workers: Worker processes of the host.
        seconds: Wall time of one verification before its worker is killed.
        judge: Asked during annotation about what the rules leave open; nobody by default.
    """

    use: Mapping[Name, Mapping[str, Any]] = Field(default_factory=dict)
    workers: int = Field(default=2, ge=1, le=256)
    seconds: float = Field(default=VERIFY_SECONDS, gt=0)
    judge: JudgeEntry | None = None


class AnnotationPass(Section):
    """One pass over the problems: who is asked, and how wrong answers are dealt with.

    Attributes:
        teacher: A name from ``teachers``.
        reflection: The strategy.
        on: ``all`` problems, or those still ``unsolved`` after the passes before this one.
        subjects: Only problems of these subjects; ``null`` for all of them.
        sources: Only problems of these sources; ``null`` for all of them.
        roles: Roles of the sources whose problems are annotated.
        shots: Worked examples in a solving prompt.
        sampling: Sampling parameters of solving requests.
    """

    name: Name
    teacher: str
    reflection: Use = Component(use="none")
    on: Literal["all", "unsolved"] = "all"
    subjects: tuple[str, ...] | None = None
    sources: tuple[str, ...] | None = None
    roles: tuple[Role, ...] = (Role.TRAIN,)
    shots: int = Field(default=0, ge=0, le=32)
    sampling: Sampling = Sampling()


class Budget(Section):
    """Caps of a run, reserved before a request is sent; ``null`` means no cap."""

    requests: int | None = Field(default=None, ge=0)
    tokens: int | None = Field(default=None, ge=0)
    dollars: float | None = Field(default=None, ge=0)
    seconds: float | None = Field(default=None, gt=0)


class Engine(Section):
    """Pace and patience of the annotation engine.

    Attributes:
        in_flight: Problems worked on at once.
        requests_per_minute / tokens_per_minute: Pacing; ``null`` for none.
        tries: Tries of one request over transient failures.
        request_seconds: Wall time of one try.
        failed_share: The run ends with exit code 1 when a larger share of problems failed.
        refresh: With another text than before, every request is asked anew.
        budget: Caps of the whole run.
        subject_budgets: Further caps by subject.
    """

    in_flight: int = Field(default=64, ge=1, le=20_000)
    requests_per_minute: float | None = Field(default=None, gt=0)
    tokens_per_minute: float | None = Field(default=None, gt=0)
    tries: int = Field(default=6, ge=1, le=100)
    request_seconds: float = Field(default=300.0, gt=0)
    failed_share: float = Field(default=0.2, ge=0, le=1)
    refresh: str = ""
    budget: Budget = Budget()
    subject_budgets: Mapping[str, Budget] = Field(default_factory=dict)


class Arm(Section):
    """One mixture and what is done with it: exported and, with ``train``, tuned on."""

    mix: Use = Component(use="weighted")
    train: Use | None = None


class EvaluationEntry(Component):
    """What is measured before and after tuning, and the evaluator that does it.

    Attributes:
        sources: Eval sources to evaluate on; ``null`` for all sources with role ``eval``.
        shots: Worked examples of the few-shot baseline; 0 leaves that baseline out.
        limit: At most this many problems per source.
    """

    use: str = "held-out"
    sources: tuple[str, ...] | None = None
    shots: int = Field(default=3, ge=0, le=32)
    limit: int | None = Field(default=None, ge=1)


def _evaluation(value: Any) -> Any:
    if isinstance(value, Mapping):
        value = {"use": "held-out", **value}
    own = ("use", "sources", "shots", "limit")
    return value if isinstance(value, EvaluationEntry) else _split(value, own)


Evaluation = Annotated[EvaluationEntry, BeforeValidator(_evaluation)]


class Recipe(Section):
    """A whole run. See docs/recipes.md for a commented example."""

    version: Literal[1] = 1
    name: Name
    seed: int = 0
    shards: int = Field(default=1, ge=1, le=100_000)
    subjects: tuple[str, ...] | None = None
    sources: Mapping[Name, Source] = Field(min_length=1)
    teachers: Mapping[Name, Use] = Field(default_factory=dict)
    verification: Verification = Verification()
    annotate: tuple[AnnotationPass, ...] = ()
    engine: Engine = Engine()
    filters: tuple[Use, ...] = ()
    mix: Use = Component(use="weighted")
    train: Use | None = None
    arms: Mapping[Name, Arm] = Field(default_factory=dict)
    exports: tuple[Use, ...] = (Component(use="jsonl"),)
    evaluate: Evaluation | None = None
    executor: Use = Component(use="local")

    @model_validator(mode="before")
    @classmethod
    def _one_source(cls, value: Any) -> Any:
        """``source: {…}`` is short for a single entry of ``sources`` called ``source``."""
        if isinstance(value, Mapping) and "source" in value:
            if "sources" in value:
                raise ValueError("source: and sources: cannot stand together; use sources:")
            rest = {key: item for key, item in value.items() if key != "source"}
            return {**rest, "sources": {"source": value["source"]}}
        return value

    @model_validator(mode="before")
    @classmethod
    def _arms_inherit(cls, value: Any) -> Any:
        """An arm without ``mix`` or ``train`` takes the recipe's; options are overlaid."""
        if not isinstance(value, Mapping):
            return value
        common = {key: value[key] for key in ("mix", "train") if value.get(key) is not None}
        given = value.get("arms")
        arms = given if isinstance(given, Mapping) and given else {"tuned": {}}
        merged = {
            name: {**common, **_overlay(common, arm)} if isinstance(arm, Mapping | None) else arm
            for name, arm in arms.items()
        }
        return {**value, "arms": merged}


def _overlay(common: Mapping[str, Any], arm: Mapping[str, Any] | None) -> dict[str, Any]:
    result: dict[str, Any] = dict(arm or {})
    for key, own in result.items():
        base = common.get(key)
        if isinstance(base, str):
            base = {"use": base}
        if isinstance(base, Mapping) and isinstance(own, Mapping):
            same = own.get("use", base.get("use")) == base.get("use")
            result[key] = {**base, **own} if same else own
    return result
