"""Files of rows that commands read and write, and the exit code when too many are in error."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, TextIO, TypeVar

import click

PAIRS_FAILED_SHARE: Final = 0.1
"""``preceptor verify --pairs`` exits with 1 when a larger share of its rows is in error."""

F = TypeVar("F", bound=Callable[..., Any])

INPUT = click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path)
"""Type of an option that names a file of rows to read; ``-`` is standard input."""


def out_option(help: str) -> Callable[[F], F]:
    """``--out FILE``: where the rows go, standard output unless given; see :func:`writer`."""
    return click.option(
        "--out",
        type=click.Path(dir_okay=False, allow_dash=True, path_type=Path),
        default=Path("-"),
        show_default="standard output",
        help=help,
    )


def refuse_same_file(out: Path, source: Path, option: str) -> None:
    """Refuse to write the rows over those that are read.

    Raises:
        click.UsageError: ``out`` is ``source``, which ``option`` named.
    """
    if str(out) != "-" and out.exists() and str(source) != "-" and out.samefile(source):
        raise click.UsageError(f"--out is the same file as {option}")


@contextmanager
def writer(out: Path) -> Iterator[TextIO]:
    """``out`` open for UTF-8 lines, its folder created if missing; ``-`` is stdout.

    Raises:
        NotReadyError: it cannot be written.
    """
    if str(out) == "-":
        yield sys.stdout
        return
    from preceptor.errors import NotReadyError

    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        sink = out.open("w", encoding="utf-8", newline="\n")
    except OSError as error:
        raise NotReadyError(
            f"cannot write {out}: {error.strerror}", hint="choose another file for --out"
        ) from error
    with sink:
        yield sink


def counted(tally: Mapping[str, int]) -> str:
    """``: 3 accepted, 1 error``, or nothing without counts."""
    counts = ", ".join(f"{count} {verdict}" for verdict, count in sorted(tally.items()))
    return f": {counts}" if counts else ""


def exit_if_many_errors(tally: Mapping[str, int]) -> None:
    """End the command with exit code 1 when more than a tenth of its rows are in error."""
    from preceptor.errors import Exit

    if tally.get("error", 0) > PAIRS_FAILED_SHARE * sum(tally.values()):
        share = f"{PAIRS_FAILED_SHARE:.0%}"
        click.echo(f"more than {share} of the rows are in error", err=True)
        click.get_current_context().exit(Exit.TOO_MANY_FAILED)
