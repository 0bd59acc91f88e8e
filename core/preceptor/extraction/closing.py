"""Closing sentences: what a reply without any cue ends with.

What is found here only may be the answer. It can be accepted, never rejected.
"""

from __future__ import annotations

import re
from typing import Final

from preceptor.extraction import cue_words
from preceptor.extraction.reservations import doubted, gives_up, taken_back
from preceptor.extraction.sentences import sentence_end
from preceptor.extraction.stated_value import MATHS, unsettled
from preceptor.extraction.tidying import tidied

_WINDOW: Final = 3_000
"""Characters at the end of a reply that are looked at."""
_SENTENCES: Final = 16
"""Sentences at the end among which the last conclusion is looked for."""
_SENTENCE_CHARS: Final = 400
_DISPLAY: Final = re.compile(
    r"(?:\$\$|\\\[)((?:(?!\$\$|\\\[|\\\]).)*)(?:\$\$|\\\])[\s.]*\Z", re.DOTALL
)
_RELATION: Final = re.compile(r"(?<![<>!:=\\])(?:=|≈|\\approx(?![a-z])|\\simeq(?![a-z]))(?!=)")
_POLITE: Final = re.compile(
    r"(?:i hope|hope (?:this|that)|let me know|please|feel free|do you (?:have|need|want)|if you"
    r"|is there|would you|thank|great|note that|note:|remember|in conclusion[,.]?\Z|good luck|qed"
    r"|q\.e\.d"
    r"|this (?:is|completes|concludes|confirms|matches|satisfies|result|shows)|which (?:is|matches)"
    r"|we (?:can )?(?:check|verify)|check:|verification)",
    re.IGNORECASE,
)
_CONCLUDING: Final = re.compile(rf"[\s*>_-]{{0,6}}{cue_words.CONCLUDING}", re.IGNORECASE)
_PREMISE: Final = re.compile(
    r"[\s*>#-]{0,6}(?:we have(?: that)?|note that|since|let|recall|suppose|assume|if|first"
    r"|next|consider|\d{1,2}[.)])\s",
    re.IGNORECASE,
)
_SEPARATED: Final = re.compile(r"//|[,;#%|]|\band\b|\bor\b")
_JSON: Final = re.compile(r"\A\s*\{|\}\s*(?:```)?\s*\Z")
_CONTRADICTED: Final = re.compile(r",\s+but\b", re.IGNORECASE)
_BOLD: Final = re.compile(r"\*\*([^*\n]{1,200})\*\*")
_MATHS: Final = re.compile(MATHS, re.DOTALL)
_HAS_VALUE: Final = re.compile(r"\d|[\\=π√∞]")


def closing_value(text: str) -> tuple[int, int, tuple[str, ...]] | None:
    """The text that a reply's last sentence, formula or bold words state.

    Returns:
        Where it begins and ends, and other readings of it; ``None`` when the end of the
        reply states nothing.
    """
    if gives_up(text[-600:]) or _JSON.search(text):
        return None
    display = _DISPLAY.search(text, max(0, len(text) - _WINDOW))
    if display is not None:
        return _equation(text, *display.span(1))
    for start, end in _last_sentences(text):
        found = _value_of(text, start, end)
        if found is not None:
            return found
    return None


def _equation(text: str, start: int, end: int) -> tuple[int, int, tuple[str, ...]] | None:
    """The right-hand side of a formula; the whole of it is another reading."""
    whole = text[start:end].strip().rstrip(".,")
    if "\\\\" in whole or "\n\n" in whole or not whole:
        return None
    relations = list(_RELATION.finditer(text, start, end))
    if not relations:
        return None
    right, until = tidied(text, relations[-1].end(), end)
    return (right, until, (whole,)) if right < until else None


def right_side(sentence: str) -> str | None:
    """What comes after the last sign of equality in a sentence, without formulas' delimiters."""
    if _MATHS.search(sentence):
        return None
    relations = list(_RELATION.finditer(sentence))
    if not relations:
        return None
    if len(relations) > 1 and _SEPARATED.search(
        sentence, relations[0].end(), relations[-1].start()
    ):
        return None
    start, end = tidied(sentence, relations[-1].end(), len(sentence))
    return sentence[start:end] or None


def _last_sentences(text: str) -> list[tuple[int, int]]:
    """The last sentences that may conclude: from the last one back to the last conclusion."""
    begin = max(0, len(text) - _WINDOW)
    spans: list[tuple[int, int]] = []
    at = begin
    while at < len(text):
        line_end = text.find("\n", at)
        line_end = len(text) if line_end < 0 else line_end
        while at < line_end:
            end = sentence_end(text, at, line_end)
            # A comma before "because" cuts a sentence; the reason is not a sentence of its own,
            # but what is concluded after "so" is.
            if text[end : end + 1] == "," and not _CONCLUDING.match(text, end + 1, line_end):
                spans.append((at, end))
                at = sentence_end(text, end + 1, line_end) + 1
                continue
            if text[at:end].strip(" \t*_#>-"):
                spans.append((at, end))
            at = end + 1
        at = max(at, line_end + 1)
    spans = spans[-_SENTENCES:]
    polite, passed = True, False
    last: list[tuple[int, int]] = []
    for start, end in reversed(spans):
        sentence = text[start:end].strip()
        asks = text[end : end + 1] == "?"
        if polite and (asks or _POLITE.match(sentence)):
            continue
        if polite and not _HAS_VALUE.search(sentence):
            passed = True
            continue
        if passed and not last and not _CONCLUDING.match(sentence):
            break
        if polite:
            last.append((start, end))
        polite = False
        if _CONCLUDING.match(sentence) and (start, end) not in last:
            last.append((start, end))
            break
    return last


def _value_of(text: str, start: int, end: int) -> tuple[int, int, tuple[str, ...]] | None:
    """What one sentence states: its bold words, its formula, else the sentence itself."""
    if end - start > _SENTENCE_CHARS or "boxed" in text[start:end]:
        return None
    if _PREMISE.match(text, start, end):
        return None
    if taken_back(text, end) or doubted(text[start:end]) or _CONTRADICTED.match(text, end):
        return None
    if not _CONCLUDING.match(text, start, end) and not re.search(r"\d", text[start:end]):
        return None
    bold = [m for m in _BOLD.finditer(text, start, end) if _HAS_VALUE.search(m.group(1))]
    whole = text[start:end].strip()
    if len(bold) == 1 and not unsettled(whole):
        return (*tidied(text, *bold[0].span(1)), ())
    formulas = list(_MATHS.finditer(text, start, end))
    if len(formulas) == 1 and not re.search(r"\d", _without(text, start, end, formulas[0])):
        tail_start, tail_end = tidied(text, *formulas[0].span())
        if tail_start < tail_end:
            return tail_start, tail_end, (whole,)
    if formulas or _HAS_VALUE.search(whole):
        first, last = tidied(text, start, end)
        lead = _CONCLUDING.match(text, first, last)
        if lead is not None:
            first, last = tidied(text, lead.end(), last)
            while first < last and text[first] in ",: ":
                first += 1
        relations = list(_RELATION.finditer(text, first, last)) if not formulas else []
        if relations and right_side(text[first:last]) is not None:
            right, until = tidied(text, relations[-1].end(), last)
            if right < until:
                return right, until, (whole,)
        return (first, last, ()) if first < last else None
    return None


def _without(text: str, start: int, end: int, formula: re.Match[str]) -> str:
    return text[start : formula.start()] + text[formula.end() : end]
