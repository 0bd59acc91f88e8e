"""The local teacher: its own engine on a tiny model, the server's life, and the real model."""

from __future__ import annotations

import asyncio
import importlib.util
import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path
from typing import Any

import pytest

from preceptor.components import Context, Request
from preceptor.errors import Failure, NotReadyError, RequestFailedError, UsageError
from preceptor.models.store import DEFAULT_MODEL, SMOLLM2_135M
from preceptor.records import Message, Problem, Provenance, Reference, Reply, Sampling, Stage
from preceptor_teachers.llama_server import LlamaServer, last_lines
from preceptor_teachers.local import LocalTeacher
from preceptor_teachers.local_options import LocalOptions
from preceptor_teachers.transformers_engine import TransformersEngine

PROBLEM = Problem(
    subject="math",
    statement="What is 1 + 1?",
    reference=Reference(kind="number", value="2"),
    provenance=Provenance(source="test"),
)
with_server = pytest.mark.skipif(
    importlib.util.find_spec("xllamacpp") is None, reason="xllamacpp is not installed"
)


def teacher(base: Path = Path(), **options: Any) -> LocalTeacher:
    return LocalTeacher(LocalOptions(**options), Context("small", base=base))


def request(text: str = "What is 1 + 1?", **sampling: Any) -> Request:
    messages = (Message(role="user", content=text),)
    values = {"max_tokens": 12, "seed": 1, **sampling}
    return Request(PROBLEM, Stage.SOLVE, 0, 0, messages, Sampling(**values))


async def ask_all(one: LocalTeacher, requests: list[Request]) -> list[Reply]:
    async with one:
        return await asyncio.gather(*(one.ask(r) for r in requests))


# --- which engine, which name ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("model", "engine"),
    [(DEFAULT_MODEL, "xllamacpp"), ("mine.gguf", "xllamacpp"), ("folder", "transformers")],
)
def test_auto_takes_the_engine_that_fits(
    model: str, engine: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: object())
    assert teacher(model=model)._engine_name() == engine


def test_the_embedded_model_is_known_without_fetching_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PRECEPTOR_CACHE", str(tmp_path))
    one = teacher(engine="xllamacpp")
    assert one.fingerprint() == {"weights": SMOLLM2_135M.gguf_sha256, "engine": "xllamacpp"}
    assert one.terms() == "Apache-2.0 (SmolLM2-135M-Instruct)"
    assert one.prices() == (0.0, 0.0)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("engine", "extra"), [("xllamacpp", "local"), ("transformers", "train")])
def test_a_missing_package_is_named_with_its_extra(
    engine: Any, extra: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)
    with pytest.raises(NotReadyError, match="is not installed") as caught:
        teacher(engine=engine).check_ready()
    assert f"preceptor[{extra}]" in str(caught.value.hint)


def test_unknown_models_are_usage_errors(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="did you mean 'smollm2-135m-instruct'"):
        teacher(tmp_path, model="smollm2-135m").fingerprint()


# --- transformers in this process -----------------------------------------------------------


