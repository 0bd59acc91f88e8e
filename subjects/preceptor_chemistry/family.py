"""What every chemistry family shares: its answer, drawn values, and common errors."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass
from typing import ClassVar

from preceptor import references
from preceptor.families import Family, significant
from preceptor.records import Reference
from preceptor_chemistry.notation import plain, rounded


class ChemistryFamily(Family):
    """Base of the chemistry families."""

    subject: ClassVar[str] = "chemistry"


@dataclass(frozen=True)
class NumberAnswer:
    """A number as it is written and compared; distractors are values in its unit.

    Attributes:
        value: The value in ``unit``.
        unit: Unit as written in the statement; ``None`` for pure numbers such as pH.
        digits: Significant figures of the text, unless ``decimals`` is given.
        decimals: Digits after the point; 0 or more. ``None``: use ``digits``.
        rtol, atol: Tolerances of the reference, relative and in ``unit``.
        friendly: Write the value plainly without padding zeros ("2.5", not "2.50").
    """

    value: float
    unit: str | None
    digits: int = 3
    decimals: int | None = None
    rtol: float | None = 0.01
    atol: float | None = None
    friendly: bool = False

    def number(self, value: float) -> str:
        """``value`` in this answer's notation, without its unit."""
        if self.decimals is not None:
            return f"{value:.{self.decimals}f}"
        return plain(value) if self.friendly else significant(value, self.digits)

    def text(self, value: float) -> str:
        """``value`` in this answer's notation, with its unit."""
        return self.number(value) if self.unit is None else f"{self.number(value)} {self.unit}"

    @property
    def written(self) -> str:
        return self.text(self.value)

    @property
    def tolerance(self) -> float:
        """The widest difference that is still accepted, in ``unit``."""
        return max((self.rtol or 0.0) * abs(self.value), self.atol or 0.0)

    @property
    def reference(self) -> Reference:
        """The answer as a reference of kind ``number``."""
        return references.number(self.number(self.value), self.unit, rtol=self.rtol, atol=self.atol)

    def distractor(self, wrong: float) -> str | None:
        """``wrong`` in this answer's notation, unless it is within 2.5 times the tolerance."""
        distinct = abs(wrong - self.value) > 2.5 * self.tolerance
        return self.text(wrong) if distinct else None


def drawn(rng: random.Random, low: float, high: float, digits: int = 3) -> float:
    """A value between ``low`` and ``high``, rounded to ``digits`` significant figures."""
    return rounded(low + (high - low) * rng.random(), digits)


def exponent_errors(factor: float, exponent: float) -> list[tuple[float, str]]:
    """Wrong values of ``factor × e^exponent`` whose exponent is an energy over R T."""
    return [
        (factor * 10**exponent, "used 10^x in place of e^x"),
        (factor * math.exp(exponent / 1000), "put kJ where R is in J"),
    ]


def molar_energy_errors(value: float, unit: str) -> list[tuple[float, str]]:
    """Wrong values of an energy in J/mol or kJ/mol that is proportional to a logarithm."""
    return [
        (-value, "lost the sign"),
        (value / math.log(10), "used log10 in place of ln"),
        (value * 1000 if unit == "kJ/mol" else value / 1000, "mixed up J and kJ"),
    ]
