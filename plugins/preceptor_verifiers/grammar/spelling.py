"""Spelling: the meaning of the characters and commands of an answer, and repairs of both.

Sources: the LaTeX kernel, amsmath and amssymb command lists; Unicode 15 chapters on
mathematical operators, superscripts and subscripts.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from preceptor_verifiers.grammar.tree import LimitError
from preceptor_verifiers.limits import GRAMMAR_CHARS


def names(text: str) -> frozenset[str]:
    """The words of a text, as a set."""
    return frozenset(text.split())


GREEK: Final = names("""
    alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa lambda mu nu
    xi omicron pi varpi rho varrho sigma varsigma tau upsilon phi varphi chi psi omega Gamma
    Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega varkappa""")
LATIN_CAPITALS: Final = names("Alpha Beta Epsilon Zeta Eta Iota Kappa Mu Nu Omicron Rho Tau Chi")
"""Capitals that look like Latin letters; they are letters only as whole words."""

GREEK_LETTERS: Final = {
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "ζ": "zeta",
    "η": "eta", "θ": "theta", "ϑ": "theta", "ι": "iota", "κ": "kappa", "λ": "lambda",
    "μ": "mu", "µ": "mu", "ν": "nu", "ξ": "xi", "π": "pi", "ρ": "rho", "σ": "sigma",
    "ς": "sigma", "τ": "tau", "υ": "upsilon", "φ": "phi", "ϕ": "phi", "χ": "chi",
    "ψ": "psi", "ω": "omega", "Γ": "Gamma", "Δ": "Delta", "Θ": "Theta", "Λ": "Lambda",
    "ϱ": "rho", "ϰ": "kappa", "ϵ": "epsilon", "ϖ": "varpi", "ο": "omicron", "Υ": "Upsilon",
    "Α": "Alpha", "Β": "Beta", "Ε": "Epsilon", "Ζ": "Zeta", "Η": "Eta", "Ι": "Iota",
    "Κ": "Kappa", "Μ": "Mu", "Ν": "Nu", "Ο": "Omicron", "Ρ": "Rho", "Τ": "Tau", "Χ": "Chi",
    "Ξ": "Xi", "Π": "Pi", "Σ": "Sigma", "Φ": "Phi", "Ψ": "Psi", "Ω": "Omega",
}  # fmt: skip

FUNCTIONS: Final = {
    "sin": "sin", "cos": "cos", "tan": "tan", "tg": "tan", "cot": "cot", "ctg": "cot",
    "sec": "sec", "csc": "csc", "cosec": "csc",
    "arcsin": "asin", "arccos": "acos", "arctan": "atan", "arctg": "atan", "arccot": "acot",
    "asin": "asin", "acos": "acos", "atan": "atan", "acot": "acot", "asec": "asec",
    "acsc": "acsc", "arcsec": "asec", "arccsc": "acsc",
    "sinh": "sinh", "cosh": "cosh", "tanh": "tanh", "coth": "coth", "sech": "sech",
    "csch": "csch", "asech": "asech", "acsch": "acsch", "acoth": "acoth", "arcsech": "asech",
    "arccsch": "acsch", "arccoth": "acoth", "arsech": "asech", "arcsch": "acsch",
    "arcoth": "acoth", "arcsinh": "asinh", "arccosh": "acosh", "arctanh": "atanh",
    "arsinh": "asinh", "arcosh": "acosh", "artanh": "atanh", "asinh": "asinh",
    "acosh": "acosh", "atanh": "atanh",
    "log": "log", "ln": "ln", "lg": "log10", "exp": "exp", "sqrt": "sqrt", "cbrt": "cbrt",
    "abs": "abs", "Abs": "abs", "Max": "max", "Min": "min",
    "floor": "floor", "ceil": "ceil", "ceiling": "ceil", "round": "round",
    "min": "min", "max": "max", "gcd": "gcd", "lcm": "lcm", "sgn": "sign", "sign": "sign",
    "det": "det", "tr": "tr", "erf": "erf", "erfc": "erfc", "gamma_function": "gamma",
    "factorial": "factorial", "binomial": "binomial", "Re": "re", "Im": "im", "arg": "arg",
    "Mod": "mod", "atan2": "atan2", "besselj": "besselj", "cis": "cis", "sinc": "sinc",
    "factorial2": "factorial2", "LCM": "lcm", "GCD": "gcd", "Log": "log", "Ln": "ln",
}  # fmt: skip

OPERATORS: Final = {
    "cdot": "*", "times": "×", "ast": "*", "star": "*", "bullet": "*", "div": "/",
    "pm": "±", "mp": "∓", "le": "<=", "leq": "<=", "leqslant": "<=", "leqq": "<=",
    "ge": ">=", "geq": ">=", "geqslant": ">=", "geqq": ">=", "lt": "<", "gt": ">",
    "ne": "!=", "neq": "!=", "approx": "approx", "approxeq": "approx", "simeq": "approx",
    "cong": "~", "sim": "~", "equiv": "mod", "propto": "~",
    "coloneqq": "=", "triangleq": "=", "doteq": "approx",
    "in": "in", "isin": "in", "notin": "notin", "ni": "ni",
    "subset": "subset", "subseteq": "subset", "choose": "choose",
    "supset": "supset", "supseteq": "supset",
    "cup": "union", "bigcup": "Union", "cupdot": "union", "sqcup": "union",
    "cap": "intersection", "setminus": "difference", "backslash": "difference",
    "smallsetminus": "difference",
    "to": "->", "rightarrow": "->", "longrightarrow": "->",
    "Longrightarrow": "->", "longleftrightarrow": "->", "Rightarrow": "->",
    "implies": "->", "iff": "->", "Leftrightarrow": "->", "mapsto": "->",
    "mod": "%%", "bmod": "%%", "pmod": "%%", "colon": ":", "mid": "|", "vert": "|",
    "lvert": "|", "rvert": "|", "Vert": "|", "lVert": "|", "rVert": "|",
    "prime": "'", "circ": "°", "degree": "°", "land": "and", "wedge": "and", "lor": "or",
    "vee": "or", "therefore": "->",
}  # fmt: skip

BRACKETS: Final = {
    "lbrace": "\\{", "rbrace": "\\}", "lbrack": "[", "rbrack": "]", "lparen": "(",
    "rparen": ")", "lgroup": "(", "rgroup": ")",
    "langle": "<<", "rangle": ">>", "lfloor": "floor(", "rfloor": "floor)",
    "lceil": "ceil(", "rceil": "ceil)", "llcorner": "floor(", "lrcorner": "floor)",
    "ulcorner": "ceil(", "urcorner": "ceil)",
}  # fmt: skip

SPACES: Final = names("""
    quad qquad enspace enskip thinspace medspace thickspace space hspace nobreakspace
    displaystyle textstyle scriptstyle limits nolimits left right mleft mright middle big Big
    bigg Bigg bigl bigr Bigl Bigr biggl biggr Biggl Biggr bigm normalsize large Large small
    noindent rm bf it hfill phantom null relax allowbreak centering boldsymbol displaylimits
    unit SI num qty mathord mathopen mathclose mathbin mathrel protect cline hline""")

TEXT_COMMANDS: Final = names(
    "text textrm textbf textit textnormal textsf texttt mbox hbox emph fbox"
)
STYLE_COMMANDS: Final = names(
    "mathrm mathbf mathit mathsf mathtt mathnormal operatorname pmb bm boldsymbol rm"
)
STYLED: Final = re.compile(r"\\(?:" + "|".join(sorted(TEXT_COMMANDS | STYLE_COMMANDS)) + r")\b")
"""A command that sets its argument in another style; the argument is not matched."""
ACCENTS: Final = {
    "bar": "bar", "overline": "bar", "hat": "hat", "widehat": "hat", "vec": "vec",
    "overrightarrow": "vec", "tilde": "tilde", "widetilde": "tilde", "dot": "dot",
    "ddot": "ddot", "mathcal": "cal", "mathscr": "cal", "mathfrak": "frak",
}  # fmt: skip
FRACTIONS: Final = names("frac dfrac tfrac cfrac")
INTEGRALS: Final = {"int": 1, "oint": 1, "iint": 2, "iiint": 3}
ELLIPSES: Final = names("ldots cdots dots dotsc dotsb dotsm vdots ddots hdots")
NAMED_SETS: Final = {
    "R": "reals", "Z": "integers", "N": "naturals", "Q": "rationals", "C": "complexes",
}  # fmt: skip

NAMED_SET_WORDS: Final = {
    "Reals": "reals", "Integers": "integers", "Naturals": "naturals", "Naturals0": "wholes",
    "Rationals": "rationals", "Complexes": "complexes", "EmptySet": "empty",
}  # fmt: skip
"""Sets as computer algebra systems print them."""
CONSTRUCTORS: Final = names("""
    Eq Equality Ne Unequality Lt Le Gt Ge StrictLessThan LessThan StrictGreaterThan GreaterThan
    Matrix ImmutableMatrix MutableDenseMatrix ImmutableDenseMatrix Integral Sum Product Limit
    Derivative FiniteSet Interval Interval.open Interval.Lopen Interval.Ropen Union Intersection
    Complement Contains Tuple Rational Integer Pow Add Mul root Not And Or
    pow nthroot logbase nCr nPr comb perm binom array""")
"""What algebra systems and calculators write before brackets: ``Integral(x, (x, 0, 1))``."""

_CHARACTERS: Final = {
    "−": "-", "–": "-", "—": "-", "‐": "-", "‑": "-", "‒": "-", "﹣": "-", "－": "-",
    "×": " \\times ", "✕": " \\times ", "·": " \\cdot ", "⋅": " \\cdot ", "∙": " \\cdot ",
    "•": " \\cdot ", "∗": "*", "÷": "/", "∕": "/", "⁄": "/", "±": " \\pm ", "∓": " \\mp ",
    "≤": " \\le ", "⩽": " \\le ", "≦": " \\le ", "≥": " \\ge ", "⩾": " \\ge ", "≧": " \\ge ",
    "≠": " \\ne ", "≔": ":=", "≜": "=", "≝": "=", "≈": " \\approx ",
    "≃": " \\approx ", "∼": " \\sim ", "≡": " \\equiv ",
    "∈": " \\in ", "∉": " \\notin ", "⊂": " \\subset ", "⊆": " \\subseteq ",
    "∪": " \\cup ", "⋃": " \\cup ", "∩": " \\cap ", "∖": " \\setminus ",
    "∞": " \\infty ", "√": " \\sqrt ", "∛": " \\sqrt[3] ", "∜": " \\sqrt[4] ",
    "°": " ^\\circ ", "º": " ^\\circ ", "˚": " ^\\circ ", "′": "'", "’": "'", "‘": "'",
    "…": " \\ldots ", "⋯": " \\cdots ", "→": " \\to ", "⇒": " \\Rightarrow ",
    "⟹": " \\Rightarrow ", "↔": " \\iff ", "⇔": " \\iff ", "∀": " \\forall ",
    "∃": " \\exists ", "∅": " \\emptyset ", "ℝ": " \\mathbb{R} ", "ℤ": " \\mathbb{Z} ",
    "ℕ": " \\mathbb{N} ", "ℚ": " \\mathbb{Q} ", "ℂ": " \\mathbb{C} ", "ħ": " \\hbar ",
    "ℏ": " \\hbar ", "∑": " \\sum ", "∏": " \\prod ", "∫": " \\int ",
    "∬": " \\iint ", "∭": " \\iiint ", "∮": " \\oint ", "∂": " \\partial ",
    "⌊": " \\lfloor ", "⌋": " \\rfloor ", "⌈": " \\lceil ", "⌉": " \\rceil ",
    "⟨": " \\langle ", "⟩": " \\rangle ", "∣": "|", "∧": " \\land ", "∨": " \\lor ",
    "％": "%", "‰": " \\cdot 10^{-3} ", "ɛ": " \\epsilon ", "Ɛ": " \\epsilon ",
    "‖": " \\Vert ", "⊇": " \\supseteq ", "⊃": " \\supset ", "∋": " \\ni ", "ⅉ": "j", "ⅆ": "d",
    "″": "''", "△": " \\triangle ", "∠": " \\angle ", "∘": " \\circ ", "⩵": "==",
    "€": " ", "£": " ", "¥": " ", "“": '"', "”": '"', "\u00a0": " ",
    "\u2009": " ", "\u202f": " ", "\u2062": " ", "\u200b": "", "\ufeff": "", "\u2061": "",
    "、": ",", "，": ",", "；": ";", "：": ":", "∶": ":", "＝": "=", "（": "(", "）": ")",
    "＞": ">", "＜": "<", "＋": "+", "～": "~", "Å": "Å", "ⅇ": "e", "ⅈ": "i",
    "ı": "i",
}  # fmt: skip

_SUPERSCRIPTS: Final = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱˣᵏᵗᵃᵇᵐ", "0123456789+-=()nixktabm", strict=True))
_SUBSCRIPTS: Final = dict(zip("₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₙₓₖᵢⱼₐₑₘₜ", "0123456789+-=()nxkijaemt", strict=True))
_SUPER_RUN: Final = re.compile("[" + re.escape("".join(_SUPERSCRIPTS)) + "]+")
_SUB_RUN: Final = re.compile("[" + re.escape("".join(_SUBSCRIPTS)) + "]+")
_VULGAR: Final = re.compile("[¼½¾⅐-⅞]")
_CIRCLED: Final = re.compile("[①-⑳]")
_CHARACTER: Final = re.compile(r'\\char\s*"([0-9A-Fa-f]{1,6})\s?')
_HTML_SUP: Final = re.compile(r"<sup>([^<>]{0,40})</sup>")
_HTML_SUB: Final = re.compile(r"<sub>([^<>]{0,40})</sub>")

# Repetitions are bounded: an unfinished command must not be scanned again for every start.
_SIUNITX: Final = re.compile(
    r"\\(?:SI|qty) ?(?:\[[^\]{}]{0,60}\] ?)?\{([^{}]{0,100})\} ?"
    r"\{((?:[^{}]|\{[^{}]{0,40}\}){0,200})\}"
)
_SIUNITX_UNIT: Final = re.compile(r"\\(?:si|unit)(?= ?\{)")
_CONTROLS: Final = {"\b": "b", "\f": "f", "\v": "v", "\a": "a", "\t": "t", "\r": "r", "\n": "n"}
_SPOILT: Final = re.compile(
    r"[\b\f\v\a](?=[a-z]{2})"
    r"|\t(?=(?:ext[a-z]*|imes|frac|heta|an|au|o|ilde|riangle|herefore|binom)(?![a-z]))"
    r"|\r(?=(?:ight|angle|ho|ceil|floor|m)(?![a-z]))"
    r"|\n(?=(?:eq|abla|otin)(?![a-z]))"
)
_TEXT_SYMBOL: Final = re.compile(
    r"\\text(?=(?:" + "|".join(sorted((*OPERATORS, *GREEK, "celsius", "ohm"))) + r")(?![a-zA-Z]))"
)
"""Names of signs outside formulas: ``\\textdegree``, ``\\textmu``, ``\\textpm``."""

SYMBOLS: Final = names("""
    hbar ell partial nabla forall exists aleph angle triangle odot oplus otimes perp parallel
    intercal dagger square Box diamond complement imath jmath wp Re Im top bot neg lnot""")
"""Commands that are only names."""

COMMANDS: Final = (
    frozenset(FUNCTIONS) | frozenset(OPERATORS) | frozenset(BRACKETS) | SPACES | TEXT_COMMANDS
    | STYLE_COMMANDS | SYMBOLS | frozenset(ACCENTS) | ELLIPSES | GREEK | LATIN_CAPITALS
    | names("""
    frac dfrac tfrac cfrac binom dbinom tbinom begin end boxed infty hbar ell partial
        nabla emptyset varnothing sum prod int lim forall exists mathbb operatorname
        variable exponentialE imaginaryI underline overset underset substack sqrt iint iiint oint
        ang differentialD""")
)  # fmt: skip

_OUTWARD: Final = re.compile(
    r"(?:(?<![\w)}\]])|(?<=\\cup)|(?<=\\cap)|(?<=\\setminus))"
    r"(?:\\left ?)?([\[\]])(\s*[^\s,;\[\](){}][^\[\](){},;]{0,40}[,;]"
    r"\s*[^\s,;\[\](){}][^\[\](){},;]{0,40}?)(?:\\right ?)?([\[\]])(?![\w(\[])"
)
"""An interval whose open ends are brackets that point outwards: ``]1, 2[``."""
_EMPTY: Final = frozenset(("{}", "{ }", "Ø", "ø"))
_PLAIN_DIFFERENCE: Final = re.compile(
    r"(?:(?<=\])|(?<=\bR)|(?<=ℝ)|(?<=\})(?=\s?\\\s?\{\s?[-\d])) ?\\(?= ?[\[({])"
)
"""A backslash between two sets of a plain text: ``R \\ {0}``."""
_MODULE: Final = re.compile(r"\b(?:math|np|numpy|cmath|sympy)\.(?=[a-z])")
"""Modules of Python before their functions: ``np.sqrt``."""
_DOUBLED: Final = re.compile(r"(?<!\\)\\\\(?=([a-zA-Z]+))")
_QUADRUPLED: Final = re.compile(r"(?<!\\)\\\\\\\\(?!\\)")


def _undouble(match: re.Match[str]) -> str:
    return "\\" if match.group(1) in COMMANDS else "\\\\"


def _vulgar(match: re.Match[str]) -> str:
    top, _, bottom = unicodedata.normalize("NFKC", match.group()).partition("⁄")
    return f"\\frac{{{top}}}{{{bottom}}}"


def _numbered(match: re.Match[str]) -> str:
    code = int(match.group(1), 16)
    shown = chr(code) if code <= 0x10FFFF else ""
    return shown if shown.isprintable() else " "


def repaired(text: str) -> str:
    """Return commands in the spelling of formulas, also those damaged in transport.

    ``\\text``, ``\\frac``, ``\\right`` … lose their backslash and first letter when decoded once
    too often: as an escape of JSON or C, ``\\t`` is a tab and ``\\f`` a form feed.
    """
    if any(c in text for c in _CONTROLS):
        text = _SPOILT.sub(lambda m: "\\" + _CONTROLS[m.group()], text)
    if "\\SI" in text or "\\qty" in text:
        text = _SIUNITX.sub(r"\1\\,\\mathrm{\2}", text)
    if "\\si" in text or "\\unit" in text:
        text = _SIUNITX_UNIT.sub(r"\\mathrm", text)
    return _TEXT_SYMBOL.sub(r"\\", text)


def clean(text: str) -> str:
    """Return the text with one spelling per character; linear time.

    Repairs doubled backslashes (``\\\\frac``) and backslashes lost to string escapes, drops
    math delimiters and currency signs, and writes Unicode operators as LaTeX commands.

    Raises:
        LimitError: the text is longer than :data:`preceptor_verifiers.limits.GRAMMAR_CHARS`.
    """
    if len(text) > GRAMMAR_CHARS:
        raise LimitError(f"more than {GRAMMAR_CHARS} characters", GRAMMAR_CHARS)
    if not text.isprintable():
        text = "".join(c if c.isprintable() else " " for c in repaired(text))
    if "\\\\" in text:
        if "\\\\begin" in text:
            text = _QUADRUPLED.sub(r"\\\\", text)
        if "\\begin" not in text or "\\\\begin" in text:
            text = _DOUBLED.sub(_undouble, text)
    if "\\char" in text:
        text = _CHARACTER.sub(_numbered, text)
    text = _plain_spelling(text)
    if not text.isascii():
        text = _from_unicode(text)
    if "<su" in text:
        text = _HTML_SUB.sub(r"_{\1}", _HTML_SUP.sub(r"^{\1}", text))
    if ("[" in text or "]" in text) and ("," in text or ";" in text):
        text = _OUTWARD.sub(_round_brackets, text)
    if "\\" in text:
        text = text.replace("\\$", " ")
        for delimiter in ("\\(", "\\)", "\\[", "\\]"):
            text = _drop_delimiter(text, delimiter)
    return text.replace("$", " ").strip()


def _plain_spelling(text: str) -> str:
    """Return the text with what programs and plain texts write instead of commands."""
    if text in _EMPTY:
        return "\\emptyset"
    if text.count("\\") == 1:
        text = _PLAIN_DIFFERENCE.sub(r" \\setminus ", text)
    if "py." in text or "np." in text or "math." in text:
        text = _MODULE.sub("", text)
    return text


def _round_brackets(match: re.Match[str]) -> str:
    opening, ends, closing = match.group(1, 2, 3)
    if opening == "[" and closing == "]":
        return match.group()
    return ("(" if opening == "]" else "[") + ends + (")" if closing == "[" else "]")


def _drop_delimiter(text: str, delimiter: str) -> str:
    # "\\[2pt]" after a row break is a length, not the start of a display.
    return re.sub(r"(?<!\\)" + re.escape(delimiter), " ", text)


def _from_unicode(text: str) -> str:
    text = _SUPER_RUN.sub(lambda m: "^{" + "".join(_SUPERSCRIPTS[c] for c in m.group()) + "}", text)
    text = _SUB_RUN.sub(lambda m: "_{" + "".join(_SUBSCRIPTS[c] for c in m.group()) + "}", text)
    text = _VULGAR.sub(_vulgar, text)
    text = _CIRCLED.sub(lambda m: f" {ord(m.group()) - 0x245F}, ", text)
    out: list[str] = []
    for c in text:
        if c.isascii():
            out.append(c)
        elif c in _CHARACTERS:
            out.append(_CHARACTERS[c])
        elif c in GREEK_LETTERS:
            out.append(f"\\{GREEK_LETTERS[c]} ")
        elif c.isdecimal():
            out.append(str(unicodedata.decimal(c)))
        else:
            plain = unicodedata.normalize("NFKC", c)
            out.append(f"\\{GREEK_LETTERS[plain]} " if plain in GREEK_LETTERS else plain)
    return "".join(out)
