"""Compare two numbers without variables when a logarithm or a base is left implicit."""

from __future__ import annotations

from preceptor_verifiers.grammar.statements import decimal_logarithms, has_plain_logarithm
from preceptor_verifiers.grammar.tree import Based, Node, Number
from preceptor_verifiers.outcome import Outcome, Same
from preceptor_verifiers.quantities.comparison import compare_quantities
from preceptor_verifiers.quantities.conventions import Policy
from preceptor_verifiers.quantities.quantity import Quantity


def compare_numbers(reference: Node, candidate: Node, policy: Policy) -> Outcome:
    """Compare two closed values; ``log`` is natural or decimal, but the same on both sides."""
    outcome = compare_quantities(Quantity(reference), Quantity(candidate), policy)
    if outcome.same is Same.NO and _same_digits(reference, candidate):
        return Outcome(Same.YES, "The same digits, in the base of the reference.", outcome.detail)
    if outcome.same is Same.NO and (
        has_plain_logarithm(reference) or has_plain_logarithm(candidate)
    ):
        decimal = compare_quantities(
            Quantity(decimal_logarithms(reference)), Quantity(decimal_logarithms(candidate)), policy
        )
        if decimal.same is Same.YES:
            return decimal
    return outcome


def _same_digits(reference: Node, candidate: Node) -> bool:
    """Whether the candidate leaves out the base that the reference names: 204 for 204₅."""
    return (
        isinstance(reference, Based)
        and isinstance(candidate, Number)
        and candidate.places is None
        and str(candidate.value) == reference.digits
    )
