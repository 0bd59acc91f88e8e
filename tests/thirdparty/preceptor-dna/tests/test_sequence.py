"""Sequences as people write them."""

from __future__ import annotations

import pytest
from preceptor_dna.sequence import NotASequenceError, parse, recognise, reverse_complement


@pytest.mark.parametrize(
    ("text", "bases"),
    [
        ("ATGC", "ATGC"),
        ("atg c", "ATGC"),
        ("5'-ATGC-3'", "ATGC"),
        ("5′ ATG CAA 3′", "ATGCAA"),
        ("3'-ATGC-5'", "CGTA"),
        ("ATG\nCAA", "ATGCAA"),
    ],
)
def test_spellings(text: str, bases: str) -> None:
    assert parse(text) == bases


@pytest.mark.parametrize("text", ["", "5'-3'", "AUGC", "ATG-CAA", "methionine", "A" * 60_000])
def test_what_is_no_sequence(text: str) -> None:
    with pytest.raises(NotASequenceError):
        parse(text)


def test_reverse_complement_is_its_own_inverse() -> None:
    assert reverse_complement("AACGT") == "ACGTT"
    assert reverse_complement(reverse_complement("AACGTTC")) == "AACGTTC"


def test_short_words_are_not_taken_for_sequences() -> None:
    assert recognise("ATGCATGC", None, ())
    assert recognise("5'-AT-3'", None, ())
    assert not recognise("CAT", None, ())
    assert not recognise("ATGCATGC", "m", ())
