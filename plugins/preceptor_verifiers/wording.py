"""Free text: the same words, an accepted alias, or one of a closed pair of opposites."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from preceptor.limits import ANSWER_CHARS
from preceptor_verifiers.equality import Same

_STYLE: Final = re.compile(
    r"\\(?:text|mathrm|textbf|mathbf|mbox|hbox|textit|textrm|textnormal|operatorname|emph)\b"
)
_PUNCTUATION: Final = re.compile(r"[\s\"'`*_$.,;:!?(){}\[\]\\~-]+")
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
_DECISION: Final = re.compile(r"(?:yes|no|true|false)(?=\s*[,.;:!]|\s*\Z)")


def decision(text: str) -> str | None:
    """The ``yes``, ``no``, ``true`` or ``false`` that an answer is, or begins with."""
    match = _DECISION.match(_STYLE.sub(" ", text[:ANSWER_CHARS]).strip(" {}$*\n").casefold())
    return match.group() if match else None


def normalised(text: str) -> str:
    """Lower case, without accents, styles, punctuation and articles; single spaces."""
    text = _STYLE.sub(" ", text[:ANSWER_CHARS])
    decomposed = unicodedata.normalize("NFKD", text)
    plain = "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()
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
    for group in _CLOSED_CLASSES:
        stated = group & set(reference_words.split())
        claimed = group & set(candidate_words.split())
        if len(stated) == len(claimed) == 1:
            both_short = max(len(reference_words.split()), len(candidate_words.split())) <= 3
            if stated != claimed:
                return Same.NO
            shorter, longer = sorted((reference_words, candidate_words), key=len)
            if (
                shorter in group
                and (both_short or shorter == candidate_words)
                and not (both_short and any(c.isdigit() for c in longer))
                and ("not" not in longer.split() and "no" not in longer.split()[1:])
            ):
                return Same.YES
    return Same.UNKNOWN
