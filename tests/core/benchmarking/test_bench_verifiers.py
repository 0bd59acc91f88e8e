"""``preceptor bench verifiers``, and the figures it makes of verdicts."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from machine_load import grace

from preceptor.benchmarking.cpu_time import cpu_seconds
from preceptor.benchmarking.scores import Judged, Scores, by_group, quantile
from preceptor.benchmarking.verifiers import PEERS, peer
from preceptor.cli.main import preceptor
from preceptor.records import Status, Verdict

PLAIN = Path(__file__).parents[2] / "support" / "plain_verifier.py"
ROWS: list[dict[str, Any]] = [
    {"id": "a", "reference": "2.5", "candidate": "2.50", "label": True, "source": "s"},
    {"id": "b", "reference": "2.5", "candidate": "2.6", "label": False, "source": "s"},
    {"id": "c", "reference": "2.5", "candidate": "two", "label": True, "source": "t"},
    {"id": "d", "reference": "2.5", "candidate": "2.7", "label": True, "source": "t"},
    {"id": "e", "reference": "2.5", "candidate": "2.50 ", "label": False, "source": "t"},
    {"id": "f", "reference": "2.5", "candidate": "3", "label": None, "source": "t"},
]


def bench(tmp_path: Path, rows: list[Any], *arguments: str) -> Result:
    path = tmp_path / "pairs.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    options = ["--plugin", str(PLAIN), "--kind", "plain-decimal", "--peer", "none"]
    return CliRunner().invoke(
        preceptor, ["bench", "verifiers", "--pairs", str(path), *options, *arguments]
    )


def test_counts_and_shares(tmp_path: Path) -> None:
    result = bench(tmp_path, ROWS, "--json", "--wrong", "--by", "source")
    assert result.exit_code == 0, result.output
    (one,) = json.loads(result.stdout)["contestants"]
    counts = {name: one[name] for name in ("pairs", "rows", "positives", "correct", "kills")}
    assert counts == {"pairs": 6, "rows": 5, "positives": 3, "correct": 2, "kills": 0}
    assert (one["false_accepts"], one["false_rejects"], one["undecided"]) == (1, 1, 1)
    assert one["accuracy"] == pytest.approx(2 / 5)
    assert one["false_accept_rate"] == pytest.approx(1 / 2)
    assert one["false_reject_rate"] == pytest.approx(1 / 3)
    assert [row["id"] for row in one["wrong"]] == ["c", "d", "e"]
    assert one["by_source"]["s"]["accuracy"] == 1.0
    assert 0 < one["p50_seconds"] <= one["p99_seconds"] <= one["worst_seconds"] < 5
    if sys.platform.startswith("linux"):
        assert one["pairs_per_cpu_second"] > 0


def test_a_killed_worker_is_counted_and_its_row_is_wrong_for_both_labels(tmp_path: Path) -> None:
    rows = [
        {**ROWS[0], "reference": f"2.{n}", "candidate": "hang", "label": n > 0} for n in range(2)
    ]
    result = bench(tmp_path, [*rows, *ROWS[:2]], "--json", "--seconds", "0.3")
    (one,) = json.loads(result.stdout)["contestants"]
    assert (one["kills"], one["undecided"], one["timeouts"]) == (2, 2, 2)
    assert one["correct"] == 2
    assert 0.3 <= one["worst_seconds"] < 0.3 + grace()


def test_the_table_and_the_rows_still_wrong(tmp_path: Path) -> None:
    result = bench(tmp_path, ROWS, "--wrong", "--by", "source")
    assert "accuracy" in result.stdout
    assert "40.0%" in result.stdout
    assert "d: labelled right, rejected: differs by 0.2" in result.stdout


def test_rows_that_are_no_pairs_are_named_and_a_source_can_be_left_out(tmp_path: Path) -> None:
    rows = [{"id": "x", "candidate": "5"}, {"reference": "5", "candidate": None}, *ROWS]
    result = bench(tmp_path, rows, "--without", "t", "--json")
    assert "line 1 is left out: no reference" in result.stderr
    assert "line 2 is left out: no candidate" in result.stderr
    assert json.loads(result.stdout)["contestants"][0]["pairs"] == 2
    assert bench(tmp_path, ["no row"]).exit_code == 2


def test_label_and_source_are_not_shown(tmp_path: Path) -> None:
    labels = [{**row, "label": not row["label"]} for row in ROWS[:2]]
    flipped = bench(tmp_path, labels, "--json", "--wrong")
    (one,) = json.loads(flipped.stdout)["contestants"]
    assert [row["verdict"] for row in one["wrong"]] == ["accepted", "rejected"]


def test_a_peer_that_is_not_installed_is_said_so(tmp_path: Path) -> None:
    try:
        version("math-verify")
    except PackageNotFoundError:
        result = bench(tmp_path, ROWS, "--peer", "math-verify")
        assert result.exit_code == 0
        assert "math-verify is not installed" in result.stderr
        assert peer("math-verify") is None
    else:
        result = bench(tmp_path, ROWS, "--peer", "math-verify", "--json")
        assert len(json.loads(result.stdout)["contestants"]) == 2
    assert all(path.is_file() for path in PEERS.values())


def judged(label: bool | None, status: Status, source: str = "s") -> Judged:
    return Judged("i", "r", "c", label, {"source": source}, Verdict(status=status), 0.1)


@pytest.mark.parametrize(
    ("label", "status", "correct", "false_accepts", "false_rejects", "undecided"),
    [
        (True, Status.ACCEPTED, 1, 0, 0, 0),
        (True, Status.REJECTED, 0, 0, 1, 0),
        (True, Status.UNDECIDED, 0, 0, 0, 1),
        (False, Status.ACCEPTED, 0, 1, 0, 0),
        (False, Status.REJECTED, 1, 0, 0, 0),
        (False, Status.TIMEOUT, 0, 0, 0, 1),
        (False, Status.ERROR, 0, 0, 0, 1),
    ],
)
def test_each_outcome_is_counted_once(
    label: bool,
    status: Status,
    correct: int,
    false_accepts: int,
    false_rejects: int,
    undecided: int,
) -> None:
    scores = Scores.of([judged(label, status), judged(None, Status.ACCEPTED)])
    assert scores.rows == 1
    assert scores.correct == correct
    assert (scores.false_accepts, scores.false_rejects) == (false_accepts, false_rejects)
    assert scores.undecided == undecided
    groups = by_group([judged(True, status, "b"), judged(True, status, "a")], "source")
    assert list(groups) == ["b", "a"]


def test_quantiles_are_nearest_ranks() -> None:
    values = [float(n) for n in range(1, 101)]
    assert [quantile(values, q) for q in (0.0, 0.5, 0.99, 1.0)] == [1.0, 50.0, 99.0, 100.0]
    assert quantile([3.0], 0.99) == 3.0
    with pytest.raises(ValueError, match="no values"):
        quantile([], 0.5)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs Linux process clocks")
def test_cpu_time_counts_live_and_reaped_children() -> None:
    code = "import time\nwhile time.process_time() < 0.4: pass\nprint(flush=True); input()"
    before = cpu_seconds(())
    with subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as child:
        assert child.stdout is not None
        child.stdout.readline()
        live = cpu_seconds([child.pid])
        child.communicate(b"\n")
    reaped = cpu_seconds(())
    assert before is not None
    assert live is not None
    assert reaped is not None
    assert 0.39 < live - before < 1.0
    assert live - 0.02 <= reaped < live + 0.3
    start = time.process_time()
    assert cpu_seconds([os.getpid()]) is not None
    assert time.process_time() - start < 0.1
