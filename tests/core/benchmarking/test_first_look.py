"""``benchmarks/first_look.py``: labelled rows in, figures with intervals and a log of looks out."""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

SCRIPT = Path(__file__).parents[3] / "benchmarks" / "first_look.py"
PAIRS = [
    {"id": "a", "set": "lengths", "reference": "2 m", "candidate": "200 cm", "label": True},
    {"id": "b", "set": "lengths", "reference": "2 m", "candidate": "20 cm", "label": False},
    {"reference": "8", "candidate": "8.05", "label": False, "label_read": True, "rtol": 0.01},
    {"reference": "8", "candidate": "8.05", "label": True, "rtol": -1},
]
REPLIES = [
    {"set": "choices", "reference": "B", "reply": "All in all, the answer is (B).",
     "choices": ["odd", "even"], "kind": "choice", "label": True},
    {"set": "choices", "reference": "B", "reply": "I cannot tell.",
     "choices": ["odd", "even"], "kind": "choice", "label": False},
]  # fmt: skip
STUB = """
class StringExtractionConfig:
    def __init__(self, strings): self.strings = strings
def parse(text, extraction_config=()):
    options = [o for c in extraction_config for o in c.strings if f"({o})" in text or o == text]
    return options[:1] if extraction_config else [text.strip("$")]
def verify(gold, answer): return gold == answer
"""


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("first_look", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def batch(tmp_path: Path) -> Path:
    folder = tmp_path / "batch"
    folder.mkdir()
    for name, rows in (("pairs", PAIRS), ("replies", REPLIES)):
        (folder / f"{name}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    return folder


def test_figures_of_a_batch(
    script: ModuleType, batch: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report, rows = tmp_path / "report.json", tmp_path / "rows.jsonl"
    script.main([str(batch), "--json", str(report), "--rows", str(rows)])
    statuses = [json.loads(line)["status"] for line in rows.read_text().splitlines()]
    assert statuses == ["accepted", "rejected", "accepted", "error", "accepted", "undecided"]
    data = json.loads(report.read_text())
    by_set: dict[str, Any] = data["contestants"]["preceptor"]["by_set"]
    assert list(by_set) == ["lengths", "pairs", "choices", "all"]
    assert by_set["all"]["accuracy"][:2] == [4, 6]
    assert by_set["all"]["accuracy_undecided_rejected"][:2] == [5, 6]
    assert by_set["all"]["false_accepts"][:2] == [0, 2]
    assert by_set["all"]["true_accepted"][:2] == [3, 4]
    assert by_set["all"]["undecided"][:2] == [2, 6]
    low, high = by_set["lengths"]["accuracy"][2:]
    assert (low, high) == (pytest.approx(0.3424, abs=1e-3), 1.0)
    assert len(data["files"]) == 2
    assert data["digest"] in capsys.readouterr().out


def test_the_log_tells_the_first_look(
    script: ModuleType, batch: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    script.main([str(batch), "--once"])
    assert "first look at this batch" in capsys.readouterr().out
    script.main([str(batch), "--once"])
    assert "look 2 at this batch; the first was on 20" in capsys.readouterr().out
    entries = [json.loads(line) for line in (batch / "looks.jsonl").read_text().splitlines()]
    assert [entry["figures"]["preceptor"]["rows"] for entry in entries] == [6, 6]
    with (batch / "pairs.jsonl").open("a") as file:
        file.write(json.dumps(PAIRS[0]) + "\n")
    script.main([str(batch), "--once"])
    assert "first look at this batch" in capsys.readouterr().out


def test_the_peer_has_an_interpreter_of_its_own(
    script: ModuleType, batch: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "math_verify.py").write_text(STUB)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    report = tmp_path / "report.json"
    peer = ["--peer", "math-verify", "--peer-python", sys.executable]
    script.main([str(batch), *peer, "--json", str(report)])
    by_set = json.loads(report.read_text())["contestants"]["math-verify"]["by_set"]
    assert by_set["choices"]["accuracy"][:2] == [2, 2]
    assert by_set["lengths"]["accuracy"][:2] == [1, 2]
    assert by_set["all"]["undecided"][:2] == [0, 6]


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({"reference": "1", "candidate": "1"}, "needs a reference and a label"),
        ({"reference": "1", "label": True}, "needs a candidate or a reply"),
    ],
)
def test_bad_rows(script: ModuleType, tmp_path: Path, row: dict[str, Any], message: str) -> None:
    file = tmp_path / "rows.jsonl"
    file.write_text(json.dumps(row) + "\n")
    with pytest.raises(SystemExit, match=f"line 1: a row {message}"):
        script.main([str(file)])
