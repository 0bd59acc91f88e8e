"""The ``openai`` and ``derivation`` teachers against the scripted server."""

from __future__ import annotations

import asyncio
import logging
import socket
import sys
import traceback
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from scripted_server import MODEL, Fault, Part, Script, ScriptedServer

from preceptor.components import Request, Teacher
from preceptor.errors import Exit, Failure, NotReadyError, PreceptorError, RequestFailedError
from preceptor.prompts import Prompts
from preceptor.records import Problem, Provenance, Reference, Reply, Sampling, Stage
from preceptor.registry import Registry

KEY = "sk-synthetic-abcdef"
PROBLEM = Problem(
    subject="math",
    statement="What is 6 times 7?",
    reference=Reference(kind="number", value="42"),
    provenance=Provenance(source="s"),
    derivation="Six sevens are 42.\nAnswer: 42",
)
SCRIPT = Script(parts=(Part(match="6 times 7", answer="42"),))


@pytest.fixture(scope="module")
def server() -> Iterator[ScriptedServer]:
    with ScriptedServer(SCRIPT) as running:
        yield running


def teacher(url: str, **options: Any) -> Teacher:
    given = {"base_url": url, "model": MODEL, "api_key_env": None, **options}
    made: Teacher = Registry.load().create("teacher", "openai", given)
    return made


def request(**sampling: Any) -> Request:
    messages = tuple(Prompts().solve(PROBLEM))
    return Request(PROBLEM, Stage.SOLVE, 0, 0, messages, Sampling(**sampling))


def ask(one: Teacher, **sampling: Any) -> Reply:
    async def entered() -> Reply:
        async with one:
            return await one.ask(request(**sampling))

    return asyncio.run(entered())


def test_a_reply(server: ScriptedServer, client: str) -> None:
    server.script = SCRIPT
    before = server.count()
    reply = ask(teacher(server.url, client=client))
    assert reply.text.endswith("Answer: 42")
    assert (reply.finish_reason, reply.model) == ("stop", MODEL)
    assert not reply.usage.estimated
    assert server.count() == before + 1, "the preflight is not a chat request"


@pytest.mark.parametrize("stream", [False, True])
@pytest.mark.parametrize(
    ("behaviour", "holds"),
    [
        ("reasoning_field", lambda r: r.reasoning == "Let me think: the answer is near."),
        ("think_tags", lambda r: r.reasoning == "Let me think. Answer: 0?" and "42" in r.text),
        ("refuses", lambda r: r.refusal == "I will not help with that." and r.text == ""),
        ("truncates", lambda r: r.finish_reason == "length"),
        ("right", lambda r: r.usage.completion_tokens > 0 and not r.usage.estimated),
    ],
)
def test_quirks(
    server: ScriptedServer,
    client: str,
    behaviour: str,
    holds: Callable[[Reply], bool],
    stream: bool,
) -> None:
    part = replace(SCRIPT.parts[0], behaviour=behaviour)
    server.script = Script(parts=(part,), stream_only=stream)
    reply = ask(teacher(server.url, stream=stream, client=client))
    assert holds(reply), reply


def test_missing_usage_is_estimated(server: ScriptedServer, client: str) -> None:
    server.script = replace(SCRIPT, faults=(Fault("no_usage"),))
    for stream in (False, True):
        usage = ask(teacher(server.url, stream=stream, client=client)).usage
        assert usage.estimated
        assert usage.completion_tokens > 10


