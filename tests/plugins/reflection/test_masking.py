"""The answer cannot be read off a masked critique, in any spelling the verifiers know."""

from __future__ import annotations

import asyncio

import pytest

from preceptor import references, verify_batch
from preceptor.prompts import MASK
from preceptor.records import Reference
from preceptor_reflection.masking import mask_answer


def mask(critique: str, reference: Reference) -> str:
    async def equal(left: str, right: str) -> bool:
        swapped = reference.model_copy(update={"value": left})
        return verify_batch([(swapped, right)])[0].accepted

    return asyncio.run(mask_answer(critique, reference, equal))


@pytest.mark.parametrize(
    ("reference", "critique", "gone", "kept"),
    [
        (references.number("0.5"), "It is 1/2, not 1/4.", ["1/2"], ["1/4"]),
        (references.number("0.5"), r"It is \frac{1}{2} or 0.50 or 50%", [r"\frac{1}", "0.50"], []),
        (
            references.number("3.0e8", "m/s", rtol=0.01),
            "The speed is 3 × 10^8, i.e. 300000000; you wrote 3 × 10^7.",
            ["10^8", "300000000"],
            ["10^7"],
        ),
        (references.number("42"), "Step 2: 6 · 7 = 42. You had 41.", ["42"], ["41", "Step 2"]),
        (references.number("42"), "The year 1420 and 4.2 stay.", [], ["1420", "4.2"]),
        (references.expression("2*x + 1"), "You get f = 1 + 2x in the end.", ["1 + 2x"], ["f"]),
        (references.collection("{1, 4}"), "The eigenvalues are {4, 1}.", ["{4, 1}"], []),
        (
            references.choice("B", ("iron", "copper", "zinc")),
            "The right option is (B), copper; zinc is wrong.",
            ["(B)", "copper"],
            ["zinc"],
        ),
        (
            references.text("entropy", aliases=("disorder",)),
            "Say Entropy or disorder.",
            ["ntropy", "disorder"],
            [],
        ),
    ],
)
def test_every_spelling_of_the_answer_goes(
    reference: Reference, critique: str, gone: list[str], kept: list[str]
) -> None:
    masked = mask(critique, reference)
    assert MASK in masked or not gone
    for text in gone:
        assert text not in masked
    for text in kept:
        assert text in masked


def test_what_was_not_compared_is_cut_off() -> None:
    critique = " ".join(str(number) for number in range(100, 400)) + " and so 7."
    masked = mask(critique, references.number("7"))
    assert masked.endswith("…")
    assert "7." not in masked.split()[-1]
