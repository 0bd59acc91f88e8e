"""The last resort: SymPy objects built from our own tree, and its simplification.

SymPy never sees text. Its input is small, and the host kills a process that takes too long.
"""

from __future__ import annotations

from typing import Any, Final

from preceptor_verifiers.algebra.exact_value import NotEvaluableError
from preceptor_verifiers.grammar.named_values import unnamed
from preceptor_verifiers.grammar.spelling import names
from preceptor_verifiers.grammar.tree import (
    Accented,
    Add,
    Big,
    Call,
    Constant,
    Degrees,
    Inverse,
    Mul,
    Neg,
    Node,
    Number,
    Percent,
    Power,
    Symbol,
    walk,
)

SYMPY_NODES: Final = 300
"""Nodes of the largest expression that SymPy simplifies."""

_NAMES = {
    "ln": "log", "ceil": "ceiling", "abs": "Abs", "min": "Min", "max": "Max", "mod": "Mod",
}  # fmt: skip
_FUNCTIONS = names("""
    sin cos tan cot sec csc asin acos atan acot asec acsc sinh cosh tanh coth sech csch asinh
    acosh atanh acoth asech acsch exp log sqrt cbrt root Abs floor ceiling sign Min Max Mod gamma
    factorial factorial2 binomial erf erfc re im arg atan2 besselj""")
_LARGEST_POWER = 200


def to_sympy(node: Node) -> Any:
    """Return the SymPy object of an expression.

    Raises:
        NotEvaluableError: the node has no counterpart, or is too large.
    """
    if sum(1 for _ in walk(node)) > SYMPY_NODES:
        raise NotEvaluableError("an expression too large to simplify")
    return _convert(node)


def _convert(node: Node) -> Any:  # noqa: PLR0912 - one case after the other
    import sympy

    match node:
        case Number(value):
            if max(value.numerator.bit_length(), value.denominator.bit_length()) > 400:
                raise NotEvaluableError("a number too large to simplify")
            return sympy.Rational(value.numerator, value.denominator)
        case Symbol(name):
            return sympy.Symbol(name)
        case Accented():
            return sympy.Symbol(_accented_name(node))
        case Constant(name):
            return {"pi": sympy.pi, "e": sympy.E, "i": sympy.I, "infinity": sympy.oo}[name]
        case Add(terms):
            return sympy.Add(*(_convert(t) for t in terms))
        case Mul(factors):
            return sympy.Mul(*(_convert(f) for f in factors))
        case Neg(operand):
            return -_convert(operand)
        case Inverse(operand):
            return 1 / _convert(operand)
        case Power(base, exponent):
            power = _convert(exponent)
            if power.is_number and not abs(power) <= _LARGEST_POWER:
                raise NotEvaluableError("a power too large to simplify")
            return sympy.Pow(_convert(base), power)
        case Percent(operand):
            return _convert(operand) / 100
        case Degrees(operand):
            return _convert(operand) * sympy.pi / 180
        case Call(name, arguments):
            known = _NAMES.get(name, name)
            values = [_convert(a) for a in arguments]
            if known in ("factorial", "binomial", "gamma") and any(
                v.is_number and not abs(v) <= _LARGEST_POWER for v in values
            ):
                raise NotEvaluableError("a factorial too large to simplify")
            if known in ("gcd", "lcm"):
                return _divisor(known, values)
            if known == "derivative":
                return _derivative(values)
            if known == "log10":
                return sympy.log(values[0], 10)
            if known in _FUNCTIONS:
                return getattr(sympy, known)(*values)
            if len(name.rstrip("'")) == 1:
                return sympy.Function(name)(*values)
            raise NotEvaluableError(name)
        case Big("integral", variable, lower, upper, body):
            symbol = sympy.Symbol(variable)
            if lower is None or upper is None:
                return sympy.Integral(_convert(body), symbol)
            return sympy.Integral(_convert(body), (symbol, _convert(lower), _convert(upper)))
        case Big("sum", variable, lower, upper, body) if lower and upper and variable:
            bounds = (sympy.Symbol(variable), _convert(lower), _convert(upper))
            return sympy.Sum(_convert(body), bounds)
        case Big("product", variable, lower, upper, body) if lower and upper and variable:
            bounds = (sympy.Symbol(variable), _convert(lower), _convert(upper))
            return sympy.Product(_convert(body), bounds)
        case Big("limit", variable, Call("below" | "above" as side, (point,)), None, body):
            direction = "-" if side == "below" else "+"
            return sympy.Limit(_convert(body), sympy.Symbol(variable), _convert(point), direction)
        case Big("limit", variable, lower, None, body) if lower and variable:
            return sympy.Limit(_convert(body), sympy.Symbol(variable), _convert(lower), "+-")
        case _:
            raise NotEvaluableError(type(node).__name__)


def _accented_name(node: Accented) -> str:
    """Return the name as SymPy spells it: ``xbar_2`` for x̄₂."""
    if not isinstance(node.operand, Symbol):
        return repr(node)
    accent, underscore, index = node.accent.partition("_")
    return f"{node.operand.name}{accent}{underscore}{index}"


def _divisor(name: str, values: list[Any]) -> Any:
    """Return the greatest common divisor, or least common multiple, of polynomials.

    Over the integers when all coefficients are whole; over the rationals it is monic.
    """
    import sympy

    result = getattr(sympy, name)(values)
    whole = all(n.is_Integer for v in values for n in v.atoms(sympy.Number) if v.free_symbols)
    if whole or not result.free_symbols:
        scale_free = any(v.free_symbols for v in values) and not whole
        return sympy.Integer(1) if scale_free and name == "gcd" else result
    return sympy.Poly(result).monic().as_expr()


def _derivative(values: list[Any]) -> Any:
    import sympy

    body, *variables = values
    if body.is_Symbol and body not in variables:
        body = sympy.Function(body.name)(*dict.fromkeys(variables))
    return sympy.Derivative(body, *variables)


def simplifies_to_equal(left: Node, right: Node) -> bool:
    """Whether SymPy shows that the difference of two expressions is zero."""
    try:
        minuend, subtrahend = to_sympy(unnamed(left).value), to_sympy(unnamed(right).value)
        difference = minuend.doit() - subtrahend.doit()
        return bool(difference == 0 or difference.simplify() == 0)
    except (NotEvaluableError, TypeError, ValueError, AttributeError, ArithmeticError,
            NotImplementedError, RecursionError):  # fmt: skip
        return False
