"""From the text of an answer to what it states: a quantity, a tree, or words."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from preceptor.extraction.answers import extract, visible
from preceptor.extraction.sentences import sentence_end
from preceptor_verifiers.decisions import decision
from preceptor_verifiers.grammar import LimitError, Node, ParseError, parse
from preceptor_verifiers.grammar.spelling import (
    FUNCTIONS,
    GREEK,
    GREEK_LETTERS,
    LATIN_CAPITALS,
    STYLED,
    repaired,
)
from preceptor_verifiers.grammar.statements import statement
from preceptor_verifiers.grammar.tree import (
    Add,
    Constant,
    Labelled,
    Mul,
    Sequence,
    Symbol,
    Words,
    walk,
)
from preceptor_verifiers.quantities.equality_chains import end_of_chain
from preceptor_verifiers.quantities.quantity import Quantity, named_quantity, read_quantity
from preceptor_verifiers.reading.arc_angles import angle_of_arc
from preceptor_verifiers.reading.bounds import bound_of
from preceptor_verifiers.reading.cases import cases
from preceptor_verifiers.reading.clauses import CLAUSES_CHARS
from preceptor_verifiers.reading.decimal_comma import with_decimal_mark
from preceptor_verifiers.reading.multiples import with_multiples
from preceptor_verifiers.reading.named_parts import Part, Parts, named_parts
from preceptor_verifiers.reading.number_notations import usual_number
from preceptor_verifiers.reading.numbered_parts import numbered_parts
from preceptor_verifiers.reading.ordinals import without_ordinal_ending
from preceptor_verifiers.reading.prose import (
    value_in_words,
    with_powers_of_ten,
    without_hedges,
)
from preceptor_verifiers.reading.reservations import reservation, without_contrast
from preceptor_verifiers.reading.restated import stated_once
from preceptor_verifiers.reading.sentences import stated_in_sentence
from preceptor_verifiers.text_cache import remembered

_PROSE_CHARS: Final = 80
_SENTENCE_CHARS: Final = 400
_PROSE: Final = re.compile(
    r"(?<![\\A-Za-z{^_])(?:the|is|are|was|not|of|that|this|which|there|has|have|had)(?![A-Za-z])",
    re.IGNORECASE,
)
"""Words of sentences; a text with one of them is not a product of single letters."""
_LONG_WORD: Final = re.compile(r"(?<![\\A-Za-z0-9_^{])[A-Za-z]?[a-z]{4,}(?![A-Za-z(])")
_BOTH: Final = re.compile(r"\A\s*(?:either|both)\s+(?=\S.{0,200}\s(?:or|and)\s)", re.IGNORECASE)
_RELATION: Final = re.compile(r"[<>≤≥⩽⩾]|\\[gl](?:eq?|t)(?![a-rt-z])")
_LIST_MARK: Final = re.compile(r"\s*(?:[-*•–]|\\bullet)\s+(?=\S)")


@dataclass(frozen=True, slots=True)
class Reading:
    """An answer as it is understood.

    Attributes:
        text: The answer without the text around it.
        quantity: The closed value with its unit, if it states one.
        tree: The tree, if the grammar reads it.
        domains: Sets that its parameters come from, such as the integers in ``kπ, k ∈ ℤ``.
        parts: Its parts with their names, marks or conditions, if it has several.
        sentence: The sentence that the value was taken from, if it was.
        certain: Whether that sentence says that the value is the answer.
        reservation: Why the text does not settle on an answer; empty where it does.
        remark: What is said behind the value, such as a direction.
        problem: Why the grammar does not read it.
        beyond_limits: Whether a limit was the reason.
    """

    text: str
    quantity: Quantity | None = None
    tree: Node | None = None
    problem: str = ""
    beyond_limits: bool = False
    domains: tuple[str, ...] = ()
    parts: Parts | None = None
    sentence: str = ""
    certain: bool = True
    reservation: str = ""
    remark: str = ""

    @property
    def is_prose(self) -> bool:
        """Whether the text is words rather than a value."""
        return self.tree is None or isinstance(self.tree, Words)


@dataclass(frozen=True, slots=True)
class Core:
    """The answer inside a text that may be a whole reply.

    Attributes:
        certain: Whether the text says that this is its answer.
        reservation: Why it does not settle on an answer; empty where it does.
    """

    text: str
    certain: bool = True
    reservation: str = ""


def core_text(text: str) -> Core:
    """The answer inside a text: what the reader of replies finds in it, or all of it."""
    stripped = text.strip()
    lower = stripped[-4000:].lower()
    marked = "boxed" in stripped or "answer" in lower or "####" in stripped or "</" in stripped
    if not (marked or len(stripped) > _PROSE_CHARS or "\n" in stripped or "solution:" in lower):
        return Core(stripped)
    found = extract(stripped)
    if found.problem:
        return Core(found.answer or stripped, False, found.problem)
    if found.answer is None:
        return Core(visible(stripped).strip())
    if found.rivals or not found.cued:
        end = sentence_end(stripped, 0, len(stripped))
        whole = end >= len(stripped) - 1 and len(stripped) <= _SENTENCE_CHARS
        # A sentence is read by the rules for sentences, which know units and lists.
        return Core(stripped) if whole else Core(found.answer, certain=False)
    return Core(found.answer)


@remembered
def read(text: str) -> Reading:
    """Read one answer. Never raises: an answer that cannot be read has a ``problem``."""
    answer = core_text(without_list_marks(repaired(text)))
    reading = _read_core(without_contrast(answer.text), answer.reservation)
    if answer.certain:
        return reading
    return replace(reading, sentence=reading.sentence or answer.text, certain=False)


def _read_core(core: str, doubt: str) -> Reading:
    """Read the answer inside a text; ``doubt`` says why the text does not settle on it."""
    if decision(core) is not None:
        return Reading(core, problem="a decision in words", reservation=doubt)
    doubt = doubt or reservation(core)
    core = with_multiples(_BOTH.sub("", without_hedges(core), count=1))
    if (bound := bound_of(core)) is not None and not (bound.name and _RELATION.search(core)):
        return Reading(core, problem="a bound")
    parts = _parts(core)
    once = None if doubt or parts else stated_once(core)
    remark = ""
    if once is not None and once.doubt:
        return replace(_read_value(core), text=core, reservation=once.doubt)
    if once is not None:
        core, remark = without_hedges(once.text), once.remark
    in_words = value_in_words(core)
    if in_words is not None:
        value = _read_value(in_words)
        text = core if ":" in in_words else value.text  # 3 to 4 may be a range
        return replace(value, text=text, reservation=doubt, remark=remark)
    core = with_powers_of_ten(without_ordinal_ending(core))
    core = with_decimal_mark(usual_number(core))
    if once is not None:
        return replace(_read_value(core), reservation=doubt, remark=remark)
    reading = replace(_read_value(core), parts=parts, reservation=doubt)
    if reading.parts is not None or reading.beyond_limits or reading.quantity is not None:
        return reading
    stated = stated_in_sentence(core)
    if stated is not None:
        inner = _read_value(stated.text)
        if not inner.is_prose or inner.quantity is not None:
            return replace(inner, sentence=core, certain=stated.certain, reservation=doubt)
    return reading


def _read_value(core: str) -> Reading:
    """Read a text that is a value, or words."""
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


def without_list_marks(text: str) -> str:
    """Return lines that all begin with a bullet, ``- 3``, as values separated by semicolons."""
    if "\n" not in text:
        return text
    lines = [line for line in text.split("\n") if line.strip()]
    marks = [_LIST_MARK.match(line) for line in lines]
    if len(lines) < 2 or not all(marks):
        return text
    return "; ".join(
        line[m.end() :].rstrip(" ;,") for line, m in zip(lines, marks, strict=True) if m
    )


def _parts(core: str) -> Parts | None:
    """Return the parts of an answer that is given by cases, in numbered or in named parts."""
    if len(core) > CLAUSES_CHARS or (not any(c in core for c in ",;\n(&") and " " not in core):
        return None
    numbered = numbered_parts(core)
    if numbered is not None:
        return Parts("numbered", tuple(Part((mark,), body) for mark, body in numbered))
    conditional = cases(core)
    if conditional is not None:
        return Parts("cases", conditional)
    named = named_parts(core)
    return None if named is None else Parts("named", named)


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
    if isinstance(tree, Mul | Add) and (_PROSE.search(text) or _has_long_words(text)):
        return True
    if isinstance(tree, Sequence) and tree.bracket == "" and _are_words(tree.items):
        return True
    plain = STYLED.sub("", text).strip(" {}.$()")
    if plain in GREEK or plain in GREEK_LETTERS:
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
        isinstance(n, Symbol) and len(n.name) > 3 and not _is_letter(n.name, plain)
        for n in walk(tree)
    )


def _is_letter(name: str, text: str) -> bool:
    """Whether a name is a Greek letter that the text shows as a sign: ``κx``."""
    greek = name in GREEK or name in LATIN_CAPITALS
    return greek and name not in text


def _are_words(items: tuple[Node, ...]) -> bool:
    """Whether a list consists of letters only, and a word of a language is among them."""
    leaves = [leaf for item in items for leaf in walk(item) if not isinstance(leaf, Mul)]
    return all(isinstance(leaf, Symbol | Words | Constant) for leaf in leaves) and any(
        isinstance(leaf, Symbol) and _LONG_WORD.fullmatch(leaf.name) for leaf in leaves
    )


def _has_long_words(text: str) -> bool:
    """Whether words of a language occur outside of commands, and no sign of a formula."""
    if any(c in text for c in "\\=^_*/+<>"):
        return False
    return any(
        w.group() not in FUNCTIONS and w.group() not in GREEK for w in _LONG_WORD.finditer(text)
    )
