"""The commands as their users call them, in this process; runs are in tests/end_to_end."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from importlib.metadata import EntryPoint, EntryPoints, entry_points
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from preceptor.cli import main
from preceptor.cli.main import SUMMARIES, preceptor
from preceptor.registry import Registry

ROOT = Path(__file__).parents[3]
RECIPE = """
name: small
sources:
  drill: {use: families, subjects: [math], per_family: 1}
  mine: {use: file, path: p.jsonl, subject: math}
teachers:
  large: {use: openai, model: m, api_key_env: NO_SUCH_KEY, price: {prompt: 1, completion: 2}}
  own: derivation
annotate:
  - name: model
    teacher: large
    shots: 2
    sampling: {max_tokens: 100}
    reflection: {use: best-of-n, n: 3}
  - {name: own, teacher: own, on: unsolved}
"""


@pytest.fixture
def recipe(tmp_path: Path) -> Path:
    rows = [{"statement": "1 + 1?", "reference": "2"}, {"statement": "no reference"}]
    (tmp_path / "p.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    path = tmp_path / "r.yaml"
    path.write_text(RECIPE)
    return path


Call = Callable[..., Result]


@pytest.fixture
def call() -> Call:
    def call(*args: object, code: int = 0) -> Result:
        done = CliRunner().invoke(preceptor, [str(arg) for arg in args], catch_exceptions=False)
        assert done.exit_code == code, done.output
        return done

    return call


def test_every_command_has_a_summary_and_help(call: Call) -> None:
    declared = {point.name for point in entry_points(group=main.COMMANDS)}
    assert set(SUMMARIES) <= declared
    listed = call("--help").stdout
    assert "Check a file of Lean proofs" in listed, "stated in the module of the command"
    for name in declared:
        assert "Usage:" in call(name, "--help").stdout


def test_plan_counts_and_sends_nothing(call: Call, recipe: Path) -> None:
    plan = json.loads(call("plan", recipe, "--json").stdout)
    families = len(Registry.load().subjects()["math"].families())
    assert plan["sources"]["drill"]["subjects"]["math"] == families
    assert plan["bad_rows"] == {"mine": 1}
    model, own = plan["passes"]
    asked = families + 1
    assert (model["problems"], model["first_requests"]) == (asked, asked)
    assert model["most_requests"] == 3 * asked
    assert model["completion_tokens"] == 100 * asked
    expected = (model["prompt_tokens"] * 1 + model["completion_tokens"] * 2) / 1e6
    assert model["dollars"] == pytest.approx(expected)
    assert model["most_dollars"] > 2 * model["dollars"]
    assert set(model["stages"]) == {"solve", "resample"}
    assert model["stages"]["solve"]["dollars"] == pytest.approx(model["dollars"])
    resampling = model["stages"]["resample"]
    assert resampling["requests"] == 2 * asked
    assert resampling["dollars"] == pytest.approx(2 * model["dollars"])
    shown = call("plan", recipe).stdout
    assert f"resample: at most {2 * asked} requests" in shown
    assert (own["first_requests"], own["dollars"]) == (0, 0)
    assert "p.jsonl:2" in call("plan", recipe).output


def test_preview_shows_the_very_messages(call: Call, recipe: Path) -> None:
    shown = json.loads(call("preview", recipe, "--rows", 2, "--json").stdout)
    assert [entry["source"] for entry in shown] == ["drill", "drill", "mine", "mine"]
    messages = shown[0]["requests"]["model"]
    assert [m["role"] for m in messages] == ["system", *["user", "assistant"] * 2, "user"]
    assert shown[0]["problem"]["statement"] in messages[-1]["content"]
    assert "bad_row" in shown[3]
    assert "[system]" in call("preview", recipe, "--rows", 1).stdout


def test_check_finds_what_the_verifiers_do_not_hold(call: Call, tmp_path: Path) -> None:
    rows = [
        {"statement": "1 + 1?", "reference": "2", "derivation": "One more.\nAnswer: 2"},
        {"statement": "2 + 2?", "reference": "4", "derivation": "Off by one.\nAnswer: 5"},
    ]
    (tmp_path / "p.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    path = tmp_path / "r.yaml"
    path.write_text(
        "name: c\nsource:\n  use: file\n  path: p.jsonl\n  subject: math\n"
        "  fields: {statement: statement, reference: reference, derivation: derivation}\n"
    )
    found = json.loads(call("check", path, "--json", code=1).stdout)
    assert found["problems"] == 2
    (unexpected,) = found["unexpected"]
    assert (unexpected["checked"], unexpected["candidate"], unexpected["status"]) == (
        "derivation",
        "5",
        "rejected",
    )
    call("check", path, "--limit", 1)


def test_plugins_list_names_kind_and_owner(call: Call) -> None:
    listed = json.loads(call("plugins", "list", "--json").stdout)
    assert {row["kind"] for row in listed["components"]} >= {"verifier", "teacher", "subject"}
    assert "number" in listed["reference_kinds"]
    assert not listed["broken"]
    assert "[preceptor:verifiers]" in call("plugins", "list", "--kind", "verifier").stdout


def test_schema_is_json(call: Call) -> None:
    assert json.loads(call("schema").stdout)["$schema"].startswith("https://json-schema.org/")


def test_doctor_reports_and_agrees_with_itself(call: Call) -> None:
    checks = json.loads(call("doctor", "--json").stdout)
    by_name = {check["what"]: check for check in checks}
    assert by_name["references of kind number"]["level"] == "ok"
    assert by_name["references of kind formal"]["finding"] == "verified by lean"


def test_a_third_party_command_is_listed_but_cannot_replace_ours(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    points = [
        EntryPoint("run", "preceptor.cli.run:command", main.COMMANDS),
        EntryPoint("run", "elsewhere:command", main.COMMANDS),
        EntryPoint("shout", "elsewhere:command", main.COMMANDS),
    ]
    monkeypatch.setattr("importlib.metadata.entry_points", lambda **_: EntryPoints(points))
    group = main.CommandGroup("x")
    with click.Context(group) as ctx:
        assert group.list_commands(ctx) == ["run", "shout"]
        assert group.get_command(ctx, "run") is not None
        with pytest.raises(click.ClickException, match="does not load"):
            group.get_command(ctx, "shout")


def cpu_seconds(*command: str) -> float:
    """User and system time of the cheapest of several runs."""
    script = (
        "import resource, subprocess, sys\n"
        "subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, check=True)\n"
        "used = resource.getrusage(resource.RUSAGE_CHILDREN)\n"
        "print(used.ru_utime + used.ru_stime)"
    )
    return min(
        float(
            subprocess.run(
                [sys.executable, "-S", "-c", script, *command],
                capture_output=True,
                text=True,
                check=True,
            ).stdout
        )
        for _ in range(5)
    )


def test_help_costs_at_most_three_times_importing_click() -> None:
    floor = cpu_seconds(sys.executable, "-c", "import click")
    cost = cpu_seconds(sys.executable, "-m", "preceptor", "--help")
    assert cost <= 3 * floor, f"{cost:.3f} s of CPU against {floor:.3f} s"
