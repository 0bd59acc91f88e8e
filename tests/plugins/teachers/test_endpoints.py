"""Endpoints in the wild, each played by a local stand-in with the bodies it is known to send.

The bodies follow what vLLM, Ollama, llama.cpp's server, transformers serve and OpenRouter
document and send; what matters of each is what it leaves out, adds, or calls differently.
"""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiohttp import web

from preceptor.components import Allowance, Request
from preceptor.errors import Failure, NotReadyError, RequestFailedError
from preceptor.limits import ERROR_BODY_BYTES
from preceptor.records import Message, Problem, Provenance, Reference, Reply, Sampling, Stage
from preceptor.registry import Registry
from preceptor_teachers import chat_client
from preceptor_teachers.chat_client import proxy_for

PROBLEM = Problem(
    subject="math",
    statement="What is 6 times 7?",
    reference=Reference(kind="number", value="42"),
    provenance=Provenance(source="s"),
)
USED = {"prompt_tokens": 17, "completion_tokens": 9, "total_tokens": 26}
KEY = "sk-endpoint-key-0123456789"


@dataclass
class Endpoint:
    """Answers every chat request alike.

    Attributes:
        body: Sent as it is if it is text, else as JSON.
        events: Data of the events of a stream; sent instead of ``body`` when there are any.
        torn: Break off in the middle of a body of text.
        models: Status of the list of models.
        asked: The bodies it was sent.
    """

    body: Any = None
    events: Sequence[Any] = ()
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    torn: bool = False
    models: int = 200
    asked: list[dict[str, Any]] = field(default_factory=list)

    async def chat(self, request: web.Request) -> web.StreamResponse:
        self.asked.append(await request.json())
        if self.torn:
            return await self.tear(request)
        if not self.events:
            text = self.body if isinstance(self.body, str) else json.dumps(self.body)
            kind = "text/html" if isinstance(self.body, str) else "application/json"
            return web.Response(
                text=text, status=self.status, headers=self.headers, content_type=kind
            )
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream; charset=utf-8"})
        await response.prepare(request)
        for event in self.events:
            data = event if isinstance(event, str) else f"data: {json.dumps(event)}"
            await response.write(f"{data}\n\n".encode())
        return response

    async def tear(self, request: web.Request) -> web.StreamResponse:
        """Sends the head and half of the body."""
        headers = {"Content-Length": "100", **self.headers}
        response = web.StreamResponse(status=self.status, headers=headers)
        await response.prepare(request)
        await response.write(b"x" * 50)
        assert request.transport is not None
        request.transport.close()
        return response

    async def list_models(self, _request: web.Request) -> web.Response:
        return web.json_response({"data": []}, status=self.models)


def ask(endpoint: Endpoint, **options: Any) -> tuple[Reply, Mapping[str, Allowance]]:
    """One reply of the endpoint through the ``openai`` teacher, and what is left of its limits."""

    async def run() -> tuple[Reply, Mapping[str, Allowance]]:
        app = web.Application()
        app.router.add_post("/v1/chat/completions", endpoint.chat)
        app.router.add_get("/v1/models", endpoint.list_models)
        runner = web.AppRunner(app)
        await runner.setup()
        try:
            site = web.TCPSite(runner, "127.0.0.1", 0)
            await site.start()
            url = f"http://127.0.0.1:{runner.addresses[0][1]}/v1"
            given = {"base_url": url, "model": "m", "api_key_env": None, **options}
            teacher = Registry.load().create("teacher", "openai", given)
            messages = (Message(role="user", content=PROBLEM.statement),)
            async with teacher:
                reply = await teacher.ask(Request(PROBLEM, Stage.SOLVE, 0, 0, messages, Sampling()))
                return reply, teacher.allowances()
        finally:
            await runner.cleanup()

    return asyncio.run(run())


def completion(message: dict[str, Any], **more: Any) -> dict[str, Any]:
    choice = {"index": 0, "message": {"role": "assistant", **message}, "finish_reason": "stop"}
    return {"id": "x", "object": "chat.completion", "choices": [choice], **more}


def chunk(delta: dict[str, Any], finish: str | None = None, **more: Any) -> dict[str, Any]:
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    return {"id": "x", "object": "chat.completion.chunk", "choices": [choice], **more}


