"""Proof states as Lean prints them, and the statements they pose.

A state is one or more goals, each with its hypotheses::

    case inl
    p q : Prop
    h : p
    ⊢ p ∨ q

The next tactic works on the first goal. As a statement it is ``(p q : Prop) (h : p) : p ∨ q``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from preceptor_lean import limits

NO_GOALS = "no goals"
_CASE = re.compile(r"case \S.*")
_NAMES = re.compile(
    r"(?P<names>[^\s:⊢()\[\]{}⦃⦄]+(?: [^\s:⊢()\[\]{}⦃⦄]+)*) : (?P<type>.+)", re.DOTALL
)
_INSTANCE = re.compile(r"inst(?:✝[⁰¹²³⁴⁵⁶⁷⁸⁹]*)?")


def goals_of(state: str) -> tuple[str, ...]:
    """Split a state as LeanDojo writes it into goals, one paragraph each."""
    if state.strip() in ("", NO_GOALS):
        return ()
    return tuple(
        part.strip("\n") for part in re.split(r"\n[ \t]*\n", state.strip()) if part.strip()
    )


def state_of(goals: Sequence[str]) -> str:
    """The goals as one text."""
    return "\n\n".join(goals) if goals else NO_GOALS


def without_case(goal: str) -> str:
    """A goal without its ``case`` tag, which shows its origin and is not part of the goal."""
    first, _, rest = goal.partition("\n")
    return rest if _CASE.fullmatch(first) and rest else goal


def as_statement(goal: str) -> str | None:
    """A goal as a statement to be proved; ``None`` if a statement cannot express it.

    That applies to a hypothesis whose name the proof cannot use (``h✝``; an instance needs no
    name), a local definition (``x : T := v``), and a goal that is not a proposition.
    """
    if len(goal) > limits.STATE_CHARS:
        return None
    entries: list[str] = []
    for line in without_case(goal).split("\n"):
        if line.startswith(" ") and entries:
            entries[-1] += "\n" + line
        else:
            entries.append(line)
    if not entries or not entries[-1].startswith("⊢ "):
        return None
    binders = []
    for entry in entries[:-1]:
        match = _NAMES.fullmatch(entry)
        if match is None or _local_definition(match["type"]):
            return None
        names = match["names"]
        if _INSTANCE.fullmatch(names):
            binders.append(f"[{match['type']}]")
        elif "✝" in names:
            return None
        else:
            binders.append(f"({names} : {match['type']})")
    if any("✝" in binder for binder in binders) or "✝" in entries[-1]:
        return None
    return f"{' '.join(binders)} : {entries[-1][2:]}".lstrip()


def _local_definition(text: str) -> bool:
    """Whether ``:=`` occurs outside of brackets."""
    depth = 0
    for at, mark in enumerate(text):
        depth += (mark in "([{⟨⦃") - (mark in ")]}⟩⦄")
        if depth == 0 and text.startswith(":=", at):
            return True
    return False
