"""What an endpoint reports besides its completions: errors, waiting times, rate limits.

Statuses are those of RFC 9110; 429 is from RFC 6585, and some providers send 529 when they are
overloaded.
"""

from __future__ import annotations

import json
import math
import re
import time
from collections.abc import Mapping
from email.utils import parsedate_to_datetime

from preceptor.components import Allowance
from preceptor.errors import Failure, RequestFailedError

_UNAUTHORISED = frozenset({401, 402, 403})
_OVERLOADED = frozenset({503, 529})
_TRANSIENT = frozenset({408, 409, 425})
_NO_CREDIT = frozenset({"insufficient_quota", "billing_hard_limit_reached", "billing_not_active"})
"""Codes that come with a 429 although waiting does not help: the account has no credit."""

_EPOCH = 1e9
"""A reset of at least this many seconds (30 years) is a time since the epoch, not a duration."""

_DURATION = re.compile(r"(?:(\d+)h)?(?:(\d+)m(?!s))?(?:(\d+(?:\.\d+)?)s)?(?:(\d+)ms)?")


def retry_after(headers: Mapping[str, str], *, now: float | None = None) -> float | None:
    """Return the seconds that the response asks to wait, never negative; ``None`` if it does not.

    Read in this order: ``retry-after-ms``, ``Retry-After`` as seconds or as an HTTP date
    (RFC 9110 §10.2.3), then the ``x-ratelimit-reset-*`` of an exhausted limit (``1m30s``,
    ``250ms``).

    Args:
        headers: The response's headers; names in any case.
        now: The current time in seconds since the epoch, for dates; by default the clock's.
    """
    lower = {name.lower(): value.strip() for name, value in headers.items()}
    milliseconds = _number(lower.get("retry-after-ms"))
    if milliseconds is not None:
        return milliseconds / 1000.0
    stated = lower.get("retry-after")
    if stated:
        seconds = _number(stated)
        return seconds if seconds is not None else _until(stated, now)
    waits = [
        wait
        for budget in ("requests", "tokens")
        if lower.get(f"x-ratelimit-remaining-{budget}") == "0"
        and (wait := _duration(lower.get(f"x-ratelimit-reset-{budget}", ""))) is not None
    ]
    return max(waits, default=None)


def failure_of(status: int, headers: Mapping[str, str], code: str | None = None) -> Failure:
    """Return the class of failure of an HTTP status that is not 2xx.

    Args:
        status: The HTTP status.
        headers: The response's headers.
        code: The ``error.code`` of the body, if there is one.
    """
    if status in _UNAUTHORISED or (status == 429 and code in _NO_CREDIT):
        return Failure.UNAUTHORISED
    if status == 429 or (status in _OVERLOADED and retry_after(headers) is not None):
        return Failure.RATE_LIMITED
    if status >= 500 or status in _TRANSIENT:
        return Failure.TRANSIENT
    return Failure.REJECTED


def refused(
    status: int, headers: Mapping[str, str], message: str, code: str | None = None
) -> RequestFailedError:
    """Return the error for an HTTP status that is not 2xx."""
    return RequestFailedError(
        failure_of(status, headers, code),
        f"HTTP {status}: {message}",
        status=status,
        retry_after=retry_after(headers),
    )


def error_message(body: bytes) -> tuple[str, str | None]:
    """Return ``(message, code)`` of an error's body, in any of the forms endpoints use.

    OpenAI and llama.cpp nest it under ``error``, Ollama has a string there, older vLLM has it at
    the top level, FastAPI (``transformers serve``) calls it ``detail``; a proxy sends HTML.
    """
    try:
        data = json.loads(body)
    except (ValueError, RecursionError):
        return body.decode("utf-8", "replace").strip() or "no message", None
    if isinstance(data, dict):
        nested = data.get("error")
        fields = (
            nested
            if isinstance(nested, dict)
            else {**data, "message": nested or data.get("message")}
        )
        message = fields.get("message") or data.get("detail")
        code = fields.get("code")
        if message:
            text = message if isinstance(message, str) else json.dumps(message)
            return text, code if isinstance(code, str) else None
    return json.dumps(data), None


def allowances(headers: Mapping[str, str], *, now: float | None = None) -> dict[str, Allowance]:
    """Return what is left of the endpoint's rate limits, by ``requests`` and ``tokens``.

    Read from ``x-ratelimit-{limit,remaining,reset}-{requests,tokens}``, which OpenAI and
    compatible providers send with every response, and from the forms without a suffix, which
    count requests (OpenRouter, Together). A reset is a duration (``6m0s``, ``250ms``, ``12``) or a
    time in seconds or milliseconds since the epoch.

    Args:
        headers: The response's headers; names in any case.
        now: The current time in seconds since the epoch; by default the clock's.
    """
    lower = {
        n.lower(): v.strip() for n, v in headers.items() if n.lower().startswith("x-ratelimit")
    }
    remaining: dict[str, Allowance] = {}
    for of, suffix in (("requests", ""), ("requests", "-requests"), ("tokens", "-tokens")):
        left = _number(lower.get(f"x-ratelimit-remaining{suffix}"))
        reset = _reset(lower.get(f"x-ratelimit-reset{suffix}", ""), now)
        if left is not None and reset is not None:
            remaining[of] = Allowance(left, _number(lower.get(f"x-ratelimit-limit{suffix}")), reset)
    return remaining


def _reset(text: str, now: float | None) -> float | None:
    seconds = _duration(text)
    if seconds is None or seconds < _EPOCH:
        return seconds
    moment = seconds / 1000 if seconds > _EPOCH * 1000 else seconds
    return max(moment - (time.time() if now is None else now), 0.0)


def _number(text: str | None) -> float | None:
    if text is None:
        return None
    try:
        value = float(text)
    except ValueError:
        return None
    return max(value, 0.0) if math.isfinite(value) else None


def _until(date: str, now: float | None) -> float | None:
    try:
        moment = parsedate_to_datetime(date).timestamp()
    except (ValueError, OverflowError):
        return None
    return max(moment - (time.time() if now is None else now), 0.0)


def _duration(text: str) -> float | None:
    match = _DURATION.fullmatch(text)
    if not text or match is None:
        return _number(text)
    hours, minutes, seconds, milliseconds = (float(part or 0) for part in match.groups())
    return hours * 3600 + minutes * 60 + seconds + milliseconds / 1000