FAULTS: list[tuple[Fault, Failure, int | None]] = [
    (Fault("429", retry_after=2.0), Failure.RATE_LIMITED, 429),
    (Fault("429"), Failure.RATE_LIMITED, 429),
    (Fault("500"), Failure.TRANSIENT, 500),
    (Fault("503"), Failure.TRANSIENT, 503),
    (Fault("503", retry_after=2.0), Failure.RATE_LIMITED, 503),
    (Fault("401"), Failure.UNAUTHORISED, 401),
    (Fault("400"), Failure.REJECTED, 400),
    (Fault("404"), Failure.REJECTED, 404),
    (Fault("drop"), Failure.TRANSIENT, None),
    (Fault("half_body"), Failure.MALFORMED, 200),
    (Fault("invalid_json"), Failure.MALFORMED, 200),
    (Fault("empty_choices"), Failure.MALFORMED, 200),
    (Fault("error_200"), Failure.TRANSIENT, None),
    (Fault("slow", seconds=5.0), Failure.TRANSIENT, None),
]


@pytest.mark.parametrize(
    ("fault", "failure", "status"), FAULTS, ids=[f"{f.kind}-{f.retry_after}" for f, _, _ in FAULTS]
)
def test_each_fault_is_one_try_and_classified(
    server: ScriptedServer, client: str, fault: Fault, failure: Failure, status: int | None
) -> None:
    server.script = replace(SCRIPT, faults=(fault,))
    before = server.count()
    with pytest.raises(RequestFailedError) as caught:
        ask(teacher(server.url, timeout=0.5, client=client))
    assert (caught.value.failure, caught.value.status) == (failure, status)
    assert caught.value.reached, "it has to be paid for"
    assert caught.value.retry_after == fault.retry_after
    assert server.count() == before + 1, "retrying belongs to the engine"
    assert caught.value.__cause__ is None, "an SDK error would bring the request's headers along"


def test_retry_after_as_a_date(server: ScriptedServer, client: str) -> None:
    server.script = replace(SCRIPT, faults=(Fault("429", retry_after=20.0, as_date=True),))
    with pytest.raises(RequestFailedError) as caught:
        ask(teacher(server.url, client=client))
    assert caught.value.retry_after == pytest.approx(20.5, abs=1.5)


