"""Where problems come from: subjects and sources."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Sequence
from pathlib import Path

from pydantic import JsonValue

from preceptor.components.base import Component
from preceptor.families import Family
from preceptor.prompts import Example, Prompts
from preceptor.records import BadRow, Problem, Role


class Subject(Component):
    """A field of study: how it is asked about, worked examples, families, bundled problems."""

    @abstractmethod
    def prompts(self) -> Prompts:
        """The wording of every request in this subject."""

    def examples(self) -> Sequence[Example]:
        """Worked examples, best first; few-shot prompts take the first *n*."""
        return ()

    def families(self) -> Sequence[Family]:
        """The subject's parametric problems."""
        return ()

    def bundled(self) -> Path | None:
        """A JSONL file of problems that ships with the subject, or ``None``.

        Rows: ``{id, topic, statement, reference: {kind, value, payload}, derivation,
        distractors: [{answer, error}]}``.
        """
        return None


class Source(Component):
    """Yields problems, and rows it had to set aside."""

    def fingerprint(self) -> JsonValue:
        """Changes whenever ``rows`` may yield something else under the same options.

        A run reads a source again only when this, the options or the plugins have changed.
        """
        return self.version

    @abstractmethod
    def rows(self, role: Role) -> Iterator[Problem | BadRow]:
        """Yield in a stable order; memory does not grow with the number of rows.

        Raises:
            NotReadyError: the file or folder is not there.
        """
