"""What is next to a box and belongs to the answer: a sign, a factor, a power of ten, a unit."""

from __future__ import annotations

import re
from typing import Final

_NUMBER: Final = r"\d{1,12}(?:\.\d{1,12})?"
_GROUP: Final = r"\{[^{}]{1,20}\}"
_FACTOR: Final = re.compile(
    rf"\s{{0,8}}(?:[-+−±]|\\pm)?(?:{_NUMBER}|\\pi|\\sqrt{_GROUP}|\\[dt]?frac{_GROUP}{_GROUP}"
    r"|\\cdot|\\times|\*|\^\{?[-−]?\d{1,4}\}?|\\\$|€|£|\\[,;: !]|\s){0,12}\Z"
)
_LEFT_END: Final = re.compile(
    r"\$|\\\(|\\\[|&|\\\\|\\(?:quad|qquad|approx|simeq|Rightarrow|rightarrow|implies|to|equiv|text"
    r"|therefore|colon|sim)(?![A-Za-z])|[=≈:,;{}\n<>]"
)
_RIGHT_MATHS: Final = re.compile(
    r"(?:\s|\\[,;: !]|~|\\(?:times|cdot)|\^\{?\\?circ\}?|\^\{?[-−]?\d{1,4}\}?|\\?%|°"
    r"|\\pi|\\circ|\\degree"
    r"|\\sqrt\{[^{}]{1,20}\}|10|[/·]|[A-Za-zµμΩ]{1,12}|\\mu|\\Omega"
    r"|\\(?:text|mathrm|rm|textrm|mbox|operatorname)\s*\{[^{}]{0,40}\}){1,16}"
)
_RIGHT_END: Final = re.compile(r"\$|\\\)|\\\]|\\\\|&|\\end|\\(?:quad|qquad)|[=≈,;.:\n)}]|\Z")
_WORD: Final = r"[A-Za-zµμΩ²³⁻¹·/^\-0-9]{1,16}"
_RIGHT_WORDS: Final = re.compile(
    rf"[ \t]*(?:\\?%|°\s?[CFK]?|{_WORD})(?:[ \t/·]{{1,2}}{_WORD}){{0,2}}"
    r"(?=[ \t]*(?:[.,;:!?)\n]|\*\*|\Z))"
)
_NOT_A_UNIT: Final = frozenset(
    [
        *("a", "about", "above", "after", "also", "an", "and", "are", "as", "at", "be"),
        *("because", "before", "below", "but", "by", "can", "corresponds", "do", "does", "each"),
        *("exactly", "final", "for", "from", "given", "has", "have", "here", "hence", "if"),
        *("in", "instead", "is", "it", "its", "lies", "not", "of", "on", "only", "option", "or"),
        *("otherwise", "possible", "respectively", "since", "so", "such", "that", "the"),
        *("their", "then", "there", "therefore", "this", "thus", "to", "total", "ways", "we"),
        *("when", "where", "which", "while", "will", "with", "would", "yes", "no", "answer"),
        *("solution", "result", "value", "problem", "part", "step", "approximately", "approx"),
        *("rounded"),
    ]
)
_BARE: Final = re.compile(
    r"(?:\s|[\d.,+\-−*/^(){}:e]"
    r"|\\(?:[dt]?frac|sqrt|pi|times|cdot|left|right|approx|pm|[,;! ])(?![A-Za-z])){1,200}"
)
"""A number, without a unit of its own."""
_DECORATION: Final = re.compile(
    r"\\(?:blacksquare|square|checkmark|qed|star|cdot|bullet|quad|qquad)(?![A-Za-z])"
)


_SEPARATOR: Final = re.compile(
    r"[=≈&,;:\n]|\\\\|\\(?:approx|simeq|sim|equiv|Rightarrow|Longrightarrow|rightarrow|longrightarrow|implies"
    r"|iff|to|therefore|quad|qquad|colon|begin|end|star|displaystyle|tag)(?![A-Za-z])(?:\{[^{}]*\})?"
    r"|\\(?:text|textbf|mbox|mathrm|mathbf)\s*\{[^{}]*[A-Za-z]{2,}[\s:][^{}]*\}|\.(?!\d)"
)
"""What ends the side of a formula that a box stands on."""
_GROUPING: Final = re.compile(r"(\\[A-Za-z]+|\^|_)\s*(?:\{[^{}]*\}\s*)?\{\s*\Z")
_OPERATION: Final = re.compile(
    r"[+*/^<>≤≥≠−-]|\\(?:sqrt|[dt]?frac|times|cdot|div|pm|mp|leq?|geq?|neq?|lt|gt|ln|log|exp|sin|cos|tan)"
    r"(?![A-Za-z])"
)
_BEHIND: Final = re.compile(r"\s*(?:\\[,;: !]|\s)*(?:[/^]|\\(?:times|cdot)\s*(?!10))")
_LABEL: Final = re.compile(r"\s*\(?\w{1,2}[.)]\s*(?:\\[,;: !]|\s)*")


