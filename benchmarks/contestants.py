"""The clients that ``benchmarks/engine.py`` compares, each in its own process.

``contestants.py NAME URL REQUESTS FOLDER IN_FLIGHT`` sends the requests in the file REQUESTS
(one JSON object per line: ``number``, ``messages`` and the sampling parameters), writes the
replies to FOLDER/replies.jsonl (``number``, ``text``) and prints one JSON object of measurements.
The measured window begins after the imports and ends when every reply has arrived.

``preceptor`` is given problems instead, makes the requests itself, and keeps a journal,
verifies and reflects at the same time; its REQUESTS is a number of problems.
"""

from __future__ import annotations

import asyncio
import json
import os
import resource
import sys
import time
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from fault_server import MODEL, answer, statement

Row = dict[str, Any]


def requests_in(path: str) -> list[Row]:
    """The requests of the file."""
    return [json.loads(line) for line in Path(path).read_text().splitlines()]


class Window:
    """Wall and CPU seconds between two moments, child processes included once they ended."""

    def __enter__(self) -> Window:
        self.wall, self.cpu = time.perf_counter(), _cpu()
        return self

    def __exit__(self, *_exc: object) -> None:
        self.wall = time.perf_counter() - self.wall
        self.cpu = [after - before for before, after in zip(self.cpu, _cpu(), strict=True)]
        # The peak so far: what is read back for the comparison must not count.
        self.rss = [resource.getrusage(who).ru_maxrss / 1024 for who in _WHO]

    def measurements(self) -> dict[str, float]:
        return {
            "wall": self.wall,
            "cpu": self.cpu[0],
            "cpu_children": self.cpu[1],
            "rss": self.rss[0],
            "rss_child": self.rss[1],
        }


_WHO = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)


def _cpu() -> list[float]:
    return [sum(resource.getrusage(who)[:2]) for who in _WHO]


# --- bare clients -------------------------------------------------------------------------------


async def pooled(
    rows: Iterable[Row], in_flight: int, ask: Callable[[Row], Awaitable[str]]
) -> list[Row]:
    """Ask for all rows, so many at a time; those that fail are lost."""
    waiting, replies = iter(rows), list[Row]()

    async def worker() -> None:
        for row in waiting:
            try:
                replies.append({"number": row["number"], "text": await ask(row)})
            except Exception as error:
                print(f"{type(error).__name__}: {error}"[:200], file=sys.stderr)

    await asyncio.gather(*(worker() for _ in range(in_flight)))
    return replies


def sdk(url: str, requests: str, _folder: Path, in_flight: int) -> tuple[Window, Iterable[Row]]:
    """AsyncOpenAI with its aiohttp transport and its own retries (two)."""
    import openai

    async def run() -> tuple[Window, Iterable[Row]]:
        client = openai.AsyncOpenAI(
            base_url=url,
            api_key="none",
            http_client=openai.DefaultAioHttpClient(limits=_limits(in_flight), timeout=120.0),
        )

        async def ask(row: Row) -> str:
            body = {k: v for k, v in row.items() if k != "number"}
            completion = await client.chat.completions.create(model=MODEL, **body)
            return completion.choices[0].message.content or ""

        rows = requests_in(requests)
        with Window() as window:
            replies = await pooled(rows, in_flight, ask)
        await client.close()
        return window, replies

    return asyncio.run(run())


def _limits(connections: int) -> Any:
    try:
        import httpx2 as http
    except ImportError:
        import httpx as http  # type: ignore[no-redef]
    return http.Limits(max_connections=connections, max_keepalive_connections=connections)


def aiohttp(url: str, requests: str, _folder: Path, in_flight: int) -> tuple[Window, Iterable[Row]]:
    """Bare aiohttp: nothing is checked, nothing is tried again."""
    import aiohttp as http

    async def run() -> tuple[Window, Iterable[Row]]:
        async with http.ClientSession(connector=http.TCPConnector(limit=0)) as session:

            async def ask(row: Row) -> str:
                body = {"model": MODEL, **{k: v for k, v in row.items() if k != "number"}}
                async with session.post(f"{url}/chat/completions", json=body) as response:
                    completion = await response.json()
                    return str(completion["choices"][0]["message"]["content"])

            rows = requests_in(requests)
            with Window() as window:
                replies = await pooled(rows, in_flight, ask)
        return window, replies

    return asyncio.run(run())


# --- preceptor ------------------------------------------------------------------------------------


def preceptor(
    url: str, count: str, folder: Path, in_flight: int, client: str = "direct"
) -> tuple[Window, Iterable[Row]]:
    """The engine with journal, verification in worker processes, and three-stage reflection."""
    from preceptor.engine import Counters, EngineOptions, Pass, annotate
    from preceptor.journal import Journal
    from preceptor.records import Sampling
    from preceptor.registry import Registry
    from preceptor.verification import VerificationHost

    registry = Registry.load()
    teacher = {"base_url": url, "model": MODEL, "api_key_env": None, "client": client}
    reflection = registry.create("reflection", "three-stage", {"control_share": 0.0})
    pass_ = Pass(
        name="main",
        teacher=registry.create("teacher", "openai", teacher),
        strategy=reflection,
        sampling=Sampling(max_tokens=512),
    )
    options = EngineOptions(in_flight=in_flight)
    with Window() as window, VerificationHost(registry, workers=1) as host:
        with Journal(folder / "journal.sqlite3") as journal:
            journal.ingest({"benchmark": problems(int(count))}, count)
            summary = asyncio.run(annotate(journal, [pass_], host, options, Counters()))
        print(f"{summary.accepted} of {summary.problems} accepted", file=sys.stderr)
    return window, replies_of(folder / "journal.sqlite3")


