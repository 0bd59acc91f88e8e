"""The physics subject: how it is asked about, worked examples, families, bundled problems."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from preceptor.components import Example, Subject
from preceptor.families import Family
from preceptor.prompts import Prompts


class PhysicsPrompts(Prompts):
    """Wording that asks for a formula, the numbers in it, and a value with its unit."""

    system: ClassVar[str] = (
        "You solve physics problems. Write short numbered steps: name the law, put the numbers "
        "in, work out the value with its unit. Convert units first."
    )
    answer_form: ClassVar[str] = (
        "End with one line of the form: Answer: <number> <unit>, in the unit that is asked for."
    )


EXAMPLES = (
    Example(
        statement="A force of 200 N presses evenly on 4 m^2. What is the pressure in Pa?",
        solution="1. Pressure: p = F / A.\n2. p = 200 / 4 = 50 Pa.\nAnswer: 50 Pa",
    ),
    Example(
        statement=(
            "Two resistors of 6 Ω and 3 Ω are connected in parallel. What is their combined "
            "resistance in Ω?"
        ),
        solution=(
            "1. In parallel: R = R1 R2 / (R1 + R2).\n"
            "2. R1 R2 = 6 × 3 = 18 Ω^2.\n"
            "3. R1 + R2 = 6 + 3 = 9 Ω.\n"
            "4. R = 18 / 9 = 2 Ω.\n"
            "Answer: 2 Ω"
        ),
    ),
    Example(
        statement=(
            "A spring of stiffness 200 N/m is stretched by 30 cm. How much energy does it store, "
            "in J?"
        ),
        solution=(
            "1. Stretch in metres: x = 30 / 100 = 0.3 m.\n"
            "2. Spring energy: E = k x^2 / 2.\n"
            "3. x^2 = 0.3 × 0.3 = 0.09 m^2.\n"
            "4. E = 200 × 0.09 / 2 = 9 J.\n"
            "Answer: 9 J"
        ),
    ),
    Example(
        statement=(
            "A satellite circles the Earth at a distance of 7000 km from its centre. With "
            "G M = 3.986 × 10^14 m^3/s^2, find its orbital speed in km/s."
        ),
        solution=(
            "1. Gravity keeps it on the circle: v = sqrt(G M / r).\n"
            "2. r = 7000 × 1000 = 7000000 m.\n"
            "3. v = sqrt(3.986 × 10^14 / 7000000) = 7546 m/s.\n"
            "4. In km/s: v = 7546 / 1000 = 7.546 km/s.\n"
            "Answer: 7.55 km/s"
        ),
    ),
    Example(
        statement=(
            "A copper wire 2.0 m long has a cross-section of 0.50 mm^2. The resistivity of copper "
            "is 1.7 × 10^-8 Ω m. Find its resistance in mΩ."
        ),
        solution=(
            "1. Cross-section: A = 0.50 × 10^-6 m^2.\n"
            "2. Resistance: R = ρ L / A.\n"
            "3. R = 1.7 × 10^-8 × 2 / (0.5 × 10^-6) = 0.068 Ω.\n"
            "4. In mΩ: R = 0.068 × 1000 = 68 mΩ.\n"
            "Answer: 68 mΩ"
        ),
    ),
)


class Physics(Subject):
    """Physics from first mechanics to quantum mechanics and relativity."""

    def prompts(self) -> Prompts:
        return PhysicsPrompts()

    def examples(self) -> Sequence[Example]:
        return EXAMPLES

    def families(self) -> Sequence[Family]:
        # Imported here, so that prompts alone do not import every family.
        from preceptor_physics.catalogue import FAMILIES

        return tuple(family() for family in FAMILIES)

    def bundled(self) -> Path:
        return Path(__file__).with_name("bundled.jsonl")
