"""Limits that several modules of this package obey; all others are on top of their module."""

from __future__ import annotations

from typing import Final

GRAMMAR_CHARS: Final = 8_000
"""Characters of one answer that the grammar reads."""
GRAMMAR_NESTING: Final = 64
"""Levels of brackets, fractions, exponents and prefix operators in one answer."""
DERIVATIVE_ORDER: Final = 9
"""Order of a derivative."""
EXACT_BITS: Final = 20_000
"""Bits of a numerator or denominator in exact arithmetic."""
FACTORIAL_ARGUMENT: Final = 1_000
"""Largest argument of a factorial, binomial or gamma function that is evaluated."""
COLLECTION_ITEMS: Final = 400
"""Items of a list, set or matrix row that are compared one by one."""
UNIT_NESTING: Final = 6
"""Levels of parentheses, fractions and LaTeX groups in a unit."""
REACTION_CHARS: Final = 2_000
"""Characters of a chemical equation."""
