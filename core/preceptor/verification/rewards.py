"""The verifiers as a reward function for reinforcement learning with TRL."""

from __future__ import annotations

import json
import math
import warnings
from collections.abc import Mapping, Sequence
from typing import Any, Final

from preceptor.errors import RENAMED
from preceptor.extraction.cues import PLACEHOLDER, declared_cue
from preceptor.records import Reference, Status, Verdict
from preceptor.references import Conventions
from preceptor.registry import Registry
from preceptor.verification.api import (
    ReferenceOptions,
    shared_host,
    stated_conventions,
    submit,
)

_COLUMNS: Final = ("kind", "unit", "choices", *Conventions.model_fields)


def reward(
    completions: Sequence[Any],
    answer: Any = None,
    reference: Any = None,
    *,
    undecided: float | None = None,
    no_answer: float | None = None,
    **columns: Any,
) -> list[float | None]:
    """A reward function with the signature that TRL's trainers expect of ``reward_funcs``.

    TRL calls it with keyword arguments: ``prompts``, ``completions``, and every further
    column of the data set as a list with one value per completion (TRL documentation, GRPO
    Trainer, "Using a custom reward function"). Options are bound with :func:`functools.partial`.

    Args:
        completions: Texts, or lists of messages whose last one holds the text.
        answer: Bare references, one per completion (or one for all).
        reference: References as records, or as the rows ``{kind, value, payload}`` of an
            export for reinforcement learning; taken where given, else ``answer``.
        undecided: The reward where an answer was found and no verifier could tell, be it
            undecided, a timeout or an error. ``None`` is for trainers that leave it out.
        no_answer: The reward of a completion in which no answer was found.
        columns: The columns ``kind``, ``unit`` and ``choices`` and those named like a field of
            :class:`~preceptor.references.Conventions` (``rtol``, ``digits``, …) state how
            answers are compared, and ``pattern`` the format of the answer in a completion (see
            :func:`preceptor.extract`); everything else that TRL passes is ignored.

    Returns:
        For each completion, 1.0 for an accepted answer and 0.0 for a rejected one; else
        ``undecided`` or ``no_answer``. By default both are ``None``, which TRL leaves out of the
        sum: a timeout is not a wrong answer. Without a reference the reward is always ``None``.

    Raises:
        TypeError: neither ``answer`` nor ``reference`` is given, or a value is of the wrong type.
        ValueError: a column has another length than ``completions``, a convention is out of
            range, a reward is not finite, a pattern does not have ``{answer}`` once, a
            reference is empty, or its payload is not JSON.
    """
    if answer is None and reference is None:
        raise TypeError("reward needs the column `answer` or the column `reference`")
    worth_undecided = _worth("undecided", undecided)
    worth_no_answer = _worth("no_answer", no_answer)
    total = len(completions)
    answers = _column("answer", answer, total)
    references = _column("reference", reference, total)
    patterns = _patterns(columns.get("pattern"), total)
    stated = {name: _column(name, columns.get(name), total) for name in _COLUMNS}
    host = shared_host()
    asked: list[tuple[int, Reference, str | None]] = []
    for index in range(total):
        row = {name: values[index] for name, values in stated.items()}
        given = references[index] if references[index] is not None else answers[index]
        if given is None or given == "":
            continue
        try:
            options = _row_options(host.registry, row)
            built = options.reference(host.registry, _as_reference(given))
        except TypeError as error:
            raise TypeError(f"row {index}: {error}") from error
        except ValueError as error:
            raise ValueError(f"row {index}: {error}") from error
        asked.append((index, built, completion_text(completions[index])))
    outcomes = [
        submit(host, built, text, extract=True, pattern=patterns[index])
        for index, built, text in asked
    ]
    rewards: list[float | None] = [None] * total
    for (index, _, _), outcome in zip(asked, outcomes, strict=True):
        verdict = outcome if isinstance(outcome, Verdict) else outcome.result()
        if verdict.status.decided:
            rewards[index] = 1.0 if verdict.accepted else 0.0
        elif verdict.status is Status.UNDECIDED and "answer" not in verdict.detail:
            rewards[index] = worth_no_answer
        else:
            rewards[index] = worth_undecided
    return rewards


