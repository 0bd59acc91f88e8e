"""Cues: the marks and phrases by which a reply says that this is its answer.

Each function finds the last cue of its kind in the visible text of a reply.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from preceptor.extraction import cue_words
from preceptor.extraction.reservations import of_others
from preceptor.extraction.sentences import sentence_end

_MARK: Final = r"[*_#>` \t]{0,8}"
_OPENS: Final = r"[*_` \t]{0,8}"
"""Marks between a colon and an answer; a ``>`` there is a bound."""
_LEAD: Final = r"[^\w\n$\\(\[{<|]{0,12}"
_SO: Final = r"(?:(?:my|the|our|so|thus|therefore),?[ \t]+){0,2}"
_COLON: Final = rf"(?:{cue_words.COLON}|=)"
_QUALIFIER: Final = (
    r"(?:[ \t]{0,3}[(\[]([^()\[\]\n]{1,40})[)\]]|[ \t]{1,3}(?:in|for|to|of)[ \t]([^\n:*]{1,40}?))?"
)


@dataclass(frozen=True)
class Cue:
    """A cue and the text that it announces.

    Attributes:
        rule: Name of the rule.
        at: Where the cue is in the text.
        start: Where the announced text begins.
        end: Where it ends.
        unit: Unit that the cue states for the answer, as in ``Answer (in J):``.
        denied: Whether the cue says that this is *not* the answer.
        working: Whether the announced text is several lines of working, which end with the answer.
    """

    rule: str
    at: int
    start: int
    end: int
    unit: str = ""
    working: bool = False
    denied: bool = False


# --- tags ---------------------------------------------------------------------------------

_TAG: Final = re.compile(
    r"<(/?)(?:final[ _-]?answer|answer|ans)\s{0,4}>|\[(/?)(?:final_)?answer\]", re.IGNORECASE
)


def answer_tag(text: str) -> Cue | None:
    """The last ``<answer>…</answer>`` with a content; one that is cut off ends with the text."""
    last = None
    opened: re.Match[str] | None = None
    for tag in _TAG.finditer(text):
        if not (tag.group(1) or tag.group(2)):
            opened = tag
            continue
        if opened is not None and text[opened.end() : tag.start()].strip(" \t\r\n.…"):
            last = Cue("answer-tag", opened.start(), opened.end(), tag.start())
        opened = None
    tagged = opened is not None and opened.group().startswith("<")
    if opened is not None and tagged and text[opened.end() :].strip(" \t\r\n.…"):
        last = Cue("answer-tag", opened.start(), opened.end(), len(text))
    return last


# --- lines --------------------------------------------------------------------------------

_FINAL_LINE: Final = re.compile(
    rf"^{_LEAD}(?:\d{{1,2}}[.)][ \t]{{0,3}})?{_MARK}{_SO}"
    rf"{cue_words.FINAL_LABELS}{_QUALIFIER}{_MARK}(?:[:：.=-]{_OPENS}([^\n]*))?$",
    re.IGNORECASE | re.MULTILINE,
)
_LINE: Final = re.compile(
    rf"^{_LEAD}{_SO}{cue_words.LINE_LABELS}"
    rf"{_QUALIFIER}{_MARK}{_COLON}{_OPENS}([^\n]*)$",
    re.IGNORECASE | re.MULTILINE,
)
_BRACKETED: Final = re.compile(
    rf"(?:^[^\w\n\[［〔【]{{0,12}}[\[［〔]|【)[ \t]{{0,2}}"
    rf"{cue_words.ANSWER_LABELS}{_QUALIFIER}[ \t]{{0,2}}[\]］〕】]{_MARK}{_COLON}?{_OPENS}([^\n]*)",
    re.IGNORECASE | re.MULTILINE,
)
"""A label in brackets of its own; the ideographic ones may stand anywhere: ``【答案】C``."""
_BRACKETS: Final = re.compile(r"[\[［〔【]")
_INLINE: Final = re.compile(
    rf"(?<![\w\"'“‘«-])(?:final answer|answer|ans|最终答案|答案)(?![\w]){_QUALIFIER}"
    rf"[*_`]{{0,3}}[ \t]{{0,2}}[:：]{_OPENS}([^\n]*)",
    re.IGNORECASE,
)
_HEADING: Final = re.compile(r"^(?:#{1,6}[ \t]|\*\*[^*\n]{1,60}\*\*:?[ \t]*$)", re.MULTILINE)
_BARE_MATHS: Final = re.compile(
    r"^\W{0,4}answer[ \t]*(\$(?:[^$\\\n]|\\.)+\$|\$\$[^$]+\$\$|\\\[.+\\\]|\\\([^\n]+\\\))\W*$",
    re.IGNORECASE | re.DOTALL,
)
"""A formula after the word alone; an inline one is on one line, ``\\$`` is not a delimiter."""
_CONCLUDES: Final = re.compile(rf"[\s*]{{0,4}}{cue_words.CONCLUDING},?\s{{0,2}}", re.IGNORECASE)
_WORKING: Final = re.compile(
    r"(?:step\b|\(?\d{1,2}[.)]\s|first\b|given\b|let\b|we\s+(?:have|know|need|first)"
    r"|to (?:find|solve))"
    r"|[^=\n]{1,200}=",
    re.IGNORECASE,
)
_PART: Final = re.compile(r"[a-h]|[ivx]{1,4}|\d{1,2}|final|part.*", re.IGNORECASE)
_BARE_LINE: Final = re.compile(r"[ \t]*(?:[-+]?\d[\d.,/^]{0,20}|[(\[]?[A-J][)\].]?)[ \t]*")
_LISTED_LINE: Final = re.compile(
    rf"{_BARE_LINE.pattern}"
    r"|[ \t]*(?:[-+]?\d[\d.,/^]{0,20} ?)?[A-Za-z%°][A-Za-z/^²³-]{0,20}[ \t]*"
)
_HAS_COLON: Final = re.compile(r"[^\n:：=]{1,160}[:：=]")
_SAYS_FINAL: Final = re.compile(
    r"fin|end(?:g|e|a|r)|schluss|abschl|def|最|итог|окон|résult|result|antwort", re.IGNORECASE
)
"""What every label of a final answer contains."""
_EMPTY: Final = " \t*_`:：#-"


def final_answer_line(text: str) -> Cue | None:
    """The last line ``Final answer: …`` or heading ``Final answer``."""
    if _SAYS_FINAL.search(text) is None:
        return None
    return _last_announced(_lines(text, _FINAL_LINE), "final-answer", text)


def answer_line(text: str) -> Cue | None:
    """The last line ``Answer: …``, also in the middle of a line."""
    found = [
        cue
        for matches in (
            _lines(text, _LINE, _HAS_COLON),
            reversed(list(_INLINE.finditer(text))),
            reversed(list(_BRACKETED.finditer(text) if _BRACKETS.search(text) else ())),
        )
        if (cue := _last_announced(matches, "answer", text)) is not None
    ]
    if found:
        return max(found, key=lambda cue: cue.at)
    bare = _BARE_MATHS.match(text.strip()) if len(text) < 400 else None
    if bare is None:
        return None
    lead = len(text) - len(text.lstrip())
    return Cue("answer", lead, lead + bare.start(1), lead + bare.end(1))


def _lines(
    text: str, pattern: re.Pattern[str], needs: re.Pattern[str] | None = None
) -> Iterator[re.Match[str]]:
    """Matches of ``pattern`` at the beginnings of lines, the last line first."""
    end = len(text)
    while end >= 0:
        start = text.rfind("\n", 0, end) + 1
        if needs is None or needs.match(text, start, end):
            match = pattern.match(text, start, end)
            if match is not None:
                yield match
        end = start - 1


def _last_announced(matches: Iterable[re.Match[str]], rule: str, text: str) -> Cue | None:
    """The first match that announces something: the rest of its line, or what follows it."""
    for match in matches:
        at = match.start()
        working = False
        if match.group(3) is not None and match.group(3).strip(_EMPTY):
            start, end = _concluding_sentence(text, *match.span(3))
            end = _with_bare_lines(text, start, end)
        else:
            start, end, working = _section(text, match.end())
        if text[start:end].strip(_EMPTY):
            unit = _unit(match.group(1) or match.group(2))
            return Cue(rule, at, start, end, unit, working)
    return None


def _concluding_sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """The first sentence of an announced line, or a later one that draws a conclusion."""
    first_end = sentence_end(text, start, end)
    at = first_end + 1
    found = start, first_end
    while at < end:
        sentence = sentence_end(text, at, end)
        lead = _CONCLUDES.match(text, at, sentence)
        if lead is not None and re.search(r"\d", text[at:sentence]):
            found = lead.end(), sentence
        at = sentence + 1
    return found


def _unit(qualifier: str | None) -> str:
    unit = re.fullmatch(r"\s*(in\s+)?([A-Za-zµΩ°%/^·*\d-]{1,16})\s*", qualifier or "")
    if unit is None or (not unit.group(1) and _PART.fullmatch(unit.group(2))):
        return ""
    return unit.group(2)


def _section(text: str, at: int) -> tuple[int, int, bool]:
    """What follows a cue that ends its line, and whether it is several lines of working.

    A displayed formula, a line alone, or a list under its own first line are announced; of any
    other lines the last sentence may be.
    """
    start = at
    while start < len(text) and text[start] in "\n \t\r:*":
        start += 1
    for opening, closing in (("\\[", "\\]"), ("$$", "$$")):
        if text.startswith(opening, start):
            end = text.find(closing, start + 2)
            return (start, end + 2, False) if end > 0 else (start, start, False)
    end = text.find("\n", start)
    end = len(text) if end < 0 else end
    heading = _HEADING.search(text, end + 1)
    until = heading.start() if heading else len(text)
    if text[start:end].rstrip(" *").endswith((":", "：")):
        return start, min(until, start + 1200), False
    if end - start > 600:
        return start, start, False
    more = text[end:until].strip()
    line = text[start:end].strip()
    alone = is_value(line) and len(line) <= 60
    if more and (_WORKING.match(line) or (not alone and _goes_on(more))):
        return start, until, True
    start, end = _concluding_sentence(text, start, end)
    return start, _with_bare_lines(text, start, end, _LISTED_LINE), False


def _with_bare_lines(text: str, start: int, end: int, bare: re.Pattern[str] = _BARE_LINE) -> int:
    """Where a value that goes on in the next lines ends, each of them nothing but a value."""
    while bare.fullmatch(text, start, end):
        line = bare.match(text, end + 1) if text[end : end + 1] == "\n" else None
        if line is None or line.end() != _line_end(text, end + 1):
            break
        start, end = end + 1, line.end()
    return end


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def _goes_on(more: str) -> bool:
    """Whether lines behind an announced one still calculate or conclude."""
    return "=" in more or _CONCLUDES.match(more.rsplit("\n", 1)[-1]) is not None


# --- marks of data sets -------------------------------------------------------------------

_HASHES: Final = re.compile(r"(?:^|(?<=\s))#{4}[ \t]{0,4}([^\s#][^\n#]{0,400})$", re.MULTILINE)
_VALUE: Final = re.compile(
    r"[\s*_`$(\[{\"']{0,8}(?:\\[(\[]\s{0,4})?"
    r"(?:[-+−–±~≈]?\s{0,2}[\d.√π]|\\|[A-Za-z]\b(?![.)][ \t]\w)|€|£|∞)"
)
_SHORT: Final = re.compile(r"^[^\w\n]{0,6}A[ \t]{0,2}[:：][ \t*]{0,4}([^\n]{1,400})$", re.MULTILINE)
_NEXT_OPTION: Final = re.compile(r"^[^\w\n]{0,6}B[ \t]{0,2}[:：.)]", re.MULTILINE)
_SHORT_CHARS: Final = 600
_MARKUP: Final = re.compile(r"</?\w{1,12}>|[^\w]+")


def is_value(text: str) -> bool:
    """Whether a text begins like a value: a number, a formula, a letter alone."""
    return _VALUE.match(text) is not None


def hashes(text: str) -> Cue | None:
    """``#### 42`` at the end of a line; a heading of level four is none."""
    for match in reversed(list(_HASHES.finditer(text))):
        content = match.group(1)
        last_line = not _MARKUP.sub("", text[match.end() : match.end() + 200])
        if is_value(content) or (last_line and len(content) <= 60 and ":" not in content):
            return Cue("hashes", match.start(), *match.span(1))
    return None