def test_the_key_is_sent_and_never_told(
    server: ScriptedServer,
    client: str,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    monkeypatch.setenv("OPENAI_CUSTOM_HEADERS", "Authorization: Bearer another")
    monkeypatch.setenv("TEST_KEY", f"  {KEY}\n")
    server.script = replace(SCRIPT, key=KEY)
    one = teacher(server.url, api_key_env="TEST_KEY", client=client)
    assert "42" in ask(one).text
    server.script = replace(SCRIPT, key=KEY, faults=(Fault("500"),))
    with pytest.raises(RequestFailedError, match=r"you sent Bearer \[key withheld") as caught:
        ask(one)
    assert KEY not in repr(caught.value)
    assert KEY not in "".join(traceback.format_exception(caught.value))
    server.script = replace(SCRIPT, parts=(Part(match="6 times", answer=KEY),))
    assert KEY not in ask(one).text
    assert KEY not in str(one.fingerprint())
    server.script = replace(SCRIPT, key="another")
    with pytest.raises(NotReadyError, match="rejected the API key") as refused:
        ask(one)
    assert refused.value.exit_code is Exit.NOT_READY
    assert KEY not in caplog.text


def test_no_key_is_sent_to_a_server_that_wants_none(
    server: ScriptedServer, client: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    monkeypatch.setenv("OPENAI_ADMIN_KEY", KEY)
    server.script = replace(SCRIPT, key=KEY)
    with pytest.raises(NotReadyError, match="rejected the API key"):
        ask(teacher(server.url, client=client))


def test_a_key_that_no_header_can_hold_is_told_without_it(
    server: ScriptedServer, client: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if sys.getfilesystemencoding() == "ascii":
        pytest.skip("no environment variable here can hold such a key")
    monkeypatch.setenv("TEST_KEY", f"“{KEY}”")
    server.script = replace(SCRIPT, key=KEY)
    with pytest.raises(NotReadyError) as caught:
        ask(teacher(server.url, api_key_env="TEST_KEY", client=client))
    assert KEY not in "".join(traceback.format_exception(caught.value))


def test_what_is_not_ready_is_told_before_anything_is_sent(
    server: ScriptedServer, client: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NO_SUCH_KEY", raising=False)
    one = teacher(server.url, api_key_env="NO_SUCH_KEY", client=client)
    assert one.fingerprint()["model"] == MODEL, "planning needs no key"
    with pytest.raises(NotReadyError, match="NO_SUCH_KEY is not set"):
        ask(one)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}/v1"
        with pytest.raises(NotReadyError, match=f"nothing answers at {url}"):
            ask(teacher(url, client=client))


def test_sampling_and_quirk_options_reach_the_endpoint(server: ScriptedServer, client: str) -> None:
    seen: list[dict[str, Any]] = []
    original = ScriptedServer._completion

    def spy(self: ScriptedServer, body: dict[str, Any], prompt: str) -> dict[str, Any]:
        seen.append(body)
        return original(self, body, prompt)

    server.script = SCRIPT
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ScriptedServer, "_completion", spy)
        ask(
            teacher(server.url, client=client), temperature=0.3, max_tokens=9, seed=5, stop=("END",)
        )
        options = {"extra_body": {"top_k": 20}, "length_field": "max_completion_tokens"}
        options["client"] = client
        ask(teacher(server.url, omit=["temperature", "top_p"], **options), max_tokens=9)
    plain, quirky = seen
    assert (plain["temperature"], plain["max_tokens"], plain["seed"]) == (0.3, 9, 5)
    assert (plain["stop"], plain["model"]) == (["END"], MODEL)
    assert (quirky["top_k"], quirky["max_completion_tokens"]) == (20, 9)
    assert not {"temperature", "top_p", "seed", "max_tokens"} & set(quirky)


def test_the_fingerprint_is_what_changes_replies() -> None:
    url = "http://localhost:1/v1/"
    plain = teacher(url).fingerprint()
    assert plain == {"endpoint": "http://localhost:1/v1", "model": MODEL}
    same = teacher(
        url, timeout=5, price={"prompt": 3.0}, terms="none", api_key_env="OTHER", client="sdk"
    )
    assert same.fingerprint() == plain
    assert same.prices() == (3.0, 0.0)
    assert same.terms() == "none"
    assert teacher(url, extra_body={"top_k": 1}).fingerprint() != plain


@pytest.mark.parametrize(
    "options",
    [
        {"base_url": "localhost:1"},
        {"base_url": "http://user:secret@localhost:1/v1"},
        {"model": ""},
        {"prise": 1},
        {"client": "curl"},
    ],
)
def test_wrong_options(options: dict[str, Any]) -> None:
    given = {"base_url": "http://localhost:1/v1", "model": "m", **options}
    with pytest.raises(PreceptorError) as caught:
        Registry.load().create("teacher", "openai", given)
    assert caught.value.exit_code is Exit.USAGE


def test_a_server_that_is_gone_is_told_from_one_that_may_have_had_the_request(
    client: str,
) -> None:
    async def asked_after_it_ended() -> None:
        with ScriptedServer(SCRIPT) as short:
            one = teacher(short.url, client=client)
            await one.__aenter__()
        try:
            await one.ask(request())
        finally:
            await one.__aexit__()

    with pytest.raises(RequestFailedError, match="no connection to") as caught:
        asyncio.run(asked_after_it_ended())
    assert (caught.value.failure, caught.value.reached) == (Failure.TRANSIENT, False)


def test_the_derivation_teacher_takes_the_problems_own() -> None:
    one: Teacher = Registry.load().create("teacher", "derivation", {})
    assert not one.asks_model
    assert ask(one).text == PROBLEM.derivation
    bare = replace(request(), problem=PROBLEM.model_copy(update={"derivation": None}))
    with pytest.raises(RequestFailedError, match="the problem has no derivation") as caught:
        asyncio.run(one.ask(bare))
    assert caught.value.failure is Failure.REJECTED
