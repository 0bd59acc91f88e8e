"""Where the key must not be, what is told before anything is read, and what is asked again."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from typing import Any

import pytest
from program import Program, Sums, SumsSource
from scripted_server import MODEL, Fault, Script, ScriptedServer, script_for

KEY = "sk-synthetic-0123456789-secret"
COUNT = 8


def recipe(program: Program, source: Any, url: str, **parts: Any) -> str:
    teacher = {"use": "openai", "base_url": url, "model": MODEL, "api_key_env": "RUN_KEY"}
    name: str = program.recipe(
        sources={"sums": source},
        teachers={"t": teacher},
        annotate=[{"name": "model", "teacher": "t", "sampling": {"max_tokens": 64}}],
        engine={"in_flight": 2, "failed_share": 1.0},
        verification={"workers": 1},
        **parts,
    )
    return name


@pytest.fixture
def script(sums: Sums) -> Script:
    return script_for(sums(COUNT), key=KEY)


@pytest.mark.parametrize("client", ["direct", "sdk"])
def test_the_key_is_in_no_file_and_in_no_output(
    program: Program, sums: Sums, sums_source: SumsSource, script: Script, client: str
) -> None:
    # The scripted failures repeat the key in their messages; one answer is the key itself.
    leaking = replace(script.parts[5], answer=KEY)
    script = replace(
        script,
        parts=(*script.parts[:5], leaking, *script.parts[6:]),
        faults=(Fault("500", at=(1,)), Fault("400", at=(3,)), Fault("429", at=(4,))),
    )
    with ScriptedServer(script) as server:
        written = recipe(program, sums_source(sums(COUNT)), server.url)
        given = [written, "--set", f"teachers.t.client={client}"]
        outputs = []
        for key in (KEY, "sk-another-0123456789-secret", KEY):
            done = program("run", *given, "--out", "out", "--refresh", env={"RUN_KEY": key})
            outputs.append((done.returncode, done.stdout + done.stderr))
            server.script = replace(script, faults=())
        assert [code for code, _ in outputs] == [0, 3, 0], outputs
        assert server.count("400") == 1
    assert "[key withheld]" in outputs[0][1]
    assert "rejected the API key" in outputs[1][1]
    assert not any("secret" in text for _, text in outputs)
    files = [path for path in (program.folder / "out").rglob("*") if path.is_file()]
    assert {"log.jsonl", "report.json", "shard-00000.sqlite3"} <= {path.name for path in files}
    for path in files:
        assert b"secret" not in path.read_bytes(), path


def test_a_missing_key_is_told_before_a_source_is_read(program: Program) -> None:
    given = recipe(
        program,
        {"use": "file", "path": "nowhere.jsonl", "subject": "math"},
        "http://127.0.0.1:9/v1",
    )
    done = program("run", given, "--out", "out", env={"RUN_KEY": ""})
    assert done.returncode == 3
    assert "RUN_KEY is not set" in done.stderr
    assert "nowhere.jsonl" not in done.stderr
    assert not list((program.folder / "out/journals").glob("*.sqlite3"))


def test_what_a_changed_recipe_asks_again(
    program: Program, sums: Sums, sums_source: SumsSource, script: Script
) -> None:
    env = {"RUN_KEY": KEY}
    source = sums_source(sums(COUNT))
    policies = "SELECT group_concat(DISTINCT verdict_policy) FROM verdicts"
    with ScriptedServer(script) as server:
        given = recipe(program, source, server.url)

        def asked(*more: str, env: dict[str, str] = env) -> int:
            before = server.count()
            done = program("run", given, "--out", "out", *more, env=env)
            assert done.returncode == 0, done.stderr
            return server.count() - before

        def query(sql: str) -> Any:
            journal = program.folder / "out/journals/shard-00000.sqlite3"
            with sqlite3.connect(journal) as connection:
                return connection.execute(sql).fetchone()[0]

        assert asked() == COUNT
        assert asked(env={"RUN_KEY": ""}) == 0, "what asks nothing needs no key"
        assert asked("--set", "teachers.t.client=sdk") == 0, "it changes no reply"
        before = query(policies)
        # Other verifiers decide anew, from the replies that are there.
        assert asked("--set", "verification.use={numeric: {}}") == 0
        after = query(policies)
        assert before != after
        assert "," not in before + after, "all verdicts are of one kind"
        assert asked("--set", "annotate.0.sampling.max_tokens=65") == COUNT
        quoted = ("--set", "engine.refresh='the ''same'' again'")
        assert asked(*quoted, "--refresh") == COUNT
        assert asked(*quoted) == 0, "a refreshed run stays so"
        assert query("SELECT count(*) FROM solutions") == COUNT
        report = program.report()
    assert sum(one["requests"] for one in report["spending"]) == 3 * COUNT, "all was paid for"
