"""The ``length`` filter."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field, model_validator

from preceptor.components import Options, RowFilter
from preceptor.records import Solution
from preceptor_filters.proofs import is_proof


class LengthOptions(Options):
    """Bounds on the accepted solution, without the white space around it.

    A proof has no lower bound: a longer proof is not a better one.
    """

    min_characters: int | None = Field(
        default=None,
        ge=0,
        description="Minimum number of Unicode characters. Not set: no lower bound.",
    )
    max_characters: int | None = Field(
        default=20_000,
        ge=1,
        description="Maximum number of Unicode characters. `null`: no upper bound.",
    )
    min_words: int | None = Field(
        default=10,
        ge=0,
        description="Minimum number of words, separated by white space. `null`: no lower bound.",
    )
    max_words: int | None = Field(
        default=None,
        ge=1,
        description="Maximum number of words, separated by white space. Not set: no upper bound.",
    )

    @model_validator(mode="after")
    def _ordered(self) -> LengthOptions:
        for low, high in (
            (self.min_characters, self.max_characters),
            (self.min_words, self.max_words),
        ):
            if low is not None and high is not None and low > high:
                raise ValueError(f"the lower bound {low} is above the upper bound {high}")
        return self


class LengthFilter(RowFilter):
    """Drops accepted solutions outside the bounds; rows without a solution are ignored."""

    Options: ClassVar[type[Options]] = LengthOptions
    options: LengthOptions

    def reason_to_drop(self, solution: Solution) -> str | None:
        step = solution.final
        if step is None:
            return None
        text = step.attempt.reply.text.strip()
        options = self.options
        proof = is_proof(self.context, solution)
        for count, low, high, unit in (
            (len(text), options.min_characters, options.max_characters, "characters"),
            (len(text.split()), options.min_words, options.max_words, "words"),
        ):
            if low is not None and count < low and not proof:
                return f"too short: fewer than {low} {unit}"
            if high is not None and count > high:
                return f"too long: more than {high} {unit}"
        return None
