"""Normal forms: trees that are equal by commutativity alone have the same key."""

from __future__ import annotations

from preceptor_verifiers.grammar.printer import to_text
from preceptor_verifiers.grammar.tree import (
    Add,
    Big,
    Call,
    Inverse,
    Logic,
    Mul,
    Neg,
    Node,
    Number,
    Power,
    Relation,
    Sequence,
    SetOperation,
    Symbol,
    substitute,
    walk,
)

_SHORT_BITS = 10_000
"""Python writes out at most 4,300 decimal digits, but any number of hexadecimal ones."""
_FLIPPED = {"<": ">", "<=": ">="}


def key(node: Node) -> str:  # noqa: PLR0912 - one case after the other
    """Return a text that is equal for trees that differ only in the order of commuting parts."""
    match node:
        case Number(value):
            if max(value.numerator.bit_length(), value.denominator.bit_length()) > _SHORT_BITS:
                return f"{value.numerator:x}h/{value.denominator:x}h"
            return str(value)
        case Add(terms):
            return "(+ " + " ".join(sorted(key(t) for t in terms)) + ")"
        case Mul(factors):
            sign, parts = 1, []
            for factor in factors:
                unsigned = factor
                if isinstance(unsigned, Neg):
                    sign, unsigned = -sign, unsigned.operand
                if isinstance(unsigned, Number):
                    if unsigned.value == 1:
                        continue
                    if unsigned.value < 0:
                        sign, unsigned = -sign, Number(-unsigned.value)
                parts.append(key(unsigned))
            body = parts[0] if len(parts) == 1 else "(* " + " ".join(sorted(parts)) + ")"
            return f"(- {body})" if sign < 0 else body
        case Neg(operand):
            inner = key(operand)
            return inner[3:-1] if inner.startswith("(- ") else f"(- {inner})"
        case Inverse(operand):
            return f"(/ {key(operand)})"
        case Power(base, exponent):
            return f"(^ {key(base)} {key(exponent)})"
        case Symbol(name):
            return name
        case Call(name, arguments):
            return f"({name} " + " ".join(key(a) for a in arguments) + ")"
        case Relation(operators, sides) if len(operators) == 1:
            left, right = key(sides[0]), key(sides[1])
            if operators[0] in ("=", "!="):
                left, right = sorted((left, right))
            elif operators[0] in _FLIPPED:
                return f"({_FLIPPED[operators[0]]} {right} {left})"
            return f"({operators[0]} {left} {right})"
        case Sequence(bracket, items):
            keys = [key(i) for i in items]
            return f"{bracket}" + ", ".join(sorted(keys) if bracket in ("", "{") else keys)
        case SetOperation(operator, operands) if operator != "difference":
            return f"({operator} " + " ".join(sorted(key(o) for o in operands)) + ")"
        case Logic(_, operands):
            return "(or " + " ".join(sorted(key(o) for o in operands)) + ")"
        case Big(operator, variable, lower, upper, body):
            bounds = " ".join(key(b) if b else "_" for b in (lower, upper))
            if lower is not None and variable:
                # The name of a bound variable does not matter; the level distinguishes nested ones.
                level = f"·{sum(isinstance(n, Big) for n in walk(body))}"
                renamed = substitute(body, {variable: Symbol(level)})
                return f"({operator} {level} {bounds} {key(renamed)})"
            return f"({operator} {variable} {bounds} {key(body)})"
        case _:
            return to_text(node)
