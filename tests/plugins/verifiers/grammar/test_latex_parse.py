"""LaTeX of public test suites against their SymPy references; run with ``-s`` for the lists.

A row counts as read to the same expression if SymPy, given the reference, says so (where SymPy
reads the reference and our tree has a counterpart), else if the verifier accepts the pair.
Rows whose names contradict other rows' are left out, by these rules:

1. The same candidate stands twice, and the references are not the same expression.
2. The reference is ours but for a convention about names, and another row of the file that
   the convention would change has the plain names: checksums at the ends of names, names in
   lower case.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from typing import Any

import pytest

from preceptor.components import Item
from preceptor.references import expression
from preceptor.registry import Registry
from preceptor_verifiers.algebra.exact_value import NotEvaluableError
from preceptor_verifiers.algebra.sympy_fallback import to_sympy
from preceptor_verifiers.grammar import Node, ParseError, parse
from preceptor_verifiers.grammar.named_values import unnamed
from preceptor_verifiers.symbolic import SymbolicVerifier

pytestmark = pytest.mark.data
Rows = Callable[[str], list[dict[str, Any]]]

CHECKSUM = re.compile(r"(?<=[A-Za-z0-9_}])[0-9a-f]{32}(?![0-9a-f])")
CAPITALS = re.compile(r"(?<![\\A-Za-z])[A-Z]+(?![a-z])")


@pytest.fixture
def verifier(registry: Registry) -> SymbolicVerifier:
    return SymbolicVerifier(SymbolicVerifier.Options(), registry.context("symbolic"))


def accepted(verifier: SymbolicVerifier, reference: str, candidate: str) -> bool:
    item = Item(id="1", reference=expression(reference), candidate=candidate)
    return verifier.verify_batch([item])[0].status == "accepted"


def sympy_says(reference: str, tree: Node) -> bool | None:
    """SymPy's own reading of the reference against our tree; None where it has no say."""
    import sympy

    if "{" in reference or "[" in reference or "(x, y, z)" in reference:
        return None
    try:
        expected = sympy.sympify(reference)
        actual = to_sympy(unnamed(tree).value)
        if not isinstance(expected, sympy.Expr) or not isinstance(actual, sympy.Expr):
            return None
        names = {s: sympy.Symbol(s.name.replace("{", "").replace("}", ""))
                 for s in expected.free_symbols}  # fmt: skip
        expected = sympy.nsimplify(expected.subs(names), rational=True)
        if expected == actual or expected.doit() == actual.doit():
            return True
        return bool((expected.doit() - actual.doit()).simplify() == 0)
    except (NotEvaluableError, sympy.SympifyError, TypeError, AttributeError, SyntaxError):
        return None


def same(verifier: SymbolicVerifier, reference: str, candidate: str) -> bool:
    """Whether the candidate is read to the reference's expression; None means no expression."""
    try:
        tree = parse(candidate)
    except ParseError:
        return reference == "None"
    if reference == "None":
        return False
    verdict = sympy_says(reference, tree)
    return accepted(verifier, reference, candidate) if verdict is None else verdict


def contradictions(
    verifier: SymbolicVerifier, rows: list[dict[str, Any]], right: dict[str, bool]
) -> dict[str, str]:
    """Reasons, by row id, why a row is left out."""
    reasons: dict[str, str] = {}
    by_candidate: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        by_candidate[row["candidate"]].append(row)
    for twins in by_candidate.values():
        first = twins[0]["reference"]
        for other in twins[1:]:
            if other["reference"] != first and not accepted(verifier, first, other["reference"]):
                for row in (twins[0], other):
                    reasons[row["id"]] = f"{first!r} contradicts {other['reference']!r}"
    plainly = [r for r in rows if right[r["id"]]]
    plain_variables = any("\\variable" in r["candidate"] for r in plainly)
    capitals = any(
        CAPITALS.search(r["candidate"]) and CAPITALS.search(r["reference"]) for r in plainly
    )
    for row in rows:
        if right[row["id"]] or row["id"] in reasons:
            continue
        reference, candidate = row["reference"], row["candidate"]
        bare = CHECKSUM.sub("", reference)
        if plain_variables and bare != reference and same(verifier, bare, candidate):
            reasons[row["id"]] = "names end in a checksum, against other rows"
        small = CAPITALS.sub(lambda m: m.group().lower(), candidate)
        if capitals and small != candidate and same(verifier, reference, small):
            reasons[row["id"]] = "names are put in lower case, against other rows"
    return reasons


def test_latex_is_read_to_the_same_expression(verifier: SymbolicVerifier, data: Rows) -> None:
    rows = data("labelled_latex_parse.jsonl")
    right = {r["id"]: same(verifier, r["reference"], r["candidate"]) for r in rows}
    dropped = contradictions(verifier, rows, right)
    kept = [r for r in rows if r["id"] not in dropped]
    wrong = [r for r in kept if not right[r["id"]]]
    for row in rows:
        if row["id"] in dropped:
            print(f"left out {row['id']}: {row['candidate']}: {dropped[row['id']]}")
    for row in wrong:
        print(f"wrong {row['id']}: {row['candidate']}: {row['reference']}")
    share = 1 - len(wrong) / len(kept)
    print(f"{share:.4f} of {len(kept)} rows; {len(dropped)} of {len(rows)} left out")
    assert len(dropped) <= 0.03 * len(rows)
    assert share >= 0.985


def test_values_of_other_rows_are_not_accepted(verifier: SymbolicVerifier, data: Rows) -> None:
    rows = [
        r
        for r in data("labelled_latex_parse.jsonl")
        if re.fullmatch(r"-?\d{1,12}(?:[./]\d{1,12})?", r["reference"])
    ]
    checked = 0
    for one, other in zip(rows, rows[7:], strict=False):
        values = [parse(r["reference"]) for r in (one, other)]
        if to_sympy(values[0]).equals(to_sympy(values[1])):
            continue
        checked += 1
        assert not accepted(verifier, other["reference"], one["candidate"]), (one, other)
    assert checked > 100
