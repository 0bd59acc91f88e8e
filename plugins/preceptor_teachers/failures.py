"""What an endpoint says besides its completions: refusals, how long to wait, what is left.

Statuses are those of RFC 9110; 429 is RFC 6585, 529 is what some providers answer when they
are overloaded.
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
"""Codes that come with a 429 although no waiting helps: the account is out of money."""

_EPOCH = 1e9
"""A reset of so many seconds (30 years) is no duration but a moment since the epoch."""

_DURATION = re.compile(r"(?:(\d+)h)?(?:(\d+)m(?!s))?(?:(\d+(?:\.\d+)?)s)?(?:(\d+)ms)?")


def retry_after(headers: Mapping[str, str], *, now: float | None = None) -> float | None:
    """Seconds that the response asks us to wait, never negative; ``None`` when it does not say.

    Read in this order: ``retry-after-ms``, ``Retry-After`` as seconds or as an HTTP date
    (RFC 9110 §10.2.3), then the ``x-ratelimit-reset-*`` of a budget that is used up
    (``1m30s``, ``250ms``).

    Args:
        headers: The response's headers; their names compare case-insensitively.
        now: Seconds since the epoch, for dates; the clock's when not given.
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
    """The class of an HTTP status that is not 2xx.

    Args:
        status: The HTTP status.
        headers: The response's headers.
        code: The ``error.code`` of the body, where there is one.
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
    """The error for an HTTP status that is not 2xx."""
    return RequestFailedError(
        failure_of(status, headers, code),
        f"HTTP {status}: {message}",
        status=status,
        retry_after=retry_after(headers),
    )


def error_told(body: bytes) -> tuple[str, str | None]:
    """``(message, code)`` of an error's body, in any of the forms endpoints give it.

    OpenAI and llama.cpp nest it under ``error``, Ollama's is a text there, vLLM has had it at
    the top, FastAPI (``transformers serve``) calls it ``detail``; a proxy sends HTML.
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
    """What is left of the endpoint's rate limits, by ``requests`` and ``tokens``.

    Read from ``x-ratelimit-{limit,remaining,reset}-{requests,tokens}`` as OpenAI and those that
    follow it send them with every response, and from the forms without a suffix, which are
    about requests (OpenRouter, Together). A reset is a duration (``6m0s``, ``250ms``, ``12``) or
    a moment in seconds or milliseconds since the epoch.

    Args:
        headers: The response's headers; their names compare case-insensitively.
        now: Seconds since the epoch, for moments; the clock's when not given.
    """
    lower = {
        n.lower(): v.strip() for n, v in headers.items() if n.lower().startswith("x-ratelimit")
    }
    found: dict[str, Allowance] = {}
    for of, suffix in (("requests", ""), ("requests", "-requests"), ("tokens", "-tokens")):
        left = _number(lower.get(f"x-ratelimit-remaining{suffix}"))
        reset = _reset(lower.get(f"x-ratelimit-reset{suffix}", ""), now)
        if left is not None and reset is not None:
            found[of] = Allowance(left, _number(lower.get(f"x-ratelimit-limit{suffix}")), reset)
    return found


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
