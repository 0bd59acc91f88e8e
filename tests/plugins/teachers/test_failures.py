"""How refusals are classified and waits are read."""

from __future__ import annotations

import pytest

from preceptor.components import Allowance
from preceptor.errors import Failure
from preceptor_teachers.failures import (
    allowances,
    error_message,
    failure_of,
    refused,
    retry_after,
)

NOW = 1445412480.0  # Wed, 21 Oct 2015 07:28:00 GMT, the date of RFC 9110's own example

WAITS: list[tuple[dict[str, str], float | None]] = [
    ({}, None),
    ({"Retry-After": "120"}, 120.0),
    ({"retry-after": " 0.5 "}, 0.5),
    ({"Retry-After": "0"}, 0.0),
    ({"Retry-After": "-3"}, 0.0),
    ({"Retry-After": "nan"}, None),
    ({"Retry-After": "1e999"}, None),
    ({"Retry-After": "Wed, 21 Oct 2015 07:28:30 GMT"}, 30.0),
    ({"Retry-After": "Wednesday, 21-Oct-15 07:28:30 GMT"}, 30.0),  # RFC 850, as RFC 9110 allows
    ({"Retry-After": "Wed, 21 Oct 2015 07:27:00 GMT"}, 0.0),
    ({"Retry-After": "in a while"}, None),
    ({"retry-after-ms": "250", "Retry-After": "1"}, 0.25),
    ({"x-ratelimit-remaining-requests": "0", "x-ratelimit-reset-requests": "1m30s"}, 90.0),
    ({"x-ratelimit-remaining-tokens": "0", "x-ratelimit-reset-tokens": "250ms"}, 0.25),
    ({"x-ratelimit-remaining-tokens": "0", "x-ratelimit-reset-tokens": "6h0m2.5s"}, 21602.5),
    ({"x-ratelimit-remaining-requests": "7", "x-ratelimit-reset-requests": "1m30s"}, None),
    ({"x-ratelimit-remaining-requests": "0", "x-ratelimit-reset-requests": "12"}, 12.0),
    ({"x-ratelimit-remaining-requests": "0", "x-ratelimit-reset-requests": "soon"}, None),
]


@pytest.mark.parametrize(("headers", "seconds"), WAITS)
def test_retry_after(headers: dict[str, str], seconds: float | None) -> None:
    assert retry_after(headers, now=NOW) == seconds


WAIT = {"Retry-After": "1"}
CLASSES: list[tuple[int, dict[str, str], str | None, Failure]] = [
    (429, {}, None, Failure.RATE_LIMITED),
    (429, WAIT, None, Failure.RATE_LIMITED),
    (429, {}, "rate_limit_exceeded", Failure.RATE_LIMITED),
    (429, {}, "insufficient_quota", Failure.UNAUTHORISED),
    (503, WAIT, None, Failure.RATE_LIMITED),
    (503, {}, None, Failure.TRANSIENT),
    (529, WAIT, None, Failure.RATE_LIMITED),
    (529, {}, None, Failure.TRANSIENT),
    (408, {}, None, Failure.TRANSIENT),
    (409, {}, None, Failure.TRANSIENT),
    (500, {}, None, Failure.TRANSIENT),
    (502, {}, None, Failure.TRANSIENT),
    (504, {}, None, Failure.TRANSIENT),
    (400, {}, None, Failure.REJECTED),
    (400, WAIT, None, Failure.REJECTED),
    (404, {}, None, Failure.REJECTED),
    (413, {}, None, Failure.REJECTED),
    (422, {}, None, Failure.REJECTED),
    (401, {}, None, Failure.UNAUTHORISED),
    (402, {}, None, Failure.UNAUTHORISED),
    (403, {}, None, Failure.UNAUTHORISED),
]


@pytest.mark.parametrize(("status", "headers", "code", "failure"), CLASSES)
def test_classes(status: int, headers: dict[str, str], code: str | None, failure: Failure) -> None:
    assert failure_of(status, headers, code) is failure
    error = refused(status, headers, "because", code)
    assert (error.failure, error.status, str(error)) == (failure, status, f"HTTP {status}: because")


LEFT: list[tuple[dict[str, str], dict[str, Allowance]]] = [
    ({}, {}),
    (
        {
            "x-ratelimit-limit-requests": "60",
            "x-ratelimit-limit-tokens": "150000",
            "x-ratelimit-remaining-requests": "59",
            "x-ratelimit-remaining-tokens": "149984",
            "x-ratelimit-reset-requests": "1s",
            "x-ratelimit-reset-tokens": "6m0s",
        },  # OpenAI's own example
        {"requests": Allowance(59, 60, 1.0), "tokens": Allowance(149984, 150000, 360.0)},
    ),
    (
        {"X-RateLimit-Remaining": "3", "X-RateLimit-Reset": "1445412490000"},  # OpenRouter
        {"requests": Allowance(3, None, 10.0)},
    ),
    (
        {"X-RateLimit-Remaining": "-1", "X-RateLimit-Reset": "1445412540"},
        {"requests": Allowance(0, None, 60.0)},
    ),
    ({"x-ratelimit-remaining-tokens": "5"}, {}),  # unknown for how long that holds
    ({"x-ratelimit-remaining-tokens": "x", "x-ratelimit-reset-tokens": "1s"}, {}),
]


@pytest.mark.parametrize(("headers", "left"), LEFT)
def test_what_is_left_of_rate_limits(headers: dict[str, str], left: dict[str, Allowance]) -> None:
    assert allowances(headers, now=NOW) == left


MESSAGES: list[tuple[bytes, tuple[str, str | None]]] = [
    (b'{"error": {"message": "no", "code": "bad_key"}}', ("no", "bad_key")),
    (b'{"error": {"message": "no", "code": 400}}', ("no", None)),
    (b'{"error": "model not found"}', ("model not found", None)),
    (b'{"object": "error", "message": "too long", "code": 400}', ("too long", None)),
    (b'{"detail": "Not Found"}', ("Not Found", None)),
    (b'{"detail": [{"loc": ["body"]}]}', ('[{"loc": ["body"]}]', None)),
    (b"<html>Bad gateway</html>", ("<html>Bad gateway</html>", None)),
    (b"", ("no message", None)),
    (b"[1]", ("[1]", None)),
    (b"{}", ("{}", None)),
    (b"[" * 60_000, ("[" * 60_000, None)),  # deeper than any parser goes
]


@pytest.mark.parametrize(("body", "message"), MESSAGES)
def test_messages_of_refusals(body: bytes, message: tuple[str, str | None]) -> None:
    assert error_message(body) == message
