"""The grammar of answers: plain text, Unicode and LaTeX into one typed tree.

``parse(text)`` gives a :mod:`~preceptor_verifiers.grammar.tree` node or raises
:class:`~preceptor_verifiers.grammar.tree.ParseError`. Nothing is evaluated while parsing.

- ``spelling``: one spelling per character and command. ``lexer``, with ``commands`` (LaTeX),
  ``letters`` (runs of letters), ``numbers`` and ``tokens``: characters to tokens.
- ``parser`` (lists, statements), ``expressions`` (operators), ``primaries`` (operands),
  ``calculus`` (integrals, derivatives), ``constructors`` (notation of SymPy), ``cursor``
  (position): tokens to the tree. ``building``: helpers that make nodes.
- ``tree``: the nodes. ``printer``: a tree as text.
- ``statements``: what a tree states. ``named_values``: x = 5 as a name and a value.

A further LaTeX command is an entry of ``spelling``, or a case of ``commands`` if it has
arguments.
"""

from __future__ import annotations

from preceptor_verifiers.grammar.parser import parse
from preceptor_verifiers.grammar.printer import to_text
from preceptor_verifiers.grammar.tree import LimitError, Node, ParseError

__all__ = ["LimitError", "Node", "ParseError", "parse", "to_text"]
