"""Answers that contain the reference and something else: none of them is right."""

from __future__ import annotations

import random
from collections.abc import Iterator


def hedged(
    right: str, wrong: str, rng: random.Random, *, signed: bool
) -> Iterator[tuple[str, str]]:
    """Name of the trick and answer.

    Args:
        right: The reference as an answer.
        wrong: An answer that is certainly something else.
        signed: Whether ``right`` is a number that is not negative and not zero.
    """
    yield "two answers", rng.choice((f"{right} or {wrong}", f"{wrong}, {right}"))
    # The other way round, it is a calculation with an error that ends in the reference, which
    # public suites label as right.
    yield "contradiction", f"{right} = {wrong}"
    yield "changed relation", rng.choice((f"> {right}", rf"$\neq {right}$"))
    yield "negated", f"not {right}"
    if signed:
        yield "plus or minus", rf"\pm {right}"
