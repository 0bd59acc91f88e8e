"""Verify answers from Python: one pair, or many.

    >>> from preceptor import verify
    >>> verify("2.5 m", "250 cm").status
    <Status.ACCEPTED: 'accepted'>

The functions share one :class:`~preceptor.verification.VerificationHost`, started on first use and
ended with the interpreter (or by :func:`close`); they may be called from any thread.
"""

from __future__ import annotations

import atexit
import os
import re
import threading
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, get_args

from pydantic import ValidationError

from preceptor.components import Item
from preceptor.errors import PluginError, did_you_mean
from preceptor.extraction import answers
from preceptor.extraction.answers import Extraction
from preceptor.extraction.cues import declared_cue
from preceptor.extraction.verdicts import NO_ANSWER, options_of, verdict_on
from preceptor.records import Reference, Status, Verdict
from preceptor.references import GENERAL_KINDS, Conventions, infer_kind
from preceptor.registry import Registry, installed_kinds
from preceptor.verification import VerificationHost, limits
from preceptor.verification.router import bare_reference

_SURROGATES = re.compile("[\ud800-\udfff]")

_lock = threading.Lock()
_shared: VerificationHost | None = None


def stated_conventions(values: Mapping[str, Any], *, strict: bool = True) -> Conventions:
    """``values`` as conventions.

    Args:
        strict: Whether a value must be of the very type; otherwise text may state a number.

    Raises:
        TypeError: a name is not a convention, or a value is of the wrong type.
        ValueError: a value is out of range.
    """
    for name in values:
        if name not in Conventions.model_fields:
            suggestion = did_you_mean(name, Conventions.model_fields)
            raise TypeError(f"unexpected keyword argument {name!r}{suggestion}")
        if isinstance(values[name], bool) and not _is_switch(name):
            raise TypeError(f"{name}: expected a number or a word, not {values[name]!r}")
    try:
        return Conventions.model_validate(dict(values), strict=strict)
    except ValidationError as error:
        first = error.errors()[0]
        text = f"{first['loc'][0]}: {first['msg'].removeprefix('Value error, ')}"
        given = repr(str(first["input"])[:40])
        if given not in text:
            text += f" (given: {given})"
        wrong_type = first["type"].endswith("_type") or first["type"].endswith("_parsing")
        raise (TypeError if wrong_type else ValueError)(text) from error


def _is_switch(name: str) -> bool:
    """Whether a convention is true or false."""
    return bool in get_args(Conventions.model_fields[name].annotation)


@dataclass(frozen=True)
class ReferenceOptions:
    """How bare references are read and answers compared with them.

    Attributes:
        kind: Kind of the references; recognised from each reference when ``None``.
        unit: Unit of the references; may carry a numeric factor.
        choices: The options' texts, where the reference is the letter of one.
        conventions: What is not ``None`` in them goes before the conventions of a reference.
    """

    kind: str | None = None
    unit: str | None = None
    choices: tuple[str, ...] = ()
    conventions: Conventions = field(default_factory=Conventions)

    def __post_init__(self) -> None:
        for name in ("kind", "unit"):
            value = getattr(self, name)
            if value is not None and not isinstance(value, str):
                raise TypeError(f"{name} must be str or None, not {type(value).__name__}")
        if isinstance(self.choices, str) or not all(isinstance(c, str) for c in self.choices):
            raise TypeError("choices must be a sequence of str")

    @cached_property
    def _stated(self) -> Mapping[str, Any]:
        return self.conventions.model_dump(exclude_none=True)

    def reference(
        self, registry: Registry, reference: str | Reference, *, decimal_comma: bool = False
    ) -> Reference:
        """``reference`` as a record whose payload states these options.

        Args:
            decimal_comma: Whether a kind is recognised with a comma as the decimal mark where
                these options do not say.

        Raises:
            TypeError: it is neither text nor a reference, or a reference of another kind.
            ValueError: it is empty, or the kind is not installed.
        """
        if isinstance(reference, Reference):
            if self.kind not in (None, reference.kind):
                raise TypeError(f"the reference is of kind {reference.kind!r}, not {self.kind!r}")
            value = reference.value
            kind: str | None = reference.kind
        elif isinstance(reference, str):
            value, kind = reference, self.kind
            if not value.strip():
                raise ValueError("the reference is empty")
            if kind is not None:
                try:
                    registry.reference_kind(kind)
                except PluginError as error:
                    raise ValueError(f"{error}; {error.hint}") from error
        else:
            raise TypeError(f"reference must be str or Reference, not {type(reference).__name__}")
        if kind is None and decimal_comma and self.conventions.decimal_comma is None:
            kinds = registry.reference_kinds()
            kind = infer_kind(kinds, value, self.unit, self.choices, decimal_comma=True)
        built = bare_reference(
            registry, value, kind=kind, unit=self.unit, choices=self.choices, **self._stated
        )
        if isinstance(reference, Reference):
            return reference.model_copy(update={"payload": {**reference.payload, **built.payload}})
        return built


