"""From the name of a species to its formulas: ``iron(III) sulfate``, ``dinitrogen tetroxide``.

Salts, their hydrates, ions and binary compounds are composed from the names of their parts
(IUPAC Red Book 2005, IR-5); species with their own name are looked up. An unknown name gives
no formula: it may still be right.
"""

from __future__ import annotations

import re
from functools import lru_cache
from math import gcd
from typing import Final

from preceptor_verifiers.chemistry.elements import NAMES, is_mass_number
from preceptor_verifiers.chemistry.species_table import (
    ANIONS,
    CATIONS,
    DIATOMIC,
    FIRST_NAMES,
    MOLECULES,
    PREFIXES,
)

_MAX_CHARS: Final = 80
_SPELLINGS: Final = (
    ("sulph", "sulf"), ("aluminum", "aluminium"), ("cesium", "caesium"), ("–", "-"), ("−", "-"),
)  # fmt: skip
_AROUND: Final = re.compile(
    r"\A(?:(?:the|a|an|pure|solid|liquid|gaseous|aqueous|molten|metallic|anhydrous|molecular)\s+)+"
    r"|\s+(?:gas|vapou?r|metal|molecules?|solution|compound|\((?:s|l|g|aq)\))\Z"
)
_STYLE: Final = re.compile(r"\\(?:text|mathrm|textbf|textit|textrm|mbox)|[{}$*_`\"]")
_HYDRATE: Final = re.compile(r"\A(?P<salt>.+?)[\s-]+(?P<count>[a-z]+?)-?hydrate\Z")
_STOCK: Final = re.compile(r"\A(?P<metal>[a-z]+)\s?\((?P<roman>i{1,3}|iv|vi{0,3}|viii)\)")
_ROMAN: Final = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8}
_NUCLIDE: Final = re.compile(r"\A(?P<name>[a-z]+)[\s-](?P<mass>\d{1,3})\Z")
_STEMS: Final = {
    "oxide": "O", "fluoride": "F", "chloride": "Cl", "bromide": "Br", "iodide": "I",
    "sulfide": "S", "selenide": "Se", "nitride": "N", "phosphide": "P", "carbide": "C",
    "boride": "B", "silicide": "Si", "hydride": "H", "telluride": "Te", "arsenide": "As",
}  # fmt: skip
_MERCURY_ONE: Final = ("Hg2", 2)


@lru_cache(maxsize=2048)
def formulas_of_name(text: str) -> tuple[str, ...]:
    """Return formulas of the species that ``text`` names, the usual one first; () if unknown.

    An element that forms molecules of two atoms gives both, ``O2`` and ``O``.
    """
    if len(text) > _MAX_CHARS:
        return ()
    name = normalised_name(text)
    if not name or not any(c.isalpha() for c in name):
        return ()
    for reader in (_listed, _element, _nuclide, _ion, _hydrate, _salt, _binary):
        formulas = reader(name)
        if formulas:
            return formulas
    return ()


def has_isomers(text: str) -> bool:
    """Whether the named species shares its composition with others that are as common."""
    return "|" in MOLECULES.get(normalised_name(text), "")


def same_entry(left: str, right: str) -> bool:
    """Whether two names are synonyms in the table."""
    first = FIRST_NAMES.get(normalised_name(left))
    return first is not None and first == FIRST_NAMES.get(normalised_name(right))


def normalised_name(text: str) -> str:
    """Return the name in lower case and one spelling, without articles, states and LaTeX."""
    name = " ".join(_STYLE.sub(" ", text).lower().split()).strip(" .,;:")
    for variant, standard in _SPELLINGS:
        name = name.replace(variant, standard)
    name = re.sub(r"\s*\(\s*([ivx]+)\s*\)\s*", r"(\1) ", name).strip()
    return _AROUND.sub("", _AROUND.sub("", name)).strip()


def _listed(name: str) -> tuple[str, ...]:
    return tuple(f for f in MOLECULES.get(name, "").split() if f != "|")


def _element(name: str) -> tuple[str, ...]:
    symbol = NAMES.get(name)
    if symbol is None:
        return ()
    if symbol in DIATOMIC:
        return (f"{symbol}2", symbol)
    further = {"S": ("S", "S8"), "P": ("P", "P4")}
    return further.get(symbol, (symbol,))


