"""Whatever is wrong ends in a message that says what, where and what to do, and an exit code."""

from __future__ import annotations

import resource
import socket
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from program import Program, Sums, SumsSource
from scripted_server import MODEL, Fault, Script, ScriptedServer, script_for

DRILL = {"use": "families", "subjects": ["math"], "per_family": 1}
OWN = {
    "sources": {"drill": DRILL},
    "teachers": {"own": "derivation"},
    "annotate": [{"name": "own", "teacher": "own"}],
}


def openai(url: str, **more: Any) -> dict[str, Any]:
    return {"use": "openai", "base_url": url, "model": MODEL, "api_key_env": None, **more}


def asking(url: str, source: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "sources": {"sums": source},
        "teachers": {"t": openai(url, **more)},
        "annotate": [{"name": "model", "teacher": "t"}],
    }


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "name: x\nsources: {a: {use: familes}}",
            "r.yaml:2:15: sources.a.use: no source is called",
        ),
        ("name: x\nsources: {a: {use: families, per: 3}}", "sources.a.per: unknown key"),
        (
            "name: x\nsources: {a: {use: families, subjects: [phisics]}}",
            "unknown subject 'phisics' (did you mean 'physics'?)",
        ),
        ("name: x\nname: y", "r.yaml:2:1: name: duplicate key"),
        ("name: x", "sources: is missing"),
        ("", "is missing"),
        ("name: x\nsources: {a: {use: file, path: nowhere.csv}}", "the rows have no subject"),
    ],
)
def test_a_wrong_recipe_is_exit_2(
    program: Program, tmp_path: Path, text: str, message: str
) -> None:
    (tmp_path / "r.yaml").write_text(text + "\n")
    done = program("run", "r.yaml", "--out", "out")
    assert done.returncode == 2, done.stderr
    assert message in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (("run", "nowhere.yaml"), "there is no recipe nowhere.yaml"),
        (("rn", "r.yaml"), "did you mean 'run'"),
        (("run", "r.yaml", "--plugin", "nowhere.py"), "does not exist"),
        (("run", "r.yaml", "--set", "engine.in_flight"), "must look like key.key=value"),
        (("run", "r.yaml", "--set", "engine.in_flght=3"), "did you mean 'in_flight'"),
        (("explain", "abc", "--run", "nowhere"), "is not a run folder"),
    ],
)
def test_a_wrong_command_line(program: Program, args: tuple[str, ...], message: str) -> None:
    program.recipe(**OWN)
    done = program(*args)
    assert done.returncode in (2, 3), done.stderr
    assert message in done.stderr
    assert "Traceback" not in done.stderr


def test_a_plugin_that_does_not_load_is_named(program: Program, tmp_path: Path) -> None:
    (tmp_path / "mine.py").write_text("import no_such_module\n")
    done = program("run", program.recipe(**OWN), "--plugin", "mine.py")
    assert done.returncode == 2
    assert "mine.py did not load" in done.stderr


def test_a_missing_file_is_exit_3(program: Program) -> None:
    source = {"use": "file", "path": "nowhere.csv", "subject": "math"}
    done = program("run", program.recipe(sources={"a": source}), "--out", "out")
    assert done.returncode == 3, done.stderr
    assert "nowhere.csv" in done.stderr
    assert "hint" in done.stderr


def test_a_missing_key_is_exit_3_before_anything_is_asked(
    program: Program, sums: Sums, sums_source: SumsSource
) -> None:
    parts = asking("http://127.0.0.1:9", sums_source(sums(2)), api_key_env="NO_SUCH_KEY_VARIABLE")
    done = program("run", program.recipe(**parts), "--out", "out")
    assert done.returncode == 3, done.stderr
    assert "NO_SUCH_KEY_VARIABLE" in done.stderr


def test_an_endpoint_out_of_reach_is_exit_3_with_its_address(
    program: Program, sums: Sums, sums_source: SumsSource
) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}/v1"
    done = program("run", program.recipe(**asking(url, sums_source(sums(2)))), "--out", "out")
    assert done.returncode == 3, done.stderr
    assert url in done.stderr


