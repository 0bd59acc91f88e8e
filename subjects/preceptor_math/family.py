"""What every family of the math subject shares."""

from __future__ import annotations

import random
from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar

from preceptor.families import Family
from preceptor.records import Reference
from preceptor.references import number
from preceptor_math.notation import rational


class MathFamily(Family):
    """A family of the math subject; its parameters are exact integers or fractions."""

    subject: ClassVar[str] = "math"


@dataclass(frozen=True)
class ExactAnswer:
    """A rational number, compared exactly; distractors are rational numbers too."""

    value: Fraction | int

    @property
    def reference(self) -> Reference:
        return number(self.written)

    @property
    def written(self) -> str:
        return rational(self.value)

    def distractor(self, wrong: Fraction | int) -> str | None:
        return None if wrong == self.value else rational(wrong)


def nonzero(rng: random.Random, low: int, high: int) -> int:
    """An integer of ``low..high`` other than 0."""
    return rng.choice([n for n in range(low, high + 1) if n])
