"""The wording of requests: one class per subject, with the same methods for every subject.

A subject overrides the class attributes; a strategy calls the methods. Values are inserted
by concatenation, never by formatting a template with text from a model or a file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import ClassVar

from preceptor.records import Message, Problem, Record

MASK = "[answer withheld]"


class Example(Record):
    """A worked example for few-shot prompts."""

    statement: str
    solution: str


class Prompts:
    """Wording shared by all subjects; a subject changes what it needs to.

    Attributes:
        system: The system message of solving requests.
        answer_form: The form in which the final answer is wanted.
        error_kinds: The kinds of error a critique names, after SciGLM (arXiv 2401.07950, §2).
    """

    system: ClassVar[str] = (
        "You solve problems step by step. Show the reasoning, keep units, and be exact."
    )
    answer_form: ClassVar[str] = "End with one line of the form: Answer: <final answer>"
    error_kinds: ClassVar[tuple[str, ...]] = ("comprehension", "calculation", "false reasoning")

    def question(self, problem: Problem) -> str:
        """The statement with its choices and the form of the answer."""
        parts = [problem.statement.strip()]
        choices = problem.reference.payload.get("choices")
        if isinstance(choices, Sequence) and not isinstance(choices, str) and choices:
            parts += [f"({chr(65 + i)}) {text}" for i, text in enumerate(choices)]
        return "\n".join([*parts, "", self.answer_form])

    def solve(self, problem: Problem, examples: Sequence[Example] = ()) -> list[Message]:
        """Ask for a solution, with worked examples as earlier turns."""
        messages = [Message(role="system", content=self.system)]
        for example in examples:
            asked = f"{example.statement.strip()}\n\n{self.answer_form}"
            messages.append(Message(role="user", content=asked))
            messages.append(Message(role="assistant", content=example.solution.strip()))
        messages.append(Message(role="user", content=self.question(problem)))
        return messages

    def critique(self, problem: Problem, solution: str, reference: str | None) -> list[Message]:
        """Ask for the error in ``solution``; the reference is shown only when given."""
        kinds = ", ".join(self.error_kinds[:-1]) + " or " + self.error_kinds[-1]
        lines = [
            "The solution below ends in a wrong answer.",
            f"Find the first wrong step, say whether it is an error of {kinds}, and",
            "say in one or two sentences how to put it right. Do not write out a new solution.",
            "",
            "Problem:",
            problem.statement.strip(),
            "",
            "Solution:",
            solution.strip(),
        ]
        if reference is not None:
            lines += ["", f"The correct final answer is: {reference}"]
        return self._turn(lines)

    def revise(
        self, problem: Problem, solution: str, critique: str, reference: str | None
    ) -> list[Message]:
        """Ask for a corrected solution in the light of a critique."""
        lines = [
            self.question(problem),
            "",
            "An earlier solution was wrong:",
            solution.strip(),
            "",
            "A critique of it:",
            critique.strip(),
        ]
        if reference is not None:
            lines += ["", f"The correct final answer is: {reference}"]
        lines += ["", "Write a complete, corrected solution. " + self.answer_form]
        return self._turn(lines)

    def resolve(self, problem: Problem, hint: str) -> list[Message]:
        """Ask for a solution in a fresh context, with a critique in which answers are masked."""
        lines = [self.question(problem)]
        if hint:
            lines += ["", "Keep this advice in mind:", hint.strip()]
        return self._turn(lines)

    def _turn(self, lines: Iterable[str]) -> list[Message]:
        return [
            Message(role="system", content=self.system),
            Message(role="user", content="\n".join(lines)),
        ]


def error_kind(critique: str, kinds: Sequence[str] = Prompts.error_kinds) -> str | None:
    """The kind of error a critique names first, or ``None`` when it names none."""
    mentions = [
        (match.start(), kind)
        for kind in kinds
        if (match := re.search(rf"\b{re.escape(kind)}\b", critique, re.IGNORECASE))
    ]
    return min(mentions)[1] if mentions else None
