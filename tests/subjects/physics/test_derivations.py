"""The arithmetic inside derivations and worked examples, recomputed from their text alone.

A derivation teaches by its steps, so that each ``a = b`` between numbers must hold as written,
with its rounded numbers.
"""

from __future__ import annotations

import ast
import json
import math
import operator
import re
from collections.abc import Callable, Iterator
from itertools import pairwise

import pint
import pytest

from preceptor.components import Example
from preceptor.families import Family
from preceptor.registry import Registry
from preceptor_physics.notation import read
from preceptor_physics.subject import EXAMPLES, Physics

SUBJECT = Physics(Physics.Options(), Registry.load().context("physics"))
FAMILIES = SUBJECT.families()
BUNDLED = [
    row["derivation"]
    for line in SUBJECT.bundled().read_text(encoding="utf-8").splitlines()
    if (row := json.loads(line))["reference"]["kind"] == "number"
]
FUNCTIONS: dict[str, Callable[[float], float]] = {
    "sqrt": math.sqrt,
    "exp": math.exp,
    "ln": math.log,
    "sin": math.sin,
    "cos": math.cos,
    "tan": math.tan,
    "arcsin": math.asin,
    "arctan": math.atan,
    "sinh": math.sinh,
}
OPERATORS: dict[type[ast.AST], Callable[..., float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: operator.pow,
    ast.USub: operator.neg,
}
NUMBER = r"-?\d+(?:\.\d+)?(?: × 10\^-?\d+)?"
QUANTITY = re.compile(rf"({NUMBER})(?: ?((?<! )°|(?<= )[A-Za-zΩµ°%][^×=+]*|(?<= )1/\S+))?")


def evaluate(text: str) -> float | None:
    """The value of an arithmetic expression as derivations write it, ``None`` if it is none."""
    for shown, meant in (("×", "*"), ("^", "**"), ("2π", "2*pi"), ("π", "pi"), ("°", "*deg")):
        text = text.replace(shown, meant)
    try:
        return _value(ast.parse(text.strip(), mode="eval").body)
    except (SyntaxError, LookupError, TypeError):
        return None


def _value(node: ast.expr) -> float:
    if isinstance(node, ast.Constant):
        return float(node.value)  # type: ignore[arg-type]
    if isinstance(node, ast.Name):
        return {"pi": math.pi, "deg": math.pi / 180}[node.id]
    if isinstance(node, ast.UnaryOp):
        return OPERATORS[type(node.op)](_value(node.operand))
    if isinstance(node, ast.BinOp):
        return OPERATORS[type(node.op)](_value(node.left), _value(node.right))
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        return FUNCTIONS[node.func.id](_value(node.args[0]))
    raise LookupError(ast.dump(node))


def equalities(derivation: str) -> Iterator[tuple[str, str]]:
    """Neighbouring sides of every chain ``a = b = c`` in the steps."""
    for line in derivation.splitlines()[:-1]:
        step = re.sub(r"^\d+\. ", "", line).rstrip(".")
        for clause in re.split(r": |, | so | and ", step):
            sides = clause.split(" = ")
            yield from pairwise(sides)


def conversions(derivation: str) -> Iterator[tuple[str, str]]:
    """The last value of each step ``In <unit>: …`` and of the step before it."""
    steps = [re.sub(r"^\d+\. ", "", line) for line in derivation.splitlines()[:-1]]
    for before, step in pairwise(steps):
        if step.startswith("In "):
            ends = [re.split(r" = |: ", text.rstrip("."))[-1] for text in (before, step)]
            yield ends[0], ends[1]


def checked(derivation: str, units: pint.UnitRegistry) -> int:
    """How many equalities between numbers hold; fails on the first that does not."""

    def in_base_units(quantity: re.Match[str]) -> float:
        quantity_read = units.Quantity(read(quantity[1]), quantity[2] or "")
        return float(quantity_read.to_base_units().magnitude)

    count = 0
    for left, right in [*equalities(derivation), *conversions(derivation)]:
        quantity, other = QUANTITY.fullmatch(right), QUANTITY.fullmatch(left)
        if quantity is None:
            continue
        value, unit = read(quantity[1]), quantity[2]
        before = evaluate(left)
        if unit == "°":  # arc functions are in radians here
            value = math.radians(value)
        elif other is not None and unit and (other[2] or unit == "%"):
            before, value = in_base_units(other), in_base_units(quantity)
        if before is not None:
            assert value == pytest.approx(before, rel=6e-3), f"{left} = {right} in\n{derivation}"
            count += 1
    return count


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.name)
def test_steps_hold_as_written(family: Family, units: pint.UnitRegistry) -> None:
    for seed in range(120):
        assert checked(family.instance(seed).derivation, units) >= 1, family.name


def test_bundled_steps_hold_as_written(units: pint.UnitRegistry) -> None:
    assert all(checked(derivation, units) >= 1 for derivation in BUNDLED)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.statement[:30])
def test_examples_hold_as_written(example: Example, units: pint.UnitRegistry) -> None:
    assert checked(example.solution, units) >= 1
    assert re.search(r"\nAnswer: [\d.]+ \S+.*$", example.solution)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2 × 3^2", 18),
        ("(6.626 × 10^-34 × 3 × 10^8) / (2 × 10^-7)", 9.939e-19),
        ("sin(30°) + sqrt(16)", 4.5),
        ("6 / 2π", 6 / 2 * math.pi),
        ("m v^2", None),
        ("2 kg", None),
    ],
)
def test_the_reader_of_steps(text: str, value: float | None) -> None:
    evaluated = evaluate(text)
    assert evaluated is None if value is None else evaluated == pytest.approx(value)
