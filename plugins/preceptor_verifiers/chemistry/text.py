"""Chemical text in one spelling: no LaTeX, subscripts as digits, ``^`` before superscripts.

Shared by formulas and equations; nothing is parsed here.
"""

from __future__ import annotations

import re
from typing import Final

_TYPESET: Final = re.compile(
    r"\\(?:ce|cf|mathrm|text|textrm|textnormal|mathsf|rm|mathbf|textbf|operatorname|mbox|boldsymbol"
    r"|pu)(?![a-zA-Z])"
)
_LAYOUT: Final = re.compile(
    r"\\(?:left|right|displaystyle|quad|qquad|uparrow|downarrow|hspace\{[^{}]*\})(?![a-zA-Z])"
    r"|\\[,;:! ]|[$~]|\\[()\[\]]"
)
_SUBSCRIPTS: Final = str.maketrans("₀₁₂₃₄₅₆₇₈₉₊₋₍₎", "0123456789+-()")
_SUPERSCRIPTS: Final = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻", "0123456789+-")
_SUPER_RUN: Final = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻]+")
_SUB_RUN: Final = re.compile("[₀-₉₊₋₍₎]+")
_NUCLIDE: Final = re.compile(
    r"(?:\{\s*\}\s*)?(?:\^\s*\{?\s*(?P<mass>\d{1,3})\s*\}?\s*_\s*\{?\s*-?\d{1,3}\s*\}?"
    r"|(?<![A-Za-z)\]\d])_\s*\{?\s*-?\d{1,3}\s*\}?\s*\^\s*\{?\s*(?P<other>\d{1,3})\s*\}?)"
    r"\s*(?=\{?\s*[A-Z])"
)
"""Mass and atomic number before a symbol; the latter repeats the symbol."""
_LABELLED: Final = re.compile(r"\[\s*\^?(\d{1,3})([A-Z][a-z]?)\s*\](?![+-])")
_MASS_IN_BRACKET: Final = re.compile(r"(?<=[\[(])(\d{1,3})(?=[A-Z][a-z]?[A-Z\d(])")
"""Mass numbers as labels: ``[13C]O2`` and ``[13CH4]`` (IUPAC Blue Book 2013, P-82.2)."""
_SUBSCRIPT: Final = re.compile(r"_\s*\{?\s*(\d+(?:\.\d+)?)\s*\}?")
_SPELLINGS: Final = str.maketrans({
    "−": "-", "–": "-", "‐": "-", "‑": "-", "⁃": "-", "•": "·", "∙": "·", "⋅": "·", "⊕": "+",
    "⊖": "-", "＋": "+", "′": "'", "’": "'", "\u00a0": " ", "\u2009": " ", "\u202f": " ", "↑": " ",
    "↓": " ",
})  # fmt: skip
_COMMANDS: Final = (
    ("\\cdot", "·"), ("\\bullet", "·"), ("\\ast", "*"), ("\\prime", "'"), ("\\equiv", "≡"),
    ("\\times", "·"), ("\\alpha", "alpha"), ("\\beta", "beta"), ("\\gamma", "gamma"),
    ("\\delta", "delta"), ("\\circ", "°"),
)  # fmt: skip


def plain(text: str) -> str:
    """Return the text without LaTeX: plain digits, ``^`` before a charge, ``·`` for adducts."""
    if not text.isascii():
        text = _SUB_RUN.sub(lambda m: "_" + m.group().translate(_SUBSCRIPTS), text)
        text = _SUPER_RUN.sub(lambda m: "^" + m.group().translate(_SUPERSCRIPTS), text)
        text = text.translate(_SPELLINGS)
    if "\\" in text:
        text = _LAYOUT.sub(" ", _TYPESET.sub(" ", text))
        for command, character in _COMMANDS:
            text = text.replace(command, character)
    elif "$" in text or "~" in text:
        text = _LAYOUT.sub(" ", text)
    if "^" in text and "_" in text:
        text = _NUCLIDE.sub(lambda m: f"^{m.group('mass') or m.group('other')}", text)
    text = _SUBSCRIPT.sub(r"\1", text)
    if "[" in text:
        text = _MASS_IN_BRACKET.sub(r"^\1", _LABELLED.sub(r"^\1\2", text))
    text = re.sub(r"_\s*(?=[({])", "", text)  # a phase as a subscript
    return re.sub(r"\s*\}", "", re.sub(r"\{\s*", "", text)).strip()


def typeset(text: str) -> bool:
    """Whether the text sets letters upright, as formulas are and variables are not."""
    return _TYPESET.search(text) is not None