@pytest.mark.parametrize("precision", ["fp32", "bf16"])
def test_batched_sampling_gives_each_request_its_own_draws(
    precision: str, tiny_model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A reply depends on its own request only, not on which others share the batch."""
    pytest.importorskip("torch")
    monkeypatch.setenv("PRECEPTOR_PRECISION", precision)
    asked = [
        request(f"What is {n} + {n * n}?" + " please" * n, seed=n, temperature=0.8, top_p=0.9)
        for n in range(5)
    ]
    asked.append(request(temperature=0.0))
    together = asyncio.run(ask_all(teacher(model=str(tiny_model), slots=6), asked))
    alone = asyncio.run(ask_all(teacher(model=str(tiny_model), slots=1), asked))
    if precision == "fp32":  # in bf16 the padding of a batch may turn a close decision
        assert [r.text for r in together] == [r.text for r in alone]
    assert len({r.text for r in together}) > 1
    for reply in together:
        assert reply.finish_reason in ("stop", "length")
        assert 1 <= reply.usage.completion_tokens <= 12
        assert reply.usage.prompt_tokens > 0


@pytest.mark.parametrize("precision", ["fp32", "bf16"])
def test_the_environment_decides_about_the_precision(
    precision: str, tiny_model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    torch = pytest.importorskip("torch")
    monkeypatch.setenv("PRECEPTOR_PRECISION", precision)

    async def dtype() -> Any:
        async with teacher(model=str(tiny_model)) as one:
            assert isinstance(one._engine, TransformersEngine)
            return one._engine._model.dtype

    expected = {"fp32": torch.float32, "bf16": torch.bfloat16}[precision]
    assert asyncio.run(dtype()) == expected


def test_limits_and_stops_are_the_requests_own(
    tiny_model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("torch")
    monkeypatch.setenv("PRECEPTOR_PRECISION", "fp32")  # other batches, the same replies
    free, short = asyncio.run(
        ask_all(
            teacher(model=str(tiny_model)),
            [request(temperature=0.0, max_tokens=n) for n in (20, 3)],
        )
    )
    assert free.text.startswith(short.text)
    assert short.usage.completion_tokens <= 3
    middle = free.text[4:6]
    (stopped,) = asyncio.run(
        ask_all(
            teacher(model=str(tiny_model)),
            [request(temperature=0.0, max_tokens=20, stop=(middle,))],
        )
    )
    assert stopped.text == free.text[: free.text.index(middle)]
    assert stopped.finish_reason == "stop"


def test_a_prompt_beyond_the_context_is_rejected_and_others_go_on(tiny_model: Path) -> None:
    pytest.importorskip("torch")

    async def both() -> tuple[Any, ...]:
        async with teacher(model=str(tiny_model), context=256) as one:
            return tuple(
                await asyncio.gather(
                    one.ask(request("word " * 500)), one.ask(request()), return_exceptions=True
                )
            )

    long, short = asyncio.run(both())
    assert isinstance(long, RequestFailedError)
    assert long.failure is Failure.REJECTED
    assert isinstance(short, Reply)


def test_the_right_distribution_is_sampled() -> None:
    """Frequencies of 4000 draws from three tokens, and top-p cuts the third off."""
    torch = pytest.importorskip("torch")
    from preceptor_teachers.row_sampling import RowSampler

    probabilities = torch.tensor([0.6, 0.3, 0.1])
    scores = probabilities.log().repeat(4000, 1)
    for top_p, expected in ((1.0, [0.6, 0.3, 0.1]), (0.85, [2 / 3, 1 / 3, 0.0])):
        rows = [Sampling(temperature=1.0, top_p=top_p, seed=n) for n in range(4000)]
        drawn = RowSampler(rows, "cpu")(None, scores).argmax(dim=1)
        found = torch.bincount(drawn, minlength=3) / 4000
        # Four standard deviations of a share of 4000 are 0.032.
        assert found.tolist() == pytest.approx(expected, abs=0.032)


# --- the server process ---------------------------------------------------------------------


@with_server
def test_a_file_that_is_no_model_shows_the_servers_last_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PRECEPTOR_CACHE", str(tmp_path / "cache"))
    (tmp_path / "broken.gguf").write_bytes(b"GGUF" + bytes(100))
    with pytest.raises(NotReadyError, match=r"the server of broken.gguf ended") as caught:
        asyncio.run(ask_all(teacher(tmp_path, model="broken.gguf"), []))
    assert "gguf" in str(caught.value).partition("log ends with:")[2]
    log = next((tmp_path / "cache" / "logs").iterdir())
    assert str(log) in str(caught.value.hint)


def test_last_lines(tmp_path: Path) -> None:
    log = tmp_path / "log"
    assert last_lines(log) == ""
    log.write_text("".join(f"line {n}\n\n" for n in range(5000)))
    assert last_lines(log, 2) == "line 4998\nline 4999"


@pytest.mark.model
@with_server
def test_the_real_model_served_on_loopback(tmp_path: Path) -> None:
    async def talk() -> None:
        one = teacher(slots=2, context=1024, threads=2)
        async with one:
            engine = one._engine
            assert isinstance(engine, LlamaServer)
            replies = await asyncio.gather(
                *(one.ask(request("What is 2 + 2?", max_tokens=24, temperature=0)) for _ in "ab")
            )
            assert all("4" in reply.text for reply in replies)
            # As many as transformers makes of it: the same template, the same digits.
            assert replies[0].usage.prompt_tokens == 38
            with pytest.raises(RequestFailedError) as caught:
                await one.ask(request("word " * 3000))
            assert caught.value.failure is Failure.REJECTED
            # A server that dies is started again; the request that met it may be tried again.
            assert engine._process is not None
            first = engine._process.pid
            os.kill(first, signal.SIGKILL)
            await asyncio.sleep(0.2)
            with pytest.raises(RequestFailedError) as caught:
                await one.ask(request())
            assert caught.value.failure is Failure.TRANSIENT
            again = await one.ask(request("What is 2 + 2?", max_tokens=24, temperature=0))
            assert "4" in again.text
            assert engine._process is not None
            last = engine._process.pid
            log = engine._log
        assert not alive(last)
        assert not log.exists()

    asyncio.run(talk())


@pytest.mark.model
@with_server
@pytest.mark.skipif(sys.platform == "win32", reason="kill -9")
def test_the_server_dies_with_its_parent() -> None:
    program = textwrap.dedent(
        """
        import asyncio
        from preceptor.components import Context
        from preceptor_teachers.local import LocalTeacher
        from preceptor_teachers.local_options import LocalOptions

        async def main():
            one = LocalTeacher(LocalOptions(slots=1, context=256), Context("small"))
            async with one:
                print(one._engine._process.pid, flush=True)
                await asyncio.sleep(600)

        asyncio.run(main())
        """
    )
    with subprocess.Popen(
        [sys.executable, "-c", program], stdout=subprocess.PIPE, text=True
    ) as parent:
        assert parent.stdout is not None
        server = int(parent.stdout.readline())
        assert alive(server)
        parent.kill()
    deadline = time.monotonic() + 20
    while alive(server) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not alive(server)


def alive(pid: int) -> bool:
    try:
        with open(f"/proc/{pid}/stat") as file:
            return file.read().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
