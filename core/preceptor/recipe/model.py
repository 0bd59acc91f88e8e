"""The shape of a recipe: which components run, with what options, in what order."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Final, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    model_validator,
)

from preceptor.extraction.cues import answer_pattern
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


class ComponentEntry(Section):
    """A component by name with its options, written ``{use: NAME, option: …}`` or ``NAME``."""

    use: str = Field(
        min_length=1, description="Name of the component; `preceptor plugins list` lists all names."
    )
    options: Mapping[str, Any] = Field(
        default_factory=dict, description="Options of the component, written next to `use`."
    )


def _split(value: Any, own: tuple[str, ...]) -> Any:
    """Sort flat keys into those of the section itself and the options of the component."""
    if isinstance(value, str):
        return {"use": value}
    return _sorted(value, own) if isinstance(value, Mapping) and "use" in value else value


def _sorted(value: Mapping[str, Any], own: tuple[str, ...]) -> dict[str, Any]:
    sections = {key: value[key] for key in own if key in value}
    return {**sections, "options": {k: item for k, item in value.items() if k not in own}}


def _component(value: Any) -> Any:
    return value if isinstance(value, ComponentEntry) else _split(value, ("use",))


Use = Annotated[ComponentEntry, BeforeValidator(_component)]

DEFAULT: Final = ComponentEntry.model_construct(use="")
"""Stands for the default component of its kind; :func:`~preceptor.recipe.loading.load_recipe` puts
its name in."""


class SourceEntry(ComponentEntry):
    """A source: what it may be used for, and the component that reads it."""

    role: Role = Field(
        default=Role.TRAIN,
        description="What the rows may be used for. Rows with role eval never enter a training "
        "export.",
    )


def _source(value: Any) -> Any:
    return value if isinstance(value, SourceEntry) else _split(value, ("use", "role"))


Source = Annotated[SourceEntry, BeforeValidator(_source)]


class JudgeEntry(Section):
    """A model that compares answers with references where the rules could not tell."""

    teacher: str = Field(description="Name of the judge's entry in `teachers`.")
    kinds: tuple[str, ...] = Field(
        default=("text",),
        description="Kinds of reference that the judge decides about. It never decides about "
        "references that are answered by a proof.",
    )
    about: tuple[Literal["undecided", "timeout", "error"], ...] = Field(
        default=("undecided",), description="Verdicts of the rules after which the judge is asked."
    )
    sampling: Sampling = Field(
        default=Sampling(temperature=0.0, max_tokens=512),
        description="Sampling parameters of the judge's requests.",
    )
    agreement_rows: int = Field(
        default=100,
        ge=0,
        le=JUDGE_AGREEMENT_ROWS,
        description="Attempts per shard, decided by the rules, about which the judge is also "
        "asked, to measure how often it agrees with the rules.",
    )


class Verification(Section):
    """How answers are verified, wherever that happens in the run."""

    use: Mapping[Name, Mapping[str, Any]] = Field(
        default_factory=dict,
        description="Verifiers by name with their options. Empty means every installed verifier "
        "with its defaults.",
    )
    workers: int = Field(
        default=2, ge=1, le=256, description="Worker processes that verify answers."
    )
    seconds: float = Field(
        default=VERIFY_SECONDS,
        gt=0,
        description="Limit on the wall time of one verification, in seconds; its worker is "
        "killed then.",
    )
    answer_pattern: Annotated[str, AfterValidator(answer_pattern)] | None = Field(
        default=None,
        description="Format in which the prompts ask for answers, with {answer} once, such as "
        "'RESULT => {answer}'. Where a reply does not have it, the general rules are tried.",
    )
    judge: JudgeEntry | None = Field(
        default=None,
        description="A model that is asked during annotation about what the rules leave "
        "undecided. Without it no model decides anything.",
    )


class AnnotationPass(Section):
    """One pass over the problems: who is asked, and what happens with wrong answers."""

    name: Name = Field(description="Name of the pass; part of the ids of its rows.")
    teacher: str = Field(description="Name of an entry in `teachers`.")
    reflection: Use = Field(
        default=DEFAULT,
        description="Strategy for answers that are not accepted. The default asks once.",
    )
    on: Literal["all", "unsolved"] = Field(
        default="all",
        description="`all` problems, or those for which the passes before this one have no "
        "accepted solution (`unsolved`). Quote the key for YAML 1.1 readers.",
    )
    subjects: tuple[str, ...] | None = Field(
        default=None, description="Only problems of these subjects; all by default."
    )
    sources: tuple[str, ...] | None = Field(
        default=None, description="Only problems of these sources; all by default."
    )
    roles: tuple[Role, ...] = Field(
        default=(Role.TRAIN,),
        description="Roles of the sources whose problems are annotated.",
    )
    shots: int = Field(default=0, ge=0, le=32, description="Worked examples in a solving prompt.")
    sampling: Sampling = Field(
        default=Sampling(), description="Sampling parameters of solving requests."
    )


class BudgetEntry(Section):
    """Limits of what a run may use, reserved before a request is sent."""

    requests: int | None = Field(
        default=None, ge=0, description="Maximum number of requests; no limit by default."
    )
    tokens: int | None = Field(
        default=None,
        ge=0,
        description="Maximum number of prompt and completion tokens; no limit by default.",
    )
    dollars: float | None = Field(
        default=None,
        ge=0,
        description="Maximum cost in US dollars, at the teacher's `price`; no limit by default.",
    )
    seconds: float | None = Field(
        default=None, gt=0, description="Maximum wall time in seconds; no limit by default."
    )


class Engine(Section):
    """Pace and patience of the annotation engine."""

    in_flight: int = Field(
        default=64, ge=1, le=20_000, description="Maximum number of problems in progress at once."
    )
    requests_per_minute: float | None = Field(
        default=None,
        gt=0,
        description="Maximum number of requests per minute; no limit by default.",
    )
    tokens_per_minute: float | None = Field(
        default=None,
        gt=0,
        description="Maximum number of tokens per minute, sent and received, as estimated; no "
        "limit by default.",
    )
    tries: int = Field(
        default=6,
        ge=1,
        le=100,
        description="Maximum number of tries of a request that fails transiently.",
    )
    request_seconds: float = Field(
        default=300.0, gt=0, description="Limit on the wall time of one try, in seconds."
    )
    failed_share: float = Field(
        default=0.2,
        ge=0,
        le=1,
        description="The run ends with exit code 1 if a larger share of its rows failed.",
    )
    refresh: str = Field(
        default="",
        description="Any text. When it changes, the run sends every request again.",
    )
    budget: BudgetEntry = Field(default=BudgetEntry(), description="Limits of the whole run.")
    subject_budgets: Mapping[str, BudgetEntry] = Field(
        default_factory=dict, description="Further limits by subject."
    )


class Arm(Section):
    """One mixture and what is done with it: exported and, with ``train``, tuned on."""

    mix: Use = Field(default=DEFAULT, description="Mixer of this arm.")
    train: Use | None = Field(
        default=None, description="Trainer of this arm; without it the mixture is only exported."
    )


class EvaluationEntry(ComponentEntry):
    """What is measured before and after tuning, and the evaluator that does it."""

    use: str = Field(default=DEFAULT.use, min_length=1, description="Name of the evaluator.")
    sources: tuple[str, ...] | None = Field(
        default=None,
        description="Sources to evaluate on; all sources with role eval by default.",
    )
    shots: int = Field(
        default=3,
        ge=0,
        le=32,
        description="Worked examples of the few-shot baseline; 0 leaves that baseline out.",
    )
    limit: int | None = Field(
        default=None,
        ge=1,
        description="Maximum number of problems per source; no limit by default.",
    )


def _evaluation(value: Any) -> Any:
    own = ("use", "sources", "shots", "limit")
    if isinstance(value, Mapping) and "use" not in value:
        return _sorted(value, own)  # which names no evaluator
    return value if isinstance(value, EvaluationEntry) else _split(value, own)


Evaluation = Annotated[EvaluationEntry, BeforeValidator(_evaluation)]


class Recipe(Section):
    """A whole run. docs/recipes.md has a commented example."""

    version: Literal[1] = Field(default=1, description="Version of the recipe format.")
    name: Name = Field(description="Name of the run; the default run folder is runs/NAME.")
    seed: int = Field(default=0, description="Seed of every random choice in the run.")
    shards: int = Field(
        default=1,
        ge=1,
        le=100_000,
        description="Parts of the run, each with a journal. A problem's id decides its shard.",
    )
    subjects: tuple[str, ...] | None = Field(
        default=None,
        description="Subjects to use; rows of other subjects are left out. All by default.",
    )
    sources: Mapping[Name, Source] = Field(
        min_length=1,
        description="Where problems come from, by name. `source: {…}` is short for a single one.",
    )
    teachers: Mapping[Name, Use] = Field(
        default_factory=dict, description="The models that are asked, by name."
    )
    verification: Verification = Field(
        default=Verification(), description="How answers are verified."
    )
    annotate: tuple[AnnotationPass, ...] = Field(
        default=(), description="The annotation passes, in order."
    )
    engine: Engine = Field(
        default=Engine(), description="Pace, patience and budget of the annotation engine."
    )
    filters: tuple[Use, ...] = Field(
        default=(), description="Filters of accepted solutions, in order."
    )
    mix: Use = Field(
        default=DEFAULT,
        description="Mixer: which solutions are trained on and which are held out.",
    )
    train: Use | None = Field(
        default=None, description="Trainer that tunes a model on the mixture; none by default."
    )
    arms: Mapping[Name, Arm] = Field(
        default_factory=dict,
        description="Several mixtures of one annotation, by name, each with its own `mix` and "
        "`train`; what an arm does not state is taken from the recipe.",
    )
    exports: tuple[Use, ...] = Field(
        default=(DEFAULT,), description="Exporters; each writes every mixture."
    )
    evaluate: Evaluation | None = Field(
        default=None,
        description="What is measured before and after tuning; nothing by default.",
    )
    executor: Use = Field(default=DEFAULT, description="What runs the shards, and where.")

    @model_validator(mode="before")
    @classmethod
    def _one_source(cls, value: Any) -> Any:
        """``source: {…}`` is short for a single entry of ``sources`` called ``source``."""
        if isinstance(value, Mapping) and "source" in value:
            if "sources" in value:
                raise ValueError("use either source: or sources:, not both; sources: takes several")
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
