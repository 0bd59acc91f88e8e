"""The three views of a solution: what an SFT, a preference and an RL tuner read.

Every column of every row has one type and is never null: JSON readers that infer a schema
from the first block, such as Hugging Face datasets, fail on a column that is null there and a
number further down. An absent value is an empty string.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from preceptor.digests import canonical_json
from preceptor.errors import UsageError
from preceptor.prompts import Prompts
from preceptor.records import Message, Role, Solution, TrailStep

Row = dict[str, Any]
Chat = list[dict[str, str]]

PROVENANCE = (
    "id",
    "problem_id",
    "split",
    "subject",
    "topic",
    "source",
    "licence",
    "family",
    "seed",
    "original_id",
    "location",
    "annotation",
    "teacher",
    "teacher_terms",
    "earned",
    "verifier",
    "verifier_version",
    "decided_by",
)
"""Text columns of every row of every view."""


class Views:
    """Makes rows of solutions.

    Args:
        prompts: Returns the prompts of the subject with the given name.
        terms: The terms of the teacher's output, by annotation pass.
        system_prompt: Whether prompts begin with the subject's system message.
        max_pairs: The most preference pairs of one solution.
    """

    def __init__(
        self,
        prompts: Callable[[str], Prompts],
        terms: Mapping[str, str],
        *,
        system_prompt: bool,
        max_pairs: int,
    ) -> None:
        self._prompts = prompts
        self._terms = terms
        self._system_prompt = system_prompt
        self._max_pairs = max_pairs

    def rows(self, view: str, split: str, row_id: str, solution: Solution) -> Iterator[Row]:
        """Yield the rows of one solution in a view, if it has any there.

        Raises:
            UsageError: the solution is of an eval source.
        """
        if solution.problem.role is Role.EVAL:
            source = solution.problem.provenance.source
            raise UsageError(
                f"row {row_id} (problem {solution.problem.id}) comes from the eval source "
                f"{source!r} and cannot be exported to split {split!r}",
                hint="leave eval rows out of the mixture; they are for `preceptor evaluate`",
            )
        make = {"sft": self._sft, "preference": self._preference, "rl": self._rl}[view]
        yield from make(solution, self._provenance(split, row_id, solution))

    def _sft(self, solution: Solution, provenance: Row) -> Iterator[Row]:
        """Yield the accepted reply as the answer to the plain question, however it was earned."""
        step = solution.final
        if step is not None:
            yield {"messages": [*self._question(solution), _reply(step)], **provenance}

    def _preference(self, solution: Solution, provenance: Row) -> Iterator[Row]:
        """Pair the accepted reply with attempts of the same trail that verifiers rejected.

        Undecided attempts and those that only a judge rejected are left out.
        """
        chosen = solution.final
        if chosen is None:
            return
        texts = {chosen.attempt.reply.text.strip()}
        for step in solution.trail:
            text = step.attempt.reply.text.strip()
            verdict = step.verdict
            wrong = verdict is not None and verdict.rejected and verdict.decided_by == "rules"
            if not wrong or not text or text in texts or not step.attempt.stage.answers:
                continue
            if len(texts) > self._max_pairs:
                return
            texts.add(text)
            yield {
                "prompt": self._question(solution),
                "chosen": [_reply(chosen)],
                "rejected": [_reply(step)],
                "rejected_stage": step.attempt.stage.value,
                "rejected_reason": "" if step.verdict is None else step.verdict.reason,
                **provenance,
            }

    def _rl(self, solution: Solution, provenance: Row) -> Iterator[Row]:
        """Yield the question with its checkable answer; the payload varies by kind, so is JSON."""
        reference = solution.problem.reference
        yield {
            "prompt": self._question(solution),
            "answer": reference.value,
            "reference": {
                "kind": reference.kind,
                "value": reference.value,
                "payload": canonical_json(dict(reference.payload)),
            },
            **provenance,
        }

    def _question(self, solution: Solution) -> Chat:
        messages: Sequence[Message] = self._prompts(solution.problem.subject).solve(
            solution.problem
        )
        return [
            {"role": message.role, "content": message.content}
            for message in messages
            if self._system_prompt or message.role != "system"
        ]

    def _provenance(self, split: str, row_id: str, solution: Solution) -> Row:
        problem, step = solution.problem, solution.final
        origin = problem.provenance
        verdict = None if step is None else step.verdict
        values = {
            "id": row_id,
            "problem_id": problem.id,
            "split": split,
            "subject": problem.subject,
            "topic": problem.topic,
            "source": origin.source,
            "licence": origin.licence,
            "family": origin.family or "",
            "seed": "" if origin.seed is None else str(origin.seed),
            "original_id": origin.original_id or "",
            "location": origin.location or "",
            "annotation": solution.annotation,
            "teacher": "" if step is None else step.attempt.teacher,
            "teacher_terms": self._terms.get(solution.annotation, "unknown"),
            "earned": "" if solution.earned is None else solution.earned.value,
            "verifier": "" if verdict is None else verdict.verifier,
            "verifier_version": "" if verdict is None else verdict.version,
            "decided_by": "" if verdict is None else verdict.decided_by,
        }
        return {name: values[name] for name in PROVENANCE}


def _reply(step: TrailStep) -> dict[str, str]:
    return {"role": "assistant", "content": step.attempt.reply.text.strip()}
