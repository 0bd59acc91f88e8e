"""``preceptor verify`` on one pair and on files of pairs."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from preceptor.cli.main import preceptor
from preceptor.errors import NotReadyError, PluginError
from preceptor.verification import VerificationHost
from preceptor.verification.api import ReferenceOptions
from preceptor.verification.pairs import PAIRS_IN_FLIGHT, verdict_rows

PLAIN = Path(__file__).parents[2] / "support" / "plain_verifier.py"
PROGRAM = [sys.executable, "-c", "from preceptor.cli.main import main; main()", "verify"]


def run(*arguments: str) -> Result:
    return CliRunner().invoke(preceptor, ["verify", "--plugin", str(PLAIN), *arguments])


def run_file(tmp_path: Path, lines: list[Any], *arguments: str) -> tuple[Result, list[Any]]:
    pairs, out = tmp_path / "pairs.jsonl", tmp_path / "deep" / "out.jsonl"
    with pairs.open("wb") as sink:
        for line in lines:
            sink.write((line if isinstance(line, bytes) else json.dumps(line).encode()) + b"\n")
    result = run("--pairs", str(pairs), "--out", str(out), *arguments)
    rows = [json.loads(line) for line in out.read_text().splitlines()] if out.exists() else []
    return result, rows


def pair(identity: Any, reference: Any, candidate: Any, **more: Any) -> dict[str, Any]:
    return {"id": identity, "reference": reference, "candidate": candidate, **more}


@pytest.mark.parametrize(
    ("arguments", "code", "output"),
    [
        (["2.5", "2.50"], 0, "accepted: differs by 0.00  [plain-decimal 1, plain-decimal]"),
        (["2.5", "2.6"], 0, "rejected: differs by 0.1"),
        (["2.5", "2.6", "--rtol", "0.1"], 0, "accepted"),
        (["2.5", "2.5 s", "--unit", "m"], 0, "rejected: unit s for m"),
        (["-2.5", "-2.50"], 0, "accepted"),
        (["2.5", "two"], 0, "undecided: not a plain decimal number"),
        (["2.5", ""], 0, "undecided"),
        (["2.5", "hang", "--seconds", "0.2"], 1, "timeout: not decided within 0.2 s"),
        (["2.5", "2.5", "--kind", "tripping"], 0, "undecided: no nothing"),
        (["2.5"], 2, "missing CANDIDATE"),
        ([], 2, "give either"),
        (["2.5", "2.5", "--rtol", "2"], 2, "--rtol"),
        (["2.5", "2.5", "--rotl=2"], 2, "rotl"),
        ([" ", "2.5"], 2, "reference is empty"),
        (["--pairs", "no-such-file.jsonl"], 2, "does not exist"),
        (["2.5", "2.5", "--workers", "0"], 2, "--workers"),
    ],
)
def test_one_pair(arguments: list[str], code: int, output: str) -> None:
    result = run(*arguments)
    assert output in result.output
    assert result.exit_code == code


def test_a_reply_shows_what_was_read() -> None:
    shown = run("--extract", "2.5", "It falls.\nAnswer: 2.5")
    assert "answer: 2.5  [rule answer]" in shown.output
    declared = run("--extract", "--pattern", "OUT {answer} END", "2.5", "Answer: 1\nOUT 2.5 END")
    assert "answer: 2.5  [rule pattern]" in declared.output


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--pattern", "OUT {answer}", "2.5", "2.5"], "--pattern needs --extract"),
        (["--extract", "--pattern", "OUT", "2.5", "2.5"], "{answer} exactly once"),
    ],
)
def test_a_pattern_that_cannot_be_used(arguments: list[str], message: str) -> None:
    result = run(*arguments)
    assert (result.exit_code, message in result.output) == (2, True)


def test_one_pair_as_json() -> None:
    row = json.loads(run("2.5", "2.6", "--rtol", "0.1", "--json").stdout)
    assert (row["kind"], row["status"], row["verifier"]) == (
        "plain-decimal",
        "accepted",
        "plain-decimal",
    )


def test_an_unknown_kind_is_a_usage_error() -> None:
    result = run("2.5", "2.5", "--kind", "plain-decimla")
    assert isinstance(result.exception, PluginError)
    assert result.exception.exit_code == 2
    assert "did you mean 'plain-decimal'" in str(result.exception)


def test_verdicts_that_cannot_be_written_are_exit_3(tmp_path: Path) -> None:
    pairs = tmp_path / "pairs.jsonl"
    pairs.write_text(json.dumps(pair("a", "2.5", "2.5")))
    result = run("--pairs", str(pairs), "--out", str(pairs / "out.jsonl"))
    assert isinstance(result.exception, NotReadyError)
    assert "choose another file" in (result.exception.hint or "")


def test_a_file_of_pairs(tmp_path: Path) -> None:
    lines = [
        pair("a", "2.5", "2.50"),
        pair("b", "2.5", "2.6"),
        pair("c", "2.5", "2.6", rtol=0.1),
        pair("d", "2.5", "2.5 s", unit="m", variant="wrong unit", label=False),
        pair("e", "2.5", None),
        pair("f", "2.5", "2.5", kind="Real"),
        pair("g", "2.5", "2.5", kind="plain-decimal", source={"x": [1]}),
        pair(8, 2.50, 2.5),
        {"reference": "2.5", "candidate": "2.5"},
        pair("a", "2.5", "2.50"),
        pair("hang", "2.5", "hang"),
        pair(None, "2.5", "two"),
    ]
    result, rows = run_file(tmp_path, lines, "--seconds", "0.5")
    assert result.exit_code == 0
    assert [row["id"] for row in rows] == [
        *"abcdefg",
        8,
        "line-9",
        "a",
        "hang",
        "line-12",
    ]
    assert [row["verdict"] for row in rows] == [
        "accepted",
        "rejected",
        "accepted",
        "rejected",
        "undecided",
        "accepted",
        "accepted",
        "accepted",
        "accepted",
        "accepted",
        "timeout",
        "undecided",
    ]
    assert all(row.keys() == {"id", "verdict", "verifier", "reason", "seconds"} for row in rows)
    assert result.stderr.count("kind 'Real' is not a kind of reference and is ignored") == 1
    assert "12 rows: 7 accepted, 2 rejected, 1 timeout, 2 undecided" in result.stderr


def test_rtol_of_the_file_yields_to_that_of_a_row(tmp_path: Path) -> None:
    lines = [pair(1, "2.5", "2.6"), pair(2, "2.5", "2.6", rtol=0.001), pair(3, "2.5", "2.6")]
    result, rows = run_file(tmp_path, lines, "--rtol", "0.1")
    assert [row["verdict"] for row in rows] == ["accepted", "rejected", "accepted"]
    assert result.exit_code == 0


BAD_LINES: list[tuple[Any, str]] = [
    (b"not json", "not JSON: Expecting value at column 1"),
    (b'{"id": 1, "reference": "2.5"', "not JSON"),
    (b"[1, 2]", "not an object: a list"),
    (b"null", "not an object"),
    (b"3.5", "not an object: a number"),
    (b'"\xff\xfe"', "not UTF-8"),
    (b"[" * 200_000, "not JSON"),
    (b'{"id": "n", "candidate": "2.5"}', "no reference"),
    (b'{"id": "n", "reference": null, "candidate": "2.5"}', "no reference"),
    (b'{"id": "n", "reference": "", "candidate": "2.5"}', "the reference is empty"),
    (b'{"id": "n", "reference": ["2.5"], "candidate": "2.5"}', "the reference is a list"),
    (b'{"id": "n", "reference": NaN, "candidate": "2.5"}', "the reference is nan, not text"),
    (b'{"id": "n", "reference": "2.5", "candidate": {}}', "the candidate is an object"),
    (b'{"id": "n", "reference": "2.5", "candidate": true}', "the candidate is true or false"),
    (b'{"id": "n", "reference": "2.5", "candidate": "2", "unit": 5}', "the unit is a number"),
    (b'{"id": "n", "reference": "2.5", "candidate": "2", "rtol": -1}', "rtol: Input should be"),
    (b'{"id": "n", "reference": "2.5", "candidate": "2", "rtol": {}}', "rtol: Input should be"),
]


@pytest.mark.parametrize(("line", "reason"), BAD_LINES)
def test_a_bad_line_is_a_row_in_error(host: VerificationHost, line: bytes, reason: str) -> None:
    good = json.dumps(pair("good", "2.5", "2.5")).encode()
    lines = BytesIO(b"\n".join([good, line, good]))
    rows = [json.loads(row.line) for row in verdict_rows(lines, host, ReferenceOptions())]
    assert [row["verdict"] for row in rows] == ["accepted", "error", "accepted"]
    assert rows[1]["line"] == 2
    assert rows[1]["reason"].startswith("line 2: ")
    assert reason in rows[1]["reason"]


@pytest.mark.parametrize("identity", ["NaN", "[1, Infinity]"])
def test_an_id_that_is_no_json_is_written_as_text(host: VerificationHost, identity: str) -> None:
    line = f'{{"id": {identity}, "reference": "2.5", "candidate": "2.5"}}'
    (row,) = verdict_rows(BytesIO(line.encode()), host, ReferenceOptions())
    written = json.loads(row.line, parse_constant=pytest.fail)
    assert isinstance(written["id"], str)
    assert written["verdict"] == "accepted"


def test_a_few_bad_lines_are_counted_and_no_failure(tmp_path: Path) -> None:
    good = [pair(n, "2.5", "2.5") for n in range(10)]
    result, rows = run_file(tmp_path, [*good[:5], b"not json", *good[5:]])
    assert [row["verdict"] for row in rows] == ["accepted"] * 5 + ["error"] + ["accepted"] * 5
    assert result.exit_code == 0
    assert "11 rows: 10 accepted, 1 error" in result.stderr


def test_too_many_bad_lines_give_exit_code_1(tmp_path: Path) -> None:
    result, rows = run_file(tmp_path, [*[pair(n, "2.5", "2.5") for n in range(9)], b"x", b"y"])
    assert result.exit_code == 1
    assert len(rows) == 11
    assert "more than 10% of the rows are in error" in result.stderr


def test_blank_lines_and_a_byte_order_mark_are_no_rows(tmp_path: Path) -> None:
    result, rows = run_file(
        tmp_path, [b'\xef\xbb\xbf{"id": 1, "reference": "2.5", "candidate": "2.5"}', b"", b"  "]
    )
    assert [row["verdict"] for row in rows] == ["accepted"]
    assert result.exit_code == 0
    result, rows = run_file(tmp_path, [])
    assert (result.exit_code, rows) == (0, [])


def test_an_endless_line_is_one_row_in_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("preceptor.verification.pairs.PAIRS_LINE_BYTES", 1000)
    long = json.dumps(pair(1, "2.5", "9" * 5000)).encode()
    _, rows = run_file(tmp_path, [pair(0, "2.5", "2.5"), long, pair(2, "2.5", "2.5")])
    assert [row["verdict"] for row in rows] == ["accepted", "error", "accepted"]
    assert "longer than 1000 bytes" in rows[1]["reason"]


def test_out_must_not_be_the_file_that_is_read(tmp_path: Path) -> None:
    path = tmp_path / "pairs.jsonl"
    path.write_text(json.dumps(pair(1, "2.5", "2.5")))
    before = path.read_text()
    result = run("--pairs", str(path), "--out", str(path))
    assert result.exit_code == 2
    assert path.read_text() == before


def test_standard_output_and_input() -> None:
    lines = "".join(json.dumps(pair(n, "2.5", "2.5")) + "\n" for n in range(3))
    done = subprocess.run(
        [*PROGRAM, "--plugin", str(PLAIN), "--pairs", "-"],
        input=lines,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert [json.loads(line)["verdict"] for line in done.stdout.splitlines()] == ["accepted"] * 3
    assert "3 rows: 3 accepted" in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_is_exit_code_3(tmp_path: Path) -> None:
    pairs = tmp_path / "pairs.jsonl"
    pairs.write_text(json.dumps(pair(1, "2.5", "2.5")) + "\n")
    done = subprocess.run(
        [*PROGRAM, "--plugin", str(PLAIN), "--pairs", str(pairs), "--out", "/dev/full"],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 3, done.stderr
    assert "No space left" in done.stderr


def test_rows_are_written_while_the_file_is_read(tmp_path: Path) -> None:
    """Verdicts come out before the last pair has gone in, one line each."""
    with subprocess.Popen(
        [*PROGRAM, "--plugin", str(PLAIN), "--pairs", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        line = json.dumps(pair(1, "2.5", "2.5")).encode() + b"\n"
        for _ in range(PAIRS_IN_FLIGHT + 10):
            process.stdin.write(line)
            process.stdin.flush()
        assert json.loads(process.stdout.readline())["verdict"] == "accepted"
        process.stdin.close()
        assert len(process.stdout.readlines()) == PAIRS_IN_FLIGHT + 9
        assert process.wait(timeout=30) == 0


def test_ctrl_c_ends_it_with_130_and_what_was_decided_is_written(tmp_path: Path) -> None:
    pairs, out = tmp_path / "pairs.jsonl", tmp_path / "out.jsonl"
    rows = [*(pair(n, "2.5", "2.5") for n in range(5)), pair(5, "2.5", "hang")]
    pairs.write_text("".join(json.dumps(row) + "\n" for row in rows))
    with subprocess.Popen(
        [*PROGRAM, "--plugin", str(PLAIN), "--pairs", str(pairs), "--out", str(out)],
        stderr=subprocess.PIPE,
    ) as process:
        deadline = time.monotonic() + 30
        while not (out.exists() and out.read_bytes().count(b"\n") == 5):
            assert time.monotonic() < deadline
            time.sleep(0.02)
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=10) == 130
    assert [json.loads(line)["id"] for line in out.read_text().splitlines()] == [0, 1, 2, 3, 4]


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_memory_is_flat_in_the_number_of_rows(tmp_path: Path) -> None:
    """60 MB of rows go through a process that itself takes about 60 MB."""
    pairs = tmp_path / "pairs.jsonl"
    filler = "x" * 6000
    with pairs.open("w") as sink:
        for n in range(10_000):
            sink.write(json.dumps(pair(n, "2.5", "2.5", note=filler)) + "\n")
    # ru_maxrss of a process begins at what its parent, here pytest with all it has imported,
    # had in memory; the high-water mark in /proc begins anew with the program.
    program = (
        "import re, sys; from preceptor.cli.main import run; code = run(); "
        "print(re.search(r'VmHWM:\\s+(\\d+)', open('/proc/self/status').read())[1], "
        "file=sys.stderr); sys.exit(code)"
    )
    arguments = ["verify", "--plugin", str(PLAIN), "--pairs", str(pairs), "--out", os.devnull]
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    peak = int(done.stderr.split()[-1]) * 1024
    assert peak < 120e6
