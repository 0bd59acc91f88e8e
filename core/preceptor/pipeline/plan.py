"""What a run would ask: requests, tokens and cost, without sending anything."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from preceptor.components import Teacher
from preceptor.engine.judge import compose
from preceptor.limits import CHARACTERS_PER_TOKEN
from preceptor.pipeline.annotation import judge as judge_of
from preceptor.pipeline.assembly import Assembly
from preceptor.recipe.model import AnnotationPass
from preceptor.records import Problem, Role, Stage

EXAMPLES = 3
"""Bad rows of a source that a plan shows."""


@dataclass
class StagePlan:
    """What one stage of a pass would ask at most: when no answer before it is accepted.

    Attributes:
        requests: Requests.
        prompt_tokens / completion_tokens: Estimated by the length of what is asked, and the
            most the sampling parameters allow.
        dollars: At the prices of the teacher asked.
    """

    requests: int = 0
    prompt_tokens: int = 0
    completion_tokens: int = 0
    dollars: float = 0.0

    def add(self, teacher: Teacher, requests: int, prompt: int, completion: int) -> None:
        """Count further requests of so many tokens each."""
        per_prompt, per_completion = teacher.prices()
        self.requests += requests
        self.prompt_tokens += requests * prompt
        self.completion_tokens += requests * completion
        self.dollars += requests * (prompt * per_prompt + completion * per_completion) / 1e6


@dataclass
class PassPlan:
    """What one annotation pass would ask.

    Attributes:
        problems: Problems it would look at; with ``on: unsolved`` that is the most.
        first_requests: Requests if every first answer were accepted.
        most_requests: Requests if none were, over every stage the strategy knows, and if each
            of their answers went to the judge, where the recipe has one.
        prompt_tokens / completion_tokens: For the first requests; prompts are estimated by
            their length, completions are the most the sampling parameters allow.
        most_tokens: Prompt and completion tokens if no first answer were accepted. Later
            stages carry the solution before them, so their prompts are longer.
        dollars / most_dollars: At the teacher's prices.
        stages: The most by stage; ``most_requests`` and so on are their sums.
    """

    name: str
    teacher: str
    reflection: str
    problems: int = 0
    first_requests: int = 0
    most_requests: int = 0
    prompt_tokens: int = 0
    completion_tokens: int = 0
    most_tokens: int = 0
    dollars: float = 0.0
    most_dollars: float = 0.0
    stages: dict[str, StagePlan] = field(default_factory=dict)


@dataclass
class SourcePlan:
    """What one source holds: its role and its problems by subject."""

    role: str
    subjects: dict[str, int] = field(default_factory=dict)


@dataclass
class Plan:
    """The plan of a run.

    Attributes:
        sources: What each source holds.
        bad_rows: Per source, rows that were set aside.
        examples: Per source, the first reasons for that.
    """

    sources: dict[str, SourcePlan] = field(default_factory=dict)
    bad_rows: dict[str, int] = field(default_factory=dict)
    examples: dict[str, list[str]] = field(default_factory=dict)
    passes: list[PassPlan] = field(default_factory=list)


def make_plan(assembly: Assembly) -> Plan:
    """Read every source and count what the passes would ask about it."""
    plan = Plan()
    entries = assembly.recipe.annotate
    costs = [_PassCost(assembly, entry) for entry in entries]
    seen: set[str] = set()
    for name, source in assembly.sources():
        subjects: Counter[str] = Counter()
        for row in assembly.rows(name):
            if not isinstance(row, Problem):
                plan.bad_rows[name] = plan.bad_rows.get(name, 0) + 1
                if plan.bad_rows[name] <= EXAMPLES:
                    plan.examples.setdefault(name, []).append(f"{row.location}: {row.reason}")
                continue
            if row.id in seen:
                continue
            seen.add(row.id)
            subjects[row.subject] += 1
            for cost in costs:
                cost.add(row, source.role)
        plan.sources[name] = SourcePlan(str(source.role), dict(subjects))
    plan.passes = [cost.summed() for cost in costs]
    return plan


class _PassCost:
    def __init__(self, assembly: Assembly, entry: AnnotationPass) -> None:
        self.assembly = assembly
        self.entry = entry
        self.teacher: Teacher = assembly.teachers[entry.teacher]
        self.judge = judge_of(assembly)
        self.stages: Mapping[Stage, int] = {
            stage: count
            for stage, count in assembly.reflection(entry).worst_case().items()
            if count
        }
        self.plan = PassPlan(entry.name, entry.teacher, entry.reflection.use)

    def add(self, problem: Problem, role: Role) -> None:
        entry, plan = self.entry, self.plan
        if not _takes(entry, problem, role):
            return
        plan.problems += 1
        if not self.teacher.asks_model:
            return
        examples = self.assembly.examples(problem.subject, entry.shots)
        messages = self.assembly.prompts(problem.subject).solve(problem, examples)
        characters = sum(len(message.content) for message in messages)
        prompt = int(characters / CHARACTERS_PER_TOKEN) + 1
        completion = entry.sampling.max_tokens
        first = StagePlan()
        first.add(self.teacher, 1, prompt, completion)
        plan.first_requests += 1
        plan.prompt_tokens += prompt
        plan.completion_tokens += completion
        plan.dollars += first.dollars
        for stage, count in self.stages.items():
            # Reflection carries at most one solution and one critique on top of the question.
            before = 0 if stage in (Stage.SOLVE, Stage.RESAMPLE) else 2 * completion
            self._stage(stage).add(self.teacher, count, prompt + before, completion)
        self._add_judging(problem)

    def _stage(self, stage: Stage) -> StagePlan:
        return self.plan.stages.setdefault(str(stage), StagePlan())

    def summed(self) -> PassPlan:
        """The plan, with what its stages come to."""
        plan, stages = self.plan, self.plan.stages.values()
        plan.most_requests = sum(stage.requests for stage in stages)
        plan.most_tokens = sum(s.prompt_tokens + s.completion_tokens for s in stages)
        plan.most_dollars = sum(stage.dollars for stage in stages)
        return plan

    def _add_judging(self, problem: Problem) -> None:
        """Two requests per answer; the judge reads it with the statement and the reference."""
        judge = self.judge
        if judge is None or problem.reference.kind not in judge.kinds:
            return
        verified = sum(n for stage, n in self.stages.items() if stage.answers)
        asked = compose(problem, problem.reference.value, exchanged=False)
        characters = sum(len(message.content) for message in asked)
        prompt = int(characters / CHARACTERS_PER_TOKEN) + 1
        completion = judge.sampling.max_tokens
        self._stage(Stage.JUDGE).add(judge.teacher, 2 * verified, prompt, completion)


def _takes(entry: AnnotationPass, problem: Problem, role: Role) -> bool:
    return (
        role in entry.roles
        and (entry.subjects is None or problem.subject in entry.subjects)
        and (entry.sources is None or problem.provenance.source in entry.sources)
    )


def preview(assembly: Assembly, count: int) -> list[dict[str, object]]:
    """The first ``count`` problems of every source with the messages of their first request."""
    shown: list[dict[str, object]] = []
    for name, source in assembly.sources():
        left = count
        for row in assembly.rows(name):
            if left == 0:
                break
            left -= 1
            if not isinstance(row, Problem):
                shown.append({"source": name, "bad_row": row.model_dump(mode="json")})
                continue
            requests = {
                entry.name: [
                    message.model_dump()
                    for message in assembly.prompts(row.subject).solve(
                        row, assembly.examples(row.subject, entry.shots)
                    )
                ]
                for entry in assembly.recipe.annotate
                if _takes(entry, row, source.role) and assembly.teachers[entry.teacher].asks_model
            }
            shown.append(
                {"source": name, "problem": row.model_dump(mode="json"), "requests": requests}
            )
    return shown
