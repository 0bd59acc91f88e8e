"""The search for the answer in one reply: which cue decides; see :mod:`.answers` for the rules."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from typing import Final

from preceptor.extraction import closing, cues
from preceptor.extraction.boxes import BoxedAnswer, boxed_answer
from preceptor.extraction.choice_lists import announced_list
from preceptor.extraction.choices import announced_choice, closing_choice, names_option
from preceptor.extraction.cues import Cue
from preceptor.extraction.json_fields import json_answer
from preceptor.extraction.option_labels import options_of
from preceptor.extraction.reasoning import Visible, without_code
from preceptor.extraction.reservations import (
    bounded,
    hidden,
    is_code,
    leaves_open,
    taken_back,
    without_struck,
)
from preceptor.extraction.result import (
    CONTRADICTION,
    SEVERAL_QUESTIONS,
    TAKEN_BACK,
    UNSETTLED,
    Extraction,
)
from preceptor.extraction.stated_value import (
    emphasised,
    is_sentence,
    stated_value,
    unsettled,
    values_in,
)
from preceptor.extraction.tidying import tidied
from preceptor.limits import ANSWER_CHARS
from preceptor.references import GENERAL_KINDS, ReferenceKind

UNCUED: Final = "closing"
MOST_RIVALS: Final = 8
_VALUE_KINDS: Final = GENERAL_KINDS - {"choice", "text"}
"""Kinds whose answer in a sentence is the value that the sentence states."""
_NUMBER: Final = re.compile(r"[-+]?[\d.,]+(?:[eE][-+]?\d+)?")
_NEW_QUESTION: Final = re.compile(
    r"\n[ \t#*]{0,6}(?:Question|Q|Problem|Human|User|Instruction|Exercise|问题)"
    r"[ \t]{0,2}\d{0,3}[ \t*]{0,4}[:：]"
)
_CAPITAL: Final = re.compile(r"(?<![A-Za-z\\])[A-J](?![A-Za-z'’])")
_INVISIBLE: Final = re.compile("[\u200b-\u200d\u2060\ufeff\u00ad]")
_CUT_OFF: Final = re.compile(r"[(\[{][^()\[\]{}]*")


_CUES: Final = (
    cues.final_answer_line,
    cues.answer_line,
    cues.hashes,
    cues.answer_is,
    cues.short_answer,
)


@lru_cache(maxsize=64)
def _declared(pattern: str) -> re.Pattern[str]:
    return cues.declared_cue(pattern)


class Reader:
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
        self.choices = choices
        self.value_of_option: Extraction | None = None
        self.pattern = _declared(pattern) if pattern is not None else None

    def extraction(self) -> Extraction | None:
        text = without_struck(without_code(self.seen.text))
        if self.pattern is not None:
            for cue in cues.declared(self.seen.text, self.pattern):
                found = self.announced(self.seen.text, cue)
                if found is not None:
                    return found
        if isinstance(self.kind, ReferenceKind) and self.kind.extract is not None:
            return self.by_kind(self.kind.extract)
        cued = self.cued(text)
        again = _NEW_QUESTION.search(text, 1)
        if again is not None:
            # A base model goes on with questions of its own after the answer to this one.
            first = self.cued(text[: again.start()])
            if first and cued and first.answer != cued.answer:
                return _against(first, cued, SEVERAL_QUESTIONS)
            cued = cued if first is None else first
        if cued is not None:
            return cued
        return self.uncued(text) or self.value_of_option

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
        """The answer that a cue states; one without an answer where it is denied or taken back."""
        tag = cues.answer_tag(text)
        if tag is not None:
            found = self.inside(text, tag)
            if found is not None:
                later = self.last_cue(" " * tag.end + text[tag.end :])
                if later is not None and later.answer != found.answer:
                    return _against(found, later, CONTRADICTION)
                return found
        found = self.last_cue(text)
        if found is not None:
            return found
        if self.choice:
            choice = closing_choice(text, self.choices)
            if choice is not None and choice[3]:
                answer, start, end, _ = choice
                return self.found(answer, "choice", start, end)
        return None

    def last_cue(self, text: str) -> Extraction | None:
        """What the last cue in the running text announces.

        An earlier one counts only where the last one announces nothing.
        """
        found: list[tuple[int, Callable[[], Extraction | None]]] = []
        box = boxed_answer(text)
        if box is not None:
            found.append((box.start, lambda: self.boxed(text, box)))
        json = json_answer(text)
        if json is not None:
            answer, start, end = json
            found.append((start, lambda: self.value(answer, "json", start, end)))
        for find in _CUES:
            cue = find(text)
            if cue is None or (box is not None and self.is_a_remark(text, cue, box.start)):
                continue
            found.append((cue.start, lambda cue=cue: self.announced(text, cue)))  # type: ignore[misc]
        for _, read in sorted(found, key=lambda pair: pair[0], reverse=True):
            extraction = read()
            if extraction is not None:
                return extraction
        return None

    def is_a_remark(self, text: str, cue: Cue, box: int) -> bool:
        """Whether a sentence behind a box is about the answer: *it is positive, as expected*."""
        announced = text[cue.start : cue.end]
        return (
            cue.rule == "answer-is"
            and cue.at > box
            and not self.choice
            and cue.start < cue.end
            and not cues.is_value(announced)
            and not re.search(r"\d", announced)
        )

    def inside(self, text: str, tag: Cue) -> Extraction | None:
        """The answer in tags; a cue in them goes first."""
        within = " " * tag.start + text[tag.start : tag.end]
        found = self.last_cue(within)
        return self.announced(text, tag) if found is None else found

    def boxed(self, text: str, box: BoxedAnswer) -> Extraction | None:
        if taken_back(text, box.end):
            return TAKEN_BACK
        found = self.value(box.answer, "boxed", box.start, box.end, box.alternatives, box.rivals)
        if found is not None and (box.doubted or bounded(text, box.start, box.end)):
            return replace(found, problem=UNSETTLED)
        return found

    def announced(self, text: str, cue: Cue) -> Extraction | None:
        """What a cue announces; ``None`` where that is nothing."""
        if cue.working:
            return self.uncued(text[: cue.end], cue.rule)
        if cue.denied or taken_back(text, cue.end):
            return TAKEN_BACK
        start, end = tidied(text, cue.start, cue.end)
        if start == end:
            return None
        nested = cues.answer_is(text[start:end]) if cue.rule != "answer-is" else None
        if nested is not None and nested.denied:
            return TAKEN_BACK
        if nested is not None:
            start, end = tidied(text, start + nested.start, start + nested.end)
        if self.choice:
            return self.option(text, cue.rule, start, end)
        answer = text[start:end]
        if cue.unit and _NUMBER.fullmatch(answer):
            return self.value(f"{answer} {cue.unit}", cue.rule, start, end)
        return self.value(answer, cue.rule, start, end)

    def option(
        self, text: str, rule: str, start: int, end: int, *, whole: bool = False
    ) -> Extraction | None:
        """The option that a cue states with ``text[start:end]``, or with all of ``text``.

        A text that names options without stating one for certain ends the search; a value, which
        may be an option's, counts where the reply names no option at all.
        """
        first, last = (0, len(text)) if whole else (start, end)
        listed = None if whole else announced_list(text, start, options_of(self.choices))
        if listed is not None:
            found = self.found(listed.letters or text[first:last], rule, start, listed.end)
            return found if listed.letters or found is None else replace(found, problem=UNSETTLED)
        letter = announced_choice(text, first, last, self.choices)
        if letter is not None:
            return self.found(letter, rule, start, end)
        value = self.found(text[first:last], rule, start, end)
        if names_option(text[first:last], self.choices) or self.has_letter(text[first:last]):
            return value
        self.value_of_option = self.value_of_option or value
        return None

    def has_letter(self, text: str) -> bool:
        """Whether a capital that may be an option's letter is alone in a text."""
        last = chr(ord("A") + max(1, len(self.choices) or 10) - 1)
        return any("A" <= letter <= last for letter in _CAPITAL.findall(text))

    def value(
        self,
        answer: str,
        rule: str,
        start: int,
        end: int,
        alternatives: tuple[str, ...] = (),
        rivals: tuple[str, ...] = (),
    ) -> Extraction | None:
        if self.choice:
            return self.option(answer, rule, start, end, whole=True)
        if self.name not in _VALUE_KINDS | {None} or not is_sentence(answer):
            return self.found(answer, rule, start, end, alternatives, rivals)
        bold = emphasised(answer)
        if bold is not None:
            return self.found(bold, rule, start, end, (*alternatives, answer))
        stated = stated_value(answer, 0, len(answer))
        if stated is not None:
            value_start, value_end = tidied(answer, stated.start, stated.end)
            value = answer[value_start:value_end]
            if self.seen.text[start:end] == answer:
                start, end = start + value_start, start + value_end
            return self.found(value, rule, start, end, (*alternatives, answer), stated.others)
        right = closing.right_side(answer)
        if right is not None and not unsettled(answer):
            return self.found(right, rule, start, end, (*alternatives, answer))
        if self.name == "number":
            rivals += tuple(match.group() for match in values_in(answer, 0, len(answer)))
        return self.found(answer, rule, start, end, alternatives, rivals)

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
        answer = _INVISIBLE.sub("", answer).strip()
        if not answer or len(answer) > ANSWER_CHARS or _CUT_OFF.fullmatch(answer):
            return None
        if hidden(answer):
            return TAKEN_BACK
        shift = self.seen.start
        open_ = self.name != "text" and (is_code(answer) or leaves_open(answer))
        problem = UNSETTLED if open_ else ""
        return Extraction(
            answer,
            rule,
            (start + shift, end + shift),
            tuple(text for text in alternatives if text and text != answer),
            rivals[:MOST_RIVALS],
            cued=cued,
            problem=problem,
        )


def _against(found: Extraction, other: Extraction, problem: str) -> Extraction:
    """``found`` where ``other`` may be the answer as well."""
    rivals = (*found.rivals, other.answer) if other.answer is not None else found.rivals
    return replace(found, rivals=rivals, problem=problem)