def verify(
    reference: str | Reference,
    candidate: str | None,
    *,
    kind: str | None = None,
    unit: str | None = None,
    choices: Sequence[str] = (),
    extract: bool = False,
    pattern: str | None = None,
    seconds: float | None = None,
    host: VerificationHost | None = None,
    **conventions: Any,
) -> Verdict:
    """Whether ``candidate`` agrees with ``reference``.

    Args:
        reference: The trusted answer, as text or as a record from :mod:`preceptor.references`.
        candidate: The answer to verify; ``None`` (there is none) is ``undecided``.
        kind: Kind of a reference that is text; inferred by default.
        unit: Unit of a reference that is text. A unit, a list of choices or a convention only
            counts where the kind of the reference has a field for it.
        choices: The texts of a multiple-choice problem's options.
        extract: ``candidate`` is a whole reply; its final answer is extracted first.
        pattern: Format of the answer in such a reply; see :func:`extract`.
        seconds: Wall time the verifier may take, 5 s by default.
        host: Your own host, with its verifier options and plugins.
        conventions: ``rtol``, ``atol``, ``digits``, … : the fields of
            :class:`~preceptor.references.Conventions`.

    Returns:
        A verdict. ``undecided``, ``timeout`` and ``error`` do not mean that the answer is wrong.

    Raises:
        TypeError, ValueError: an argument is of the wrong type or out of range. Nothing in the
            *candidate* raises.
    """
    return verify_batch(
        [(reference, candidate)],
        kind=kind,
        unit=unit,
        choices=choices,
        extract=extract,
        pattern=pattern,
        seconds=seconds,
        host=host,
        **conventions,
    )[0]


def verify_batch(
    pairs: Iterable[tuple[str | Reference, str | None]],
    *,
    kind: str | None = None,
    unit: str | None = None,
    choices: Sequence[str] = (),
    extract: bool = False,
    pattern: str | None = None,
    seconds: float | None = None,
    host: VerificationHost | None = None,
    **conventions: Any,
) -> list[Verdict]:
    """Verify many ``(reference, candidate)`` pairs at once, under the same options.

    Faster than one call for each: pairs share messages to the workers, which work in parallel.

    Returns:
        One verdict per pair, in order.

    Raises:
        TypeError, ValueError: as for :func:`verify`, naming the pair.
    """
    if isinstance(choices, str):
        raise TypeError("choices must be a sequence of str, not one str")
    options = ReferenceOptions(kind, unit, tuple(choices), stated_conventions(conventions))
    if seconds is not None and (isinstance(seconds, bool) or not seconds > 0):
        raise ValueError(f"seconds must be more than 0, not {seconds!r}")
    used = host or shared_host()
    asked: list[tuple[Reference, str | None]] = []
    for number, pair in enumerate(pairs):
        try:
            reference, candidate = pair
        except (TypeError, ValueError) as error:
            raise TypeError(f"pair {number} is not (reference, candidate)") from error
        if candidate is not None and not isinstance(candidate, str):
            raise TypeError(
                f"pair {number}: candidate must be str or None, not {type(candidate).__name__}"
            )
        try:
            record = options.reference(
                used.registry, reference, decimal_comma=used.router.decimal_comma
            )
            asked.append((record, candidate))
        except TypeError as error:
            raise TypeError(f"pair {number}: {error}") from error
        except ValueError as error:
            raise ValueError(f"pair {number}: {error}") from error
    if pattern is not None:
        declared_cue(pattern)
    return decide(used, asked, extract=extract, pattern=pattern, seconds=seconds)


