"""The data card: what it counts, and that text from data cannot break it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import solutions
import yaml
from solutions import View

from preceptor import references
from preceptor.records import (
    BadRow,
    Earned,
    Problem,
    Provenance,
    Role,
    Solution,
    Stage,
    Status,
    TrailStep,
    Usage,
)
from preceptor.reporting import (
    CardFacts,
    ComponentFacts,
    DataFile,
    collect,
    render_card,
    render_json,
)
from preceptor.reporting.card_counts import CARD_REASONS, OTHER_REASONS


def step(stage: Stage, status: Status | None, *, estimated: bool = False) -> TrailStep:
    usage = Usage(prompt_tokens=10, completion_tokens=3, estimated=estimated)
    return solutions.step("x", status, stage=stage, answer=None, usage=usage)


def solution(
    *steps: TrailStep,
    earned: Earned | None = None,
    subject: str = "math",
    licence: str = "MIT",
    role: Role = Role.TRAIN,
    **more: Any,
) -> Solution:
    return Solution(
        problem=Problem(
            role=role,
            subject=subject,
            statement="2 + 2?",
            reference=references.number("4"),
            provenance=Provenance(source="src", licence=licence),
        ),
        trail=steps,
        accepted=len(steps) - 1 if earned else None,
        earned=earned,
        annotation="solve",
        **more,
    )


SOLUTIONS = [
    solution(step(Stage.SOLVE, Status.ACCEPTED), earned=Earned.FIRST_TRY),
    solution(
        step(Stage.SOLVE, Status.REJECTED),
        step(Stage.CRITIQUE, None),
        step(Stage.REVISE, Status.ACCEPTED),
        earned=Earned.REFLECTED,
    ),
    solution(
        step(Stage.SOLVE, Status.UNDECIDED),
        step(Stage.REVISE_SHOWN, Status.ACCEPTED),
        earned=Earned.REFERENCE_SHOWN,
    ),
    solution(step(Stage.SOLVE, Status.TIMEOUT, estimated=True), flags=("suspect-reference: 5",)),
    solution(subject="physics", failure="no reply after 6 tries (HTTP 503)"),
]


@pytest.fixture
def facts() -> CardFacts:
    return collect(
        View(*SOLUTIONS),
        title="A run",
        terms={"solve": "Apache-2.0"},
        bad_rows=[
            BadRow(source="src", location="/home/me/rows.jsonl:3", reason="no reference in 'a'"),
            BadRow(source="src", location="/home/me/rows.jsonl:9", reason="no reference in 'b'"),
        ],
        drops=[
            ("format", "refusal: declines"),
            ("dup", "same statement as 0123456789abcdef"),
            ("dup", "same statement as fedcba9876543210"),
        ],
        splits={"train": 3, "heldout_instances": 1},
        components=[
            ComponentFacts(kind="filter", name="format", use="format", version="1",
                           options={"skip": ["a|b"]})
        ],
        files=[DataFile(config="sft", split="train", path="sft/train.jsonl")],
        versions={"preceptor": "0.1.0"},
    )  # fmt: skip


def test_yields_by_pass(facts: CardFacts) -> None:
    math, physics = facts.passes
    # A solution whose reference was shown is accepted, but not solved.
    assert (math.solved.count, math.accepted.count, math.solved.total) == (2, 3, 4)
    # Wilson (1927) for 2 of 4 at 95 %: (0.1500, 0.8500).
    assert math.solved.low == pytest.approx(0.1500, abs=5e-4)
    assert math.solved.high == pytest.approx(0.8500, abs=5e-4)
    assert math.earned == {
        Earned.FIRST_TRY: 1, Earned.REFLECTED: 1, Earned.REFERENCE_SHOWN: 1
    }  # fmt: skip
    assert (physics.failed, physics.accepted.count) == (1, 0)
    assert facts.failures == {"no reply after 6 tries (HTTP 503)": 1}


def test_yields_by_stage_keep_undecided_apart(facts: CardFacts) -> None:
    by_stage = {one.stage: one for one in facts.stages}
    assert list(by_stage) == [Stage.SOLVE, Stage.REVISE, Stage.REVISE_SHOWN]
    assert by_stage[Stage.SOLVE].verdicts == {
        Status.ACCEPTED: 1,
        Status.REJECTED: 1,
        Status.UNDECIDED: 1,
        Status.TIMEOUT: 1,
    }
    assert by_stage[Stage.SOLVE].accepted.total == 4
    assert facts.verifiers[0].verdicts[Status.ACCEPTED] == 3


def test_teachers_and_findings(facts: CardFacts) -> None:
    [teacher] = facts.teachers
    assert (teacher.requests, teacher.prompt_tokens, teacher.completion_tokens) == (7, 70, 21)
    assert (teacher.estimated, teacher.terms) == (1, "Apache-2.0")
    [finding] = facts.findings
    assert (finding.flag, finding.count, finding.rows) == ("suspect-reference", 1, ("r3",))


def test_reasons_are_grouped_and_bounded(facts: CardFacts) -> None:
    assert facts.bad_rows[0].reasons == {"no reference in …": 2}
    assert facts.bad_rows[0].locations == ("rows.jsonl:3", "rows.jsonl:9")
    assert [(d.filter, d.count, dict(d.reasons)) for d in facts.drops] == [
        ("format", 1, {"refusal: declines": 1}),
        ("dup", 2, {"same statement as …": 2}),
    ]
    words = ("alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota")
    many = [("f", f"{a} {b}") for a in words for b in words]
    [drops] = collect(View(), title="t", drops=many).drops
    assert drops.count == 81
    assert len(drops.reasons) == CARD_REASONS + 1
    assert drops.reasons[OTHER_REASONS] == 81 - CARD_REASONS


def test_own_derivations_are_no_yield_of_a_model() -> None:
    derived = solution(step(Stage.DERIVATION, Status.ACCEPTED), earned=Earned.OWN_DERIVATION)
    facts = collect(View(derived), title="t")
    assert not facts.passes[0].asked_model
    assert "no model asked" in render_card(facts)
    assert all(one.asked_model for one in collect(View(*SOLUTIONS), title="t").passes)


def test_options_carry_no_path_of_this_machine() -> None:
    options = {
        "path": "/home/me/data/rows.jsonl",
        "paths": ["C:\\data\\x.csv", "data/y.csv", "~/z/"],
        "stop": "/ a slash is no path",
        "nested": {"n": 1, "model": "/models/tiny"},
    }
    part = ComponentFacts(kind="source", name="s", use="file", version="1", options=options)
    assert collect(View(), title="t", components=[part]).components[0].options == {
        "path": "…/rows.jsonl",
        "paths": ["…/x.csv", "data/y.csv", "…/z"],
        "stop": "/ a slash is no path",
        "nested": {"n": 1, "model": "…/tiny"},
    }


def test_json_is_read_back(facts: CardFacts) -> None:
    assert CardFacts.model_validate_json(render_json(facts)) == facts


def test_markdown(facts: CardFacts) -> None:
    card = render_card(facts)
    _, front, body = card.split("---\n", 2)
    body = re.sub(" +", " ", body)
    meta = yaml.safe_load(front)
    assert meta["license"] == "mit"
    assert meta["size_categories"] == ["n<1K"]
    assert meta["configs"] == [
        {"config_name": "sft", "data_files": [{"split": "train", "path": "sft/train.jsonl"}]}
    ]
    for expected in (
        "# A run",
        "| solve | math | 4 | 2/4 = 50 % (15 to 85) | 0 | 1 | 1 | 1 |",
        "| math | solve | 4 | 1/4 = 25 % (5 to 70) | 1 | 1 | 1 | 0 |",
        "| src | train | MIT | 5 |",
        "| suspect-reference | 1 | r3 |",
        "| preceptor | 0.1.0 |",
        "rows.jsonl:3, rows.jsonl:9",
        "| filter | format | format | 1 |",
    ):
        assert expected in body
    assert "/home/me" not in card


def test_datasets_loads_a_folder_by_its_card(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import datasets

    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    files = []
    for view in ("sft", "rl"):
        (tmp_path / view).mkdir()
        for split in ("train", "heldout_instances"):
            rows = datasets.Dataset.from_list([{"messages": [], "id": f"{view}-{split}"}])
            rows.to_json(tmp_path / view / f"{split}.jsonl")
            rows.to_parquet(tmp_path / view / f"{split}.parquet")
            files += [
                DataFile(config=view, split=split, path=f"{view}/{split}{suffix}")
                for suffix in (".jsonl", ".parquet")
            ]
    (tmp_path / "README.md").write_text(render_card(collect(View(), title="t", files=files)))
    loaded = datasets.load_dataset(str(tmp_path), "rl", cache_dir=str(tmp_path / "cache"))
    assert {split: list(rows["id"]) for split, rows in loaded.items()} == {
        "train": ["rl-train"],
        "heldout_instances": ["rl-heldout_instances"],
    }


def test_every_table_is_rectangular_whatever_the_data_says() -> None:
    hostile = "a|b\n# head <script>alert(1)</script> `x` \\| |"
    card = render_card(
        collect(
            View(solution(step(Stage.SOLVE, Status.ERROR), licence=hostile, subject=hostile,
                          flags=(hostile,), failure=hostile)),
            title=hostile,
            terms={"solve": hostile},
            bad_rows=[BadRow(source=hostile, location=hostile, reason=hostile)],
            drops=[(hostile, hostile)],
            splits={hostile: 1},
            components=[ComponentFacts(kind="k", name="n", use="u", version="1",
                                       options={"x": hostile})],
        )
    )  # fmt: skip
    yaml.safe_load(card.split("---\n", 2)[1])
    width = None
    for line in card.split("---\n", 2)[2].splitlines():
        assert not line.startswith("# head")
        assert "<script" not in line
        if not line.startswith("|"):
            width = None
            continue
        cells = len(re.findall(r"(?<!\\)\|", line)) - 1
        width = width or cells
        assert cells == width, line


@pytest.mark.parametrize(
    ("licences", "stated"),
    [
        (["MIT"], "mit"),
        (["MIT", "Apache-2.0"], ["apache-2.0", "mit"]),
        (["MIT", "see the publisher"], "other"),
        ([], "other"),
    ],
)
def test_stated_licence(licences: list[str], stated: Any) -> None:
    rows = [solution(licence=licence) for licence in licences]
    # What an eval source is under does not bind the exported rows.
    rows.append(solution(licence="secret", role=Role.EVAL))
    card = render_card(collect(View(*rows), title="t"))
    assert yaml.safe_load(card.split("---\n", 2)[1])["license"] == stated


def test_a_run_without_rows_still_has_a_card() -> None:
    card = render_card(collect(View(), title="empty"))
    assert card.count("None.") == 11
