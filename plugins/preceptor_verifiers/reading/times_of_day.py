"""Times of day: ``20:34``, ``20:34:00``, ``8:34 p.m.``"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from preceptor_verifiers.outcome import Outcome, Same

_TIME: Final = re.compile(
    r"\s*([01]?\d|2[0-4])(?::([0-5]\d)(?::([0-5]\d))?)?\s*(?:([ap])\.?\s?m\.?)?\s*\Z",
    re.IGNORECASE,
)
_STYLE: Final = re.compile(r"\\(?:text|mathrm|textbf)|[{}$~]|\\[ ,;:]")


@dataclass(frozen=True, slots=True)
class Time:
    """A time of day.

    Attributes:
        seconds: Since midnight.
        certain: Whether it can only be a time; ``5:48`` may also be a ratio.
        shown: As hours, minutes and seconds.
        half_known: Whether the half of the day is stated or follows from the notation.
    """

    seconds: int
    certain: bool
    shown: str
    half_known: bool = True


def time_of_day(text: str) -> Time | None:
    """Return the time that the whole text states, or ``None``."""
    if len(text) > 60:
        return None
    match = _TIME.match(_STYLE.sub(" ", text))
    if match is None or not (match.group(2) or match.group(4)):
        return None
    hour, minute, second = (int(g or 0) for g in match.groups()[:3])
    half = (match.group(4) or "").lower()
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "p" else 0)
    certain = bool(half or match.group(3) or minute == 0 or match.group(1)[0] == "0")
    shown = f"{hour:02}:{minute:02}:{second:02}"
    half_known = bool(half or match.group(3)) or hour > 12 or match.group(1)[0] == "0"
    return Time(hour * 3600 + minute * 60 + second, certain, shown, half_known)


def same_time(left: Time, right: Time) -> bool:
    """Whether two times agree; a time without the half of the day fits either half."""
    difference = left.seconds - right.seconds
    if left.half_known != right.half_known:
        return difference % (12 * 3600) == 0
    return difference == 0


def compare_times(reference: str, candidate: str) -> Outcome | None:
    """Compare two times of day; ``None`` if one is not a time or both may be ratios."""
    left, right = time_of_day(reference), time_of_day(candidate)
    if left is None or right is None or not (left.certain or right.certain):
        return None
    return Outcome(Same.of(same_time(left, right)), f"{right.shown} against {left.shown}.", {})
