"""Comparing two answers of any form; the one place that decides which test applies."""

from __future__ import annotations

from typing import Final

from preceptor_verifiers.algebra.equality import Same, same_expression
from preceptor_verifiers.algebra.normal_form import key
from preceptor_verifiers.chemistry.comparison import compare_chemistry
from preceptor_verifiers.collections.ellipses import has_ellipsis, same_written_out
from preceptor_verifiers.collections.equations import same_relation, solves
from preceptor_verifiers.collections.free_parameters import renamings, same_antiderivative
from preceptor_verifiers.collections.items import same_matrix, same_unordered
from preceptor_verifiers.collections.lists import has_signs, infinite, same_collection, same_named
from preceptor_verifiers.collections.matrices import computed
from preceptor_verifiers.collections.real_sets import is_region, same_region
from preceptor_verifiers.grammar.named_values import Named, substitute, unnamed
from preceptor_verifiers.grammar.statements import without_marks
from preceptor_verifiers.grammar.tree import (
    LimitError,
    Logic,
    Matrix,
    Mul,
    NamedSet,
    Node,
    Ratio,
    Relation,
    Sequence,
    SetBuilder,
    SetOperation,
    Symbol,
    Words,
    free_symbols,
)
from preceptor_verifiers.quantities.closed_numbers import compare_numbers
from preceptor_verifiers.quantities.comparison import Outcome, compare_quantities
from preceptor_verifiers.quantities.constant_expressions import in_constants
from preceptor_verifiers.quantities.conventions import Policy
from preceptor_verifiers.quantities.quantity import closed
from preceptor_verifiers.quantities.uncertainty import compare_uncertain
from preceptor_verifiers.quantities.unit_or_variable import Letters
from preceptor_verifiers.quantities.units import clean
from preceptor_verifiers.reading.answer import Reading, read
from preceptor_verifiers.reading.choice_letters import letter_of, letters_of_choice
from preceptor_verifiers.reading.money import amount_of_money
from preceptor_verifiers.reading.times_of_day import same_time, time_of_day
from preceptor_verifiers.words import decision, same_words

NAMES: Final = "names"
"""In the detail of an outcome: what the two answers name, where only that differs."""


def _same_time(one: str, other: str) -> Outcome | None:
    left, right = time_of_day(one), time_of_day(other)
    if left is None or right is None or not (left.certain or right.certain):
        return None
    same = Same.of(same_time(left, right))
    return Outcome(same, f"{right.shown} against {left.shown}.", {})


def compare_answers(reference: str, candidate: str, policy: Policy) -> Outcome:
    """Whether the candidate states the same answer as the reference."""
    return compare_readings(read(reference), read(candidate), policy)


