"""What Lean says about a proof: open goals, axioms, and messages placed in the candidate."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

LEAN_MESSAGES: Final = 20
"""Messages of Lean about one proof that are kept with its verdict."""
LEAN_MESSAGE_CHARS: Final = 2_000
"""How much of one message, or of one open goal, is kept."""

_AXIOMS: Final = re.compile(
    r"'(?P<name>[^\n]+)' "
    r"(?:does not depend on any axioms|depends on axioms:\s*\[(?P<axioms>[^\]]*)\])"
)
_GOAL: Final = re.compile(r"^⊢ ", re.MULTILINE)
_GOAL_START: Final = re.compile(r"^(?:case \S|[^\s:⊢][^:⊢]{0,400} :(?:=)? ?|⊢ )")
_TIMEOUT: Final = "(deterministic) timeout"
_SYNTAX: Final = re.compile(
    r"unexpected (?:token|identifier|end of|syntax)|unknown tactic|unterminated|expected '?[\w({⟨]"
    r"|tabs are not allowed|missing end of"
)


@dataclass(frozen=True)
class Remark:
    """A message of Lean about one proof.

    Attributes:
        severity: ``error``, ``warning`` or ``information``.
        line: Line of the candidate, from 1.
        column: Column of it in code points, from 0.
        text: Lean's own words.
        goals: The goals that were open there, as Lean prints them.
    """

    severity: str
    line: int
    column: int
    text: str
    goals: tuple[str, ...] = ()

    @property
    def is_timeout(self) -> bool:
        """Whether Lean gave up at its limit of heartbeats."""
        return _TIMEOUT in self.text

    @property
    def is_of_syntax(self) -> bool:
        """Whether Lean could not parse the proof from here on."""
        return _SYNTAX.match(self.text) is not None

    def as_json(self) -> Mapping[str, Any]:
        return {
            "severity": self.severity,
            "line": self.line,
            "column": self.column,
            "text": self.text,
        }


def precedence(error: Remark) -> tuple[int, int, int]:
    """Sorts causes before what follows from them: Lean tries to go on after an error.

    A proof that cannot be parsed is cut off there, which leaves goals unsolved; and an
    internal exception follows from an error that has been named.
    """
    order = 0 if error.is_of_syntax else 2 if error.text.startswith("internal exception") else 1
    return (order, error.line, error.column)


def kept(remarks: Sequence[Remark]) -> tuple[Remark, ...]:
    """The remarks that go into a verdict: errors first, the cause before its consequences."""
    ordered = sorted(remarks, key=lambda r: (r.severity != "error", *precedence(r)))
    return tuple(ordered[:LEAN_MESSAGES])


def remark(severity: str, place: tuple[int, int], text: str) -> Remark:
    """A message at a place of the candidate, cut to what is kept."""
    goals = tuple(_cut(goal) for goal in goals_in(text))
    return Remark(severity, *place, _cut(text), goals)


def _cut(text: str) -> str:
    return text if len(text) <= LEAN_MESSAGE_CHARS else text[: LEAN_MESSAGE_CHARS - 1] + "…"


def axioms_of(name: str | None, text: str) -> tuple[str, ...] | None:
    """The axioms that ``#print axioms name`` lists; ``None`` when ``text`` is no such line.

    Args:
        name: ``None`` for whatever name stands there.
    """
    match = _AXIOMS.fullmatch(text.strip())
    if match is None or name not in (None, match.group("name")):
        return None
    listed = match.group("axioms")
    return tuple(axiom.strip() for axiom in listed.split(",")) if listed else ()


def goals_in(text: str) -> tuple[str, ...]:
    """The goals in a message, each with its hypotheses, the way Lean prints them.

    A goal is a paragraph with a line that begins with ``⊢``; what stands in the paragraph
    before the first hypothesis or ``case`` line is prose.
    """
    goals = []
    for paragraph in re.split(r"\n[ \t]*\n", text):
        if not _GOAL.search(paragraph):
            continue
        lines = paragraph.split("\n")
        turnstile = next(i for i, line in enumerate(lines) if line.startswith("⊢ "))
        start = turnstile
        while start and (_GOAL_START.match(lines[start - 1]) or lines[start - 1].startswith("  ")):
            start -= 1
        while lines[start].startswith("  "):
            start += 1  # the continuation of a line of prose
        goals.append("\n".join(lines[start:]).rstrip())
    return tuple(goals)
