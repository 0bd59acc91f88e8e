"""Readings of two answers in which one letter, or one notation, means the same on both sides.

``g(a - b)`` is a function of a − b, or a product where the other answer uses g as a factor;
``abcd`` in a formula is a word, or a product where the other answer has its letters; ``ẏ``, ``y′``
and ``dy/dx`` are one derivative. Each transformation is made only where the other answer shows
it, or where it cannot make different answers equal.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice, permutations, product
from typing import Final

from preceptor_verifiers.grammar.ambiguous_notation import (
    capital_base,
    letters_alike,
    otherwise_written,
)
from preceptor_verifiers.grammar.building import multiply
from preceptor_verifiers.grammar.counting_notation import with_counts
from preceptor_verifiers.grammar.derivative_notation import as_differentials, as_primes
from preceptor_verifiers.grammar.letters import is_product
from preceptor_verifiers.grammar.parser import parse
from preceptor_verifiers.grammar.spelling import (
    GREEK,
    GREEK_LETTERS,
    LATIN_CAPITALS,
    STYLED,
    SYMBOLS,
)
from preceptor_verifiers.grammar.statements import statement
from preceptor_verifiers.grammar.tokens import PLAIN_GREEK
from preceptor_verifiers.grammar.tree import (
    Accented,
    Add,
    Call,
    Constant,
    Inverse,
    Mul,
    Node,
    Number,
    ParseError,
    Power,
    Relation,
    Sequence,
    Symbol,
    free_symbols,
    mapped,
    substitute,
    walk,
)

_APPLIED: Final = frozenset("fghFG")
_PLANCK: Final = Mul((Symbol("h"), Inverse(Mul((Number(Fraction(2)), Constant("pi"))))))
_RUN_LETTERS: Final = range(4, 11)
"""Letters of a run that may be a product."""
_RENAMINGS: Final = 12
"""Ways to match names that differ in their indices only."""
_BOLD: Final = re.compile(
    r"\\(?:mathbf|boldsymbol|bm|pmb|mathbfit) ?"
    r"(?:\{ ?(\\?[A-Za-z]{1,8}) ?\}|(\\[a-z]{2,8}|[A-Za-z]))"
)
_INDEXED: Final = re.compile(r"([^_]+)_([0-9]{1,2})")
_GROUPED_DIGITS: Final = re.compile(r"\d{1,3}(?:,\d{3}){1,40}")
_SPACES: Final = re.compile(r"[\s$]+|\\[,;: ]")
_COUNTED: Final = frozenset(("n", "m"))
"""Indices that count: a_n is one of many."""
_PRODUCT_SIGNS: Final = re.compile(r"\\(?:cdot|times|[,;: ])|[*·⋅×$~]")


@dataclass(frozen=True, slots=True)
class OtherReading:
    """Two trees to compare instead of those that were read first.

    Attributes:
        certain: Whether equal trees are equal answers; otherwise the answers may be equal.
    """

    reference: Node
    candidate: Node
    certain: bool


def other_readings(
    reference: Node, candidate: Node, reference_text: str, candidate_text: str
) -> Iterator[OtherReading]:
    """Yield other readings of two answers that differ as they were read first."""
    left, right = reference, candidate
    bold = _bold_as_vectors(left, right, reference_text, candidate_text)
    left, right = bold or (left, right)
    certain: tuple[Callable[[Node, Node], tuple[Node, Node]], ...] = (
        _products_of_runs, _factors_before_brackets, _one_letter_l, _one_planck_constant,
    )  # fmt: skip
    for change in certain:
        left, right = change(left, right)
    left, right = with_counts(left), with_counts(right)
    left, right = capital_base(left, right), capital_base(right, left)
    left, right = as_differentials(left, right)
    left, right, one_variable = as_primes(left, right)
    if left is not reference or right is not candidate:
        yield OtherReading(left, right, one_variable)
    yield from _lists_of_digits(reference, candidate, reference_text, candidate_text)
    yield from _doubtful(left, right, reference_text, candidate_text)


def _doubtful(left: Node, right: Node, left_text: str, right_text: str) -> Iterator[OtherReading]:
    factors = _as_factors(left, _APPLIED), _as_factors(right, _APPLIED)
    if factors != (left, right):
        yield OtherReading(*factors, certain=False)
    plain = _without_vectors(left), _without_vectors(right)
    if plain != (left, right):
        yield OtherReading(*plain, certain=False)
    for power in (True, False):
        digits = _unglued(left, left_text, power=power), _unglued(right, right_text, power=power)
        if digits != (left, right):
            yield OtherReading(*digits, certain=False)
    alike = letters_alike(left, right)
    if alike is not None:
        yield OtherReading(left, alike, certain=False)
    for pair in otherwise_written(left, right, left_text, right_text):
        yield OtherReading(*pair, certain=False)
    for renamed in _index_renamings(*factors):
        yield OtherReading(factors[0], renamed, certain=False)


def _lists_of_digits(
    left: Node, right: Node, left_text: str, right_text: str
) -> Iterator[OtherReading]:
    """Read ``100,200,300`` as a list if the other side is one."""
    texts = [_SPACES.sub("", text) for text in (left_text, right_text)]
    for node, other, text in ((left, right, texts[0]), (right, left, texts[1])):
        if not (isinstance(node, Number) and isinstance(other, Sequence)):
            continue
        if _GROUPED_DIGITS.fullmatch(text):
            digits = text.split(",")
            values = Sequence("", tuple(Number(Fraction(int(d)), None, len(d)) for d in digits))
            pair = (values, right) if node is left else (left, values)
            yield OtherReading(pair[0], pair[1], certain=texts[0] == texts[1])


# --- runs of letters ----------------------------------------------------------------------


def _is_run(node: Node) -> bool:
    return (
        isinstance(node, Symbol)
        and len(node.name) in _RUN_LETTERS
        and node.name.isascii()
        and node.name.isalpha()
        and node.name not in GREEK
        and node.name not in SYMBOLS
    )


def _letter(name: str) -> Node:
    return Constant("e" if name == "e" else "i") if name in "ei" else Symbol(name)


def _products_of_runs(left: Node, right: Node) -> tuple[Node, Node]:
    """Read runs of letters inside formulas as products of the letters of the other side."""
    runs = [
        {n.name for n in walk(s) if isinstance(n, Symbol) and _is_run(n)} for s in (left, right)
    ]
    if not (runs[0] or runs[1]) or _is_run(left) or _is_run(right):
        return left, right
    letters = [_letters_of(s) for s in (left, right)]

    def multiplied(node: Node, others: set[str]) -> Node:
        def change(part: Node) -> Node | None:
            if not isinstance(part, Symbol) or not _is_run(part) or not set(part.name) <= others:
                return None
            return Mul(tuple(_letter(c) for c in part.name))

        return mapped(node, change)

    return multiplied(left, letters[1]), multiplied(right, letters[0])


def _letters_of(node: Node) -> set[str]:
    """Return the single letters of a formula, also those of its runs and applied names."""
    letters: set[str] = set()
    for part in walk(node):
        if isinstance(part, Symbol) and (len(part.name) == 1 or _is_run(part)):
            letters |= set(part.name)
        elif (isinstance(part, Constant) and part.name in ("e", "i")) or (
            isinstance(part, Call) and part.name in _APPLIED
        ):
            letters.add(part.name)
    return letters


def is_lone_product(text: str) -> bool:
    """Whether a text is one run of letters that has the shape of a product: ``qvBd``."""
    word = text.strip(" $")
    return len(word) in _RUN_LETTERS and word.isascii() and word.isalpha() and is_product(word)


def differ_in_capitals(left: str, right: str) -> bool:
    """Whether two products of letters differ in their capitals only: ``pQvd``, ``pQvD``."""
    words = left.strip(" $"), right.strip(" $")
    different = words[0] != words[1] and words[0].lower() == words[1].lower()
    return different and all(map(is_lone_product, words))


def same_letters(left: str, right: str) -> bool:
    """Whether two texts of letters only are the same product: ``qvBd`` and ``q v B d``.

    A run that has the shape of a word is a product only where the letters have its order.
    """
    greek = _greek_letter(left)
    if greek and greek == _greek_letter(right):
        return True
    words = [_PRODUCT_SIGNS.sub(" ", text).split() for text in (left, right)]
    joined = ["".join(side) for side in words]
    if len(joined[0]) not in _RUN_LETTERS or sorted(joined[0]) != sorted(joined[1]):
        return False
    if not all(side.isascii() and side.isalpha() for side in joined):
        return False
    shown = all(len(w) == 1 or is_product(w) for side in words for w in side)
    return shown or (joined[0] == joined[1] and any(max(map(len, w)) == 1 for w in words))


def _greek_letter(text: str) -> str:
    """Return the name of the only letter of a text if it is Greek: ``κ``, ``kappa``."""
    plain = STYLED.sub("", text[:60]).strip(" $\\{}")
    name = GREEK_LETTERS.get(plain, plain)
    return PLAIN_GREEK.get(name, name) if name in GREEK or name in LATIN_CAPITALS else ""


# --- single letters -----------------------------------------------------------------------


def _as_factors(node: Node, letters: frozenset[str]) -> Node:
    """Return the tree with the letters before brackets as factors instead of functions."""

    def change(part: Node) -> Node | None:
        if isinstance(part, Call) and part.name in letters and len(part.arguments) == 1:
            return multiply([Symbol(part.name), mapped(part.arguments[0], change)])
        return None

    return mapped(node, change)


def _factors_before_brackets(left: Node, right: Node) -> tuple[Node, Node]:
    """Read ``g(a - b)`` as a product if g is a factor elsewhere; ``f(2)`` is hardly one."""
    calls = [
        n for s in (left, right) for n in walk(s) if isinstance(n, Call) and n.name in _APPLIED
    ]
    letters = {call.name for call in calls} & (free_symbols(left) | free_symbols(right))
    letters -= {_defined(left), _defined(right), *_with_several_arguments(left, right)}
    letters -= {c.name for c in calls if not any(isinstance(n, Add) for n in walk(c))}
    if not letters:
        return left, right
    return _as_factors(left, frozenset(letters)), _as_factors(right, frozenset(letters))


def _with_several_arguments(*nodes: Node) -> set[str]:
    """Return names that one side applies to different arguments: ``F(b) - F(a)``."""
    found: set[str] = set()
    for node in nodes:
        arguments: dict[str, set[Node]] = {}
        for part in walk(node):
            if isinstance(part, Call) and part.name in _APPLIED:
                arguments.setdefault(part.name, set()).update(part.arguments)
        found |= {name for name, values in arguments.items() if len(values) > 1}
    return found


def _defined(node: Node) -> str:
    """Return the name of the function that ``f(x) = …`` defines."""
    first = node.sides[0] if isinstance(node, Relation) else None
    if isinstance(first, Call) and all(isinstance(a, Symbol) for a in first.arguments):
        return first.name
    return ""


def _one_letter_l(left: Node, right: Node) -> tuple[Node, Node]:
    r"""Read ``\ell`` as l, unless one side has both."""
    names = [{n.name for n in walk(s) if isinstance(n, Symbol)} for s in (left, right)]
    scripts = [{n for n in side if n == "ell" or n.startswith("ell_")} for side in names]
    if not (scripts[0] or scripts[1]):
        return left, right
    if any(n.replace("ell", "l", 1) in side for side in names for n in scripts[0] | scripts[1]
           if n in side):  # fmt: skip
        return left, right
    plain: dict[str, Node] = {n: Symbol(n.replace("ell", "l", 1)) for n in scripts[0] | scripts[1]}
    return substitute(left, plain), substitute(right, plain)


def _one_planck_constant(left: Node, right: Node) -> tuple[Node, Node]:
    """Read ħ as h/2π if only the other side is written with h."""
    names = free_symbols(left), free_symbols(right)
    reduced = "hbar" in names[0], "hbar" in names[1]
    if reduced[0] == reduced[1] or "h" not in names[reduced[0]]:
        return left, right
    planck: dict[str, Node] = {"hbar": _PLANCK}
    return substitute(left, planck), substitute(right, planck)


def _bold_as_vectors(
    left: Node, right: Node, left_text: str, right_text: str
) -> tuple[Node, Node] | None:
    r"""Read bold letters as vectors if the other side marks them: ``\mathbf{r}``, ``\vec{r}``."""
    vectors = [_vectors(left), _vectors(right)]
    if bool(vectors[0]) == bool(vectors[1]):
        return None
    text = right_text if vectors[0] else left_text
    marked = vectors[0] or vectors[1]

    def vector(match: re.Match[str]) -> str:
        letter = match.group(1) or match.group(2)
        return f"\\vec{{{letter}}}" if letter.lstrip("\\") in marked else match.group()

    written = _BOLD.sub(vector, text)
    if written == text:
        return None
    try:
        tree = statement(parse(written))[0]
    except ParseError:
        return None
    return (left, tree) if vectors[0] else (tree, right)


def _vectors(node: Node) -> set[str]:
    return {
        n.operand.name
        for n in walk(node)
        if isinstance(n, Accented) and n.accent.startswith("vec") and isinstance(n.operand, Symbol)
    }


def _without_vectors(node: Node) -> Node:
    def change(part: Node) -> Node | None:
        if not (isinstance(part, Accented) and part.accent.startswith("vec")):
            return None
        index = part.accent.partition("_")[2]
        if isinstance(part.operand, Symbol) and index:
            return Symbol(f"{part.operand.name}_{index}")
        return part.operand

    return mapped(node, change)


# --- indices ------------------------------------------------------------------------------


def _unglued(node: Node, text: str, *, power: bool) -> Node:
    """Return the tree with ``x2`` as x² (or 2x) where the text has no sign of an index."""
    squeezed = text.replace(" ", "")

    def change(part: Node) -> Node | None:
        match = _INDEXED.fullmatch(part.name) if isinstance(part, Symbol) else None
        if match is None or "".join(match.groups()) not in squeezed:
            return None
        base, digits = Symbol(match.group(1)), Number(Fraction(int(match.group(2))))
        return Power(base, digits) if power else Mul((base, digits))

    return mapped(node, change)


def _index_renamings(left: Node, right: Node) -> Iterator[Node]:
    """Yield ``right`` with names that differ in the index only as in ``left``: k and k_B."""
    names = _names(left), _names(right)
    ours, theirs = sorted(names[0] - names[1]), sorted(names[1] - names[0])
    if not ours or len(ours) != len(theirs):
        return
    groups: list[list[tuple[tuple[str, str], ...]]] = []
    for base in sorted({n.partition("_")[0] for n in ours}):
        old = [n for n in theirs if n.partition("_")[0] == base]
        new = [n for n in ours if n.partition("_")[0] == base]
        if len(old) != len(new) or len(new) > 3:
            return
        matches = [tuple(zip(old, order, strict=True)) for order in permutations(new)]
        groups.append([m for m in matches if all(_may_be_one(a, b) for a, b in m)])
    for choice in islice(product(*groups), _RENAMINGS):
        values: dict[str, Node] = {a: Symbol(b) for match in choice for a, b in match}
        yield substitute(right, values)


def _names(node: Node) -> set[str]:
    return {n.name for n in walk(node) if isinstance(n, Symbol)}


def _may_be_one(one: str, other: str) -> bool:
    """Whether two names may mean the same: k, k_B; T_1, T_C; E_k, E_kin. Not x_1, x_2."""
    indices = [n.partition("_")[2].lower() for n in (one, other)]
    if not all(i.isalnum() for i in indices if i) or _COUNTED & set(indices):
        return False
    if not all(indices) or indices[0].isdigit() != indices[1].isdigit():
        return True
    return not indices[0].isdigit() and (
        indices[0].startswith(indices[1]) or indices[1].startswith(indices[0])
    )
