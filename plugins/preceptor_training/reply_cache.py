"""Replies of an evaluation, kept as they come so that an interrupted one resumes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from preceptor.records import Record


class KeptReply(Record):
    """One reply.

    Attributes:
        key: Hash of the model's weights, the messages and how it was asked.
        text: The reply, empty when the prompt did not fit.
        tokens: Tokens generated.
        finish: ``stop``, ``length``, or ``prompt too long``.
    """

    key: str
    condition: str
    problem: str
    text: str
    tokens: int
    finish: str


class ReplyFile:
    """An append-only JSONL file of :class:`KeptReply`; a torn last line is owed again."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._kept: dict[str, KeptReply] = {}
        whole = 0
        for line in self._lines():
            try:
                reply = KeptReply.model_validate_json(line)
            except ValueError:
                break
            self._kept[reply.key] = reply
            whole += len(line)
        if path.exists() and path.stat().st_size != whole:
            with path.open("r+b") as file:
                file.truncate(whole)

    def _lines(self) -> Iterator[bytes]:
        if self._path.exists():
            with self._path.open("rb") as file:
                yield from (line for line in file if line.endswith(b"\n"))

    def __contains__(self, key: str) -> bool:
        return key in self._kept

    def __getitem__(self, key: str) -> KeptReply:
        return self._kept[key]

    def add(self, replies: Iterable[KeptReply]) -> None:
        """Keep replies; they are on their way to disk when this returns."""
        with self._path.open("a", encoding="utf-8") as file:
            for reply in replies:
                file.write(json.dumps(reply.model_dump(mode="json")) + "\n")
                self._kept[reply.key] = reply
