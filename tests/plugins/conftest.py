"""A registry with small subjects and the framework's reference kinds, and rows to work on."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, ClassVar

import pytest
from solutions import GOOD, step

from preceptor import references
from preceptor.components import Subject
from preceptor.families import Family, Instance
from preceptor.hookspecs import Registration
from preceptor.prompts import Prompts
from preceptor.records import (
    Earned,
    Problem,
    Provenance,
    Role,
    Solution,
    TrailStep,
)
from preceptor.references import ReferenceKind
from preceptor.registry import Entry, Plugin, Registry
from preceptor_lean.extraction import lean_text


class Sum(Family):
    name = "sum"
    subject = "math"
    topic = "arithmetic"
    level = "school"

    def draw(self, rng: random.Random) -> Instance:
        a, b = rng.randrange(1, 1000), rng.randrange(1, 1000)
        return Instance(
            parameters={"a": a, "b": b},
            statement=f"What is {a} + {b}?",
            reference=references.number(str(a + b)),
            derivation=f"{a} + {b} = {a + b}\nAnswer: {a + b}",
        )


class Product(Sum):
    name = "product"
    level = "college"

    def draw(self, rng: random.Random) -> Instance:
        a, b = rng.randrange(1, 1000), rng.randrange(1, 1000)
        return Instance(
            parameters={"a": a, "b": b},
            statement=f"What is {a} times {b}?",
            reference=references.number(str(a * b)),
            derivation=f"Answer: {a * b}",
        )


class Faulty(Sum):
    name = "faulty"

    def draw(self, rng: random.Random) -> Instance:
        raise ZeroDivisionError("no luck with this draw")


class Maths(Subject):
    bundled_file: ClassVar[Path | None] = None

    def prompts(self) -> Prompts:
        return Prompts()

    def families(self) -> Sequence[Family]:
        return (Sum(), Product(), Faulty())

    def bundled(self) -> Path | None:
        return type(self).bundled_file


class Plain(Subject):
    def prompts(self) -> Prompts:
        return Prompts()


def _is_number(value: str, unit: str | None, choices: tuple[str, ...]) -> bool:
    try:
        float(value)
    except ValueError:
        return False
    return True


@pytest.fixture
def registry(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Registry:
    plugin = Plugin("tests", "1")
    entries = {
        ("subject", name): Entry("subject", Registration(name, target), plugin)
        for name, target in (
            ("math", Maths),
            ("physics", Plain),
            ("chemistry", Plain),
            ("proofs", Plain),
        )
    }
    kinds = [
        ReferenceKind("number", references.NumberPayload, "number verifier", 10, _is_number),
        ReferenceKind("choice", references.ChoicePayload, "choice verifier"),
        ReferenceKind("expression", references.ExpressionPayload, "symbolic verifier"),
        ReferenceKind("text", references.TextPayload, "text verifier"),
        ReferenceKind(
            "formal",
            references.FormalPayload,
            "Lean checker",
            answered_by="proof",
            extract=lean_text,
        ),
    ]
    return Registry([plugin], entries, {kind.name: kind for kind in kinds}, [])


@pytest.fixture
def logged() -> list[str]:
    """The lines that components under test log."""
    return []


@pytest.fixture
def build(registry: Registry, logged: list[str], tmp_path: Path) -> Callable[..., Any]:
    """``build(Component, **options)``, with paths relative to ``tmp_path``."""

    def make(component: Any, **options: Any) -> Any:
        context = registry.context("part", base=tmp_path, log=logged.append)
        return component(component.Options.model_validate(options), context)

    return make


@pytest.fixture
def make_step() -> Callable[..., TrailStep]:
    return step


@pytest.fixture
def make_solution() -> Callable[..., Solution]:
    def make(
        text: str = GOOD,
        *,
        statement: str = "What is 2 + 2?",
        subject: str = "math",
        role: Role = Role.TRAIN,
        family: str | None = None,
        seed: int | None = None,
        earned: Earned | None = Earned.FIRST_TRY,
        annotation: str = "solve",
        flags: tuple[str, ...] = (),
        trail: tuple[TrailStep, ...] | None = None,
        reference: Any = None,
        **more: Any,
    ) -> Solution:
        steps = (step(text, **more),) if trail is None else trail
        return Solution(
            problem=Problem(
                role=role,
                subject=subject,
                statement=statement,
                reference=reference or references.number("4"),
                provenance=Provenance(source="src", licence="MIT", family=family, seed=seed),
            ),
            trail=steps,
            accepted=None if earned is None else len(steps) - 1,
            earned=earned,
            annotation=annotation,
            flags=flags,
        )

    return make
