"""The ``families`` and ``bundled`` sources."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from preceptor.errors import UsageError
from preceptor.records import BadRow, Problem, Role
from preceptor.registry import Registry
from preceptor_sources.bundled import BundledSource
from preceptor_sources.families import FamiliesSource

Build = Callable[..., Any]
GOOD = {"exclude": ["faulty"]}


def drawn(build: Build, **options: Any) -> list[Problem]:
    rows = list(build(FamiliesSource, **{**GOOD, **options}).rows(Role.TRAIN))
    assert all(isinstance(row, Problem) for row in rows)
    return rows


def test_families_take_turns_in_a_stable_order(build: Build) -> None:
    rows = drawn(build, per_family=3)
    assert [(p.provenance.family, p.provenance.seed) for p in rows] == [
        ("sum", 0), ("product", 0), ("sum", 1), ("product", 1), ("sum", 2), ("product", 2),
    ]  # fmt: skip
    assert rows == drawn(build, per_family=3)
    assert {p.provenance.licence for p in rows} == {"Apache-2.0"}
    assert {p.provenance.source for p in rows} == {"part"}


def test_sources_with_other_seeds_or_starts_share_no_instance(build: Build) -> None:
    def seeds(**options: Any) -> set[int | None]:
        return {p.provenance.seed for p in drawn(build, per_family=50, **options)}

    sets = [seeds(), seeds(start=50), seeds(seed=1), seeds(seed=1, start=50)]
    assert sum(map(len, sets)) == len(set().union(*sets)) == 200


def test_families_are_chosen_by_name_level_and_exclusion(build: Build) -> None:
    def names(**options: Any) -> set[str | None]:
        return {p.provenance.family for p in drawn(build, per_family=1, **options)}

    assert names(families=["math/sum"]) == {"sum"}
    assert names(families=["product", "sum"], exclude=["sum"]) == {"product"}
    assert names(levels=["school"], exclude=["faulty"]) == {"sum"}
    assert names(subjects=["math"]) == {"sum", "product"}


def test_a_family_that_fails_costs_its_rows_only(build: Build) -> None:
    rows = list(build(FamiliesSource, per_family=2).rows(Role.EVAL))
    bad = [row for row in rows if isinstance(row, BadRow)]
    assert [row.location for row in bad] == ["math/faulty#0", "math/faulty#1"]
    assert "ZeroDivisionError: no luck" in bad[0].reason
    assert sum(isinstance(row, Problem) and row.role is Role.EVAL for row in rows) == 4


@pytest.mark.parametrize(
    ("options", "what"),
    [
        ({"families": ["sums"]}, "did you mean 'sum'"),
        ({"exclude": ["produkt"]}, "did you mean 'product'"),
        ({"subjects": ["mathematics"]}, "unknown subject"),
        ({"subjects": ["proofs"]}, "has no families"),
        ({"levels": ["advanced"]}, "leave no family"),
    ],
)
def test_unknown_names(options: dict[str, Any], what: str, build: Build) -> None:
    with pytest.raises(UsageError, match=what):
        next(build(FamiliesSource, **options).rows(Role.TRAIN))


def test_a_range_stays_within_its_block(build: Build) -> None:
    with pytest.raises(ValidationError):
        build(FamiliesSource, start=999_999, per_family=2)


def bundle(registry: Registry, monkeypatch: pytest.MonkeyPatch, path: Path | None) -> None:
    monkeypatch.setattr(type(registry.subjects()["math"]), "bundled_file", path)


def test_bundled_problems(
    build: Build, registry: Registry, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    rows: list[Any] = [
        {
            "id": "m-1",
            "topic": "sums",
            "statement": "1 m + 1 m?",
            "reference": {"kind": "number", "value": "2", "payload": {"unit": "m"}},
            "derivation": "Answer: 2 m",
            "distractors": [{"answer": "1 m", "error": "forgot one"}],
        },
        {
            "id": "m-2",
            "statement": "?",
            "reference": {"kind": "number", "value": "2", "payload": 3},
        },
        {"id": "m-3", "statement": "?"},
        {"id": "m-4", "statement": "?", "reference": "2"},
        {"id": "m-5", "statement": "", "reference": {"kind": "number", "value": "2"}},
    ]
    path = tmp_path / "b.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    bundle(registry, monkeypatch, path)
    read = list(build(BundledSource).rows(Role.EVAL))
    good = read[0]
    assert isinstance(good, Problem)
    assert (good.subject, good.role, good.topic) == ("math", Role.EVAL, "sums")
    assert good.provenance.original_id == "m-1"
    assert good.provenance.licence == "Apache-2.0"
    assert good.distractors[0].error == "forgot one"
    assert [row.location for row in read[1:]] == [f"b.jsonl:{n}" for n in (2, 3, 4, 5)]


def test_bundled_subjects_must_exist_and_have_problems(build: Build) -> None:
    with pytest.raises(UsageError, match="did you mean 'math'"):
        list(build(BundledSource, subjects=["maths"]).rows(Role.TRAIN))
    with pytest.raises(UsageError, match="has no bundled problems"):
        list(build(BundledSource, subjects=["physics"]).rows(Role.TRAIN))
    assert list(build(BundledSource).rows(Role.TRAIN)) == []
