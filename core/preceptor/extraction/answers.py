"""The one reader of replies: which part of a reply is its answer.

The first of these rules that applies decides:

====================  =====================================================================
rule                  finds
====================  =====================================================================
``pattern``           what the caller's own format says: ``RESULT => {answer}``
``kind``              what the kind's own ``ReferenceKind.extract`` finds; no other rule
                      is tried for such a kind
``answer-tag``        ``<answer>42</answer>``
``boxed``             the last ``\\boxed{…}`` with what belongs to it beside it; boxes in one
                      sentence, or one for each part, are a list
``final-answer``      a line ``Final answer: …`` (bold or heading, or on the next line)
``answer``            a line ``Answer: …``, also with a mark or number in front of it
``hashes``            ``#### 42`` (GSM8K)
``json``              a field ``"answer": "42"``
``answer-is``         ``the answer is …`` up to the end of the sentence
``short-answer``      a last line ``A: 26``
``choice``            kind ``choice``: an option stated in words, or alone on the last line
``closing``           the last sentence or displayed formula: it only may be the answer
====================  =====================================================================

Of the rules from ``boxed`` to ``answer-is``, the cue that comes last in the reply decides. No
answer is ``None``, never a guess. The rules run in time linear in the reply, of which the last
:data:`REPLY_CHARS` characters are read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from preceptor.extraction import closing, cues
from preceptor.extraction.boxes import boxed_answer
from preceptor.extraction.choices import closing_choice, stated_choice
from preceptor.extraction.cues import Cue
from preceptor.extraction.json_fields import json_answer
from preceptor.extraction.reasoning import REPLY_CHARS, Visible, visible, visible_part, without_code
from preceptor.extraction.stated_value import emphasised, is_sentence, stated_value, values_in
from preceptor.extraction.tidying import tidied
from preceptor.limits import ANSWER_CHARS
from preceptor.references import GENERAL_KINDS, ReferenceKind

__all__ = ["NOTHING", "REPLY_CHARS", "RULES", "Extraction", "extract", "visible"]

VERSION: Final = "2"
"""Raised when the rules read some reply differently: verdicts are then made again."""
RULES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "pattern": "A format of the caller's own, such as `RESULT => 42`.",
        "kind": "Answers of a kind with its own rule, such as the last proof in a reply.",
        "answer-tag": "An answer in tags: `<answer>42</answer>`.",
        "boxed": "An answer in a box, with the sign, factor or unit beside it.",
        "final-answer": "A line or heading that says that the answer is final.",
        "answer": "A line that begins with `Answer:`, whatever mark stands before it.",
        "hashes": "The mark of GSM8K: `#### 42`.",
        "json": 'A field of JSON: `"answer": 42`.',
        "answer-is": "A sentence that says what the answer is.",
        "short-answer": "A last line `A: 26`.",
        "choice": "An option stated in words, or alone on the last line.",
        "closing": "The last sentence or formula of a reply without any cue.",
    }
)
"""Name of each rule and the kind of reply that it serves."""

UNCUED: Final = "closing"
MOST_RIVALS: Final = 8
_VALUE_KINDS: Final = GENERAL_KINDS - {"choice", "text"}
"""Kinds whose answer in a sentence is the value that the sentence states."""


@dataclass(frozen=True)
class Extraction:
    """The answer of a reply.

    Attributes:
        answer: Its text; ``None`` when the reply states none.
        rule: Name of the rule that found it, one of :data:`RULES`.
        span: Where it stands in the reply: start and end, as for a slice. Where an answer is put
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

    def shifted(self, by: int) -> Extraction:
        """The same where ``by`` characters stand before the text that was read."""
        if self.span is None or not by:
            return self
        return replace(self, span=(self.span[0] + by, self.span[1] + by))


NOTHING: Final = Extraction(None)
SEVERAL_QUESTIONS: Final = (
    "the reply goes on to other questions and answers them differently; "
    "end generation at the next question"
)

_NEW_QUESTION: Final = re.compile(
    r"\n[ \t#*]{0,6}(?:Question|Q|Problem|Human|User|Instruction|Exercise|问题)"
    r"[ \t]{0,2}\d{0,3}[ \t*]{0,4}[:：]"
)
_TAKEN_BACK: Final = re.compile(
    r"[\s.,;:!?$*)\]}-]{0,12}(?:wait|hmm|oops|correction|sorry|on second thought|scratch that"
    r"|no,|(?:that|this|which) (?:is|was|can't be|cannot be) "
    r"(?:wrong|incorrect|not right|not correct|right)"
    r"|(?:is|was) (?:wrong|incorrect|not right|not correct)|actually,)",
    re.IGNORECASE,
)


