"""What the reading of a reply results in."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final


@dataclass(frozen=True)
class Extraction:
    """The answer of a reply.

    Attributes:
        answer: Its text; ``None`` when the reply states none.
        rule: Name of the rule that found it, one of :data:`RULES`.
        span: Where it is in the reply: start and end, as for a slice. Where an answer is put
            together from several places, from the first to the last of them.
        alternatives: Other readings of the same place. They count where the first reading is not
            accepted.
        rivals: Other values of the same sentence that may be meant. A verdict is ``rejected`` only
            where they are rejected as well.
        reasoning_left_out: Whether marked reasoning was not read.
        cued: Whether the reply says that this is its answer. Without a cue it only may be, and
            a verdict is never ``rejected``.
        problem: Why an answer is not certain enough to be accepted, or why there is none.
    """

    answer: str | None
    rule: str | None = None
    span: tuple[int, int] | None = None
    alternatives: tuple[str, ...] = ()
    rivals: tuple[str, ...] = ()
    reasoning_left_out: bool = False
    cued: bool = True
    problem: str = ""

    def __bool__(self) -> bool:
        return self.answer is not None

    @property
    def is_sentence(self) -> bool:
        """Whether the answer is a sentence that contains all of its rivals."""
        answer = self.answer or ""
        return " " in answer and all(rival in answer for rival in self.rivals)

    def shifted(self, by: int) -> Extraction:
        """The same where ``by`` characters come before the text that was read."""
        if self.span is None or not by:
            return self
        return replace(self, span=(self.span[0] + by, self.span[1] + by))


NOTHING: Final = Extraction(None)
TAKEN_BACK: Final = Extraction(None, problem="the reply takes its answer back")
UNSETTLED: Final = "the words beside the answer deny it, doubt it or make it a bound"
CONTRADICTION: Final = "the reply states another answer after this one"
SEVERAL_QUESTIONS: Final = (
    "the reply goes on to other questions and answers them differently; "
    "end generation at the next question"
)
