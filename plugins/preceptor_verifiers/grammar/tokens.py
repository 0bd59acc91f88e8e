"""Tokens, and the words and signs with their own kind of token."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from preceptor_verifiers.grammar import spelling
from preceptor_verifiers.grammar.tree import Number


@dataclass(slots=True)
class Token:
    """One token.

    ``kind`` is one of: number, name, word, constant, function, constructor, direction,
    operator, open, close, separator, text, accent, command, begin, ellipsis, set, end.
    """

    kind: str
    text: str
    position: int
    space: bool = False
    number: Number | None = None


TWO_CHARACTERS: Final = {
    "<=": "<=", "=<": "<=", ">=": ">=", "==": "=", "=>": "->", "->": "->", "**": "^",
    ":=": "=", "+-": "±", "&&": "and", "||": "or",
}  # fmt: skip

SEPARATING_WORDS: Final = {"and": "and", "or": "or", "oder": "or", "und": "and"}
ENDING_WORDS: Final = frozenset(("for", "where", "if", "when", "whenever", "such", "with"))
VERBS: Final = frozenset(("is", "are", "holds", "has", "have", "which", "that", "because"))
WORD_OPERATORS: Final = {"mod": "%%", "percent": "%", "percentage": "%", "degrees": "°",
                          "degree": "°", "deg": "°", "choose": "choose"}  # fmt: skip
LONG_NAMES: Final = sorted(
    (set(spelling.FUNCTIONS) | spelling.GREEK) - {"gamma_function"}, key=len, reverse=True
)
PLAIN_GREEK: Final = {
    "varepsilon": "epsilon", "vartheta": "theta", "varphi": "phi", "varrho": "rho",
    "varsigma": "sigma", "varpi": "pi_", "varkappa": "kappa",
}  # fmt: skip
