"""A SYNTHETIC chat-completions endpoint for load and faults: no model is behind it.

It multiplies the two numbers of a prompt after a fixed latency, is wrong about every fourth
problem until it is asked to revise, fails as configured, and counts what a real endpoint
would charge for. It parses just enough HTTP to cost little compared with its clients; run it in
its own process::

    python benchmarks/fault_server.py --port-file port --latency 0.2 --faults 429:0.02,500:0.01

``GET /counts`` reports what it was asked, ``POST /reset`` starts a new count.
"""

from __future__ import annotations

import argparse
import asyncio
import hashlib
import json
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

MODEL = "synthetic-multiplier"
QUESTION = re.compile(r"\[no\. (\d+)\] What is (\d+) times (\d+)\?")
WRONG_EVERY = 4
"""Every so many problems are answered wrongly at first."""
REVISION = "An earlier solution was wrong"
CRITIQUE = "The solution below ends in a wrong answer"
FILLER = "We multiply the first number by each digit of the second and add up the parts. " * 8

FAULTS = ("429", "500", "503", "drop", "half_body", "invalid_json", "stall", "400")
"""What can be asked for by ``--faults KIND:SHARE,…``. A share of the prompts is struck, at the
first time they are asked; ``400`` strikes its prompts every time."""
STALL_SECONDS = 30.0


def statement(number: int) -> str:
    """The text of problem ``number``."""
    return f"[no. {number}] What is {number % 97 + 2} times {number % 89 + 3}?"


def answer(number: int) -> int:
    """The right answer to :func:`statement`."""
    return (number % 97 + 2) * (number % 89 + 3)


def digest_of(messages: object) -> bytes:
    """Names what was asked; message objects are taken as they came."""
    return hashlib.sha256(json.dumps(messages, sort_keys=True).encode()).digest()[:12]


def struck(digest: bytes, faults: Mapping[str, float]) -> str | None:
    """The fault that strikes a prompt, if one does."""
    place = int.from_bytes(digest[:6]) / 2**48
    for kind, share in faults.items():
        if place < share:
            return kind
        place -= share
    return None


@dataclass
class Counts:
    """What was asked, by the digest of its messages."""

    asked: Counter[bytes] = field(default_factory=Counter)
    paid: Counter[bytes] = field(default_factory=Counter)
    outcomes: Counter[str] = field(default_factory=Counter)

    def as_dict(self) -> dict[str, object]:
        return {
            "requests": self.asked.total(),
            "distinct": len(self.asked),
            "paid": self.paid.total(),
            "paid_twice": self.paid.total() - len(self.paid),
            "outcomes": dict(self.outcomes),
        }


