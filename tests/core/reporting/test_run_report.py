"""The report of a run in words: every figure with its interval, nothing hidden."""

from __future__ import annotations

from typing import Any

import pytest

from preceptor.components import Comparison, EvalReport, GeneralLoss, Score, TrainResult
from preceptor.records import Earned
from preceptor.reporting import CardFacts
from preceptor.reporting.card_facts import FlaggedRows, Interval, PassYield
from preceptor.reporting.run_report import (
    ArmReport,
    RunReport,
    Spending,
    Unknown,
    render,
    render_evaluation,
)


def interval(count: int, total: int) -> Interval:
    return Interval(count=count, total=total, low=0.1, high=0.6)


def yields(**more: Any) -> PassYield:
    values: dict[str, Any] = {
        "annotation": "model",
        "subject": "math",
        "solved": interval(3, 10),
        "accepted": interval(4, 10),
        "earned": {Earned.FIRST_TRY: 2, Earned.RESOLVED: 1, Earned.REFERENCE_SHOWN: 1},
        "failed": 1,
        **more,
    }
    return PassYield(**values)


def report(**parts: Any) -> str:
    card = parts.pop("card", CardFacts(title="small", rows=10, passes=(yields(),)))
    return render(RunReport(name="small", card=card, **parts))


def test_shares_have_intervals_and_ways_have_words() -> None:
    text = report()
    assert "3/10 = 30 % (10 to 60)" in text
    assert Earned.RESOLVED.label in text
    assert "is not counted as wrong" in text
    assert "accepted by judge" not in text


def test_the_judge_has_a_column_only_where_there_is_one() -> None:
    assert "accepted by judge" in report(card=CardFacts(title="t", passes=(yields(judged=2),)))


def test_findings_name_a_row() -> None:
    finding = FlaggedRows(flag="suspect-reference", count=2, rows=("0.a.model", "0.b.model"))
    text = report(card=CardFacts(title="t", passes=(yields(),), findings=(finding,)))
    assert "suspect-reference (2), for example 0.a.model" in text


def test_what_was_spent_adds_up() -> None:
    spent = [
        Spending(annotation="model", stage="solve", requests=10, tokens=700, dollars=0.01),
        Spending(annotation="model", stage="critique-shown", requests=2, tokens=300, dollars=0.02),
    ]
    lines = [line for line in report(spending=spent).splitlines() if line.startswith("| all")]
    assert [cell.strip() for cell in lines[0].strip("|").split("|")] == [
        *("all", "", "12", "1000", "0.0300"),
    ]


def test_requests_of_unknown_outcome_are_listed() -> None:
    unknown = Unknown(request="abc", problem="p1", annotation="model", stage="solve")
    text = report(unknown_outcomes=(unknown,))
    assert "their outcome is unknown, so they were charged and sent again" in text
    assert "- abc: problem p1" in text


@pytest.mark.parametrize(
    ("arm", "shown"),
    [
        (ArmReport(name="a", splits={}, reason="no accepted rows to train on"), "no accepted rows"),
        (ArmReport(name="a", splits={"train": 3}), "not asked for"),
        (
            ArmReport(
                name="a",
                splits={"train": 3},
                tuned=TrainResult(
                    model="m",
                    steps=5,
                    rows=3,
                    tokens=99,
                    seconds=120.0,
                    device="cpu",
                    precision="fp32",
                    losses=(2.0, 1.25),
                ),
            ),
            "1.250",
        ),
    ],
)
def test_every_arm_says_what_became_of_it(arm: ArmReport, shown: str) -> None:
    assert shown in report(arms=(arm,))


def test_an_evaluation_shows_intervals_undecided_ones_and_forgetting() -> None:
    def score(condition: str, correct: int, undecided: int = 0) -> Score:
        return Score(
            condition=condition,
            set="bench",
            correct=correct,
            total=40,
            undecided=undecided,
            low=0.05,
            high=0.2,
        )

    text = render_evaluation(
        EvalReport(
            scores=(score("base", 2), score("tuned", 8, undecided=3)),
            comparisons=(
                Comparison(
                    set="bench", baseline="base", condition="tuned", gained=7, lost=1, p_value=0.07
                ),
            ),
            general=(
                GeneralLoss(condition="base", tokens=100, loss=3.1),
                GeneralLoss(
                    condition="tuned",
                    tokens=100,
                    loss=3.2,
                    change=0.1,
                    change_low=0.05,
                    change_high=0.15,
                ),
            ),
        )
    )
    assert "8/40 = 20 % (5 to 20)" in text
    assert "Not decided (counted as not solved): 3 of tuned on bench" in text
    assert "+0.1000 (+0.0500 to +0.1500)" in text
    assert "baseline" in text
    assert "0.07" in text


def test_sections_without_content_say_so() -> None:
    text = report(card=CardFacts(title="t"))
    assert "## Mixtures and tuning\n\nNone." in text
    assert "## Before and after tuning\n\nNone." in text


def test_text_from_data_breaks_no_table() -> None:
    text = report(card=CardFacts(title="t", failures={"a | b\n<script>": 3}, passes=(yields(),)))
    assert "a \\| b &lt;script>" in text
