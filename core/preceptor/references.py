"""Reference kinds and the payload each one carries.

The set of kinds is open: a plugin registers a :class:`ReferenceKind` with its own payload
model. The models of the kinds that the framework itself names live here, because sources,
families and verifiers all speak about them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Annotated, Any, Final, Literal, Protocol, TypeAlias

from pydantic import BaseModel, ConfigDict, Field

from preceptor.records import CurrentSpelling, Reference

Rounding: TypeAlias = Annotated[Literal["last-digit", "exact"], CurrentSpelling]
PercentRule: TypeAlias = Literal["either", "ratio", "literal"]


class Payload(BaseModel):
    """Base of payload models: frozen, unknown names are errors."""

    model_config = ConfigDict(frozen=True, extra="forbid")


@dataclass(frozen=True)
class Opposite:
    """Annotates a convention that is true or false with the option that states "false"."""

    option: str


class ValueConventions(Payload):
    """Conventions for answers that are values: numbers, expressions, equations, sets."""

    rtol: float | None = Field(
        default=None,
        ge=0.0,
        lt=1.0,
        description="Relative tolerance. Without any tolerance, an exact reference is compared "
        "exactly and a decimal one to its last digit.",
    )
    atol: float | None = Field(
        default=None,
        ge=0.0,
        allow_inf_nan=False,
        description="Absolute tolerance, in the unit of the reference.",
    )
    digits: int | None = Field(
        default=None,
        ge=1,
        le=30,
        description="Significant digits to which numbers must agree where no tolerance is stated.",
    )
    rounding: Rounding | None = Field(
        default=None,
        description="What a decimal means where no tolerance is stated: it is known to its last "
        "digit, or exact. Default: last-digit.",
    )
    percent: PercentRule | None = Field(
        default=None,
        description="A percent sign on one side only may be left out or mean a hundredth "
        "(either), means a hundredth (ratio), or is required (literal). Default: either.",
    )
    unit_required: Annotated[bool | None, Opposite("unit-optional")] = Field(
        default=None,
        description="Whether an answer without a unit is rejected when the reference has one. "
        "Default: false.",
    )
    ordered: Annotated[bool | None, Opposite("unordered")] = Field(
        default=None,
        description="Whether a list without brackets is ordered. Default: false, unless both "
        "lists are unsorted.",
    )
    decimal_comma: Annotated[bool | None, Opposite("decimal-point")] = Field(
        default=None,
        description="Whether a comma between digits is the decimal mark. Default: false.",
    )
    uncertainty: Annotated[bool | None, Opposite("two-values")] = Field(
        default=None,
        description="Whether a ± b is a value with its uncertainty rather than two values. "
        "Default: false.",
    )


class ChoiceConventions(Payload):
    """Conventions for answers to multiple-choice questions."""

    choice_base: int | None = Field(
        default=None,
        ge=0,
        le=1,
        description="Number of the first option of a multiple-choice question, where the "
        "reference or answers name an option by its number. Default: letters only.",
    )


class Conventions(ChoiceConventions, ValueConventions):
    """How answers are compared with a reference, where public test suites contradict each other.

    The only list of conventions: the keywords of :func:`preceptor.verify`, the columns of pairs
    files and rewards, the options of ``preceptor verify`` and the JSON Schema follow from it.
    ``None`` leaves a convention to the options of the verifiers; the defaults that the
    descriptions name are those of the verifiers that come with preceptor.
    """


class NumberPayload(ValueConventions):
    """A real or complex number, usually with a unit."""

    unit: str | None = Field(
        default=None,
        description="Unit in plain, Unicode or LaTeX spelling. A numeric factor in it "
        "(10^{-19} J) multiplies the reference value.",
    )


class ExpressionPayload(ValueConventions):
    """A symbolic expression."""

    variables: tuple[str, ...] = Field(
        default=(), description="Names of the free symbols, where they matter."
    )


class EquationPayload(ValueConventions):
    """An equation, equal up to rearrangement and a non-zero factor."""


class SetPayload(ValueConventions):
    """A finite collection of values, or a region; ``ordered`` makes a bare list a sequence."""


class ChoicePayload(ChoiceConventions):
    """A multiple-choice answer: ``value`` is the letter, or several letters: ``A, C``.

    With ``choice_base`` it may be the number of the option.
    """

    choices: tuple[str, ...] = Field(default=(), description="Texts of the options, in order.")


class TextPayload(Payload):
    """Free text."""

    aliases: tuple[str, ...] = Field(default=(), description="Further accepted wordings.")


class FormalPayload(Payload):
    """A formal statement whose proof is asked for; ``value`` is the statement.

    The statement is the text between the theorem's name and ``:=``, binders included, for
    example ``(p q : Prop) (hp : p) : p ∨ q``.
    """

    header: str = Field(default="", description="Imports and definitions that the value needs.")
    name: str = Field(default="goal", description="Name of the theorem.")
    library: str = Field(
        default="embedded", description="Library that the statement was written for."
    )


class Recogniser(Protocol):
    """Tells whether a bare reference text can be of a kind; must be cheap and total."""

    def __call__(self, value: str, unit: str | None, choices: tuple[str, ...]) -> bool: ...


@dataclass(frozen=True)
class ReferenceKind:
    """A kind of reference, as a plugin registers it. Only the name is required.

    Attributes:
        name: The name used in ``Reference.kind``.
        payload: The payload model; without fields by default.
        needs: What a machine lacks when no verifier takes this kind; names the kind by default.
        priority: Among the kinds that recognise a bare reference, the highest wins.
        recognise: Recognises a bare reference; ``None`` when the kind is only ever stated.
        answered_by: ``value``: the answer says the same as the reference, so the reference is
            a right answer, answers can be compared with each other, and a model can judge them.
            ``proof``: the reference is a statement, and the answer is a proof of it.
        extract: Takes the final answer from the visible text of a reply; ``None`` when the
            general rules of :mod:`preceptor.extraction.answers` do.
    """

    name: str
    payload: type[Payload] = Payload
    needs: str = ""
    priority: int = 0
    recognise: Recogniser | None = None
    answered_by: Literal["value", "proof"] = "value"
    extract: Callable[[str], str | None] | None = None

    def __post_init__(self) -> None:
        if not self.needs:
            object.__setattr__(self, "needs", f"verifier for {self.name} references")


GENERAL_KINDS: Final = frozenset({"number", "expression", "equation", "set", "choice", "text"})
"""Kinds that the framework itself names; the general rules of extraction are made for them."""


def in_order(kinds: Iterable[ReferenceKind]) -> tuple[ReferenceKind, ...]:
    """The kinds with the highest priority first, by name among equals."""
    return tuple(sorted(kinds, key=lambda kind: (-kind.priority, kind.name)))


def infer_kind(
    kinds: Iterable[ReferenceKind],
    value: str,
    unit: str | None = None,
    choices: tuple[str, ...] = (),
    *,
    decimal_comma: bool = False,
) -> str:
    """The kind of a bare reference: the first whose recogniser takes it, else ``text``.

    Recognisers are asked in order of priority. One that raises has not recognised anything.

    Args:
        decimal_comma: A comma between digits is the decimal mark; recognisers see a point.
    """
    if decimal_comma:
        value = with_decimal_point(value)
    for kind in in_order(kinds):
        if kind.recognise is None:
            continue
        try:
            if kind.recognise(value, unit, choices):
                return kind.name
        except Exception:  # noqa: S112 - a faulty recogniser must not decide about a file
            continue
    return "text"


def reading_decimal_commas(kind: ReferenceKind) -> ReferenceKind:
    """``kind``, whose recogniser takes a comma between digits for the decimal mark."""
    recognise = kind.recognise
    if recognise is None:
        return kind

    def read(value: str, unit: str | None, choices: tuple[str, ...]) -> bool:
        return recognise(with_decimal_point(value), unit, choices)

    return replace(kind, recognise=read)


_GROUPED: Final = re.compile(r"(?<![\d.,])[1-9]\d{0,2}(?:\.\d{3})+(?![\d.])")
_SPACED: Final = re.compile(
    r"(?<![\d.,])[1-9]\d{0,2}(?:(?: |\\,|'|\u202f|\u00a0)\d{3})+(?=,\d|\{,\}\d)"
)
_COMMA: Final = re.compile(r"(?<=\d)(?:\{,\}|,)(?=\d)")


def with_decimal_point(text: str) -> str:
    """``text``, in which a comma is the decimal mark, with points: ``1.234,5`` is ``1234.5``.

    Points and spaces that group digits in threes are dropped; any other point stays a decimal
    mark. A list of such numbers must be separated by semicolons, or by commas with a space.
    """
    ungrouped = _GROUPED.sub(lambda match: match.group().replace(".", ""), text)
    ungrouped = _SPACED.sub(lambda match: re.sub(r"\D", "", match.group()), ungrouped)
    return _COMMA.sub(".", ungrouped)


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


def choice(
    letter: str, choices: tuple[str, ...] = (), *, choice_base: int | None = None
) -> Reference:
    """A multiple-choice reference: the letter of the right option, or several (``A, C``).

    Args:
        choices: Texts of the options, in order.
        choice_base: Number of the first option (0 or 1), where options are named by numbers.
    """
    return _reference("choice", letter, ChoicePayload(choices=choices, choice_base=choice_base))


def text(value: str, *, aliases: tuple[str, ...] = ()) -> Reference:
    """A free-text reference."""
    return _reference("text", value, TextPayload(aliases=aliases))


def formal(
    statement: str, *, name: str = "goal", header: str = "", library: str = "embedded"
) -> Reference:
    """A formal statement to be proved; see :class:`FormalPayload`."""
    return _reference("formal", statement, FormalPayload(header=header, name=name, library=library))
