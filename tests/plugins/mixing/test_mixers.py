"""Which solutions go where: weights, repeats, hold-outs, and how little new rows change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from preceptor.components import Assignment
from preceptor.errors import UsageError
from preceptor.records import Earned, Role, Solution
from preceptor_mixing.everything import EverythingMixer
from preceptor_mixing.weighted import WeightedMixer

Build = Callable[..., Any]
Make = Callable[..., Solution]


class View:
    def __init__(self, solutions: list[Solution]) -> None:
        self.solutions = solutions
        self.passes = 0

    def __iter__(self) -> Iterator[tuple[str, Solution]]:
        self.passes += 1
        for solution in self.solutions:
            yield f"0.{solution.problem.id}.{solution.annotation}", solution

    def __len__(self) -> int:
        return len(self.solutions)


@pytest.fixture
def rows(make_solution: Make) -> Callable[..., list[Solution]]:
    """``rows(math=20, physics=10)``: solved rows by subject, each with its own statement."""

    def make(families: int = 0, **counts: int) -> list[Solution]:
        return [
            make_solution(
                statement=f"{subject} problem {n}",
                subject=subject,
                family=f"family-{n % families}" if families else None,
            )
            for subject, count in counts.items()
            for n in range(count)
        ]

    return make


def mixed(build: Build, solutions: list[Solution], **options: Any) -> dict[str, Assignment]:
    chosen = list(build(WeightedMixer, **options).assignments(View(solutions)))
    assert len({assignment.row_id for assignment in chosen}) == len(chosen)
    assert all(assignment.repeat >= 1 for assignment in chosen)
    return {assignment.row_id: assignment for assignment in chosen}


def totals(solutions: list[Solution], chosen: dict[str, Assignment]) -> Counter[str]:
    """Training rows by subject, repeats included."""
    rows: Counter[str] = Counter()
    for row_id, solution in View(solutions):
        if row_id in chosen and chosen[row_id].split == "train":
            rows[solution.problem.subject] += chosen[row_id].repeat
    return rows


@pytest.mark.parametrize(
    ("counts", "options", "expected"),
    [
        ({"math": 30, "physics": 10}, {}, {"math": 30, "physics": 10}),
        ({"math": 30, "physics": 10}, {"rows": 20}, {"math": 15, "physics": 5}),
        # Thirds of 20 add up to 20.
        (
            {"math": 9, "physics": 9, "chemistry": 9},
            {"weights": {"math": 1, "physics": 1, "chemistry": 1}, "rows": 20},
            {"math": 7, "physics": 6, "chemistry": 7},
        ),
        # Without `rows`: as much as fits without repeats.
        (
            {"math": 30, "physics": 10},
            {"weights": {"math": 1, "physics": 1}},
            {"math": 10, "physics": 10},
        ),
        (
            {"math": 30, "physics": 10},
            {"weights": {"math": 2, "physics": 1}, "rows": 24},
            {"math": 16, "physics": 8},
        ),
        # A subject that is short of rows is repeated up to the bound.
        (
            {"math": 30, "physics": 10},
            {"weights": {"math": 1, "physics": 1}, "rows": 50, "max_repeat": 2},
            {"math": 25, "physics": 20},
        ),
        (
            {"math": 30, "physics": 10},
            {"weights": {"math": 1, "physics": 1}, "rows": 26, "max_repeat": 3},
            {"math": 13, "physics": 13},
        ),
        # A subject without a weight is left out; one without rows takes nothing from others.
        ({"math": 30, "physics": 10}, {"weights": {"math": 3}}, {"math": 30}),
        (
            {"math": 30},
            {"weights": {"math": 1, "chemistry": 1}, "rows": 10},
            {"math": 10},
        ),
        ({"math": 30}, {"weights": {"chemistry": 1}}, {}),
        ({}, {"rows": 5}, {}),
    ],
)
def test_targets(
    counts: dict[str, int],
    options: dict[str, Any],
    expected: dict[str, int],
    build: Build,
    rows: Callable[..., list[Solution]],
) -> None:
    solutions = rows(**counts)
    assert totals(solutions, mixed(build, solutions, **options)) == expected


@given(
    counts=st.dictionaries(
        st.sampled_from(["math", "physics", "chemistry"]), st.integers(1, 40), min_size=1
    ),
    weights=st.dictionaries(
        st.sampled_from(["math", "physics", "chemistry"]), st.integers(1, 9), min_size=1
    ),
    wanted=st.integers(1, 120),
    bound=st.integers(1, 3),
)
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_targets_follow_the_formula(
    counts: dict[str, int],
    weights: dict[str, int],
    wanted: int,
    bound: int,
    build: Build,
    rows: Callable[..., list[Solution]],
) -> None:
    solutions = rows(**counts)
    chosen = mixed(build, solutions, weights=weights, rows=wanted, max_repeat=bound)
    taken = totals(solutions, chosen)
    whole = sum(weights.get(subject, 0) for subject in counts)
    exact = {s: wanted * weights.get(s, 0) / whole if whole else 0 for s in counts}
    for subject, count in counts.items():
        if exact[subject] >= bound * count + 1:
            assert taken[subject] == bound * count
        else:
            assert abs(taken[subject] - exact[subject]) < 1 + 1e-9
    if whole and all(exact[subject] <= bound * count - 1 for subject, count in counts.items()):
        assert taken.total() == wanted
    assert all(assignment.repeat <= bound for assignment in chosen.values())


def test_repeats_differ_by_one_at_most(build: Build, rows: Callable[..., list[Solution]]) -> None:
    solutions = rows(math=10)
    chosen = mixed(build, solutions, rows=25, max_repeat=4)
    assert Counter(assignment.repeat for assignment in chosen.values()) == {2: 5, 3: 5}


def test_a_shortage_is_logged(
    build: Build, rows: Callable[..., list[Solution]], logged: list[str]
) -> None:
    mixed(build, rows(math=10), rows=50, max_repeat=2)
    assert logged == ["part: math has 10 rows for a share of 50; with max_repeat 2 it takes 20"]


def test_new_rows_displace_few_old_ones(build: Build, rows: Callable[..., list[Solution]]) -> None:
    options = {"rows": 100, "holdout_instances": 0.2}
    before = mixed(build, rows(math=400), **options)
    after = mixed(build, rows(math=440), **options)
    train = [{r for r, a in m.items() if a.split == "train"} for m in (before, after)]
    held = [{r for r, a in m.items() if a.split != "train"} for m in (before, after)]
    assert len(train[0]) == len(train[1]) == 100
    # A tenth more rows displace about a tenth of the chosen; a reshuffle would displace 3/4.
    assert len(train[0] - train[1]) <= 25
    assert held[0] <= held[1]
    assert not train[1] & held[0]


def test_another_seed_chooses_other_rows(build: Build, rows: Callable[..., list[Solution]]) -> None:
    solutions = rows(math=200)
    first, same, another = (set(mixed(build, solutions, rows=50, seed=s)) for s in (0, 0, 1))
    assert first == same
    assert len(first & another) < 30


def test_the_choice_does_not_depend_on_shards(
    build: Build, rows: Callable[..., list[Solution]]
) -> None:
    class Resharded(View):
        def __iter__(self) -> Iterator[tuple[str, Solution]]:
            for solution in reversed(self.solutions):
                yield f"7.{solution.problem.id}.{solution.annotation}", solution

    solutions = rows(math=60)
    mixer = build(WeightedMixer, rows=20, holdout_instances=0.3)
    original, resharded = (
        {(a.row_id.partition(".")[2], a.split) for a in mixer.assignments(view)}
        for view in (View(solutions), Resharded(solutions))
    )
    assert original == resharded


def test_all_solutions_of_a_statement_share_a_split(build: Build, make_solution: Make) -> None:
    solutions = [
        make_solution(statement=f"problem {n}{space}", annotation=annotation)
        for n in range(200)
        for space, annotation in (("", "one"), ("", "two"), ("  ", "three"))
    ]
    chosen = mixed(build, solutions, holdout_instances=0.25)
    splits: dict[str, set[str]] = {}
    for row_id, solution in View(solutions):
        splits.setdefault(solution.problem.statement.strip(), set()).add(chosen[row_id].split)
    assert all(len(names) == 1 for names in splits.values())
    held = sum(names == {"heldout_instances"} for names in splits.values())
    assert 30 <= held <= 70  # 50 of 200 expected, standard deviation 6.1


def test_held_out_rows_need_not_be_solved(build: Build, make_solution: Make) -> None:
    unsolved = [make_solution(statement=f"{n}", earned=None) for n in range(100)]
    chosen = mixed(build, unsolved, holdout_instances=0.5)
    assert {assignment.split for assignment in chosen.values()} == {"heldout_instances"}
    assert len(chosen) > 30


@pytest.mark.parametrize(
    ("wanted", "families", "held"),
    [(0.25, 8, 2), (0.01, 8, 1), (0.99, 8, 7), (0.5, 1, 0), (0.0, 8, 0)],
)
def test_a_fraction_of_families(
    wanted: float, families: int, held: int, build: Build, rows: Callable[..., list[Solution]]
) -> None:
    solutions = rows(families=families, math=80, physics=80)
    chosen = mixed(build, solutions, holdout_families=wanted)
    by_split: dict[str, set[tuple[str, str | None]]] = {}
    for row_id, solution in View(solutions):
        name = (solution.problem.subject, solution.problem.provenance.family)
        by_split.setdefault(chosen[row_id].split, set()).add(name)
    out = by_split.get("heldout_families", set())
    assert not out & by_split["train"]
    assert Counter(subject for subject, _ in out) == Counter(
        {s: held for s in ("math", "physics") if held}
    )


def test_families_by_name(build: Build, rows: Callable[..., list[Solution]]) -> None:
    solutions = rows(families=4, math=40, physics=40)
    chosen = mixed(build, solutions, holdout_families=["math/family-1", "family-2"])
    out = {
        (solution.problem.subject, solution.problem.provenance.family)
        for row_id, solution in View(solutions)
        if chosen[row_id].split == "heldout_families"
    }
    assert out == {("math", "family-1"), ("math", "family-2"), ("physics", "family-2")}
    # An installed family without rows is fine; an unknown family is an error.
    assert mixed(build, solutions, holdout_families=["sum"])
    with pytest.raises(UsageError, match="did you mean 'family-1'"):
        mixed(build, solutions, holdout_families=["famly-1"])


def test_eligibility(build: Build, make_solution: Make) -> None:
    solutions = [
        *(make_solution(statement=how.value, earned=how) for how in Earned),
        make_solution(statement="eval", role=Role.EVAL),
        make_solution(statement="unsolved", earned=None),
        make_solution(statement="flagged", flags=("suspect-reference: 3 of 3 agree on 5",)),
        make_solution(statement="other pass", annotation="derive"),
    ]
    names = {f"0.{s.problem.id}.{s.annotation}": s.problem.statement for s in solutions}

    def chosen(mixer: Any, **options: Any) -> set[str]:
        assignments = build(mixer, **options).assignments(View(solutions))
        return {names[a.row_id] for a in assignments if a.split == "train"}

    default = {how.value for how in Earned if how is not Earned.REFERENCE_SHOWN} | {"other pass"}
    for mixer in (WeightedMixer, EverythingMixer):
        assert chosen(mixer) == default
        assert chosen(mixer, annotations=["derive"]) == {"other pass"}
        assert chosen(mixer, earned=["reference-shown"]) == {"reference-shown"}
        assert chosen(mixer, leave_out_flagged=[]) == default | {"flagged"}


def test_eval_rows_are_assigned_nowhere(build: Build, make_solution: Make) -> None:
    solutions = [
        make_solution(statement=f"{n}", role=Role.EVAL, family=f"f{n % 3}") for n in range(60)
    ]
    assert mixed(build, solutions, holdout_instances=0.9, holdout_families=0.5) == {}
    assert list(build(EverythingMixer).assignments(View(solutions))) == []


@pytest.mark.parametrize(
    "options",
    [
        {"weights": {"math": -1}},
        {"weights": {"math": 0}},
        {"weights": {}},
        {"weights": {"math": float("inf")}},
        {"holdout_instances": 1.0},
        {"holdout_families": 1.5},
        {"max_repeat": 0},
        {"rows": 0},
        {"earned": ["guessed"]},
    ],
)
def test_options_out_of_range(options: dict[str, Any], build: Build) -> None:
    with pytest.raises(ValidationError):
        build(WeightedMixer, **options)


def test_an_unknown_subject(
    build: Build, rows: Callable[..., list[Solution]], logged: list[str]
) -> None:
    with pytest.raises(UsageError, match="did you mean 'physics'"):
        mixed(build, rows(math=5), weights={"fysics": 1, "math": 1})
    mixed(build, rows(math=5), weights={"physics": 1, "math": 1})
    assert logged == ["part: physics has a weight, but no rows to train on"]


def by_judge(solution: Solution) -> Solution:
    """The same solution, accepted only by a judge."""
    trail = tuple(
        step.model_copy(update={"verdict": step.verdict.model_copy(update={"decided_by": "judge"})})
        if step.verdict
        else step
        for step in solution.trail
    )
    return solution.model_copy(update={"trail": trail})


@pytest.mark.parametrize("mixer", [EverythingMixer, WeightedMixer])
def test_what_only_a_judge_accepts_is_taken_only_where_the_recipe_says_so(
    build: Build, rows: Callable[..., list[Solution]], mixer: type
) -> None:
    solutions = rows(math=6)
    solutions[:2] = [by_judge(solution) for solution in solutions[:2]]
    assert [solution.judged for solution in solutions] == [True, True] + 4 * [False]
    kept = list(build(mixer).assignments(View(solutions)))
    assert len(kept) == 4
    assert len(list(build(mixer, accepted_by_judge=True).assignments(View(solutions)))) == 6
