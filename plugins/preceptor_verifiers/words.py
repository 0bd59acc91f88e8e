"""Free text: the same words, an accepted alias, or one of a closed pair of opposites."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from preceptor.limits import ANSWER_CHARS
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
    "can t be determined": "cannot be determined", "not possible": "impossible",
    "anticlockwise": "counterclockwise", "counter clockwise": "counterclockwise",
}  # fmt: skip
"""Fixed phrases that are written in several ways."""
_SHORT: Final = 4
"""Words of a statement short enough that a member can only be the answer."""
_NEGATIONS: Final = frozenset(("not", "no", "never", "neither", "nor", "without"))
_PREFIXED: Final = re.compile(r"\bnon[\s-]+(?=[a-z])")
"""``non-spontaneous`` is one word."""
_DECISION: Final = re.compile(r"(?:yes|no|true|false)(?=\s*[,.;:!]|\s*\Z)")


def decision(text: str) -> str | None:
    """Return the ``yes``, ``no``, ``true`` or ``false`` that an answer is, or begins with."""
    match = _DECISION.match(STYLED.sub(" ", text[:ANSWER_CHARS]).strip(" {}$*\n").casefold())
    return match.group() if match else None


def normalised(text: str) -> str:
    """Return the text in lower case, without accents, styles, punctuation and articles."""
    text = STYLED.sub(" ", text[:ANSWER_CHARS])
    decomposed = unicodedata.normalize("NFKD", text)
    plain = "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()
    plain = _PREFIXED.sub("non", plain)
    if _FORMULA.search(plain):
        for pattern, sign in _SIGNS:
            plain = pattern.sub(sign, plain)
    words = [w for w in _PUNCTUATION.split(plain) if w]
    kept = [w for w in words if w not in _ARTICLES]
    phrase = " ".join(kept or words)
    return _SYNONYMS.get(phrase, phrase)


def same_words(reference: str, candidate: str, aliases: tuple[str, ...] = ()) -> Same:
    """Whether two wordings agree; different words are ``UNKNOWN`` unless they exclude each other.

    A different wording may be a paraphrase, a synonym or a translation, so it is left
    undecided. Two members of one closed vocabulary (yes and no, odd and even, colours …)
    prove the answer wrong.
    """
    candidate_words = normalised(candidate)
    if not candidate_words:
        return Same.UNKNOWN
    decisions = decision(reference), decision(candidate)
    if all(decisions) and normalised(reference) in (decisions[0], candidate_words):
        if decisions[0] == decisions[1]:
            return Same.YES
        if {*decisions} in ({"yes", "no"}, {"true", "false"}):
            return Same.NO
    for accepted in (reference, *aliases):
        if normalised(accepted) == candidate_words:
            return Same.YES
    reference_words = normalised(reference)
    stated, claimed = set(reference_words.split()), set(candidate_words.split())
    for group in _CLOSED_CLASSES:
        reference_members, candidate_members = group & stated, group & claimed
        if len(reference_members) == len(candidate_members) == 1 and not (stated | claimed) & (
            _NEGATIONS - group
        ):
            if reference_members != candidate_members:
                return Same.NO if len(candidate_words.split()) <= _SHORT else Same.UNKNOWN
            member = next(iter(reference_members))
            if (reference_words == member and _predicated(candidate, member)) or (
                candidate_words == member and _predicated(reference, member)
            ):
                return Same.YES
    return Same.UNKNOWN


def _predicated(text: str, member: str) -> bool:
    """Whether the text ends with the statement: ``the function is odd``, not ``an odd one``."""
    words = [w for w in _PUNCTUATION.split(STYLED.sub(" ", text[:ANSWER_CHARS]).casefold()) if w]
    return words[-1:] == [member] and words[-2:-1] in (["is"], ["are"])