def test_a_401_stops_the_run_and_the_key_is_nowhere(
    program: Program, sums: Sums, sums_source: SumsSource, tmp_path: Path
) -> None:
    problems = sums(5)
    script = script_for(problems, key="sk-the-right-one")
    with ScriptedServer(script, log=tmp_path / "server.jsonl") as server:
        parts = asking(server.url, sums_source(problems), api_key_env="MY_TEST_KEY")
        secret = "sk-a-wrong-and-secret-one"
        done = program("run", program.recipe(**parts), "--out", "out", env={"MY_TEST_KEY": secret})
    assert done.returncode == 3, done.stderr
    assert "401" in done.stderr
    assert "api_key_env" in done.stderr
    for file in [f for f in tmp_path.rglob("*") if f.is_file()]:
        assert secret.encode() not in file.read_bytes(), file
    assert secret not in done.stdout + done.stderr


def test_an_empty_source_is_exit_2(program: Program) -> None:
    source = {"use": "file", "path": program.rows("e.jsonl", []), "subject": "math"}
    done = program("run", program.recipe(sources={"a": source}), "--out", "out")
    assert done.returncode == 2, done.stderr
    assert "no source has any problem: a" in done.stderr


def test_rows_without_reference_are_set_aside_with_their_line(program: Program) -> None:
    rows = [
        {"statement": "1 + 1?", "reference": "2", "derivation": "One and one is 2.\nAnswer: 2"},
        {"statement": "no reference"},
        {"statement": "2 + 2?", "reference": "4", "derivation": "Two and two is 4.\nAnswer: 4"},
    ]
    fields = {"statement": "statement", "reference": "reference", "derivation": "derivation"}
    source = {
        "use": "file",
        "path": program.rows("p.jsonl", rows),
        "subject": "math",
        "fields": fields,
    }
    done = program("run", program.recipe(**{**OWN, "sources": {"a": source}}), "--out", "out")
    assert done.returncode == 0, done.stderr
    (bad,) = program.report()["card"]["bad_rows"]
    assert bad["count"] == 1
    assert bad["locations"] == ["p.jsonl:2"]


def test_replies_that_hold_nothing_or_far_too_much(
    program: Program, sums: Sums, sums_source: SumsSource, tmp_path: Path
) -> None:
    problems = sums(4)
    hostile = [
        "9" * 300_000,
        "9**9**9**9**9",
        "(" * 50_000 + "1" + ")" * 50_000,
    ]
    known = script_for(problems, cycle=["right", "right", "right", "no_answer"]).parts
    parts = [replace(part, answer=text) for part, text in zip(known, hostile, strict=False)]
    script = Script(parts=(*parts, *known[len(parts) :]))
    with ScriptedServer(script, log=tmp_path / "server.jsonl") as server:
        done = program(
            "run",
            program.recipe(**asking(server.url, sums_source(problems))),
            "--out",
            "out",
            timeout=60,
        )
    assert done.returncode == 0, done.stderr
    card = program.report()["card"]
    assert card["passes"][0]["accepted"]["count"] == 0
    assert card["passes"][0]["failed"] == 0
    assert sum(card["stages"][0]["verdicts"].values()) == 4


def test_poisoned_requests_fail_alone_and_too_many_are_exit_1(
    program: Program, sums: Sums, sums_source: SumsSource, tmp_path: Path
) -> None:
    problems = sums(10)
    script = script_for(problems, faults=(Fault("400", match="Question 3:"),))
    with ScriptedServer(script, log=tmp_path / "server.jsonl") as server:
        recipe = program.recipe(**asking(server.url, sums_source(problems)))
        done = program("run", recipe, "--out", "out")
        assert done.returncode == 0, done.stderr
        (solved,) = program.report()["card"]["passes"]
        assert (solved["accepted"]["count"], solved["failed"]) == (9, 1)
        strict = program("run", recipe, "--out", "out", "--set", "engine.failed_share=0.05")
        assert strict.returncode == 1, strict.stderr
        assert "1 of 10 rows failed" in strict.stderr
        report = (tmp_path / "out/report.md").read_text("utf-8")
        assert "rejected: HTTP" in report, "the message says that the reasons are there"


