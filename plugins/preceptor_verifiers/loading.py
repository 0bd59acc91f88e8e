"""The slow imports of the verifiers, done before the time limit of an answer starts to count."""

from __future__ import annotations

from preceptor_verifiers.units import parse_unit


def load(*, simplify: bool = False) -> None:
    """Import mpmath, read pint's definitions of units (0.5 s) and, to simplify, import SymPy."""
    import mpmath  # type: ignore[import-untyped]  # noqa: F401 - only to have it in memory

    parse_unit("m")
    if simplify:
        import sympy  # noqa: F401 - only to have it in memory
