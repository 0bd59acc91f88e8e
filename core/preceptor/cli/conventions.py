"""Options of commands that compare answers: the conventions of a comparison."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])

_OPTIONS = (
    click.option(
        "--digits",
        type=click.IntRange(1, 30),
        help="Significant digits to which numbers must agree, where no tolerance is stated.",
    ),
    click.option(
        "--rounding",
        type=click.Choice(["last digit", "exact"]),
        help="What a decimal stands for where no tolerance is stated.  [default: last digit]",
    ),
    click.option(
        "--percent",
        type=click.Choice(["either", "ratio", "literal"]),
        help="A percent sign on one side only: may be left out or mean a hundredth, means a "
        "hundredth, or is needed.  [default: either]",
    ),
    click.option(
        "--ordered/--unordered",
        "ordered",
        default=None,
        help="Whether lists without brackets have an order.  [default: no, unless both lists "
        "are unsorted]",
    ),
    click.option(
        "--unit-required/--unit-optional",
        "unit_required",
        default=None,
        help="Whether an answer must state its unit.  [default: optional]",
    ),
    click.option(
        "--decimal-comma/--decimal-point",
        "decimal_comma",
        default=None,
        help="The decimal mark of both answers.  [default: point]",
    ),
    click.option(
        "--uncertainty/--two-values",
        "uncertainty",
        default=None,
        help="What a ± b means.  [default: two values]",
    ),
)


def convention_options(command: F) -> F:
    """Add the options; the names of the parameters are those of ``verify``."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command
