"""``preceptor lean check`` and ``preceptor lean doctor``, run as their users run them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from preceptor.cli import main
from preceptor.errors import Exit
from preceptor_lean.toolchains import Toolchain

ROWS = [
    {"name": "swap", "statement": "(p q : Prop) (h : p ∧ q) : q ∧ p", "proof": "⟨h.2, h.1⟩"},
    {"name": "five", "statement": ": 2 + 2 = 5", "proof": "rfl"},
    {"name": "ext", "statement": "(p q : Prop) (h : p ↔ q) : p = q", "proof": "propext h"},
    {"name": "half", "statement": "(p q : Prop) (h : p) : p ∧ q", "proof": "constructor\nexact h"},
    {"name": "odd", "statement": "two and two", "proof": "rfl"},
]
VERDICTS = ["accepted", "rejected", "accepted", "rejected", "undecided"]


def call(*args: str, code: int = 0, given: str | None = None) -> Result:
    result = CliRunner().invoke(main.preceptor, ["lean", *args], input=given)
    assert result.exit_code == code, result.output
    return result


@pytest.fixture
def source(tmp_path: Path, lean: Toolchain) -> Path:
    path = tmp_path / "proofs.json"
    path.write_text(json.dumps(ROWS, ensure_ascii=False), encoding="utf-8")
    return path


def written(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_check(source: Path, tmp_path: Path) -> None:
    out = tmp_path / "deep" / "verdicts.jsonl"
    result = call("check", "--in", str(source), "--out", str(out), "--json")
    rows = written(out)
    assert [row["name"] for row in rows] == [row["name"] for row in ROWS]
    assert [row["verdict"] for row in rows] == VERDICTS
    for row in rows:
        assert {"name", "verdict", "reason", "axioms", "seconds"} <= set(row)
        assert row["reason"]
    assert [row["axioms"] for row in rows] == [[], None, ["propext"], None, None]
    assert rows[3]["goals"] == ["case right\np q : Prop\nh : p\n⊢ q"]
    assert rows[3]["messages"][0]["line"] in (1, 2)
    summary = json.loads(result.stdout)
    assert summary["rows"] == len(ROWS)
    assert summary["verdicts"] == {"accepted": 2, "rejected": 2, "undecided": 1}
    assert summary["lean"]["toolchain"] == "embedded"
    assert "5 proofs: 2 accepted, 2 rejected, 1 undecided" in result.stderr


def test_check_reads_lines_and_writes_to_standard_output(lean: Toolchain) -> None:
    lines = "".join(json.dumps(row) + "\n" for row in ROWS)
    result = call("check", "--in", "-", "--batch", "2", "--processes", "1", given=lines)
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert [row["verdict"] for row in rows] == VERDICTS


def test_rows_that_are_none_are_in_error_and_named(lean: Toolchain) -> None:
    good = "".join(json.dumps(row) + "\n" for row in ROWS)
    lines = good + '{"name": "bare"}\n\nnot json\n[1, 2]\n'
    result = call("check", "--in", "-", given=lines, code=Exit.TOO_MANY_FAILED)
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert [row["verdict"] for row in rows] == [*VERDICTS, "error", "error", "error"]
    assert [row["reason"].partition(":")[0] for row in rows[5:]] == ["line 6", "line 8", "line 9"]
    assert "missing or not a string: statement, proof" in rows[5]["reason"]
    assert "more than 10%" in result.stderr


def test_surrogates_do_not_end_it(lean: Toolchain) -> None:
    line = '{"name": "s", "statement": ": 2 + 2 = 4", "proof": "rfl \\ud800"}\n'
    (row,) = [json.loads(x) for x in call("check", "--in", "-", given=line).stdout.splitlines()]
    assert row["verdict"] == "rejected"


def test_usage(source: Path, tmp_path: Path) -> None:
    for args, words in (
        (["check"], "Missing option '--in'"),
        (["check", "--in", str(tmp_path / "none.json")], "does not exist"),
        (["check", "--in", str(source), "--out", str(source)], "the same file"),
        (["check", "--in", str(source), "--json"], "write the rows to a file"),
        (["check", "--in", str(source), "--toolchain", "cloud"], "cloud"),
    ):
        assert words in call(*args, code=Exit.USAGE).output


def test_broken_list_is_a_usage_error(tmp_path: Path, lean: Toolchain) -> None:
    path = tmp_path / "p.json"
    path.write_text('[{"name": ')
    assert main.run(["lean", "check", "--in", str(path)]) == Exit.USAGE


def test_bytes_that_are_no_utf_8_cost_their_row(tmp_path: Path, lean: Toolchain) -> None:
    row = json.dumps({"name": "a", "statement": ": 1 = 1", "proof": "rfl"}).encode()
    path = tmp_path / "p.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + row + b"\n" + row.replace(b"rfl", b"\xff") + b"\n" + row)
    out = call("check", "--in", str(path), code=Exit.TOO_MANY_FAILED).stdout
    rows = [json.loads(line) for line in out.splitlines()]
    assert [row["verdict"] for row in rows] == ["accepted", "error", "accepted"]
    assert "line 2: invalid JSON: byte 0xff is not UTF-8" in rows[1]["reason"]
    path.write_bytes(b"[" + row.replace(b"rfl", b"\xff") + b"]")
    assert main.run(["lean", "check", "--in", str(path)]) == Exit.USAGE


def test_doctor(lean: Toolchain) -> None:
    report_text = call("doctor").stdout
    assert "4.35.0" in report_text
    assert "probe: accepted" in report_text
    report = json.loads(call("doctor", "--json").stdout)
    assert report["works"] is True
    assert {"exact", "intro", "rw", "induction"} <= set(report["proves"])
    assert report["fingerprint"] == lean.fingerprint


def test_a_project_without_lake_is_not_ready(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("ELAN_HOME", raising=False)
    (tmp_path / "lakefile.toml").write_text("")
    code = main.run(["lean", "doctor", "--project", str(tmp_path)])
    assert code == Exit.NOT_READY
    message = capsys.readouterr().err
    assert "error:" in message
    assert "hint:" in message


def test_listing_commands_imports_nothing_of_lean() -> None:
    program = (
        "import sys; from preceptor.cli import main; main.run(['--help']); "
        "print(any(m.startswith('preceptor_lean') for m in sys.modules), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert "Check a file of Lean proofs" in done.stdout
    assert done.stderr.strip() == "False"
