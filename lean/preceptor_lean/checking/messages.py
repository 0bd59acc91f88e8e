"""What Lean prints about a proof: open goals, axioms, and messages located in the candidate."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

MESSAGES: Final = 20
"""Number of Lean's messages about one proof that are kept with its verdict."""
MESSAGE_CHARS: Final = 2_000
"""Characters of one message, or of one open goal, that are kept."""

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
        column: Column in code points, from 0.
        text: The message as Lean printed it.
        goals: The goals that were open there, as Lean prints them.
    """

    severity: str
    line: int
    column: int
    text: str
    goals: tuple[str, ...] = ()

    @property
    def is_timeout(self) -> bool:
        """Whether Lean reached its limit of heartbeats."""
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
    """Sort key that puts causes before their consequences: Lean continues after an error.

    A proof that cannot be parsed is cut off there, which leaves goals unsolved; and an
    internal exception follows from an error that is reported separately.
    """
    order = 0 if error.is_of_syntax else 2 if error.text.startswith("internal exception") else 1
    return (order, error.line, error.column)


def kept(remarks: Sequence[Remark]) -> tuple[Remark, ...]:
    """Select the remarks that go into a verdict: errors first, causes before consequences."""
    ordered = sorted(remarks, key=lambda r: (r.severity != "error", *precedence(r)))
    return tuple(ordered[:MESSAGES])


def remark(severity: str, place: tuple[int, int], text: str) -> Remark:
    """Build a remark at a place of the candidate, cut to the kept length."""
    goals = tuple(_cut(goal) for goal in goals_in(text))
    return Remark(severity, *place, _cut(text), goals)


def _cut(text: str) -> str:
    return text if len(text) <= MESSAGE_CHARS else text[: MESSAGE_CHARS - 1] + "…"


def axioms_of(name: str | None, text: str) -> tuple[str, ...] | None:
    """Parse the axioms that ``#print axioms name`` lists; ``None`` if ``text`` is something else.

    Args:
        name: ``None`` to accept any name.
    """
    match = _AXIOMS.fullmatch(text.strip())
    if match is None or name not in (None, match.group("name")):
        return None
    listed = match.group("axioms")
    return tuple(axiom.strip() for axiom in listed.split(",")) if listed else ()


def goals_in(text: str) -> tuple[str, ...]:
    """Extract the goals from a message, each with its hypotheses, as Lean prints them.

    A goal is a paragraph with a line that begins with ``⊢``; the text in the paragraph before the
    first hypothesis or ``case`` line is prose.
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
