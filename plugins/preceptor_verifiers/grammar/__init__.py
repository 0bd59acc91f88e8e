"""The grammar of answers: plain text, Unicode and LaTeX into one typed tree.

``parse(text)`` gives a :mod:`~preceptor_verifiers.grammar.tree` node or raises
:class:`~preceptor_verifiers.grammar.tree.ParseError`. Nothing is evaluated while parsing.
"""

from __future__ import annotations

from preceptor_verifiers.grammar.parser import parse
from preceptor_verifiers.grammar.printer import to_text
from preceptor_verifiers.grammar.tree import LimitError, Node, ParseError

__all__ = ["LimitError", "Node", "ParseError", "parse", "to_text"]
