"""Errors that users see. Each says where, what was wrong and what to do, and has an exit code."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from enum import IntEnum, StrEnum
from typing import TypeVar

T = TypeVar("T")


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """`` (did you mean 'x'?)`` for the known name closest to ``word``, or an empty string."""
    close = difflib.get_close_matches(word, sorted(known), n=1, cutoff=0.6)
    return f" (did you mean {close[0]!r}?)" if close else ""


RENAMED: Mapping[str, str] = {
    "first try": "first-try",
    "reference shown": "reference-shown",
    "reference shown, then re-solved without it": "re-solved",
    "own derivation": "own-derivation",
    "critique, reference shown": "critique-shown",
    "revise, reference shown": "revise-shown",
    "rate limited": "rate-limited",
    "last digit": "last-digit",
    "suspect reference": "suspect-reference",
}
"""Values that were sentences before they became slugs, and their present spelling."""


def current_spelling(value: T) -> T:
    """Return ``value`` unless it is an old spelling.

    Raises:
        ValueError: it is one; the message names the new spelling.
    """
    if isinstance(value, str) and value in RENAMED:
        raise ValueError(f"{value!r} is now spelled {RENAMED[value]!r}")
    return value


class Exit(IntEnum):
    """Exit codes of the command line."""

    DONE = 0
    TOO_MANY_FAILED = 1
    USAGE = 2
    NOT_READY = 3
    INTERRUPTED = 130


class PreceptorError(Exception):
    """Base of every error that is shown as a message rather than a traceback.

    Attributes:
        hint: What to do about it; shown on a separate line.
    """

    exit_code: Exit = Exit.TOO_MANY_FAILED

    def __init__(self, message: str, *, hint: str | None = None) -> None:
        super().__init__(message)
        self.hint = hint


class UsageError(PreceptorError):
    """The command line, a recipe or an input file is wrong."""

    exit_code = Exit.USAGE


class RecipeError(UsageError):
    """A recipe is wrong; the message begins with ``file:line:column: path:``."""


class PluginError(UsageError):
    """A plugin is unknown, broken, or collides with another."""


class NotReadyError(PreceptorError):
    """Something outside the recipe is missing: a key, an endpoint, an extra, a file, disk."""

    exit_code = Exit.NOT_READY


class TooManyFailedError(PreceptorError):
    """The run ended, or gave up, with too many failed rows; running again resumes it."""

    exit_code = Exit.TOO_MANY_FAILED


class Failure(StrEnum):
    """Classes of a failed request to a teacher; each is retried by its own rule."""

    RATE_LIMITED = "rate-limited"  # 429, 503 with Retry-After: slow the whole pool
    TRANSIENT = "transient"  # 408, 5xx, connection errors: back off with jitter
    MALFORMED = "malformed"  # a 200 whose body is no completion: as transient, fewer tries
    REJECTED = "rejected"  # 400, 404, 413, 422: this request will never work
    UNAUTHORISED = "unauthorised"  # 401, 403: no request will work, stop the run

    @property
    def label(self) -> str:
        """The words for it in messages and reports."""
        return self.value.replace("-", " ")


class RequestFailedError(Exception):
    """A teacher could not answer one request.

    Attributes:
        failure: The class that decides about retrying.
        status: HTTP status, where there was one.
        retry_after: Seconds to wait, as requested by the endpoint.
        reached: False when the endpoint certainly never received the request, so that it cannot
            charge for it.
    """

    def __init__(
        self,
        failure: Failure,
        message: str,
        *,
        status: int | None = None,
        retry_after: float | None = None,
        reached: bool = True,
    ) -> None:
        super().__init__(message)
        self.failure = failure
        self.status = status
        self.retry_after = retry_after
        self.reached = reached
