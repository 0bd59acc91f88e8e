"""What the verifiers read in a reference, in words, for the person who checks the references.

Only what :mod:`preceptor_verifiers.reading` gives is looked at; nothing is computed or compared.
"""

from __future__ import annotations

import re
from typing import Final

from preceptor.components import Described
from preceptor_verifiers.chemistry.comparison import is_chemical
from preceptor_verifiers.chemistry.reactions import looks_like_reaction
from preceptor_verifiers.grammar.printer import to_text
from preceptor_verifiers.grammar.tree import (
    Interval,
    Matrix,
    NamedSet,
    Node,
    PlusMinus,
    Relation,
    Sequence,
    SetBuilder,
    SetOperation,
)
from preceptor_verifiers.quantities.units import UnitError, clean, parse_unit
from preceptor_verifiers.reading.answer import Reading

_SHOWN_CHARS: Final = 120
_FAILED_WORDS: Final = 8
"""Words up to which a text with a number and a unit is a failed value and not an explanation."""
_NUMBER_IN_WORDS: Final = re.compile(r"(?<![\w.,])\d[\d.,]{0,20}")
_NUMBER_AND_WORDS: Final = re.compile(
    r"(?<![\w.,])\d[\d.,]{0,20}[ \t~]{0,2}([A-Za-zµμΩ°%][A-Za-zµμΩ°/^\d]{0,20})"
    r"(?:[ \t]{1,2}([A-Za-zµμΩ°]{1,20}))?"
)
_NUMBER_AND_LETTERS: Final = re.compile(r"(?<![\w.,}])\d[\d.,]{0,20}[ \t~]{1,2}[A-Za-z]{2,20}\Z")
_ONE_WORD: Final = re.compile(r"\W{0,4}[A-Za-z]{3,20}\W{0,4}\Z")
_NO_UNITS: Final = frozenset(
    ("a", "am", "an", "are", "as", "at", "bar", "be", "by", "can", "c", "d", "e", "do", "for", "h",
     "i", "if", "in", "is", "it", "m", "or", "per", "pm", "so", "the", "to")
)  # fmt: skip
"""Words and single letters that are units only by spelling."""


def number_described(reading: Reading, unit_text: str | None) -> Described | None:
    """The number that a reference states, with its unit; ``None`` where it states none."""
    quantity = reading.quantity
    if quantity is None or not reading.certain:
        return None
    value = _shown(quantity.value)
    unit = quantity.unit
    if unit is None or unit.unknown:
        text = f"number {value}"
        if unit_text and clean(unit_text) and not _is_unit(unit_text):
            return Described(text, f"unit {unit_text.strip()} is not known", doubtful=True)
        if unit is not None:
            return Described(text, f"unit {_blanks(unit.text)} is not known", doubtful=True)
        return Described(text)
    written = _blanks(unit.text or quantity.unit_text)
    return Described(f"number {value} {written}", f"unit {written}")


def formula_described(reading: Reading, kind: str) -> Described | None:
    """The formula that a reference states; ``None`` where it is words.

    Args:
        kind: Kind of the reference, to tell where another one is read.
    """
    tree = reading.tree
    if tree is None or reading.is_prose or not reading.certain:
        return None
    what, look = _kind_of(tree)
    doubt = ""
    if kind in ("number", "equation") and what != kind:
        doubt = f"{what}, not a{'n' if kind == 'equation' else ''} {kind}"
    elif _NUMBER_AND_LETTERS.search(reading.text):
        doubt = "letters behind a number, read as variables"
    elif what == "expression" and _ONE_WORD.match(reading.text):
        doubt = "a word, read as variables"
    elif reading.parts is not None and not look:
        look = "several parts"
    text = f"{what}{':' if ' of ' in what else ''} {_shown(tree)}"
    return Described(text, doubt or look, doubtful=bool(doubt))


def words_described(text: str) -> Described:
    """What a reference of words is: a chemical formula, words, or a value that is not read."""
    plain = " ".join(text.split())
    if is_chemical(text):
        what = "chemical equation" if looks_like_reaction(text) else "chemical formula"
        return Described(f"{what} {_clipped(plain)}")
    number = _NUMBER_IN_WORDS.search(plain)
    if number is None:
        return Described(f"words {_clipped(plain)}")
    if len(plain.split()) <= _FAILED_WORDS:
        for match in _NUMBER_AND_WORDS.finditer(plain):
            if any(word and _is_unit_word(word) for word in match.groups()):
                reason = f"words, and the quantity {match.group()!r} in them is not read"
                return Described(reason, "words with a quantity", usable=False)
    return Described(f"words {_clipped(plain)}", "words with a number", doubtful=True)


def _kind_of(tree: Node) -> tuple[str, str]:
    """What a tree is, and what about it a person should look at."""
    match tree:
        case Sequence(bracket, items):
            what = "set" if bracket == "{" else "list"
            return f"{what} of {len(items)}", f"{what} of {len(items)}"
        case PlusMinus():
            return "two values", "two values, not a value and its uncertainty"
        case Interval() | SetOperation() | SetBuilder() | NamedSet():
            return "set", ""
        case Matrix():
            return "matrix", ""
        case Relation(operators, _):
            return ("equation" if set(operators) == {"="} else "condition"), ""
    return "expression", ""


def _is_unit(text: str) -> bool:
    try:
        return not parse_unit(text).unknown
    except UnitError:
        return False


def _is_unit_word(word: str) -> bool:
    """Whether a word among others is surely a unit."""
    bare = word.strip(".,")
    return bare.casefold() not in _NO_UNITS and _is_unit(bare)


def _blanks(text: str) -> str:
    return " ".join(text.split())


def _shown(tree: Node) -> str:
    """The tree as text, with the blanks of a person rather than those of the printer."""
    text = re.sub(r" *([·^/,;:)])", r"\1", to_text(tree).replace("\\cdot", "·"))
    return _clipped(re.sub(r"([·^/(]) +| +(?= )", r"\1", text).strip())


def _clipped(text: str) -> str:
    return text if len(text) <= _SHOWN_CHARS else text[:_SHOWN_CHARS] + "…"