def _worth(name: str, value: Any) -> float | None:
    """A reward that is an option; a column of that name means something else and is ignored.

    Raises:
        TypeError: it is neither a number nor a column.
        ValueError: it is not finite.
    """
    if value is None:
        return None
    if not isinstance(value, str) and hasattr(value, "__iter__"):
        warnings.warn(f"the column {name!r} is ignored: it is not one number", stacklevel=3)
        return None
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise TypeError(f"{name}: expected a number or None, not {value!r:.80}")
    if not math.isfinite(value):
        raise ValueError(f"{name}: a reward must be finite, not {value}")
    return float(value)


def _patterns(value: Any, total: int) -> Sequence[str | None]:
    """The format of the answer for each completion.

    A column in which no text has the placeholder means something else and is ignored with a
    warning.

    Raises:
        ValueError: a value is not an answer pattern.
    """
    texts = [
        text if isinstance(text, str) and text else None
        for text in _column("pattern", value, total)
    ]
    given = {text for text in texts if text is not None}
    if given and not isinstance(value, str) and not any(PLACEHOLDER in text for text in given):
        warnings.warn(f"the column 'pattern' is ignored: no {PLACEHOLDER} in it", stacklevel=3)
        return [None] * total
    for pattern in given:
        declared_cue(pattern)
    return texts


def completion_text(completion: Any) -> str | None:
    """The text of a completion: a string, or the last message's content, parts joined."""
    if isinstance(completion, str):
        return completion
    if isinstance(completion, Sequence) and completion:
        completion = completion[-1]
    if isinstance(completion, Mapping):
        content = completion.get("content")
        if isinstance(content, str):
            return content
        if isinstance(content, Sequence):
            parts = [part.get("text") for part in content if isinstance(part, Mapping)]
            return "".join(part for part in parts if isinstance(part, str)) or None
    return None


def _column(name: str, value: Any, total: int) -> Sequence[Any]:
    """One value per completion; a single text or reference stands for all of them."""
    if value is None or isinstance(value, (str, int, float, Mapping, Reference)):
        return [value] * total
    values = list(value)
    if len(values) != total:
        raise ValueError(f"column {name!r} has {len(values)} values for {total} completions")
    return values


def _row_options(registry: Registry, row: Mapping[str, Any]) -> ReferenceOptions:
    """The options that a row states; kinds, units and choices with another meaning are ignored."""
    kind, unit, choices = row["kind"], row["unit"], row["choices"]
    conventions = {
        name: row[name]
        for name in Conventions.model_fields
        if row[name] is not None and _is_convention(name, row[name])
    }
    return ReferenceOptions(
        kind=kind if isinstance(kind, str) and registry.known_kind(kind) else None,
        unit=unit if isinstance(unit, str) and unit.strip() else None,
        choices=tuple(choices) if isinstance(choices, (list, tuple)) else (),
        conventions=stated_conventions(conventions, strict=False),
    )


def _is_convention(name: str, value: Any) -> bool:
    """Whether a column's value can be the convention of that name.

    A data set may have a column such as ``digits`` or ``uncertainty`` that means something else;
    it is ignored with a warning. A tolerance that is not valid is an error, and so is an old
    spelling.
    """
    if name in ("rtol", "atol") or (isinstance(value, str) and value in RENAMED):
        return True
    try:
        stated_conventions({name: value}, strict=False)
    except (TypeError, ValueError) as error:
        warnings.warn(f"the column {name!r} is ignored: {error}", stacklevel=4)
        return False
    return True


def _as_reference(given: Any) -> str | Reference:
    """A cell of the ``answer`` or ``reference`` column.

    Arrow writes every payload field of a column into every row, null where a row has none.
    """
    if isinstance(given, (str, Reference)):
        return given
    if isinstance(given, (int, float)) and not isinstance(given, bool):
        return repr(given)
    if isinstance(given, Mapping) and isinstance(given.get("value"), str):
        payload = given.get("payload") or {}
        if isinstance(payload, str):
            payload = json.loads(payload)
        if not isinstance(payload, Mapping):
            raise TypeError(f"the payload must be an object, not {type(payload).__name__}")
        kept = {name: value for name, value in payload.items() if value is not None}
        return Reference(kind=str(given.get("kind")), value=given["value"], payload=kept)
    raise TypeError(f"a reference must be text or {{kind, value, payload}}, not {given!r:.80}")
