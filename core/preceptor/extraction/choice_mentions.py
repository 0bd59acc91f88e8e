"""Where a text names options, and what it says about each: stated, denied or only named."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final, Literal

from preceptor.extraction.choice_words import (
    ARROW_BEFORE,
    BRACKETED_BEFORE,
    CHOICE_WORD,
    COMPARED_BEFORE,
    DENIED_AFTER,
    DENIED_BEFORE,
    DEPENDS,
    FOLLOWED,
    FORMULA_AFTER,
    FORMULA_BEFORE,
    FRESH,
    HEAD,
    HEDGED,
    IS_BEFORE,
    LABEL,
    LETTER_AFTER,
    LETTER_BEFORE,
    LINK,
    NEGATIVE,
    NOT_RIGHT,
    NUMBER_BEFORE,
    NUMERAL_AFTER,
    NUMERAL_BEFORE,
    OR,
    OR_BEFORE,
    PRECEDED,
    PRONOUN_AFTER,
    RELATIVE,
    SAID_RIGHT,
    SMALL_WORD_AFTER,
    STATED_BEFORE,
    STOP,
    UNKNOWN_LINK,
    UNKNOWN_NEXT,
    WORD_AFTER,
    W,
)
from preceptor.extraction.option_labels import Options

Form = Literal["bracket", "labelled", "bare"]
Standing = Literal["stated", "said right", "denied", "open", "named"]

_CHARS: Final = 20_000
_MOST: Final = 100
"""Letters up to which a text can be an answer rather than a list or hostile."""
_SIDE_CHARS: Final = 160
"""Characters on each side of a letter that are read."""


@dataclass(frozen=True, slots=True)
class Mention:
    """Options that a text names together.

    Attributes:
        letters: Their letters, each once, in the order of the options.
        start, end: Place in the text, brackets included.
        form: How the first is written.
        either: Whether they are alternatives: ``A or B``, ``A/B``.
        standing: What the text says of them: that they are the answer (``stated``), in so many
            words (``said right``), that they are not (``denied``), neither for certain
            (``open``), or nothing (``named``).
        head: Whether nothing but filling words is in front of them.
        half: Whether the letter is written as the label of an option: ``B)``, ``(B)``, ``B.``.
        chosen_in_words: Whether the clause speaks of answers or options.
        lone: Whether the sentence is nothing but the letter and filling words: ``So C.``
        hedged: Whether the clause has an "if" or "might".
    """

    letters: tuple[str, ...]
    start: int
    end: int
    form: Form
    either: bool
    standing: Standing
    head: bool
    half: bool
    chosen_in_words: bool
    lone: bool
    hedged: bool


@dataclass(slots=True)
class _Named:
    letter: str
    start: int
    end: int
    form: Form
    half: bool


@lru_cache(maxsize=64)
def _pattern(labels: tuple[str, ...]) -> re.Pattern[str]:
    label = "|".join(re.escape(text) for text in sorted(labels, key=len, reverse=True))
    upper = "|".join(
        re.escape(text.upper()) for text in sorted(labels) if len(text) == 1 and text.isalpha()
    )
    number = "|".join(text for text in labels if text.isdigit()) or r"(?!)"
    named = rf"(?i:(?<![A-Za-z]){LABEL})[\s:_#=-]{{0,3}}(?:\\_)?"
    return re.compile(
        rf"{named}(?:[(\[{{]\s?(?P<labelled_bracket>(?i:{label}))\s?[)\]}}]|(?P<labelled>(?i:{label}))(?:\)|(?![{W}'])))"
        rf"|(?<![A-Za-z0-9)\]}}⟩\\_])[(\[{{]\s?(?P<bracket>(?i:{label}))\s?[)\]}}]"
        rf"|(?<![{W}'^(\[{{=+*/.-])(?P<closed>(?i:{label}))\s?\)"
        rf"|\A\s{{0,8}}(?P<number>{number})[.:](?=\s)"
        rf"|(?<![{W}'^°])(?P<bare>{upper})(?![{W}'])"
    )


def mentions(text: str, options: Options) -> list[Mention]:
    """The options that a text names, in order.

    Args:
        text: What :func:`~preceptor.extraction.option_labels.plain` returns.
    """
    if not text or len(text) > _CHARS:
        return []
    named = [item for match in _pattern(tuple(options.labels)).finditer(text)
             if (item := _named(text, match, options)) is not None]  # fmt: skip
    if len(named) > _MOST:
        return []
    if any(item.letter.islower() for item in named):
        for item in named:
            # Beside (ii), (i) is a numeral.
            item.letter = "i" if item.letter == "I" else item.letter
    groups: list[list[_Named]] = []
    for item in named:
        link = text[groups[-1][-1].end : item.start] if groups else None
        if link is not None and len(link) <= 24 and LINK.fullmatch(link):
            groups[-1].append(item)
        else:
            groups.append([item])
    kept = []
    for group in groups:
        # In "(A) C, (B) Na" the bare letter is the text of an option.
        while len(group) > 1 and group[0].form == "bare" and not _is_mention(text, group, options):
            group.pop(0)
        if _is_mention(text, group, options):
            kept.append(group)
    found = []
    for number, group in enumerate(kept):
        before = kept[number - 1][-1].end if number else 0
        after = kept[number + 1][0].start if number + 1 < len(kept) else len(text)
        found.append(_mention(text, group, before, after))
    return found


def _named(text: str, match: re.Match[str], options: Options) -> _Named | None:
    """The option that a match names; ``None`` where the letter is something else."""
    group = match.lastgroup or ""
    label = match.group(group)
    letter = options.letter(label)
    start, end = match.start(), match.end()
    after = text[end : end + 40]
    if group == "labelled_bracket":
        return _Named(letter, start, end, "labelled", half=True)
    if group == "labelled":
        word = match.group()[: -len(label)].rstrip(" :_#=-\\").casefold()
        article = label.islower() and SMALL_WORD_AFTER.match(after)
        other = word.startswith(("letter", "respuest", "antwort")) and not FOLLOWED.match(after)
        half = match.group().endswith(")")
        return None if article or other else _Named(letter, start, end, "labelled", half)
    if group == "bracket":
        function = re.match(r"\s?[=^(]", after)
        return None if function else _Named(letter, start, end, "bracket", half=True)
    if group == "closed":
        opened = text.rfind("(", max(0, start - _SIDE_CHARS), start)
        if opened >= 0 and ")" not in text[opened:start]:
            return _Named(letter, start, match.end(group), "bare", half=False)
        if NUMBER_BEFORE.search(text[max(0, start - 4) : start]):
            return None
        return _Named(letter, start, end, "bracket", half=True)
    if group == "number":
        return _Named(letter, match.start(group), match.end(group), "bare", half=True)
    if _is_word(label, text[max(0, start - 24) : start], after):
        return None
    return _Named(letter, start, end, "bare", half=re.match(r"[.:]\s", after) is not None)


def _is_word(label: str, before: str, after: str) -> bool:
    """Whether a capital is a word, a numeral, a variable or a unit rather than a label."""
    if label == "I" and (NUMERAL_AFTER.match(after) or PRONOUN_AFTER.match(after)):
        return True
    if NUMERAL_BEFORE.search(before):
        return True
    if label in ("A", "I") and WORD_AFTER.match(after) and not FOLLOWED.match(after):
        return True
    if FORMULA_AFTER.match(after) and not LETTER_AFTER.match(after):
        return True
    formula = FORMULA_BEFORE.search(before) and not LETTER_BEFORE.search(before)
    if formula and not ARROW_BEFORE.search(before):
        return True
    # 5 A and 25 C are quantities; in "(A) (B) C" the list goes on.
    return bool(NUMBER_BEFORE.search(before)) and not BRACKETED_BEFORE.search(before)


def _is_mention(text: str, group: list[_Named], options: Options) -> bool:
    """Whether a letter without brackets is where the letter of an option can stand."""
    first, last = group[0], group[-1]
    if first.form == "bare":
        before = text[max(0, first.start - _SIDE_CHARS) : first.start]
        if before.strip() and not PRECEDED.search(before):
            return False
    if last.form == "bare" and not FOLLOWED.match(text, last.end):
        after = text[last.end : last.end + _SIDE_CHARS]
        if options.is_own_text(last.letter, after):
            return True
        if last.letter in "AI" or text[: first.start].strip():
            return False
        return re.match(r"\s{1,3}[A-Z0-9$\\]", after) is not None
    return True


def _mention(text: str, group: list[_Named], before: int, after: int) -> Mention:
    first, last = group[0], group[-1]
    links = " ".join(text[a.end : b.start] for a, b in pairwise(group))
    start = max(before, first.start - _SIDE_CHARS)
    left = text[start : first.start]
    stops = list(STOP.finditer(left))
    clause = left[stops[-1].end() :] if stops else left
    right = text[last.end : min(after, last.end + _SIDE_CHARS)]
    stop = STOP.search(right) if right[:1] != "." else None
    right_clause = right[: stop.end()] if stop else right
    head = before == 0 and first.start <= _SIDE_CHARS and bool(HEAD.match(text[: first.start]))
    standing = _standing(clause, right_clause, head=head)
    if standing == "stated" and UNKNOWN_NEXT.match(right):
        standing = "open"
    unclear = after < len(text) and UNKNOWN_LINK.fullmatch(text, last.end, after) is not None
    either = unclear or bool(OR.search(links)) or bool(OR_BEFORE.search(left))
    whole = text[max(0, first.start - _SIDE_CHARS) : first.start]
    whole_stops = list(STOP.finditer(whole))
    sentence = whole[whole_stops[-1].end() :] if whole_stops else whole
    return Mention(
        letters=tuple(sorted({item.letter for item in group})),
        start=first.start,
        end=last.end,
        form=first.form,
        either=either,
        standing=standing,
        head=head,
        half=first.half and len(group) == 1,
        chosen_in_words=bool(CHOICE_WORD.search(sentence)),
        lone=bool(HEAD.match(clause)) and not right_clause.strip(" .!*)"),
        hedged=bool(HEDGED.search(clause)),
    )


def _standing(left: str, right: str, *, head: bool) -> Standing:
    if DENIED_BEFORE.search(left):
        return "denied"
    if DENIED_AFTER.match(right):
        return "denied"
    if COMPARED_BEFORE.search(left):
        return "open"
    if DEPENDS.match(right):
        return "open"
    right_said = SAID_RIGHT.match(right)
    if right_said is not None:
        unsaid = NOT_RIGHT.search(right_said.group()) or NEGATIVE.search(_fresh(left))
        return "open" if unsaid else "said right"
    if STATED_BEFORE.search(left) or (head and left.strip()):
        return "open" if NEGATIVE.search(_fresh(left)) else "stated"
    return "stated" if head else "named"


def _fresh(left: str) -> str:
    """The part of a clause that an earlier "not" in it reaches."""
    for mark in reversed(list(FRESH.finditer(left))):
        if mark.end() < len(left.rstrip()):
            left = left[mark.end() :]
            break
    # In "the pair that does not fit is (B)" the "not" belongs to "fit".
    return RELATIVE.sub(" ", left) if IS_BEFORE.search(left) else left
