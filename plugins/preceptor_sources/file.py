"""The ``file`` source: problems from files, with a field mapping in the recipe."""

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

PROBE_ROWS: Final = 1_000
"""Rows read to tell a wrong field mapping from single rows that lack a field."""

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
    """Options of the ``file`` source."""

    path: str = Field(
        min_length=1,
        description="A file, a pattern such as `part-*.parquet`, or a folder saved by Hugging "
        "Face datasets. A relative path is looked up next to the recipe, then in the working "
        "folder.",
    )
    format: Literal["auto", "jsonl", "json", "csv", "parquet", "arrow", "datasets"] = Field(
        default="auto", description="Format of the file. `auto`: taken from the file's name."
    )
    split: str | None = Field(
        default=None,
        description="Split of a saved `DatasetDict` to read. Not set: its only split.",
    )
    subject: str | None = Field(
        default=None,
        description="Subject of every row. Not set: the subject is read from the field that "
        "`fields.subject` names.",
    )
    subjects: Mapping[str, str] = Field(
        default_factory=dict,
        description="Installed subjects by the name that rows use for them, such as "
        "`Algebra: math`. Empty: rows use the installed names.",
    )
    topic: str = Field(
        default="", description="Area within the subject, for rows that name none. Empty: none."
    )
    licence: str | None = Field(
        default=None,
        description="Licence of rows that name none. Not set: the licence that a folder saved "
        "by Hugging Face datasets states, otherwise `unknown`.",
    )
    kind: str | None = Field(
        default=None, description="Kind of every reference. Not set: inferred for each row."
    )
    payload: Mapping[str, JsonValue] = Field(
        default_factory=dict,
        description="Payload of every reference, such as its aliases; needs `kind`. Empty: only "
        "what the row and the other options give.",
    )
    fields: Fields | None = Field(
        default=None,
        description="Which field of a row holds what. Not set: `statement` holds the problem "
        "and `reference` the answer.",
    )
    mapping: Literal["sciinstruct"] | None = Field(
        default=None,
        description="A predefined field mapping, instead of `fields`. Not set: `fields` is used.",
    )
    answer_from: Literal["field", "extract"] | None = Field(
        default=None,
        description="`field`: the reference field holds the answer. `extract`: it holds a worked "
        "solution that ends in the answer (`#### 42`), which becomes the derivation. Not set: "
        "`extract` with a `mapping`, otherwise `field`.",
    )
    rtol: float | None = Field(
        default=None,
        ge=0.0,
        lt=1.0,
        description="Relative tolerance of every number, as a fraction of the reference (0.05 "
        "is 5 %). Not set: left to the options of the verifiers.",
    )
    atol: float | None = Field(
        default=None,
        ge=0.0,
        description="Absolute tolerance of every number, in the unit of its reference. Not set: "
        "the default of the reference's kind.",
    )
    decimal_comma: bool | None = Field(
        default=None,
        description="Whether a comma between digits of a reference or an answer is the decimal "
        "mark (4,76 is 4.76). Not set: left to the options of the verifiers.",
    )
    choice_base: Literal[0, 1] | None = Field(
        default=None,
        description="Number of the first choice in files that give the right choice as a "
        "number. Not set: a row with such a number is set aside.",
    )
    where: Mapping[str, JsonValue] = Field(
        default_factory=dict,
        description="Read only rows whose fields have these values; a list allows any of its "
        "values. Empty: all rows.",
    )
    offset: int = Field(
        default=0, ge=0, description="Rows to skip, counted among those that match `where`."
    )
    limit: int | None = Field(
        default=None,
        ge=1,
        description="Rows to read after `offset`, counting rows that are set aside. Not set: all.",
    )
    delimiter: str | None = Field(
        default=None,
        min_length=1,
        max_length=1,
        description="Character between the cells of a CSV file. Not set: a comma, or a tab in a "
        "`.tsv` file.",
    )

    @model_validator(mode="after")
    def _consistent(self) -> FileOptions:
        if self.payload and self.kind is None:
            raise ValueError("`payload` needs `kind`")
        if self.mapping is not None and self.fields is not None:
            raise ValueError("`mapping` and `fields` cannot be used together")
        if self.subject is None and self.field_map.subject is None:
            raise ValueError("the rows have no subject: set `subject` or `fields.subject`")
        return self

    @property
    def field_map(self) -> Fields:
        """The effective field mapping."""
        return SCIINSTRUCT if self.mapping == "sciinstruct" else self.fields or Fields()

    @property
    def extracts(self) -> bool:
        """True when references are extracted from worked solutions."""
        return (self.answer_from or ("extract" if self.mapping else "field")) == "extract"


