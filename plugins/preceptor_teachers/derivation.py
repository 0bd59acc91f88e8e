"""The ``derivation`` teacher: a problem's own worked derivation, no model asked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from pydantic import Field, JsonValue

from preceptor.components import Options, Request, Teacher
from preceptor.errors import Failure, RequestFailedError
from preceptor.records import Reply


class DerivationOptions(Options):
    """Options of the ``derivation`` teacher.

    Attributes:
        terms: The terms that the derivations come under; a column of every export.
    """

    terms: str = Field(default="as the problem's licence", min_length=1)


class DerivationTeacher(Teacher):
    """Replies with the derivation that came with the problem; it is verified like any reply."""

    Options = DerivationOptions
    options: DerivationOptions
    asks_model: ClassVar[bool] = False

    def fingerprint(self) -> Mapping[str, JsonValue]:
        return {"derivation": self.version}

    async def ask(self, request: Request) -> Reply:
        """The derivation.

        Raises:
            RequestFailedError: ``rejected``: the problem came without one.
        """
        if not request.problem.derivation:
            raise RequestFailedError(
                Failure.REJECTED, "the problem has no derivation of its own to take"
            )
        return Reply(text=request.problem.derivation, finish_reason="stop")

    def terms(self) -> str:
        return self.options.terms
