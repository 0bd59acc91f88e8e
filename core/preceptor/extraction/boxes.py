"""``\\boxed{…}`` in a reply: nested, escaped, cut off, or several that are one answer together."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from preceptor.extraction.beside_box import beside, in_formula
from preceptor.extraction.reservations import of_others

_BOX: Final = re.compile(r"\\{1,4}(?:boxed|fbox|framebox)(?![a-zA-Z])")
_BRACE: Final = re.compile(r"\\.|[{}]", re.DOTALL)
_MOST: Final = 50
"""Boxes that are looked at, from the end of the reply."""
_PLACEHOLDER: Final = re.compile(
    r"(?:\\(?:text|mathrm|mathbf)\s*\{)?\s*(?:\.{3}|…|\\l?dots|\\cdots|\\square|\\_+|_+|\?+"
    r"|\[?(?:(?:your|the|my|final|correct)\s+)*(?:answer|result|number|letter)(?:\s+here)?\]?)"
    r"\s*\}?",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Box:
    """A box: where it begins and ends in the text, and what is in it."""

    start: int
    end: int
    content: str


@dataclass(frozen=True)
class BoxedAnswer:
    """The answer that one box or several boxes of a text state.

    Attributes:
        alternatives: Other readings of the same boxes.
        rivals: The content alone, where the box is a part of a formula.
        doubted: Whether the words before the boxes doubt or report what is in them.
    """

    start: int
    end: int
    answer: str
    alternatives: tuple[str, ...] = ()
    rivals: tuple[str, ...] = ()
    doubted: bool = False


def _closings(text: str, start: int) -> dict[int, int]:
    """Where each brace that opens from ``start`` on is closed; unclosed ones are left out.

    Escaped braces (``\\{``) do not count.
    """
    closed: dict[int, int] = {}
    opened: list[int] = []
    for brace in _BRACE.finditer(text, start):
        if brace.group() == "{":
            opened.append(brace.start())
        elif brace.group() == "}" and opened:
            closed[opened.pop()] = brace.start()
    return closed


def boxes(text: str) -> list[Box]:
    """Each outermost box that has a content, in order; at most the last fifty."""
    found: list[Box] = []
    marks = list(_BOX.finditer(text))[-_MOST:]
    closings = _closings(text, marks[0].end()) if marks else {}
    last = -1
    for mark in marks:
        if mark.start() < last:
            continue  # a box inside a box
        at = mark.end()
        while at < len(text) and text[at] in " \t\n":
            at += 1
        if text[at : at + 1] == "{":
            close = closings.get(at)
            if close is None:
                # Cut off in the middle: only an answer that is complete on its line counts.
                line = text[at + 1 :].split("\n", 1)[0].rstrip("$ .")
                if mark is not marks[-1]:
                    return []  # what comes after a box that never closes is inside it
                if not line or line.count("{") > line.count("}"):
                    continue
                found.append(Box(mark.start(), len(text), line))
                continue
            found.append(Box(mark.start(), close + 1, _unnest(text[at + 1 : close])))
            last = close
        elif at > mark.end() and at < len(text):
            word = text[at:].split(None, 1)[0].rstrip("$.,;")
            if word:
                found.append(Box(mark.start(), at + len(word), word))
    return [box for box in found if box.content and not _PLACEHOLDER.fullmatch(box.content)]


def _unnest(content: str) -> str:
    inner = content.strip()
    for _ in range(4):
        mark = _BOX.match(inner)
        if not mark or inner[mark.end() : mark.end() + 1] != "{":
            break
        close = _closings(inner, mark.end()).get(mark.end())
        if close != len(inner) - 1:
            break
        inner = inner[mark.end() + 1 : close].strip()
    return inner


# --- several boxes ------------------------------------------------------------------------

_JOIN: Final = re.compile(
    r"(?:\\\)|\\\(|\\\[|\\\]|\$|\\quad|\\qquad|\\text\{?|\\,|\\ |[\s,;{}&]|\band\b|\bor\b"
    r"|[A-Za-z](?:_\{?\w\}?)?\s*=)*\Z"
)
_SAME_SENTENCE: Final = re.compile(
    r"[^\n.;:!?=]{0,80}(?:\band\b|,|;)[^\n.;:!?=]{0,80}=?[^\n=]{0,8}"
)
_CALCULATION: Final = re.compile(
    r"\b(?:gives?|yields?|equals?|so|thus|hence|then|therefore|plus|minus|times|adding|not|but"
    r"|instead|because|since|from|becomes?|wait|actually|check|if|simplif\w+|rounded|approx\w*)\b"
    r"|\\(?:approx|to|Rightarrow|implies)\b|[≈→⇒+]",
    re.IGNORECASE,
)
_PART: Final = re.compile(
    r"^[ \t>*#_-]{0,8}(?:(?:part|question|subproblem|item)\s{1,3}\(?([a-h]|\d{1,2}|[ivx]{1,4})\)?"
    r"|\(([a-h]|\d{1,2}|[ivx]{1,4})\))[ \t*_:.)]{0,6}",
    re.IGNORECASE | re.MULTILINE,
)
_BARE_PART: Final = re.compile(
    r"^[ \t>*-]{0,6}(?:\*\*)?([a-h]|\d{1,2})[.)](?:\*\*)?[ \t]*[$\\(\[ ]*\Z", re.IGNORECASE
)
_WORDED: Final = re.compile(r"[ \t>*•-]{0,6}[A-Za-z][^\n:=\\]{0,60}[:=][*\s$\\(\[]*\Z")
_NUMERALS: Final = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii")


def boxed_answer(text: str) -> BoxedAnswer | None:
    """What the boxes of a text state as the answer; ``None`` without a box.

    The last box counts. Boxes that stand together, in one sentence, or each in its own part of the
    answer are a list.
    """
    found = boxes(text)
    if not found:
        return None
    by_part = _by_part(text, found)
    if by_part is not None:
        return by_part
    together = _together(text, found)
    start, end = together[0].start, together[-1].end
    doubtful = of_others(re.split(r"[.!?]\s|\n", text[max(0, start - 160) : start])[-1])
    if len(together) == 1:
        answer, rivals = in_formula(text, start, end, together[0].content)
        lines = _worded_lines(text, found)
        listed = ", ".join(beside(text, box.start, box.end, box.content) for box in lines)
        alternatives = (listed,) if len(lines) > 1 else ()
        return BoxedAnswer(start, end, answer, alternatives, rivals, doubtful)
    answers = [beside(text, box.start, box.end, box.content) for box in together]
    joined = ", ".join(answers)
    if len(set(answers)) == 1:
        return BoxedAnswer(start, end, answers[0], (joined,), doubted=doubtful)
    return BoxedAnswer(start, end, joined, doubted=doubtful)


def _together(text: str, found: list[Box]) -> list[Box]:
    """The boxes at the end that follow each other in a list or a sentence."""
    parts = [found[-1]]
    for box in reversed(found[:-1]):
        between = text[box.end : parts[0].start]
        if len(between) > 180:
            break
        listed = len(between) <= 60 and _JOIN.match(between)
        if not listed and (not _SAME_SENTENCE.fullmatch(between) or _CALCULATION.search(between)):
            break
        parts.insert(0, box)
    return parts


def _by_part(text: str, found: list[Box]) -> BoxedAnswer | None:
    """The boxes of an answer in parts (a), (b), … or 1, 2, …, one box for each."""
    labelled: list[tuple[str, Box]] = []
    before = 0
    for box in found:
        lead = text[before : box.start]
        label = None
        for match in _PART.finditer(lead):
            label = match.group(1) or match.group(2)
        if label is None:
            bare = _BARE_PART.match(lead.rsplit("\n", 1)[-1])
            label = bare.group(1) if bare else None
        if label is not None:
            labelled.append((label.lower(), box))
        elif labelled:
            return None
        before = box.end
    labels = [label for label, _ in labelled]
    if len(labels) < 2 or not _in_order(labels):
        return None
    answers = [beside(text, box.start, box.end, box.content) for _, box in labelled]
    stated = "; ".join(f"({label}) {answer}" for label, answer in zip(labels, answers, strict=True))
    start, end = labelled[0][1].start, labelled[-1][1].end
    return BoxedAnswer(start, end, stated, (", ".join(answers),))


def _in_order(labels: list[str]) -> bool:
    """Whether labels count from the first one, without a gap or a repetition."""
    count = len(labels)
    return labels in (
        [str(number) for number in range(1, count + 1)],
        [chr(ord("a") + number) for number in range(count)],
        list(_NUMERALS[:count]),
    )


def _worded_lines(text: str, found: list[Box]) -> list[Box]:
    """The boxes at the end that each follow a label, one line after the other."""
    lines: list[Box] = []
    until = len(text)
    for box in reversed(found):
        tail = text[box.end : until].split("\n", 1)
        line_start = text.rfind("\n", 0, box.start) + 1
        if until != len(text) and (len(tail) > 1 and tail[1].strip()):
            break
        if len(tail[0]) > 40 or not _WORDED.fullmatch(text[line_start : box.start]):
            break
        lines.insert(0, box)
        until = line_start
    return lines
