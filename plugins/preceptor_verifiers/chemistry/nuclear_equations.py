"""Nuclear equations: particles, and the conservation of mass number and charge.

``^{238}_{92}U -> ^{234}_{90}Th + ^4_2He``: what is conserved is the number of nucleons and the
charge, not the elements. An electron counts −1, a positron +1; electrons of the shells are
left out, as such equations do.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from fractions import Fraction
from typing import Final

from preceptor.balancing import Composition
from preceptor_verifiers.chemistry.elements import ATOMIC_NUMBERS, HYDROGEN_ISOTOPES
from preceptor_verifiers.chemistry.formulas import Formula

_STYLE: Final = re.compile(r"[\s{}$]|\\(?:mathrm|text|ce|rm)(?![a-zA-Z])")
_PARTICLES: Final = tuple(
    (re.compile(rf"(?:{pattern})\Z"), formula)
    for pattern, formula in (
        (r"(?:\^1_0|_0\^1)?n|neutrons?",
         Formula((((("1n", 1),), 0),), "n", "1n", True, ("n",), False)),
        (r"(?:\^1_1|_1\^1)?p(?:\^?\+)?|protons?",
         Formula((((("1H", 1),), 0),), "p", "1H", True, ("p",), False)),
        (r"(?:\^4_2|_2\^4)?(?:α|\\alpha)(?:\^?2\+)?|alpha(?:particles?)?",
         Formula((((("4He", 1),), 0),), "α", "4He", True, ("He",), False)),
        (r"(?:\^0_-1|_-1\^0)(?:e|β|\\beta)(?:\^?-)?|(?:β|\\beta)\^?-",
         Formula((((), -1),), "e-", "e", True, ("e",), False)),
        (r"(?:\^0_\+?1|_\+?1\^0)(?:e|β|\\beta)(?:\^?\+)?|(?:β|\\beta)\^?\+",
         Formula((((), 1),), "e+", "e", True, ("e",), False)),
    )
)  # fmt: skip
_MASS: Final = re.compile(r"(\d{1,3})([A-Z][a-z]?|n)\Z")
NUCLEONS: Final = "mass number"


def particle(text: str) -> Formula | None:
    """Return the particle of a nuclear equation in ``text``: neutron, proton, α, β⁻ or β⁺."""
    if len(text) > 60:
        return None
    bare = _STYLE.sub("", text).replace("−", "-").replace("⁻", "^-").replace("⁺", "^+")
    return next((formula for pattern, formula in _PARTICLES if pattern.match(bare)), None)


def is_bare_particle(formula: Formula) -> bool:
    """Whether it is a letter that is a particle only in a nuclear equation."""
    return formula.written in ("n", "p", "α")


def nucleons(formulas: Iterable[Formula], charge: str) -> list[Composition] | None:
    """Return mass number and charge of each species; ``None`` if one is not a nuclide."""
    compositions: list[Composition] = []
    for formula in formulas:
        atoms, own = formula.readings[0]
        if not atoms:
            compositions.append({charge: own})
            continue
        mass = number = Fraction(0)
        for name, count in atoms:
            match = _MASS.match(HYDROGEN_ISOTOPES.get(name, name))
            if match is None:
                return None
            mass += int(match.group(1)) * Fraction(count)
            number += ATOMIC_NUMBERS.get(match.group(2), 0) * Fraction(count)
        compositions.append({NUCLEONS: mass, charge: number})
    return compositions
