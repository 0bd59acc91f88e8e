"""The verifiers accept every reference and derivation, and reject every distractor."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from preceptor.extraction.answers import extract
from preceptor.records import Reference, Status
from preceptor.registry import Registry
from preceptor.verification import VerificationHost
from preceptor.verification.api import verify_batch
from preceptor_math import catalogue, subject

FAMILIES = {family.name: family() for family in catalogue.FAMILIES}
SEEDS = range(1000, 1030)


@pytest.fixture(scope="module")
def host() -> Iterator[VerificationHost]:
    with VerificationHost(Registry.load(), workers=1, seconds=20) as host:
        yield host


@pytest.mark.parametrize("name", sorted(FAMILIES))
def test_instances(name: str, host: VerificationHost) -> None:
    asked: list[tuple[Reference, str | None]] = []
    expected: list[Status] = []
    for instance in map(FAMILIES[name].instance, SEEDS):
        reference = instance.reference
        asked += [
            (reference, reference.value),
            (reference, extract(instance.derivation, reference.kind).answer),
        ]
        expected += [Status.ACCEPTED] * 2
        asked += [(reference, distractor.answer) for distractor in instance.distractors]
        expected += [Status.REJECTED] * len(instance.distractors)
    verdicts = verify_batch(asked, host=host)
    surprises = [
        (reference.value, candidate, verdict.status, verdict.reason)
        for (reference, candidate), verdict, status in zip(asked, verdicts, expected, strict=True)
        if verdict.status is not status
    ]
    assert surprises == []


def test_bundled(host: VerificationHost) -> None:
    path = Path(subject.__file__).with_name("bundled.jsonl")
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    for row in rows:
        reference = Reference.model_validate(row["reference"])
        right = [reference.value, extract(row["derivation"], reference.kind).answer]
        wrong = [distractor["answer"] for distractor in row["distractors"]]
        verdicts = verify_batch([(reference, answer) for answer in right + wrong], host=host)
        statuses = [verdict.status for verdict in verdicts]
        assert statuses == [Status.ACCEPTED] * 2 + [Status.REJECTED] * len(wrong), row["id"]


# Other ways in which a person, or a model, writes the same answers.
REWRITTEN = [
    ("linear-equation", 3, lambda text: f"x = {text}"),
    ("quadratic-roots", 3, lambda text: text.replace("{", r"\{").replace("}", r"\}")),
    ("eigenvalues-3x3", 3, lambda text: text.strip("{}")),
    ("bayes-posterior", 3, lambda text: r"\frac{{{}}}{{{}}}".format(*text.split("/"))),
    ("ode-first-order-linear", 3, lambda text: f"y(t) = {text}"),
    ("derivative-rules", 3, lambda text: f"f'(x) = {text}"),
    ("tangent-line", 3, lambda text: text.removeprefix("y = ") + " = y"),
    ("modular-inverse", 3, lambda text: f"${text}$"),
]


@pytest.mark.parametrize(("name", "seed", "rewrite"), REWRITTEN, ids=[r[0] for r in REWRITTEN])
def test_other_spellings(name: str, seed: int, rewrite: object, host: VerificationHost) -> None:
    assert callable(rewrite)
    reference = FAMILIES[name].instance(seed).reference
    (verdict,) = verify_batch([(reference, rewrite(reference.value))], host=host)
    assert verdict.status is Status.ACCEPTED, (reference.value, verdict.reason)
