"""A stand-in for an endpoint that answers with given bytes."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web
from chat_server import ChatServer, torn

from preceptor.components import Allowance, Request
from preceptor.records import Message, Problem, Provenance, Reference, Reply, Sampling, Stage
from preceptor.registry import Registry

PROBLEM = Problem(
    subject="math",
    statement="What is 6 times 7?",
    reference=Reference(kind="number", value="42"),
    provenance=Provenance(source="s"),
)
USED = {"prompt_tokens": 17, "completion_tokens": 9, "total_tokens": 26}


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
            return await torn(request, b"x" * 100, self.headers, self.status)
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

    async def list_models(self, _request: web.Request) -> web.Response:
        return web.json_response({"data": []}, status=self.models)


def ask(endpoint: Endpoint, **options: Any) -> tuple[Reply, Mapping[str, Allowance]]:
    """One reply of the endpoint through the ``openai`` teacher, and what is left of its limits."""

    async def asked(url: str) -> tuple[Reply, Mapping[str, Allowance]]:
        given = {"base_url": url, "model": "m", "api_key_env": None, **options}
        teacher = Registry.load().create("teacher", "openai", given)
        messages = (Message(role="user", content=PROBLEM.statement),)
        async with teacher:
            reply = await teacher.ask(Request(PROBLEM, Stage.SOLVE, 0, 0, messages, Sampling()))
            return reply, teacher.allowances()

    with ChatServer(endpoint.chat, endpoint.list_models) as server:
        return asyncio.run(asked(server.url))


def completion(message: dict[str, Any], **more: Any) -> dict[str, Any]:
    choice = {"index": 0, "message": {"role": "assistant", **message}, "finish_reason": "stop"}
    return {"id": "x", "object": "chat.completion", "choices": [choice], **more}


def chunk(delta: dict[str, Any], finish: str | None = None, **more: Any) -> dict[str, Any]:
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    return {"id": "x", "object": "chat.completion.chunk", "choices": [choice], **more}
