"""Compare the trees of two answers: the place that decides which test applies to them."""

from __future__ import annotations

from preceptor_verifiers.algebra.equality import same_expression
from preceptor_verifiers.algebra.normal_form import key
from preceptor_verifiers.algebra.rounded_decimals import rounded_alike
from preceptor_verifiers.collections.congruences import same_residue
from preceptor_verifiers.collections.contradictory_chains import contradicts_itself, rounded_from
from preceptor_verifiers.collections.ellipses import has_ellipsis, same_written_out
from preceptor_verifiers.collections.equations import same_relation, solves
from preceptor_verifiers.collections.free_parameters import renamings, same_antiderivative
from preceptor_verifiers.collections.items import same_matrix, same_unordered
from preceptor_verifiers.collections.lists import has_signs, infinite, same_collection, same_named
from preceptor_verifiers.collections.matrices import computed
from preceptor_verifiers.collections.real_sets import is_region, same_region
from preceptor_verifiers.collections.root_lists import as_product, same_roots
from preceptor_verifiers.collections.solution_families import same_families
from preceptor_verifiers.collections.stated_results import (
    ends_in_zero,
    is_curve,
    is_unsolved,
    stated_result,
)
from preceptor_verifiers.grammar.named_values import Named, unnamed
from preceptor_verifiers.grammar.statements import as_named_set, without_marks
from preceptor_verifiers.grammar.tree import (
    Add,
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
    substitute,
)
from preceptor_verifiers.outcome import Same
from preceptor_verifiers.quantities.closed_numbers import compare_numbers
from preceptor_verifiers.quantities.conventions import Policy
from preceptor_verifiers.quantities.quantity import closed
from preceptor_verifiers.words import same_words


def _is_solved(statement: Relation) -> bool:
    """Whether one side is a variable and the other a value: ``2 = x``."""
    ends = (statement.sides[0], statement.sides[-1])
    return any(isinstance(name, Symbol) and closed(value) for name, value in (ends, ends[::-1]))


