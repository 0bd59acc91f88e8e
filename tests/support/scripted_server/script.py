"""A script: which problems the synthetic server knows, how it plays them, what goes wrong."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from preceptor.records import Problem
from scripted_server.faults import Fault
from scripted_server.judging import JUDGES
from scripted_server.replies import Markers, Part, wrong_answers

MODEL = "synthetic-scripted"


@dataclass(frozen=True)
class Script:
    """What the server does.

    Attributes:
        parts: The problems it knows; the longest match in a prompt wins.
        faults: What goes wrong; the first that strikes applies.
        latency: Seconds before every reply.
        key: The key that requests must bring; ``None`` for none.
        stream_only: Answer only requests for a stream.
        vary: Give another wrong answer each time that the same prompt is asked, as a model at
            a temperature does; replies then depend on what was asked before.
        markers: Wording of the stages.
        judge: How it compares two answers; one of :data:`scripted_server.judging.JUDGES`.
        synonyms: Words that mean the same to the judge.
    """

    parts: tuple[Part, ...] = ()
    faults: tuple[Fault, ...] = ()
    latency: float = 0.0
    key: str | None = None
    stream_only: bool = False
    vary: bool = False
    markers: Markers = field(default_factory=Markers)
    judge: str = "words"
    synonyms: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.judge not in JUDGES:
            raise ValueError(f"no judge {self.judge!r}")

    def part(self, prompt: str) -> Part | None:
        """The problem a prompt is about."""
        matches = [part for part in self.parts if part.match in prompt]
        return max(matches, key=lambda part: len(part.match), default=None)

    def save(self, path: Path) -> Path:
        """Write the script where the process form reads it."""
        path.write_text(json.dumps(asdict(self)))
        return path

    @classmethod
    def load(cls, path: Path) -> Script:
        """Read a script that :meth:`save` wrote."""
        data: dict[str, Any] = json.loads(path.read_text())
        parts = [Part(**{**part, "wrong": tuple(part["wrong"])}) for part in data.pop("parts")]
        faults = [
            Fault(**{**fault, "at": None if fault["at"] is None else tuple(fault["at"])})
            for fault in data.pop("faults")
        ]
        markers = Markers(**data.pop("markers"))
        return cls(parts=tuple(parts), faults=tuple(faults), markers=markers, **data)


def script_for(
    problems: Iterable[Problem],
    *,
    cycle: Sequence[str] = ("right",),
    behaviours: Mapping[str, str] | None = None,
    **more: Any,
) -> Script:
    """A script that knows ``problems``.

    Args:
        problems: Each is recognised by its whole statement.
        cycle: Behaviours, dealt out to the problems in turn.
        behaviours: Behaviour by problem id, instead.
        **more: Further fields of :class:`Script`.
    """
    parts = []
    for index, problem in enumerate(problems):
        behaviour = (behaviours or {}).get(problem.id, cycle[index % len(cycle)])
        parts.append(
            Part(
                match=problem.statement.strip(),
                answer=problem.reference.written,
                wrong=wrong_answers(problem),
                behaviour=behaviour,
            )
        )
    return Script(parts=tuple(parts), **more)
