"""Makes a problem of the fields of a row."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from pydantic import BaseModel, Field, JsonValue, ValidationError

from preceptor.components import Options
from preceptor.errors import PluginError
from preceptor.records import Problem, Provenance, Reference, Role
from preceptor.references import ReferenceKind

STATEMENT_CHARACTERS: Final = 100_000
"""Longest problem statement."""
REFERENCE_CHARACTERS: Final = 20_000
"""Longest reference answer, formal statements included."""
DERIVATION_CHARACTERS: Final = 400_000
"""Longest worked solution in a source."""
MOST_CHOICES: Final = 26
"""Most options of a multiple-choice problem; each is named by one letter."""


class Fields(Options):
    """Which field of a row holds what.

    A dotted path reaches into objects and lists (``answer.value``, ``answers.0``).
    """

    statement: str = Field(
        default="statement", description="Field with the problem that is sent to the teacher."
    )
    reference: str = Field(
        default="reference",
        description="Field with the trusted answer, or with the worked solution it is extracted "
        "from. An object `{kind, value, payload}` is taken as a complete reference.",
    )
    unit: str | None = Field(
        default=None,
        description="Field with the unit of the reference, which may include a numeric factor. "
        "Not set: references have no separate unit.",
    )
    choices: str | tuple[str, ...] | None = Field(
        default=None,
        description="Field with the options of a multiple-choice problem, as a list or an object "
        "with a list `text`; or a list of fields, one for each option. Not set: no choices.",
    )
    id: str | None = Field(
        default=None,
        description="Field with the row's identifier in the original data. Not set: none is kept.",
    )
    licence: str | None = Field(
        default=None,
        description="Field with the licence of the row. Not set: the option `licence` of the "
        "source holds for all rows.",
    )
    subject: str | None = Field(
        default=None,
        description="Field with the subject of the row. Not set: the option `subject` of the "
        "source holds for all rows.",
    )
    topic: str | None = Field(
        default=None,
        description="Field with the area within the subject. Not set: the option `topic` of the "
        "source holds for all rows.",
    )
    derivation: str | None = Field(
        default=None,
        description="Field with a worked solution. Not set: none, unless the answer is extracted "
        "from one.",
    )

    def named(self) -> dict[str, str]:
        """Map every path that is set to the name of what it holds."""
        names: dict[str, str] = {}
        for name in type(self).model_fields:
            value = getattr(self, name)
            for path in (value,) if isinstance(value, str) else value or ():
                names[path] = name
        return names


class BadRowError(Exception):
    """The row cannot become a problem; the message says why."""


@dataclass(frozen=True)
class Defaults:
    """What applies to every row of a source.

    Attributes:
        subjects: Known subject names; a row with another subject is a bad row.
        kinds: Looks up a registered kind by its name.
        infer: Returns the kind of a bare reference ``(value, unit, choices)``.
        extract: Finds the final answer in a worked solution ``(text, kind)``; ``None`` when the
            reference field holds the answer itself.
    """

    source: str
    role: Role
    subject: str | None
    topic: str
    licence: str
    kind: str | None
    payload: Mapping[str, JsonValue]
    rtol: float | None
    atol: float | None
    decimal_comma: bool | None
    choice_base: int | None
    subjects: frozenset[str]
    rename: Mapping[str, str]
    kinds: Callable[[str], ReferenceKind]
    infer: Callable[[str, str | None, tuple[str, ...]], str]
    extract: Callable[[str, str | None], str | None] | None


_ABSENT = object()


def lookup(values: Mapping[str, Any], path: str) -> Any:
    """The value at a dotted path, or ``None``; a field whose own name has dots comes first."""
    value = _lookup(values, path)
    return None if value is _ABSENT else value


def has(values: Mapping[str, Any], path: str) -> bool:
    """True when the row has the field, even if it is null."""
    return _lookup(values, path) is not _ABSENT


def _lookup(values: Any, path: str) -> Any:
    if isinstance(values, Mapping):
        if path in values:
            return values[path]
        head, dot, rest = path.partition(".")
        return _lookup(values[head], rest) if dot and head in values else _ABSENT
    if isinstance(values, list):
        head, dot, rest = path.partition(".")
        if head.isascii() and head.isdigit() and int(head) < len(values):
            return _lookup(values[int(head)], rest) if dot else values[int(head)]
    return _ABSENT


def same(value: Any, wanted: JsonValue) -> bool:
    """Compare for the ``where`` option: as text, so that CSV cells can equal numbers."""
    if isinstance(wanted, list):
        return any(same(value, candidate) for candidate in wanted)
    if value is None or wanted is None:
        return value is wanted
    if isinstance(value, bool) or isinstance(wanted, bool):
        return str(value).lower() == str(wanted).lower()
    return str(value) == str(wanted)


def problem_of(
    values: Mapping[str, Any], fields: Fields, defaults: Defaults, location: str
) -> Problem:
    """Make the problem of a row.

    Raises:
        BadRowError: a value is missing, of the wrong type, or too long.
    """
    statement = _text(values, fields.statement, "statement", STATEMENT_CHARACTERS)
    if statement is None:
        raise BadRowError(f"no statement in field {fields.statement!r}")
    derivation = None
    if fields.derivation is not None:
        derivation = _text(values, fields.derivation, "derivation", DERIVATION_CHARACTERS)
    reference, solution = _reference(values, fields, defaults)
    return Problem(
        role=defaults.role,
        subject=_subject(values, fields, defaults),
        topic=_optional(values, fields.topic, "topic") or defaults.topic,
        statement=statement,
        reference=reference,
        provenance=Provenance(
            source=defaults.source,
            licence=_optional(values, fields.licence, "licence") or defaults.licence,
            location=location,
            original_id=_optional(values, fields.id, "id"),
        ),
        derivation=derivation or solution,
    )


def _subject(values: Mapping[str, Any], fields: Fields, defaults: Defaults) -> str:
    stated = defaults.subject or _optional(values, fields.subject, "subject")
    if stated is None:
        raise BadRowError(f"no subject in field {fields.subject!r}")
    renamed = defaults.rename.get(stated) or defaults.rename.get(stated.casefold(), stated)
    for name in (renamed, renamed.casefold()):
        if name in defaults.subjects:
            return name
    raise BadRowError(
        f"unknown subject {stated!r}; map it with `subjects: {{{stated}: NAME}}`, where NAME is "
        "one of " + ", ".join(sorted(defaults.subjects))
    )


def _optional(values: Mapping[str, Any], path: str | None, what: str) -> str | None:
    if path is None:
        return None
    return _text(values, path, what, STATEMENT_CHARACTERS)


def _text(values: Mapping[str, Any], path: str, what: str, longest: int) -> str | None:
    value = lookup(values, path)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise BadRowError(f"{what} in field {path!r} is a {type(value).__name__}, not text")
    text = str(value) if isinstance(value, str) else repr(value)
    if len(text) > longest:
        raise BadRowError(f"{what} has {len(text)} characters, more than {longest}")
    if any(unicodedata.category(char) == "Cs" for char in text):
        raise BadRowError(f"{what} contains an unpaired surrogate")
    return text.strip() or None


def _reference(
    values: Mapping[str, Any], fields: Fields, defaults: Defaults
) -> tuple[Reference, str | None]:
    """The reference, and the worked solution that it was extracted from, if any."""
    raw = lookup(values, fields.reference)
    if isinstance(raw, Mapping):
        return _complete(raw, defaults), None
    unit = plain_unit(_optional(values, fields.unit, "unit"))
    choices = _choices(values, fields)
    extracting = defaults.extract is not None
    longest = DERIVATION_CHARACTERS if extracting else REFERENCE_CHARACTERS
    text = _text(values, fields.reference, "reference", longest)
    if text is None:
        raise BadRowError(f"no reference in field {fields.reference!r}")
    solution = None
    if defaults.extract is not None:
        solution, text = text, defaults.extract(text, defaults.kind)
        if text is None or not text.strip():
            raise BadRowError(f"no final answer found in field {fields.reference!r}")
        if len(text) > REFERENCE_CHARACTERS:
            raise BadRowError(
                f"final answer has {len(text)} characters, more than {REFERENCE_CHARACTERS}"
            )
    elif choices:
        text = _letter(raw, text, choices, defaults.choice_base)
    kind = defaults.kind or ("choice" if choices else defaults.infer(text, unit, choices))
    payload: dict[str, JsonValue] = dict(defaults.payload)
    known = defaults.kinds(kind).payload.model_fields
    if choices and "choices" in known:
        payload["choices"] = list(choices)
    if unit is not None:
        if "unit" not in known:
            raise BadRowError(
                f"unit {unit!r} with a reference of kind {kind!r}, which takes no unit"
            )
        payload["unit"] = unit
    for name, convention in (
        ("rtol", defaults.rtol),
        ("atol", defaults.atol),
        ("decimal_comma", defaults.decimal_comma),
    ):
        if convention is not None and name in known:
            payload[name] = convention
    return validated(kind, text, payload, defaults.kinds), solution


def _complete(raw: Mapping[str, Any], defaults: Defaults) -> Reference:
    kind, value = raw.get("kind") or defaults.kind, raw.get("value")
    payload = raw.get("payload") or {}
    if isinstance(payload, str):
        try:
            payload = json.loads(payload)
        except (ValueError, RecursionError) as error:
            raise BadRowError(f"the reference's payload is not JSON: {error}") from error
    if not isinstance(kind, str) or not isinstance(value, str) or not isinstance(payload, Mapping):
        raise BadRowError(
            "a reference object needs the strings `kind` and `value`; its `payload` is an object"
        )
    if not value.strip() or len(value) > REFERENCE_CHARACTERS:
        raise BadRowError("the reference's value is empty or too long")
    return validated(kind, value.strip(), payload, defaults.kinds)


def validated(
    kind: str,
    value: str,
    payload: Mapping[str, Any],
    kinds: Callable[[str], ReferenceKind],
) -> Reference:
    """Make a reference whose payload fits its kind.

    Raises:
        BadRowError: the kind is unknown, or the payload does not fit it.
    """
    try:
        model: BaseModel = kinds(kind).payload.model_validate(payload)
    except PluginError as error:
        raise BadRowError(str(error)) from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        what = first["msg"].removeprefix("Value error, ")
        raise BadRowError(f"reference of kind {kind!r}: {where}: {what}") from error
    # As preceptor.references builds them: without defaults, so that ids agree.
    return Reference(
        kind=kind, value=value, payload=model.model_dump(mode="json", exclude_defaults=True)
    )


def plain_unit(unit: str | None) -> str | None:
    """Strip the dollar signs of math mode from a unit, as in ``$10^{-19} \\mathrm{~J}$``.

    A numeric factor is kept; it multiplies the reference (see ``NumberPayload``). A single
    ``$`` is the currency.
    """
    if unit is None or unit.strip() == "$":
        return unit
    return unit.replace(r"\$", "\0").replace("$", "").replace("\0", r"\$").strip() or None


def _choices(values: Mapping[str, Any], fields: Fields) -> tuple[str, ...]:
    if fields.choices is None:
        return ()
    if not isinstance(fields.choices, str):
        choices = [_optional(values, path, "choice") for path in fields.choices]
    else:
        raw = lookup(values, fields.choices)
        if raw is None or raw == "":
            return ()
        if isinstance(raw, str):
            try:
                raw = json.loads(raw)
            except (ValueError, RecursionError) as error:
                raise BadRowError(
                    f"choices in field {fields.choices!r} are not a JSON list"
                ) from error
        # ARC and CommonsenseQA keep {"text": [...], "label": [...]}.
        raw = raw.get("text") if isinstance(raw, Mapping) else raw
        if not isinstance(raw, list):
            raise BadRowError(f"choices in field {fields.choices!r} are not a list")
        choices = [_optional({"choice": item}, "choice", "choice") for item in raw]
    if not 2 <= len(choices) <= MOST_CHOICES:
        raise BadRowError(f"{len(choices)} choices; 2 to {MOST_CHOICES} are allowed")
    if None in choices:
        raise BadRowError(f"choice {choices.index(None) + 1} of {len(choices)} is empty")
    return tuple(choice for choice in choices if choice is not None)


def _letter(raw: Any, text: str, choices: Sequence[str], base: int | None) -> str:
    """The letter of the right choice, from a letter, a number or the choice's own text."""
    letters = [chr(ord("A") + index) for index in range(len(choices))]
    if text in choices and choices.count(text) == 1:
        return letters[choices.index(text)]
    bare = text.strip("().: ").upper()
    if bare in letters:
        return bare
    if bare.isascii() and bare.isdigit() and len(bare) <= 2:
        if base is None:
            raise BadRowError(
                f"the right choice is given as number {bare}; set `choice_base: 0` or "
                "`choice_base: 1`, the number of the first choice"
            )
        if 0 <= int(bare) - base < len(letters):
            return letters[int(bare) - base]
    raise BadRowError(f"{text[:40]!r} is not one of the {len(choices)} choices")


def unknown_fields(fields: Iterable[str], columns: Iterable[str]) -> list[str]:
    """Paths of which neither the whole name nor the first part is a column."""
    known = set(columns)
    return [path for path in fields if path not in known and path.partition(".")[0] not in known]
