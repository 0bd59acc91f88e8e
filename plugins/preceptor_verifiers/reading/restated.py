"""What comes after a value: the value once more, or words that do not change it.

``0.5 (50%)``, ``5 m/s, or 18 km/h`` and ``4, i.e. four`` state one value twice, which is read if
the two agree. ``72 clips, altogether`` and ``5 m/s, upwards`` have a remark. A factor in brackets,
``2 (3)``, stays one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from preceptor_verifiers.grammar.spelling import names
from preceptor_verifiers.grammar.tree import Neg
from preceptor_verifiers.outcome import Outcome, Same
from preceptor_verifiers.quantities.comparison import compare_quantities
from preceptor_verifiers.quantities.conventions import Policy
from preceptor_verifiers.quantities.quantity import Quantity, named_quantity, read_quantity
from preceptor_verifiers.quantities.tolerance import Tolerance
from preceptor_verifiers.quantities.unit_or_variable import Letters, letters_of
from preceptor_verifiers.quantities.units import UnitError, parse_unit
from preceptor_verifiers.reading.clauses import without_style
from preceptor_verifiers.reading.prose import value_in_words
from preceptor_verifiers.reading.side_conditions import with_side_condition

_MAX_CHARS: Final = 240
_MOST_WORDS: Final = 10
_SAME_VALUE: Final = Policy(tolerance=Tolerance(min_digits=1))
"""Tolerance for the second statement of a value, which is often rounded."""

_ROUGHLY: Final = Policy(tolerance=Tolerance(rtol=0.05))
"""Tolerance for what follows a sign of approximation."""

_BRACKET: Final = re.compile(
    r"(?P<first>\S.{0,120}?)\s{1,4}(?:\\left\s?)?[(\[]\s{0,4}(?P<second>[^()\[\]]{1,80}?)\s{0,4}"
    r"(?:\\right\s?)?[)\]]\s?\.?\s{0,4}\Z", re.DOTALL,
)  # fmt: skip
_SIGN: Final = r"=|≈|≃|≅|~|\\approx(?![a-z])|\\simeq(?![a-z])|\\sim(?![a-z])|\\equiv(?![a-z])"
_SAYS: Final = (
    r"i\.?\s?e\.?,?|that is(?: to say)?,?|or,? equivalently,?|equivalently,?|in other words,?"
    r"|or,? in other words,?|which (?:is|equals|means)|namely|also written (?:as|in)|or simply"
    r"|in decimal form,?|as a decimal,?|equal to"
)
"""Words after which the same value must follow."""
_ABOUT: Final = r"about|approximately|approx\.?|roughly|around|ca\.?|exactly|nearly|almost|just"
_CONNECTED: Final = re.compile(
    rf"(?P<first>\S.{{0,120}}?)\s{{0,4}}(?:[,;]\s{{0,4}}|\s)(?:(?P<says>{_SAYS})|or)"
    rf"\s{{1,4}}(?:(?:{_ABOUT})\s)?(?P<second>\S.{{0,80}}?)\s?\.?\Z", re.DOTALL | re.IGNORECASE,
)  # fmt: skip
_ROUNDED: Final = re.compile(r"([^=≈]{1,120}?)\s?(?:≈|\\approx(?![a-z]))\s?([^=≈]{1,80})\Z")
_LEAD: Final = re.compile(rf"(?:(?:{_SIGN}|{_SAYS}|or|{_ABOUT})\s{{0,3}}){{1,3}}", re.IGNORECASE)
_CONTRADICTED: Final = "The answer contradicts itself"
_CONDITION: Final = re.compile(
    r"(?:but\s|only\s)?(?:if|unless|otherwise|except|provided|assuming|as long as|in case)\s",
    re.IGNORECASE,
)
_WORD: Final = r"[A-Za-z][a-z]+(?:['’-][A-Za-z]+)?"
_PRECISION: Final = re.compile(
    r"\s?[,(]?\s?(?:rounded |correct |given |accurate )?to (?:\d|one|two|three|four)\s?"
    r"(?:s\.?\s?f\.?|sig\.? ?figs?\.?|significant (?:figures|digits)|d\.?\s?p\.?"
    r"|decimal(?: place)?s?|digits)\s?\)?\s?\.?\Z",
    re.IGNORECASE,
)
"""How a value was rounded."""
_WORDS: Final = re.compile(rf"(?:{_WORD}|a|I)(?:,?\s(?:{_WORD}|a|I)){{0,11}}\.?\Z")
_BEHIND: Final = re.compile(
    r"(?P<first>\S[^,;]{0,120}?)\s?[,;]\s{0,3}(?P<remark>[A-Za-z].{0,120})\Z"
)
_CHANGES: Final = re.compile(
    r"\b(?:if|when|whenever|unless|otherwise|else|except|provided|assuming|for|where|while|or|nor"
    r"|not|no|but|and|only|then|never|without|cannot|wrong|incorrect|false|maybe|perhaps|possibly|per|times"
    r"|half|double|twice|plus|minus|more|less|least|most|option|choice|answer|respectively|mod"
    r"|contradict\w*|disagree\w*|violat\w*|impossible|absurd|nonsense|off by|too|against"
    r"|(?:each|every)\s[a-z]+|daily|weekly|hourly|monthly|yearly|annually)\b",
    re.IGNORECASE,
)
"""Words in a remark that may change or restrict the value."""
_DIRECTION: Final = re.compile(
    r"\b(?:up|down|north|south|east|west|left|right|in|out|for|back)(?:wards?)\b|\b(?:due\s)?"
    r"(?:north|south)?(?:-?\s?(?:north|south))?-?\s?(?:north|south|east|west)(?:ern|erly)?\b"
    r"|\b(?:up|down|left|right)\b|\b(?:counter|anti)?-?\s?clockwise\b"
    r"|\b(?:into|out of) the page\b|\b(?:attractive|repulsive)\b",
    re.IGNORECASE,
)
_HEADING: Final = re.compile(
    r"(?P<first>\S.{0,120}?)\s"
    r"(?P<remark>(?:to(?:wards?)? the |due |directed |pointing |vertically )?"
    r"(?:(?:up|down|left|right|for|back|in|out|north|south|east|west)(?:ward)s?"
    r"|(?:north|south|east|west)|(?:north|south)-?(?:east|west)|(?:counter|anti)?-?clockwise"
    r"|(?<=the )(?:left|right)|up|down)"
    r"(?: of (?:north|south|east|west))?)\s?\.?\Z", re.IGNORECASE,
)  # fmt: skip
_FILLER: Final = names("""
    altogether total totally in all overall exactly exact approximately approx rounded rounding as
    required needed desired expected a the of to is it because by symmetry so thus therefore finally
    simply answer final result value nearest integer whole number places decimal about roughly
    around each tall long wide deep high thick old""")
_OPPOSITES: Final = tuple(
    frozenset(pair.split())
    for pair in (
        "up down", "north south", "east west", "left right", "in out", "for back",
        "clockwise counterclockwise", "attractive repulsive",
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Statement:
    """A value without what comes after it.

    Attributes:
        text: The value as written.
        remark: What is said about it, such as a direction, in lower case.
        doubt: Why it is not the answer for certain: a second statement contradicts it, or it holds
            under a condition.
    """

    text: str
    remark: str = ""
    doubt: str = ""


def stated_once(text: str) -> Statement | None:
    """Return the value of a text that states it twice or remarks on it; ``None`` for others."""
    if len(text) > _MAX_CHARS or not (
        "(" in text or "[" in text or "," in text or ";" in text or " " in text
    ):
        return None
    plain = without_style(text).strip() if "\\" in text or "$" in text else text.strip()
    if not any(c.isalnum() for c in plain):
        return None
    conditioned = with_side_condition(plain) if "=" in plain else None
    if conditioned is not None:
        return Statement(conditioned[0], doubt="" if conditioned[1] else _CONTRADICTED)
    precision = _PRECISION.search(plain) if " to " in plain or "(to " in plain else None
    if precision is not None and precision.start():
        return Statement(plain[: precision.start()])
    bracket = _BRACKET.match(plain)
    if bracket is not None:
        return _in_bracket(bracket.group("first").rstrip(" ,"), bracket.group("second"))
    if "≈" in plain or "\\approx" in plain:
        rounded = _ROUNDED.match(plain)
        return _twice(rounded.group(1), rounded.group(2), _ROUGHLY) if rounded else None
    if " or " in plain or ", " in plain or "i.e" in plain or "equivalently" in plain:
        connected = _CONNECTED.match(plain)
        if connected is not None:
            return _connected(connected)
    return _with_remark(plain)


def _value(text: str) -> Quantity | None:
    text = value_in_words(text) or text
    return read_quantity(text) or named_quantity(text)


def _agree(first: Quantity, second: Quantity, policy: Policy = _SAME_VALUE) -> bool:
    return any(
        compare_quantities(*pair, policy).same is Same.YES
        for pair in ((first, second), (second, first))
    )


def _in_bracket(first_text: str, second_text: str) -> Statement | None:
    first = _value(first_text)
    if first is None:
        return None
    lead = _LEAD.match(second_text)
    rest = second_text[lead.end() :] if lead else second_text
    second = _value(rest)
    if second is not None:
        if _agree(first, second):
            text = _with_unit(first_text, rest, first, second)
            return None if rest == first_text else Statement(text)
        again = lead or second.unit is not None or not any(c.isdigit() for c in rest) or "%" in rest
        return Statement(first_text, doubt=_CONTRADICTED) if again else None
    if lead is None and first.unit is None and _is_unit(rest):
        return Statement(f"{first_text} {rest}")
    return _remarked(first_text, rest)


def _is_unit(text: str) -> bool:
    try:
        unit = parse_unit(text)
    except UnitError:
        return False
    if unit.unknown or not unit.words or (len(text) == 1 and text in "ABCDEFGHIJ"):
        return False
    return letters_of(unit, text) is not Letters.VARIABLE


def _connected(match: re.Match[str]) -> Statement | None:
    first, second = _value(match.group("first")), _value(match.group("second"))
    if first is None or second is None:
        if first is not None and match.group("says"):
            if _CHANGES.search(match.group("second")):
                return Statement(match.group("first"), doubt="The answer says more than its value")
            return Statement(match.group("first"), remark=_plain(match.group("second")))
        return None
    if _agree(first, second):
        same = match.group("first").strip() == match.group("second").strip()
        text = _with_unit(match.group("first"), match.group("second"), first, second)
        return None if same and not match.group("says") else Statement(text)
    return Statement(match.group("first"), doubt=_CONTRADICTED) if match.group("says") else None


def _with_remark(plain: str) -> Statement | None:
    behind = _BEHIND.match(plain)
    if behind is not None and _CONDITION.match(behind.group("remark")):
        if _value(behind.group("first")) is not None:
            return Statement(behind.group("first"), doubt="The answer holds under a condition")
    elif behind is not None:
        return _remarked(behind.group("first"), behind.group("remark"))
    heading = _HEADING.match(plain)
    value = _value(heading.group("first")) if heading is not None else None
    if heading is not None and value is not None:
        remark = heading.group("remark")
        # Only what has a unit points up: "3 up" may be anything.
        if value.unit is not None or remark.lower() not in ("up", "down"):
            return Statement(heading.group("first"), remark=_plain(remark))
    return _behind_unit(plain)


def _behind_unit(plain: str) -> Statement | None:
    """Return the quantity before words that are no unit: ``1.75 cm off the optical axis``."""
    words = plain.split()
    if not 3 <= len(words) <= _MOST_WORDS or not words[0][-1:].isdigit():
        return None
    quantity = read_quantity(plain)
    if quantity is None or quantity.unit is None or not quantity.unit.unknown:
        return None
    first = read_quantity(" ".join(words[:2]))
    if first is None or first.unit is None or first.unit.unknown or not first.unit.dimension:
        return None
    return _remarked(" ".join(words[:2]), " ".join(words[2:]))


def _remarked(first: str, remark: str) -> Statement | None:
    """Return the value with a remark of words, if they are neither values nor conditions."""
    remark = remark.strip()
    if not _WORDS.match(remark) or _CHANGES.search(remark):
        return None
    number = value_in_words(remark)
    if number is not None:
        return _twice(first, number)
    words = remark.replace(",", " ").rstrip(".").split()
    if any(value_in_words(word.lower()) for word in words):
        return None
    return Statement(first, remark=_plain(remark)) if _value(first) is not None else None


def _plain(remark: str) -> str:
    """Return a remark without words that say nothing about the value."""
    words = re.findall(r"[a-z]+", remark.lower())
    kept = " ".join(w for w in words if w not in _FILLER)
    return f"of {kept}" if kept and words[0] == "of" else kept


def _twice(first: str, second: str, policy: Policy = _SAME_VALUE) -> Statement | None:
    """Return the value that two texts state, or a doubt if they differ."""
    values = _value(first), _value(second)
    if values[0] is None or values[1] is None:
        return None
    doubt = "" if _agree(values[0], values[1], policy) else _CONTRADICTED
    return Statement(_with_unit(first, second, values[0], values[1]), doubt=doubt)


def _with_unit(first: str, second: str, *values: Quantity) -> str:
    """Return the text of two that names the unit, else the first."""
    units = [value.unit for value in values]
    return second if units[0] is None and units[1] is not None and not units[1].percent else first


# --- comparison ---------------------------------------------------------------------------


def _heading(remark: str) -> frozenset[str]:
    directions = []
    for match in _DIRECTION.finditer(remark.replace("anti", "counter")):
        word = re.sub(r"[\s-]|wards?\b|due", "", match.group().lower())
        directions.append(re.sub(r"(?<=st|th)(?:ern|erly)$", "", word))
    return frozenset(directions)


def compare_remarks(
    reference: str,
    candidate: str,
    outcome: Outcome,
    quantities: tuple[Quantity | None, Quantity | None],
    policy: Policy,
) -> Outcome:
    """Return the outcome of two values in the light of the remarks on them.

    A direction may stand for the sign of the value.
    """
    ours, theirs = _heading(reference), _heading(candidate)
    if outcome.same is Same.NO and (ours or theirs) and _mirrored(*quantities, policy):
        return Outcome(Same.UNKNOWN, "The direction may stand for the sign.", outcome.detail)
    if outcome.same is not Same.YES or reference == candidate or not reference:
        return outcome
    if reference.startswith("of ") and not ours and not candidate:
        return outcome  # 5 g for 5 g of salt
    if ours and ours == theirs:
        return outcome
    if len(ours) == len(theirs) == 1 and ours | theirs in _OPPOSITES:
        return Outcome(Same.NO, "The directions are opposite.", outcome.detail)
    return Outcome(Same.UNKNOWN, f"The reference adds {reference!r}.", outcome.detail)


def _mirrored(left: Quantity | None, right: Quantity | None, policy: Policy) -> bool:
    """Whether two quantities differ in their sign only."""
    if left is None or right is None:
        return False
    opposite = replace(right, value=Neg(right.value))
    return compare_quantities(left, opposite, policy).same is Same.YES
