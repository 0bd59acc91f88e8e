"""The kinds of reference of this package, and how a bare reference text is recognised.

From the strongest: a letter, or what names an option where the options are given (``choice``),
a closed value with or without a unit (``number``), several values (``set``), an equation, any
other formula (``expression``), and words (``text``), which include chemical formulas and
equations. Recognisers only read; nothing is computed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from preceptor.extraction.choices import stated_choice
from preceptor.references import (
    ChoicePayload,
    EquationPayload,
    ExpressionPayload,
    NumberPayload,
    ReferenceKind,
    SetPayload,
    TextPayload,
)
from preceptor_verifiers.reading.choice_letters import option_of

if TYPE_CHECKING:
    from preceptor_verifiers.reading.answer import Reading

_LETTER: Final = re.compile(
    r"[\s($\\{]*(?:\\?(?:text|textbf|mathbf|boxed|mathrm|textrm)\{+)?\(?([A-J])\)?[\s)$.}\\]*\Z"
)
_OTHER_MARK: Final = re.compile(r"\([A-Ja-j1-9]\)")
"""The mark of a second part: (A) 5, (B) 6 is not an option of a multiple choice."""
_MAX_CHARS: Final = 4000


def _read(value: str) -> Reading | None:
    """What a reference states; a value that may be part of another sentence is not stated."""
    from preceptor_verifiers.reading.answer import read

    if not value.strip() or len(value) > _MAX_CHARS:
        return None
    reading = read(value)
    return reading if reading.certain else None


def _choice(value: str, unit: str | None, choices: tuple[str, ...]) -> bool:
    if unit:
        return False
    letter = _LETTER.match(value)
    if choices:
        return (
            letter is not None
            or value.strip() in {c.strip() for c in choices}
            or stated_choice(value, choices) is not None
            or _is_number_of_option(value, choices)
        )
    if letter is None:
        option = option_of(value)
        return option is not None and _OTHER_MARK.search(option[1]) is None
    return letter.group(1) <= "E"


def _is_number_of_option(value: str, choices: tuple[str, ...]) -> bool:
    bare = value.strip().strip("()")
    return bare.isascii() and bare.isdigit() and len(bare) <= 2 and int(bare) <= len(choices)


def _number(value: str, unit: str | None, choices: tuple[str, ...]) -> bool:
    reading = _read(value)
    if reading is None or reading.quantity is None or choices:
        return False
    return reading.quantity.unit is None or reading.quantity.upright or bool(unit)


def _chemical(value: str) -> bool:
    from preceptor_verifiers.chemistry.comparison import is_chemical

    return is_chemical(value)


def _equation(value: str, unit: str | None, choices: tuple[str, ...]) -> bool:
    from preceptor_verifiers.grammar.tree import Relation

    if _chemical(value):
        return False
    reading = _read(value)
    tree = reading.tree if reading else None
    return isinstance(tree, Relation) and "=" in tree.operators


def _set(value: str, unit: str | None, choices: tuple[str, ...]) -> bool:
    from preceptor_verifiers.grammar.tree import (
        Interval,
        PlusMinus,
        Sequence,
        SetBuilder,
        SetOperation,
    )

    reading = _read(value)
    tree = reading.tree if reading else None
    return isinstance(tree, Sequence | Interval | SetOperation | SetBuilder | PlusMinus)


def _expression(value: str, unit: str | None, choices: tuple[str, ...]) -> bool:
    reading = _read(value)
    return reading is not None and not reading.is_prose and not _chemical(value)


def _text(value: str, unit: str | None, choices: tuple[str, ...]) -> bool:
    return bool(value.strip())


def reference_kinds() -> tuple[ReferenceKind, ...]:
    """Return the kinds, strongest first."""
    return (
        ReferenceKind("choice", ChoicePayload, "verifier for multiple choice", 50, _choice),
        ReferenceKind("number", NumberPayload, "verifier for numbers", 40, _number),
        ReferenceKind("set", SetPayload, "verifier for sets", 32, _set),
        ReferenceKind("equation", EquationPayload, "verifier for equations", 30, _equation),
        ReferenceKind("expression", ExpressionPayload, "verifier for expressions", 20, _expression),
        ReferenceKind("text", TextPayload, "verifier for text", 0, _text),
    )
