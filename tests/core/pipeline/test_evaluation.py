"""Evaluation: sets from the journals, conditions, and verdicts on replies."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from pathlib import Path

import pytest

from preceptor.components import Item
from preceptor.errors import UsageError
from preceptor.extraction.verdicts import NO_ANSWER
from preceptor.journal import Journal
from preceptor.pipeline.assembly import Assembly
from preceptor.pipeline.evaluation import conditions, decide, eval_sets, evaluate_models
from preceptor.pipeline.run_folder import RunFolder
from preceptor.recipe.model import EvaluationEntry
from preceptor.records import Problem, Provenance, Reference, Role, Status, Verdict
from preceptor.registry import Registry


def problem(number: int, source: str = "bench", role: Role = Role.EVAL) -> Problem:
    return Problem(
        role=role,
        subject="math",
        statement=f"What is {number} + 0?",
        reference=Reference(kind="number", value=str(number)),
        provenance=Provenance(source=source),
    )


class Host:
    """Accepts what is equal to the reference, and remembers what it was asked."""

    def __init__(self) -> None:
        self.items: list[Item] = []
        self.registry = Registry.load()

    def submit(self, item: Item, *, seconds: float | None = None) -> Future[Verdict]:
        done: Future[Verdict] = Future()
        done.set_result(self.verify_batch([item])[0])
        return done

    def verify_batch(self, items: Sequence[Item]) -> list[Verdict]:
        self.items += items
        return [
            Verdict(
                status=Status.ACCEPTED
                if item.candidate == item.reference.value
                else Status.REJECTED
            )
            for item in items
        ]


def test_conditions_begin_with_the_baselines() -> None:
    assert conditions("m", 3, [("tuned", "path")]) == [
        ("base, no example", "m", 0),
        ("base, 3 examples", "m", 3),
        ("tuned", "path", 0),
    ]
    assert conditions("m", 0, []) == [("base, no example", "m", 0)]


def test_sets_are_in_the_order_of_their_source_and_bounded(tmp_path: Path) -> None:
    rows = [problem(number) for number in (5, 3, 9)]
    with Journal(tmp_path / "j.sqlite3") as journal:
        journal.ingest({"bench": rows, "train": [problem(1, "train", Role.TRAIN)]}, "mark")
        entry = EvaluationEntry(limit=2)
        [chosen] = eval_sets(entry, ["bench", "train"], [journal])
        assert [p.reference.value for p in chosen.problems] == ["5", "3"]
        assert eval_sets(EvaluationEntry(sources=("none",)), ["bench"], [journal]) == []


def test_a_reply_without_an_answer_is_undecided_and_asked_of_nobody() -> None:
    host = Host()
    pairs = [
        (problem(5), "so it is 5\nAnswer: 5"),
        (problem(6), "I do not know."),
        (problem(7), "Answer: 8"),
    ]
    verdicts = decide(host, pairs)  # type: ignore[arg-type]
    assert [verdict.status for verdict in verdicts] == [
        *(Status.ACCEPTED, Status.UNDECIDED, Status.REJECTED),
    ]
    assert verdicts[1].reason == NO_ANSWER
    assert [item.candidate for item in host.items] == ["5", "8"]


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        ({}, "has no evaluate: section"),
        ({"evaluate": {"shots": 1}}, "no source of the recipe has role eval"),
    ],
)
def test_what_an_evaluation_needs(
    assemble: Callable[..., Assembly], tmp_path: Path, parts: dict[str, object], message: str
) -> None:
    with pytest.raises(UsageError, match=message):
        evaluate_models(assemble(**parts), RunFolder(tmp_path / "out"), "m", [], None)  # type: ignore[arg-type]
