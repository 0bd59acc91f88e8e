"""Masks the reference in a critique, in every spelling that the verifiers recognise.

A critique written with the reference in view may go into a fresh prompt only when it does not
reveal the answer. Literal occurrences are masked first; then every span that looks like a value
is compared by the problem's own verifiers, and masked when they find it equal.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Iterator

from preceptor.prompts import MASK
from preceptor.records import Reference

SPANS = 96
"""Most value-like spans of a critique that are compared; a longer critique is cut off after the
last of them, because the rest may contain the answer."""

_EXPONENT = (
    r"(?:\s*(?:[eE][-+]?\d+|(?:[×x*·]|\\times|\\cdot)\s*10\s*(?:\^|\*\*)?\s*\{?[-−+]?\d+\}?))?"
)
TRAILING_WORDS = 8
"""Most words after a value that are removed one by one to find it."""

_NUMBER = r"[-−+]?(?:\d[\d,]*\.?\d*|\.\d+)(?:\s*/\s*\d+(?:\.\d+)?)?" + _EXPONENT
_VALUE = re.compile(
    r"\\boxed\{[^{}]{1,200}\}"  # a boxed answer
    r"|\\frac\{[^{}]{1,80}\}\{[^{}]{1,80}\}"
    r"|(?<==)[^=\n.;]{1,120}"  # a right-hand side
    r"|[\[{(][^\[\]{}()\n]{1,120}[\]})]"  # a set, tuple or interval
    rf"|{_NUMBER}\s*%?"
)
_WRAPPERS = re.compile(r"^\\boxed\{(.*)\}$", re.DOTALL)


async def mask_answer(
    critique: str, reference: Reference, equal: Callable[[str, str], Awaitable[bool]]
) -> str:
    """Replace the reference and its equivalents in ``critique`` by a mask.

    Args:
        critique: Text written with the reference in view.
        reference: The reference to hide.
        equal: Compares two answers by the problem's verifiers.
    """
    text = _mask_literals(critique, reference)
    for _ in range(2):  # a masked right-hand side can uncover a number that it was part of
        text = await _mask_equivalents(text, reference, equal)
    return text


def _mask_literals(text: str, reference: Reference) -> str:
    for literal in _literals(reference):
        # Other white space or case still shows the answer.
        pattern = r"\s*".join(re.escape(part) for part in literal.split())
        text = re.sub(rf"(?<![\w.]){pattern}(?![\w]|\.\d)", MASK, text, flags=re.IGNORECASE)
    return text


def _literals(reference: Reference) -> Iterator[str]:
    if reference.written != reference.value:
        yield reference.written
    if reference.kind != "choice":
        yield reference.value
    yield from _texts(reference.payload.get("aliases"))
    if reference.kind == "choice":
        letter = reference.value.strip("() .")
        yield f"({letter})"
        words = ("option", "choice", "answer", "answer is", "answer:")
        yield from (f"{word} {letter}" for word in words)
        choices = _texts(reference.payload.get("choices"))
        index = ord(letter.upper()[:1] or "A") - ord("A")
        if 0 <= index < len(choices):
            yield choices[index]


def _texts(value: object) -> list[str]:
    return [str(item) for item in value] if isinstance(value, list | tuple) else []


async def _mask_equivalents(
    text: str, reference: Reference, equal: Callable[[str, str], Awaitable[bool]]
) -> str:
    pieces: list[str] = []
    position = 0
    for count, match in enumerate(_VALUE.finditer(text)):
        if count == SPANS:
            text = text[: match.start()] + " …"
            break
        span = match.group().strip()
        if not span or MASK in span:
            continue
        hidden = await _equal_part(span, reference, equal)
        if hidden:
            start = match.start() + match.group().index(hidden)
            pieces += [text[position:start], MASK]
            position = start + len(hidden)
    return "".join(pieces) + text[position:]


async def _equal_part(
    span: str, reference: Reference, equal: Callable[[str, str], Awaitable[bool]]
) -> str:
    """The longest beginning of ``span`` that equals the reference, as words may follow a value."""
    ends = [len(span), *(gap.start() for gap in reversed(list(re.finditer(r"\s", span))))]
    for end in ends[:TRAILING_WORDS]:
        if await equal(reference.value, _WRAPPERS.sub(r"\1", span[:end])):
            return span[:end]
    return ""
