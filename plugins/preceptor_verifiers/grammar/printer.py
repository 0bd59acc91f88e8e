"""A tree back to text that parses to an equal value."""

from __future__ import annotations

from preceptor_verifiers.grammar.spelling import GREEK
from preceptor_verifiers.grammar.tree import (
    Accented,
    Add,
    Based,
    Big,
    Call,
    Constant,
    Degrees,
    Ellipsis,
    Interval,
    Inverse,
    Labelled,
    Logic,
    Matrix,
    Mul,
    NamedSet,
    Neg,
    Node,
    Number,
    Percent,
    PlusMinus,
    Power,
    Ratio,
    Relation,
    Sequence,
    SetBuilder,
    SetOperation,
    Symbol,
    Words,
)

_RELATIONS = {
    "<=": "\\le", ">=": "\\ge", "!=": "\\ne", "in": "\\in", "notin": "\\notin",
    "subset": "\\subset", "supset": "\\supset", "approx": "\\approx",
    "->": "\\to", "mod": "\\equiv", "~": "\\sim",
    "ni": "\\ni",
}  # fmt: skip
_SETS = {
    "reals": "\\mathbb{R}", "integers": "\\mathbb{Z}", "naturals": "\\mathbb{N}",
    "rationals": "\\mathbb{Q}", "complexes": "\\mathbb{C}", "empty": "\\emptyset",
}  # fmt: skip
_OPERATIONS = {"union": "\\cup", "intersection": "\\cap", "difference": "\\setminus"}
_BRACKETS = {"": ("", ""), "(": ("(", ")"), "[": ("[", "]"), "{": ("\\{", "\\}"),
             "<": ("\\langle ", " \\rangle")}  # fmt: skip
_BIG = {"sum": "\\sum", "product": "\\prod", "limit": "\\lim", "integral": "\\int",
        "union": "\\bigcup"}  # fmt: skip


def to_text(node: Node) -> str:  # noqa: PLR0912 - one case after the other
    """LaTeX-flavoured text; every operand is parenthesised."""
    match node:
        case Number(value, places, _):
            return (
                _number(node)
                if places is not None or value.denominator == 1
                else (f"({value.numerator})/({value.denominator})")
            )
        case Symbol(name):
            return _symbol(name)
        case Constant(name):
            return {"pi": "\\pi", "infinity": "\\infty"}.get(name, name)
        case Add(terms):
            return " + ".join(_wrap(t) for t in terms)
        case Mul(factors):
            return " \\cdot ".join(
                f"(1/{_wrap(f.operand)})" if isinstance(f, Inverse) else _wrap(f) for f in factors
            )
        case Neg(operand):
            return f"-{_wrap(operand)}"
        case Inverse(operand):
            return f"1/{_wrap(operand)}"
        case Power(base, exponent):
            return f"{_wrap(base)}^{{{to_text(exponent)}}}"
        case PlusMinus(left, right):
            return f"{_wrap(left) if left else ''} \\pm {_wrap(right)}"
        case Percent(operand):
            return f"{_wrap(operand)}\\%"
        case Degrees(operand):
            return f"{_wrap(operand)}^{{\\circ}}"
        case Call():
            return _call(node)
        case Accented(accent, operand):
            return f"{_wrap(operand)}'" if accent == "'" else f"\\{accent}{{{to_text(operand)}}}"
        case Big(operator, variable, lower, upper, body):
            below = f"_{{{variable + '=' if variable else ''}{to_text(lower)}}}" if lower else ""
            above = f"^{{{to_text(upper)}}}" if upper else ""
            tail = f" d {variable}" if operator == "integral" else ""
            return f"{_BIG[operator]}{below}{above} {_wrap(body)}{tail}"
        case Sequence(bracket, items):
            opening, closing = _BRACKETS[bracket]
            return opening + ", ".join(to_text(i) for i in items) + closing
        case Interval(lower, upper, lower_closed, upper_closed):
            return (
                f"{'[' if lower_closed else '('}{to_text(lower)}, {to_text(upper)}"
                f"{']' if upper_closed else ')'}"
            )
        case SetOperation(joined, operands):
            return f" {_OPERATIONS[joined]} ".join(to_text(o) for o in operands)
        case SetBuilder(element, condition):
            return f"\\{{{to_text(element)} | {to_text(condition)}\\}}"
        case NamedSet(name):
            return _SETS.get(name, name)
        case Relation(operators, sides):
            text = to_text(sides[0])
            for sign, other in zip(operators, sides[1:], strict=True):
                text += f" {_RELATIONS.get(sign, sign)} {to_text(other)}"
            return text
        case Logic(_, operands):
            return " \\text{ or } ".join(to_text(o) for o in operands)
        case Ratio(parts):
            return " : ".join(_wrap(p) for p in parts)
        case Matrix(rows):
            inside = " \\\\ ".join(" & ".join(to_text(c) for c in row) for row in rows)
            return f"\\begin{{pmatrix}}{inside}\\end{{pmatrix}}"
        case Based(digits, base):
            return f"{digits}_{{{base}}}"
        case Labelled(label, value):
            return f"\\text{{{label}}}: {to_text(value)}"
        case Ellipsis():
            return "\\ldots"
        case Words(text):
            return f"\\text{{{text}}}"
        case _:
            raise TypeError(f"no text for {type(node).__name__}")


def _number(node: Number) -> str:
    value = node.value
    if node.places is None:
        return str(value.numerator)
    if node.places >= 0:
        return f"{value.numerator // 10**node.places}.0e{node.places}"
    scaled = int(abs(value) * 10**-node.places)
    digits = str(scaled).rjust(-node.places + 1, "0")
    sign = "-" if value < 0 else ""
    return f"{sign}{digits[: node.places]}.{digits[node.places :]}"


def _symbol(name: str) -> str:
    head, underscore, tail = name.partition("_")
    primes = len(head) - len(head.rstrip("'"))
    head = head.rstrip("'")
    shown = f"\\{head}" if head in GREEK else head
    if len(head) > 1 and head not in GREEK:
        shown = f"\\mathrm{{{head}}}"
    return shown + "'" * primes + (f"_{{{tail}}}" if underscore else "") + " "


def _call(node: Call) -> str:
    arguments = ", ".join(to_text(a) for a in node.arguments)
    if node.name == "factorial":
        return f"{_wrap(node.arguments[0])}!"
    if node.name == "root" and len(node.arguments) == 2:
        return f"\\sqrt[{to_text(node.arguments[1])}]{{{to_text(node.arguments[0])}}}"
    if node.name == "sqrt":
        return f"\\sqrt{{{arguments}}}"
    if node.name == "log" and len(node.arguments) == 2:
        return f"\\log_{{{to_text(node.arguments[1])}}}({to_text(node.arguments[0])})"
    if node.name == "binomial" and len(node.arguments) == 2:
        return f"\\binom{{{to_text(node.arguments[0])}}}{{{to_text(node.arguments[1])}}}"
    if node.name == "mod" and len(node.arguments) == 2:
        return f"{_wrap(node.arguments[0])} \\bmod {_wrap(node.arguments[1])}"
    return f"{node.name}({arguments})"


def _wrap(node: Node) -> str:
    text = to_text(node)
    if isinstance(node, Symbol | Constant) or (isinstance(node, Number) and node.value >= 0
                                               and node.value.denominator == 1):  # fmt: skip
        return text
    return f"({text})"
