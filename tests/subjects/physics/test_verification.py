"""The installed verifiers take every reference and derivation, and reject every distractor."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from preceptor.components import Subject
from preceptor.records import Reference, Status
from preceptor.registry import Registry
from preceptor.verification.api import verify_batch

SEEDS = range(30)


@pytest.fixture(scope="module")
def subject() -> Subject:
    created = Registry.load().create("subject", "physics")
    assert isinstance(created, Subject)
    return created


def replies(subject: Subject) -> Iterator[tuple[str, Reference, str, Status]]:
    """``(where from, reference, a reply, the verdict it must get)``."""
    for family in subject.families():
        for seed in SEEDS:
            drawn = family.instance(seed)
            where = f"{family.name}/{seed}"
            yield where, drawn.reference, drawn.derivation, Status.ACCEPTED
            for distractor in drawn.distractors:
                yield where, drawn.reference, f"Answer: {distractor.answer}", Status.REJECTED
    path = subject.bundled()
    assert path is not None
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        reference = Reference.model_validate(row["reference"])
        yield row["id"], reference, row["derivation"], Status.ACCEPTED
        for distractor in row["distractors"]:
            yield row["id"], reference, f"Answer: {distractor['answer']}", Status.REJECTED


def test_verdicts(subject: Subject) -> None:
    cases = list(replies(subject))
    verdicts = verify_batch([(reference, reply) for _, reference, reply, _ in cases], extract=True)
    wrong = [
        (where, reply.splitlines()[-1], verdict.status, verdict.reason)
        for (where, _, reply, expected), verdict in zip(cases, verdicts, strict=True)
        if verdict.status is not expected
    ]
    assert wrong == []


def test_answers_in_other_units_and_notations_are_accepted(subject: Subject) -> None:
    """The tolerance leaves room for three figures, the unit for its other spellings."""
    families = {family.name: family for family in subject.families()}
    rolling = next(
        drawn
        for seed in range(100)
        if (drawn := families["rolling-incline"].instance(seed)).parameters["unit"] == "km/h"
    )
    value = float(rolling.reference.value)
    answers = [
        f"{value:.3g} km/h",
        f"{value / 3.6:.4g} m/s",
        rf"\boxed{{{value:.4g}\,\mathrm{{km/h}}}}",
    ]
    verdicts = verify_batch([(rolling.reference, f"Answer: {t}") for t in answers], extract=True)
    assert [verdict.status for verdict in verdicts] == [Status.ACCEPTED] * len(answers)


def test_prompts_and_examples(subject: Subject) -> None:
    examples = subject.examples()
    assert len(examples) >= 4
    messages = subject.prompts().solve(
        subject.families()[0].problem(0, source="test"), examples[:3]
    )
    assert [message.role for message in messages] == ["system", *["user", "assistant"] * 3, "user"]
    assert all("Answer:" in message.content for message in messages[1:])
    asked = {family.instance(seed).statement for family in subject.families() for seed in SEEDS}
    assert not asked & {example.statement for example in examples}
