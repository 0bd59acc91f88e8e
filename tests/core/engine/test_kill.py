"""Runs that are killed, interrupted or shut out for real, in processes of their own."""

from __future__ import annotations

import asyncio
import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from in_process import TextHost, Twice, one_pass, problems, quick
from scripted_server import MODEL, Fault, Script, ScriptedServer, prompt_digest, script_for

from preceptor.engine import AnnotationSummary, Counters, annotate
from preceptor.errors import Exit, NotReadyError
from preceptor.journal import Journal, JournalReader, Solutions
from preceptor.records import Solution
from preceptor.registry import Registry

COUNT = 80
KEY = "sk-synthetic-1234567890-secret"
SCRIPT = script_for(
    problems(COUNT), cycle=["right", "corrects", "never", "think_tags"], latency=0.01, key=KEY
)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[ScriptedServer]:
    with ScriptedServer(SCRIPT, log=tmp_path / "server.jsonl") as running:
        yield running


def start(path: Path, server: ScriptedServer, key: str = KEY) -> subprocess.Popen[str]:
    script = Path(__file__).with_name("annotate_process.py")
    return subprocess.Popen(
        [sys.executable, str(script), str(path), server.url, str(COUNT)],
        env={**os.environ, "SCRIPTED_KEY": key},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def finish(path: Path, url: str, client: str = "direct") -> AnnotationSummary:
    """Start the same run again, in this process, and let it end."""
    options = {
        "base_url": url,
        "model": MODEL,
        "api_key_env": "SCRIPTED_KEY",
        "client": client,
    }
    teacher = Registry.load().create("teacher", "openai", options)
    os.environ["SCRIPTED_KEY"] = KEY
    with Journal(path) as journal:
        journal.ingest({"numbers": problems(COUNT)}, str(COUNT))
        passes = [one_pass(teacher, Twice)]
        return asyncio.run(annotate(journal, passes, TextHost(), quick(in_flight=16), Counters()))


def rows(path: Path) -> list[Solution]:
    """The final rows, with attempts named by their places: a key depends on the server's port."""
    with JournalReader(path) as journal:
        return [_placed(solution) for _, solution in Solutions([journal])]


def _placed(solution: Solution) -> Solution:
    places = {step.attempt.id: str(place) for place, step in enumerate(solution.trail)}
    trail = []
    for step in solution.trail:
        parent = step.attempt.parent
        names = {"id": places[step.attempt.id], "parent": parent and places[parent]}
        trail.append(step.model_copy(update={"attempt": step.attempt.model_copy(update=names)}))
    return solution.model_copy(update={"trail": tuple(trail)})


def answered(path: Path) -> set[str]:
    """Digests of the prompts whose replies are in the journal."""
    with JournalReader(path) as journal:
        texts = journal._all("SELECT json FROM requests WHERE key IN (SELECT key FROM replies)")
    return {prompt_digest(json.loads(text)["messages"]) for (text,) in texts}


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> list[Solution]:
    path = tmp_path_factory.mktemp("undisturbed") / "journal.sqlite3"
    with ScriptedServer(SCRIPT) as server:
        summary = finish(path, server.url)
        # Half of the problems are right at first; the other half is asked twice.
        assert server.count() == summary.replies == COUNT + COUNT // 2
    return rows(path)


def check_accounts(path: Path, server: ScriptedServer) -> None:
    """Every request the server got is a reply, a failed try or an unknown outcome, and once."""
    with JournalReader(path) as journal:
        unknown = list(journal.unknown_outcomes())
        replies = journal.request_states()["done"]
        failed = sum(journal.failed_tries().values())
        spent = sum(spent.requests for spent in journal.spent_by_subject().values())
    assert spent == replies + failed + len(unknown)
    # An intent may have been committed and its request not sent when the process died.
    assert replies + failed <= server.count() <= spent


@pytest.mark.parametrize("sent_before", [1, 60, pytest.param(117, marks=pytest.mark.slow)])
def test_kill_at_some_moment(
    tmp_path: Path,
    journal_path: Path,
    server: ScriptedServer,
    undisturbed: list[Solution],
    sent_before: int,
) -> None:
    process = start(journal_path, server)
    try:
        deadline = time.monotonic() + 60
        while server.count() < sent_before and time.monotonic() < deadline:
            time.sleep(random.uniform(0.0, 0.004))
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert process.returncode == -signal.SIGKILL
    at_kill, paid = server.count(), answered(journal_path)
    with JournalReader(journal_path) as journal:
        in_flight = journal.request_states().get("intent", 0)
    summary = finish(journal_path, server.url)
    asked_again = {entry.digest for entry in server.log()[at_kill:]} & paid
    assert asked_again == set(), "a reply in the journal is never asked for again"
    assert summary.unknown == in_flight <= 16
    assert rows(journal_path) == undisturbed
    most = max(Counter(entry.digest for entry in server.log()).values())
    assert most <= 2, "only what was in flight at the kill is sent twice"
    check_accounts(journal_path, server)


def test_killed_again_and_again(
    journal_path: Path, server: ScriptedServer, undisturbed: list[Solution]
) -> None:
    seconds = random.Random(5)
    for _ in range(4):
        process = start(journal_path, server)
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(seconds.uniform(0.0, 0.6))
        process.kill()
        process.wait()
        at_kill, paid = server.count(), answered(journal_path)
    finish(journal_path, server.url)
    assert {entry.digest for entry in server.log()[at_kill:]} & paid == set()
    assert rows(journal_path) == undisturbed
    check_accounts(journal_path, server)


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_fifty_kills_at_random(
    tmp_path: Path, server: ScriptedServer, undisturbed: list[Solution]
) -> None:
    """A new run and one kill each time, anywhere between its first and its last request."""
    moments = random.Random(50)
    resent = in_flight = 0
    for number in range(50):
        path = tmp_path / f"{number}.sqlite3"
        before = server.count()
        process = start(path, server)
        kill_at = before + moments.randrange(1, COUNT + COUNT // 2)
        while server.count() < kill_at and process.poll() is None:
            time.sleep(moments.uniform(0.0, 0.002))
        process.kill()
        process.communicate()
        at_kill, paid = server.count(), answered(path)
        with JournalReader(path) as journal:
            in_flight += journal.request_states().get("intent", 0)
        finish(path, server.url)
        mine = server.log()[before:]
        assert {entry.digest for entry in server.log()[at_kill:]} & paid == set(), number
        assert rows(path) == undisturbed, number
        resent += len(mine) - (COUNT + COUNT // 2)
    print(f"50 kills: {resent} requests sent again, {in_flight} in flight at the kills")
    assert 0 < resent <= in_flight


def test_ctrl_c_waits_for_replies_under_way(
    journal_path: Path, server: ScriptedServer, undisturbed: list[Solution]
) -> None:
    server.script = replace(SCRIPT, latency=0.2)
    process = start(journal_path, server)
    while server.count() < 20:
        time.sleep(0.005)
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=60)
    assert process.returncode == Exit.INTERRUPTED
    assert not journal_path.with_name(journal_path.name + "-wal").exists(), "closed cleanly"
    with JournalReader(journal_path) as journal:
        assert "intent" not in journal.request_states(), "what was paid for arrived"
        assert journal.request_states()["done"] == server.count()
    server.script = SCRIPT
    assert finish(journal_path, server.url).unknown == 0
    assert rows(journal_path) == undisturbed
    assert server.count() == COUNT + COUNT // 2


def test_a_401_in_mid_run_stops_it_and_a_new_start_finishes(
    journal_path: Path, server: ScriptedServer, undisturbed: list[Solution]
) -> None:
    server.script = replace(SCRIPT, faults=(Fault("401", start=50),))
    with pytest.raises(NotReadyError, match="rejected the API key"):
        finish(journal_path, server.url)
    server.script = SCRIPT
    finish(journal_path, server.url)
    assert rows(journal_path) == undisturbed
    assert server.count("200") == COUNT + COUNT // 2, "nothing was paid for twice"


@pytest.mark.parametrize(
    "faults",
    [
        (Fault("429", every=7, retry_after=0.05), Fault("500", every=11)),
        (Fault("429", every=5), Fault("drop", every=9)),
        (Fault("503", every=6, retry_after=0.05), Fault("empty_choices", every=13)),
        (Fault("half_body", every=11), Fault("invalid_json", every=37)),
        (Fault("error_200", every=10), Fault("slow", every=4, seconds=0.3)),
    ],
    ids=lambda faults: "+".join(fault.kind for fault in faults),
)
@pytest.mark.parametrize("client", ["direct", "sdk"])
def test_faults_leave_no_trace_in_the_rows(
    journal_path: Path,
    server: ScriptedServer,
    undisturbed: list[Solution],
    faults: tuple[Fault, ...],
    client: str,
) -> None:
    server.script = replace(SCRIPT, faults=faults)
    summary = finish(journal_path, server.url, client)
    assert rows(journal_path) == undisturbed
    assert summary.failed == 0
    assert summary.spent.requests == server.count()
    with JournalReader(journal_path) as journal:
        failed = sum(journal.failed_tries().values())
    bad = server.count() - server.count("200") - server.count("slow")
    assert failed == bad


def test_a_restarted_server_is_waited_for(
    journal_path: Path, server: ScriptedServer, undisturbed: list[Solution]
) -> None:
    def restart() -> None:
        while server.count() < 30:
            time.sleep(0.002)
        server.stop()
        time.sleep(0.05)
        server.start()

    restarting = threading.Thread(target=restart)
    restarting.start()
    summary = finish(journal_path, server.url)
    restarting.join()
    assert summary.failed == 0
    assert rows(journal_path) == undisturbed


def test_the_key_is_nowhere(tmp_path: Path, journal_path: Path, server: ScriptedServer) -> None:
    # The scripted failures repeat the key in their messages, as real endpoints have done.
    server.script = replace(
        SCRIPT, faults=(Fault("500", at=(3, 9)), Fault("400", at=(5,)), Fault("401", start=40))
    )
    process = start(journal_path, server)
    out, err = process.communicate(timeout=60)
    assert process.returncode == Exit.NOT_READY
    assert "[key withheld]" in err
    assert KEY not in out + err
    process = start(journal_path, server, key="sk-another-secret-key")
    out, err = process.communicate(timeout=60)
    assert process.returncode == Exit.NOT_READY
    assert "rejected the API key" in err
    assert "sk-another-secret-key" not in out + err
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert journal_path in files
    for path in files:
        assert b"secret" not in path.read_bytes(), path


def test_a_missing_key_and_a_missing_endpoint_are_reported(
    journal_path: Path, server: ScriptedServer
) -> None:
    process = start(journal_path, server, key="")
    _, err = process.communicate(timeout=60)
    assert process.returncode == Exit.NOT_READY
    assert "SCRIPTED_KEY is not set" in err
    server.stop()
    process = start(journal_path, server)
    _, err = process.communicate(timeout=60)
    assert process.returncode == Exit.NOT_READY
    assert f"nothing answers at {server.url}" in err
    server.start()


def test_the_process_form_of_the_server_goes_on_counting(tmp_path: Path) -> None:
    script = Script(parts=SCRIPT.parts).save(tmp_path / "script.json")
    assert Script.load(script).parts == SCRIPT.parts
    support = str(Path(__file__).parents[2] / "support")
    log, journal, number = tmp_path / "server.jsonl", tmp_path / "journal.sqlite3", 0
    for start_number in range(2):
        port = tmp_path / f"port{start_number}"
        arguments = ["--script", str(script), "--log", str(log), "--port-file", str(port)]
        server = subprocess.Popen(
            [sys.executable, "-m", "scripted_server", *arguments, "--port", str(number)],
            env={**os.environ, "PYTHONPATH": support},
        )
        try:
            while not port.exists():
                assert server.poll() is None
                time.sleep(0.02)
            number = int(port.read_text())
            finish(journal, f"http://127.0.0.1:{number}/v1")
        finally:
            server.kill()
            server.wait()
    # The same endpoint, restarted, is asked for nothing that is in the journal.
    assert len(log.read_text().splitlines()) == COUNT + COUNT // 2
