"""The Lean file in which posed statements meet candidate proofs, and the way back from it.

For every proof the file contains, with names that cannot be guessed::

    noncomputable def T : Prop :=                  -- the statement, before any
      ∀ (p q : Prop), p → q → p                    -- candidate's text
    …
    section
    theorem C (p q : Prop) : p → q → p
      := (by
        intro hp hq
        exact hp                                   -- the candidate's, enclosed
      )
    end
    theorem F : T := @C
    #print axioms F

``F`` states that the kernel accepted ``C`` as a proof of ``T``; what ``T`` means was fixed before
the first line of any candidate. The last line lists the axioms it depends on.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Final

from preceptor_lean.checking.proof_forms import Form, Shape
from preceptor_lean.checking.tokens import FORBIDDEN, Kind, end_of_statement, forbidden, read

STATEMENT_CHARS: Final = 20_000
"""A longer formal statement is not given to Lean."""


class StatementError(ValueError):
    """A posed statement that cannot be put into a Lean file."""


@dataclass(frozen=True)
class Statement:
    """A posed statement, ``(p q : Prop) (hp : p) : p ∨ q``.

    Attributes:
        binders: The text before the first colon outside brackets.
        goal: The text after it.
        words: The tokens of all of it.
    """

    binders: str
    goal: str
    words: tuple[str, ...]

    @classmethod
    def of(cls, text: str) -> Statement:
        """Read a statement; ``theorem name`` before it and a proof after it are dropped.

        Raises:
            StatementError: it has no colon, unbalanced brackets, or contains a command.
        """
        if len(text) > STATEMENT_CHARS:
            raise StatementError(f"it is longer than {STATEMENT_CHARS} characters")
        text = text.replace("\r\n", "\n")
        reading = read(text)
        if reading.refusal:
            raise StatementError(reading.refusal.reason)
        tokens = list(reading.tokens)
        if tokens and tokens[0].text in ("theorem", "lemma"):
            tokens = tokens[2:] if len(tokens) > 1 and tokens[1].kind is Kind.WORD else tokens[1:]
        elif tokens and tokens[0].text == "example":
            tokens = tokens[1:]
        used = tokens[: end_of_statement(tokens)]
        colon = next((i for i, t in enumerate(used) if t.text == ":" and t.depth == 0), None)
        if colon is None:
            raise StatementError("it has no ':' between its binders and its goal")
        if colon + 1 == len(used):
            raise StatementError("there is nothing after its ':'")
        binders = reading.code[used[0].start : used[colon].start].strip() if colon else ""
        goal = reading.code[used[colon].end : used[-1].end].strip()
        for part in (binders, goal):
            if problem := forbidden(part) or read(part).refusal:
                raise StatementError(problem.reason)
        return cls(_joined(binders), _joined(goal), tuple(t.text for t in used))

    @property
    def proposition(self) -> str:
        """The statement as one closed proposition."""
        return f"∀ {self.binders}, {self.goal}" if self.binders else self.goal

    @property
    def header(self) -> str:
        """The statement as it follows a theorem's name."""
        return f"{self.binders} : {self.goal}".lstrip()


def _joined(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.split("\n") if line.strip())


class Region(Enum):
    """Which part of the file a line belongs to."""

    PREAMBLE = "preamble"
    STATEMENT = "statement"
    PROOF = "proof"
    FINAL = "final"
    AXIOMS = "axioms"


@dataclass(frozen=True)
class Place:
    """Where a line of the file comes from.

    Attributes:
        proof: Number of the proof, -1 in the preamble.
        origin: Line and column in the candidate of the text at ``column`` of the file.
    """

    region: Region
    proof: int = -1
    column: int = 0
    origin: tuple[int, int] | None = None


@dataclass(frozen=True)
class Document:
    """A Lean file that checks some proofs.

    Attributes:
        source: The file.
        places: What each of its lines is; the first line is at index 1.
        names: The name of each proof's last theorem, in order.
    """

    source: str
    places: Sequence[Place]
    names: Sequence[str]

    def place(self, line: int) -> Place:
        return self.places[line] if 0 < line < len(self.places) else Place(Region.PREAMBLE)

    def origin(self, line: int, column: int) -> tuple[int, int]:
        """Line and column in the candidate; its beginning for lines around it."""
        place = self.place(line)
        if place.origin is None:
            return (1, 0)
        first, left = place.origin
        return first, max(0, left + column - place.column)


