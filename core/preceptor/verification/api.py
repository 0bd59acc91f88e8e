"""Verify answers from Python: one pair, or many.

    >>> from preceptor import verify
    >>> verify("2.5 m", "250 cm").status
    <Status.ACCEPTED: 'accepted'>

The functions share one :class:`~preceptor.verification.VerificationHost`, started on first use and
ended with the interpreter (or by :func:`close`); they may be called from any thread.
"""

from __future__ import annotations

import atexit
import math
import os
import re
import threading
from collections.abc import Iterable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any, TypedDict, Unpack

from pydantic import ValidationError

from preceptor.components import Item
from preceptor.errors import PluginError
from preceptor.records import Reference, Status, Verdict
from preceptor.references import Conventions, PercentRule, Rounding
from preceptor.registry import Registry
from preceptor.verification import VerificationHost, limits
from preceptor.verification.router import bare_reference

_SURROGATES = re.compile("[\ud800-\udfff]")

_lock = threading.Lock()
_shared: VerificationHost | None = None


class ConventionArguments(TypedDict, total=False):
    """The keywords of :func:`verify` that state a convention; see
    :class:`~preceptor.references.Conventions`.
    """

    digits: int | None
    rounding: Rounding | None
    percent: PercentRule | None
    unit_required: bool | None
    ordered: bool | None
    decimal_comma: bool | None
    uncertainty: bool | None


