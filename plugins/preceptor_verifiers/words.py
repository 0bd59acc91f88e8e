"""Free text: the same words, an accepted alias, or one of a closed pair of opposites."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from preceptor.limits import ANSWER_CHARS
from preceptor_verifiers.decisions import ALIKE, OPPOSITES, decision, is_bare
from preceptor_verifiers.grammar.spelling import STYLED
from preceptor_verifiers.outcome import Same

_PUNCTUATION: Final = re.compile(r"[\s\"'’‘“”`*_$.,;:!?(){}\[\]\\~-]+")
_FORMULA: Final = re.compile(r"[\\=^+<>\d]")
"""Characters that show mathematics among the words."""
_SIGNS: Final = (
    (re.compile(r"(?<![^\W\d_])[-−–]|[-−–](?![^\W\d_])"), " − "),
    (re.compile(r"(?<=\d)\.(?=\d)"), "·"),
    (re.compile(r"(?<=[\w)}])!"), " ¡ "),
    (re.compile(r"'(?=[('])"), "′"),
)
"""Punctuation that is a sign in mathematics: minus, decimal point, factorial, derivative."""
_ARTICLES: Final = frozenset(("the", "a", "an", "it", "is", "are", "be", "and"))
_CLOSED_CLASSES: Final = tuple(
    frozenset(group.split("|"))
    for group in (
        "yes|no",
        "true|false",
        "odd|even|neither",
        "increasing|decreasing|constant",
        "increases|decreases|unchanged",
        "increase|decrease|unchanged",
        "positive|negative|zero",
        "convergent|divergent",
        "converges|diverges",
        "rational|irrational",
        "acidic|basic|neutral",
        "acid|base",
        "oxidised|reduced",
        "oxidized|reduced",
        "endothermic|exothermic",
        "spontaneous|nonspontaneous",
        "left|right",
        "maximum|minimum",
        "north|south|east|west",
        "red|orange|yellow|green|blue|violet|white|black",
        "solid|liquid|gas",
        "one|two|three|four|five|six|seven|eight|nine|ten|zero",
        "monday|tuesday|wednesday|thursday|friday|saturday|sunday",
        "january|february|march|april|may|june|july|august|september|october|november|december",
        "parabola|hyperbola|ellipse",
        "parabola|hyperbola|circle",
        "prime|composite",
        "finite|infinite",
        "acute|obtuse|right",
        "clockwise|counterclockwise",
        "attractive|repulsive",
        "first|second|third|fourth",
    )
)
"""Vocabularies whose members exclude each other; only there do words prove an answer wrong."""


_SYNONYMS: Final = {
    "dne": "does not exist", "doesn t exist": "does not exist", "do not exist": "does not exist",
    "none of above": "none of these", "none of following": "none of these",
    "no solutions": "no solution", "not defined": "undefined", "no limit": "does not exist",
    "can t be determined": "cannot be determined", "can not be determined": "cannot be determined",
    "not enough information": "cannot be determined", "cannot determine": "cannot be determined",
    "cannot be determined": "cannot be determined",
    "insufficient information": "cannot be determined", "not possible": "impossible",
    "anticlockwise": "counterclockwise", "does not converge": "divergent",
    "doesn t converge": "divergent", "not convergent": "divergent", "nonconvergent": "divergent",
    "does not diverge": "convergent", "doesn t diverge": "convergent",
    "not divergent": "convergent", "neither even nor odd": "neither",
    "neither odd nor even": "neither", "neither odd or even": "neither",
}  # fmt: skip
"""Fixed phrases that are written in several ways."""
_SPELLINGS: Final = {
    "centre": "center", "colour": "color", "metre": "meter", "litre": "liter", "grey": "gray",
    "fibre": "fiber", "aluminium": "aluminum", "sulphur": "sulfur", "behaviour": "behavior",
    "converge": "convergent", "converges": "convergent", "converging": "convergent",
    "diverge": "divergent", "diverges": "divergent", "diverging": "divergent",
}  # fmt: skip
"""Words with a second spelling, and verbs that state the same as an adjective."""
_SHORT: Final = 4
"""Words of a statement short enough that a member can only be the answer."""
_NEGATIONS: Final = frozenset(("not", "no", "never", "neither", "nor", "without", "cannot"))
_OPEN: Final = _NEGATIONS | frozenset(
    [
        "or",
        "either",
        "if",
        "unless",
        "but",
        "except",
        "than",
        "opposite",
        "contrary",
        "wrong",
        "incorrect",
        "false",
        "maybe",
        "perhaps",
        "possibly",
        "might",
        "could",
        "isn",
        "t",
        "aren",
        "doesn",
        "don",
        "other",
        "instead",
        "versus",
        "rather",
        "while",
        "whereas",
    ]
)
"""Words before a statement with which its end need not be the answer."""
_COPULAS: Final = frozenset(("is", "are", "was", "were", "called", "becomes", "named"))
_PREFIXED: Final = re.compile(r"\b(non|anti|counter)[\s-]+(?=[a-z])")
"""``non-spontaneous`` and ``counter-clockwise`` are one word."""
_PREPOSITIONS: Final = frozenset(("on", "in", "at", "to", "towards", "toward"))
_LIST: Final = re.compile(r"\s*(?:,\s*and\b|[,;&]|\band\b)\s*")
_RESTRICTED: Final = re.compile(
    r"(?<![a-z])(?:but|only|if|unless|except|because|since|as|when|provided|although|and)(?![a-z])",
    re.IGNORECASE,
)
"""Words with which a decision is not the whole answer: ``Yes, but only if …``."""
_STATEMENT_WORDS: Final = 12


def normalised(text: str) -> str:
    """Return the text in lower case, without accents, styles, punctuation and articles."""
    words = _words(text)
    kept = [w for w in words if w not in _ARTICLES] or words
    phrase = " ".join(_SPELLINGS.get(w, w) for w in kept)
    for written in (" ".join(words), " ".join(kept)):
        if written in _SYNONYMS:
            return _SYNONYMS[written]
    return phrase


def _words(text: str) -> list[str]:
    text = STYLED.sub(" ", text[:ANSWER_CHARS])
    decomposed = unicodedata.normalize("NFKD", text)
    plain = "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()
    plain = _PREFIXED.sub(r"\1", plain)
    if _FORMULA.search(plain):
        for pattern, sign in _SIGNS:
            plain = pattern.sub(sign, plain)
    return [w for w in _PUNCTUATION.split(plain) if w]


def same_words(reference: str, candidate: str, aliases: tuple[str, ...] = ()) -> Same:
    """Whether two wordings agree; different words are ``UNKNOWN`` unless they exclude each other.

    A different wording may be a paraphrase, a synonym or a translation, so it is left
    undecided. Two members of one closed vocabulary (yes and no, odd and even, colours …)
    prove the answer wrong.
    """
    candidate_words = normalised(candidate)
    if not candidate_words:
        return Same.UNKNOWN
    decided = _same_decision(reference, candidate)
    if decided is not None:
        return decided
    for accepted in (reference, *aliases):
        if _same_phrase(normalised(accepted), candidate_words):
            return Same.YES
        if _same_pair(accepted, candidate) or _ends_with(candidate, accepted):
            return Same.YES
    if _ends_with(reference, candidate):
        return Same.YES
    return _same_member(normalised(reference), candidate_words)


def _same_decision(reference: str, candidate: str) -> Same | None:
    ours, theirs = decision(reference), decision(candidate)
    if ours is None or theirs is None:
        return None
    if theirs == OPPOSITES[ours]:
        return Same.NO
    if not is_bare(reference) and not (is_bare(candidate) and not _RESTRICTED.search(reference)):
        return None
    return Same.YES if ALIKE[ours] == ALIKE[theirs] else Same.UNKNOWN


def _same_phrase(left: str, right: str) -> bool:
    """Whether two phrases have the same words, apart from hyphens and plurals."""
    if left == right:
        return True
    if not (left.replace(" ", "").isalpha() and right.replace(" ", "").isalpha()):
        return False
    if left.replace(" ", "") == right.replace(" ", ""):
        return True
    ours, theirs = left.split(), right.split()
    if theirs[0] in _PREPOSITIONS and len(theirs) == len(ours) + 1:
        theirs = theirs[1:]
    if [_singular(w) for w in ours] == [_singular(w) for w in theirs]:
        return True
    # absolutely convergent, converges absolutely
    return len(ours) == 2 and ours == theirs[::-1] and any(w.endswith("ly") for w in ours)


def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def _same_pair(left: str, right: str) -> bool:
    """Whether two texts name the same two things; the order of more may matter."""
    if len(left) + len(right) > ANSWER_CHARS or not _LIST.search(left):
        return False
    ours, theirs = (
        sorted(normalised(item) for item in _LIST.split(text.casefold())) for text in (left, right)
    )
    return len(ours) == 2 and ours == theirs and "".join(ours).replace(" ", "").isalpha()


def _ends_with(statement: str, answer: str) -> bool:
    """Whether a short statement says that something is the answer: ``the function is odd``.

    Not if something else is said before it: ``if f is even, g is odd``.
    """
    if len(statement) > 160:
        return False
    words, wanted = _words(statement), normalised(answer)
    if not wanted or not wanted.replace(" ", "").isalpha() or len(words) > _STATEMENT_WORDS:
        return False
    count = len(wanted.split())
    for end in range(len(words) - count, 0, -1):
        tail = normalised(" ".join(words[end:]))
        if not _same_phrase(wanted, tail):
            continue
        before = words[:end]
        while before and before[-1] in ("a", "an", "the"):
            before = before[:-1]
        if not before:
            continue
        if not _OPEN.isdisjoint(before) or any(_members(wanted) & _members(w) for w in before):
            return False
        verb = wanted in ("convergent", "divergent") and words[-1] in _SPELLINGS
        return before[-1] in _COPULAS or verb or wanted.startswith("does not")
    return False


def _members(words: str) -> set[int]:
    """Return the numbers of the closed vocabularies that a word is in."""
    stated = set(words.split())
    return {i for i, group in enumerate(_CLOSED_CLASSES) if group & stated}


def _same_member(reference: str, candidate: str) -> Same:
    """Compare by the one member of a closed vocabulary in each of two phrases."""
    stated, claimed = set(reference.split()), set(candidate.split())
    for group in _CLOSED_CLASSES:
        ours, theirs = group & stated, group & claimed
        if len(ours) != 1 or len(theirs) != 1 or (stated | claimed) & (_NEGATIONS - group):
            continue
        if ours != theirs:
            return Same.NO if len(candidate.split()) <= _SHORT else Same.UNKNOWN
    return Same.UNKNOWN
