"""Compare two answers of any form: the place that decides which test applies."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from preceptor_verifiers.chemistry.comparison import compare_chemistry
from preceptor_verifiers.collections.contradictory_chains import (
    contradicts_as_text,
    contradicts_itself,
    may_be_chain,
)
from preceptor_verifiers.decisions import decision
from preceptor_verifiers.grammar.ambiguous_notation import otherwise_written
from preceptor_verifiers.grammar.other_readings import is_lone_product, other_readings, same_letters
from preceptor_verifiers.grammar.tree import (
    LimitError,
    Matrix,
    Relation,
    Sequence,
    Words,
)
from preceptor_verifiers.outcome import Outcome, Same
from preceptor_verifiers.part_comparison import (
    compare_in_order,
    compare_named,
    compare_one_by_one,
)
from preceptor_verifiers.quantities.asked_letters import compare_in_letters, in_asked_letters
from preceptor_verifiers.quantities.closed_numbers import compare_numbers
from preceptor_verifiers.quantities.comparison import compare_quantities
from preceptor_verifiers.quantities.constant_expressions import in_constants
from preceptor_verifiers.quantities.conventions import Policy
from preceptor_verifiers.quantities.uncertainty import compare_uncertain
from preceptor_verifiers.quantities.unit_or_variable import Letters, si_symbols
from preceptor_verifiers.quantities.units import clean
from preceptor_verifiers.reading.answer import Reading, read
from preceptor_verifiers.reading.choice_letters import letters_of_choice, same_letter
from preceptor_verifiers.reading.clauses import values_of
from preceptor_verifiers.reading.money import compare_money
from preceptor_verifiers.reading.named_parts import named_parts
from preceptor_verifiers.reading.other_notations import in_other_notation
from preceptor_verifiers.reading.restated import compare_remarks
from preceptor_verifiers.reading.sentences import same_subject
from preceptor_verifiers.reading.times_of_day import compare_times
from preceptor_verifiers.tree_comparison import TreeComparison
from preceptor_verifiers.words import normalised, same_words

NAMES: Final = "names"
"""Key in the detail of an outcome: the names in the two answers, if only these differ."""


def compare_answers(reference: str, candidate: str, policy: Policy) -> Outcome:
    """Whether the candidate states the same answer as the reference."""
    return compare_readings(read(reference), read(candidate), policy)


def compare_readings(reference: Reading, candidate: Reading, policy: Policy) -> Outcome:
    """Compare two answers that are already read; see :func:`compare_answers`."""
    if not candidate.text:
        return Outcome(Same.NO, "The answer is empty.", {})
    if candidate.beyond_limits or reference.beyond_limits:
        if candidate.text == reference.text:
            return Outcome(Same.YES, "The same text.", {})
        which = "answer" if candidate.beyond_limits else "reference"
        problem = candidate.problem if candidate.beyond_limits else reference.problem
        return Outcome(Same.UNKNOWN, f"The {which} is beyond the limits: {problem}.", {})
    outcome = _compare_parts(reference, candidate, policy)
    if outcome is None:
        outcome = _compare_values(reference, candidate, policy)
        if outcome.same is not Same.YES:
            outcome = _without_label(reference, candidate, policy) or outcome
    if outcome.same is not Same.YES:
        outcome = in_other_notation(
            reference, candidate, outcome, lambda a, b: _compare_values(a, b, policy), policy
        )
    if reference.remark or candidate.remark:
        quantities = (reference.quantity, candidate.quantity)
        outcome = compare_remarks(reference.remark, candidate.remark, outcome, quantities, policy)
    if outcome.same is Same.YES and _contradicts(candidate) and reference.text != candidate.text:
        return Outcome(Same.UNKNOWN, "The values of the chain differ.", {})
    return _as_stated(reference, candidate, outcome)


def _contradicts(answer: Reading) -> bool:
    """Whether an answer is a chain of values that are not equal: ``2 + 2 = 5``."""
    if not may_be_chain(answer.text):
        return False
    if answer.tree is not None and contradicts_itself(answer.tree):
        return True
    return contradicts_as_text(answer.text)


def says_more_than_values(reference: Reading, candidate: Reading) -> bool:
    """Whether equal trees do not show that two undecided answers state the same."""
    if reference.parts or candidate.parts or (reference.sentence and candidate.sentence):
        return True
    if any(r.quantity is not None and r.quantity.is_zero for r in (reference, candidate)):
        return True
    return bool(reference.reservation or candidate.reservation or reference.remark)


def _as_stated(reference: Reading, candidate: Reading, outcome: Outcome) -> Outcome:
    """Return the outcome in the light of the words around the two values."""
    plain = not any(r.sentence or r.reservation for r in (reference, candidate))
    if outcome.same is Same.UNKNOWN or plain:
        return outcome
    whole = reference.sentence or reference.text, candidate.sentence or candidate.text
    if _same_statement(*whole):
        return outcome
    for reading in (candidate, reference):
        if reading.reservation:
            return Outcome(Same.UNKNOWN, f"{reading.reservation}.", outcome.detail)
    if reference.sentence and candidate.sentence:
        if outcome.same is Same.YES and same_subject(*whole):
            return outcome
        return Outcome(Same.UNKNOWN, "The two sentences may be about other things.", {})
    if outcome.same is Same.NO and not (reference.certain and candidate.certain):
        return Outcome(Same.UNKNOWN, "The sentence may be about another value.", outcome.detail)
    return outcome


def _same_statement(reference: str, candidate: str) -> bool:
    if decision(reference) and decision(candidate):
        return True
    words = normalised(reference)
    return bool(words) and words == normalised(candidate)


def _compare_parts(reference: Reading, candidate: Reading, policy: Policy) -> Outcome | None:
    """Compare answers in parts; ``None`` where neither has parts that decide."""
    ours, theirs = reference.parts, candidate.parts
    if ours is None and theirs is None:
        return None

    def compare(left: str, right: str) -> Outcome:
        outcome = compare_readings(read(left), read(right), policy)
        unclear = outcome.same is Same.NO and _only_words(left) and _only_words(right)
        if unclear and same_words(left, right) is not Same.NO:
            return Outcome(Same.UNKNOWN, "The words differ.", {})
        return outcome

    if ours is not None and theirs is not None:
        if ours.kind == theirs.kind != "numbered":
            return compare_named(ours.parts, theirs.parts, compare)
        if ours.kind == theirs.kind and len(ours.parts) == len(theirs.parts):
            return compare_one_by_one(ours.values, theirs.values, compare)
        if len(ours.parts) == len(theirs.parts):
            return compare_in_order(ours.values, theirs.values, compare)
        return None
    parted, other = (ours, candidate) if ours is not None else (theirs, reference)
    assert parted is not None
    if parted.kind == "numbered":
        return None
    variables = named_parts(other.text, variables=True) if parted.kind == "named" else None
    if variables is not None:
        named = (parted.parts, variables) if ours is not None else (variables, parted.parts)
        return compare_named(*named, compare)
    values = values_of(other.text, len(parted.parts))
    if values is not None:
        pairs = (parted.values, values) if ours is not None else (values, parted.values)
        return compare_in_order(*pairs, compare)
    if other.tree is None and other.quantity is None:
        return Outcome(Same.UNKNOWN, "Only one side has parts.", {})
    if isinstance(other.tree, Relation | Matrix | Sequence):
        return None
    if other.quantity is not None and _sum_is(parted.values, other, compare):
        return Outcome(Same.UNKNOWN, "The parts may be meant to be added.", {})
    side = "answer" if theirs is not None else "reference"
    return Outcome(Same.NO, f"Only the {side} has several parts.", {})


def _sum_is(
    values: tuple[str, ...], total: Reading, compare: Callable[[str, str], Outcome]
) -> bool:
    added = " + ".join(f"({value})" for value in values)
    return compare(total.text, added).same is Same.YES


def _only_words(text: str) -> bool:
    reading = read(text)
    return reading.is_prose and reading.quantity is None


_LABEL: Final = re.compile(
    r"\s*\(([A-Ja-j])\)(?:\s|\\[,;: ]|\\q?quad(?![a-z])|~){1,8}(?=[-+−\d\\$√π.])"
)
_BULLET: Final = re.compile(r"\s*[-–•*]\s+(?=[\d\\$.])")


def _without_label(reference: Reading, candidate: Reading, policy: Policy) -> Outcome | None:
    """Compare without the label of an option, ``(b) 33 m``, or what may be a bullet, ``- 220``."""
    label = _LABEL.match(candidate.text)
    if label is not None:
        rest = read(candidate.text[label.end() :])
        outcome = _compare_values(reference, rest, policy)
        return outcome if outcome.same is Same.YES else None
    bullet = _BULLET.match(candidate.text)
    if bullet is not None:
        rest = read(candidate.text[bullet.end() :])
        if _compare_values(reference, rest, policy).same is Same.YES:
            return Outcome(Same.UNKNOWN, "The sign may be the mark of a list.", {})
    return None


def _compare_values(reference: Reading, candidate: Reading, policy: Policy) -> Outcome:  # noqa: PLR0912 - one case after the other
    if policy.uncertainty:
        within = compare_uncertain(reference.text, candidate.quantity, candidate.text, policy)
        if within is not None:
            return within
    times = compare_times(reference.text, candidate.text)
    if times is not None:
        return times
    quantities = (reference.quantity, candidate.quantity)
    sums = compare_money(reference.text, candidate.text, quantities, policy)
    if sums is not None:
        return sums
    chemical = compare_chemistry(reference.text, candidate.text)
    if chemical is not None:
        return chemical
    left, right = reference.quantity, candidate.quantity
    if left is not None and left.unit is not None and (right is None or right.unit is None):
        right = (
            in_constants(candidate.tree, left.unit)
            or in_asked_letters(candidate.text, left.unit)
            or right
        )
    elif right is not None and right.unit is not None and (left is None or left.unit is None):
        other = in_asked_letters(reference.text, right.unit)
        if other is not None:
            return compare_in_letters(reference.text, other, right, policy)
    if left is not None and right is not None and (left.unit is None) != (right.unit is None):
        doubtful = _unit_or_variable(reference, candidate, policy)
        if doubtful is not None:
            return doubtful
    if left is not None and right is not None:
        if left.unit is None and right.unit is None:
            outcome = compare_numbers(left.value, right.value, policy)
            if outcome.same is Same.NO and _may_be_meant(reference, candidate, policy):
                return Outcome(Same.UNKNOWN, "A fraction may end earlier or later.", {})
            return outcome
        outcome = compare_quantities(left, right, policy)
        ambiguous = any(q.unit is not None and not q.upright for q in (left, right))
        if outcome.same is Same.YES or not ambiguous:
            return outcome
        if reference.tree is not None and candidate.tree is not None:
            same = TreeComparison(policy).nodes(reference.tree, candidate.tree)
            if same is Same.YES and left.is_zero and right.is_zero:
                return Outcome(Same.UNKNOWN, "The letters may be units or variables.", {})
            if same is Same.YES:
                return Outcome(same, "The two expressions are equal.", {})
        return outcome
    if reference.tree is None or candidate.tree is None or decision(reference.text):
        return _words(reference, candidate, policy)
    try:
        domains = frozenset((*reference.domains, *candidate.domains))
        comparison = TreeComparison(policy, domains)
        same = comparison.nodes(reference.tree, candidate.tree)
        if same is not Same.YES and comparison.names is None:
            same = _read_otherwise(reference, candidate, policy, same)
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


def _may_be_meant(reference: Reading, candidate: Reading, policy: Policy) -> bool:
    """Whether two numbers agree in another reading of a fraction: ``1/2π``."""
    trees = reference.tree, candidate.tree
    if trees[0] is None or trees[1] is None:
        return False
    pairs = otherwise_written(trees[0], trees[1], reference.text, candidate.text)
    return any(TreeComparison(policy).nodes(*pair) is Same.YES for pair in pairs)


def _read_otherwise(reference: Reading, candidate: Reading, policy: Policy, same: Same) -> Same:
    """Compare again where a letter or a notation has several readings."""
    assert reference.tree is not None
    assert candidate.tree is not None
    for other in other_readings(reference.tree, candidate.tree, reference.text, candidate.text):
        again = TreeComparison(policy).nodes(other.reference, other.candidate)
        if again is Same.YES:
            return again if other.certain else Same.UNKNOWN
    return same


def _unit_or_variable(reference: Reading, candidate: Reading, policy: Policy) -> Outcome | None:
    """Compare ``3 m`` with ``3``, where the letters can be a unit or variables.

    A number may leave out the unit that is asked for. A formula has variables; for anything else
    the values decide only if they differ.
    """
    left, right = reference.quantity, candidate.quantity
    assert left is not None
    assert right is not None
    side = left if left.unit is not None else right
    if side.letters is Letters.UNIT:
        return None
    product = side.letters is Letters.PRODUCT
    named = side.unit is not None and side is right and si_symbols(side.unit) and not product
    if not policy.formula and (side.states_unit or named):
        return None  # a number was asked for, and an answer may name its unit
    if reference.tree is None or candidate.tree is None:
        return None
    if policy.formula and TreeComparison(policy).nodes(reference.tree, candidate.tree) is Same.NO:
        return Outcome(Same.NO, "The two expressions have different values.", {})
    outcome = compare_quantities(left, right, policy)
    if outcome.same is not Same.YES:
        return outcome
    letters = clean(side.unit_text)
    return Outcome(Same.UNKNOWN, f"{letters!r} may be a unit or variables.", outcome.detail)


def _words(reference: Reading, candidate: Reading, policy: Policy) -> Outcome:
    """Compare when at least one side is not a value."""
    several = letters_of_choice(reference.text), letters_of_choice(candidate.text)
    if several[0] and several[1]:
        same = Same.of(several[0] == several[1])
        return Outcome(same, f"Choices {several[1]} against {several[0]}.", {})
    if len(reference.text) + len(candidate.text) < 400:
        letter = same_letter(reference.text, candidate.text)
        if letter is not None:
            return Outcome(letter, f"Choice {candidate.text!r} against {reference.text!r}.", {})
    if is_lone_product(reference.text) and reference.text != candidate.text:
        if same_letters(reference.text, candidate.text):
            return Outcome(Same.YES, "The same product of letters.", {})
        return Outcome(Same.UNKNOWN, "The letters may be a product.", {})
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
    if same_letters(reference.text, candidate.text):
        return Outcome(Same.YES, "The same product of letters.", {})
    side = candidate if candidate.tree is None else reference
    which = "answer" if side is candidate else "reference"
    return Outcome(
        Same.UNKNOWN, f"The {which} is not a value that the grammar reads: {side.problem}.", {}
    )