@dataclass(frozen=True)
class Policy:
    """How references are to be read and answers compared.

    Attributes:
        kind: Kind of the references; recognised from each reference when ``None``.
        unit: Unit of the references; may carry a numeric factor.
        rtol, atol: Tolerances, for the kinds that know one.
        choices: The options' texts, where the reference is the letter of one.
        digits, rounding, percent, unit_required, ordered, decimal_comma, uncertainty: See
            :class:`~preceptor.references.Conventions`; ``None`` leaves them to the verifiers.
    """

    kind: str | None = None
    unit: str | None = None
    rtol: float | None = None
    atol: float | None = None
    choices: tuple[str, ...] = ()
    digits: int | None = None
    rounding: Rounding | None = None
    percent: PercentRule | None = None
    unit_required: bool | None = None
    ordered: bool | None = None
    decimal_comma: bool | None = None
    uncertainty: bool | None = None

    def __post_init__(self) -> None:
        for name in ("kind", "unit"):
            value = getattr(self, name)
            if value is not None and not isinstance(value, str):
                raise TypeError(f"{name} must be str or None, not {type(value).__name__}")
        for name in ("rtol", "atol"):
            value = getattr(self, name)
            if value is None:
                continue
            if isinstance(value, bool) or not isinstance(value, (int, float)):
                raise TypeError(f"{name} must be a number or None, not {type(value).__name__}")
            if not (math.isfinite(value) and value >= 0):
                raise ValueError(f"{name} must be finite and not negative, not {value!r}")
        if isinstance(self.choices, str) or not all(isinstance(c, str) for c in self.choices):
            raise TypeError("choices must be a sequence of str")
        try:
            Conventions.model_validate(self.conventions(), strict=True)
        except ValidationError as error:
            first = error.errors()[0]
            raise ValueError(f"{first['loc'][0]}: {first['msg']}") from error

    def conventions(self) -> dict[str, Any]:
        """The conventions that are stated, apart from tolerances."""
        named = {name: getattr(self, name) for name in ConventionArguments.__annotations__}
        return {name: value for name, value in named.items() if value is not None}

    def reference(self, registry: Registry, reference: str | Reference) -> Reference:
        """``reference`` as a record, with what the policy says put into its payload.

        Raises:
            TypeError: it is neither text nor a reference, or a reference with another kind.
            ValueError: it is empty, or the policy's kind is not installed.
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
        built = bare_reference(
            registry,
            value,
            kind=kind,
            unit=self.unit,
            rtol=self.rtol,
            atol=self.atol,
            choices=self.choices,
            **self.conventions(),
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
    rtol: float | None = None,
    atol: float | None = None,
    choices: Sequence[str] = (),
    extract: bool = False,
    seconds: float | None = None,
    host: VerificationHost | None = None,
    **conventions: Unpack[ConventionArguments],
) -> Verdict:
    """Whether ``candidate`` agrees with ``reference``.

    Args:
        reference: The trusted answer, as text or as a record from :mod:`preceptor.references`.
        candidate: The answer to judge; ``None`` (there is none) is ``undecided``.
        kind, unit, rtol, atol, choices: See :class:`Policy`. A tolerance, unit or list of
            choices only counts where the kind of the reference has a place for it.
        extract: ``candidate`` is a whole reply, from which the answer is taken first.
        seconds: Wall time the verifier may take, 5 s by default.
        host: A host of your own, with its verifier options and plugins.
        conventions: ``digits``, ``rounding``, ``percent``, ``unit_required``, ``ordered``,
            ``decimal_comma`` and ``uncertainty``; see :class:`~preceptor.references.Conventions`.

    Returns:
        A verdict. ``undecided``, ``timeout`` and ``error`` do not mean that the answer is wrong.

    Raises:
        TypeError, ValueError: an argument is of the wrong type or out of range. What the
            *candidate* says never raises.
    """
    return verify_batch(
        [(reference, candidate)],
        kind=kind,
        unit=unit,
        rtol=rtol,
        atol=atol,
        choices=choices,
        extract=extract,
        seconds=seconds,
        host=host,
        **conventions,
    )[0]


def verify_batch(
    pairs: Iterable[tuple[str | Reference, str | None]],
    *,
    kind: str | None = None,
    unit: str | None = None,
    rtol: float | None = None,
    atol: float | None = None,
    choices: Sequence[str] = (),
    extract: bool = False,
    seconds: float | None = None,
    host: VerificationHost | None = None,
    **conventions: Unpack[ConventionArguments],
) -> list[Verdict]:
    """Verify many ``(reference, candidate)`` pairs at once, under one policy.

    Faster than one call each: pairs share messages to the workers, which work in parallel.

    Returns:
        One verdict per pair, in order.

    Raises:
        TypeError, ValueError: as for :func:`verify`, naming the pair.
    """
    if isinstance(choices, str):
        raise TypeError("choices must be a sequence of str, not one str")
    policy = Policy(kind, unit, rtol, atol, tuple(choices), **conventions)
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
            asked.append((policy.reference(used.registry, reference), candidate))
        except TypeError as error:
            raise TypeError(f"pair {number}: {error}") from error
        except ValueError as error:
            raise ValueError(f"pair {number}: {error}") from error
    return decide(used, asked, extract=extract, seconds=seconds)


def decide(
    host: VerificationHost,
    asked: Sequence[tuple[Reference, str | None]],
    *,
    extract: bool,
    seconds: float | None,
) -> list[Verdict]:
    """Verdicts on pairs whose references are records already, in order."""
    outcomes = [
        submit(host, reference, candidate, extract=extract, seconds=seconds)
        for reference, candidate in asked
    ]
    return [one if isinstance(one, Verdict) else one.result() for one in outcomes]


def submit(
    host: VerificationHost,
    reference: Reference,
    candidate: str | None,
    *,
    extract: bool = False,
    seconds: float | None = None,
) -> Future[Verdict] | Verdict:
    """Have a pair verified without waiting; a verdict at once where none has to be asked.

    Args:
        extract: ``candidate`` is a whole reply; what was found in it and by which rule is
            added to the verdict's detail.
    """
    answer = candidate
    found: dict[str, str] = {}
    if extract and candidate is not None:
        try:
            answer, found = _answer(candidate, reference.kind)
        except Exception as error:
            # A reply that trips the extraction must not end a training step.
            reason = f"extraction failed: {type(error).__name__}"
            return Verdict(status=Status.ERROR, reason=reason)
    if answer is None:
        reason = "there is no answer" if candidate is None else "no answer found in the reply"
        return Verdict(status=Status.UNDECIDED, reason=reason)
    clean = without_surrogates(answer)
    future = host.submit(Item(id="", reference=reference, candidate=clean), seconds=seconds)
    if not found:
        return future
    detailed: Future[Verdict] = Future()

    def add_detail(done: Future[Verdict]) -> None:
        verdict = done.result()
        detailed.set_result(verdict.model_copy(update={"detail": {**verdict.detail, **found}}))

    future.add_done_callback(add_detail)
    return detailed


def _answer(reply: str, kind: str) -> tuple[str | None, dict[str, str]]:
    """The final answer in a reply, with where it was found."""
    from preceptor.extraction.answers import extract

    found = extract(reply[-limits.VERIFY_CHARS :], kind)
    if found.answer is None:
        return None, {}
    return found.answer, {"answer": found.answer[:1000], "rule": str(found.rule)}


def without_surrogates(text: str) -> str:
    """``text`` with code points that are no characters replaced by U+FFFD.

    A JSON escape such as ``\\ud800`` can bring one in; no encoding can write it out again.
    """
    return _SURROGATES.sub("\ufffd", text)


# --- the shared host ----------------------------------------------------------------------


def shared_host() -> VerificationHost:
    """The host that the functions of this module use; started now unless it runs already."""
    global _shared  # noqa: PLW0603 - one pool of workers per process is the point
    with _lock:
        if _shared is None:
            _shared = VerificationHost(Registry.load())
        return _shared


def close() -> None:
    """End the workers that :func:`verify` and its kin started; the next call starts anew."""
    global _shared
    with _lock:
        host, _shared = _shared, None
    if host is not None:
        host.close()


def _forget() -> None:
    """In a forked child the parent's threads are gone and its workers are not ours."""
    global _lock, _shared  # noqa: PLW0603
    _lock = threading.Lock()
    _shared = None


atexit.register(close)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget)
