"""math-verify as a verifier, so that it is measured in the same workers under the same limit.

A single-file plugin that only ``preceptor bench verifiers`` loads. The call is the one its
documentation recommends: ``verify(parse(gold), parse(pred))``, defaults throughout. Its LaTeX
parser only reads text between delimiters, so a bare answer is put between dollar signs first,
which gives it its best score.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import ClassVar

from preceptor.plugin import Item, ReferenceKind, Registration, Verdict, Verifier, hookimpl

PRECEPTOR_API = 1
NAME = "math-verify"
_DELIMITERS = ("$", "\\(", "\\[", "boxed")


class MathVerify(Verifier):
    """Accepts what math-verify accepts and rejects everything else."""

    kinds: ClassVar[tuple[str, ...]] = (NAME,)

    def warm_up(self) -> None:
        import math_verify  # noqa: F401 - loads it

        logging.getLogger("math_verify").setLevel(logging.CRITICAL)

    def verify_batch(self, items: Sequence[Item]) -> Sequence[Verdict]:
        from math_verify import parse, verify

        verdicts = []
        for item in items:
            gold = parse(delimited(item.reference.value))
            same = verify(gold, parse(delimited(item.candidate)))
            verdicts.append(Verdict.accept("equal") if same else Verdict.reject("not equal"))
        return verdicts


def delimited(text: str) -> str:
    """``text`` between dollar signs, unless it marks its mathematics itself."""
    return text if any(mark in text for mark in _DELIMITERS) else f"${text}$"


@hookimpl
def preceptor_reference_kinds() -> list[ReferenceKind]:
    return [ReferenceKind(NAME, needs="math-verify")]


@hookimpl
def preceptor_verifiers() -> list[Registration]:
    return [Registration(NAME, MathVerify, "math-verify, for comparison")]