def extract(
    reply: str,
    kind: str | ReferenceKind | None = None,
    choices: Sequence[str] = (),
    pattern: str | None = None,
) -> Extraction:
    """The final answer of a reply.

    Args:
        kind: Kind of the reference of the question. A name alone stands for the general rules;
            see :func:`preceptor.extract` for names of kinds with their own rule.
        choices: The texts of the options of a multiple-choice question, in order.
        pattern: The format in which the answer was asked for: text with ``{answer}`` once, such
            as ``RESULT => {answer}``. Where it does not occur, the other rules are tried.

    Raises:
        ValueError: ``pattern`` does not have ``{answer}`` exactly once, with text beside it.
    """
    seen = visible_part(reply)
    if not seen.text.strip():
        return Extraction(None, reasoning_left_out=seen.reasoning_left_out)
    found = _Reading(seen, kind, tuple(choices), pattern).extraction()
    return replace(found or NOTHING, reasoning_left_out=seen.reasoning_left_out)


@lru_cache(maxsize=64)
def _declared(pattern: str) -> re.Pattern[str]:
    return cues.declared_cue(pattern)


class _Reading:
    """The search for the answer in one reply."""

    def __init__(
        self,
        seen: Visible,
        kind: str | ReferenceKind | None,
        choices: tuple[str, ...],
        pattern: str | None,
    ) -> None:
        self.seen = seen
        self.kind = kind
        self.name = kind.name if isinstance(kind, ReferenceKind) else kind
        self.choice = self.name == "choice"
        self.reads_values = self.name is None or self.name in _VALUE_KINDS
        self.choices = choices
        self.pattern = _declared(pattern) if pattern is not None else None

    def extraction(self) -> Extraction | None:
        text = without_code(self.seen.text)
        if self.pattern is not None:
            for cue in cues.declared(text, self.pattern):
                found = self.announced(text, cue)
                if found is not None:
                    return found
        if isinstance(self.kind, ReferenceKind) and self.kind.extract is not None:
            return self.by_kind(self.kind.extract)
        again = _NEW_QUESTION.search(text, 1)
        cued = self.cued(text)
        if again is not None:
            # A base model goes on with questions of its own after the answer to this one.
            first = self.cued(text[: again.start()])
            if first is not None and cued is not None and first.answer != cued.answer:
                rivals = (*first.rivals, cued.answer or "")
                return replace(first, rivals=rivals, problem=SEVERAL_QUESTIONS)
            cued = first or cued
        return cued or self.uncued(text)

    def by_kind(self, extractor: Callable[[str], str | None]) -> Extraction | None:
        try:
            answer = extractor(self.seen.text)
        except Exception:  # as for recognisers: one that raises has not found anything
            return None
        if not isinstance(answer, str) or not answer.strip() or len(answer) > ANSWER_CHARS:
            return None
        at = self.seen.text.rfind(answer)
        start, end = (at, at + len(answer)) if at >= 0 else (0, len(self.seen.text))
        return self.found(answer, "kind", start, end)

    # --- answers with a cue ---------------------------------------------------------------

    def cued(self, text: str) -> Extraction | None:
        tag = cues.answer_tag(text)
        if tag is not None:
            found = self.inside(text, tag)
            if found is not None:
                return found
        for found in self.candidates(text):
            return found
        short = None if self.choice else cues.short_answer(text)
        if short is not None:
            return self.announced(text, short)
        if self.choice:
            choice = closing_choice(text, self.choices)
            if choice is not None and choice[3]:
                answer, start, end, _ = choice
                return self.found(answer, "choice", start, end)
        return None

    def candidates(self, text: str) -> Iterator[Extraction]:
        """What the cues in the running text announce, the last cue first."""
        found: list[tuple[int, Callable[[], Extraction | None]]] = []
        box = boxed_answer(text)
        if box is not None:
            found.append((box.start, lambda: self.boxed(text)))
        json = json_answer(text)
        if json is not None:
            answer, start, end = json
            found.append((start, lambda: self.value(answer, "json", start, end)))
        for find in (cues.final_answer_line, cues.answer_line, cues.hashes, cues.answer_is):
            cue = find(text)
            if cue is None:
                continue
            if box is not None and cue.rule == "answer-is" and cue.start == cue.end:
                continue
            if (
                box is not None
                and cue.at > box.start
                and cue.rule == "answer-is"
                and not self.choice
                and not cues.is_value(text[cue.start : cue.end])
            ):
                continue  # "The answer is positive, as expected."
            found.append((cue.start, lambda cue=cue: self.announced(text, cue)))  # type: ignore[misc]
        for _, read in sorted(found, key=lambda pair: pair[0], reverse=True):
            extraction = read()
            if extraction is not None:
                yield extraction

    def inside(self, text: str, tag: Cue) -> Extraction | None:
        """The answer in tags; a cue in them goes first."""
        within = " " * tag.start + text[tag.start : tag.end]
        for found in self.candidates(within):
            return found
        return self.announced(text, tag)

    def boxed(self, text: str) -> Extraction | None:
        box = boxed_answer(text)
        if box is None or _TAKEN_BACK.match(text, box.end):
            return None
        return self.value(box.answer, "boxed", box.start, box.end, box.alternatives)

    def announced(self, text: str, cue: Cue) -> Extraction | None:
        """What a cue announces; ``None`` where that is nothing, or is taken back."""
        if cue.working:
            return self.uncued(text[: cue.end], cue.rule)
        start, end = tidied(text, cue.start, cue.end)
        if start == end:
            return None
        nested = cues.answer_is(text[start:end]) if cue.rule != "answer-is" else None
        if nested is not None and nested.start < nested.end:
            start, end = tidied(text, start + nested.start, start + nested.end)
        if _TAKEN_BACK.match(text, cue.end):
            return None
        answer = text[start:end]
        if cue.unit and re.fullmatch(r"[-+]?[\d.,]+(?:[eE][-+]?\d+)?", answer):
            return self.value(f"{answer} {cue.unit}", cue.rule, start, end)
        return self.value(answer, cue.rule, start, end)

    def value(
        self, answer: str, rule: str, start: int, end: int, alternatives: tuple[str, ...] = ()
    ) -> Extraction | None:
        if self.choice:
            letter = stated_choice(answer, self.choices)
            return None if letter is None else self.found(letter, rule, start, end)
        bold = emphasised(answer) if self.reads_values else None
        if bold is not None:
            return self.found(bold, rule, start, end, (*alternatives, answer))
        stated = stated_value(answer, 0, len(answer)) if self.reads_values else None
        if stated is None and self.reads_values and is_sentence(answer):
            right = closing.right_side(answer)
            if right is not None:
                return self.found(right, rule, start, end, (*alternatives, answer))
        if stated is None:
            rivals: tuple[str, ...] = ()
            if self.name == "number" and is_sentence(answer):
                rivals = tuple(match.group() for match in values_in(answer, 0, len(answer)))
            return self.found(answer, rule, start, end, alternatives, rivals)
        value_start, value_end = tidied(answer, stated.start, stated.end)
        value = answer[value_start:value_end]
        if self.seen.text[start:end] == answer:
            start, end = start + value_start, start + value_end
        return self.found(value, rule, start, end, (*alternatives, answer), stated.others)

    # --- answers without a cue ------------------------------------------------------------

    def uncued(self, text: str, rule: str = UNCUED) -> Extraction | None:
        if self.choice:
            choice = closing_choice(text, self.choices)
            if choice is None:
                return None
            answer, start, end, _ = choice
            return self.found(answer, rule, start, end, cued=False)
        value = closing.closing_value(text)
        if value is None:
            return None
        start, end, alternatives = value
        found = self.value(text[start:end], rule, start, end, alternatives)
        return replace(found, cued=False) if found is not None else None

    def found(
        self,
        answer: str,
        rule: str,
        start: int,
        end: int,
        alternatives: tuple[str, ...] = (),
        rivals: tuple[str, ...] = (),
        *,
        cued: bool = True,
    ) -> Extraction | None:
        answer = answer.strip()
        if not answer or len(answer) > ANSWER_CHARS:
            return None
        shift = self.seen.start
        return Extraction(
            answer,
            rule,
            (start + shift, end + shift),
            tuple(text for text in alternatives if text and text != answer),
            rivals[:MOST_RIVALS],
            cued=cued,
        )
