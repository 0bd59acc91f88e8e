"""Answers that decide: yes or no, true or false, in the words that are used for it.

``No, it does not``, ``It is correct``, ``The statement does not hold``. An answer that decides
both ways (``Yes, no``; ``True. False.``) decides nothing.
"""

from __future__ import annotations

import re
from typing import Final

from preceptor_verifiers.grammar.spelling import STYLED

_DECISION_CHARS: Final = 400
"""Characters in which a decision and its contradiction are looked for."""

_WORDS: Final = {
    "yes": "yes", "yeah": "yes", "yep": "yes", "no": "no", "nope": "no", "true": "true",
    "false": "false", "correct": "true", "incorrect": "false", "wrong": "false",
    "untrue": "false", "not true": "false", "not correct": "false", "not false": "true",
    "holds": "true", "does not hold": "false", "doesn't hold": "false",
}  # fmt: skip
OPPOSITES: Final = {"yes": "no", "no": "yes", "true": "false", "false": "true"}
ALIKE: Final = {"yes": "true", "no": "false", "true": "true", "false": "false"}
"""Decisions as values: to agree with a statement is to call it true."""
_WORD: Final = re.compile(
    r"(?:(?:(?:my|the|our) )?answer(?: is|:) |(?:it|that|this)(?: is|['’]s) )?"
    r"(?:definitely |certainly |clearly |always )?"
    r"(yes|yeah|yep|nope|no|true|false|not true|not correct|not false|correct|incorrect|wrong"
    r"|untrue|holds|does not hold|doesn't hold)(?!\.\s?(?:of|\d))(?=\s*[,.;:!?(—–-]|\s*\Z)"
)
_SUBJECT: Final = (
    r"(?:(?:(?:the|this|that|your|his|her|their) )?(?:given )?"
    r"(?:statement|claim|assertion|proposition|conjecture|hypothesis|conclusion|identity|inequality"
    r"|equality|equation)|it|this|that)"
)
_STATEMENTS: Final = (
    (re.compile(_SUBJECT + r" (?:is (?:indeed |always )?(?:true|correct|valid)"
                r"|(?:always )?holds(?: true)?)"
                r"(?=\s*(?:[,.;:!(—–-]|for all|because|since|\Z))"), "true"),
    (re.compile(_SUBJECT + r" (?:is (?:false|incorrect|wrong|invalid|untrue"
                r"|not (?:always |necessarily )?(?:true|correct|valid))|(?:does not|doesn['’]t)"
                r"(?: always)? hold|fails)(?=\s*(?:[,.;:!(—–-]|because|since|\Z))"), "false"),
)  # fmt: skip
_SEGMENT: Final = re.compile(
    r"[,.;:!?/()\n…—–]|(?<![a-z])(?:but|and|or|however|nor|yet|although|then|-)(?![a-z])"
)
_FILLER: Final = re.compile(
    r"(?:(?:also|actually|wait|sorry|maybe|perhaps|possibly|rather|both|it is|it's|the answer is"
    r"|hmm|i mean|in fact|sometimes|partly|definitely)(?![a-z])\s*)+"
)


def decision(text: str) -> str | None:
    """Return the ``yes``, ``no``, ``true`` or ``false`` that an answer is, or begins with."""
    plain = _plain(text)
    match = _WORD.match(plain)
    if match is not None:
        decided, end = _WORDS[match.group(1)], match.end()
    else:
        stated = _statement(plain)
        if stated is None:
            return None
        decided, end = stated
    rest = plain[end:]
    asked = rest.startswith("?") and rest.strip(" ?!.") != ""
    return None if asked or _contradicts(decided, rest) else decided


def is_bare(text: str) -> bool:
    """Whether a text is a decision and nothing else."""
    plain = _plain(text).strip(" .!")
    match = _WORD.match(plain)
    end = match.end() if match is not None else (_statement(plain) or ("", 0))[1]
    return end > 0 and not plain[end:].strip()


def _plain(text: str) -> str:
    shown = STYLED.sub(" ", text[:_DECISION_CHARS]) if "\\" in text else text[:_DECISION_CHARS]
    return " ".join(shown.strip(" {}$*\n\"'`()[]_").casefold().split())


def _statement(plain: str) -> tuple[str, int] | None:
    for pattern, decided in _STATEMENTS:
        match = pattern.match(plain)
        if match is not None:
            return decided, match.end()
    return None


def _contradicts(decided: str, rest: str) -> bool:
    """Whether a clause of the rest is the opposite decision."""
    opposite = OPPOSITES[decided]
    for segment in _SEGMENT.split(rest):
        clause = _FILLER.sub("", segment.strip()).strip(" *\"'`{}$")
        if _WORDS.get(clause) == opposite:
            return True
        stated = _statement(clause)
        if stated is not None and stated[0] == opposite and decided in ("true", "false"):
            return True
    return False
