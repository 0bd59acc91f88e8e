"""Whatever breaks, whenever: the final rows are those of an undisturbed run, and every request
that an endpoint would charge for is accounted for.

A run goes through the program as its users start it, with verifier workers of its own, against
the SYNTHETIC scripted server. What a fault ends by design (a 401, a full disk, a kill) is started
again by the same command once the fault is gone. ``-m slow -s`` runs the whole matrix and prints
its summary line.
"""

from __future__ import annotations

import json
import os
import random
import resource
import signal
import sqlite3
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from program import Program, Sums
from scripted_server import MODEL, Fault, Script, ScriptedServer, prompt_digest, script_for

from preceptor.errors import Exit

CYCLE = ["right", "corrects", "resolves", "never"]
COUNT = 24
REQUESTS = COUNT // 4 * (1 + 3 + 6 + 5)
MOMENTS = {"early": 3, "middle": REQUESTS // 2, "late": REQUESTS - 8}
"""After so many requests, of those that an undisturbed run sends."""
STARTS = 5
"""No two faults together end a run more often than this."""

JOURNAL = "journals/shard-00000.sqlite3"


@dataclass
class Process:
    """The run that is under way, and what it writes."""

    process: Any
    folder: Path


Act = Callable[[Process, ScriptedServer], None]


def restart(_process: Process, server: ScriptedServer) -> None:
    server.stop()
    time.sleep(0.2)
    server.start()


def fill_disk(process: Process, _server: ScriptedServer) -> None:
    """No file may grow beyond what the journal's log has now; the kernel says EFBIG."""
    log = process.folder / f"{JOURNAL}-wal"
    size = log.stat().st_size if log.exists() else 4096
    resource.prlimit(process.process.pid, resource.RLIMIT_FSIZE, (size, size))


def kill(process: Process, _server: ScriptedServer) -> None:
    process.process.kill()


def kill_worker(process: Process, _server: ScriptedServer) -> None:
    children = Path(f"/proc/{process.process.pid}/task/{process.process.pid}/children")
    while process.process.poll() is None:
        for pid in children.read_text().split():
            os.kill(int(pid), signal.SIGKILL)
            return
        time.sleep(0.002)


@dataclass(frozen=True)
class Trouble:
    """One way of breaking.

    Attributes:
        faults: What the server does from a given request on.
        act: What is done to the processes then.
        exits: Exit codes with which it may end a start of the run, besides 0.
        refuses: Whether some requests have no reply for good.
    """

    faults: Callable[[int], tuple[Fault, ...]] = lambda _: ()
    act: Act | None = None
    exits: frozenset[int] = frozenset()
    refuses: bool = False


def several(kind: str, **more: Any) -> Callable[[int], tuple[Fault, ...]]:
    """Strikes three requests that are close to each other."""
    return lambda number: (Fault(kind, at=(number, number + 1, number + 4), **more),)


TROUBLES: dict[str, Trouble] = {
    "429": Trouble(several("429")),
    "429 with Retry-After": Trouble(several("429", retry_after=0.1)),
    "500": Trouble(several("500")),
    "503": Trouble(several("503")),
    "dropped connection": Trouble(several("drop")),
    "slow reply": Trouble(several("slow", seconds=5.0)),
    "half a body": Trouble(several("half_body")),
    "invalid JSON": Trouble(several("invalid_json")),
    "empty choices": Trouble(several("empty_choices")),
    "400 on some prompts": Trouble(several("400"), refuses=True),
    "401 in mid-run": Trouble(
        lambda number: (Fault("401", start=number),), exits=frozenset({Exit.NOT_READY})
    ),
    "server restart": Trouble(act=restart),
    "disk full": Trouble(act=fill_disk, exits=frozenset({Exit.NOT_READY})),
    "kill -9 of the run": Trouble(act=kill, exits=frozenset({-signal.SIGKILL})),
    "kill -9 of a verifier worker": Trouble(act=kill_worker),
}
Place = tuple[str, str]
"""A trouble and its moment, by name."""


@dataclass
class Accounts:
    """Requests that the server got and would have charged for, and what explains them.

    Attributes:
        paid: Completions it made.
        replies: Those that are in the journal.
        unreadable: Those that came as something else than a completion.
        lost: Those of requests that the journal lists as charged without a reply: cut off on
            the way, or under way at a kill.
    """

    paid: int = 0
    replies: int = 0
    unreadable: int = 0
    lost: int = 0
    runs: int = field(default=0)


class Matrix:
    """Runs in folders of their own against one server, so that all have the same keys."""

    def __init__(
        self, program: Program, recipe: str, script: Script, server: ScriptedServer
    ) -> None:
        self.program = program
        self.recipe = recipe
        self.script = script
        self.server = server
        self.accounts = Accounts()
        self.undisturbed = self.run("undisturbed", [])
        assert len(self.undisturbed) == COUNT
        assert (server.count(), self.accounts.replies) == (REQUESTS, REQUESTS)

    def run(self, name: str, places: list[Place]) -> dict[str, Any]:
        """The rows that come of a run with these troubles, by problem."""
        before = self.server.count()
        folder = self.program.folder / name
        due = sorted(
            ((before + MOMENTS[moment], TROUBLES[trouble]) for trouble, moment in places),
            key=lambda one: one[0],
        )
        # Two at the same moment strike different requests.
        numbers = [number + 2 * place for place, (number, _) in enumerate(due)]
        faults = tuple(
            fault
            for number, (_, one) in zip(numbers, due, strict=True)
            for fault in one.faults(number)
        )
        acts = [(number, one.act) for number, one in due if one.act is not None]
        exits = frozenset().union(*(one.exits for _, one in due))
        codes: set[int] = set()
        for _ in range(STARTS):
            self.server.script = replace(self.script, faults=faults)
            code, said = self._start(folder, acts)
            codes.add(code)
            if code == 0:
                break
            assert code in exits, said
            faults = tuple(fault for fault in faults if fault.kind != "401")  # it is mended
        else:
            pytest.fail(f"{name}: not finished after {STARTS} starts: {said}")
        outcomes = {entry.outcome for entry in self.server.log()[before:]}
        assert not acts, f"{name}: nothing was done to the processes"
        for _, one in due if len(due) == 1 else ():  # of two, one may leave the other no chance
            kinds = {fault.kind for fault in one.faults(0)}
            assert kinds <= outcomes, f"{name}: the fault did not strike"
            assert one.exits <= codes, f"{name}: the run went on"
        self._explain(folder / JOURNAL, before)
        return rows(folder / JOURNAL)

    def _start(self, folder: Path, acts: list[tuple[int, Act]]) -> tuple[int, str]:
        process = self.program.start("run", self.recipe, "--out", folder.name)
        said: list[str] = []
        reader = threading.Thread(target=lambda: said.extend(process.stderr))
        reader.start()
        while process.poll() is None:
            if acts and self.server.count() >= acts[0][0]:
                acts.pop(0)[1](Process(process, folder), self.server)
            time.sleep(0.003)
        reader.join()
        return process.returncode, "".join(said)

    def _explain(self, journal: Path, before: int) -> None:
        """Every completion the server made is in the journal, by prompt, and no more of them."""
        paid = Counter(entry.digest for entry in self.server.log()[before:] if entry.worked)
        with sqlite3.connect(f"file:{journal}?mode=ro", uri=True) as connection:

            def by_prompt(sql: str) -> Counter[str]:
                found = connection.execute(
                    f"SELECT r.json FROM ({sql}) t JOIN requests r ON r.key = t.key"
                )
                return Counter(prompt_digest(json.loads(text)["messages"]) for (text,) in found)

            replies = by_prompt("SELECT key FROM replies")
            unreadable = by_prompt("SELECT key FROM failed_tries WHERE status = 200")
            lost = by_prompt(
                "SELECT key FROM failed_tries WHERE status IS NULL AND tokens > 0 "
                "UNION ALL SELECT key FROM unknown_outcomes"
            )
        for digest in set(paid) | set(replies) | set(unreadable):
            explained = replies[digest] + unreadable[digest]
            assert explained <= paid[digest] <= explained + lost[digest], digest
        accounts = self.accounts
        accounts.runs += 1
        accounts.paid += paid.total()
        accounts.replies += replies.total()
        accounts.unreadable += unreadable.total()
        accounts.lost += (paid - replies - unreadable).total()

    def check(self, name: str, places: list[Place]) -> None:
        """The rows are those of the undisturbed run; only what was refused is not solved."""
        found = self.run(name, places)
        refusals = sum(TROUBLES[trouble].refuses for trouble, _ in places)
        refused = [id_ for id_, row in found.items() if row["failure"]]
        assert len(refused) <= 3 * refusals, places
        assert all("rejected: HTTP 400" in found[id_]["failure"] for id_ in refused), places
        assert set(found) == set(self.undisturbed), places
        for id_, row in found.items():
            assert id_ in refused or row == self.undisturbed[id_], places


def rows(journal: Path) -> dict[str, Any]:
    """The solutions with their trails by row id; the time a verifier took is left out."""
    with sqlite3.connect(f"file:{journal}?mode=ro", uri=True) as connection:
        found = connection.execute("SELECT row_id, json FROM solutions").fetchall()
    assert len(found) == len(dict(found))
    solutions = {row_id: json.loads(text) for row_id, text in found}
    for solution in solutions.values():
        for step in solution["trail"]:
            if step.get("verdict"):
                step["verdict"].pop("seconds", None)
    return solutions


@pytest.fixture(scope="module")
def matrix(module_program: Program, sums: Sums) -> Iterator[Matrix]:
    program = module_program
    script = script_for(sums(COUNT), cycle=CYCLE, latency=0.02)
    problems = [{"q": p.statement, "a": p.reference.value} for p in sums(COUNT)]
    with ScriptedServer(script) as server:
        recipe = program.recipe(
            source={
                "use": "file",
                "path": program.rows("sums.jsonl", problems),
                "subject": "math",
                "fields": {"statement": "q", "reference": "a"},
                "kind": "number",
            },
            teachers={
                "t": {
                    "use": "openai",
                    "base_url": server.url,
                    "model": MODEL,
                    "api_key_env": None,
                    "timeout": 3.0,
                }
            },
            annotate=[
                {
                    "name": "model",
                    "teacher": "t",
                    "reflection": {"use": "three-stage", "control_share": 0.0},
                }
            ],
            engine={"in_flight": 8, "failed_share": 0.5},
            verification={"workers": 1},
        )
        yield Matrix(program, recipe, script, server)


@pytest.mark.parametrize(
    "places",
    [
        [("429 with Retry-After", "early"), ("kill -9 of a verifier worker", "middle")],
        [("half a body", "middle"), ("disk full", "late")],
        [("400 on some prompts", "middle"), ("kill -9 of the run", "late")],
    ],
    ids=lambda places: " and ".join(f"{trouble}, {moment}" for trouble, moment in places),
)
def test_a_cut_through_the_matrix(matrix: Matrix, places: list[Place]) -> None:
    matrix.check(f"cut-{matrix.accounts.runs}", places)


@pytest.mark.slow
@pytest.mark.timeout(7200)
def test_the_whole_matrix(matrix: Matrix) -> None:
    matrix.accounts = Accounts()
    every = [(trouble, moment) for trouble in TROUBLES for moment in MOMENTS]
    chosen = random.Random(20)
    pairs = [chosen.sample(every, 2) for _ in range(20)]
    for number, places in enumerate([*([place] for place in every), *pairs]):
        matrix.check(f"matrix-{number}", places)
    sums = matrix.accounts
    print(
        f"\nfault matrix: {len(TROUBLES)} faults at {len(MOMENTS)} moments and {len(pairs)} pairs, "
        f"{sums.runs} runs: all rows complete and as without faults; {sums.paid} paid requests = "
        f"{sums.replies} replies in the journal + {sums.unreadable} unreadable + {sums.lost} "
        "listed as charged without a reply"
    )
    assert sums.paid == sums.replies + sums.unreadable + sums.lost