@dataclass
class _Writer:
    lines: list[str] = field(default_factory=list)
    places: list[Place] = field(default_factory=lambda: [Place(Region.PREAMBLE)])

    def add(self, text: str, place: Place) -> None:
        for line in text.split("\n"):
            self.lines.append(line)
            self.places.append(place)


_UNIVERSES: Final = "universe u v w"
_PROOF_COLUMN: Final = 4
_SIMPLE_NAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_']*")


def write_document(
    proofs: Sequence[tuple[Statement, Form]],
    *,
    header: str,
    heartbeats: int,
    in_order: bool = True,
) -> Document:
    """Write the file that checks proofs under one header.

    Args:
        header: Imports and whatever else the posed statements need; trusted as given.
        heartbeats: Lean's ``maxHeartbeats`` for each declaration, in its own unit (thousands
            of small allocations).
        in_order: Have Lean finish each declaration before the next, which is faster for small
            ones and shows where a process stopped; requires Lean 4.17 or later.
    """
    token = f"preceptor_{secrets.token_hex(12)}"
    writer = _Writer()
    preamble = Place(Region.PREAMBLE)
    if header.strip():
        writer.add(header.rstrip("\n"), preamble)
    writer.add("set_option autoImplicit false", preamble)
    writer.add("set_option linter.all false", preamble)
    if in_order:
        writer.add("set_option Elab.async false", preamble)
    # Set here and not in the header: no candidate can set it again.
    writer.add(f"set_option maxHeartbeats {heartbeats}", preamble)
    if "universe" not in header:
        writer.add(_UNIVERSES, preamble)
    for number, (statement, _) in enumerate(proofs):
        place = Place(Region.STATEMENT, number)
        writer.add(f"noncomputable def {token}_t{number} : Prop :=", place)
        writer.add(_indented(f"({statement.proposition})", 2), place)
    for number, (statement, form) in enumerate(proofs):
        final = f"{token}_f{number}"
        # The effect of an `open` in a broken proof ends with the section.
        writer.add("section", Place(Region.PROOF, number))
        _add_theorem(writer, f"{token}_c{number}", number, statement, form)
        writer.add("end", Place(Region.PROOF, number))
        writer.add(
            f"theorem {final} : {token}_t{number} := @{token}_c{number}",
            Place(Region.FINAL, number),
        )
        writer.add(f"#print axioms {final}", Place(Region.AXIOMS, number))
    names = [f"{token}_f{number}" for number in range(len(proofs))]
    return Document("\n".join(writer.lines) + "\n", writer.places, names)


def _add_theorem(writer: _Writer, name: str, number: int, statement: Statement, form: Form) -> None:
    around = Place(Region.PROOF, number)
    if form.shape is Shape.EQUATIONS:
        own = form.name
        if not _SIMPLE_NAME.fullmatch(own) or own in FORBIDDEN:
            own = "goal"
        writer.add(f"theorem {name} :", around)
        writer.add(_indented(statement.proposition, 2), around)
        writer.add("  := (", around)
        writer.add(f"  let rec {own}", around)
        writer.add(_indented(statement.header, _PROOF_COLUMN), around)
        if not form.text.lstrip().startswith("|"):
            writer.add(f"{' ' * _PROOF_COLUMN}:=", around)
        _add_lines(writer, number, form)
        writer.add(f"  @{own}", around)
    else:
        writer.add(f"theorem {name}", around)
        writer.add(_indented(statement.header, 2), around)
        writer.add("  := (by" if form.shape is Shape.TACTICS else "  := (", around)
        _add_lines(writer, number, form)
    writer.add("  )", around)


def _add_lines(writer: _Writer, number: int, form: Form) -> None:
    for line in form.lines:
        column = _PROOF_COLUMN + line.column
        writer.add(" " * column + line.text, Place(Region.PROOF, number, column, line.origin))


def _indented(text: str, columns: int) -> str:
    return "\n".join(_indent_lines(text, columns))


def _indent_lines(text: str, columns: int) -> Iterator[str]:
    for line in text.split("\n"):
        yield " " * columns + line