def _nuclide(name: str) -> tuple[str, ...]:
    match = _NUCLIDE.match(name)
    symbol = NAMES.get(match.group("name")) if match else None
    if match is None or symbol is None or not is_mass_number(symbol, int(match.group("mass"))):
        return ()
    return (f"^{match.group('mass')}{symbol}",)


def _ion(name: str) -> tuple[str, ...]:
    bare = re.sub(r"\s+(?:ion|cation|anion|radical)s?\Z", "", name)
    cation = _cation(bare)
    if cation is not None and (bare != name or _STOCK.match(bare) or bare.endswith("ium")):
        formula, charge = cation
        return (f"{_grouped(formula, 1)}^{charge}+",) if bare not in NAMES or bare != name else ()
    if bare in ANIONS:
        formula, size = ANIONS[bare].split()
        return (f"{formula}^{size}-",)
    return ()


def _cation(name: str) -> tuple[str, int] | None:
    """Return formula and charge of the cation that ``name`` is."""
    if name in CATIONS:
        formula, size = CATIONS[name].split()
        return formula, int(size)
    stock = _STOCK.match(name)
    if stock is None or stock.end() != len(name):
        return None
    symbol = NAMES.get(stock.group("metal"))
    if symbol is None:
        return None
    charge = _ROMAN[stock.group("roman")]
    return _MERCURY_ONE if (symbol, charge) == ("Hg", 1) else (symbol, charge)


def _hydrate(name: str) -> tuple[str, ...]:
    match = _HYDRATE.match(name)
    if match is None:
        return ()
    count = {**PREFIXES, "hemi": 0.5, "sesqui": 1.5}.get(match.group("count"))
    salts = formulas_of_name(match.group("salt"))
    if count is None or not salts:
        return ()
    number = "" if count == 1 else f"{count:g}"
    return (f"{salts[0]}·{number}H2O",)


def _salt(name: str) -> tuple[str, ...]:
    """Return a cation and an anion with counts that balance the charges: ``Al2(SO4)3``."""
    stock = _STOCK.match(name)
    at = stock.end() if stock else name.find(" ")
    if at < 0:
        return ()
    cation, rest = _cation(name[:at].strip()), name[at:].strip()
    if cation is None or rest not in ANIONS:
        return ()
    formula, charge = cation
    anion, text = ANIONS[rest].split()
    size = int(text)
    divisor = gcd(charge, size)
    if anion in ("O2", "C2") or formula == "Hg2":
        divisor = 1 if charge != size else divisor
    above, below = size // divisor, charge // divisor
    if formula == "H" and "O" in anion:
        return ()  # acids have their own names
    return (_grouped(formula, above) + _grouped(anion, below),)


def _grouped(formula: str, count: int) -> str:
    if count == 1:
        return formula
    one_element = len(re.findall(r"[A-Z]", formula)) == 1 and not formula[-1].isdigit()
    return f"{formula}{count}" if one_element else f"({formula}){count}"


def _binary(name: str) -> tuple[str, ...]:
    """Return the formula of ``dinitrogen tetroxide``, ``carbon monoxide`` and the like."""
    first, _, second = name.partition(" ")
    if not second or " " in second:
        return ()
    head, tail = _counted(first, NAMES), _counted(second, _STEMS)
    if head is None or tail is None or not tail[2]:
        return ()
    positive = head[0] if head[1] == 1 else f"{head[0]}{head[1]}"
    negative = tail[0] if tail[1] == 1 else f"{tail[0]}{tail[1]}"
    return (positive + negative,)


def _counted(word: str, stems: dict[str, str]) -> tuple[str, int, bool] | None:
    """Return symbol and count of a word, and whether it has a multiplicative prefix."""
    if word in stems:
        return stems[word], 1, False
    for prefix, count in PREFIXES.items():
        # The prefix loses its vowel before oxide: monoxide, tetroxide.
        for spelling in (prefix, prefix[:-1]):
            stem = word[len(spelling) :]
            if word.startswith(spelling) and stem in stems:
                if spelling != prefix and not stem.startswith("o"):
                    continue
                return stems[stem], count, True
    return None