class TreeComparison:
    """One comparison of two trees; keeps the reason why the last values differed."""

    def __init__(self, policy: Policy, domains: frozenset[str] = frozenset()) -> None:
        self.policy = policy
        self.domains = domains
        self.reason = ""
        self.names: tuple[str, str] | None = None

    def nodes(self, reference: Node, candidate: Node) -> Same:
        """Whether two trees state the same answer."""
        reference, candidate = _computed(reference, candidate), _computed(candidate, reference)
        whole = candidate
        if key(reference) == key(candidate) and not isinstance(reference, Words | Sequence):
            return Same.YES
        named = same_named(reference, candidate, self.nodes)
        if named is not None:
            return named
        rooted = self._roots(reference, candidate)
        if rooted is not None:
            return rooted
        reference_named, candidate_named = unnamed(reference), unnamed(candidate)
        if reference_named.name is not None or candidate_named.name is not None:
            return self._named(reference, candidate, reference_named, candidate_named)
        if isinstance(reference, Relation) != isinstance(candidate, Relation):
            # A calculation that ends in the answer: 5 + 5 = 10.
            reference = reference_named.value if closed(reference_named.value) else reference
            candidate = candidate_named.value if closed(candidate_named.value) else candidate
        same = self._values(reference, candidate)
        return same if same is Same.YES else self._rounded(reference_named.value, whole, same)

    def _rounded(self, reference: Node, candidate: Node, same: Same) -> Same:
        """Compare with the value that the last one of a chain is rounded from: ``1/3 = 0.33``."""
        if not isinstance(candidate, Relation) or not closed(reference):
            return same
        found = any(self._values(reference, v) is Same.YES for v in rounded_from(candidate))
        return Same.YES if found else same

    def _roots(self, reference: Node, candidate: Node) -> Same | None:
        """Compare equations with the values that solve them, or with alternatives."""
        statements = Relation | Logic
        if not isinstance(reference, statements) and not isinstance(candidate, statements):
            return None
        rooted = same_roots(reference, candidate)
        if rooted is not None:
            self.reason = "The values are not the roots." if rooted is Same.NO else self.reason
            return rooted
        products = as_product(reference), as_product(candidate)
        if products == (reference, candidate) or has_signs(*products):
            return None
        left, right = products
        if not isinstance(left, Relation) or not isinstance(right, Relation):
            return None
        several = len(free_symbols(left)) > 1
        return Same.YES if several and same_relation(left, right) is Same.YES else None

    # --- names ----------------------------------------------------------------------------

    def _named(  # noqa: PLR0912 - one case after the other
        self, reference: Node, candidate: Node, left: Named, right: Named
    ) -> Same:
        if left.name is not None and right.name is not None:
            if left.function and right.function and left.derivatives == right.derivatives:
                return self._values(left.value, right.value)
            if left.function != right.function:
                # f(x) = x² against y = x²
                statement, named = (reference, left) if left.function else (candidate, right)
                other = right if left.function else left
                same = self._one_named(statement, named, other.value, answer=named is right)
                if same is Same.YES:
                    return same
            same = self._values(left.value, right.value)
            if same is Same.YES and left.derivatives != right.derivatives:
                self.reason = f"{right.name} is another derivative than {left.name}."
                return Same.NO
            if same is Same.YES:
                if left.name.replace(" ", "") == right.name.replace(" ", ""):
                    return same
                if not left.function and not right.function and _plain(left, right):
                    self.reason = f"The values agree, but {right.name} is not {left.name}."
                    self.names = (left.name, right.name)
                    return Same.UNKNOWN
                return same
            if left.name == right.name and left.function == right.function:
                return same
            if isinstance(reference, Relation) and isinstance(candidate, Relation):
                # y = 2x + 3 against 2x - y + 3 = 0 is not a pair of names; y = x against x = y is.
                return same_relation(reference, candidate)
            return same
        if left.name is not None:
            if isinstance(candidate, Relation) and isinstance(reference, Relation):
                if candidate.operators == ("=",):
                    return same_relation(reference, candidate)
                return self._values(reference, candidate)
            return self._one_named(reference, left, candidate, solvable=True)
        if isinstance(reference, Relation):
            if reference.operators == ("=",) and isinstance(candidate, Relation):
                return same_relation(reference, candidate)
            return self._values(reference, candidate)
        return self._one_named(candidate, right, reference, answer=True)

    def _one_named(
        self,
        statement: Node,
        named: Named,
        value: Node,
        *,
        solvable: bool = False,
        answer: bool = False,
    ) -> Same:
        """Compare a named value with a value; ``answer``: the name is in the candidate."""
        own = named.value
        if named.function:
            names = sorted(free_symbols(value) - free_symbols(own))
            marks = sorted(n for n in free_symbols(own) if n.startswith("·"))
            if len(names) == len(marks):
                own = substitute(own, {m: Symbol(n) for m, n in zip(marks, names, strict=True)})
            elif len(marks) == 1 and len(free_symbols(value)) == 1:
                own = substitute(own, {marks[0]: Symbol(next(iter(free_symbols(value))))})
        same = self._values(value, own) if answer else self._values(own, value)
        if (
            same is not Same.YES
            and solvable
            and isinstance(statement, Relation)
            and solves(statement, value)
        ):
            return Same.YES
        return same

    # --- values ---------------------------------------------------------------------------

    def _values(self, left: Node, right: Node) -> Same:
        left, right = _computed(left, right), _computed(right, left)
        congruent = same_residue(left, right)
        if congruent is not None:
            return congruent
        families = None
        if not self.domains - {"integers"}:
            families = same_families(left, right, integers=bool(self.domains))
        if families is not None:
            return families
        if has_ellipsis(left) or has_ellipsis(right):
            return same_written_out(left, right, self._plain_values)
        return self._plain_values(left, right)

    def _plain_values(self, left: Node, right: Node) -> Same:
        if (
            isinstance(left, Matrix)
            and isinstance(right, Matrix)
            and (len(left.rows) == len(right.rows))
        ):
            return same_matrix(left, right, self.nodes)
        if is_region(left) or is_region(right):
            return self._regions(left, right)
        if isinstance(left, NamedSet) or isinstance(right, NamedSet):
            if isinstance(left, Symbol) or isinstance(right, Symbol):
                same = as_named_set(left) == as_named_set(right)
                return Same.YES if same else Same.UNKNOWN
            return Same.of(key(left) == key(right))
        if isinstance(left, Relation) or isinstance(right, Relation):
            return self._relations(left, right)
        collections = (Sequence, Matrix, Logic)
        if (
            isinstance(left, collections)
            or isinstance(right, collections)
            or has_signs(left, right)
        ):
            return self._collections(left, right)
        if isinstance(left, Ratio) or isinstance(right, Ratio):
            return self._ratios(left, right)
        return self._scalars(left, right)

    def _scalars(self, reference: Node, candidate: Node) -> Same:
        if closed(reference) and closed(candidate):
            if key(reference) == key(candidate):
                return Same.YES
            if infinite(reference) or infinite(candidate):
                return same_expression(reference, candidate)
            outcome = compare_numbers(reference, candidate, self.policy)
            if outcome.same is not Same.YES:
                self.reason = outcome.reason
            return outcome.same
        if isinstance(reference, Words) or isinstance(candidate, Words):
            reference_words = reference.text if isinstance(reference, Words) else ""
            candidate_words = candidate.text if isinstance(candidate, Words) else ""
            return (
                same_words(reference_words, candidate_words)
                if reference_words and candidate_words
                else Same.UNKNOWN
            )
        reference, candidate = without_marks(reference), without_marks(candidate)
        same = same_expression(reference, candidate)
        if same is not Same.YES and (
            any(
                same_expression(reference, renamed) is Same.YES
                for renamed in renamings(reference, candidate)
            )
            or same_antiderivative(reference, candidate)
        ):
            return Same.YES
        if same is Same.NO and rounded_alike(reference, candidate):
            self.reason = "The two expressions agree but for the rounding of their decimals."
            return Same.UNKNOWN
        if same is Same.NO:
            self.reason = "The two expressions have different values."
        return same

    def _ratios(self, left: Node, right: Node) -> Same:
        if isinstance(left, Ratio) and isinstance(right, Ratio):
            if len(left.parts) != len(right.parts):
                return Same.UNKNOWN if len(left.parts) + len(right.parts) == 5 else Same.NO
            outcome = Same.YES
            for a, b in zip(left.parts[1:], right.parts[1:], strict=True):
                same = self._scalars(Mul((left.parts[0], b)), Mul((right.parts[0], a)))
                if same is Same.NO:
                    return same
                outcome = same if same is Same.UNKNOWN else outcome
            return outcome
        return self._scalars(left, right)

    def _relations(self, left: Node, right: Node) -> Same:
        if isinstance(left, Relation) and isinstance(right, Relation):
            return same_relation(left, right)
        statement, value = (left, right) if isinstance(left, Relation) else (right, left)
        assert isinstance(statement, Relation)
        if isinstance(value, Sequence | SetOperation | SetBuilder | Logic):
            return Same.UNKNOWN
        # Only the reference may be an equation that the answer solves: an answer that must be
        # solved first (2x + 3 = 7 for 2) may only restate the problem.
        if (statement is left or _is_solved(statement)) and solves(statement, value):
            return Same.YES
        result = stated_result(statement) if closed(value) else None
        if result is not None:
            pair = (result, value) if statement is left else (value, result)
            if self._scalars(*pair) is Same.YES:
                return self._result(statement, reference=statement is left)
        self.reason = "One side is an equation, the other a value."
        return Same.NO

    def _result(self, statement: Relation, *, reference: bool) -> Same:
        """Judge an equation that ends in the value of the other answer: ``x + y = 4027``."""
        if contradicts_itself(statement):
            self.reason = "The numbers of the chain differ."
            return Same.UNKNOWN
        if reference and is_curve(statement):
            self.reason = "The reference may be a curve, the answer is a number."
            return Same.NO if ends_in_zero(statement) else Same.UNKNOWN
        if is_unsolved(statement):
            self.reason = "One side may be an equation that is not solved."
            return Same.UNKNOWN
        return Same.YES

    def _regions(self, left: Node, right: Node) -> Same:
        if isinstance(left, NamedSet) and isinstance(right, NamedSet):
            return Same.of(key(left) == key(right))
        same = same_region(_as_points(left), _as_points(right), self.nodes)
        if same is Same.UNKNOWN and isinstance(left, Relation) and isinstance(right, Relation):
            return same_relation(left, right)
        if (
            same is Same.UNKNOWN
            and isinstance(left, SetOperation)
            and isinstance(right, SetOperation)
            and left.operator == right.operator
        ):
            return same_unordered(left.operands, right.operands, self.nodes)
        if same is Same.NO:
            self.reason = "The two sets of numbers differ."
        return same

    def _collections(self, left: Node, right: Node) -> Same:
        same, reason = same_collection(left, right, self.nodes, self.policy.ordered)
        self.reason = reason or self.reason
        return same


def _computed(node: Node, other: Node) -> Node:
    """Return the node with its matrices computed, unless the other side is a set of numbers."""
    return node if isinstance(node, Add) and is_region(other) else computed(node)


def _as_points(node: Node) -> Node:
    """Return numbers as the set of these numbers."""
    if closed(node):
        return Sequence("{", (node,))
    if isinstance(node, Sequence) and node.bracket == "" and all(closed(i) for i in node.items):
        return Sequence("{", node.items)
    return node


def _plain(left: Named, right: Named) -> bool:
    """Whether both are single variables with values: ``x = 5`` and ``y = 5``."""
    return closed(left.value) and closed(right.value)
