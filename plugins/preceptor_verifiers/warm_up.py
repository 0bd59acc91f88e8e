"""The slow imports of the verifiers, done before the time limit of an answer starts."""

from __future__ import annotations

from preceptor_verifiers.algebra.finite_field import secret_field
from preceptor_verifiers.quantities.units import parse_unit


def load(*, simplify: bool = False) -> None:
    """Import mpmath, read pint's definitions of units (0.5 s) and, to simplify, import SymPy.

    Also find the prime of the field in which identities are proved (a few milliseconds).
    """
    import mpmath  # type: ignore[import-untyped]  # noqa: F401 - only to have it in memory

    parse_unit("m")
    secret_field().root_of_small_prime(2)
    if simplify:
        import sympy  # noqa: F401 - only to have it in memory
