"""Replies of an evaluation, saved as they arrive so that an interrupted one resumes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from preceptor.records import Record


class KeptReply(Record):
    """One reply.

    Attributes:
        key: Hash of the model's weights, the messages and the settings of generation.
        condition: Label of the condition.
        problem: Id of the problem.
        text: The reply; empty if the prompt did not fit the model.
        tokens: Number of generated tokens.
        finish: ``stop``, ``length``, or ``prompt too long``.
    """

    key: str
    condition: str
    problem: str
    text: str
    tokens: int
    finish: str


class ReplyFile:
    """An append-only JSONL file of :class:`KeptReply`; an incomplete last line is removed."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._kept: dict[str, KeptReply] = {}
        intact = 0
        for line in self._lines():
            try:
                reply = KeptReply.model_validate_json(line)
            except ValueError:
                break
            self._kept[reply.key] = reply
            intact += len(line)
        if path.exists() and path.stat().st_size != intact:
            with path.open("r+b") as file:
                file.truncate(intact)

    def _lines(self) -> Iterator[bytes]:
        if self._path.exists():
            with self._path.open("rb") as file:
                yield from (line for line in file if line.endswith(b"\n"))

    def __contains__(self, key: str) -> bool:
        return key in self._kept

    def __getitem__(self, key: str) -> KeptReply:
        return self._kept[key]

    def add(self, replies: Iterable[KeptReply]) -> None:
        """Append replies; they are handed to the operating system when this returns."""
        with self._path.open("a", encoding="utf-8") as file:
            for reply in replies:
                file.write(json.dumps(reply.model_dump(mode="json")) + "\n")
                self._kept[reply.key] = reply
