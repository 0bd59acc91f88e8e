"""Options of commands that compare answers, made of the fields of ``Conventions``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal, TypeVar, get_args, get_origin

import click
from pydantic.fields import FieldInfo

from preceptor.errors import current_spelling
from preceptor.references import Conventions, Opposite

F = TypeVar("F", bound=Callable[..., Any])


class _CurrentChoice(click.Choice):  # type: ignore[type-arg] # not generic before click 8.2
    """A choice that names the new spelling of a renamed value."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        try:
            return super().convert(current_spelling(value), param, ctx)
        except ValueError as error:
            self.fail(f"{error}.", param, ctx)


def convention_options(command: F) -> F:
    """Add an option for each convention; the parameters are named like the conventions."""
    for name, field in reversed(Conventions.model_fields.items()):
        command = _option(name, field)(command)
    return command


def _option(name: str, field: FieldInfo) -> Callable[[F], F]:
    option = "--" + name.replace("_", "-")
    opposite = next((m.option for m in field.metadata if isinstance(m, Opposite)), None)
    if opposite is not None:
        declared = f"{option}/--{opposite}"
        return click.option(declared, name, default=None, help=field.description)
    return click.option(option, name, type=_type(field), help=field.description)


def _type(field: FieldInfo) -> Any:
    """The option's type: choices of a literal, or numbers within the bounds of the field."""
    inner = next(part for part in get_args(field.annotation) if part is not type(None))
    if get_origin(inner) is not Literal and (parts := get_args(inner)):
        inner = parts[0]  # without its annotations
    if get_origin(inner) is Literal:
        return _CurrentChoice(get_args(inner))
    bounds: dict[str, Any] = {}
    for mark in field.metadata:
        if (least := getattr(mark, "ge", None)) is not None:
            bounds["min"] = least
        if (most := getattr(mark, "le", None)) is not None:
            bounds["max"] = most
        if (below := getattr(mark, "lt", None)) is not None:
            bounds |= {"max": below, "max_open": True}
    return click.IntRange(**bounds) if inner is int else click.FloatRange(**bounds)
