"""What every physics family shares: its answer, and how an instance is put together.

Families compute in SI units throughout. Only :class:`QuantityAnswer` turns the result into the
unit that the statement asks for, so that a statement, its reference, its derivation and its
distractors cannot disagree about the unit.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pydantic import JsonValue

from preceptor.families import Family, Instance, worked
from preceptor.records import Reference
from preceptor.references import number
from preceptor_physics.notation import convert, quantity, read, shown

_AN = re.compile(r"\b([Aa]) (?=8|11\b|18\b)")
"""An article before a number that is spoken with a vowel: eight, eighty, eleven, eighteen."""


class PhysicsFamily(Family):
    """Base of the families of this subject."""

    subject = "physics"


@dataclass(frozen=True)
class QuantityAnswer:
    """A physical quantity: computed in SI, stated in ``unit``, compared within ``rtol``.

    Values are written as in the steps, to four figures, so that the answer repeats the last step.

    Attributes:
        value: The value in SI units.
        unit: The unit the statement asks for; ``None`` for a pure number.
        rtol: Relative tolerance of the reference.
    """

    value: float
    unit: str | None
    rtol: float = 0.01

    @property
    def reference(self) -> Reference:
        return number(shown(convert(self.value, self.unit)), self.unit, rtol=self.rtol)

    @property
    def written(self) -> str:
        return quantity(self.value, self.unit)

    def distractor(self, wrong: float) -> str | None:
        """``wrong`` (SI) in the answer's unit, unless it is within twice the tolerance."""
        if not math.isfinite(wrong):
            return None
        right, candidate = (read(shown(convert(v, self.unit))) for v in (self.value, wrong))
        distinct = abs(candidate - right) > 2 * self.rtol * abs(right)
        return quantity(wrong, self.unit) if distinct else None


def worked_quantity(
    parameters: Mapping[str, JsonValue],
    statement: str,
    steps: Sequence[str],
    answer: QuantityAnswer,
    distractors: Iterable[tuple[float, str]] = (),
) -> Instance:
    """:func:`preceptor.families.worked` in this subject's style.

    Steps are numbered, the unit asked for is one of the parameters, and the statement says "an"
    before a number that is spoken with a vowel. Wrong values are in SI units.
    """
    return worked(
        {**parameters, "unit": answer.unit},
        _AN.sub(r"\1n ", statement),
        [f"{i}. {step}" for i, step in enumerate(steps, start=1)],
        answer,
        distractors,
    )