def test_a_folder_that_is_something_else_is_left_alone(program: Program, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/thesis.txt").write_text("years of work")
    done = program("run", program.recipe(**OWN), "--out", "mine")
    assert done.returncode == 2
    assert "is not a run folder" in done.stderr
    assert [f.name for f in (tmp_path / "mine").iterdir()] == ["thesis.txt"]


def test_a_folder_that_cannot_be_made_is_exit_3(program: Program) -> None:
    done = program("run", program.recipe(**OWN), "--out", "r.yaml/out")
    assert done.returncode == 3, done.stderr
    assert "r.yaml/out" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("marker", ["{", "{}", "[1]"])
def test_a_run_folder_whose_marker_is_damaged(
    program: Program, tmp_path: Path, marker: str
) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out/format.json").write_text(marker)
    done = program("run", program.recipe(**OWN), "--out", "out")
    assert done.returncode == 2, done.stderr
    assert "format.json is damaged" in done.stderr


def test_a_full_disk_is_exit_3_and_the_same_command_resumes(
    program: Program, sums: Sums, sums_source: SumsSource, tmp_path: Path
) -> None:
    problems = sums(300)

    def small_files() -> None:
        # No file of the program may grow beyond this: writing fails as on a full disk.
        resource.setrlimit(resource.RLIMIT_FSIZE, (150_000, resource.RLIM_INFINITY))

    script = script_for(problems, cycle=["corrects"])
    with ScriptedServer(script, log=tmp_path / "server.jsonl") as server:
        parts = asking(server.url, sums_source(problems))
        parts["annotate"][0]["reflection"] = {"use": "three-stage", "control_share": 0.0}
        recipe = program.recipe(**parts)
        done = program("run", recipe, "--out", "out", preexec_fn=small_files)
        assert done.returncode == 3, done.stderr
        assert "hint" in done.stderr
        assert "Traceback" not in done.stderr
        again = program("run", recipe, "--out", "out")
        assert again.returncode == 0, again.stderr
        unknown = len(program.report()["unknown_outcomes"])
        assert server.count() <= 3 * 300 + unknown, "something that was answered was asked again"


def test_a_run_that_another_process_holds_is_refused(
    program: Program, sums: Sums, sums_source: SumsSource, tmp_path: Path
) -> None:
    problems = sums(30)
    with ScriptedServer(script_for(problems, latency=1.0), log=tmp_path / "server.jsonl") as server:
        recipe = program.recipe(**asking(server.url, sums_source(problems)))
        first = program.start("run", recipe, "--out", "out", "--set", "engine.in_flight=2")
        try:
            while server.count() == 0 and first.poll() is None:
                pass
            second = program("run", recipe, "--out", "out")
            assert second.returncode in (2, 3), second.stderr
            assert "process" in second.stderr
        finally:
            first.kill()
            first.communicate()


def test_a_spent_budget_ends_cleanly_and_says_what_remains(
    program: Program, sums: Sums, sums_source: SumsSource, tmp_path: Path
) -> None:
    problems = sums(20)
    with ScriptedServer(script_for(problems), log=tmp_path / "server.jsonl") as server:
        recipe = program.recipe(**asking(server.url, sums_source(problems)))
        capped = program("run", recipe, "--out", "out", "--set", "engine.budget.requests=7")
        assert capped.returncode == 0, capped.stderr
        assert server.count() == 7
        assert "13 of 20 problems remain" in capped.stdout
        whole = program("run", recipe, "--out", "out")
        assert whole.returncode == 0, whole.stderr
        assert server.count() == 20