def decide(
    host: VerificationHost,
    asked: Sequence[tuple[Reference, str | None]],
    *,
    extract: bool,
    seconds: float | None,
    pattern: str | None = None,
) -> list[Verdict]:
    """Verdicts on pairs whose references are records already, in order."""
    outcomes = [
        submit(host, reference, candidate, extract=extract, pattern=pattern, seconds=seconds)
        for reference, candidate in asked
    ]
    return [v if isinstance(v, Verdict) else v.result() for v in outcomes]


def submit(
    host: VerificationHost,
    reference: Reference,
    candidate: str | None,
    *,
    extract: bool = False,
    seconds: float | None = None,
    pattern: str | None = None,
    id: str = "",
    statement: str | None = None,
) -> Future[Verdict] | Verdict:
    """Start verifying a pair; returns a verdict at once where no verifier has to be asked.

    Args:
        extract: ``candidate`` is a whole reply; the answer found in it, the rule that found it
            and its place in the reply are added to the verdict's detail.
        pattern: Format of the answer in such a reply; see :func:`extract`.
        id, statement: Name and question of the item, where there are any.
    """
    if candidate is None:
        return Verdict.undecided("there is no answer")
    clean = without_surrogates(candidate)
    item = Item(id=id, reference=reference, candidate=clean, statement=statement)
    if not extract:
        return host.submit(item, seconds=seconds)
    try:
        extraction = read_reply(host.registry, reference, clean, pattern)
    except Exception as error:
        # A reply that makes the extraction fail must not end a training step.
        reason = f"extraction failed: {type(error).__name__}"
        return Verdict(status=Status.ERROR, reason=reason)
    if extraction.answer is None:
        return Verdict.undecided(extraction.problem or NO_ANSWER)
    return verdict_on(
        extraction,
        lambda reading: host.submit(
            item.model_copy(update={"candidate": reading}), seconds=seconds
        ),
    )


def read_reply(
    registry: Registry, reference: Reference, reply: str, pattern: str | None = None
) -> Extraction:
    """The answer of a reply to a question with this reference.

    Raises:
        ValueError: ``pattern`` is not an answer pattern.
    """
    kind = registry.known_kind(reference.kind) or reference.kind
    skipped = max(0, len(reply) - limits.VERIFY_CHARS)
    found = answers.extract(reply[skipped:], kind, options_of(reference), pattern)
    return found.shifted(skipped)


def without_surrogates(text: str) -> str:
    """``text`` with unpaired surrogates replaced by U+FFFD.

    A JSON escape such as ``\\ud800`` can bring one in; no encoding can write it out again.
    """
    return _SURROGATES.sub("\ufffd", text)


def extract(
    reply: str,
    kind: str | None = None,
    choices: Sequence[str] = (),
    pattern: str | None = None,
) -> Extraction:
    """The final answer of a reply, the rule that found it and its place.

    :mod:`preceptor.extraction.answers` lists the rules in their order.

    Args:
        kind: Name of an installed kind of reference, which may have its own rule.
        choices: The texts of the options of a multiple-choice question, in order.
        pattern: The format that the answer was asked for in, with ``{answer}`` once, such as
            ``RESULT => {answer}``. Where it does not occur, the general rules are tried.

    Raises:
        TypeError: ``reply`` is not text.
        ValueError: ``pattern`` does not have ``{answer}`` exactly once, with text beside it.
    """
    if not isinstance(reply, str):
        raise TypeError(f"reply must be str, not {type(reply).__name__}")
    own = None if kind is None or kind in GENERAL_KINDS else installed_kinds().get(kind)
    return answers.extract(reply, own or kind, tuple(choices), pattern)


# --- the shared host ----------------------------------------------------------------------


def shared_host() -> VerificationHost:
    """The host that the functions of this module share; started on first use."""
    global _shared  # noqa: PLW0603 - one pool of workers per process is the point
    with _lock:
        if _shared is None:
            _shared = VerificationHost(Registry.load())
        return _shared


def close() -> None:
    """End the workers of the shared host; the next call of :func:`verify` starts new ones."""
    global _shared
    with _lock:
        host, _shared = _shared, None
    if host is not None:
        host.close()


def _forget() -> None:
    """Drop the host in a forked child, which has the parent's threads no longer."""
    global _lock, _shared  # noqa: PLW0603
    _lock = threading.Lock()
    _shared = None


atexit.register(close)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget)