def compare_readings(reference: Reading, candidate: Reading, policy: Policy) -> Outcome:  # noqa: PLR0912 - one case after the other
    """As :func:`compare_answers`, for answers that were read already."""
    if not candidate.text:
        return Outcome(Same.NO, "The answer is empty.", {})
    if candidate.beyond_limits or reference.beyond_limits:
        if candidate.text == reference.text:
            return Outcome(Same.YES, "The same text.", {})
        which = "answer" if candidate.beyond_limits else "reference"
        problem = candidate.problem if candidate.beyond_limits else reference.problem
        return Outcome(Same.UNKNOWN, f"The {which} is beyond the limits: {problem}.", {})
    if policy.uncertainty:
        within = compare_uncertain(reference.text, candidate.quantity, candidate.text, policy)
        if within is not None:
            return within
    times = _same_time(reference.text, candidate.text)
    if times is not None:
        return times
    sums = amount_of_money(reference.text), amount_of_money(candidate.text)
    if sums[0] is not None and sums[1] is not None:
        return Outcome(Same.of(sums[0] == sums[1]), "Two amounts of money.", {})
    chemical = compare_chemistry(reference.text, candidate.text)
    if chemical is not None:
        return chemical
    left, right = reference.quantity, candidate.quantity
    if left is not None and left.unit is not None and (right is None or right.unit is None):
        right = in_constants(candidate.tree, left.unit) or right
    if left is not None and right is not None and (left.unit is None) != (right.unit is None):
        doubtful = _unit_or_variable(reference, candidate, policy)
        if doubtful is not None:
            return doubtful
    if left is not None and right is not None:
        if left.unit is None and right.unit is None:
            return compare_numbers(left.value, right.value, policy)
        outcome = compare_quantities(left, right, policy)
        ambiguous = any(q.unit is not None and not q.upright for q in (left, right))
        if outcome.same is Same.YES or not ambiguous:
            return outcome
        if reference.tree is not None and candidate.tree is not None:
            same = _Comparison(policy).nodes(reference.tree, candidate.tree)
            if same is Same.YES:
                return Outcome(same, "The two expressions are equal.", {})
        return outcome
    if (
        reference.tree is None
        or candidate.tree is None
        or (decision(reference.text) and decision(candidate.text))
    ):
        return _words(reference, candidate, policy)
    try:
        comparison = _Comparison(policy)
        same = comparison.nodes(reference.tree, candidate.tree)
    except LimitError as error:
        return Outcome(Same.UNKNOWN, f"Beyond the limits: {error}.", {})
    if same is Same.YES:
        if reference.domains and candidate.domains and reference.domains != candidate.domains:
            return Outcome(Same.NO, "The parameters come from different sets.", {})
        return Outcome(same, "The two answers are equal.", {})
    if same is Same.NO:
        return Outcome(same, comparison.reason or "The two answers differ.", {})
    words = isinstance(reference.tree, Words) or isinstance(candidate.tree, Words)
    if reference.text.split() == candidate.text.split() or (
        words and same_words(reference.text, candidate.text) is Same.YES
    ):
        return Outcome(Same.YES, "The same text.", {})
    reason = comparison.reason or "Neither equality nor a difference could be shown."
    return Outcome(same, reason, {NAMES: list(comparison.names)} if comparison.names else {})


def _unit_or_variable(reference: Reading, candidate: Reading, policy: Policy) -> Outcome | None:
    """The case ``3 m`` against ``3``, where the letters can be a unit or variables.

    A number whose unit is asked may leave it out. A formula has variables; for anything else
    the values decide only if they differ.
    """
    left, right = reference.quantity, candidate.quantity
    assert left is not None
    assert right is not None
    side = left if left.unit is not None else right
    if side.letters is Letters.UNIT or (side is left and side.states_unit and not policy.formula):
        return None
    if reference.tree is None or candidate.tree is None:
        return None
    if policy.formula and _Comparison(policy).nodes(reference.tree, candidate.tree) is Same.NO:
        return Outcome(Same.NO, "The two expressions have different values.", {})
    outcome = compare_quantities(left, right, policy)
    if outcome.same is not Same.YES:
        return outcome
    letters = clean(side.unit_text)
    return Outcome(Same.UNKNOWN, f"{letters!r} may be a unit or variables.", outcome.detail)


def _words(reference: Reading, candidate: Reading, policy: Policy) -> Outcome:
    """At least one side is no value."""
    several = letters_of_choice(reference.text), letters_of_choice(candidate.text)
    if several[0] and several[1]:
        same = Same.of(several[0] == several[1])
        return Outcome(same, f"Choices {several[1]} against {several[0]}.", {})
    letters = letter_of(reference.text), letter_of(candidate.text)
    if letters[0] and letters[1] and len(reference.text) + len(candidate.text) < 400:
        same = Same.of(letters[0] == letters[1])
        return Outcome(same, f"Choice {letters[1]} against {letters[0]}.", {})
    same = same_words(reference.text, candidate.text)
    if same is Same.YES:
        return Outcome(same, "The same words.", {})
    if same is Same.NO:
        return Outcome(same, "The words exclude each other.", {})
    if (
        reference.tree is not None
        and candidate.tree is None
        and not any(c.isalnum() for c in candidate.text)
    ):
        return Outcome(Same.NO, "The answer states nothing.", {})
    side = candidate if candidate.tree is None else reference
    which = "answer" if side is candidate else "reference"
    return Outcome(
        Same.UNKNOWN, f"The {which} is no value that the grammar reads: {side.problem}.", {}
    )