def short_answer(text: str) -> Cue | None:
    """A line ``A: 26`` at the end."""
    found = list(_SHORT.finditer(text, max(0, len(text) - _SHORT_CHARS)))
    if not found or _NEXT_OPTION.search(text, found[-1].end()):
        return None
    return Cue("short-answer", found[-1].start(1), *found[-1].span(1))


# --- sentences ----------------------------------------------------------------------------

_ANSWER_IS: Final = re.compile(cue_words.ANSWER_IS, re.IGNORECASE)
_NO_STATEMENT: Final = re.compile(
    r"(?:\bif|\bwhether|\bsuppose|\bassum\w+|\bthat|\bcheck|\bverify|\bsee|\bonce|\bwhen)"
    r"(?:[ \t]+(?:the|my|our|this|that))?(?:[ \t]+(?:final|correct))?[ \t]*\Z", re.IGNORECASE
)  # fmt: skip
_SAYS: Final = re.compile(
    r"(?:\b(?:I|we|this|it|which|can|may|must|so|thus|therefore|hence|you|one)[ \t]+(?:means"
    r"|conclude|implies|find|believe|think|say|follows|see|shows?|know|get|note)|\bso|\bmeaning"
    r"|\bshowing|\bmeans|\bconclude)[ \t]+that[ \t]+"
    r"(?:the|my|our)?[ \t]*(?:final|correct)?[ \t]*\Z",
    re.IGNORECASE,
)
_DENIAL: Final = re.compile(rf"\s*{cue_words.DENIALS}\s*", re.IGNORECASE)
_OTHER: Final = re.compile(
    r"\s*(?:the same|that\b|because|as follows|correct\b|incorrect\b|wrong\b|right\b|unclear"
    r"|unknown|obvious|clear|based on|given (?:by|in)|found|obtained|expressed|rounded"
    r"|to be|about to)",
    re.IGNORECASE,
)