THOUGHT = {"text": "Answer: 42", "reasoning": "Six sevens."}
REPLIES: dict[str, tuple[Endpoint, dict[str, Any]]] = {
    "vLLM with a reasoning parser": (
        Endpoint(
            completion(
                {"content": "\nAnswer: 42", "reasoning_content": "Six sevens.", "tool_calls": []},
                usage={**USED, "prompt_tokens_details": None},
                prompt_logprobs=None,
                kv_transfer_params=None,
            )
        ),
        {**THOUGHT, "text": "\nAnswer: 42"},
    ),
    "vLLM, later name of the field": (
        Endpoint(completion({"content": "Answer: 42", "reasoning": "Six sevens."}, usage=USED)),
        THOUGHT,
    ),
    "vLLM cut off while thinking": (
        Endpoint(
            {
                "choices": [
                    {
                        "message": {"content": None, "reasoning_content": "Six sev"},
                        "finish_reason": "length",
                        "stop_reason": None,
                    }
                ],
                "usage": USED,
            }
        ),
        {"text": "", "reasoning": "Six sev", "finish_reason": "length"},
    ),
    "vLLM without a parser: the template opened the tag": (
        Endpoint(completion({"content": "Six sevens.\n</think>\n\nAnswer: 42"}, usage=USED)),
        THOUGHT,
    ),
    "Ollama": (
        Endpoint(
            completion(
                {"content": "Answer: 42", "reasoning": "Six sevens."},
                usage=USED,
                system_fingerprint="fp_ollama",
                model="qwen3:0.6b",
            )
        ),
        {**THOUGHT, "model": "qwen3:0.6b"},
    ),
    "Ollama, think tags in the text": (
        Endpoint(completion({"content": "<think>\nSix sevens.\n</think>\n\nAnswer: 42"})),
        THOUGHT,
    ),
    "llama.cpp": (
        Endpoint(
            completion(
                {"content": "Answer: 42", "reasoning_content": "Six sevens."},
                usage=USED,
                timings={"prompt_n": 17, "predicted_n": 9},
                __verbose={},
            )
        ),
        THOUGHT,
    ),
    "transformers serve, which leaves out what is null": (
        Endpoint(
            {
                "id": "x",
                "choices": [
                    {"index": 0, "message": {"content": "Answer: 42"}, "finish_reason": "stop"}
                ],
                "object": "chat.completion",
            }
        ),
        {"text": "Answer: 42", "reasoning": None, "model": None},
    ),
    "a bare minimum": (
        Endpoint({"choices": [{"message": {"content": "Answer: 42"}}]}),
        {"text": "Answer: 42", "finish_reason": None},
    ),
}
STREAMS: dict[str, tuple[Endpoint, dict[str, Any]]] = {
    "vLLM": (
        Endpoint(
            events=[
                chunk({"role": "assistant", "content": ""}),
                chunk({"reasoning_content": "Six "}),
                chunk({"reasoning_content": "sevens."}),
                chunk({"content": "Answer: "}),
                chunk({"content": "42"}, "stop", stop_reason=None),
                {"choices": [], "usage": USED},
                "data: [DONE]",
            ]
        ),
        {**THOUGHT, "finish_reason": "stop"},
    ),
    "OpenRouter, which keeps the line busy": (
        Endpoint(
            events=[
                ": OPENROUTER PROCESSING",
                ": OPENROUTER PROCESSING",
                chunk({"content": "Answer: 42", "reasoning": "Six sevens."}),
                chunk({"content": ""}, "stop", usage=USED),
                "data: [DONE]",
            ]
        ),
        THOUGHT,
    ),
    "Ollama, tags in pieces": (
        Endpoint(
            events=[
                *(chunk({"content": piece}) for piece in ("<th", "ink>Six sevens.", "</thi")),
                *(chunk({"content": piece}) for piece in ("nk>\n", "Answer: 42")),
                chunk({"content": ""}, "stop"),
                "data: [DONE]",
            ]
        ),
        THOUGHT,
    ),
    "transformers serve, which ends without a mark": (
        Endpoint(
            events=[
                chunk({"role": "assistant"}, system_fingerprint=""),
                chunk({"content": "Answer: 42"}),
                chunk({}, "length", usage=USED),
            ]
        ),
        {"text": "Answer: 42", "finish_reason": "length"},
    ),
    "one that gives no finish reason": (
        Endpoint(events=[chunk({"content": "Answer: 42"}), "data: [DONE]"]),
        {"text": "Answer: 42", "finish_reason": None},
    ),
}


@pytest.mark.parametrize("name", REPLIES)
def test_replies(client: str, name: str) -> None:
    endpoint, expected = REPLIES[name]
    reply, _ = ask(endpoint, client=client)
    assert {one: getattr(reply, one) for one in expected} == expected
    assert reply.usage.estimated == ("usage" not in endpoint.body)


