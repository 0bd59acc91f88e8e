"""Families: seeded, parametric problems whose reference is computed in code.

A subject plugin subclasses :class:`Family` once per kind of problem and puts each instance
together with :func:`worked`. An instance is fully determined by ``(family name, seed)``, so that
any row can be made again.
"""

from __future__ import annotations

import random
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import ClassVar, Protocol, TypeVar

from pydantic import JsonValue

from preceptor.records import Distractor, Problem, Provenance, Reference, Role

Wrong = TypeVar("Wrong")
Wrong_contra = TypeVar("Wrong_contra", contravariant=True)


@dataclass(frozen=True)
class Instance:
    """One problem drawn from a family.

    Attributes:
        parameters: The drawn values, JSON-able, enough to recompute the reference by an
            independent route.
        statement: The question, naming the unit or form the answer is wanted in.
        reference: The answer computed from ``parameters``.
        derivation: A worked solution in the style wanted from a teacher: numbered or short
            plain steps, units carried along, last line ``Answer: …``.
        distractors: Typical wrong answers, none of which a verifier may accept.
    """

    parameters: Mapping[str, JsonValue]
    statement: str
    reference: Reference
    derivation: str
    distractors: tuple[Distractor, ...] = field(default=())


class Family(ABC):
    """A parametric kind of problem.

    Attributes:
        name: Unique within its subject, in kebab-case; part of the seed.
        subject: ``physics``, ``chemistry``, ``math``, …
        topic: The field's own name for the area ("chemical equilibrium").
        level: ``school``, ``college`` or ``advanced``.
    """

    name: ClassVar[str]
    subject: ClassVar[str]
    topic: ClassVar[str]
    level: ClassVar[str] = "college"

    @abstractmethod
    def draw(self, rng: random.Random) -> Instance:
        """Draw one instance; every random choice comes from ``rng``."""

    def instance(self, seed: int) -> Instance:
        """The instance of ``seed``; the same on every machine and Python version."""
        # Seeding with a string hashes it with SHA-512, which no PYTHONHASHSEED changes.
        return self.draw(random.Random(f"{self.subject}/{self.name}/{seed}"))  # noqa: S311

    def problem(self, seed: int, *, source: str, role: Role = Role.TRAIN) -> Problem:
        """The instance of ``seed`` as a :class:`Problem` with its provenance."""
        drawn = self.instance(seed)
        return Problem(
            role=role,
            subject=self.subject,
            topic=self.topic,
            statement=drawn.statement,
            reference=drawn.reference,
            provenance=Provenance(
                source=source,
                licence="Apache-2.0",
                family=self.name,
                seed=seed,
                parameters=drawn.parameters,
            ),
            derivation=drawn.derivation,
            distractors=drawn.distractors,
        )


class Answer(Protocol[Wrong_contra]):
    """The answer to a problem as a family writes and compares it, given to :func:`worked`.

    A subject implements this once for each notation it uses, so that a reference, the last line
    of its derivation and its distractors cannot disagree. ``Wrong_contra`` is what distractors are
    computed as: text, exact fractions, floats in some unit.
    """

    @property
    def reference(self) -> Reference:
        """What a verifier compares with."""

    @property
    def written(self) -> str:
        """The text after ``Answer:``, unit included."""

    def distractor(self, wrong: Wrong_contra) -> str | None:
        """``wrong`` written like the answer; ``None`` if a verifier might accept it."""


@dataclass(frozen=True)
class TextAnswer:
    """An :class:`Answer` that is written as its reference is; distractors are texts."""

    reference: Reference

    @property
    def written(self) -> str:
        return self.reference.value

    def distractor(self, wrong: str) -> str | None:
        return wrong


def worked(
    parameters: Mapping[str, JsonValue],
    statement: str,
    steps: Iterable[str],
    answer: Answer[Wrong],
    distractors: Iterable[tuple[Wrong, str]] = (),
) -> Instance:
    """Put an instance together.

    Args:
        parameters: The drawn values, enough to recompute the answer by an independent route.
        statement: The question, naming the unit or form the answer is wanted in.
        steps: Lines of the derivation, without the last one, which states the answer.
        answer: The answer; it writes the reference, the last line and the distractors.
        distractors: ``(wrong value, error)`` pairs. Those that ``answer`` cannot tell apart from
            the reference for this draw are left out, as are repeats.
    """
    candidates = [(answer.distractor(wrong), error) for wrong, error in distractors]
    return Instance(
        parameters=dict(parameters),
        statement=statement,
        reference=answer.reference,
        derivation=derivation(steps, answer.written),
        distractors=distinct_distractors(
            answer.reference,
            [(text, error) for text, error in candidates if text not in (None, answer.written)],
        ),
    )


def derivation(steps: Iterable[str], answer: str) -> str:
    """A worked solution: one step per line, and ``Answer: …`` as the last."""
    return "\n".join([*steps, f"Answer: {answer}"])


def distinct_distractors(
    reference: Reference, candidates: Iterable[tuple[str, str]]
) -> tuple[Distractor, ...]:
    """Distractors from ``(answer, error)`` pairs, without repeats and the reference's own text.

    Only texts are compared. The caller leaves out a wrong value that is too close to the right one
    in some draw, as :meth:`Answer.distractor` does.
    """
    seen = {reference.value.strip()}
    kept: list[Distractor] = []
    for answer, error in candidates:
        if answer.strip() not in seen:
            seen.add(answer.strip())
            kept.append(Distractor(answer=answer, error=error))
    return tuple(kept)


def significant(value: float, digits: int) -> str:
    """``value`` to ``digits`` significant figures, as plain or ``a × 10^b`` text.

    Plain notation between 1e-3 and 1e5; trailing zeros are kept because they are significant.
    """
    if value == 0:
        return "0"
    mantissa, _, exponent_text = f"{value:.{digits - 1}e}".partition("e")
    exponent = int(exponent_text)
    if not -3 <= exponent < 5:
        return f"{mantissa} × 10^{exponent}"
    rounded = float(f"{mantissa}e{exponent}")
    return f"{rounded:.{max(digits - 1 - exponent, 0)}f}"
