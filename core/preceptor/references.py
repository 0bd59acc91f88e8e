"""Reference kinds and the payload each one carries.

The set of kinds is open: a plugin registers a :class:`ReferenceKind` with its own payload
model. The models of the kinds that the framework itself names live here, because sources,
families and verifiers all speak about them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, Protocol, TypeAlias

from pydantic import BaseModel, ConfigDict, Field

from preceptor.records import Reference

Rounding: TypeAlias = Literal["last digit", "exact"]
PercentRule: TypeAlias = Literal["either", "ratio", "literal"]


class Payload(BaseModel):
    """Base of payload models: frozen, unknown names are errors."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Conventions(Payload):
    """How answers are compared with a reference, where public test suites contradict each other.

    ``None`` leaves a convention to the verifier's options and their defaults, which
    docs/verification.md lists.

    Attributes:
        rtol: Relative tolerance. Without any tolerance an exact reference is compared
            exactly and a decimal one to its own last digit.
        atol: Absolute tolerance, in the reference's unit.
        digits: Significant digits to which numbers must agree; goes instead of a tolerance.
        rounding: Without a tolerance, whether a decimal stands for its ``last digit`` or is
            ``exact``.
        percent: What a percent sign on only one side means: it may be left out or mean a
            hundredth (``either``), means a hundredth (``ratio``), or is needed (``literal``).
        unit_required: Whether an answer without a unit is rejected when the reference has one.
        ordered: Whether a list without brackets has an order.
        decimal_comma: Whether a comma between digits is the decimal mark.
        uncertainty: Whether ``a ± b`` is a value with its uncertainty, and not two values.
    """

    rtol: float | None = Field(default=None, ge=0.0, lt=1.0)
    atol: float | None = Field(default=None, ge=0.0)
    digits: int | None = Field(default=None, ge=1, le=30)
    rounding: Rounding | None = None
    percent: PercentRule | None = None
    unit_required: bool | None = None
    ordered: bool | None = None
    decimal_comma: bool | None = None
    uncertainty: bool | None = None


class NumberPayload(Conventions):
    """A real or complex number, usually with a unit.

    Attributes:
        unit: Unit text in plain, Unicode or LaTeX spelling. It may carry a numeric factor
            (``10^{-19} J``), which multiplies the reference value.
    """

    unit: str | None = None


class ExpressionPayload(Conventions):
    """A symbolic expression; ``variables`` names its free symbols where that matters."""

    variables: tuple[str, ...] = ()


class EquationPayload(Conventions):
    """An equation, equal up to rearrangement and a non-zero factor."""


class SetPayload(Conventions):
    """A finite collection of values, or a region; ``ordered`` makes a bare list a sequence."""


class ChoicePayload(Payload):
    """A multiple-choice answer: ``value`` is the letter, ``choices`` the options' texts."""

    choices: tuple[str, ...] = ()


class TextPayload(Payload):
    """Free text; ``aliases`` are further accepted wordings."""

    aliases: tuple[str, ...] = ()


class FormalPayload(Payload):
    """A formal statement whose proof is asked for; ``value`` is the Lean 4 statement.

    The statement is what stands between the theorem's name and ``:=``, binders included,
    for example ``(p q : Prop) (hp : p) : p ∨ q``. ``header`` holds the imports it needs.
    """

    header: str = ""
    name: str = "goal"
    library: str = "embedded"


class Recogniser(Protocol):
    """Tells whether a bare reference text can be of a kind; must be cheap and total."""

    def __call__(self, value: str, unit: str | None, choices: tuple[str, ...]) -> bool: ...


@dataclass(frozen=True)
class ReferenceKind:
    """A kind of reference, as a plugin registers it.

    Attributes:
        name: The name used in ``Reference.kind``.
        payload: The payload model.
        needs: What a machine lacks when no verifier takes this kind ("Lean checker").
        priority: Among the kinds that recognise a bare reference, the highest wins.
        recognise: Recognises a bare reference; ``None`` when the kind is only ever stated.
    """

    name: str
    payload: type[Payload]
    needs: str
    priority: int = 0
    recognise: Recogniser | None = None


def in_order(kinds: Iterable[ReferenceKind]) -> tuple[ReferenceKind, ...]:
    """The kinds with the highest priority first, by name among equals."""
    return tuple(sorted(kinds, key=lambda kind: (-kind.priority, kind.name)))


def infer_kind(
    kinds: Iterable[ReferenceKind],
    value: str,
    unit: str | None = None,
    choices: tuple[str, ...] = (),
) -> str:
    """The kind of a bare reference: the first whose recogniser takes it, else ``text``.

    Recognisers are asked in order of priority. One that raises has not recognised anything.
    """
    for kind in in_order(kinds):
        if kind.recognise is None:
            continue
        try:
            if kind.recognise(value, unit, choices):
                return kind.name
        except Exception:  # noqa: S112 - a faulty recogniser must not decide about a file
            continue
    return "text"


def _reference(kind: str, value: str, payload: Payload) -> Reference:
    # Defaults are left out so that a later, new option does not change the ids of old rows.
    data: Mapping[str, Any] = payload.model_dump(mode="json", exclude_defaults=True)
    return Reference(kind=kind, value=value, payload=data)


def number(value: str, unit: str | None = None, **conventions: Any) -> Reference:
    """A numeric reference; see :class:`NumberPayload` for the keywords.

    Raises:
        pydantic.ValidationError: a convention is unknown or out of range.
    """
    return _reference("number", value, NumberPayload(unit=unit, **conventions))


def expression(value: str, *, variables: tuple[str, ...] = (), **conventions: Any) -> Reference:
    """A symbolic reference; see :class:`ExpressionPayload`."""
    return _reference("expression", value, ExpressionPayload(variables=variables, **conventions))


def equation(value: str, **conventions: Any) -> Reference:
    """An equation, such as ``y = 2x + 1``."""
    return _reference("equation", value, EquationPayload(**conventions))


def collection(value: str, **conventions: Any) -> Reference:
    """A set (or, with ``ordered=True``, a sequence) of values, such as ``{1, 2}``."""
    return _reference("set", value, SetPayload(**conventions))


def choice(letter: str, choices: tuple[str, ...] = ()) -> Reference:
    """A multiple-choice reference."""
    return _reference("choice", letter, ChoicePayload(choices=choices))


def text(value: str, *, aliases: tuple[str, ...] = ()) -> Reference:
    """A free-text reference."""
    return _reference("text", value, TextPayload(aliases=aliases))


def formal(
    statement: str, *, name: str = "goal", header: str = "", library: str = "embedded"
) -> Reference:
    """A formal statement to be proved; see :class:`FormalPayload`."""
    return _reference("formal", statement, FormalPayload(header=header, name=name, library=library))
