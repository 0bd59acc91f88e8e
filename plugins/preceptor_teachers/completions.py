"""Reading chat completions as real endpoints send them.

The format is OpenAI's; vLLM, Ollama, llama.cpp and others leave out usage, name the reasoning
differently, or stream only. A body that cannot be read as a completion is ``malformed``: the
request may be retried, and is never taken for an empty answer.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from preceptor.errors import Failure, RequestFailedError
from preceptor.limits import CHARACTERS_PER_TOKEN, REPLY_BYTES
from preceptor.records import Message, Reply, Usage
from preceptor_teachers.failures import failure_of

_OPEN, _CLOSE = "<think>", "</think>"
_REASONING_FIELDS = ("reasoning_content", "reasoning")


def read_completion(body: bytes, messages: Sequence[Message]) -> Reply:
    """Return the reply in the body of a 200 response that was not streamed.

    Args:
        body: The whole body.
        messages: The messages of the request, to estimate usage if none is reported.

    Raises:
        RequestFailedError: ``malformed`` if the body is not a completion; otherwise of the
            class of the error that the body reports despite the status 200.
    """
    data = _parsed(body, "the body")
    raise_error_body(data)
    choices = data.get("choices")
    if not isinstance(choices, list) or not choices or not isinstance(choices[0], dict):
        raise malformed("the completion has no choices")
    choice = choices[0]
    message = choice.get("message")
    if not isinstance(message, dict):
        raise malformed("the completion's first choice has no message")
    reasoning = next((_text(message[f]) for f in _REASONING_FIELDS if message.get(f)), None)
    return reply(
        messages,
        text=_text(message.get("content")),
        reasoning=reasoning,
        refusal=_text(message.get("refusal")) or None,
        finish_reason=_string(choice.get("finish_reason")),
        usage=data.get("usage"),
        model=_string(data.get("model")),
    )


def raise_error_body(data: Mapping[str, Any]) -> None:
    """Raise if a body contains an ``error`` although its status was 200."""
    error = data.get("error")
    if not error:
        return
    fields = error if isinstance(error, dict) else {"message": str(error)}
    code = fields.get("code")
    known = re.fullmatch("[45][0-9]{2}", str(code))
    failure = failure_of(int(str(code)), {}) if known else Failure.MALFORMED
    message = str(fields.get("message", error))
    raise RequestFailedError(failure, f"HTTP 200 with an error in the body: {message}")


class StreamedCompletion:
    """Assembles the chunks of a streamed completion."""

    def __init__(self) -> None:
        self._text: list[str] = []
        self._reasoning: list[str] = []
        self._refusal: list[str] = []
        self._finish_reason: str | None = None
        self._usage: object = None
        self._model: str | None = None
        self._chunks = 0

    def add_event(self, data: str) -> None:
        """Add one chunk, given as the data of its event.

        Raises:
            RequestFailedError: it is not a chunk, or it reports an error.
        """
        self.add(_parsed(data, "an event of the stream"))

    def add(self, chunk: Mapping[str, Any]) -> None:
        """Add one chunk, given as a parsed JSON object."""
        raise_error_body(chunk)
        self._model = _string(chunk.get("model")) or self._model
        self._usage = chunk.get("usage") or self._usage
        choices = chunk.get("choices")
        if not isinstance(choices, list) or not choices or not isinstance(choices[0], dict):
            return
        self._chunks += 1
        self._finish_reason = _string(choices[0].get("finish_reason")) or self._finish_reason
        delta = choices[0].get("delta")
        if isinstance(delta, dict):
            self._text.append(_text(delta.get("content")))
            self._refusal.append(_text(delta.get("refusal")))
            self._reasoning += [_text(delta[f]) for f in _REASONING_FIELDS if delta.get(f)][:1]

    def reply(self, messages: Sequence[Message], *, done: bool = False) -> Reply:
        """Return the reply, once the stream has ended.

        Args:
            messages: The messages of the request.
            done: The endpoint marked the end of the stream; some then give no finish reason.

        Raises:
            RequestFailedError: ``malformed`` if the stream broke off or was empty.
        """
        if not self._chunks:
            raise malformed("the stream ended without a choice")
        if self._finish_reason is None and not done:
            raise malformed("the stream broke off before a finish_reason")
        return reply(
            messages,
            text="".join(self._text),
            reasoning="".join(self._reasoning) or None,
            refusal="".join(self._refusal) or None,
            finish_reason=self._finish_reason,
            usage=self._usage,
            model=self._model,
        )


def reply(
    messages: Sequence[Message],
    *,
    text: str,
    reasoning: str | None,
    refusal: str | None,
    finish_reason: str | None,
    usage: object,
    model: str | None,
) -> Reply:
    """Return a reply with its reasoning separated and its usage reported or estimated."""
    visible, thought = split_reasoning(text)
    if thought is not None:
        reasoning = thought if reasoning is None else f"{reasoning}\n{thought}"
    written = len(text) + len(reasoning or "") + len(refusal or "")
    return Reply(
        text=visible,
        reasoning=reasoning,
        finish_reason=finish_reason,
        refusal=refusal,
        usage=_usage(usage) or estimated_usage(messages, written),
        model=model,
    )


def split_reasoning(text: str) -> tuple[str, str | None]:
    """Return ``(visible text, reasoning)`` of a reply that may begin with ``<think>…</think>``.

    Some chat templates put the opening tag into the prompt, so that a reply has only the
    closing one. A reply that was cut off while thinking has only the opening one; then none of
    it is visible.
    """
    begun = text.lstrip()
    if begun.startswith(_OPEN):
        thought, closed, visible = begun[len(_OPEN) :].partition(_CLOSE)
        return (visible.strip(), thought.strip()) if closed else ("", thought.strip())
    thought, closed, visible = text.partition(_CLOSE)
    if closed and _OPEN not in thought:
        return visible.strip(), thought.strip()
    return text, None


def estimated_usage(messages: Sequence[Message], written: int) -> Usage:
    """Return usage estimated from lengths and marked as such; ``written`` is in characters."""
    asked = sum(len(message.content) for message in messages)
    return Usage(
        prompt_tokens=-(-asked // CHARACTERS_PER_TOKEN),
        completion_tokens=-(-written // CHARACTERS_PER_TOKEN),
        estimated=True,
    )


def malformed(why: str) -> RequestFailedError:
    """Return the error for a 200 whose body is not a completion."""
    return RequestFailedError(Failure.MALFORMED, why, status=200)


def _usage(value: object) -> Usage | None:
    if not isinstance(value, dict):
        return None
    prompt, completion = value.get("prompt_tokens"), value.get("completion_tokens")
    if not isinstance(prompt, int) or not isinstance(completion, int):
        return None
    # A count above the largest number of bytes in a reply is not a count of tokens.
    if not (0 <= prompt <= REPLY_BYTES and 0 <= completion <= REPLY_BYTES and prompt + completion):
        return None
    return Usage(prompt_tokens=prompt, completion_tokens=completion)


def _text(value: object) -> str:
    if isinstance(value, list):  # content as parts: [{"type": "text", "text": "…"}]
        texts = (part.get("text") for part in value if isinstance(part, dict))
        return "".join(text for text in texts if isinstance(text, str))
    return value if isinstance(value, str) else ""


def _string(value: object) -> str | None:
    return value if isinstance(value, str) and value else None


def _parsed(data: bytes | str, what: str) -> dict[str, Any]:
    start = data[:80].decode("utf-8", "replace") if isinstance(data, bytes) else data[:80]
    try:
        parsed = json.loads(data)
    except (ValueError, RecursionError):
        raise malformed(f"{what} is not JSON (it begins with {start!r})") from None
    if not isinstance(parsed, dict):
        raise malformed(f"{what} is JSON but not an object (it begins with {start!r})")
    return parsed
