"""The charge at the end of a formula, in every spelling: ``Fe^{3+}``, ``Fe3+``, ``SO4--``.

A digit before a bare sign may count atoms or charges. Where chemistry leaves both open
(``Fe3+``, ``O2-``) both are kept; after a group of several elements one digit counts atoms
(``NH4+``, ``NO3-``), and of several digits the last is the charge (``SO42-``).
"""

from __future__ import annotations

import re
from typing import Final

from preceptor_verifiers.chemistry.elements import is_mass_number

_MARKED: Final = re.compile(
    r"(?:\^\s*|\s+)\(?\s*(?:(?P<size>\d{0,2})\s*(?P<sign>[+-])|(?P<signs>\+{2,4}|-{2,4}))\s*\)?\Z"
)
_SIGN_FIRST: Final = re.compile(r"\^?\s*\(?\s*(?P<sign>[+-])\s*(?P<size>\d{1,3})\s*\)?\Z")
_REPEATED: Final = re.compile(r"(?P<signs>\+{2,4}|-{2,4})\Z")
_BARE: Final = re.compile(r"(?P<digits>\d{0,4})(?P<sign>[+-])\Z")
_OXIDATION: Final = re.compile(r"\s*(?:\^\s*)?\(?(?P<roman>VIII|VII|VI|IV|V|III|II|I)\)?\Z")
_ROMAN: Final = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8}
_SYMBOL: Final = re.compile(r"\(?([A-Z][a-z]?)\)?\Z")
_ELEMENTS: Final = re.compile(r"[A-Z][a-z]?")

Charged = tuple[str, int]
"""The text before the charge, and the charge in elementary charges."""


def charges(body: str) -> tuple[Charged, ...]:
    """Return the text before the charge, and the charge, for each way to read it."""
    match = _MARKED.search(body)
    if match is not None:
        signs = match.group("signs")
        if signs:
            return ((body[: match.start()], _signed(len(signs), signs[0])),)
        return ((body[: match.start()], _signed(int(match.group("size") or 1),
                                                match.group("sign"))),)  # fmt: skip
    match = _SIGN_FIRST.search(body)
    if match is not None and match.start():
        head, size = body[: match.start()], int(match.group("size"))
        symbol = _SYMBOL.match(head)
        nuclide = match.group("sign") == "-" and symbol is not None
        if not (nuclide and symbol is not None and is_mass_number(symbol.group(1), size)):
            return ((head, _signed(size, match.group("sign"))),) if size < 20 else ((body, 0),)
        return ((body, 0),)
    match = _REPEATED.search(body)
    if match is not None:
        signs = match.group("signs")
        return ((body[: match.start()], _signed(len(signs), signs[0])),)
    match = _BARE.search(body)
    if match is not None:
        return _bare(body[: match.start()], match.group("digits"), match.group("sign"))
    return ((body, 0),)


def oxidation_state(body: str) -> Charged | None:
    """Return ``Fe(III)`` and ``Fe^{III}`` as an ion of that charge."""
    match = _OXIDATION.search(body)
    if match is None or not _SYMBOL.match(body[: match.start()]):
        return None
    if "(" not in body and "^" not in body:
        return None
    return body[: match.start()], _ROMAN[match.group("roman")]


def _bare(head: str, digits: str, sign: str) -> tuple[Charged, ...]:
    atoms = (head + digits, _signed(1, sign))
    if not digits or digits[-1] == "0":
        return (atoms,)
    charge = (head + digits[:-1], _signed(int(digits[-1]), sign))
    whole = head.startswith(("[", "(")) and head.endswith(("]", ")"))
    if whole and len(digits) == 1 and head[0] == "[":
        return (charge,)
    elements = set(_ELEMENTS.findall(head))
    if len(elements) > 1:
        return (atoms,) if len(digits) == 1 else (charge, atoms)
    return (atoms, charge)


def _signed(size: int, sign: str) -> int:
    return size if sign == "+" else -size
