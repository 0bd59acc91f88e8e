"""Words by which a reply does not settle on the value that it names.

Bounds (``at least 5``), doubts and other voices (``the hint says that the answer is 5``), answers
that are taken back, and replies that give up.
"""

from __future__ import annotations

import re
from typing import Final

from preceptor.extraction import cue_words

_VALUE_AHEAD: Final = r"(?:\s*(?:about|approximately|around|exactly))?[\s$\\({}€£]*\Z"
_BOUND_BEFORE: Final = re.compile(
    r"(?:\bat (?:the )?(?:least|most)|\b(?:more|less|fewer|greater|smaller|larger|higher|lower"
    r"|longer|shorter|bigger|rather|other) than|\bup to|\b(?:over|under|above|below|beyond|nearly"
    r"|almost|not|never|exceeds?|without|except|but|mindestens|höchstens|bis zu|au moins|au plus"
    r"|al menos|a lo sumo)|至少|至多|不超过|超过|[<>≤≥≠]"
    r"|\\(?:le|ge|leq|geq|lt|gt|ne|neq)(?![A-Za-z]))" + _VALUE_AHEAD,
    re.IGNORECASE,
)
_BOUND_BEHIND: Final = re.compile(
    r"[\s$\\)}]{0,6}(?:[A-Za-z°%/]{1,6}\s{1,3})?(?:to|through|until|bis)\s{1,3}[$\\(]{0,3}[-+]?\d|"
    r"[\s$\\)},]{0,6}(?:\\text\s*\{\s*)?(?:or|and) (?:more|less|fewer|greater|smaller|above|below"
    r"|over|up|higher|lower|larger)\b"
    r"|[\s$\\)}]{0,6}(?:\\text\s*\{\s*)?(?:(?:would be|is|are) )?too (?:much|many|few|little|large"
    r"|small|big|high|low)\b",
    re.IGNORECASE,
)
_VOICE: Final = re.compile(
    r"\b(?:I doubt|doubt that|hints?|claims?(?= (?:that|it|the answer)|\s*[$\\:])"
    r"|(?:common|usual|typical)"
    r" (?:mistake|error)|false that|not true that|nobody|no one|would say|was said|is said"
    r"|(?:friends?|students?|teacher|someone|somebody|people|they|he|she)"
    r" (?:thinks?|says?|said|claims?|claimed|believes?)|format of|in the form|template)\b",
    re.IGNORECASE,
)
_DOUBT: Final = re.compile(
    r"\b(?:guess|maybe|perhaps|might|may|possibly|supposedly|suppose|cannot|can['’]?t"
    r"|could(?:n['’]?t| not)|disagree|unless|wrong|false|incorrect|anything but|multiples?|divisors"
    r"|factors of|powers of|see (?:equation|eq|figure|table|above|below)|was expected|score:)\b"
    r"|\bdef \w+\(|__import__|\breturn \d|\bsystem\(",
    re.IGNORECASE,
)
_DENIED: Final = re.compile(cue_words.FOREIGN_DENIALS, re.IGNORECASE)
_TAKEN_BACK: Final = re.compile(
    r"[\s.,;:!?$*)\]}\"'>-]{0,12}(?:wait|hmm|oops|edit\b|correction|sorry|on second thought"
    r"|scratch that|no[,:.]|(?:that|this|which|it|(?:this|the|that) (?:quoted |above )?"
    r"(?:answer|value|result)) (?:is|was|can['’]?t be|cannot be) "
    r"(?:wrong|incorrect|not right|not correct|false)"
    r"|which (?:is|was) not\b|which contradicts"
    r"|(?:is|was) (?:wrong|incorrect|not right|not correct|false)|actually,)",
    re.IGNORECASE,
)
_GIVES_UP: Final = re.compile(
    r"\b(?:I|we)(?: am| are| was| were)? (?:could not|couldn['’]?t|cannot|can['’]?t|can not|do not"
    r"|don['’]?t|not able to|unable to|failed to) "
    r"(?:solve|know|determine|answer|find|say|decide|tell)"
    r"|\b(?:cannot|can['’]?t|could not|couldn['’]?t) be "
    r"(?:determined|solved|answered|found|decided)"
    r"|\bno idea\b|\banswer is (?:unclear|unknown|not (?:clear|known|certain))\b",
    re.IGNORECASE,
)
_STRUCK: Final = re.compile(
    r"~~[^~\n]{1,400}~~|\\[hv]?phantom\s{0,4}\{[^{}]{0,400}\}|\\(?:sout|st|[bx]?cancel)\s{0,4}\{[^{}]{0,400}\}"
    r"|<(s|del|strike)>[^<>]{0,400}</\1>|<!--.{0,2000}?-->",
    re.DOTALL | re.I,
)
_CODE: Final = re.compile(
    r"\bdef \w+\(|__\w+__|\breturn [\w(]|\b(?:print|eval|exec|system|echo)\s?\("
    r"|\bimport \w+|\blambda \w*:"
)
_ALTERNATIVES: Final = re.compile(r"\d\s{0,3}(?:还是|或者?)\s{0,3}\d")
_HIDDEN: Final = re.compile(
    r"[\u0335-\u0338\u202a-\u202e\u2066-\u2069]|\\(?:h|v)?phantom(?![A-Za-z])|\\(?:x|b)?cancel(?![A-Za-z])"
    r"|\\(?:sout|st)(?![A-Za-z])"
)


def bounded(text: str, start: int, end: int) -> bool:
    """Whether ``text[start:end]`` is only a bound: *at least* 5, 5 *or more*."""
    before = text[max(0, start - 40) : start]
    return bool(_BOUND_BEFORE.search(before) or _BOUND_BEHIND.match(text, end))


def doubted(sentence: str) -> bool:
    """Whether a sentence doubts, denies, reports or describes a value instead of stating it."""
    return bool(_DOUBT.search(sentence) or _DENIED.search(sentence)) or of_others(sentence)


def of_others(words: str) -> bool:
    """Whether words introduce what somebody else says, or what is not so."""
    return _VOICE.search(words) is not None


def taken_back(text: str, end: int) -> bool:
    """Whether what follows ``end`` says that the answer before it does not count."""
    return _TAKEN_BACK.match(text, end) is not None or gives_up(text[end : end + 300])


def gives_up(text: str) -> bool:
    """Whether a text says that no answer was found."""
    return _GIVES_UP.search(text) is not None


def without_struck(text: str) -> str:
    """``text`` with struck-out words and hidden comments blanked out, place by place."""
    if "~~" not in text and "<" not in text and "\\" not in text:
        return text
    return _STRUCK.sub(lambda match: re.sub(r"[^\n]", " ", match.group()), text)


def is_code(answer: str) -> bool:
    """Whether an answer is program code, which nobody runs here."""
    return _CODE.search(answer) is not None


def leaves_open(answer: str) -> bool:
    """Whether an answer names alternatives with a word that no verifier reads."""
    return _ALTERNATIVES.search(answer) is not None


def hidden(answer: str) -> bool:
    """Whether an answer contains marks that strike it out, hide it or turn it round."""
    return _HIDDEN.search(answer) is not None
