"""The value that a sentence states: ``Siobhan has 23 jewels`` states ``23 jewels``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from preceptor.extraction import cue_words
from preceptor.extraction.reservations import bounded, doubted

_SENTENCE_CHARS: Final = 600
MATHS: Final = (
    r"\$\$[^$]{1,600}\$\$|\$(?:[^$\\\n]|\\.){1,400}?(?<=[^\s\\])\$(?!\d)"
    r"|\\\[.{1,600}?\\\]|\\\(.{1,400}?\\\)"
)
_NUMBER: Final = (
    r"(?:(?:(?:US|A|C)?\\?\$|€|£|¥|Rs\.?|USD|EUR)\s?)?(?<![\w.,])[-−+]?(?:\d[\d,]*(?:\.\d+)?|\.\d+)"
    r"(?:\s?[×xX*]\s?10\s?\^?\s?[{(]?[-−]?\d{1,3}[)}]?|[eE][-+]?\d{1,3})?"
    r"(?:\s?/\s?\d[\d,]*|:\d{1,3}(?!\d))?(?:\s?\\?%|\s?°\s?[CFK]?)?(?![\d])"
)
_VALUE: Final = re.compile(rf"({MATHS})|({_NUMBER})", re.DOTALL)
_NO_WORDS: Final = re.compile(
    rf"{MATHS}|\\[A-Za-z]+(?:\s{{0,4}}\{{[^{{}}]{{0,200}}\}})?", re.DOTALL
)
_WORD: Final = re.compile(r"[^\W\d_]{2,}")
_BOLD: Final = re.compile(r"\*\*([^*\n]{1,200})\*\*")
_UNIT: Final = re.compile(
    r"[ \t]?[A-Za-zµμΩ°][\w°·^/*\-²³⁻¹]{0,20}"
    r"(?:[ \t](?:per[ \t])?[A-Za-zµμΩ][\w·^/*\-²³⁻¹]{0,20}){0,2}"
)
_FUNCTION_WORDS: Final = frozenset(
    [
        *("a", "about", "above", "after", "again", "all", "already", "also", "altogether", "among"),
        *("an", "and", "any", "are", "as", "at", "away", "because", "before", "below", "but", "by"),
        *("can", "could", "did", "do", "does", "during", "each", "every", "for", "from", "had"),
        *("has", "have", "he", "her", "his", "if", "in", "into", "is", "it", "its", "left", "less"),
        *("longer", "many", "more", "much", "now", "of", "off", "on", "only", "or", "out", "over"),
        *("remaining", "she", "since", "so", "than", "that", "the", "their", "them", "then"),
        *("there", "they", "this", "times", "to", "together", "too", "total", "under", "until"),
        *("was", "we", "were", "when", "where", "which", "while", "who", "will", "with", "without"),
        *("would", "you", "x", "older", "younger", "fewer", "greater", "higher", "taller", "worth"),
        *("both", "between", "through", "respectively", "respective", "approximately", "ist"),
    ]
)
_INTRODUCED: Final = re.compile(
    r"\b(?:in|after|for|during|over|within|by|per|every|each|at|on|from|before|since|until|of"
    r"|using|among|between|through|than|to|when|if|as|with|left|where|while|because|so that)\b",
    re.IGNORECASE,
)
"""What comes before a number that is about circumstances: in 4 weeks, with 2 pencils each."""
_OPERATED: Final = re.compile(r"[-+−*/^(]\(?\Z")
_OF: Final = re.compile(r"\s+of\s+(?:the\s+|these\s+|those\s+)?", re.IGNORECASE)
"""Between two numbers alone it leaves open which one is meant: 12 of the 20."""
_CLAUSE: Final = re.compile(r"[,;]|\band\b|\bor\b", re.IGNORECASE)
_VARIABLE: Final = re.compile(r"(?:\$|\\\()\s*\\?[A-Za-z]{1,8}(?:_\{?\w{1,3}\}?)?\s*(?:\$|\\\))")
"""A formula that is the name of a variable only: the value of $x$ is 5."""
_IS: Final = re.compile(
    r"(?:\b(?:is|are|was|were|equals|be|becomes|totals|amounts to|ist|est|es|son)|=)[ \t]*:?[ \t]*"
    r"(?:(?:approximately|about|exactly|only|just|simply|thus|therefore|then|roughly|around|also"
    r"|equal to)[ \t]+){0,2}\**\Z",
    re.IGNORECASE,
)
_FRONTED: Final = re.compile(
    r"\W{0,6}(?:in|after|for|during|over|within|by|every|at|on|from|before|since|if|when|with|of"
    r"|out of)\b[^.;:=]{0,80}?,",
    re.IGNORECASE,
)
_ITEM: Final = re.compile(r"[.)]\s+[A-Z]")
"""Behind the number of an item of a list."""
_LABELLED: Final = re.compile(
    r"(?:step|part|question|problem|option|figure|fig|equation|eq|case|day|week|year|no|number|monkey"
    r"|machine|box|group|person|player|team|train|car|room|page|chapter|section|level|grade|row"
    r"|line|type|class|item|stage|round|method|table|ex|exercise|example)[ \t.]#?\Z",
    re.IGNORECASE,
)
_DENIED: Final = re.compile(rf"{cue_words.DENIALS}|\bwrong\b|\bincorrect\b", re.IGNORECASE)
_OTHERWISE: Final = re.compile(
    r",?\s{1,3}(?:which|that|but|though)\s(?:[a-z]{1,12}\s){0,2}(?:not|never|contradicts?|violates?)\b"
    r"|\sof\s(?:our|my|your|such|these|those)\s[a-z]",
    re.IGNORECASE,
)
"""What behind a value takes it back, or names a unit of one's own: ``5 of our lengths``."""
_CHOICE_OF: Final = re.compile(
    r"\b(?:or|either|otherwise|else|unless|perhaps|maybe|oder|ou|或)\b", re.I
)


