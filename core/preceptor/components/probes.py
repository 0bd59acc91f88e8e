"""Probes: answers whose verdict is known, made from references to check verifiers (provisional)."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar, Literal

from preceptor.components.base import Component
from preceptor.records import Problem


@dataclass(frozen=True)
class Margin:
    """The widest tolerances that the options of verifiers allow where a reference states none."""

    rtol: float = 0.0
    atol: float = 0.0


@dataclass(frozen=True)
class ProbeAnswer:
    """One answer with the verdict that it must get.

    Attributes:
        expected: ``rejected`` for an answer that is surely wrong, ``accepted`` for one that is
            surely right.
        change: What was done to the reference, in two or three words.
        candidate: The answer.
    """

    expected: Literal["accepted", "rejected"]
    change: str
    candidate: str


class Probe(Component):
    """Makes probes from the references of problems; ``preceptor check`` runs every installed one.

    Right and wrong must not depend on the verifiers that are checked: where it is not certain,
    a probe offers nothing.

    Attributes:
        kinds: Kinds of reference that it perturbs.
    """

    kinds: ClassVar[tuple[str, ...]]

    @abstractmethod
    def probes(self, problem: Problem, margin: Margin) -> Iterable[ProbeAnswer]:
        """The probes of a problem, the same ones each time; none when its reference is not parsed.

        Args:
            margin: An answer within it of the reference may be accepted.
        """