@pytest.mark.parametrize("name", STREAMS)
@pytest.mark.parametrize("wished", [True, False], ids=["asked for", "sent although not asked for"])
def test_streams(client: str, name: str, wished: bool) -> None:
    endpoint, expected = STREAMS[name]
    endpoint.asked.clear()
    reply, _ = ask(endpoint, stream=wished, client=client)
    assert {one: getattr(reply, one) for one in expected} == expected
    reported = any(isinstance(event, dict) and "usage" in event for event in endpoint.events)
    assert reply.usage.estimated != reported
    assert endpoint.asked[0].get("stream_options") == ({"include_usage": True} if wished else None)


def test_one_that_answers_at_once_although_a_stream_was_asked_for(client: str) -> None:
    reply, _ = ask(Endpoint(completion({"content": "Answer: 42"})), stream=True, client=client)
    assert reply.text == "Answer: 42"


def test_one_that_knows_no_stream_options_is_spared_them(client: str) -> None:
    endpoint = STREAMS["one that gives no finish reason"][0]
    endpoint.asked.clear()
    ask(endpoint, stream=True, omit=["stream_options"], client=client)
    assert endpoint.asked[0]["stream"] is True
    assert "stream_options" not in endpoint.asked[0]


REFUSALS: dict[str, tuple[Endpoint, Failure, str]] = {
    "vLLM: the prompt is too long": (
        Endpoint(
            {
                "object": "error",
                "message": "This model's maximum context length is 4096 tokens.",
                "type": "BadRequestError",
                "param": None,
                "code": 400,
            },
            status=400,
        ),
        Failure.REJECTED,
        "HTTP 400: This model's maximum context length",
    ),
    "llama.cpp: the prompt is too long": (
        Endpoint(
            {
                "error": {
                    "code": 400,
                    "message": "the request exceeds the available context size",
                    "type": "exceed_context_size_error",
                    "n_prompt_tokens": 5000,
                    "n_ctx": 4096,
                }
            },
            status=400,
        ),
        Failure.REJECTED,
        "exceeds the available context size",
    ),
    "llama.cpp while it loads its model": (
        Endpoint(
            {"error": {"code": 503, "message": "Loading model", "type": "unavailable_error"}},
            status=503,
        ),
        Failure.TRANSIENT,
        "Loading model",
    ),
    "Ollama: no such model": (
        Endpoint(
            {
                "error": {
                    "message": 'model "m" not found, try pulling it first',
                    "type": "api_error",
                    "param": None,
                    "code": None,
                }
            },
            status=404,
        ),
        Failure.REJECTED,
        "not found, try pulling it first",
    ),
    "Ollama: its queue is full": (
        Endpoint(
            {"error": "server busy, please try again. maximum pending requests exceeded"},
            status=503,
        ),
        Failure.TRANSIENT,
        "server busy",
    ),
    "transformers serve: an unknown field": (
        Endpoint({"detail": "Unexpected fields in the request: {'top_q'}"}, status=422),
        Failure.REJECTED,
        "Unexpected fields",
    ),
    "OpenRouter: an error with status 200": (
        Endpoint({"error": {"code": 502, "message": "Provider returned error"}}),
        Failure.TRANSIENT,
        "Provider returned error",
    ),
    "a proxy's page": (
        Endpoint("<html><title>502 Bad Gateway</title></html>", status=502),
        Failure.TRANSIENT,
        "502 Bad Gateway",
    ),
    "an overloaded one that breaks off its refusal": (
        Endpoint(status=429, torn=True),
        Failure.RATE_LIMITED,
        "HTTP 429: xxx",
    ),
    "a broken one that breaks off its refusal": (
        Endpoint(status=500, torn=True),
        Failure.TRANSIENT,
        "HTTP 500: xxx",
    ),
    "one that breaks off its reply": (
        Endpoint(torn=True),
        Failure.MALFORMED,
        "in the middle of the body",
    ),
    "a page that does not end": (
        Endpoint("x" * 4 * ERROR_BODY_BYTES, status=502),
        Failure.TRANSIENT,
        "HTTP 502: xxx",
    ),
    "one that says that nothing changed": (
        Endpoint("", status=304),
        Failure.REJECTED,
        "HTTP 304",
    ),
    "transformers serve: an error in the stream": (
        Endpoint(events=[chunk({"role": "assistant"}), {"error": "CUDA out of memory"}]),
        Failure.MALFORMED,
        "CUDA out of memory",
    ),
    "a stream that breaks off": (
        Endpoint(events=[chunk({"content": "Answer: 4"})]),
        Failure.MALFORMED,
        "broke off",
    ),
}


