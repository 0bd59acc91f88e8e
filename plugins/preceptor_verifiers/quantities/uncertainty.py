"""A value with its uncertainty: ``9.81 ± 0.02 m/s²``."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from preceptor_verifiers.outcome import Outcome, Same
from preceptor_verifiers.quantities.comparison import compare_quantities
from preceptor_verifiers.quantities.conventions import Policy
from preceptor_verifiers.quantities.quantity import Quantity, read_quantity
from preceptor_verifiers.quantities.tolerance import Tolerance, shown, stated_value

_SIGN: Final = re.compile(r"\\pm(?![a-zA-Z])|±|\+/-|\+-")
_BRACKETED: Final = re.compile(r"\s*(?:\\left)?\((.*?)(?:\\right)?\)(.*)\Z", re.DOTALL)


def stated_uncertainty(text: str) -> tuple[Quantity, Quantity] | None:
    """Return the value and the uncertainty that a text states, both with the unit after them."""
    text = text.replace("\\(", " ").replace("\\)", " ").strip().strip("$").strip()
    bracketed = _BRACKETED.match(text)
    inside, unit = bracketed.groups() if bracketed else (text, "")
    signs = list(_SIGN.finditer(inside))
    if len(signs) != 1:
        return None
    head, tail = inside[: signs[0].start()], inside[signs[0].end() :] + unit
    value, width = read_quantity(head), read_quantity(tail)
    if value is None or width is None:
        return None
    if value.unit is None and width.unit is not None:
        value = replace(
            value, unit=width.unit, unit_text=width.unit_text, upright=True, letters=width.letters
        )
    return value, width


def compare_uncertain(reference: str, candidate: Quantity | None, text: str,
                      policy: Policy) -> Outcome | None:  # fmt: skip
    """Whether an answer lies within the reference's uncertainty; ``None`` if it states none.

    An uncertainty in the answer must agree with the reference's.
    """
    asked = stated_uncertainty(reference)
    if asked is None:
        return None
    value, width = asked
    given = stated_uncertainty(text)
    if given is not None:
        widths = compare_quantities(width, given[1], policy)
        if widths.same is not Same.YES:
            return replace(widths, reason=f"The uncertainty: {widths.reason}")
        candidate = given[0]
    if candidate is None:
        return Outcome(Same.UNKNOWN, "The answer states no number.", {})
    size = stated_value(width.value).value
    scale = 1 if width.unit is None or value.unit is None else width.unit.factor / value.unit.factor
    allowed = Tolerance(atol=float(abs(size * scale)))
    outcome = compare_quantities(value, candidate, replace(policy, tolerance=allowed))
    outcome.detail["uncertainty"] = shown(abs(size * scale))
    return outcome
