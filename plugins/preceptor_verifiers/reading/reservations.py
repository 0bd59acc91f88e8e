"""Answers that deny, take back or leave open what they state: ``5 is wrong``, ``5… no, 6``.

A grammar that reads the value and skips the words around it would accept all of them.
"""

from __future__ import annotations

import re
from typing import Final

from preceptor.extraction.cue_words import FOREIGN_DENIALS
from preceptor_verifiers.grammar.spelling import STYLED

_READ_CHARS: Final = 2000
_DENIED: Final = re.compile(
    r"(?<![A-Za-z\\])(?:(?:is|are|was|were|would be|cannot be|can't be|must be|be|seems?|looks?)\s+"
    r"(?:definitely |clearly |also |simply |probably )?"
    r"(?:not|wrong|incorrect|false|untrue|invalid|mistaken|impossible|excluded|ruled out|rejected"
    r"|too (?:small|large|big|low|high|short|long|few|many|little|much))"
    r"|isn['’]?t|aren['’]?t|wasn['’]?t|cannot be|can['’]?t be|not equal|rules? out"
    r"|(?:do|does|did)(?: not|n['’]?t) (?:work|satisfy|solve|fit|hold|count|qualify)"
    r"|(?:which|that|but(?: it| this)?) (?:contradicts|violates)"
    r"|anything but|everything but)(?![A-Za-z])"
    r"|\A\W{0,4}(?:it['’]?s )?(?:not|never)\s"
    r"|[(\[]\s*(?:wrong|incorrect|false|not correct|invalid|rejected)\s*[!)\]]"
    r"|\d\s(?:minus|plus)\s[a-z]"
    r"|\d\s?[,;:–—-]?\s?(?:wrong|incorrect)[\s.!]{0,4}\Z",
    re.IGNORECASE,
)
_DENIED_ABROAD: Final = re.compile(FOREIGN_DENIALS, re.IGNORECASE)
_TAKEN_BACK: Final = re.compile(
    r"(?<=\S)\s*(?:[.,;:!?…–—-]|\.{2,}|\\ldots|\\dots)\s*(?:oh |but |or |and )?"
    r"(?:no(?=\s?[,.;:!?…—-]|\s(?:wait|it|i|sorry|\W{0,2}\d))|nope|wait|sorry|actually|i mean"
    r"|rather|correction|scratch that|hmm|oops|hold on|not)"
    r"(?![A-Za-z])\W{0,4}(?=\S)",
    re.IGNORECASE,
)
_LEFT_OPEN: Final = re.compile(
    r"(?<![A-Za-z])(?:or|and|but)\s+(?:it )?(?:might be |could be |may be |maybe|perhaps|possibly"
    r"|probably|alternatively|even|else)(?![A-Za-z])"
    r"|(?<![A-Za-z])(?:maybe|perhaps|possibly|might be|could be|may be)(?![A-Za-z]).{1,80}"
    r"(?<![A-Za-z])(?:maybe|perhaps|possibly|might be|could be|may be|or)(?![A-Za-z])"
    r"|[,;]\s*(?:maybe|perhaps|possibly)\s"
    r"|[,;]\s*or,?\s+(?:if you|alternatively|else|otherwise|depending)",
    re.IGNORECASE | re.DOTALL,
)
_CONTRAST: Final = re.compile(
    r"(?<=[\w})$%°])\s?(?:,\s?(?:and |but )?not|\s(?:but|and) not"
    r"|,?\s(?:instead of|rather than|as opposed to))\s(?P<other>\S[^,;]{0,40}?)\s?\.?\Z"
    r"|(?<=[\w})$%°])\s?\((?:and |but )?(?:not|instead of|rather than)\s"
    r"(?P<inner>[^()]{1,40})\)\s?\.?\Z",
    re.IGNORECASE,
)


def reservation(text: str) -> str:
    """Return in words why a text does not settle on an answer; empty where it does."""
    if len(text) > _READ_CHARS or not any(c.isalpha() for c in text):
        return ""
    plain = STYLED.sub(" ", text) if "\\" in text else text
    if _DENIED.search(plain) or _DENIED_ABROAD.search(plain):
        return "The answer denies what it states"
    if _TAKEN_BACK.search(plain):
        return "The answer takes back what it states"
    if _LEFT_OPEN.search(plain):
        return "The answer leaves open which value it states"
    return ""


def without_contrast(text: str) -> str:
    """Return ``5, not 6`` and ``5 (not 6)`` as ``5``; the rest of the text is unchanged."""
    if len(text) > _READ_CHARS or not ("not" in text or "than" in text or "inst" in text):
        return text
    text = text.strip()
    match = _CONTRAST.search(text)
    if match is None:
        return text
    other = (match.group("other") or match.group("inner")).strip(" $.")
    kept = text[: match.start()].rstrip()
    if not kept or other == kept.strip(" $.") or not any(c.isdigit() or c == "\\" for c in kept):
        return text
    return kept
