"""A local server that dies: it is restarted, and requests wait meanwhile."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path

import pytest

from preceptor.components import Request
from preceptor.errors import Failure, NotReadyError, RequestFailedError
from preceptor.models.store import ResolvedModel
from preceptor.records import Message, Problem, Provenance, Reference, Reply, Sampling, Stage
from preceptor_teachers.chat_client import ChatClient
from preceptor_teachers.llama_server import RESTARTS, LlamaServer
from preceptor_teachers.local_options import LocalOptions

REQUEST = Request(
    Problem(
        subject="math",
        statement="What is 1 + 1?",
        reference=Reference(kind="number", value="2"),
        provenance=Provenance(source="test"),
    ),
    Stage.SOLVE,
    0,
    0,
    (Message(role="user", content="What is 1 + 1?"),),
    Sampling(),
)


class Client(ChatClient):
    """One whose server is gone, or not."""

    def __init__(self, *, gone: bool) -> None:
        super().__init__("http://127.0.0.1:1/v1", "m")
        self.gone = gone

    async def complete(self, messages: Sequence[Message], sampling: Sampling) -> Reply:
        await asyncio.sleep(0)
        if self.gone:
            raise RequestFailedError(Failure.TRANSIENT, "the connection broke")
        return Reply(text="2")


class Dying(LlamaServer):
    """Its process is dead the first times that it was started."""

    def __init__(self, folder: Path, deaths: int) -> None:
        model = ResolvedModel("m", folder / "m.gguf")
        super().__init__("small", model, LocalOptions())
        self.deaths = deaths
        self.starts = 0

    async def _start(self) -> None:
        await asyncio.sleep(0.02)
        self._client = Client(gone=self.starts < self.deaths)
        self.starts += 1


@pytest.fixture(autouse=True)
def _cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PRECEPTOR_CACHE", str(tmp_path))


def test_who_asks_while_it_is_started_again_waits(tmp_path: Path) -> None:
    async def scenario() -> tuple[list[object], Reply, int]:
        server = Dying(tmp_path, deaths=1)
        async with server:
            met = [asyncio.create_task(server.ask(REQUEST)) for _ in range(3)]
            await asyncio.sleep(0.005)
            meanwhile = await server.ask(REQUEST)
            return await asyncio.gather(*met, return_exceptions=True), meanwhile, server.starts

    met, meanwhile, starts = asyncio.run(scenario())
    assert meanwhile.text == "2"
    assert starts == 2, "once for all who met the dead one"
    assert [one.failure for one in met if isinstance(one, RequestFailedError)] == [
        Failure.TRANSIENT
    ] * 3


def test_one_that_keeps_dying_is_given_up(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with Dying(tmp_path, deaths=99) as server:
            for _ in range(RESTARTS):
                with pytest.raises(RequestFailedError):
                    await server.ask(REQUEST)
            await server.ask(REQUEST)

    with pytest.raises(NotReadyError, match=f"died {RESTARTS + 1} times"):
        asyncio.run(scenario())
