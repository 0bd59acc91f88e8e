"""Perturbations and equivalent forms of a reference, by its kind."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator
from typing import ClassVar

from preceptor.components import Margin, Probe, ProbeAnswer
from preceptor.records import Problem, Reference
from preceptor_probes import limits
from preceptor_probes.chemistry import (
    equal_formulas,
    equal_reactions,
    is_formula,
    perturbed_formulas,
    perturbed_reactions,
    read_reaction,
)
from preceptor_probes.formulas import meaning_differs, perturbed, rewritten
from preceptor_probes.hedges import hedged
from preceptor_probes.lists import equal_listings, perturbed_listings, read_listing
from preceptor_probes.numbers import equal_numbers, perturbed_numbers, read_number, widened
from preceptor_probes.relations import equal_relations, perturbed_relations, read_relation
from preceptor_probes.spelling import latex, plain, unicode
from preceptor_probes.tree import Node, names, read, value

Pairs = Iterable[tuple[str, str]]

_LETTER = re.compile(r"\s*\$?(?:\\(?:text|mathrm|boxed)\{)?\(?([A-Z])\)?\}?\$?\s*\.?\Z")


class Perturbations(Probe):
    """References with one thing wrong, and references written in another way.

    What is wrong or right is decided by values computed in this package, never by a verifier;
    where that is not certain, nothing is offered. The probes of a problem depend on its id alone.
    """

    kinds: ClassVar[tuple[str, ...]] = (
        "number", "expression", "equation", "set", "choice", "text",
    )  # fmt: skip

    def probes(self, problem: Problem, margin: Margin) -> list[ProbeAnswer]:
        """The probes of a problem; none where its reference cannot be parsed with certainty."""
        # Seeding with a string hashes it with SHA-512, which no PYTHONHASHSEED changes. The text
        # stays as it is: another one would make other probes.
        rng = random.Random(f"mutation/{problem.id}")  # noqa: S311
        wrong, right = _of(problem.reference, margin, rng)
        seen = {problem.reference.value.strip()}
        answers: list[ProbeAnswer] = []
        for pairs, of in ((wrong, _rejected), (right, _accepted)):
            for change, candidate in pairs:
                if candidate.strip() and candidate.strip() not in seen:
                    seen.add(candidate.strip())
                    answers.append(of(change, candidate))
        return answers


def _rejected(change: str, candidate: str) -> ProbeAnswer:
    return ProbeAnswer("rejected", change, candidate)


def _accepted(change: str, candidate: str) -> ProbeAnswer:
    return ProbeAnswer("accepted", change, candidate)


def _of(reference: Reference, margin: Margin, rng: random.Random) -> tuple[Pairs, Pairs]:
    kind = reference.kind
    if len(reference.value) > limits.PERTURBATION_CHARS:
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
        return _numbers(reference, margin, rng)
    if kind in ("expression", "equation", "set"):
        wrong, right = _structured(reference, rng)
        # With a tolerance by default it is not known how near is too near.
        return (wrong if margin == Margin() else ()), right
    return (), ()


def _structured(reference: Reference, rng: random.Random) -> tuple[Pairs, Pairs]:
    text = reference.value
    relation = read_relation(text)
    if relation is not None:
        return perturbed_relations(relation, rng), equal_relations(relation, rng)
    if reference.kind == "set":
        listing = read_listing(text, ordered=bool(reference.payload.get("ordered")))
        if listing is not None:
            return perturbed_listings(listing, rng), equal_listings(listing, rng)
    node = read(text) if reference.kind == "expression" else None
    if node is not None:
        return _wrong_formulas(node, rng), rewritten(node, rng)
    return (), ()


def _numbers(reference: Reference, margin: Margin, rng: random.Random) -> tuple[Pairs, Pairs]:
    payload = reference.payload
    unit = payload.get("unit")
    number = read_number(reference.value, unit if isinstance(unit, str) else None)
    if number is not None:
        allowed = widened(payload, margin)
        return perturbed_numbers(number, allowed, rng), equal_numbers(number, rng)
    node = None if unit else read(reference.value)
    if node is None or names(node) or max(margin.rtol, margin.atol) > 0:
        return (), ()
    if payload.get("rtol") or payload.get("atol"):
        return (), rewritten(node, rng)
    return _wrong_formulas(node, rng), rewritten(node, rng)


def _wrong_formulas(node: Node, rng: random.Random) -> Iterator[tuple[str, str]]:
    wrong: list[str] = []
    for change, changed in perturbed(node, rng):
        if meaning_differs(node, changed):
            wrong.append(plain(changed))
            yield change, wrong[-1]
            yield change, rng.choice((latex, unicode))(changed)
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
        return perturbed_reactions(reaction, rng), [*right, *equal_reactions(reaction)]
    if is_formula(text):
        return perturbed_formulas(text, rng), [*right, *equal_formulas(text)]
    spelled = [("with a full stop", f"{text}."), ("in LaTeX", rf"\text{{{text}}}")]
    return [("negated", f"not {text}")], [*right, *spelled]
