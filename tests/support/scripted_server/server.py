"""The synthetic server itself: chat completions over HTTP, every request in a log."""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from aiohttp import web
from chat_server import ChatServer, torn

from scripted_server.faults import WORKED, Fault
from scripted_server.judging import compare
from scripted_server.replies import Memory, Stage
from scripted_server.script import MODEL, Script


@dataclass(frozen=True)
class Entry:
    """One chat request in the log.

    Attributes:
        number: Order of arrival, from 0.
        digest: :func:`prompt_digest` of its messages.
        stage: What it asked for.
        outcome: ``200`` or the kind of the fault.
        worked: True when a completion was made, so that a real endpoint would charge for it.
    """

    number: int
    digest: str
    stage: str
    outcome: str
    worked: bool


def prompt_digest(messages: Sequence[Mapping[str, Any]]) -> str:
    """Return 16 hexadecimal digits that identify the messages of a request."""
    pairs = [[message["role"], message["content"]] for message in messages]
    return hashlib.sha256(json.dumps(pairs).encode()).hexdigest()[:16]


class ScriptedServer(ChatServer):
    """A :class:`ChatServer` that plays a script.

    Args:
        script: May be exchanged while the server runs (``server.script = …``).
        log: A file for the entries, appended to if it exists; ``None`` keeps them in memory.
        port: 0 for a free port.
    """

    def __init__(self, script: Script, *, log: Path | None = None, port: int = 0) -> None:
        super().__init__(self._chat, self._models, port)
        self.script = script
        self._path = log
        self._entries = read_log(log) if log is not None and log.exists() else []
        self._struck: dict[Fault, int] = {}
        self._memory = Memory()

    def log(self) -> list[Entry]:
        """All chat requests so far."""
        return list(self._entries)

    def count(self, outcome: str | None = None) -> int:
        """How many chat requests came, or came to that outcome."""
        return sum(1 for entry in self._entries if outcome in (None, entry.outcome))

    # --- requests -----------------------------------------------------------------------------

    async def _models(self, request: web.Request) -> web.Response:
        if not self._authorised(request):
            return _error(401, "Incorrect API key provided")
        model = {"id": MODEL, "object": "model", "owned_by": "nobody: synthetic"}
        return web.json_response({"object": "list", "data": [model]})

    async def _chat(self, request: web.Request) -> web.StreamResponse:
        body = await request.json()
        prompt = str(body["messages"][-1]["content"])
        number = len(self._entries)
        fault = self._fault(number, prompt) if self._authorised(request) else Fault("401")
        stage = self.script.markers.stage(prompt)
        outcome = "200" if fault is None else fault.kind
        worked = fault is None or fault.kind in WORKED
        # Written on arrival: what a client that is killed had sent stays counted.
        self._write(Entry(number, prompt_digest(body["messages"]), stage, outcome, worked))
        if self.script.latency:
            await asyncio.sleep(self.script.latency)
        return await self._answer(request, body, prompt, fault)

    async def _answer(
        self, request: web.Request, body: dict[str, Any], prompt: str, fault: Fault | None
    ) -> web.StreamResponse:
        kind = fault.kind if fault else None
        if fault and fault.kind.isdecimal():
            text = f"scripted failure; you sent {request.headers.get('Authorization', 'no key')}"
            return _error(int(fault.kind), text, fault.headers())
        if kind == "drop":
            assert request.transport is not None
            request.transport.abort()
            return web.Response()
        if kind == "error_200":
            return web.json_response({"error": {"message": "upstream is overloaded", "code": 502}})
        if kind == "slow" and fault:
            await asyncio.sleep(fault.seconds)
        if self.script.stream_only and not body.get("stream"):
            return _error(400, "only streams here: set stream to true")
        completion = self._completion(body, prompt)
        if kind == "empty_choices":
            completion["choices"] = []
        if kind == "no_usage":
            del completion["usage"]
        if body.get("stream"):
            return await _stream(request, completion)
        text = json.dumps(completion)
        if kind == "invalid_json":
            return web.Response(text=text[:-20] + "}}", content_type="application/json")
        if kind == "half_body":
            return await torn(request, text.encode(), {"Content-Type": "application/json"})
        return web.Response(text=text, content_type="application/json")

    def _completion(self, body: dict[str, Any], prompt: str) -> dict[str, Any]:
        part = self.script.part(prompt)
        if self.script.markers.stage(prompt) is Stage.JUDGE:
            text, finish = compare(prompt, self.script.judge, self.script.synonyms)
            message = {"role": "assistant", "content": text}
            choice: dict[str, Any] = {"finish_reason": finish, "message": message}
        elif part is None:
            message = {"role": "assistant", "content": "I do not know this problem."}
            choice = {"finish_reason": "stop", "message": message}
        else:
            ask = self._memory.ask(prompt_digest(body["messages"]))
            stage = self.script.markers.stage(prompt)
            choice = part.message(stage, ask, vary=self.script.vary)
        asked = sum(len(str(message["content"])) for message in body["messages"]) // 4
        written = len(json.dumps(choice["message"])) // 4
        return {
            "id": "chatcmpl-synthetic",
            "object": "chat.completion",
            "created": 0,
            "model": MODEL,
            "choices": [{"index": 0, **choice}],
            "usage": {
                "prompt_tokens": asked,
                "completion_tokens": written,
                "total_tokens": asked + written,
            },
        }

    def _authorised(self, request: web.Request) -> bool:
        key = self.script.key
        return key is None or request.headers.get("Authorization") == f"Bearer {key}"

    def _fault(self, number: int, prompt: str) -> Fault | None:
        for fault in self.script.faults:
            if fault.strikes(number, prompt, self._struck.get(fault, 0)):
                self._struck[fault] = self._struck.get(fault, 0) + 1
                return fault
        return None

    def _write(self, entry: Entry) -> None:
        self._entries.append(entry)
        if self._path is not None:
            with self._path.open("a") as file:
                file.write(json.dumps(asdict(entry)) + "\n")


def read_log(path: Path) -> list[Entry]:
    """The entries in a log file; a torn last line is left out."""
    lines = path.read_text().split("\n")
    return [Entry(**json.loads(line)) for line in lines[:-1]]


def _error(status: int, message: str, headers: Mapping[str, str] | None = None) -> web.Response:
    error = {"message": message, "type": "scripted", "code": None}
    return web.json_response({"error": error}, status=status, headers=headers)


async def _stream(request: web.Request, completion: dict[str, Any]) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
    await response.prepare(request)
    for choice in completion["choices"]:
        message = choice["message"]
        deltas: list[dict[str, Any]] = [{"role": "assistant"}]
        for name in ("reasoning_content", "refusal", "content"):
            text = message.get(name) or ""
            deltas += [{name: text[i : i + 16]} for i in range(0, len(text), 16)]
        for delta in deltas:
            await _event(response, completion, [{"index": 0, "delta": delta}])
        finish = {"index": 0, "delta": {}, "finish_reason": choice["finish_reason"]}
        await _event(response, completion, [finish])
    if "usage" in completion:
        await _event(response, completion, [], usage=completion["usage"])
    await response.write(b"data: [DONE]\n\n")
    return response


async def _event(
    response: web.StreamResponse, completion: dict[str, Any], choices: list[Any], **more: Any
) -> None:
    head = {name: completion[name] for name in ("id", "created", "model")}
    chunk = {**head, "object": "chat.completion.chunk", "choices": choices, **more}
    await response.write(f"data: {json.dumps(chunk)}\n\n".encode())
