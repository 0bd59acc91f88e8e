"""Floors on public labelled pairs; undecided counts as wrong for both labels.

The verifiers see reference, candidate and unit only, recognised and routed as
``preceptor verify --pairs`` does it; label, source and variant are for scoring. With ``-s``
every row that is still wrong is printed with the verdict's reason and, where the label itself
is doubtful or a convention of its suite, why.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from preceptor.components import Item
from preceptor.records import Status, Verdict
from preceptor.registry import Registry
from preceptor.verification.router import Router, bare_reference
from preceptor_verifiers.outcome import Outcome, Same

pytestmark = pytest.mark.data
Compare = Callable[..., Outcome]
Rows = Callable[[str], list[dict[str, Any]]]

# Why a row may be wrong without fault of the verifier: by its label and the verdict's reason.
DOUBTFUL = (
    (True, r"The answer has \d+ values", "the answer gives fewer or other values than are listed"),
    (True, r"The brackets differ", "a closed interval is labelled equal to an open one"),
    (True, r"off by ", "not the reference rounded to three digits or more, as the default asks"),
    (None, r"another order", "order of a list: suites contradict each other, so it is an option"),
    (True, r"values of the chain differ", "7 = 11 is labelled right: what is written last is paid"),
    (False, r"are equal", "the same values in another order; other suites accept them"),
    (None, r"not a value that the grammar", "prose: a paraphrase may be right; a judge decides"),
)  # fmt: skip


@dataclass(frozen=True)
class Wrong:
    """A row on which verdict and label disagree."""

    row: dict[str, Any]
    verdict: Verdict

    @property
    def doubt(self) -> str:
        for label, pattern, reason in DOUBTFUL:
            if label in (None, self.row["label"]) and re.search(pattern, self.verdict.reason):
                return reason
        return ""

    def __str__(self) -> str:
        row = self.row
        return (
            f"{row['id']} (label {row['label']}): {row['reference'][:90]!r} | "
            f"{row['candidate'][-90:]!r}: {self.verdict.status}: {self.verdict.reason[:120]}"
            + (f" [{self.doubt}]" if self.doubt else "")
        )


@dataclass(frozen=True)
class Score:
    """Accuracy over all rows, and false accepts over the rows labelled false."""

    rows: int
    negatives: int
    wrong: list[Wrong]

    @property
    def accuracy(self) -> float:
        return 1 - len(self.wrong) / self.rows

    @property
    def false_accepts(self) -> float:
        accepted = [w for w in self.wrong if w.verdict.accepted]
        return len(accepted) / max(1, self.negatives)


@pytest.fixture(scope="module")
def score() -> Callable[..., Score]:
    router = Router(Registry.load())

    def run(rows: list[dict[str, Any]], rtol: float | None = None) -> Score:
        items = []
        for row in rows:
            reference = bare_reference(
                router.registry, row["reference"], unit=row.get("unit") or None, rtol=rtol
            )
            items.append(Item(id=row["id"], reference=reference, candidate=row["candidate"]))
        wanted = {True: Status.ACCEPTED, False: Status.REJECTED}
        pairs = zip(rows, router.verify_batch(items), strict=True)
        wrong = [Wrong(r, v) for r, v in pairs if v.status is not wanted[r["label"]]]
        return Score(len(rows), sum(not r["label"] for r in rows), wrong)

    return run


def test_pairs_core(score: Callable[..., Score], data: Rows) -> None:
    rows = data("pairs_core.jsonl")
    result = score(rows)
    print(*result.wrong, sep="\n")
    print(f"accuracy {result.accuracy:.4f}, false accepts {result.false_accepts:.4f}")
    assert result.accuracy >= 0.935
    assert result.false_accepts <= 0.012
    others = score([r for r in rows if r["source"] != "hardverify-math"])
    print(f"without HardVerify: accuracy {others.accuracy:.4f}")
    assert others.accuracy >= 0.945
    unexplained = [w for w in result.wrong if not w.doubt]
    assert len(unexplained) <= 4, "\n".join(map(str, unexplained))


def test_derived_scibench(score: Callable[..., Score], data: Rows) -> None:
    # Variant tol_1_5pct is true only under a 5 % rule.
    rows = [r for r in data("derived_scibench_2000.jsonl") if r["variant"] != "tol_1_5pct"]
    result = score(rows, 0.01)
    print(*result.wrong, sep="\n")
    print(f"accuracy {result.accuracy:.4f}, false accepts {result.false_accepts:.4f}")
    assert result.accuracy >= 0.999
    assert result.false_accepts == 0.0


def test_adversarial(compare: Compare, data: Rows) -> None:
    for row in data("adversarial_own.jsonl"):
        start = time.process_time()
        same = compare(row["reference"], row["candidate"]).same
        assert time.process_time() - start < 2.0, row["id"]
        if row["label"] is False:
            assert same is not Same.YES, row["id"]