class FileSource(Source):
    """Reads problems from files; memory does not grow with their size."""

    Options: ClassVar[type[Options]] = FileOptions
    options: FileOptions

    def fingerprint(self) -> JsonValue:
        """Name, size and modification time of every file."""
        paths = [table.path for table in self._tables()]
        stats = [path.stat() for path in paths]
        return [
            [path.name, stat.st_size, stat.st_mtime_ns]
            for path, stat in zip(paths, stats, strict=True)
        ]

    def rows(self, role: Role) -> Iterator[Problem | BadRow]:
        """Yield problems and bad rows in the order of the file.

        Raises:
            NotReadyError: the file does not exist.
            UsageError: the file does not have its format, or lacks fields of the mapping.
        """
        options = self.options
        files = self._tables()
        defaults = self._defaults(role, self._path())
        wanted = {**options.field_map.named(), **dict.fromkeys(options.where, "where")}
        taken = skipped = 0
        for table in files:
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
        """The path; a relative one is looked up next to the recipe, then in the working folder."""
        # Not Path.expanduser, which raises for an unknown user.
        path = Path(os.path.expanduser(self.options.path))
        near_recipe = self.context.base / path
        here = Path.cwd() / path
        return here if here.exists() and not near_recipe.exists() else near_recipe

    def _tables(self) -> list[Table]:
        options = self.options
        return tables(
            self._path(), format=options.format, delimiter=options.delimiter, split=options.split
        )

    def _selected(self, values: Mapping[str, Any]) -> bool:
        return all(same(lookup(values, f), wanted) for f, wanted in self.options.where.items())

    def _problem(self, table: Table, row: Row, defaults: Defaults) -> Problem | BadRow:
        # Provenance is exported: the file's name, without the folders of this machine.
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

    # --- defaults for every row --------------------------------------------------------------

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
            decimal_comma=options.decimal_comma,
            choice_base=options.choice_base,
            subjects=frozenset(context.subjects),
            rename=rename,
            kinds=context.reference_kind,
            infer=partial(
                infer_kind,
                context.reference_kinds.values(),
                decimal_comma=bool(options.decimal_comma),
            ),
            extract=self._final_answer if options.extracts else None,
        )

    def _final_answer(self, text: str, kind: str | None) -> str | None:
        from preceptor.extraction.answers import extract

        return extract(text, self.context.reference_kinds.get(kind or "", kind)).answer

    # --- field mappings that fit no row ------------------------------------------------------

    def _check_fields(
        self, table: Table, wanted: Mapping[str, str]
    ) -> tuple[list[str] | None, set[str]]:
        """Columns to read, and mapped fields that no row has had yet.

        Raises:
            UsageError: no row has a mapped field.
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
            if not unseen or probed == PROBE_ROWS:
                break
        # Optional fields may appear later in a long file.
        needed = {f for f in unseen if wanted[f] in ("statement", "reference")}
        wrong = sorted(needed if probed == PROBE_ROWS else unseen)
        if wrong and probed:
            self._wrong_fields(table, wrong, wanted, tuple(seen))
        return None, unseen if probed else set()

    def _wrong_fields(
        self, table: Table, wrong: list[str], wanted: Mapping[str, str], columns: tuple[str, ...]
    ) -> None:
        field = wrong[0]
        use = "where" if wanted[field] == "where" else f"fields.{wanted[field]}"
        hint = f"its fields are: {', '.join(columns)}"
        if use != "where":
            hint += "; set under `fields:` which of them holds what"
        undivided = None
        if table.format == "csv" and len(columns) == 1:
            undivided = next((mark for mark in ";\t|," if mark in columns[0]), None)
        if undivided:
            hint = (
                f"its first line was read as a single field, {columns[0]!r}; if {undivided!r} "
                f"separates the columns, set `delimiter: {json.dumps(undivided)}`"
            )
        raise UsageError(
            f"source {self.name!r}: {use}: no row of {table.path} has a field {field!r}"
            f"{'' if undivided else did_you_mean(field, columns)}",
            hint=hint if columns else None,
        )
