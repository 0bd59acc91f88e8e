"""Endpoints in the wild, each played by a local stand-in with the bodies it is known to send.

The bodies follow what vLLM, Ollama, llama.cpp's server, transformers serve and OpenRouter
document and send; what matters of each is what it leaves out, adds, or calls differently.
"""

from __future__ import annotations

import os
from typing import Any

import pytest
from endpoint import USED, Endpoint, ask, chunk, completion

from preceptor.components import Allowance
from preceptor_teachers.chat_client import proxy_for

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
