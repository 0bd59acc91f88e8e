"""No text that is read as closed ends its own theorem, tried on random ones with real Lean.

A command is put behind a closing bracket amid pieces on which two readers of Lean could
disagree. Those texts that are let through are elaborated as a proof is; the command may take
effect behind an error, and then nothing is accepted out of the file, but never without one.
"""

from __future__ import annotations

import random

import pytest

from preceptor_lean.checking.tokens import read
from preceptor_lean.toolchains import Toolchain

_PIECES = (
    "( ) ( ) ' \" « » \\ λ fun x h' r s! 1 /- -/ -- [ ] '(' ')' \"(\" \")\" { } => _ ⟨ ⟩ rfl "
    "# | ? ! ж ` '' r# , . · by exact - / '\\'' \"\\\"\" (fun(_:Nat)=> (fun(_:Char)=>"
)
PIECES = [*_PIECES.split(), " ", "\n", " True.intro "]
A_FILE = 100


def texts(seed: int, count: int) -> list[str]:
    """Texts with a command in them that pass for closed, comments blanked out."""
    rng = random.Random(seed)

    def pieces(most: int) -> str:
        return "".join(rng.choice(PIECES) for _ in range(rng.randrange(most)))

    found: list[str] = []
    while len(found) < count:
        text = f"{pieces(9)}True.intro{pieces(9)}) opaque TRAP : Nat {pieces(7)}"
        reading = read(text)
        if reading.refusal is None:
            found.append(reading.code)
    return found


def escaped(lean: Toolchain, batch: list[str]) -> list[str]:
    """Those whose command took effect without any error in their own lines."""
    lines: list[str] = []
    spans: dict[int, tuple[int, str]] = {}
    for number, text in enumerate(batch):
        first = len(lines) + 1
        body = text.replace("TRAP", f"trap{number}").replace("\n", "\n    ")
        lines += f"theorem c{number} : True := (\n    {body}\n  )".split("\n")
        lines.append(f"#check @trap{number}")
        spans[len(lines)] = (first, text)
    outcome = lean.run("\n".join(lines) + "\n", seconds=120, memory_mib=1024)
    assert outcome.exit_code == 1, outcome.stderr
    wrong = {message.line for message in outcome.errors}
    shown = [m.line for m in outcome.messages if m.severity == "information" and m.line in spans]
    return [spans[at][1] for at in shown if not wrong & set(range(spans[at][0], at))]


@pytest.mark.parametrize("seed", range(4))
def test_no_command_gets_out_without_an_error(lean: Toolchain, seed: int) -> None:
    assert not escaped(lean, texts(seed, A_FILE))


def test_the_test_sees_an_escape(lean: Toolchain) -> None:
    """What the reader refuses would get out."""
    text = "True.intro) opaque TRAP : Nat\nexample : True := (True.intro"
    assert read(text).refusal is not None
    assert escaped(lean, [text, ")"]) == [text]