def answer_is(text: str) -> Cue | None:
    """The last ``the answer is …``, up to the end of the sentence.

    One that denies an answer is returned as denied.
    """
    for match in reversed(list(_ANSWER_IS.finditer(text))):
        before = re.split(r"[.!?]\s|\n", text[max(0, match.start() - 120) : match.start()])[-1]
        if _NO_STATEMENT.search(before) and not _SAYS.search(before):
            continue
        if of_others(before):
            continue
        start, end, working = _rest(text, match.end())
        if start == end or _OTHER.match(text, start, end):
            continue
        denial = _DENIAL.match(text, start, end)
        if denial is not None:
            if not is_value(text[denial.end() : end]):
                continue  # "the answer is not clear"
            return Cue("answer-is", match.start(), start, end, denied=True)
        if text[end : end + 1] in ("?", "？") and text[end + 1 :].strip():
            continue
        return Cue("answer-is", match.start(), start, end, working=working)
    return None


def _rest(text: str, at: int) -> tuple[int, int, bool]:
    """The rest of a sentence, on its line or on the next ones, and whether it is working."""
    line_end = text.find("\n", at)
    line_end = len(text) if line_end < 0 else line_end
    if not text[at:line_end].strip(" .:*$\\[("):
        return _section(text, at)
    return at, sentence_end(text, at, line_end), False


