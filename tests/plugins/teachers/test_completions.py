"""Completions as endpoints in the wild send them."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preceptor.errors import Failure, RequestFailedError
from preceptor.records import Message, Reply, Usage
from preceptor_teachers.completions import StreamedCompletion, read_completion, split_reasoning

ASKED = (Message(role="user", content="x" * 30),)


def body(message: dict[str, Any], **more: Any) -> bytes:
    whole = {"choices": [{"message": message, "finish_reason": "stop"}], "model": "m", **more}
    return json.dumps(whole).encode()


USED = {"prompt_tokens": 11, "completion_tokens": 7, "total_tokens": 18}

REPLIES: list[tuple[str, bytes, dict[str, Any]]] = [
    (
        "as OpenAI documents it",
        body({"role": "assistant", "content": "42"}, usage=USED),
        {"text": "42", "usage": Usage(prompt_tokens=11, completion_tokens=7), "model": "m"},
    ),
    (
        "no usage: estimated",
        body({"content": "x" * 10}),
        {"usage": Usage(prompt_tokens=10, completion_tokens=4, estimated=True)},
    ),
    ("usage null", body({"content": "x"}, usage=None), {"text": "x"}),
    ("usage half missing", body({"content": "x"}, usage={"prompt_tokens": 3}), {"text": "x"}),
    (
        "usage all zero, as some proxies send it",
        body({"content": "xyz"}, usage={"prompt_tokens": 0, "completion_tokens": 0}),
        {"usage": Usage(prompt_tokens=10, completion_tokens=1, estimated=True)},
    ),
    (
        "vLLM and DeepSeek: reasoning_content",
        body({"content": "42", "reasoning_content": "hm"}),
        {"text": "42", "reasoning": "hm"},
    ),
    (
        "Ollama and OpenRouter: reasoning",
        body({"content": "42", "reasoning": "hm"}),
        {"text": "42", "reasoning": "hm"},
    ),
    (
        "think tags",
        body({"content": "<think>\nhm\n</think>\n\n42"}),
        {"text": "42", "reasoning": "hm"},
    ),
    (
        "refusal in its own field",
        body({"content": None, "refusal": "No."}),
        {"text": "", "refusal": "No."},
    ),
    (
        "cut off",
        json.dumps(
            {"choices": [{"message": {"content": "We"}, "finish_reason": "length"}]}
        ).encode(),
        {"text": "We", "finish_reason": "length", "model": None},
    ),
    (
        "content in parts",
        body({"content": [{"type": "text", "text": "4"}, {"type": "text", "text": "2"}]}),
        {"text": "42"},
    ),
    ("no finish reason", body({"content": "x"}).replace(b'"stop"', b"null"), {"text": "x"}),
    (
        "usage that no reply of that length can have",
        body({"content": "xyz"}, usage={"prompt_tokens": 10**30, "completion_tokens": 1}),
        {"usage": Usage(prompt_tokens=10, completion_tokens=1, estimated=True)},
    ),
    (
        "parts that are none",
        body({"content": [{"text": [{"text": "4"}]}, {"text": None}, "4", {"text": "2"}]}),
        {"text": "2"},
    ),
    ("nothing visible", body({"content": ""}), {"text": ""}),
]


@pytest.mark.parametrize(
    ("sent", "expected"), [r[1:] for r in REPLIES], ids=[r[0] for r in REPLIES]
)
def test_replies(sent: bytes, expected: dict[str, Any]) -> None:
    reply = read_completion(sent, ASKED)
    assert {name: getattr(reply, name) for name in expected} == expected


BROKEN: list[tuple[bytes, Failure, str]] = [
    (b"", Failure.MALFORMED, "not JSON"),
    (b"<html>Bad gateway</html>", Failure.MALFORMED, "not JSON"),
    (body({"content": "x"})[:-9], Failure.MALFORMED, "not JSON"),
    (b"[1]", Failure.MALFORMED, "not an object"),
    (b"[" * 200_000, Failure.MALFORMED, "not JSON"),  # deeper than any parser goes
    (b"{}", Failure.MALFORMED, "no choices"),
    (b'{"choices": []}', Failure.MALFORMED, "no choices"),
    (b'{"choices": null}', Failure.MALFORMED, "no choices"),
    (b'{"choices": ["x"]}', Failure.MALFORMED, "no choices"),
    (b'{"choices": [{"finish_reason": "stop"}]}', Failure.MALFORMED, "no message"),
    (b'{"error": {"message": "busy", "code": 429}}', Failure.RATE_LIMITED, "busy"),
    (b'{"error": {"message": "down", "code": "502"}}', Failure.TRANSIENT, "down"),
    (b'{"error": {"message": "bad", "code": 400}}', Failure.REJECTED, "bad"),
    (b'{"error": {"message": "odd", "code": "weird"}}', Failure.MALFORMED, "odd"),
    (b'{"error": {"message": "long", "code": "%s"}}' % (b"9" * 5000), Failure.MALFORMED, "long"),
    (b'{"error": "plain text"}', Failure.MALFORMED, "plain text"),
]


@pytest.mark.parametrize(("sent", "failure", "message"), BROKEN)
def test_bodies_that_are_not_completions(sent: bytes, failure: Failure, message: str) -> None:
    with pytest.raises(RequestFailedError, match=message) as caught:
        read_completion(sent, ASKED)
    assert caught.value.failure is failure


SPLITS = [
    ("42", ("42", None)),
    ("<think>a</think>b", ("b", "a")),
    ("  \n<think>a</think>\n b ", ("b", "a")),
    ("a\n</think>\nb", ("b", "a")),  # the template put the opening tag into the prompt
    ("<think>cut off while think", ("", "cut off while think")),
    ("<think></think>b", ("b", "")),
    (
        "write <think> tags like <think>x</think>",
        ("write <think> tags like <think>x</think>", None),
    ),
    ("<think>a</think>b</think>c", ("b</think>c", "a")),
    ("", ("", None)),
]


@pytest.mark.parametrize(("text", "parts"), SPLITS)
def test_reasoning_is_split_off(text: str, parts: tuple[str, str | None]) -> None:
    assert split_reasoning(text) == parts


@given(
    st.recursive(
        st.none() | st.integers() | st.text(),
        lambda x: (
            st.lists(x)
            | st.dictionaries(
                st.sampled_from(
                    ["choices", "message", "content", "usage", "error", "model", "code"]
                ),
                x,
            )
        ),
    )
)
def test_any_json_is_a_reply_or_a_classified_failure(value: Any) -> None:
    try:
        read_completion(json.dumps(value).encode(), ASKED)
    except RequestFailedError as error:
        assert error.failure in Failure


def _chunks(*deltas: dict[str, Any], finish: str | None = "stop") -> list[dict[str, Any]]:
    chunks: list[dict[str, Any]] = [{"choices": [{"delta": d}], "model": "m"} for d in deltas]
    if finish:
        chunks.append({"choices": [{"delta": {}, "finish_reason": finish}]})
    return chunks


def _put_together(chunks: list[dict[str, Any]]) -> Reply:
    stream = StreamedCompletion()
    for chunk in chunks:
        stream.add(chunk)
    return stream.reply(ASKED)


def test_a_stream_is_put_together() -> None:
    reply = _put_together(
        [
            *_chunks({"role": "assistant"}, {"reasoning_content": "h"}, {"reasoning": "m"}),
            *_chunks({"content": "4"}, {"content": "2"}, finish="length"),
            {"choices": [], "usage": USED},
        ]
    )
    assert (reply.text, reply.reasoning, reply.model) == ("42", "hm", "m")
    assert reply.finish_reason == "length"
    assert reply.usage == Usage(prompt_tokens=11, completion_tokens=7)


@pytest.mark.parametrize(
    ("chunks", "message"),
    [
        ([], "without a choice"),
        ([{"choices": []}], "without a choice"),
        (_chunks({"content": "4"}, finish=None), "broke off"),
        ([{"error": {"message": "busy", "code": 503}}], "busy"),
    ],
)
def test_streams_that_are_not_replies(chunks: list[dict[str, Any]], message: str) -> None:
    with pytest.raises(RequestFailedError, match=message):
        _put_together(chunks)


def test_a_stream_without_a_finish_reason_is_whole_when_it_says_so() -> None:
    stream = StreamedCompletion()
    stream.add_event('{"choices": [{"delta": {"content": "42"}}]}')
    assert stream.reply(ASKED, done=True).text == "42"
    with pytest.raises(RequestFailedError, match="broke off"):
        stream.reply(ASKED)


@pytest.mark.parametrize("event", ["{", "[]", '"text"', "[" * 200_000])
def test_an_event_that_is_no_chunk(event: str) -> None:
    with pytest.raises(RequestFailedError, match="an event of the stream") as caught:
        StreamedCompletion().add_event(event)
    assert caught.value.failure is Failure.MALFORMED