class Endpoint(asyncio.Protocol):
    """One connection: requests one after the other, as HTTP/1.1 clients send them."""

    def __init__(self, counts: Counts, latency: float, faults: Mapping[str, float]) -> None:
        self.counts = counts
        self.latency = latency
        self.faults = faults
        self.received = bytearray()
        self.transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport

    def connection_lost(self, exc: Exception | None) -> None:
        self.transport = None

    def data_received(self, data: bytes) -> None:
        self.received += data
        while (end := self.received.find(b"\r\n\r\n")) >= 0:
            head = bytes(self.received[:end]).decode("latin-1")
            length = re.search(r"(?i)^content-length: *(\d+)", head, re.MULTILINE)
            whole = end + 4 + (int(length.group(1)) if length else 0)
            if len(self.received) < whole:
                return
            body = bytes(self.received[end + 4 : whole])
            del self.received[:whole]
            method, path, _ = head.split(" ", 2)
            self.request(method, path.partition("?")[0], body)

    def request(self, method: str, path: str, body: bytes) -> None:
        if path.endswith("/chat/completions"):
            self.completion(json.loads(body))
        elif path.endswith("/models"):
            self.send(200, {"object": "list", "data": [{"id": MODEL, "object": "model"}]})
        elif path == "/reset" and method == "POST":
            self.counts.__init__()  # type: ignore[misc]
            self.send(200, {})
        else:
            self.send(200, self.counts.as_dict())

    def completion(self, body: dict[str, object]) -> None:
        if not body["messages"]:  # curator asks this to see the headers
            self.send(400, {"error": {"message": "no messages", "code": None}})
            return
        counts = self.counts
        digest = digest_of(body["messages"])
        fault = struck(digest, self.faults)
        if fault != "400" and counts.asked[digest]:
            fault = None
        counts.asked[digest] += 1
        counts.outcomes[fault or "200"] += 1
        if fault not in ("429", "500", "503", "drop", "400"):
            counts.paid[digest] += 1
        delay = STALL_SECONDS if fault == "stall" else self.latency
        asyncio.get_running_loop().call_later(delay, self.answer, body, fault)

    def answer(self, body: dict[str, object], fault: str | None) -> None:
        if self.transport is None:
            return
        if fault == "drop":
            self.transport.abort()
        elif fault in ("429", "500", "503", "400"):
            message = {"message": f"scripted {fault}", "type": "scripted", "code": None}
            wait = "Retry-After: 0.2\r\n" if fault == "429" else ""
            self.send(int(fault), {"error": message}, wait)
        else:
            self.send(200, completion(body), fault=fault)

    def send(self, status: int, value: object, more: str = "", fault: str | None = None) -> None:
        if self.transport is None:
            return
        body = json.dumps(value).encode()
        length = len(body)
        if fault == "invalid_json":
            body = body[:-2] + b"]]"
        head = (
            f"HTTP/1.1 {status} -\r\nContent-Type: application/json\r\n"
            f"Content-Length: {length}\r\n{more}\r\n"
        ).encode()
        if fault == "half_body":
            self.transport.write(head + body[: length // 2])
            self.transport.close()
        else:
            self.transport.write(head + body)


def completion(body: dict[str, object]) -> dict[str, object]:
    """The completion of a request's body."""
    messages = body["messages"]
    assert isinstance(messages, list)
    prompt = str(messages[-1]["content"])
    asked = QUESTION.search(" ".join(str(message["content"]) for message in messages))
    number, one, other = (int(part) for part in asked.groups()) if asked else (0, 0, 0)
    right = number % WRONG_EVERY != 0 or REVISION in prompt
    text = f"{FILLER}\nAnswer: {one * other + (0 if right else 17)}"
    if CRITIQUE in prompt:
        text = "A calculation error: a carry was lost in the second line."
    used = {"prompt_tokens": len(prompt) // 4, "completion_tokens": len(text) // 4}
    return {
        "id": "chatcmpl-synthetic",
        "object": "chat.completion",
        "created": 0,
        "model": MODEL,
        "choices": [
            {
                "index": 0,
                "finish_reason": "stop",
                "message": {"role": "assistant", "content": text, "refusal": None},
            }
        ],
        "usage": {**used, "total_tokens": sum(used.values())},
    }


def read_faults(text: str) -> dict[str, float]:
    """``429:0.02,500:0.01`` as shares by kind."""
    faults: dict[str, float] = {}
    for part in filter(None, text.split(",")):
        kind, _, share = part.partition(":")
        if kind not in FAULTS:
            raise SystemExit(f"no fault {kind!r}; there are {', '.join(FAULTS)}")
        faults[kind] = float(share)
    return faults


async def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--port-file", type=Path, required=True)
    parser.add_argument("--latency", type=float, default=0.2, help="seconds before each reply")
    parser.add_argument("--faults", default="", help="KIND:SHARE,… of " + ", ".join(FAULTS))
    given = parser.parse_args()
    counts, faults = Counts(), read_faults(given.faults)
    server = await asyncio.get_running_loop().create_server(
        lambda: Endpoint(counts, given.latency, faults), "127.0.0.1", 0, backlog=4096
    )
    ready = given.port_file.with_suffix(".new")
    ready.write_text(str(server.sockets[0].getsockname()[1]))
    ready.rename(given.port_file)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main())