# --- a format that the caller declares ----------------------------------------------------

PLACEHOLDER: Final = "{answer}"


def declared_cue(pattern: str) -> re.Pattern[str]:
    """The expression for a declared format, such as ``RESULT => {answer}``.

    Spaces match any white space; letters match in either case.

    Raises:
        ValueError: the format does not contain ``{answer}`` exactly once, or nothing else.
    """
    before, mark, after = pattern.partition(PLACEHOLDER)
    if not mark or PLACEHOLDER in after:
        raise ValueError(f"an answer pattern has {PLACEHOLDER} exactly once: {pattern!r}")
    if not before.strip() and not after.strip():
        raise ValueError(f"an answer pattern has text beside {PLACEHOLDER}: {pattern!r}")

    def literal(text: str) -> str:
        return r"\s+".join(re.escape(word) for word in re.split(r"\s+", text))

    until = literal(after.strip()) if after.strip() else r"$"
    lead = literal(before.strip()) if before.strip() else r"^"
    gap = r"\s*" if before.strip() and "\n" in before[len(before.rstrip()) :] else r"[ \t]*"
    return re.compile(rf"{lead}{gap}([^\n]{{0,1000}}?)[ \t]*{until}", re.IGNORECASE | re.MULTILINE)


def answer_pattern(pattern: str) -> str:
    """``pattern`` itself.

    Raises:
        ValueError: it is no format for answers; see :func:`declared_cue`.
    """
    declared_cue(pattern)
    return pattern


def declared(text: str, pattern: re.Pattern[str]) -> Iterator[Cue]:
    """Matches of a declared format that are not empty, the last one first."""
    for match in reversed(list(pattern.finditer(text))):
        if match.group(1).strip():
            yield Cue("pattern", match.start(), *match.span(1))
