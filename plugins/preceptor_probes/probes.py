"""What of a problem's reference is perturbed, and how else it is written, by its kind."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from preceptor.records import Problem, Reference
from preceptor_probes import limits
from preceptor_probes.chemistry import (
    equal_formulas,
    equal_reactions,
    is_formula,
    mutated_formulas,
    mutated_reactions,
    read_reaction,
)
from preceptor_probes.formulas import meaning_differs, perturbed, rewritten
from preceptor_probes.hedges import hedged
from preceptor_probes.lists import equal_listings, mutated_listings, read_listing
from preceptor_probes.numbers import Margin, equal_numbers, mutated_numbers, read_number
from preceptor_probes.relations import equal_relations, mutated_relations, read_relation
from preceptor_probes.spelling import latex, plain, unicode
from preceptor_probes.tree import Node, names, read, value

Pairs = Iterable[tuple[str, str]]

_LETTER = re.compile(r"\s*\$?(?:\\(?:text|mathrm|boxed)\{)?\(?([A-Z])\)?\}?\$?\s*\.?\Z")


@dataclass(frozen=True)
class Probe:
    """One answer with the verdict that it must get.

    Attributes:
        sort: ``mutation``: surely wrong, to be rejected; ``equivalent``: surely right.
        what: The mistake that was made, or the way in which the reference was written.
        answer: The answer.
    """

    sort: Literal["mutation", "equivalent"]
    what: str
    answer: str


def mutation_probes(problem: Problem, floor: Margin | None = None) -> list[Probe]:
    """The probes of a problem, the same each time; none where its reference is not surely read.

    Args:
        floor: The widest tolerances that options of the verifiers allow.
    """
    # Seeding with a string hashes it with SHA-512, which no PYTHONHASHSEED changes.
    rng = random.Random(f"mutation/{problem.id}")  # noqa: S311
    reference = problem.reference
    wrong, right = _of(reference, floor or Margin(), rng)
    seen = {reference.value.strip()}
    probes: list[Probe] = []
    for sort, pairs in (("mutation", wrong), ("equivalent", right)):
        for what, answer in pairs:
            if answer.strip() and answer.strip() not in seen:
                seen.add(answer.strip())
                # mypy does not see that the two are the literals.
                probes.append(Probe(sort, what, answer))  # type: ignore[arg-type]
    return probes


def _of(reference: Reference, floor: Margin, rng: random.Random) -> tuple[Pairs, Pairs]:
    kind = reference.kind
    if len(reference.value) > limits.MUTATION_CHARS:
        return (), ()
    if kind == "choice":
        letter = _LETTER.match(reference.value)
        if letter is None:
            return (), ()
        texts = _choices(reference)
        return _wrong_choices(letter.group(1), texts), _right_choices(letter.group(1), texts)
    if kind == "text":
        return _texts(reference, rng)
    if kind == "number":
        return _numbers(reference, floor, rng)
    if kind in ("expression", "equation", "set"):
        wrong, right = _structured(reference, rng)
        # With a tolerance by default nobody here knows how near is too near.
        return (wrong if floor == Margin() else ()), right
    return (), ()


def _structured(reference: Reference, rng: random.Random) -> tuple[Pairs, Pairs]:
    text = reference.value
    relation = read_relation(text)
    if relation is not None:
        return mutated_relations(relation, rng), equal_relations(relation, rng)
    if reference.kind == "set":
        listing = read_listing(text, ordered=bool(reference.payload.get("ordered")))
        if listing is not None:
            return mutated_listings(listing, rng), equal_listings(listing, rng)
    node = read(text) if reference.kind == "expression" else None
    if node is not None:
        return _wrong_formulas(node, rng), rewritten(node, rng)
    return (), ()


def _numbers(reference: Reference, floor: Margin, rng: random.Random) -> tuple[Pairs, Pairs]:
    payload = reference.payload
    unit = payload.get("unit")
    number = read_number(reference.value, unit if isinstance(unit, str) else None)
    if number is not None:
        margin = Margin.of(payload, floor)
        return mutated_numbers(number, margin, rng), equal_numbers(number, rng)
    node = None if unit else read(reference.value)
    if node is None or names(node) or max(floor.rtol, floor.atol) > 0:
        return (), ()
    if payload.get("rtol") or payload.get("atol"):
        return (), rewritten(node, rng)
    return _wrong_formulas(node, rng), rewritten(node, rng)


def _wrong_formulas(node: Node, rng: random.Random) -> Iterator[tuple[str, str]]:
    wrong: list[str] = []
    for what, other in perturbed(node, rng):
        if meaning_differs(node, other):
            wrong.append(plain(other))
            yield what, wrong[-1]
            yield what, rng.choice((latex, unicode))(other)
    if wrong:
        own = value(node, {})
        signed = own is not None and not own.imag and own.real > 0
        yield from hedged(plain(node), rng.choice(wrong), rng, signed=signed)


def _choices(reference: Reference) -> list[str]:
    choices = reference.payload.get("choices")
    return [str(choice) for choice in choices] if isinstance(choices, list | tuple) else []


def _wrong_choices(letter: str, texts: list[str]) -> Iterator[tuple[str, str]]:
    letters = [chr(65 + index) for index in range(len(texts) or 4)]
    for index, other in enumerate(letters):
        if other == letter:
            continue
        yield "other choice", other
        yield "other choice", f"({other})"
        if texts and texts.count(texts[index]) == 1:
            yield "text of another choice", texts[index]
    yield "negated choice", f"not {letter}"
    yield "two choices", " and ".join(letters[:2] if letter in letters[:2] else letters[-2:])


def _right_choices(letter: str, texts: list[str]) -> Iterator[tuple[str, str]]:
    for form in (
        "({})",
        "{}.",
        "{})",
        r"\text{{{}}}",
        r"\boxed{{{}}}",
        "**{}**",
        r"$\mathrm{{{}}}$",
    ):
        yield "letter", form.format(letter)
    index = ord(letter) - 65
    if index < len(texts) and texts.count(texts[index]) == 1:
        yield "text of the choice", texts[index]
        yield "letter and text", f"({letter}) {texts[index]}"


def _texts(reference: Reference, rng: random.Random) -> tuple[Pairs, Pairs]:
    text = reference.value.strip()
    aliases = reference.payload.get("aliases")
    known = [str(alias) for alias in aliases] if isinstance(aliases, list | tuple) else []
    right = [("alias", alias) for alias in known]
    reaction = read_reaction(text)
    if reaction is not None:
        return mutated_reactions(reaction, rng), [*right, *equal_reactions(reaction)]
    if is_formula(text):
        return mutated_formulas(text, rng), [*right, *equal_formulas(text)]
    spelled = [("with a full stop", f"{text}."), ("in LaTeX", rf"\text{{{text}}}")]
    return [("negated", f"not {text}")], [*right, *spelled]
