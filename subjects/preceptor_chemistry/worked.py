"""Putting a drawn problem together: its answer's text and tolerance, steps and distractors."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from pydantic import JsonValue

from preceptor import references
from preceptor.families import Family, Instance, distinct_distractors, significant
from preceptor.records import Reference

PLAIN_DECIMALS = 6
"""Decimals kept by :func:`plain`; friendly numbers have fewer."""


class ChemistryFamily(Family):
    """Base of the chemistry families."""

    subject: ClassVar[str] = "chemistry"


@dataclass(frozen=True)
class Answer:
    """A numeric answer as it is written and compared.

    Attributes:
        value: The value in ``unit``.
        unit: Unit as it stands in the statement; ``None`` for pure numbers such as pH.
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
    def tolerance(self) -> float:
        """The widest difference that is still accepted, in ``unit``."""
        return max((self.rtol or 0.0) * abs(self.value), self.atol or 0.0)

    def reference(self) -> Reference:
        """The answer as a reference of kind ``number``."""
        return references.number(self.number(self.value), self.unit, rtol=self.rtol, atol=self.atol)


def worked(
    parameters: Mapping[str, JsonValue],
    statement: str,
    steps: Sequence[str],
    answer: Answer,
    distractors: Iterable[tuple[float, str]],
) -> Instance:
    """An instance with a numeric answer.

    ``distractors`` are wrong values in the answer's unit; one that lies within twice the tolerance
    of the reference for this draw is left out, because it would not show the mistake.
    """
    far = [
        (answer.text(value), mistake)
        for value, mistake in distractors
        if abs(value - answer.value) > 2.5 * answer.tolerance
    ]
    reference = answer.reference()
    return Instance(
        parameters=dict(parameters),
        statement=statement,
        reference=reference,
        derivation="\n".join([*steps, f"Answer: {answer.text(answer.value)}"]),
        distractors=distinct_distractors(
            reference.model_copy(update={"value": answer.text(answer.value)}), far
        ),
    )


def plain(value: float) -> str:
    """A friendly number without padding zeros: ``2``, ``2.5``, ``0.125``."""
    text = f"{value:.{PLAIN_DECIMALS}f}".rstrip("0").rstrip(".")
    return "0" if text in ("", "-0") else text


def drawn(rng: random.Random, low: float, high: float, digits: int = 3) -> float:
    """A value between ``low`` and ``high``, rounded to ``digits`` significant figures."""
    return rounded(low + (high - low) * rng.random(), digits)


def rounded(value: float, digits: int = 3) -> float:
    """``value`` rounded to ``digits`` significant figures."""
    return float(f"{value:.{digits - 1}e}")


def listing(parts: Sequence[str]) -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    return parts[0] if len(parts) == 1 else ", ".join(parts[:-1]) + " and " + parts[-1]


def sentence(text: str) -> str:
    """``text`` with its first letter in upper case and the rest as it is."""
    return text[:1].upper() + text[1:]


def divisor(text: str) -> str:
    """A number's text as it stands after a division sign: ``(2.0 × 10^-5)``, but ``2.0``."""
    return f"({text})" if "×" in text or text.startswith("-") else text
