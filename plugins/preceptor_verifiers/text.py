"""The verifier of short free text."""

from __future__ import annotations

from collections.abc import Sequence

from preceptor.components import Item, Verifier
from preceptor.records import Verdict
from preceptor.references import TextPayload
from preceptor_verifiers.comparison import compare_readings
from preceptor_verifiers.equality import Same
from preceptor_verifiers.measures import Outcome
from preceptor_verifiers.policy import Policy
from preceptor_verifiers.reading import read
from preceptor_verifiers.verdicts import verdict
from preceptor_verifiers.wording import same_words


class TextVerifier(Verifier):
    """Accepts the same words or an alias; a different wording is undecided, as a paraphrase
    may be right. Only members of a closed vocabulary (yes and no, odd and even) prove each
    other wrong."""

    version = "2"
    kinds = ("text",)
    batch_size = 64

    def verify_batch(self, items: Sequence[Item]) -> Sequence[Verdict]:
        return [verdict(_decide(item)) for item in items]


def _decide(item: Item) -> Outcome:
    aliases = TextPayload.model_validate(dict(item.reference.payload)).aliases
    candidate = read(item.candidate)
    for text in (candidate.text, item.candidate):
        if same_words(item.reference.value, text, aliases) is Same.YES:
            return Outcome(Same.YES, "The same words.", {})
    return compare_readings(read(item.reference.value), candidate, Policy())
