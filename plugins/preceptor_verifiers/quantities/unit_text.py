"""Unit text in one spelling: LaTeX, Unicode and words are unified.

``\\frac{\\mathrm{J}}{\\mathrm{mol}\\cdot\\mathrm{K}}``, ``J·mol⁻¹·K⁻¹`` and ``joules per mole per
kelvin`` become text that the grammar of :mod:`preceptor_verifiers.quantities.units` reads.
Nothing is looked up or computed here; every step is linear in the text.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from preceptor_verifiers.limits import UNIT_NESTING
from preceptor_verifiers.quantities.unit_names import from_scripts

_CHARACTERS: Final = str.maketrans({
    "$": " ", "~": " ", "−": "-", "–": "-", "‐": "-", "·": "*", "⋅": "*", "×": "*", "∙": "*",
    "•": "*", "∕": "/", "⁄": "/", "\u00a0": " ", "\u2009": " ", "\u202f": " ", "\u200a": " ",
    "℃": "°C", "℉": "°F", "\u2126": "Ω", "\u212a": "K", "\u212b": "Å", "μ": "µ", "º": "°", "˚": "°",
    "ℏ": "ħ", "ℓ": "L", "∆": "Δ", "％": "%",
})  # fmt: skip
_STYLES: Final = (
    "mathrm|text|textrm|mathbf|textbf|textnormal|textup|mbox|hbox|rm|operatorname|mathit|unit|si"
    "|mathsf|bf|it|ensuremath|boldsymbol"
)
_STYLED_GROUP: Final = re.compile(rf"\\(?:{_STYLES})\s*\{{([^{{}}]*)\}}")
_STYLE: Final = re.compile(rf"\\(?:{_STYLES}|left|right|displaystyle|quad|qquad)(?![a-zA-Z])")
_THIN_SPACE: Final = re.compile(r"\\[,;:! ]")
_EXPONENT_GROUP: Final = re.compile(r"\^\s*\{\s*([+-]?\s*\d[\d./]*)\s*\}")
_SUBSCRIPT: Final = re.compile(r"\s*_\s*\{?\s*([A-Za-z0-9∞]{1,12})\s*\}?")
_FRACTION: Final = re.compile(r"\\[dt]?frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}")
_SIMPLE_FRACTION: Final = re.compile(r"\\[dt]?frac\s+([A-Za-z])\s*([A-Za-z])(?![A-Za-z])")
_COMMAND: Final = re.compile(r"\\([a-zA-Z]+)")
_PREFIX: Final = re.compile(
    r"\\(?P<prefix>tera|giga|mega|kilo|hecto|deca|deci|centi|milli|micro|nano|pico|femto|atto)"
    r"\s*\\(?=[a-z])"
)
"""``\\kilo\\gram`` of siunitx is one word."""
_TO_THE: Final = re.compile(r" ?\\(?:tothe|raiseto) ?\{ ?([+-]?\d{1,2}) ?\}")
_COMMANDS: Final = {
    "cdot": "*", "times": "*", "mu": "µ", "micro": "µ", "Omega": "Ω", "ohm": "Ω",
    "circ": "°", "degree": "°", "degreeCelsius": "°C", "celsius": "°C", "AA": "Å",
    "angstrom": "Å", "percent": "%", "per": "/", "frac": "", "hbar": "ħ", "Delta": "Δ",
    "permil": "‰", "ell": "L", "epsilon": "ε", "varepsilon": "ε", "sigma": "σ", "lambda": "λ",
}  # fmt: skip
_SUPERSCRIPTS: Final = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻", "0123456789+-")
_SUPER_RUN: Final = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻]+")
_SUBSCRIPT_DIGITS: Final = re.compile("[₀₁₂₃₄₅₆₇₈₉]+")
_TEMPERATURE: Final = re.compile(
    r"(?:°|\^\s*o|\bdeg(?:ree)?s?\b\.?|\b(?:grad|grados?|gradi|graus?|degr[ée]s?)\b)\s*(?:(?P<C>C|celsius|centigrade)|(?P<F>F|fahrenheit)"
    r"|(?P<K>K|kelvins?)|(?P<R>R|rankine))(?![A-Za-z])", re.IGNORECASE
)  # fmt: skip
_DEGREES: Final = {"C": "°C", "F": "°F", "K": "K", "R": "rankine"}
_DIFFERENCE: Final = re.compile(r"(?:Δ|\bdelta_)\s*(?=°|K\b|deg|kelvin)", re.IGNORECASE)

_PHRASES: Final = tuple(
    (re.compile(rf"(?<![A-Za-z])(?:{pattern})(?![A-Za-z])", re.IGNORECASE), name)
    for pattern, name in (
        (r"parts?[\s-]per[\s-]million", "ppm"),
        (r"parts?[\s-]per[\s-]billion", "ppb"),
        (r"parts?[\s-]per[\s-]trillion", "ppt"),
        (r"parts?[\s-]per[\s-]thousand", "permille"),
        (r"percentage\s(?:points?|pts?)", "percent"),
        (r"(?:per|pour)\scent|por\s?(?:ciento|cento)|per\scento", "percent"),
        (r"(?:per|pro)\smil(?:le)?", "permille"),
        (r"(?:solar|sun'?s?)[\s-]mass(?:es)?", "M_odot"),
        (r"solar[\s-]radi(?:us|i)", "R_odot"),
        (r"solar[\s-]luminosit(?:y|ies)", "L_odot"),
        (r"earth[\s-]mass(?:es)?", "M_oplus"),
        (r"earth[\s-]radi(?:us|i)", "R_oplus"),
        (r"(?:jupiter|jovian)[\s-]mass(?:es)?", "M_Jup"),
        (r"(?:jupiter|jovian)[\s-]radi(?:us|i)", "R_Jup"),
        (r"r\s?/\s?min", "rpm"),
        (r"r\s?/\s?s", "rps"),
        (r"sq\.?\s?ft", "square_foot"),
        (r"light[\s-]?years?", "light_year"),
        (r"light[\s-]?seconds?", "light_second"),
        (r"electron[\s-]?volts?", "electron_volt"),
        (r"nautical[\s-]miles?", "nautical_mile"),
        (r"astronomical[\s-]units?", "astronomical_unit"),
        (r"(?:unified[\s-])?atomic[\s-]mass[\s-]units?", "u"),
        (r"metric[\s-]ton(?:ne)?s?", "metric_ton"),
        (r"long[\s-]tons?", "long_ton"),
        (r"short[\s-]tons?", "short_ton"),
        (r"(?:fl\.?|fluid)[\s-](?:oz\.?|ounces?)", "fluid_ounce"),
        (r"(?:lbs?|pounds?)[\s-]?(?:force|f)", "pound_force"),
        (r"(?:kilograms?|kg)[\s-]?(?:force|f)", "kilogram_force"),
        (r"m\.?m\.?\s?Hg|milli(?:meters?|metres?)\sof\smercury", "mmHg"),
        (r"cm\s?Hg|centi(?:meters?|metres?)\sof\smercury", "cmHg"),
        (r"in(?:ches)?\s(?:of\s)?(?:Hg|mercury)", "inch_Hg"),
        (r"arc[\s-]?min(?:ute)?s?", "arcminute"),
        (r"arc[\s-]?sec(?:ond)?s?", "arcsecond"),
        (r"horse[\s-]power", "horsepower"),
        (r"rev(?:olution)?s?[\s-]per[\s-]min(?:ute)?", "rpm"),
        (r"degrees?\sof\sfreedom", "degree_of_freedom"),
        (r"a\.u\.", "au"),
        (r"mpg", "mile/gallon"),
        (r"gpm", "gallon/minute"),
        (r"psf", "pound_force/foot^2"),
        (r"cfm", "foot^3/minute"),
        (r"cps", "cycle/second"),
        (r"gpl", "g/L"),
        (r"[lL]pm", "L/minute"),
    )
)
_SQUARE_BEFORE: Final = re.compile(
    r"(?<![A-Za-z])(?P<power>square|squared|sq\.?|cubic|cu\.?)\s+(?P<unit>[A-Za-zµ°_]+)(?![A-Za-zµ°_^])",
    re.IGNORECASE,
)
_PREFIX_APART: Final = re.compile(
    r"(?<![A-Za-z])(tera|giga|mega|kilo|hecto|deca|deka|deci|centi|milli|micro|nano|pico|femto|atto)"
    r"(?:\s?[*-]\s?|\s)(?=[A-Za-zΩ])",
    re.IGNORECASE,
)
_DECA_APART: Final = re.compile(r"(?<![A-Za-z])da\s?\*?\s?(?=(?:m|g|L|l|N|Pa|J)(?![A-Za-z]))")
"""A prefix that is apart from its unit: ``kilo metre``, ``kilo*gram``, ``da m``."""
_SQUARE_AFTER: Final = re.compile(r"\s+(squared|cubed)(?![A-Za-z])", re.IGNORECASE)
_PER: Final = re.compile(r"(?<![A-Za-z])(?:per|pro|par|por)(?![A-Za-z])", re.IGNORECASE)
_DIGIT_GROUPS: Final = re.compile(r"(?<=\d)[ ,](?=\d{3}(?!\d))")
_POINT: Final = re.compile(r"(?<=[A-Za-zµΩ°\d])\.(?=[A-Za-zµΩ°])")
_ABBREVIATION: Final = re.compile(r"(?<=[A-Za-z])\.(?=[\s/*)]|$)")
_TAIL: Final = re.compile(
    r"\s*(?:\b(?:approximately|approx|or so)\b\.?|\((?:approx\.?|rounded)\))\s*$"
)


@lru_cache(maxsize=8192)
def clean(text: str) -> str:
    """Return unit text in one spelling: no LaTeX styles, ``^`` for exponents, ``*`` and ``/``."""
    text = text.replace("**", "^").translate(_CHARACTERS)
    text = _without_latex(text) if "\\" in text else _EXPONENT_GROUP.sub(r"^\1", text)
    text = text.replace("\\", " ").replace("{", "").replace("}", "")
    if not text.isascii():
        text = from_scripts(text)
        text = _SUPER_RUN.sub(lambda m: "^" + m.group().translate(_SUPERSCRIPTS), text)
        text = _SUBSCRIPT_DIGITS.sub(lambda m: "_" + _digits(m.group()), text)
    text = re.sub(r"\s*\^\s*", "^", text)
    text = re.sub(r"\^([+-])\s+", r"^\1", text)
    text = re.sub(r"(?:^|(?<=[\s*/(]))\^°", "°", text.strip())
    text = text.replace("^°", "°")
    text = re.sub(r"µ\s+(?=[A-Za-zΩ])", "µ", text)
    text = re.sub(r"(?<![A-Za-zµ])([kMG])\s+(?=Ω)", r"\1", text)
    text = _TEMPERATURE.sub(lambda m: _DEGREES[str(m.lastgroup)], text)
    text = _DIFFERENCE.sub("Δ", text)
    if len(text) > 2:
        text = _from_words(text)
    return text.strip(" .,;:")


def _digits(run: str) -> str:
    return "".join(chr(ord(c) - 0x2080 + ord("0")) for c in run)


def _without_latex(text: str) -> str:
    text = _THIN_SPACE.sub(" ", text)
    text = text.replace("\\%", "%").replace("\\$", " ")
    for _ in range(UNIT_NESTING):
        before = text
        text = _EXPONENT_GROUP.sub(r"^\1", text)
        text = _STYLED_GROUP.sub(r" \1 ", text)
        text = _FRACTION.sub(r" (\1)/(\2) ", text)
        if text == before:
            break
    text = _TO_THE.sub(r"^\1", text)
    text = _PREFIX.sub(r"\\\g<prefix>", text)
    text = _SIMPLE_FRACTION.sub(r"\1/\2", text)
    text = _STYLE.sub(" ", text)
    text = _COMMAND.sub(lambda m: f" {_COMMANDS.get(m.group(1), m.group(1))} ", text)
    return _SUBSCRIPT.sub(r"_\1", text)


def _from_words(text: str) -> str:
    """Replace ``per``, ``squared``, ``cubic``, names of several words, and full stops."""
    for pattern, name in _PHRASES:
        text = pattern.sub(name, text)
    text = _TAIL.sub("", text)
    text = _DIGIT_GROUPS.sub("", _PER.sub("/", text))
    text = _DECA_APART.sub("da", _PREFIX_APART.sub(lambda m: m.group(1).lower(), text))
    text = _SQUARE_BEFORE.sub(
        lambda m: f"{m.group('unit')}^{2 if m.group('power')[0] in 'sS' else 3}", text
    )
    text = _SQUARE_AFTER.sub(lambda m: "^2" if m.group(1)[0] in "sS" else "^3", text)
    return _ABBREVIATION.sub(" ", _POINT.sub("*", text))