@dataclass(frozen=True)
class StatedValue:
    """A value in a sentence.

    Attributes:
        start, end: Where it is in the text, with its unit or the noun that is counted.
        others: The other values in the sentence, as written.
    """

    start: int
    end: int
    others: tuple[str, ...] = ()


def is_sentence(text: str) -> bool:
    """Whether a text is a sentence: three words outside of formulas, or two before its value."""
    if len(text) > _SENTENCE_CHARS:
        return False
    words = list(_WORD.finditer(_NO_WORDS.sub(lambda match: " " * len(match.group()), text)))
    if len(words) >= 3:
        return True
    value = _VALUE.search(text)
    return len(words) == 2 and value is not None and words[1].end() <= value.start()


def emphasised(sentence: str) -> str | None:
    """The only words in bold of a sentence, when they are a value."""
    if not is_sentence(sentence) or doubted(sentence):
        return None
    bold = _BOLD.findall(sentence)
    if len(bold) != 1 or not _VALUE.search(bold[0]) or is_sentence(bold[0]):
        return None
    at = sentence.find(bold[0])
    if bounded(sentence, at - 2, at + len(bold[0]) + 2):
        return None
    return str(bold[0]).strip(" .:")


def values_in(text: str, start: int, end: int) -> list[re.Match[str]]:
    """The numbers and formulas in ``text[start:end]`` that are no labels (``Step 3``)."""
    return [
        match
        for match in _VALUE.finditer(text, start, end)
        if not _LABELLED.search(text, max(start, match.start() - 14), match.start())
        and not (match.start() == start and _ITEM.match(text, match.end()))
    ]


def stated_value(text: str, start: int, end: int) -> StatedValue | None:
    """The value that the sentence ``text[start:end]`` states.

    Its only number or formula; of several, the last one when it is said to be something (``the
    average of 3 and 5 is 4``), or the first one when the others are about circumstances
    (``in 4 weeks``, ``with 2 pencils each``). ``None`` where there is none, several may be meant,
    or the sentence denies something or makes it a condition.
    """
    sentence = text[start:end]
    if not is_sentence(sentence):
        return None
    if unsettled(sentence):
        return None
    values = values_in(text, start, end)
    if not values:
        return None
    main = values[0]
    if len(values) > 1:
        values = [v for v in values if not _VARIABLE.fullmatch(v.group())] or values
        main = values[0]
    predicate = values[-1]
    if len(values) > 1 and _IS.search(text, max(start, predicate.start() - 30), predicate.start()):
        main = predicate
    elif len(values) > 1:
        fronted = _FRONTED.match(text, start, end)
        after = [v for v in values if fronted is None or v.start() >= fronted.end()]
        if not after or any(v.group(1) and "=" in v.group(1) for v in values):
            return None
        main = after[0]
        for later in values:
            between = text[main.end() : later.start()]
            if later.start() > main.start() and not _about_circumstances(between):
                return None
    value = main
    if bounded(text, value.start(), value.end()) or _OTHERWISE.match(text, value.end(), end):
        return None
    if _OPERATED.search(text[start : value.start()][-3:]):
        return None
    others = tuple(match.group() for match in values if match is not value)
    if value.group(2) is None:
        return StatedValue(value.start(), value.end(), others)
    return StatedValue(value.start(), _with_unit(text, value.end(), end), others)


def unsettled(sentence: str) -> bool:
    """Whether a sentence denies or doubts something, or leaves a choice."""
    return bool(_DENIED.search(sentence) or _CHOICE_OF.search(sentence) or doubted(sentence))


def _about_circumstances(between: str) -> bool:
    """Whether a number behind these words is introduced by one for circumstances.

    A clause that begins after it has a value of its own: *5 for even n, 6 for odd n*.
    """
    if _OF.fullmatch(between):
        return False
    introduced = None
    for introduced in _INTRODUCED.finditer(between):  # noqa: B007 - the last one is wanted
        pass
    return introduced is not None and not _CLAUSE.search(between, introduced.end())


def _with_unit(text: str, at: int, end: int) -> int:
    """Where the unit or the counted noun behind a number ends; ``at`` when there is none."""
    if text[at - 1 : at] in "%":
        return at
    unit = _UNIT.match(text, at, end)
    if unit is None:
        return at
    taken = at
    words = unit.group()
    offset = 0
    for word in re.split(r"(?<=\S)(?=[ \t])", words):
        plain = word.strip()
        if plain.lower() in _FUNCTION_WORDS:
            break
        offset += len(word)
        taken = at + offset
    if text[at:taken].strip().lower().endswith("per"):
        taken -= 4
    return max(at, taken)
