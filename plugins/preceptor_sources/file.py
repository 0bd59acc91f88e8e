"""The ``file`` source: problems out of files, with a field mapping in the recipe."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any, ClassVar, Final, Literal

from pydantic import Field, JsonValue, model_validator

from preceptor.components import Options, Source
from preceptor.errors import UsageError, did_you_mean
from preceptor.records import BadRow, Problem, Role
from preceptor.references import infer_kind
from preceptor_sources.datasets_folder import declared_licence, tables
from preceptor_sources.mapping import (
    BadRowError,
    Defaults,
    Fields,
    has,
    lookup,
    problem_of,
    same,
    unknown_fields,
)
from preceptor_sources.rows import Row, excerpt
from preceptor_sources.tables import Table

SOURCE_PROBE_ROWS: Final = 1_000
"""Rows looked at to tell a wrong field mapping from single rows that lack a field."""

SCIINSTRUCT = Fields(statement="content", reference="summary", subject="subject")
"""SciInstruct (arXiv 2401.07950): ``content`` is the question, ``summary`` a worked solution
that ends in the answer, ``subject`` the field of study. ``summary`` becomes the derivation."""

SCIINSTRUCT_SUBJECTS: Mapping[str, str] = {
    "mathematics": "math",
    "maths": "math",
    "formal proof": "proofs",
    "formal proofs": "proofs",
    "lean": "proofs",
}


class FileOptions(Options):
    """Options of the ``file`` source.

    Attributes:
        path: A file, a pattern such as ``part-*.parquet``, or a folder saved by Hugging Face
            datasets; relative to the recipe, or else to the working folder.
        format: Told by the file's name unless set.
        split: Split of a saved ``DatasetDict``.
        subject: Subject of every row; or map a field to ``subject``.
        subjects: Renames subjects found in rows (``Algebra: math``).
        topic: Area within the subject, for rows that name none.
        licence: Licence of rows that name none; ``unknown`` where nobody says, except that a
            folder saved by datasets may state one.
        kind: Kind of every reference; inferred row by row unless set.
        payload: Further payload of every reference of that kind (needs ``kind``).
        fields: Which field holds what.
        mapping: A ready field mapping, by name, in place of ``fields``.
        answer_from: ``extract`` when the reference field holds a worked solution that ends in
            the answer (``#### 42``); the solution then becomes the derivation.
        rtol: Relative tolerance of every number.
        atol: Absolute tolerance of every number, in the unit of its reference.
        choice_base: Where counting begins when the right choice is given as a number.
        where: Only rows whose fields equal these values (or one of a list of values).
        offset: Rows to skip, of those that ``where`` lets through.
        limit: Rows to read after that, bad ones included.
        delimiter: Between CSV cells; a comma, or a tab in a ``.tsv`` file.
    """

    path: str = Field(min_length=1)
    format: Literal["auto", "jsonl", "json", "csv", "parquet", "arrow", "datasets"] = "auto"
    split: str | None = None
    subject: str | None = None
    subjects: Mapping[str, str] = Field(default_factory=dict)
    topic: str = ""
    licence: str | None = None
    kind: str | None = None
    payload: Mapping[str, JsonValue] = Field(default_factory=dict)
    fields: Fields | None = None
    mapping: Literal["sciinstruct"] | None = None
    answer_from: Literal["field", "extract"] | None = None
    rtol: float | None = Field(default=None, ge=0.0, lt=1.0)
    atol: float | None = Field(default=None, ge=0.0)
    choice_base: Literal[0, 1] | None = None
    where: Mapping[str, JsonValue] = Field(default_factory=dict)
    offset: int = Field(default=0, ge=0)
    limit: int | None = Field(default=None, ge=1)
    delimiter: str | None = Field(default=None, min_length=1, max_length=1)

    @model_validator(mode="after")
    def _consistent(self) -> FileOptions:
        if self.payload and self.kind is None:
            raise ValueError("`payload` needs `kind`")
        if self.mapping is not None and self.fields is not None:
            raise ValueError("give either `mapping` or `fields`")
        if self.subject is None and self.field_map.subject is None:
            raise ValueError("say which subject the rows are of: `subject`, or `fields.subject`")
        return self

    @property
    def field_map(self) -> Fields:
        """The mapping in force."""
        return SCIINSTRUCT if self.mapping == "sciinstruct" else self.fields or Fields()

    @property
    def extracts(self) -> bool:
        """Whether references are extracted from worked solutions."""
        return (self.answer_from or ("extract" if self.mapping else "field")) == "extract"


class FileSource(Source):
    """Reads problems from files; memory does not grow with their size."""

    Options: ClassVar[type[Options]] = FileOptions
    options: FileOptions

    def fingerprint(self) -> JsonValue:
        """Name, size and time of change of every file."""
        found = [table.path for table in self._tables()]
        stats = [path.stat() for path in found]
        return [
            [path.name, stat.st_size, stat.st_mtime_ns]
            for path, stat in zip(found, stats, strict=True)
        ]

    def rows(self, role: Role) -> Iterator[Problem | BadRow]:
        """Problems and bad rows in the order of the file.

        Raises:
            NotReadyError: there is no such file.
            UsageError: the file is not of its format, or the mapping names fields it lacks.
        """
        options = self.options
        path = self._path()
        found = self._tables()
        defaults = self._defaults(role, path)
        wanted = {**options.field_map.named(), **dict.fromkeys(options.where, "where")}
        taken = skipped = 0
        for table in found:
            columns, unseen = self._check_fields(table, wanted)
            for row in table.rows(columns):
                unseen = {field for field in unseen if not has(row.values or {}, field)}
                if row.values is not None and not self._selected(row.values):
                    continue
                if skipped < options.offset:
                    skipped += 1
                    continue
                yield self._problem(table, row, defaults)
                taken += 1
                if taken == options.limit:
                    return
            if unseen:
                self._wrong_fields(table, sorted(unseen), wanted, ())

    def _path(self) -> Path:
        """The path as given; a relative one is looked for beside the recipe, then here."""
        # Not Path.expanduser, which raises for a user that there is not.
        path = Path(os.path.expanduser(self.options.path))
        beside = self.context.base / path
        here = Path.cwd() / path
        return here if here.exists() and not beside.exists() else beside

    def _tables(self) -> list[Table]:
        options = self.options
        return tables(
            self._path(), format=options.format, delimiter=options.delimiter, split=options.split
        )

    def _selected(self, values: Mapping[str, Any]) -> bool:
        return all(same(lookup(values, f), wanted) for f, wanted in self.options.where.items())

    def _problem(self, table: Table, row: Row, defaults: Defaults) -> Problem | BadRow:
        # Provenance travels with exports: the file's name, not where it lies on a machine.
        name = table.path.name
        if table.format == "arrow":
            name = f"{table.path.parent.name}/{name}"
        reason, shown = row.problem, row.excerpt
        if row.values is not None:
            try:
                return problem_of(
                    row.values, self.options.field_map, defaults, f"{name}:{row.number}"
                )
            except BadRowError as error:
                reason = str(error)
                shown = excerpt(str(dict(row.values)))
        return BadRow(
            source=self.name,
            location=f"{table.path}:{row.number}",
            reason=reason,
            excerpt=shown,
        )

    # --- what the options say about every row ----------------------------------------------

    def _defaults(self, role: Role, path: Path) -> Defaults:
        options, context = self.options, self.context
        for name in (options.subject, *options.subjects.values()):
            if name is not None:
                context.subject(name)
        if options.kind is not None:
            context.reference_kind(options.kind)
        rename = {key.casefold(): value for key, value in options.subjects.items()}
        if options.mapping == "sciinstruct":
            rename = {**SCIINSTRUCT_SUBJECTS, **rename}
        return Defaults(
            source=self.name,
            role=role,
            subject=options.subject,
            topic=options.topic,
            licence=options.licence or declared_licence(path, options.split) or "unknown",
            kind=options.kind,
            payload=options.payload,
            rtol=options.rtol,
            atol=options.atol,
            choice_base=options.choice_base,
            subjects=frozenset(context.subjects),
            rename=rename,
            kinds=context.reference_kind,
            infer=partial(infer_kind, context.reference_kinds.values()),
            extract=_final_answer if options.extracts else None,
        )

    # --- a mapping that fits no row is a mistake in the recipe -------------------------------

    def _check_fields(
        self, table: Table, wanted: Mapping[str, str]
    ) -> tuple[list[str] | None, set[str]]:
        """Columns to read, and fields that no row has shown yet.

        Raises:
            UsageError: a mapped field is in no row.
        """
        columns = table.columns()
        if columns is not None:
            if table.format == "csv" and not columns:
                raise UsageError(
                    f"source {self.name!r}: {table.path} has no header",
                    hint="the first line of a CSV file names its columns",
                )
            wrong = unknown_fields(wanted, columns)
            if wrong:
                self._wrong_fields(table, wrong, wanted, columns)
            heads = {f if f in columns else f.partition(".")[0] for f in wanted}
            return [name for name in columns if name in heads], set()
        unseen, seen, probed = set(wanted), dict[str, None](), 0
        for row in table.rows():
            if row.values is not None:
                probed += 1
                seen.update(dict.fromkeys(row.values))
                unseen = {field for field in unseen if not has(row.values, field)}
            if not unseen or probed == SOURCE_PROBE_ROWS:
                break
        # Fields that some rows do without may turn up later in a long file.
        needed = {f for f in unseen if wanted[f] in ("statement", "reference")}
        wrong = sorted(needed if probed == SOURCE_PROBE_ROWS else unseen)
        if wrong and probed:
            self._wrong_fields(table, wrong, wanted, tuple(seen))
        return None, unseen if probed else set()

    def _wrong_fields(
        self, table: Table, wrong: list[str], wanted: Mapping[str, str], columns: tuple[str, ...]
    ) -> None:
        field = wrong[0]
        use = "where" if wanted[field] == "where" else f"fields.{wanted[field]}"
        hint = f"the fields there are: {', '.join(columns)}"
        if use != "where":
            hint += "; say under `fields:` which holds what"
        undivided = None
        if table.format == "csv" and len(columns) == 1:
            undivided = next((mark for mark in ";\t|," if mark in columns[0]), None)
        if undivided:
            hint = (
                f"its first line was read as a single field, {columns[0]!r}; if {undivided!r} "
                f"stands between the columns, set `delimiter: {json.dumps(undivided)}`"
            )
        raise UsageError(
            f"source {self.name!r}: {use}: no row of {table.path} has a field {field!r}"
            f"{'' if undivided else did_you_mean(field, columns)}",
            hint=hint if columns else None,
        )


def _final_answer(text: str, kind: str | None) -> str | None:
    from preceptor.extraction.answers import extract

    return extract(text, kind).answer
