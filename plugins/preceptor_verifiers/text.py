"""The verifier of short free text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from pydantic import Field

from preceptor.components import Described, Item, Options, Verifier
from preceptor.records import Reference, Verdict
from preceptor.references import TextPayload
from preceptor_verifiers.chemistry.comparison import ChemistryPolicy, compare_chemistry, is_chemical
from preceptor_verifiers.comparison import compare_readings
from preceptor_verifiers.descriptions import words_described
from preceptor_verifiers.grammar.other_readings import differ_in_capitals
from preceptor_verifiers.outcome import Outcome, Same, verdict
from preceptor_verifiers.quantities.conventions import Policy
from preceptor_verifiers.reading.answer import read
from preceptor_verifiers.warm_up import load
from preceptor_verifiers.words import normalised, same_words

_WORDS: Final = frozenset(("no", "in", "i", "as", "he", "us"))
"""Words that are spelled like formulas."""


class TextOptions(Options):
    """Conventions for chemical formulas and equations."""

    isomers: bool = Field(
        default=False,
        description="Accept equal composition however the structure is written. By default "
        "CH3CH2OH against C2H6O is undecided.",
    )
    phases: bool = Field(
        default=False,
        description="Require states of aggregation, (aq), to agree where both sides state them. "
        "By default they are ignored.",
    )
    multiples: bool = Field(
        default=True,
        description="Accept an equation whose coefficients are all multiplied by one factor. "
        "Without it the coefficients must be those of the reference.",
    )


class TextVerifier(Verifier):
    """Accept the same words or an alias.

    A different wording is undecided, as a paraphrase may be right. Only members of a closed
    vocabulary (yes and no, odd and even) prove each other wrong.
    """

    Options = TextOptions
    version = "5"
    kinds = ("text",)

    options: TextOptions

    def warm_up(self) -> None:
        load()

    def describe(self, reference: Reference) -> Described:
        return words_described(reference.value)

    def verify_batch(self, items: Sequence[Item]) -> Sequence[Verdict]:
        options = self.options
        policy = ChemistryPolicy(options.isomers, options.phases, options.multiples)
        return [verdict(_decide(item, policy)) for item in items]


def _decide(item: Item, policy: ChemistryPolicy) -> Outcome:
    aliases = TextPayload.model_validate(dict(item.reference.payload)).aliases
    candidate = read(item.candidate)
    formulas = _formulas((item.reference.value, *aliases), candidate.text, policy)
    if formulas is not None and formulas.same is Same.YES:
        return formulas
    words = normalised(item.reference.value) in _WORDS
    for text in (candidate.text, item.candidate):
        if differ_in_capitals(item.reference.value, text):
            continue
        if same_words(item.reference.value, text, aliases) is Same.YES and (
            formulas is None or text in (item.reference.value, *aliases) or words
        ):
            return Outcome(Same.YES, "The same words.", {})
    if formulas is not None and not words:
        return formulas
    if is_chemical(item.reference.value) and candidate.text:
        # A formula is not a product of variables; its name may still be the right answer.
        return Outcome(Same.UNKNOWN, "The reference is a chemical formula, the answer is not.", {})
    return compare_readings(read(item.reference.value), candidate, Policy())


def _formulas(accepted: tuple[str, ...], candidate: str, policy: ChemistryPolicy) -> Outcome | None:
    """Return the best outcome among the accepted spellings that are formulas."""
    best: Outcome | None = None
    for text in accepted:
        outcome = compare_chemistry(text, candidate, bare=False, policy=policy)
        if outcome is None:
            continue
        if outcome.same is Same.YES:
            return outcome
        if best is None or outcome.same is Same.UNKNOWN:
            best = outcome
    return best
