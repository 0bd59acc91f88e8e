"""What a derivation shows is true: each displayed ``a op b = c`` is computed again.

Only steps that are pure arithmetic once the units are taken out are looked at; steps with
symbols or functions (``ln K``, ``exp``) are left to the independent references.
"""

from __future__ import annotations

import ast
import itertools
import operator
import re
from collections.abc import Iterator

import pytest

from preceptor.families import Family
from preceptor_chemistry.catalogue import FAMILIES
from preceptor_chemistry.subject import EXAMPLES

SEEDS = range(60)
UNIT = re.compile(
    r"(?<=[\d)])\s*(?:%|°C|(?:1/)?(?:mmol|µmol|mol|kPa|mmHg|atm|bar|mg|kg|g|mL|L|kJ|MJ|J|mV|V|C|K"
    r"|min|ms|s|h|d|A|cm)(?![A-Za-z])(?:[·/]\(?(?:mmol|mol|kg|mg|g|mL|L|K|s|cm|V|A)(?:·"
    r"(?:mol|K|cm|s))*\)?)*)(?: of [A-Za-z]\S*)?"
)
SPLIT = re.compile(r"; |: |, | and | so | with |\. (?=[A-Zx])")
OPERATORS = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: operator.pow,
}


def arithmetic(text: str, *, computed: bool = False) -> float | None:
    """The value of a purely numeric text (with ``computed``, of an operation), else ``None``."""
    cleaned = UNIT.sub("", text).strip().rstrip(".")
    cleaned = re.sub(r"([\d.]+) × 10\^(-?\d+)", r"(\1e\2)", cleaned)
    cleaned = cleaned.replace("×", "*").replace("^", "**")
    if not re.fullmatch(r"[\d.e+\-*/() ]+", cleaned):
        return None
    if computed and not re.search(r"\d\)?\s*[-+*/]", cleaned):
        return None
    try:
        return _evaluate(ast.parse(cleaned, mode="eval").body)
    except SyntaxError:
        return None


def _evaluate(node: ast.expr) -> float:
    if isinstance(node, ast.Constant):
        return float(node.value)  # type: ignore[arg-type]
    if isinstance(node, ast.UnaryOp):
        return -_evaluate(node.operand)
    assert isinstance(node, ast.BinOp)
    return float(OPERATORS[type(node.op)](_evaluate(node.left), _evaluate(node.right)))


def shown_steps(derivation: str) -> Iterator[tuple[str, float, float, float]]:
    """``(text, computed, shown, half a unit of the last shown digit)`` for each step."""
    for line in derivation.splitlines():
        for clause in SPLIT.split(line):
            sides = clause.split(" = ")
            for left, right in itertools.pairwise(sides):
                one, two = arithmetic(left, computed=True), arithmetic(right)
                if one is None or two is None:
                    continue
                yield f"{left} = {right}", one, two, _last_digit(right) / 2


def _last_digit(text: str) -> float:
    match = re.match(r"\D*(\d+)(?:\.(\d+))?(?: × 10\^(-?\d+))?", text)
    assert match
    whole, decimals = match[1], match[2] or ""
    # 1290 written with three significant figures: its last zero is not significant.
    padding = len(whole) - len(whole.rstrip("0")) if len(whole) >= 4 and not decimals else 0
    return 10.0 ** (int(match[3] or 0) - len(decimals) + padding)


@pytest.mark.parametrize("family", [f() for f in FAMILIES], ids=lambda f: f.name)
def test_displayed_arithmetic_holds(family: Family) -> None:
    checked = 0
    for seed in SEEDS:
        for text, computed, shown, half in shown_steps(family.instance(seed).derivation):
            checked += 1
            # Displayed operands are rounded to four figures: that much may be off, no more.
            assert abs(computed - shown) <= 1.01 * half + 2e-3 * abs(shown), f"{seed}: {text}"
    assert checked >= len(SEEDS), "hardly any step of this family was recognised as arithmetic"


def test_arithmetic_of_the_worked_examples_holds() -> None:
    steps = [step for example in EXAMPLES for step in shown_steps(example.solution)]
    assert len(steps) >= len(EXAMPLES)
    for text, computed, shown, half in steps:
        assert abs(computed - shown) <= 1.01 * half + 1e-3 * abs(shown), text


def test_a_wrong_step_is_seen() -> None:
    [(_, computed, shown, half)] = shown_steps("n = 54 g / 18 g/mol = 4 mol.")
    assert abs(computed - shown) > half
