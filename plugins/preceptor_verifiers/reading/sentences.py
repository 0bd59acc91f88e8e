"""The value that one sentence states: ``Siobhan has 23 jewels``, ``the area is then \\pi r^2``.

A sentence is read as words and formulas. It states a value if it has one formula, or one list
of formulas (``the values are x = 5 and x = -2``), or if its last formula follows its only
``is``. A formula that a word such as ``day`` or ``the`` makes part of a description (``on day
3``, ``the 2 triangles``) states nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from preceptor_verifiers.grammar.spelling import FUNCTIONS, GREEK
from preceptor_verifiers.quantities.quantity import read_quantity
from preceptor_verifiers.reading.clauses import without_style
from preceptor_verifiers.reading.named_parts import singular
from preceptor_verifiers.reading.prose import value_in_words

_SENTENCE_CHARS: Final = 400
_LEAST_WORDS: Final = 2
_UNIT_WORDS: Final = 4


@dataclass(frozen=True, slots=True)
class Stated:
    """What a sentence states.

    Attributes:
        text: The value with its unit, or the values separated by commas.
        certain: Whether the sentence says that this is the value, so that another value is
            wrong; ``The room has 3 windows`` may not be about the value at all.
    """

    text: str
    certain: bool


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


_WORD: Final = re.compile(r"[A-Za-z][A-Za-z'’-]*[A-Za-z]\.?|[aIA]|\([A-Za-z' ]+\)")
_ABBREVIATION: Final = re.compile(r"(?:[A-Za-z]\.){2,}|(?:Mr|Mrs|Ms|Dr|St|No|approx|ca|vs|etc)\.")
_FORMULA: Final = re.compile(
    r"[\d\\√π∞²³½⅓¼¾]|[A-Za-z)][\^=+*/<>≤≥-][A-Za-z(\d]|(?:\A|\s)[=+<>≤≥*](?:\s|\Z)"
)
_CURRENCY: Final = re.compile(r"\\?\$(?=\d)|[€£]")
_OPERATORS: Final = frozenset("+-=*/<>≤≥≈·×−±") | {
    "\\approx",
    "\\cdot",
    "\\times",
    "\\pm",
    "\\le",
    "\\ge",
}
_MATHS_WORDS: Final = frozenset(FUNCTIONS) | GREEK | {"mod", "dx", "dt", "dy"}
_SEPARATORS: Final = frozenset((",", ";", "and", "or", "&"))
_COPULAS: Final = _set("is are was were be equals equal becomes become = ≈ \\approx :")
_EQUATING: Final = _set("is are was were equals")
_VERBS: Final = _COPULAS | _set(
    """has have had get gets got give gives costs cost makes make made needs need earns earn takes
    take took pays pay paid left total of saves saved spends spent receives received sold sells
    therefore thus so hence exactly about approximately only contains contain obtain find"""
)
"""Words before a value that say that it is the value."""
_DESCRIBING: Final = _set(
    """the these those all any every each first last next other his her their its our my both day
    days step case part page chapter question problem figure fig eq equation theorem lemma row
    column option version year level class room line from with using since because if when
    after before than between within out no not without another on which that who where until
    except least most under over below above beyond fewer less more greater smaller larger nearly
    almost up down only either neither for term digit digits base node point item number"""
) - {"only", "number"}
"""Words before a formula after which it belongs to a description, or is only a bound."""
_RELATIVE: Final = re.compile(
    r"\b(?:more|less|fewer|greater|smaller|larger|higher|lower|older|younger|longer|shorter|times"
    r"|rather|other) (?:than|as)\b|\b(?:unknown|variables?|cases|possibilities)\b"
    r"|\bor (?:more|less|fewer|so)\b|\Aor\b|\Ato\b(?= \d)"
)
"""Words after a formula that make it a bound, a difference or a description."""
_SUPPOSED: Final = re.compile(
    r"\b(?:if|suppose|supposing|assume|assuming|doubt|doubts|whether|unless|imagine|pretend|let"
    r"|would be|might be|could be|cannot|claims?|claimed|guessed)\b|\?\s{0,3}\Z", re.IGNORECASE
)  # fmt: skip
"""Words of a sentence that does not assert its value."""
_SUBJECT: Final = re.compile(r"(?:is|are|was|were|has|have|had|does|do|becomes?|equals?)\b")
"""Words after a formula that make it what the sentence is about."""
_PREDICATE: Final = re.compile(
    r"(?:is|are|was|were) (?:(?:the|our|my|a|your) )?"
    r"(?:(?:final|correct|right|only|required|desired) ){0,3}"
    r"(?:answers?|solutions?|results?|values?|correct|right|true|left|needed|required)\b"
)
_COMMON: Final = _COPULAS | _set(
    """the of has have had get gets got we so there it this that he she they you i will can must to
    needs costs makes takes pays earns left total in on at by each per my his her their its our
    mr. mrs. ms. dr. no. approx. e.g. i.e."""
)
_NOT_UNITS: Final = _set("in a at as am is or to be an on of by per and i it he no so us we")


@dataclass(frozen=True, slots=True)
class _Piece:
    text: str
    maths: bool


def stated_in_sentence(text: str) -> Stated | None:
    """Return the value that a sentence states, or ``None`` where that is not certain.

    ``None`` also for a text that is no sentence: fewer than two words beside its formulas.
    """
    if len(text) > _SENTENCE_CHARS:
        return None
    pieces = _pieces(_CURRENCY.sub("", without_style(" ".join(text.split()))))
    formulas = [i for i, piece in enumerate(pieces) if piece.maths]
    if not formulas:
        return _number_in_words(pieces)
    if not _is_sentence(pieces) or _SUPPOSED.search(text):
        return None
    first, last = formulas[0], formulas[-1]
    between = pieces[first : last + 1]
    if any(not p.maths and p.text not in _SEPARATORS for p in between):
        copulas = [i for i, p in enumerate(pieces) if p.text in _COPULAS]
        if len(copulas) != 1 or copulas[0] != last - 1 or not _ends(pieces, last):
            return None
        return Stated(_with_unit(pieces, last), certain=True)
    if any(a.maths == b.maths for a, b in pairwise(between)):
        return None
    before = pieces[first - 1].text.lower().rstrip(".") if first else ""
    tail = " ".join(p.text for p in pieces[last + 1 :]).lower()
    lead = {p.text.lower() for p in pieces[:first]}
    given = before == "her" and not lead.isdisjoint(_VERBS - _COPULAS - {"of"})
    if (before in _DESCRIBING and not given) or _RELATIVE.search(tail) or _denied(pieces[:first]):
        return None
    if _SUBJECT.match(tail) and not _PREDICATE.match(tail):
        return None
    if before == "of" and lead.isdisjoint(_VERBS - {"of", "total", "left"}):
        return None
    certain = before in _VERBS
    if len(formulas) == 1:
        return Stated(_with_unit(pieces, last), certain)
    return Stated(", ".join(p.text for p in between if p.maths), certain)


def _is_sentence(pieces: list[_Piece]) -> bool:
    """Whether there are two words beside the formulas, one of them a usual one."""
    words = {p.text.lower() for p in pieces if not p.maths and p.text not in _SEPARATORS}
    if words & _EQUATING and len(words) > 1:
        return True
    count = sum(len(word) > 1 for word in words)
    return count >= _LEAST_WORDS and (
        not _COMMON.isdisjoint(words) or (count > _LEAST_WORDS and not pieces[0].maths)
    )


def _denied(pieces: list[_Piece]) -> bool:
    return any(
        p.text.lower() in ("not", "never", "cannot") or p.text.endswith("n't") for p in pieces
    )


def _ends(pieces: list[_Piece], at: int) -> bool:
    """Whether only a unit follows the formula."""
    return len(pieces) - at - 1 <= _UNIT_WORDS and all(
        not p.maths and p.text not in _SEPARATORS for p in pieces[at + 1 :]
    )


def _with_unit(pieces: list[_Piece], at: int) -> str:
    """Return the formula with the words after it that are its unit."""
    value = pieces[at].text
    following: list[str] = []
    for piece in pieces[at + 1 : at + 1 + _UNIT_WORDS]:
        if piece.maths or piece.text in (",", ";"):
            break
        following.append(piece.text)
    for count in range(len(following), 0, -1):
        if following[count - 1].lower() in _NOT_UNITS:
            continue
        candidate = " ".join((value, *following[:count]))
        quantity = read_quantity(candidate)
        if quantity is not None and quantity.unit is not None and not quantity.unit.unknown:
            return candidate
    return value


# --- pieces -------------------------------------------------------------------------------


def _pieces(text: str) -> list[_Piece]:
    """Return words, separators and formulas in order."""
    pieces: list[_Piece] = []
    run: list[str] = []

    def close() -> None:
        if run:
            joined = " ".join(run)
            maths = _FORMULA.search(joined) is not None
            if maths:
                pieces.append(_Piece(joined.rstrip(".,;:!?"), True))
            else:
                pieces.extend(_Piece(word, False) for word in run)
            run.clear()

    for token in _tokens(text):
        stripped = token.rstrip(".,;:!?") if not _ABBREVIATION.fullmatch(token) else token
        mark = token[len(stripped) :]
        if token in (",", ";") or (token.lower() in _SEPARATORS):
            close()
            pieces.append(_Piece(token.lower(), False))
            continue
        if _is_word(stripped):
            close()
            pieces.append(_Piece(stripped, False))
        elif stripped in ("=", "≈", "\\approx", ":") and not run:
            pieces.append(_Piece(stripped, False))
        elif stripped:
            run.append(stripped)
        if mark:
            close()
            if mark[0] in ",;":
                pieces.append(_Piece(",", False))
            elif mark[0] == ":":
                pieces.append(_Piece(":", False))
    close()
    return [
        p
        for i, p in enumerate(pieces)
        if not (p.text == "," and i + 1 < len(pieces) and pieces[i + 1].text in ("and", "or"))
    ]


def _tokens(text: str) -> list[str]:
    """Return what blanks separate outside of brackets and environments."""
    tokens: list[str] = []
    depth = 0
    for token in text.split(" "):
        if not token:
            continue
        if depth > 0:
            tokens[-1] += " " + token
        else:
            tokens.append(token)
        opened = sum(token.count(mark) for mark in ("(", "[", "{", "\\begin"))
        closed = sum(token.count(mark) for mark in (")", "]", "}", "\\end"))
        depth = max(0, depth + opened - closed)
    return tokens


def _is_word(token: str) -> bool:
    if token in _MATHS_WORDS or token in _OPERATORS:
        return False
    return _WORD.fullmatch(token) is not None or _ABBREVIATION.fullmatch(token) is not None


_ARTICLES: Final = _set("one a an half third quarter second fifth hundred thousand dozen")


def _number_in_words(pieces: list[_Piece]) -> Stated | None:
    """Return the only number in words, of a sentence without formulas: ``there are two roots``."""
    if len(pieces) < _LEAST_WORDS:
        return None
    found: list[tuple[int, str]] = []
    at = 0
    while at < len(pieces):
        for end in range(min(len(pieces), at + 5), at, -1):
            words = [p.text for p in pieces[at:end]]
            value = None if words[-1] == "and" else value_in_words(" ".join(words))
            if value is not None and value.replace("/", "").isdigit():
                found.append((at, value))
                at = end
                break
        else:
            at += 1
            continue
    if len(found) != 1:
        return None
    start, value = found[0]
    before = pieces[start - 1].text.lower() if start else ""
    if pieces[start].text.lower() in _ARTICLES or before in _DESCRIBING or _denied(pieces[:start]):
        return None
    tail = " ".join(p.text for p in pieces[start:]).lower()
    if _RELATIVE.search(tail) or any(p.text in ("or", ",", "and") for p in pieces):
        return None
    return Stated(value, certain=False)


_FUNCTION_WORDS: Final = (
    _VERBS
    | _DESCRIBING
    | _set("a an answer result value final there it he she they we you i in at by be and or this")
)


def same_subject(left: str, right: str) -> bool:
    """Whether two sentences may be about the same: they share a word, or one has no subject."""
    ours, theirs = _subject(left), _subject(right)
    return not ours or not theirs or bool(ours & theirs)


def _subject(text: str) -> frozenset[str]:
    words = re.findall(r"[A-Za-z]{3,}", without_style(text))
    return frozenset(singular(w.lower()) for w in words if w.lower() not in _FUNCTION_WORDS)
