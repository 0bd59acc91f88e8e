"""The ``bundled`` source: the problems that ship with the subjects."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any, ClassVar

from pydantic import Field, JsonValue, ValidationError

from preceptor.components import Options, Source
from preceptor.errors import UsageError
from preceptor.records import BadRow, Distractor, Problem, Provenance, Role
from preceptor_sources.mapping import BadRowError, validated
from preceptor_sources.rows import excerpt
from preceptor_sources.tables import Table


class BundledOptions(Options):
    """Options of the ``bundled`` source."""

    subjects: tuple[str, ...] = Field(
        default=(),
        description="Subjects whose bundled problems are read. Empty: every installed subject that "
        "has some.",
    )


class BundledSource(Source):
    """Reads the files that :meth:`preceptor.components.Subject.bundled` names."""

    Options: ClassVar[type[Options]] = BundledOptions
    options: BundledOptions

    def fingerprint(self) -> JsonValue:
        """The digest of every subject's file."""
        return {
            name: sha256(path.read_bytes()).hexdigest()
            for name, subject in self.context.subjects.items()
            if (path := subject.bundled()) is not None and path.is_file()
        }

    def rows(self, role: Role) -> Iterator[Problem | BadRow]:
        """Yield the bundled problems, subject by subject.

        Raises:
            UsageError: a subject is unknown or has no bundled problems.
        """
        installed = self.context.subjects
        for name in self.options.subjects:
            if self.context.subject(name).bundled() is None:
                raise UsageError(f"source {self.name!r}: subject {name!r} has no bundled problems")
        for name in self.options.subjects or tuple(sorted(installed)):
            path = installed[name].bundled()
            if path is not None:
                yield from self._read(name, path, role)

    def _read(self, subject: str, path: Path, role: Role) -> Iterator[Problem | BadRow]:
        for row in Table(path, "jsonl").rows():
            location = f"{path.name}:{row.number}"
            reason, shown = row.problem, row.excerpt
            if row.values is not None:
                try:
                    yield self._problem(subject, row.values, role, location)
                    continue
                except (BadRowError, ValidationError, TypeError, KeyError, AttributeError) as error:
                    reason = f"not a bundled problem: {error}"
                    shown = excerpt(str(dict(row.values)))
            yield BadRow(source=self.name, location=location, reason=reason, excerpt=shown)

    def _problem(
        self, subject: str, values: Mapping[str, Any], role: Role, location: str
    ) -> Problem:
        reference = values["reference"]
        if "slips" in values:
            raise BadRowError("`slips` is now spelled `distractors`, and its `mistake` `error`")
        return Problem(
            role=role,
            subject=subject,
            topic=values.get("topic", ""),
            statement=values["statement"],
            reference=validated(
                reference["kind"],
                reference["value"],
                reference.get("payload", {}),
                self.context.reference_kind,
            ),
            provenance=Provenance(
                source=self.name,
                licence="Apache-2.0",
                location=location,
                original_id=values.get("id"),
            ),
            derivation=values.get("derivation"),
            distractors=tuple(
                Distractor.model_validate(distractor)
                for distractor in values.get("distractors", ())
            ),
        )
