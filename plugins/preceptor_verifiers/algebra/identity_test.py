"""Proof of equality by images in finite fields, beyond the reach of exact rational values.

Two expressions whose images agree at random points, for random choices of all kernels, are
equal by the rules of arithmetic but for a vanishing probability (Schwartz 1980, Zippel 1979).
Images that differ prove nothing.
"""

from __future__ import annotations

import random
from fractions import Fraction
from typing import Final

from preceptor_verifiers.algebra.exact_value import NotEvaluableError, Point, UndefinedError
from preceptor_verifiers.algebra.finite_field import secret_field
from preceptor_verifiers.algebra.modular_evaluation import Imager
from preceptor_verifiers.algebra.normal_form import key
from preceptor_verifiers.grammar.tree import LimitError, Node

_AGREEMENTS: Final = 3
"""Points that must agree; the probability of error is one over the size of the field."""
_SIGNED_AGREEMENTS: Final = 10
"""Points that must agree where the sign of a root is free: each agrees by chance half the time."""
_ATTEMPTS: Final = 16
_DENOMINATORS: Final = (1, 2, 3, 6, 4, 5)


def proved_equal(left: Node, right: Node, names: list[str], *, integers: bool = False) -> bool:
    """Whether the rules of arithmetic make the two equal for all values of their variables.

    Args:
        names: Their variables.
        integers: Whether the variables are whole numbers.
    """
    # The field is secret; the points repeat, so that verdicts repeat.
    generator = random.Random(f"{key(left)}={key(right)}")  # noqa: S311 - points, not secrets
    agreed = 0
    for attempt in range(_ATTEMPTS):
        point = _point(generator, names, attempt, integers=integers)
        imager = Imager(secret_field(), point, generator)
        try:
            if imager(left).element != imager(right).element:
                return False
        except (UndefinedError, ZeroDivisionError):
            continue
        except (NotEvaluableError, LimitError, ArithmeticError):
            return False
        agreed += 1
        if agreed >= (_SIGNED_AGREEMENTS if imager.signs else _AGREEMENTS):
            return True
    return False


def _point(generator: random.Random, names: list[str], attempt: int, *, integers: bool) -> Point:
    bottom = 1 if integers else _DENOMINATORS[attempt % len(_DENOMINATORS)]
    return {name: Fraction(generator.randint(2, 14 if integers else 60), bottom) for name in names}
