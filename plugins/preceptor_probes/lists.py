"""Perturbed sets, tuples and intervals, and other ways to write the same one."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from preceptor_probes import spelling
from preceptor_probes.formulas import meaning_differs, perturbed
from preceptor_probes.tree import Node, agree, differ, names, read, value

_CLOSING = {"{": "}", "(": ")", "[": "]"}


@dataclass(frozen=True)
class Listing:
    """Values between two brackets.

    Attributes:
        opening, closing: The brackets, without backslashes.
        ordered: Whether the order counts.
    """

    opening: str
    closing: str
    items: tuple[Node, ...]
    ordered: bool

    @property
    def interval(self) -> bool:
        """Whether it can only be an interval."""
        return self.opening + self.closing in ("[)", "(]") and len(self.items) == 2


def read_listing(text: str, *, ordered: bool) -> Listing | None:
    """The values, or ``None`` for other brackets, or when a value is not parsed with certainty."""
    text = text.strip().strip("$").replace(r"\left", "").replace(r"\right", "").strip()
    text = text.replace(r"\{", "{").replace(r"\}", "}").strip()
    if len(text) < 3 or text[0] not in _CLOSING or text[-1] not in ")]}":
        return None
    if (text[0] == "{") != (text[-1] == "}"):
        return None
    parts = _split(text[1:-1])
    items = [read(part) for part in parts or ()]
    known = tuple(item for item in items if item is not None)
    if not known or len(known) != len(items):
        return None
    return Listing(text[0], text[-1], known, ordered)


def perturbed_listings(listing: Listing, rng: random.Random) -> Iterator[tuple[str, str]]:
    """Name of the change, and wrong answer."""
    for what, other in _changes(listing, rng):
        if _different(listing, other):
            yield what, write(other)


def equal_listings(listing: Listing, rng: random.Random) -> Iterator[tuple[str, str]]:
    """Name of the notation, and the same values written that way."""
    yield "plain", write(listing)
    yield "LaTeX", _latex(listing)
    yield "LaTeX in dollars", f"${_latex(listing)}$"
    yield (
        "Unicode",
        _bracketed(listing, [spelling.unicode(item) for item in listing.items], listing.opening),
    )
    if not listing.ordered and not listing.interval and listing.opening == "{":
        items = list(listing.items)
        rng.shuffle(items)
        yield "reordered", write(replace(listing, items=tuple(items)))
        yield "reversed", _latex(replace(listing, items=listing.items[::-1]))
    if listing.interval:
        low, high = (spelling.plain(item) for item in listing.items)
        left = "<=" if listing.opening == "[" else "<"
        right = "<=" if listing.closing == "]" else "<"
        yield "inequality", f"{low} {left} x {right} {high}"


def _changes(listing: Listing, rng: random.Random) -> Iterator[tuple[str, Listing]]:
    items = listing.items
    place = rng.randrange(len(items))
    for what, other in perturbed(items[place], rng):
        changed = (*items[:place], other, *items[place + 1 :])
        yield f"{what} in one entry", replace(listing, items=changed)
    if listing.interval:
        yield "swapped ends", replace(listing, items=items[::-1])
        turned = {"[": "(", "(": "[", "]": ")", ")": "]"}
        yield "open for closed", replace(listing, opening=turned[listing.opening])
        yield "open for closed", replace(listing, closing=turned[listing.closing])
        return
    if len(items) > 1:
        yield "entry left out", replace(listing, items=items[:place] + items[place + 1 :])
        if listing.ordered:
            yield "swapped entries", replace(listing, items=(items[1], items[0], *items[2:]))
    doubled = next((other for what, other in perturbed(items[place], rng) if what != "sign"), None)
    if doubled is not None:
        yield "entry too many", replace(listing, items=(*items, doubled))


def _different(one: Listing, other: Listing) -> bool:
    if one.interval:
        brackets = (one.opening, one.closing) != (other.opening, other.closing)
        return brackets or any(
            meaning_differs(a, b) for a, b in zip(one.items, other.items, strict=True)
        )
    if one.ordered:
        return len(one.items) != len(other.items) or any(
            meaning_differs(a, b) for a, b in zip(one.items, other.items, strict=True)
        )
    return _lonely(one.items, other.items) or _lonely(other.items, one.items)


def _lonely(some: Sequence[Node], others: Sequence[Node]) -> bool:
    """Whether one of the values certainly differs from all others."""
    if any(names(item) for item in (*some, *others)):
        # The value of a variable may exchange two entries: k pi and (k + 1) pi.
        return False
    return any(
        value(item, {}) is not None
        and all(not agree(item, other) and differ(item, other) for other in others)
        for item in some
    )


def write(listing: Listing) -> str:
    """As plain text."""
    return _bracketed(listing, [spelling.plain(item) for item in listing.items], listing.opening)


def _latex(listing: Listing) -> str:
    inner = ", ".join(spelling.latex(item) for item in listing.items)
    opening = r"\{" if listing.opening == "{" else listing.opening
    closing = r"\}" if listing.closing == "}" else listing.closing
    return rf"\left{opening} {inner} \right{closing}"


def _bracketed(listing: Listing, items: Sequence[str], opening: str) -> str:
    return f"{opening}{', '.join(items)}{listing.closing}"


def _split(text: str) -> list[str] | None:
    """The parts between commas outside of brackets; ``None`` when brackets do not match."""
    parts, depth, start = [], 0, 0
    for index, letter in enumerate(text):
        depth += (letter in "([{") - (letter in ")]}")
        if depth < 0:
            return None
        if letter == "," and not depth:
            parts.append(text[start:index])
            start = index + 1
    return None if depth else [*parts, text[start:]]
