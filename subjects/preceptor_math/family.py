"""What every family of the math subject shares."""

from __future__ import annotations

import random
from collections.abc import Iterable
from fractions import Fraction
from typing import ClassVar

from preceptor.families import Family
from preceptor.records import Distractor
from preceptor_math.notation import rational


class MathFamily(Family):
    """A family of the math subject; its parameters are exact integers or fractions."""

    subject: ClassVar[str] = "math"


def worked(*steps: str, answer: str) -> str:
    """A derivation: one step per line, and the answer in the form the prompts ask for."""
    return "\n".join([*steps, f"Answer: {answer}"])


def numeric_distractors(
    reference: Fraction | int, candidates: Iterable[tuple[Fraction | int, str]]
) -> tuple[Distractor, ...]:
    """Distractors from ``(value, mistake)`` pairs, without those whose value is right after all."""
    seen = {Fraction(reference)}
    kept: list[Distractor] = []
    for value, mistake in candidates:
        if Fraction(value) not in seen:
            seen.add(Fraction(value))
            kept.append(Distractor(answer=rational(value), error=mistake))
    return tuple(kept)


def nonzero(rng: random.Random, low: int, high: int) -> int:
    """An integer of ``low..high`` other than 0."""
    return rng.choice([n for n in range(low, high + 1) if n])
