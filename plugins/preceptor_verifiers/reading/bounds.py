"""Bounds in words and signs: ``at least 5``, ``≥ 5``, ``5 or more``, ``up to 42``, ``under 5 m``.

A bound is not its value. Two bounds are equal when their values are and both point the same way.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from preceptor_verifiers.algebra.exact_value import NotEvaluableError
from preceptor_verifiers.grammar.tree import LimitError
from preceptor_verifiers.outcome import Outcome, Same
from preceptor_verifiers.quantities.comparison import compare_quantities
from preceptor_verifiers.quantities.conventions import Policy
from preceptor_verifiers.quantities.quantity import Quantity, read_quantity
from preceptor_verifiers.quantities.tolerance import stated_value
from preceptor_verifiers.reading.clauses import without_style
from preceptor_verifiers.reading.prose import value_in_words

_MAX_CHARS: Final = 100
_BEFORE: Final = {
    ">=": r"at least|(?:no|not) (?:less|fewer|lower|smaller) than|not (?:under|below)"
    r"|(?:greater|more|larger) than or equal to|≥|⩾|>=|\\geq?(?:slant)?(?![a-z])",
    "<=": r"at most|(?:no|not) (?:more|greater|larger|higher) than|not (?:over|above|exceeding)"
    r"|(?:less|fewer|smaller) than or equal to|up to|≤|⩽|<=|\\leq?(?:slant)?(?![a-z])",
    ">": r"(?:more|greater|larger|bigger|higher) than|over|above|beyond|exceeding|in excess of"
    r"|>(?!=)|\\gt(?![a-z])",
    "<": r"(?:less|fewer|smaller|lower) than|under|below|<(?!=)|\\lt(?![a-z])",
    "": r"max(?:imum|\.)?|min(?:imum|\.)?|starting (?:at|from)|bounded by|limited to",
}
"""Signs and words before the value; those of the empty sign do not say which bound is meant."""
_BEHIND: Final = {
    ">=": r"(?:or|and) (?:more|greater|higher|larger|above|over|up|upwards?|beyond)|at least"
    r"|at (?:the |a )?minimum",
    "<=": r"(?:or|and) (?:less|fewer|lower|smaller|below|under|down|downwards?)|at most"
    r"|at (?:the |a )?maximum|tops",
    "": r"too (?:much|many|few|little|large|small|high|low|big|long|short)|max(?:imum|\.)?"
    r"|minimum|plus|or so more",
}
_NAMES: Final = {">=": "least", "<=": "most", ">": "more", "<": "less", "": "unclear"}
_SIGN_OF: Final = {name: sign for sign, name in _NAMES.items()}


def _either(words: dict[str, str]) -> str:
    return "|".join(f"(?P<{_NAMES[sign]}>{pattern})" for sign, pattern in words.items())


_SUBJECT: Final = (
    r"(?:(?P<name>[A-Za-z](?:_\w{1,3})?)\s?"
    r"(?:(?=[<>≤≥⩽⩾\\])|(?:is|must be|has to be|should be)\s))?"
)
_WORD_BEFORE: Final = re.compile(
    rf"\s*{_SUBJECT}(?:{_either(_BEFORE)})(?![A-Za-z])\s*(?P<value>[^\s=:].{{0,60}})\Z",
    re.IGNORECASE,
)
_WORD_BEHIND: Final = re.compile(
    rf"\s*(?P<value>\S.{{0,60}}?)\s(?:{_either(_BEHIND)})"
    r"(?P<noun>(?:\s[A-Za-z]{2,20}){0,3})\s?\.?\s*\Z",
    re.IGNORECASE,
)
_MARKS: Final = (
    "<", ">", "≤", "≥", "⩽", "⩾", "\\leq", "\\geq", "\\le ", "\\ge ", "\\lt", "\\gt", "least",
    "most", "than ", "under ", "below ", "over ", "above ", "beyond ", "exceeding ", "excess ",
    "up to ",
    "max", "min ", "min. ", "minimum", "starting ", "bounded ", "limited ", "too ", "plus", "tops",
    "or more", "or less", "or greater", "or fewer", "or higher", "or lower", "or larger",
    "or smaller", "or above", "or below", "or over", "or under", "or up", "or down", "or beyond",
    "and more", "and less", "and above", "and below", "and over", "and under", "and up", "and down",
    "and beyond", "and greater", "and higher",
)  # fmt: skip
"""One of these is in every bound."""


@dataclass(frozen=True, slots=True)
class Bound:
    """A lower or an upper bound.

    Attributes:
        sign: ``>=``, ``<=``, ``>`` or ``<``; empty where the words do not say.
        value: The bound itself.
        name: The variable that is bounded, if it is named.
    """

    sign: str
    value: Quantity
    name: str = ""


def bound_of(text: str) -> Bound | None:
    """Return the bound that the whole text states, or ``None``."""
    if len(text) > _MAX_CHARS:
        return None
    lower = text.lower()
    if not any(mark in lower for mark in _MARKS):
        return None
    plain = " ".join(without_style(text).replace("$", " ").split())
    for pattern in (_WORD_BEFORE, _WORD_BEHIND):
        match = pattern.match(plain)
        if match is None:
            continue
        found = match.groupdict()
        stated = found["value"].strip() + (found.get("noun") or "")
        value = read_quantity(value_in_words(stated) or stated)
        if value is not None:
            sign = next(s for name, s in _SIGN_OF.items() if found.get(name))
            return Bound(sign, value, found.get("name") or "")
    return None


def compare_bounds(reference: str, candidate: str, values: tuple[Quantity | None, Quantity | None],
                   policy: Policy) -> Outcome | None:  # fmt: skip
    """Compare two texts of which at least one is a bound; ``None`` if neither is.

    A value that keeps to the bound is undecided: a bound is less than was asked for, or meant.
    """
    ours, theirs = bound_of(reference), bound_of(candidate)
    if ours is not None and theirs is not None:
        return _both(ours, theirs, policy)
    bound, value = (ours, values[1]) if ours is not None else (theirs, values[0])
    if bound is None or value is None or bound.name:
        return None
    side = "reference" if bound is ours else "answer"
    if _keeps(value, bound, policy):
        return Outcome(Same.UNKNOWN, f"The {side} states a bound.", {})
    return Outcome(Same.NO, f"The value is beyond the bound that the {side} states.", {})


def _both(ours: Bound, theirs: Bound, policy: Policy) -> Outcome | None:
    if ours.name and theirs.name and ours.name != theirs.name:
        return None
    same = compare_quantities(ours.value, theirs.value, policy).same
    if not (ours.sign and theirs.sign):
        return Outcome(Same.UNKNOWN, "The words do not say which bound is meant.", {})
    if ours.sign == theirs.sign:
        return Outcome(same, f"Two bounds, {ours.sign}.", {})
    if ours.sign[0] == theirs.sign[0] and same is not Same.YES:
        return Outcome(Same.UNKNOWN, "The bounds may agree for whole numbers.", {})
    return Outcome(Same.NO, f"One bound is {ours.sign}, the other {theirs.sign}.", {})


def _keeps(value: Quantity, bound: Bound, policy: Policy) -> bool:
    """Whether a value keeps to a bound, or may."""
    if compare_quantities(bound.value, value, policy).same is not Same.NO or not bound.sign:
        return True
    units = value.unit, bound.value.unit
    if units[0] != units[1]:
        return True
    try:
        own, end = stated_value(value.value).value, stated_value(bound.value.value).value
    except (NotEvaluableError, LimitError, ValueError, ArithmeticError):
        return True
    return own > end if bound.sign[0] == ">" else own < end
