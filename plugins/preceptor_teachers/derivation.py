"""The ``derivation`` teacher: replies with a problem's own derivation; asks no model."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from pydantic import Field, JsonValue

from preceptor.components import Options, Request, Teacher
from preceptor.errors import Failure, RequestFailedError
from preceptor.records import Reply


class DerivationOptions(Options):
    """Options of the ``derivation`` teacher."""

    terms: str = Field(
        default="as the problem's licence",
        min_length=1,
        description=(
            "Terms of use of the derivations, as a column of every export states them; by "
            "default those of the problem."
        ),
    )


class DerivationTeacher(Teacher):
    """Replies with the derivation that came with the problem; it is verified like any reply."""

    Options = DerivationOptions
    options: DerivationOptions
    asks_model: ClassVar[bool] = False

    def fingerprint(self) -> Mapping[str, JsonValue]:
        return {"derivation": self.version}

    async def ask(self, request: Request) -> Reply:
        """Return the derivation.

        Raises:
            RequestFailedError: ``rejected``: the problem has none.
        """
        if not request.problem.derivation:
            raise RequestFailedError(Failure.REJECTED, "the problem has no derivation")
        return Reply(text=request.problem.derivation, finish_reason="stop")

    def terms(self) -> str:
        return self.options.terms
