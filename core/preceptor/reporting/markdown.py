"""Markdown tables that read well as plain text, from cells that may hold anything."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """Yield the lines of a table with padded columns; numbers are right-aligned."""
    cells = [[inline(str(cell)) for cell in row] for row in rows]
    columns = range(len(head))
    widths = [max([len(head[i]), 3, *(len(row[i]) for row in cells)]) for i in columns]
    numeric = [all(_numeric(row[i]) for row in cells) and bool(cells) for i in columns]
    yield _line([_pad(head[i], widths[i], numeric[i]) for i in columns])
    yield _line(["-" * (widths[i] - 1) + (":" if numeric[i] else "-") for i in columns])
    for row in cells:
        yield _line([_pad(row[i], widths[i], numeric[i]) for i in columns])


def inline(text: str) -> str:
    """Return text from data as one line that cannot break a table or open an HTML tag."""
    line = " ".join(text.split())
    return line.replace("|", "\\|").replace("<", "&lt;")


def share(count: int, total: int, low: float, high: float) -> str:
    """``12/40 = 30 % (18 to 45)``: a share with its interval in per cent."""
    if total == 0:
        return "0/0"
    return f"{count}/{total} = {100 * count / total:.0f} % ({100 * low:.0f} to {100 * high:.0f})"


def p_value(value: float) -> str:
    """``0.031`` or ``6e-08``: two figures, so that none is shown as zero."""
    return f"{value:.2g}"


def _numeric(cell: str) -> bool:
    return not cell or cell[0].isdigit() or (cell[0] in "-+−<" and len(cell) > 1)


def _pad(cell: str, width: int, right: bool) -> str:
    return cell.rjust(width) if right else cell.ljust(width)


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"
