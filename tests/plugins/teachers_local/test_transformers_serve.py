"""The ``openai`` teacher against `transformers serve` with the real small model."""

from __future__ import annotations

import asyncio
import importlib.util
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from preceptor.components import Request
from preceptor.errors import Failure, RequestFailedError
from preceptor.models.store import CATALOGUE, DEFAULT_MODEL, transformers_directory
from preceptor.records import Message, Problem, Provenance, Reference, Reply, Sampling, Stage
from preceptor.registry import Registry

pytestmark = [
    pytest.mark.model,
    pytest.mark.timeout(600),
    pytest.mark.skipif(
        not all(importlib.util.find_spec(name) for name in ("fastapi", "uvicorn", "transformers")),
        reason="`transformers serve` needs fastapi and uvicorn: pip install fastapi uvicorn",
    ),
]
PROBLEM = Problem(
    subject="math",
    statement="What is 2 + 2?",
    reference=Reference(kind="number", value="4"),
    provenance=Provenance(source="s"),
)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """Base URL and model directory of a running server."""
    model = transformers_directory(CATALOGUE[DEFAULT_MODEL])
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    program = "from transformers.cli.transformers import main; main()"
    arguments = ["serve", str(model), "--host", "127.0.0.1", "--port", str(port), "--device", "cpu"]
    log = tmp_path_factory.mktemp("serve") / "log"
    with log.open("wb") as output:
        server = subprocess.Popen(
            [sys.executable, "-c", program, *arguments], stdout=output, stderr=output
        )
    try:
        deadline = time.monotonic() + 300
        while not _healthy(port):
            assert server.poll() is None, log.read_text()[-2000:]
            assert time.monotonic() < deadline, log.read_text()[-2000:]
            time.sleep(0.5)
        yield f"http://127.0.0.1:{port}/v1", model
    finally:
        server.kill()
        server.wait()


def _healthy(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def ask(url: str, model: str, *, stream: bool = False, **sampling: object) -> Reply:
    options = {"base_url": url, "model": model, "api_key_env": None, "stream": stream}
    teacher = Registry.load().create("teacher", "openai", options)
    messages = (Message(role="user", content=PROBLEM.statement),)
    request = Request(PROBLEM, Stage.SOLVE, 0, 0, messages, Sampling.model_validate(sampling))

    async def entered() -> Reply:
        async with teacher:
            reply: Reply = await teacher.ask(request)
            return reply

    return asyncio.run(entered())


@pytest.mark.parametrize("stream", [False, True])
def test_a_reply_with_its_usage(served: tuple[str, Path], stream: bool) -> None:
    url, model = served
    reply = ask(url, str(model), stream=stream, max_tokens=32, temperature=0.01)
    assert "4" in reply.text
    assert reply.finish_reason in ("stop", "length")
    assert not reply.usage.estimated
    assert reply.usage.prompt_tokens == 38


@pytest.mark.parametrize("stream", [False, True])
def test_a_reply_that_is_cut_off(served: tuple[str, Path], stream: bool) -> None:
    url, model = served
    reply = ask(url, str(model), stream=stream, max_tokens=3)
    assert reply.finish_reason == "length"
    assert reply.usage.completion_tokens == 3


def test_an_unknown_field_is_refused_with_its_name(served: tuple[str, Path]) -> None:
    url, model = served
    options = {
        "base_url": url,
        "model": str(model),
        "api_key_env": None,
        "extra_body": {"no_such_field": 1},
    }
    teacher = Registry.load().create("teacher", "openai", options)
    messages = (Message(role="user", content=PROBLEM.statement),)

    async def entered() -> None:
        async with teacher:
            await teacher.ask(Request(PROBLEM, Stage.SOLVE, 0, 0, messages, Sampling()))

    with pytest.raises(RequestFailedError, match="no_such_field") as caught:
        asyncio.run(entered())
    assert (caught.value.failure, caught.value.status) == (Failure.REJECTED, 422)
