"""Print a tree as text that parses to an equal value."""

from __future__ import annotations

from fractions import Fraction

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
_NAMES = {"gamma": "\\Gamma", "re": "Re", "im": "Im", "asin": "\\arcsin", "acos": "\\arccos",
          "atan": "\\arctan", "abs": "abs", "tr": "\\tr", "det": "\\det",
          "log10": "\\lg"}  # fmt: skip
_ACCENTS = {"cal": "mathcal", "frak": "mathfrak"}
_SHORT_BITS = 10_000
"""Python writes out at most 4,300 digits."""
_BIG = {"sum": "\\sum", "product": "\\prod", "limit": "\\lim", "integral": "\\int",
        "union": "\\bigcup"}  # fmt: skip


def to_text(node: Node) -> str:  # noqa: PLR0912 - one case after the other
    """Return LaTeX-like text in which every operand is parenthesised."""
    match node:
        case Number(value, places, _):
            if places is not None:
                return _number(node, places)
            return _scientific(node) or _fraction(value)
        case Symbol(name):
            return _symbol(name)
        case Constant(name):
            return {"pi": "\\pi", "infinity": "\\infty"}.get(name, name)
        case Add(terms):
            text = _wrap(terms[0])
            for term in terms[1:]:
                text += (
                    f" - {_wrap(term.operand)}" if isinstance(term, Neg) else f" + {_wrap(term)}"
                )
            return text
        case Mul(factors):
            text = to_text(factors[0]) if isinstance(factors[0], Inverse) else _wrap(factors[0])
            for factor in factors[1:]:
                text += (
                    f"/{_wrap(factor.operand)}" if isinstance(factor, Inverse) else _times(factor)
                )
            return text
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
            name, underscore, index = accent.partition("_")
            if name == "'":
                return f"{_wrap(operand)}'"
            tail = f"_{{{index}}}" if underscore else ""
            return f"\\{_ACCENTS.get(name, name)}{{{to_text(operand)}}}{tail}"
        case Big():
            return _big(node)
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
            for sign, side in zip(operators, sides[1:], strict=True):
                text += f" {_RELATIONS.get(sign, sign)} {to_text(side)}"
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


def _times(factor: Node) -> str:
    return f" \\cdot {_wrap(factor)}"


def _big(node: Big) -> str:
    bound = ""
    if node.variable and node.operator != "integral":
        bound = _symbol(node.variable) + ("\\to " if node.operator == "limit" else "= ")
    below = f"_{{{bound}{to_text(node.lower)}}}" if node.lower else ""
    above = f"^{{{to_text(node.upper)}}}" if node.upper else ""
    tail = f" d {_symbol(node.variable)}" if node.operator == "integral" else ""
    return f"{_BIG[node.operator]}{below}{above} {_wrap(node.body)}{tail}"


def _scientific(node: Number) -> str:
    """Return a number without a decimal point, with its significant digits; "" if impossible."""
    value, sign = abs(node.value), "-" if node.value < 0 else ""
    whole = value.denominator == 1 and value.numerator.bit_length() < _SHORT_BITS
    if whole and (value == 0 or len(str(value.numerator)) == node.digits):
        return f"{sign}{value.numerator}"
    shift = 0 if value.denominator == 1 else value.denominator.bit_length()
    shifted = value * 10**shift
    if shifted.denominator != 1:
        return ""
    mantissa, power = shifted.numerator, -shift
    for step in (4096, 256, 16, 1):
        while mantissa % 10**step == 0:
            mantissa, power = mantissa // 10**step, power + step
    missing = node.digits - len(str(mantissa)) if mantissa.bit_length() < _SHORT_BITS else -1
    if missing < 0:
        return f"{sign}{value.numerator}" if whole else ""
    exponent = power - missing
    return f"{sign}{mantissa}{'0' * missing}" + (f"e{exponent}" if exponent else "")


def _fraction(value: Fraction) -> str:
    """Return a mixed number, which is read as one value again; a fraction below 1."""
    whole, rest = divmod(abs(value), 1)
    if not whole:
        return f"({value.numerator})/({value.denominator})"
    return f"{'-' if value < 0 else ''}{whole} {rest.numerator}/{rest.denominator}"


def _number(node: Number, places: int) -> str:
    value = node.value
    sign = "-" if value < 0 else ""
    if places >= 0:
        digits = str(abs(value.numerator) // 10**places)
        return f"{sign}0.{digits}e{places + len(digits)}"
    scaled = int(abs(value) * 10**-places)
    digits = str(scaled).rjust(-places + 1, "0")
    return f"{sign}{digits[:places]}.{digits[places:]}"


def _symbol(name: str) -> str:
    if any(c.isdigit() for c in name.partition("_")[0]) or name[:1] == "_" or name[-1:] == "_":
        return f"\\variable{{{name}}} "
    head, underscore, tail = name.partition("_")
    primes = len(head) - len(head.rstrip("'"))
    head = head.rstrip("'")
    shown = f"\\{head}" if head in GREEK else head
    if len(head) > 1 and head not in GREEK:
        shown = f"\\mathrm{{{head}}}"
    return shown + "'" * primes + (f"_{{{tail}}}" if underscore else "") + " "


def _call(node: Call) -> str:
    # Each argument is printed once: twice would double the work at every level.
    texts = [to_text(a) for a in node.arguments]
    first = _wrapped(node.arguments[0], texts[0]) if texts else ""
    match node.name, texts:
        case "factorial", [_]:
            return f"{first}!"
        case "factorial2", [_]:
            return f"{first}!!"
        case "below" | "above", [_]:
            return f"{first}^{{{'-' if node.name == 'below' else '+'}}}"
        case "sqrt", [radicand]:
            return f"\\sqrt{{{radicand}}}"
        case "root", [radicand, degree]:
            return f"\\sqrt[{degree}]{{{radicand}}}"
        case "log", [argument, base]:
            return f"\\log_{{{base}}}({argument})"
        case "binomial", [top, bottom]:
            return f"\\binom{{{top}}}{{{bottom}}}"
        case "mod", [_, modulus]:
            return f"{first} \\bmod {_wrapped(node.arguments[1], modulus)}"
        case "derivative", [body, *variables]:
            for variable in variables:
                body = f"\\frac{{d}}{{d {variable}}}({body})"
            return body
        case _:
            return f"{_NAMES.get(node.name, node.name)}({', '.join(texts)})"


def _wrap(node: Node) -> str:
    return _wrapped(node, to_text(node))


def _wrapped(node: Node, text: str) -> str:
    if isinstance(node, Symbol | Constant) or (isinstance(node, Number) and node.value >= 0
                                               and node.value.denominator == 1):  # fmt: skip
        return text
    return f"({text})"
