"""The math subject: wording, worked examples, families and bundled problems."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from preceptor.components import Example, Subject
from preceptor.families import Family, derivation
from preceptor.prompts import Prompts


class MathPrompts(Prompts):
    """Short sentences: the smallest models follow a plain instruction better than a long one."""

    system: ClassVar[str] = (
        "You solve math problems. Write one short step per line and do one small calculation in "
        "each. Keep values exact: fractions, roots, pi and e, no rounding."
    )
    answer_form: ClassVar[str] = (
        "End with one line of the form: Answer: <final answer>\n"
        "Write sets as {1, 2}, pairs as (1, 2), roots as sqrt(2), powers as x^2."
    )


# None of these is an instance of a family: an example must not reveal the method that a
# held-out instance asks for.
EXAMPLES = (
    Example(
        statement="A rectangle has sides 7 and 12. How much longer is its perimeter than that of "
        "a square with side 8?",
        solution=derivation(
            [
                "Perimeter of the rectangle: 2 * 7 + 2 * 12 = 14 + 24 = 38",
                "Perimeter of the square: 4 * 8 = 32",
                "Difference: 38 - 32 = 6",
            ],
            answer="6",
        ),
    ),
    Example(
        statement="Solve |2x - 3| = 7. Give the set of solutions.",
        solution=derivation(
            [
                "First case: 2x - 3 = 7, so 2x = 7 + 3 = 10 and x = 10 / 2 = 5",
                "Second case: 2x - 3 = -7, so 2x = -7 + 3 = -4 and x = -4 / 2 = -2",
            ],
            answer="{-2, 5}",
        ),
    ),
    Example(
        statement="Find the distance between the points (1, 2) and (4, 8), exactly.",
        solution=derivation(
            [
                "Difference in x: 4 - 1 = 3",
                "Difference in y: 8 - 2 = 6",
                "Sum of squares: 3^2 + 6^2 = 9 + 36 = 45",
                "Distance: sqrt(45) = sqrt(9 * 5) = 3 sqrt(5)",
            ],
            answer="3 sqrt(5)",
        ),
    ),
    Example(
        statement="Find an antiderivative F of f(x) = 6x^2 - 4x with F(1) = 5.",
        solution=derivation(
            [
                "F(x) = 6x^3/3 - 4x^2/2 + C = 2x^3 - 2x^2 + C",
                "F(1) = 2 - 2 + C = C",
                "F(1) = 5 gives C = 5",
            ],
            answer="2x^3 - 2x^2 + 5",
        ),
    ),
    Example(
        statement="Two fair dice are thrown. What is the probability that the sum is 9?",
        solution=derivation(
            [
                "All outcomes: 6 * 6 = 36",
                "Sum 9: (3, 6), (4, 5), (5, 4), (6, 3), which are 4 outcomes",
                "Probability: 4 / 36 = 1/9",
            ],
            answer="1/9",
        ),
    ),
    Example(
        statement="Find the line through (2, 1) and (5, 10) as an equation y = mx + c.",
        solution=derivation(
            [
                "Slope: (10 - 1) / (5 - 2) = 9 / 3 = 3",
                "Intercept: 1 - 3 * 2 = 1 - 6 = -5",
            ],
            answer="y = 3x - 5",
        ),
    ),
)


class Math(Subject):
    """College mathematics with exact answers."""

    def prompts(self) -> Prompts:
        return MathPrompts()

    def examples(self) -> Sequence[Example]:
        return EXAMPLES

    def families(self) -> Sequence[Family]:
        # Imported here, so that prompts alone do not import every family.
        from preceptor_math.catalogue import FAMILIES

        return tuple(family() for family in FAMILIES)

    def bundled(self) -> Path | None:
        return Path(__file__).with_name("bundled.jsonl")