def in_formula(text: str, start: int, end: int, content: str) -> tuple[str, tuple[str, ...]]:
    """What the formula around the box ``text[start:end]`` states, and the content alone.

    Returns:
        The side of the formula that the box stands on, with its content in place of it, and the
        content as a rival where that side is more than the content: ``\\sqrt{\\boxed{5}}``.
    """
    plain = beside(text, start, end, content)
    bounds = _maths_around(text, start, end)
    if bounds is None:
        return plain, ()
    left, right = text[bounds[0] : start], text[end : bounds[1]]
    inside = _GROUPING.search(left)
    if inside is not None and inside.group(1) in ("\\sqrt", "\\frac", "\\dfrac", "\\tfrac", "^"):
        close = right.find("}")
        before = _last_part(left[: inside.start()]) + left[inside.start() :]
        after = right[: close + 1] + _first_part(right[close + 1 :])
    elif inside is not None:
        return plain, ()
    else:
        before, after = _last_part(left), _first_part(right)
    label = _LABEL.match(before)
    before = before[label.end() :] if label else before
    if _FACTOR.fullmatch(before) and not _OPERATION.search(_outer(after)):
        return plain, ()
    if not _OPERATION.search(before) and not _OPERATION.search(_outer(after)):
        return plain, ()
    inner = f"({content})" if re.search(r"(?<=[^\s(^{,])\s*[-+]", content) else content
    if before[-1:].isdigit() and inner[:1].isdigit():
        before += " \\cdot "
    return f"{before}{inner}{after}".strip(), (content,)


def _outer(after: str) -> str:
    """What comes after a box, without decoration, units and a power of ten."""
    unit = _RIGHT_MATHS.match(after)
    if unit is not None and not _BEHIND.match(after) and _is_unit(unit.group()):
        after = after[unit.end() :]
    return _DECORATION.sub("", after)


def _maths_around(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The inside of the formula that ``text[start:end]`` is in."""
    window = text[max(0, start - 2000) : start]
    shift = start - len(window)
    for opening, closing in (("\\[", "\\]"), ("\\(", "\\)")):
        at = window.rfind(opening)
        if at > window.rfind(closing):
            until = text.find(closing, end, end + 2000)
            return (shift + at + 2, until) if until >= 0 else None
    if window.count("$") % 2 == 1 or window.count("$$") % 2 == 1:
        at = shift + window.rfind("$") + 1
        until = text.find("$", end, end + 2000)
        return (at, until) if until >= 0 else None
    return None


def _last_part(formula: str) -> str:
    """What follows the last separator outside of braces."""
    cut = 0
    for separator in _SEPARATOR.finditer(formula):
        if formula.count("{", 0, separator.start()) <= formula.count("}", 0, separator.start()):
            cut = separator.end()
    return formula[cut:]


def _first_part(formula: str) -> str:
    """What comes before the first separator outside of braces."""
    for separator in _SEPARATOR.finditer(formula):
        if formula.count("{", 0, separator.start()) <= formula.count("}", 0, separator.start()):
            return formula[: separator.start()]
    return formula


def beside(text: str, start: int, end: int, content: str) -> str:
    """The content of the box ``text[start:end]`` with what belongs to it on both sides."""
    left = _left(text, start)
    right = _right(text, end) if _BARE.fullmatch(content) else ""
    if not left and not right:
        return content
    if left and re.search(r"(?<=[^\s(^{,])\s*[-+]", content) and left.strip() not in ("\\$", "€"):
        content = f"({content})"
    return f"{left}{content}{right}".strip()


def _left(text: str, start: int) -> str:
    """A sign or factor directly in front of a box, in the same formula."""
    segment = text[max(0, start - 60) : start]
    ends = list(_LEFT_END.finditer(segment))
    cut = ends[-1].end() if ends else 0
    # Outside of a formula only a sign that touches the box is one; a dash has spaces around it.
    inside = text.count("$", max(0, start - 4000), start) % 2 == 1 or _in_maths(text, start)
    factor = segment[cut:]
    if not inside:
        return "-" if re.search(r"(?:\A|[\s=(])[-−]\Z", segment) else ""
    if not factor.strip() or not _FACTOR.fullmatch(factor) or not re.search(r"[^\s+*.]", factor):
        return ""
    if re.fullmatch(r"\s*(?:\\cdot|\\times|\\[,;: !]|\+|\s)*", factor):
        return ""
    return factor.lstrip()


def _in_maths(text: str, start: int) -> bool:
    """Whether a LaTeX delimiter in front of ``start`` is still open."""
    window = text[max(0, start - 4000) : start]
    return window.rfind("\\(") > window.rfind("\\)") or window.rfind("\\[") > window.rfind("\\]")


def _right(text: str, end: int) -> str:
    """A unit, a percent sign, a factor or a power of ten directly behind a box."""
    window = text[end : end + 160]
    maths = _RIGHT_MATHS.match(window)
    at = 0
    taken = ""
    if maths is not None and _RIGHT_END.match(window, maths.end()):
        taken = window[: maths.end()]
        if not _is_unit(taken):
            taken = ""
        at = maths.end()
    if taken.strip():
        return _DECORATION.sub("", taken).rstrip()
    closing = re.compile(r"\s*(?:\$\$|\$|\\\)|\\\])").match(window, at)
    if closing is None:
        return ""
    words = _RIGHT_WORDS.match(window, closing.end())
    if words is None or not _is_unit(words.group()):
        return ""
    return " " + words.group().strip()


def _is_unit(text: str) -> bool:
    """Whether words behind a box may be a unit or a noun that is counted."""
    words = re.findall(r"(?<!\\)\b[A-Za-z]+\b", re.sub(r"\\(?:text|mathrm|rm|mbox)\b", " ", text))
    return not any(word.lower() in _NOT_A_UNIT for word in words) and bool(text.strip())