def _is_solved(statement: Relation) -> bool:
    """Whether one side is a variable and the other a value: ``2 = x``."""
    ends = (statement.sides[0], statement.sides[-1])
    return any(isinstance(one, Symbol) and closed(other) for one, other in (ends, ends[::-1]))


class _Comparison:
    """One comparison of two trees; remembers why the last values differed."""

    def __init__(self, policy: Policy) -> None:
        self.policy = policy
        self.reason = ""
        self.names: tuple[str, str] | None = None

    def nodes(self, one: Node, other: Node) -> Same:
        """Whether two trees state the same."""
        one, other = computed(one), computed(other)
        if key(one) == key(other) and not isinstance(one, Words | Sequence):
            return Same.YES
        named = same_named(one, other, self.nodes)
        if named is not None:
            return named
        left, right = unnamed(one), unnamed(other)
        if left.name is not None or right.name is not None:
            return self._named(one, other, left, right)
        if isinstance(one, Relation) != isinstance(other, Relation):
            # A calculation that ends in the answer: 5 + 5 = 10.
            one = left.value if closed(left.value) else one
            other = right.value if closed(right.value) else other
        return self._values(one, other)

    # --- names ----------------------------------------------------------------------------

    def _named(  # noqa: PLR0912 - one case after the other
        self, one: Node, other: Node, left: Named, right: Named
    ) -> Same:
        if left.name is not None and right.name is not None:
            if left.function and right.function:
                return self._values(left.value, right.value)
            if left.function != right.function:
                # f(x) = x² against y = x²
                statement, named = (one, left) if left.function else (other, right)
                same = self._one_named(statement, named, (right if left.function else left).value)
                if same is Same.YES:
                    return same
            same = self._values(left.value, right.value)
            if same is Same.YES:
                if left.name.replace(" ", "") == right.name.replace(" ", ""):
                    return same
                if not left.function and not right.function and _plain(left, right):
                    self.reason = f"The values agree, but {right.name} is not {left.name}."
                    self.names = (left.name, right.name)
                    return Same.UNKNOWN
                return same
            if left.name == right.name and (
                closed(left.value) or isinstance(left.value, Sequence | Matrix)
            ):
                return same
            if isinstance(one, Relation) and isinstance(other, Relation):
                # y = 2x + 3 against 2x - y + 3 = 0 was no pair of names; y = x against x = y is.
                if solves(one, right.value, right.name):
                    return Same.YES
                return same_relation(one, other)
            return same
        if left.name is not None:
            if isinstance(other, Relation) and isinstance(one, Relation):
                if other.operators == ("=",):
                    return same_relation(one, other)
                return self._values(one, other)
            return self._one_named(one, left, other, solvable=True)
        if isinstance(one, Relation):
            if one.operators == ("=",) and isinstance(other, Relation):
                return same_relation(one, other)
            return self._values(one, other)
        return self._one_named(other, right, one)

    def _one_named(
        self, statement: Node, named: Named, value: Node, *, solvable: bool = False
    ) -> Same:
        own = named.value
        if named.function:
            names = sorted(free_symbols(value) - free_symbols(own))
            marks = sorted(n for n in free_symbols(own) if n.startswith("·"))
            if len(names) == len(marks):
                own = substitute(own, {m: Symbol(n) for m, n in zip(marks, names, strict=True)})
            elif len(marks) == 1 and len(free_symbols(value)) == 1:
                own = substitute(own, {marks[0]: Symbol(next(iter(free_symbols(value))))})
        same = self._values(own, value)
        if (
            same is not Same.YES
            and solvable
            and isinstance(statement, Relation)
            and solves(statement, value)
        ):
            return Same.YES
        return same

    # --- values ---------------------------------------------------------------------------

    def _values(self, one: Node, other: Node) -> Same:
        if has_ellipsis(one) or has_ellipsis(other):
            return same_written_out(one, other, self._plain_values)
        return self._plain_values(one, other)

    def _plain_values(self, one: Node, other: Node) -> Same:
        if (
            isinstance(one, Matrix)
            and isinstance(other, Matrix)
            and (len(one.rows) == len(other.rows))
        ):
            return same_matrix(one, other, self.nodes)
        if is_region(one) or is_region(other):
            return self._regions(one, other)
        if isinstance(one, NamedSet) or isinstance(other, NamedSet):
            return Same.of(key(one) == key(other))
        if isinstance(one, Relation) or isinstance(other, Relation):
            return self._relations(one, other)
        collections = (Sequence, Matrix, Logic)
        if isinstance(one, collections) or isinstance(other, collections) or has_signs(one, other):
            return self._collections(one, other)
        if isinstance(one, Ratio) or isinstance(other, Ratio):
            return self._ratios(one, other)
        return self._scalars(one, other)

    def _scalars(self, one: Node, other: Node) -> Same:
        if closed(one) and closed(other):
            if key(one) == key(other):
                return Same.YES
            if infinite(one) or infinite(other):
                return same_expression(one, other)
            outcome = compare_numbers(one, other, self.policy)
            if outcome.same is not Same.YES:
                self.reason = outcome.reason
            return outcome.same
        if isinstance(one, Words) or isinstance(other, Words):
            left = one.text if isinstance(one, Words) else ""
            right = other.text if isinstance(other, Words) else ""
            return same_words(left, right) if left and right else Same.UNKNOWN
        one, other = without_marks(one), without_marks(other)
        same = same_expression(one, other)
        if same is not Same.YES and (
            any(same_expression(one, renamed) is Same.YES for renamed in renamings(one, other))
            or same_antiderivative(one, other)
        ):
            return Same.YES
        if same is Same.NO:
            self.reason = "The two expressions have different values."
        return same

    def _ratios(self, one: Node, other: Node) -> Same:
        if isinstance(one, Ratio) and isinstance(other, Ratio):
            if len(one.parts) != len(other.parts):
                return Same.UNKNOWN if len(one.parts) + len(other.parts) == 5 else Same.NO
            outcome = Same.YES
            for a, b in zip(one.parts[1:], other.parts[1:], strict=True):
                same = self._scalars(_cross(one.parts[0], b), _cross(other.parts[0], a))
                if same is Same.NO:
                    return same
                outcome = same if same is Same.UNKNOWN else outcome
            return outcome
        return self._scalars(one, other)

    def _relations(self, one: Node, other: Node) -> Same:
        if isinstance(one, Relation) and isinstance(other, Relation):
            return same_relation(one, other)
        statement, value = (one, other) if isinstance(one, Relation) else (other, one)
        assert isinstance(statement, Relation)
        if isinstance(value, Sequence | SetOperation | SetBuilder | Logic):
            return Same.UNKNOWN
        # Only the reference may be left for the answer to solve: an answer that has to be
        # solved first (2x + 3 = 7 for 2) may be no more than the problem itself.
        if (statement is one or _is_solved(statement)) and solves(statement, value):
            return Same.YES
        self.reason = "One side is an equation, the other a value."
        return Same.NO

    def _regions(self, one: Node, other: Node) -> Same:
        if isinstance(one, NamedSet) and isinstance(other, NamedSet):
            return Same.of(key(one) == key(other))
        same = same_region(_as_points(one), _as_points(other), self.nodes)
        if same is Same.UNKNOWN and isinstance(one, Relation) and isinstance(other, Relation):
            return same_relation(one, other)
        if (
            same is Same.UNKNOWN
            and isinstance(one, SetOperation)
            and isinstance(other, SetOperation)
            and one.operator == other.operator
        ):
            return same_unordered(one.operands, other.operands, self.nodes)
        if same is Same.NO:
            self.reason = "The two sets of numbers differ."
        return same

    def _collections(self, one: Node, other: Node) -> Same:
        same, reason = same_collection(one, other, self.nodes, self.policy.ordered)
        self.reason = reason or self.reason
        return same


def _as_points(node: Node) -> Node:
    """Numbers as the set of these numbers."""
    if closed(node):
        return Sequence("{", (node,))
    if isinstance(node, Sequence) and node.bracket == "" and all(closed(i) for i in node.items):
        return Sequence("{", node.items)
    return node


def _plain(left: Named, right: Named) -> bool:
    """Whether both are single variables with values: ``x = 5`` and ``y = 5``."""
    return closed(left.value) and closed(right.value)


def _cross(a: Node, b: Node) -> Node:
    return Mul((a, b))
