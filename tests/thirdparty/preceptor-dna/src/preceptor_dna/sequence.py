"""DNA sequences as people write them, and when two of them are one molecule."""

from __future__ import annotations

import re
from typing import Final

from pydantic import Field

from preceptor.references import Payload

MAX_BASES: Final = 50_000
"""Bases of a sequence; a longer one is not read."""

_COMPLEMENT = str.maketrans("ACGT", "TGCA")
_ENDS = re.compile(r"^5['′’]\s*[-–]?\s*(?P<bases>.*?)\s*[-–]?\s*3['′’]$", re.DOTALL)
_REVERSED_ENDS = re.compile(r"^3['′’]\s*[-–]?\s*(?P<bases>.*?)\s*[-–]?\s*5['′’]$", re.DOTALL)
_MARKED = re.compile(r"^[53]['′’]")


class SequencePayload(Payload):
    """What the question asked for."""

    stranded: bool = Field(
        default=False, description="Only the strand itself counts, not its reverse complement."
    )
    circular: bool = Field(
        default=False, description="A plasmid: any starting point names the same molecule."
    )


class NotASequenceError(ValueError):
    """The text is no DNA sequence; the message says why."""


def parse(text: str) -> str:
    """The bases of ``text`` from 5′ to 3′, in capitals.

    Accepts either case, blanks between groups of bases, and end marks: ``5'-ATG CA-3'``; a
    sequence marked from 3′ to 5′ is turned round.

    Raises:
        NotASequenceError: anything but A, C, G and T, nothing at all, or too much.
    """
    if len(text) > 2 * MAX_BASES:
        raise NotASequenceError(f"longer than {MAX_BASES} bases")
    text = text.strip()
    turned = False
    if match := _ENDS.match(text):
        text = match["bases"]
    elif match := _REVERSED_ENDS.match(text):
        text, turned = match["bases"], True
    bases = re.sub(r"[ \t\r\n]+", "", text).upper()
    if not bases:
        raise NotASequenceError("no bases")
    strange = next((base for base in bases if base not in "ACGT"), None)
    if strange is not None:
        raise NotASequenceError(f"{strange!r} is not a base")
    if len(bases) > MAX_BASES:
        raise NotASequenceError(f"longer than {MAX_BASES} bases")
    return bases[::-1] if turned else bases


def reverse_complement(bases: str) -> str:
    """The other strand, from its own 5′ end."""
    return bases.translate(_COMPLEMENT)[::-1]


def same_molecule(one: str, other: str, *, stranded: bool, circular: bool) -> str | None:
    """How ``other`` names the molecule ``one``, in words, or ``None`` when it does not."""
    readings = [("the strand itself", other)]
    if not stranded:
        readings.append(("the complementary strand", reverse_complement(other)))
    for words, bases in readings:
        if bases == one:
            return words
        # A rotation of a circle is a part of the circle written twice.
        if circular and len(bases) == len(one) and bases in one + one:
            return f"{words}, read from another starting point"
    return None


def recognise(value: str, unit: str | None, choices: tuple[str, ...]) -> bool:
    """Whether a bare reference is a sequence: marked ends, or eight bases and more."""
    try:
        bases = parse(value)
    except NotASequenceError:
        return False
    marked = _MARKED.match(value.strip()) is not None
    return not unit and not choices and (marked or len(bases) >= 8)