def problems(count: int) -> Iterator[Any]:
    """The problems of the fault server."""
    from preceptor.records import Problem, Provenance
    from preceptor.references import number

    for index in range(count):
        yield Problem(
            subject="math",
            statement=statement(index),
            reference=number(str(answer(index))),
            provenance=Provenance(source="benchmark"),
        )


def replies_of(journal: Path) -> Iterator[Row]:
    """The replies in the journal, in the form in which the other contestants return theirs."""
    import sqlite3

    with sqlite3.connect(journal) as connection:
        for content, reply in connection.execute(
            "SELECT r.json, p.json FROM requests r JOIN replies p ON p.key = r.key"
        ):
            yield {"messages": json.loads(content)["messages"], "text": json.loads(reply)["text"]}


# --- peers, where installed ---------------------------------------------------------------------


def curator(url: str, requests: str, folder: Path, in_flight: int) -> tuple[Window, Iterable[Row]]:
    """bespokelabs-curator, its rate limits out of the way."""
    os.environ |= {
        "CURATOR_CACHE_DIR": str(folder / "cache"),
        "CURATOR_DISABLE_RICH_DISPLAY": "1",
        "TELEMETRY_ENABLED": "false",
        "OPENAI_API_KEY": "none",
    }
    import tiktoken
    from bespokelabs import curator as library
    from datasets import Dataset

    try:
        tiktoken.get_encoding("cl100k_base")
    except Exception:
        # It fetches its vocabulary from the network. Without one, tokens are characters, which
        # costs curator nothing.
        tiktoken.get_encoding = tiktoken.encoding_for_model = lambda _name: _Characters()

    class Asker(library.LLM):
        def prompt(self, input: Row) -> list[dict[str, str]]:
            return list(input["messages"])

        def parse(self, input: Row, response: str) -> Row:
            return {"number": input["number"], "text": response}

    rows = requests_in(requests)
    asker = Asker(
        model_name=MODEL,
        backend="openai",
        generation_params={"max_tokens": 512},
        backend_params={
            "base_url": url,
            "max_requests_per_minute": 1_000_000,
            "max_tokens_per_minute": 1_000_000_000,
            "max_concurrent_requests": in_flight,
            "request_timeout": 120,
            "require_all_responses": False,
        },
    )
    with Window() as window:
        data = Dataset.from_list([{k: row[k] for k in ("number", "messages")} for row in rows])
        done = asker(data)
    dataset = getattr(done, "dataset", done)
    return window, [{"number": row["number"], "text": row["text"]} for row in dataset]


class _Characters:
    def encode(self, text: str, **_more: object) -> list[int]:
        return list(text.encode())


def distilabel(
    url: str, requests: str, folder: Path, in_flight: int
) -> tuple[Window, Iterable[Row]]:
    """distilabel with batches as large as the number in flight."""
    os.environ["HF_HOME"] = str(folder / "hf")
    from distilabel.models import OpenAILLM
    from distilabel.pipeline import Pipeline
    from distilabel.steps import LoadDataFromDicts
    from distilabel.steps.tasks import ChatGeneration

    rows = [{k: row[k] for k in ("number", "messages")} for row in requests_in(requests)]
    with Window() as window:
        with Pipeline(name="benchmark", cache_dir=folder / "cache") as pipeline:
            load = LoadDataFromDicts(data=rows, batch_size=in_flight)
            llm = OpenAILLM(
                model=MODEL,
                base_url=url,
                api_key="none",
                generation_kwargs={"max_new_tokens": 512},
            )
            load >> ChatGeneration(llm=llm, input_batch_size=in_flight)
        done = pipeline.run(use_cache=False)
    table = done["default"]["train"]
    return window, [
        {"number": row["number"], "text": row["generation"]} for row in table if row["generation"]
    ]


CONTESTANTS: Mapping[str, Callable[[str, str, Path, int], tuple[Window, Iterable[Row]]]] = {
    "preceptor": preceptor,
    "preceptor-sdk": partial(preceptor, client="sdk"),
    "sdk": sdk,
    "aiohttp": aiohttp,
    "curator": curator,
    "distilabel": distilabel,
}


def main() -> None:
    name, url, requests, folder, in_flight = sys.argv[1:]
    window, replies = CONTESTANTS[name](url, requests, Path(folder), int(in_flight))
    with Path(folder, "replies.jsonl").open("w") as file:
        file.writelines(json.dumps(row) + "\n" for row in replies)
    print(json.dumps(window.measurements()))


if __name__ == "__main__":
    main()
