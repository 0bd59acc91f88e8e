"""What the synthetic server says: behaviours of a problem, by what it is asked for."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from preceptor.records import Problem
from scripted_server.judging import MARKER


class Stage(StrEnum):
    """What a prompt asks for, as far as its wording shows."""

    SOLVE = "solve"
    CRITIQUE = "critique"
    CRITIQUE_SHOWN = "critique-shown"
    REVISE = "revise"
    REVISE_SHOWN = "revise-shown"
    RESOLVE = "resolve"
    JUDGE = "judge"


@dataclass(frozen=True)
class Markers:
    """Wording by which a prompt's stage is recognised; the defaults are preceptor's own."""

    critique: str = "The solution below ends in a wrong answer"
    revise: str = "An earlier solution was wrong"
    shown: str = "The correct final answer is"
    resolve: str = "Keep this advice in mind"

    def stage(self, prompt: str) -> Stage:
        """The stage of a prompt. A re-solve without advice looks like, and counts as, a solve."""
        if MARKER in prompt:
            return Stage.JUDGE
        if self.critique in prompt:
            return Stage.CRITIQUE_SHOWN if self.shown in prompt else Stage.CRITIQUE
        if self.revise in prompt:
            return Stage.REVISE_SHOWN if self.shown in prompt else Stage.REVISE
        return Stage.RESOLVE if self.resolve in prompt else Stage.SOLVE


@dataclass(frozen=True)
class Part:
    """How the server plays one problem.

    Attributes:
        match: Text that a prompt about the problem contains, such as its statement.
        answer: The right answer.
        wrong: Wrong answers, at least one.
        behaviour: One of :data:`BEHAVIOURS`.
        right_from: For ``nth_ask``.
    """

    match: str
    answer: str
    wrong: tuple[str, ...] = ("no such value",)
    behaviour: str = "right"
    right_from: int = 2

    def __post_init__(self) -> None:
        if self.behaviour not in BEHAVIOURS:
            raise ValueError(f"no behaviour {self.behaviour!r}")
        if not self.wrong:
            raise ValueError("a part needs a wrong answer")

    def message(self, stage: Stage, ask: int, *, vary: bool = False) -> dict[str, Any]:
        """The message and finish reason of the reply.

        Args:
            stage: What is asked for.
            ask: How often exactly this prompt was asked before.
            vary: Let ``ask`` choose among the wrong answers.
        """
        if self.behaviour == "refuses":
            return _message(None, refusal="I will not help with that.")
        if stage in (Stage.CRITIQUE, Stage.CRITIQUE_SHOWN):
            return _message(self._critique(stage))
        if self.behaviour == "truncates":
            return _message("First we write down what is given, and then", finish="length")
        if self.behaviour == "no_answer":
            return _message("This needs some thought, and I have not reached a result.")
        right = self._right(stage, ask)
        answer = self.answer if right else self._wrong(stage, ask * vary)
        if self.behaviour == "repeats" and stage is Stage.REVISE_SHOWN:
            return _message(f"Answer: {answer}")
        text = f"We follow the definitions step by step ({stage}).\nAnswer: {answer}"
        if self.behaviour == "reasoning_field":
            return _message(text, reasoning_content="Let me think: the answer is near.")
        if self.behaviour == "think_tags":
            return _message(f"<think>Let me think. Answer: 0?</think>\n{text}")
        return _message(text)

    def _right(self, stage: Stage, ask: int) -> bool:
        if self.behaviour == "nth_ask":
            return ask + 1 >= self.right_from
        return stage in _RIGHT[self.behaviour]

    def _wrong(self, stage: Stage, ask: int) -> str:
        place = 0 if self.behaviour == "insists" else list(Stage).index(stage) + ask
        return self.wrong[place % len(self.wrong)]

    def _critique(self, stage: Stage) -> str:
        text = "The second step is a calculation error: a factor was dropped."
        if stage is Stage.CRITIQUE_SHOWN:
            text += f" Done properly it gives {self.answer}."
        return text


_ALL = frozenset(Stage) - {Stage.JUDGE}
_RIGHT: dict[str, frozenset[Stage]] = {
    "right": _ALL,
    "reasoning_field": _ALL,
    "think_tags": _ALL,
    "corrects": frozenset({Stage.REVISE, Stage.REVISE_SHOWN, Stage.RESOLVE}),
    "resolves": frozenset({Stage.REVISE_SHOWN, Stage.RESOLVE}),
    "shown_only": frozenset({Stage.REVISE_SHOWN}),
    "repeats": frozenset({Stage.REVISE_SHOWN}),
    "never": frozenset(),
    "insists": frozenset(),
    "refuses": frozenset(),
    "truncates": frozenset(),
    "no_answer": frozenset(),
    "nth_ask": frozenset(),
}
BEHAVIOURS = tuple(_RIGHT)


def _message(content: str | None, *, finish: str = "stop", **more: str) -> dict[str, Any]:
    return {"finish_reason": finish, "message": {"role": "assistant", "content": content, **more}}


def wrong_answers(problem: Problem) -> tuple[str, ...]:
    """Wrong answers to a problem: its typical distractors, then answers that are off by far."""
    reference = problem.reference
    distractors = [distractor.answer for distractor in problem.distractors]
    if reference.kind == "choice":
        return tuple(letter for letter in "ABCD" if letter != reference.value.strip("() ."))
    if reference.kind in ("number", "expression"):
        made = [f"({reference.value}) + {17 * k}" for k in (3, 5, 7, 11, 13)]
        with suppress(ValueError):
            made = [f"{float(reference.value) * 3 + 17 * k:g}" for k in (3, 5, 7, 11, 13)]
        return (*distractors, *made)
    return (*distractors, *(f"no such thing {k}" for k in range(5)))


@dataclass
class Memory:
    """How often each prompt was asked."""

    asked: dict[str, int] = field(default_factory=dict)

    def ask(self, prompt: str) -> int:
        """How often the prompt was asked before; counts it."""
        before = self.asked.get(prompt, 0)
        self.asked[prompt] = before + 1
        return before
