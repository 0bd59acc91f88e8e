"""Perturbed chemical formulas and equations, and other ways to write the same one."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

_FORMULA = re.compile(r"(?:[A-Z][a-z]?\d*|\((?:[A-Z][a-z]?\d*)+\)\d*)+\Z")
_COUNT = re.compile(r"(?<=[A-Za-z)])\d+")
_TERM = re.compile(r"(\d+)?\s*((?:[A-Z][a-z]?\d*|\((?:[A-Z][a-z]?\d*)+\)\d*)+)\Z")
_ARROW = re.compile(r"\s*(?:->|-->|→|⟶|\\rightarrow|\\to)\s*")
_LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


def is_formula(text: str) -> bool:
    """Whether the text is a formula of at least two atoms, neither a word nor a single symbol."""
    return bool(_FORMULA.match(text)) and (
        any(letter.isdigit() for letter in text) or sum(letter.isupper() for letter in text) > 1
    )


def perturbed_formulas(text: str, rng: random.Random) -> Iterator[tuple[str, str]]:
    """Name of the change, and wrong formula."""
    counts = list(_COUNT.finditer(text))
    for match in rng.sample(counts, min(2, len(counts))):
        other = int(match.group()) + 1
        yield "other count", f"{text[: match.start()]}{other}{text[match.end() :]}"
    elements = list(re.finditer(r"[A-Z][a-z]?", text))
    place = rng.choice(elements)
    other_element = next((e for e in ("Xe", "Rb") if e not in text), None)
    if other_element is not None:
        changed = f"{text[: place.start()]}{other_element}{text[place.end() :]}"
        yield "other element", changed
    yield "doubled", f"({text})2"
    yield "charge", f"{text}^+"


def equal_formulas(text: str) -> Iterator[tuple[str, str]]:
    """Name of the notation, and the same formula written that way."""
    yield "plain", text
    yield "Unicode", _COUNT.sub(lambda match: match.group().translate(_LOWERED), text)
    yield "LaTeX", r"\mathrm{" + _COUNT.sub(lambda f: f"_{{{f.group()}}}", text) + "}"
    yield "mhchem", rf"\ce{{{text}}}"
    yield "underscores", _COUNT.sub(lambda match: f"_{match.group()}", text)


@dataclass(frozen=True)
class WrittenReaction:
    """Amounts and formulas on the left and the right of an arrow."""

    left: tuple[tuple[int, str], ...]
    right: tuple[tuple[int, str], ...]


def read_reaction(text: str) -> WrittenReaction | None:
    """A chemical equation of neutral formulas with whole amounts and a one-way arrow."""
    if len(text) > 300:
        return None
    sides = _ARROW.split(text.strip())
    if len(sides) != 2:
        return None
    read = [[_TERM.match(term.strip()) for term in side.split(" + ")] for side in sides]
    left, right = (
        tuple((int(match.group(1) or 1), match.group(2)) for match in side if match)
        for side in read
    )
    if (len(left), len(right)) != (len(read[0]), len(read[1])):
        return None
    return WrittenReaction(left, right)


def perturbed_reactions(reaction: WrittenReaction, rng: random.Random) -> Iterator[tuple[str, str]]:
    """Name of the change, and wrong equation; nothing for one species, which is always balanced."""
    if len(reaction.left) + len(reaction.right) < 2:
        return
    left, right = list(reaction.left), list(reaction.right)
    place = rng.randrange(len(left))
    amount, formula = left[place]
    left[place] = (amount + 1, formula)
    yield "other amount", write(replace(reaction, left=tuple(left)))
    place = rng.randrange(len(right))
    right[place] = (right[place][0] + 2, right[place][1])
    yield "other amount", write(replace(reaction, right=tuple(right)))
    if set(reaction.left) != set(reaction.right):
        yield "sides exchanged", write(WrittenReaction(reaction.right, reaction.left))
    if len(reaction.right) > 1:
        yield "species left out", write(replace(reaction, right=reaction.right[1:]))


def equal_reactions(reaction: WrittenReaction) -> Iterator[tuple[str, str]]:
    """Name of the notation, and the same equation written that way."""
    yield "plain", write(reaction)
    yield "arrow", write(reaction, "→")
    yield "LaTeX", write(reaction, r"\rightarrow", tex=True)
    yield "reordered", write(WrittenReaction(reaction.left[::-1], reaction.right[::-1]))
    doubled = (tuple((2 * n, f) for n, f in side) for side in (reaction.left, reaction.right))
    yield "doubled", write(WrittenReaction(*doubled))


def write(reaction: WrittenReaction, arrow: str = "->", *, tex: bool = False) -> str:
    """As text."""

    def side(terms: Sequence[tuple[int, str]]) -> str:
        return " + ".join(
            (f"{n} " if n != 1 else "")
            + (_COUNT.sub(lambda match: f"_{{{match.group()}}}", f) if tex else f)
            for n, f in terms
        )

    return f"{side(reaction.left)} {arrow} {side(reaction.right)}"
