"""From the text of an answer to what it states: a quantity, a tree, or words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from preceptor.extraction.answers import extract, visible
from preceptor_verifiers.grammar import LimitError, Node, ParseError, parse
from preceptor_verifiers.grammar.spelling import GREEK, STYLED, repaired
from preceptor_verifiers.grammar.statements import statement
from preceptor_verifiers.grammar.tree import (
    Constant,
    Labelled,
    Mul,
    Sequence,
    Symbol,
    Words,
    walk,
)
from preceptor_verifiers.limits import GRAMMAR_CHARS
from preceptor_verifiers.quantities.equality_chains import end_of_chain
from preceptor_verifiers.quantities.quantity import Quantity, named_quantity, read_quantity
from preceptor_verifiers.reading.arc_angles import angle_of_arc
from preceptor_verifiers.reading.numbered_parts import numbered_parts
from preceptor_verifiers.reading.prose import (
    concluded,
    value_in_words,
    with_powers_of_ten,
    without_hedges,
)
from preceptor_verifiers.text_cache import remembered

_PROSE_CHARS: Final = 80
_MATHS: Final = re.compile(
    r"\$\$([^$]+)\$\$|\$((?:[^$\\]|\\.)+)\$|\\\[(.+?)\\\]|\\\((.+?)\\\)", re.DOTALL
)
_WORD: Final = re.compile(r"(?<![\\A-Za-z])[A-Za-z]{2,}")
_ENDING: Final = re.compile(
    r".*(?:\bis|\bare|\bequals|=|≈|\\approx)\s+(?:approximately |about |exactly )?"
    r"([^\s=][^=]{0,80}?)\s*(?:\.|€|,)?\s*\Z", re.DOTALL
)  # fmt: skip
_VERB: Final = re.compile(r"(?<=[A-Za-z]\s)(?:is|are|was|equals)(?=\s)")
_PROSE: Final = re.compile(
    r"(?<![\\A-Za-z{^_])(?:the|is|are|was|not|of|that|this|which|there)(?![A-Za-z])", re.IGNORECASE
)
"""Words of sentences; a text with one of them is not a product of single letters."""
_AFTER_MATHS: Final = re.compile(
    r"\W*(?:(?:is|are) (?:the|our|my|a) (?:final |correct )?(?:answer|solution|result)s?)?\W*\Z"
)


@dataclass(frozen=True, slots=True)
class Reading:
    """An answer as it is understood.

    Attributes:
        text: The answer without the text around it.
        quantity: The closed value with its unit, if it states one.
        tree: The tree, if the grammar reads it.
        domains: Sets that its parameters come from, such as the integers in ``kπ, k ∈ ℤ``.
        problem: Why the grammar does not read it.
        beyond_limits: Whether a limit was the reason.
    """

    text: str
    quantity: Quantity | None = None
    tree: Node | None = None
    problem: str = ""
    beyond_limits: bool = False
    domains: tuple[str, ...] = ()

    @property
    def is_prose(self) -> bool:
        """Whether the text is words rather than a value."""
        return self.tree is None or isinstance(self.tree, Words)


def core_text(text: str) -> str:
    """Return the answer inside a text: a box, what follows "the answer is", or all of it."""
    stripped = visible(text).strip() if len(text) > _PROSE_CHARS else text.strip()
    if not stripped:
        return ""
    for _ in range(2):
        inner = _inner_text(stripped)
        if inner == stripped:
            break
        stripped = inner
    return stripped


def _inner_text(stripped: str) -> str:
    lower = stripped[-4000:].lower()
    marked = "boxed" in stripped or "answer" in lower or "####" in stripped
    if marked or len(stripped) > _PROSE_CHARS or "\n" in stripped or "solution" in lower:
        extracted = extract(stripped)
        if extracted.answer is not None and extracted.rule != "displayed-equation":
            return extracted.answer
    words = _WORD.findall(stripped[-2000:]) if not STYLED.search(stripped) else []
    if len(words) >= 2 and "$" in stripped and len(stripped) < GRAMMAR_CHARS:
        segments = list(_MATHS.finditer(stripped))
        if len(segments) == 1 and _AFTER_MATHS.match(stripped, segments[0].end()):
            return next(g for g in segments[0].groups() if g).strip() or stripped
    if len(words) >= 4 or _VERB.search(stripped):
        ending = _ENDING.search(stripped[-300:])
        if ending and any(c.isdigit() or c == "\\" for c in ending.group(1)):
            return ending.group(1)
    if len(words) >= 20:
        return concluded(stripped) or stripped
    return stripped


@remembered
def read(text: str) -> Reading:
    """Read one answer. Never raises: an answer that cannot be read has a ``problem``."""
    core = without_hedges(core_text(repaired(text)))
    core = value_in_words(core) or with_powers_of_ten(core)
    if not core:
        return Reading("", problem="no answer: the text is empty")
    angle = angle_of_arc(core)
    if angle is not None:
        return Reading(core, Quantity(angle), angle)
    parts = _read_parts(core)
    if parts is not None:
        return Reading(core, tree=parts)
    try:
        tree: Node | None = parse(core)
        problem, limited = "", False
    except LimitError as error:
        return Reading(core, problem=str(error), beyond_limits=True)
    except ParseError as error:
        tree, problem, limited = None, str(error), False
    if tree is not None and _reads_as_words(core, tree):
        tree, problem = None, "words"
    domains: tuple[str, ...] = ()
    if tree is not None:
        tree, domains = statement(tree)
    quantity = read_quantity(core) or named_quantity(core) or end_of_chain(core)
    return Reading(core, quantity, tree, problem, limited, domains)


def _read_parts(core: str) -> Sequence | None:
    """Return the tree of an answer in numbered parts, if each of them is a value."""
    parts = numbered_parts(core)
    if parts is None:
        return None
    items: list[Node] = []
    for mark, body in parts:
        inner = read(body)
        if inner.tree is None:
            return None
        items.append(Labelled(f"({mark})", inner.tree))
    return Sequence("", tuple(items))


def _reads_as_words(text: str, tree: Node) -> bool:
    """Whether letters are words: they are unless they are one or two variables or a formula."""
    if isinstance(tree, Mul) and _PROSE.search(text):
        return True
    plain = STYLED.sub("", text).strip(" {}.$()")
    if plain in GREEK:
        return False
    if any(c.isdigit() or c in "+-*/=^_<>|\\[]√π∞" for c in plain):
        return False
    if "," in plain or any(
        not isinstance(n, Symbol | Mul | Constant | Words | Labelled)
        or (isinstance(n, Constant) and n.name == "infinity")
        for n in walk(tree)
    ):
        return False
    return max((len(w) for w in re.findall(r"[A-Za-z]+", plain)), default=0) > 2 or any(
        isinstance(n, Symbol) and len(n.name) > 3 for n in walk(tree)
    )