@pytest.mark.parametrize("status", [200, 500])
def test_a_body_is_read_up_to_its_limit(
    client: str, status: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    limits = {"REPLY_BYTES": 100_000, "ERROR_BODY_BYTES": 100_000}
    for name, value in limits.items():
        monkeypatch.setattr(chat_client, name, value)
    read: list[int] = []
    scrub = chat_client.ChatClient._scrub_bytes

    def spy(self: chat_client.ChatClient, body: bytes) -> bytes:
        read.append(len(body))
        return scrub(self, body)

    monkeypatch.setattr(chat_client.ChatClient, "_scrub_bytes", spy)
    with pytest.raises(RequestFailedError) as caught:
        ask(Endpoint("x" * 20_000_000, status=status), client=client)
    if status == 200:
        assert caught.value.failure is Failure.MALFORMED
        assert "longer than 100000 bytes" in str(caught.value)
        assert read == []
    else:
        assert len(read) == 1
        assert 100_000 < read[0] < 2_000_000


@pytest.mark.parametrize("name", REFUSALS)
def test_refusals(client: str, name: str) -> None:
    endpoint, failure, told = REFUSALS[name]
    with pytest.raises(RequestFailedError, match=told) as caught:
        ask(endpoint, client=client)
    assert caught.value.failure is failure


PROXIES: list[tuple[dict[str, str], str, str | None]] = [
    ({}, "https://api.example/v1", None),
    ({"https_proxy": "http://proxy:3128"}, "https://api.example/v1", "http://proxy:3128"),
    ({"HTTPS_PROXY": "http://proxy:3128"}, "https://api.example/v1", "http://proxy:3128"),
    ({"https_proxy": "http://proxy:3128"}, "http://api.example/v1", None),
    ({"all_proxy": "http://proxy:3128"}, "http://api.example/v1", "http://proxy:3128"),
    ({"http_proxy": "http://proxy:3128", "no_proxy": "localhost"}, "http://localhost:1/v1", None),
    ({"http_proxy": "http://proxy:3128", "no_proxy": "*"}, "http://api.example/v1", None),
]


@pytest.mark.parametrize(("environment", "url", "proxy"), PROXIES)
def test_proxies(
    environment: dict[str, str], url: str, proxy: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in list(os.environ):
        if name.lower().endswith("_proxy"):
            monkeypatch.delenv(name)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert proxy_for(url) == proxy


def test_what_is_left_of_its_limits_comes_with_a_good_reply(client: str) -> None:
    headers = {
        "x-ratelimit-limit-requests": "60",
        "x-ratelimit-remaining-requests": "0",
        "x-ratelimit-reset-requests": "1m2s",
    }
    _, left = ask(Endpoint(completion({"content": "Answer: 42"}), headers=headers), client=client)
    assert left == {"requests": Allowance(0, 60, 62.0)}


@pytest.mark.parametrize("models", [404, 405, 500])
def test_a_list_of_models_is_not_needed(client: str, models: int) -> None:
    reply, _ = ask(Endpoint(completion({"content": "Answer: 42"}), models=models), client=client)
    assert reply.text == "Answer: 42"


@pytest.mark.parametrize("status", [401, 403])
def test_a_key_that_the_list_of_models_refuses_is_told_at_once(client: str, status: int) -> None:
    endpoint = Endpoint(models=status)
    with pytest.raises(NotReadyError, match="refuses the key"):
        ask(endpoint, client=client)
    assert endpoint.asked == []


@pytest.mark.parametrize(
    "endpoint",
    [
        Endpoint({"error": {"message": "x" * 480 + f" {KEY}"}}, status=400),  # cut behind it
        Endpoint(f"<html>{KEY}</html>", status=500),
        Endpoint({"error": KEY}, status=403),
        Endpoint(f'{{"choices": [], "was": "{KEY}"'),
        Endpoint(events=[{"error": {"message": f"bad key {KEY}"}}]),
        Endpoint(events=[f"data: {KEY}"]),
        Endpoint(events=[f"data: {'x' * 65}{KEY}"]),
    ],
    ids=["at the cut", "page", "text", "torn JSON", "stream", "no JSON", "at another cut"],
)
def test_an_endpoint_that_repeats_the_key_gets_it_into_no_error(
    client: str, endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ENDPOINT_KEY", KEY)
    with pytest.raises(RequestFailedError) as caught:
        ask(endpoint, api_key_env="ENDPOINT_KEY", client=client)
    told = str(caught.value)
    assert not any(KEY[:size] in told for size in range(8, len(KEY) + 1)), told


def test_an_endpoint_that_repeats_the_key_in_pieces_gets_it_into_no_reply(
    client: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("ENDPOINT_KEY", KEY)
    pieces = [chunk({"content": KEY[:9]}), chunk({"content": KEY[9:]}, "stop")]
    reply, _ = ask(Endpoint(events=pieces), api_key_env="ENDPOINT_KEY", client=client)
    assert reply.text == "[key withheld]"
