"""Endpoints that refuse, break off or repeat the key, each played with the bodies they send."""

from __future__ import annotations

import pytest
from endpoint import Endpoint, ask, chunk

from preceptor.errors import Failure, NotReadyError, RequestFailedError
from preceptor_teachers import chat_client
from preceptor_teachers.chat_client import ERROR_BODY_BYTES

KEY = "sk-endpoint-key-0123456789"
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
    endpoint, failure, message = REFUSALS[name]
    with pytest.raises(RequestFailedError, match=message) as caught:
        ask(endpoint, client=client)
    assert caught.value.failure is failure


@pytest.mark.parametrize("status", [401, 403])
def test_a_key_that_the_list_of_models_refuses_is_told_at_once(client: str, status: int) -> None:
    endpoint = Endpoint(models=status)
    with pytest.raises(NotReadyError, match="rejected the API key"):
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
    message = str(caught.value)
    assert not any(KEY[:size] in message for size in range(8, len(KEY) + 1)), message


def test_an_endpoint_that_repeats_the_key_in_pieces_gets_it_into_no_reply(
    client: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("ENDPOINT_KEY", KEY)
    pieces = [chunk({"content": KEY[:9]}), chunk({"content": KEY[9:]}, "stop")]
    reply, _ = ask(Endpoint(events=pieces), api_key_env="ENDPOINT_KEY", client=client)
    assert reply.text == "[key withheld]"
