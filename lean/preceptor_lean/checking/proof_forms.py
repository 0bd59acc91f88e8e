"""The forms in which a candidate's text may be a proof, all in one place.

======================================  ====================================================
candidate                               read as the proof
======================================  ====================================================
```` ```lean … ``` ````                 the content of the last block marked ``lean``, otherwise
                                        of the last block; the rules below then apply to it
``theorem n … := P``                    ``P``; likewise ``lemma`` and ``example``. The statement
                                        comes from the problem, whatever the header says
the same after ``import``, ``open``,    ``P``; these lines are dropped. Any other command, even a
``namespace``, ``variable``, …          second theorem, and the candidate is refused; a helper
                                        lemma or definition leaves it undecided
the same before ``end``, ``#print``,    ``P``; these lines are dropped
``#check``
``theorem n … | pattern => …``          a recursive function of that name, by these equations
``:= P``                                ``P``
``by …``                                a term; if Lean rejects it, a tactic block whose first
                                        line is moved to the column of the others
``fun …``, ``⟨…⟩``, ``Or.inl h``, …     a term
``intro h`` …                           a tactic block; if Lean rejects it, a term, unless it
                                        begins with a tactic's name
======================================  ====================================================

Proofs are often cut out of ``by`` blocks so that the first line has lost its indentation. Such
a block is tried with its first line moved to the column of the others, and then unchanged.
Whichever form Lean accepts is accepted: each is checked against the same statement.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final

from preceptor_lean.checking.tokens import (
    Kind,
    LeanTokens,
    Refusal,
    Token,
    end_of_statement,
    forbidden,
    read,
)

PROOF_CHARS: Final = 50_000
"""A longer candidate is not given to Lean."""


class Shape(Enum):
    """How a proof is put into the theorem."""

    TERM = "term"
    TACTICS = "tactics"
    EQUATIONS = "equations"


@dataclass(frozen=True)
class Line:
    """A line of a proof, without its indentation.

    Attributes:
        text: The line from its first character that is not a space.
        column: Column to write it at, from 0 for the proof's leftmost one.
        origin: Line (from 1) and column (from 0) of that character in the candidate.
    """

    text: str
    column: int
    origin: tuple[int, int]


@dataclass(frozen=True)
class Form:
    """One form of a candidate's proof."""

    shape: Shape
    lines: tuple[Line, ...]
    name: str = ""

    @property
    def text(self) -> str:
        return "\n".join(" " * line.column + line.text for line in self.lines)


@dataclass(frozen=True)
class ProofForms:
    """The possible forms of a candidate's proof, or why there is none.

    Attributes:
        forms: The forms to try, the likeliest first; empty when the candidate is refused.
        restated: Whether it repeats a theorem header: ``no``, ``same`` (the posed one) or
            ``different``.
        refusal: Why there is nothing to give to Lean.
        place: Line and column of the refusal in the candidate.
        empty: Whether there is no proof in it at all.
        unread: Whether it was refused for its form alone, so that it may be a right proof.
    """

    forms: tuple[Form, ...] = ()
    restated: str = "no"
    refusal: str | None = None
    place: tuple[int, int] = (1, 0)
    empty: bool = False
    unread: bool = False


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_FENCE: Final = re.compile(r"^[ \t]*(`{3,})[ \t]*([A-Za-z0-9_+-]*)[^\n`]*$", re.MULTILINE)
_THEOREMS: Final = frozenset({"theorem", "lemma", "example"})
_MODIFIERS: Final = frozenset({"private", "protected", "nonrec", "noncomputable", "in"})
_BEFORE: Final = frozenset(
    {"import", "open", "namespace", "section", "universe", "universes", "variable", "set_option"}
)
_AFTER: Final = frozenset({"end", "print", "check"})
_DECLARING: Final = _words(
    """def abbrev instance axiom opaque inductive coinductive structure class mutual export
    attribute syntax macro macro_rules notation notation3 infix infixl infixr prefix postfix elab
    elab_rules declare_syntax_cat initialize builtin_initialize run_cmd run_elab run_meta simproc
    deriving unsafe partial alias local scoped"""
)
_HELPERS: Final = frozenset({"theorem", "lemma", "def", "abbrev"})
"""Declarations that a right proof may need besides its theorem."""
_HELPER: Final = re.compile(r"^[ \t]*(?:theorem|lemma|def|abbrev)\b", re.MULTILINE)
_HARMLESS: Final = re.compile(
    r"@\[(?:simp|ext|refl|symm|trans|norm_num|gcongr)\]|^(?:import|open|set_option|section|namespace"
    r"|universe|variable|end)(?![\w.])[^\n]*$|\b(?:private|protected|noncomputable)(?=\s+(?:lemma"
    r"|theorem|def|abbrev)\b)", re.MULTILINE
)  # fmt: skip
"""Lines between declarations, and what comes before a helper."""
_TERM_WORDS: Final = frozenset({"by", "fun", "λ", "nofun"})
_TACTIC_WORDS: Final = _words(
    """intro intros rintro exact exact_mod_cast apply refine refine' constructor left right cases
    rcases obtain induction simp simp_all simpa dsimp simp_arith rw rewrite rwa erw unfold subst
    subst_vars exists use omega norm_num norm_cast push_cast linarith nlinarith positivity ring
    ring_nf field_simp aesop decide ext funext congr specialize rename rename_i injection
    injections contradiction exfalso assumption all_goals any_goals repeat first try next case
    conv by_cases by_contra split split_ifs push_neg contrapose contrapose! gcongr interval_cases
    change rfl trivial symm trans replace revert generalize clear iterate skip done focus swap
    rotate_left rotate_right set generalizing tauto itauto grind bv_decide fin_cases filter_upwards
    choose lift nth_rewrite nth_rw infer_instance ac_rfl delta native_decide"""
)
_BOTH: Final = frozenset({"rfl", "trivial", "decide"})
"""Tactics that are terms as well; a block that begins with one is rarely that term."""


def forms_of(text: str, statement: Sequence[str], name: str) -> ProofForms:
    """Read a candidate for the theorem ``name`` with the tokens ``statement``.

    Args:
        statement: The posed statement's tokens, to decide whether a header repeats it.
    """
    if len(text) > PROOF_CHARS:
        reason = f"{len(text)} characters; at most {PROOF_CHARS} are read"
        return ProofForms(refusal=reason)
    text = text.replace("\r\n", "\n").removeprefix("\ufeff")
    start, end = _fenced(text)
    # Everything outside the block is blanked, so that positions remain those of the candidate.
    text = re.sub(r"[^\n]", " ", text[:start]) + text[start:end]
    reading = read(text)
    if reading.refusal:
        return _refused(text, reading.refusal)
    if not reading.tokens:
        return ProofForms(refusal="there is no proof in it", empty=True)
    body = _body(reading, statement, name)
    if isinstance(body, Refusal):
        return _refused(text, body)
    code = reading.code[body.start : body.end]
    if not code.strip():
        return ProofForms(refusal="there is no proof in it", empty=True, restated=body.restated)
    # The proof alone must balance its brackets, whatever surrounds it.
    problem = forbidden(code) or read(code).refusal
    if problem is not None:
        at = Refusal(problem.reason, problem.start + body.start)
        return _refused(text, at, body.restated)
    forms = tuple(_forms(reading.code, body))
    return ProofForms(forms=forms, restated=body.restated)


def _refused(text: str, refusal: Refusal, restated: str = "no") -> ProofForms:
    return ProofForms(
        refusal=refusal.reason,
        place=_place(text, refusal.start),
        restated=restated,
        unread=not refusal.decides,
    )


def _place(text: str, offset: int) -> tuple[int, int]:
    line_start = text.rfind("\n", 0, offset) + 1
    return text.count("\n", 0, offset) + 1, offset - line_start


def _fenced(text: str) -> tuple[int, int]:
    """Offsets of the block to read, or of the whole text when there is none."""
    fences = list(_FENCE.finditer(text))
    blocks: list[tuple[str, int, int]] = []
    for opening, closing in zip(fences[::2], [*fences[1::2], None], strict=False):
        end = closing.start() if closing else len(text)
        blocks.append((opening.group(2).lower(), opening.end(), end))
    marked = [block for block in blocks if block[0].startswith("lean")]
    if not blocks:
        return 0, len(text)
    filled = [block for block in marked or blocks if text[block[1] : block[2]].strip()]
    _, start, end = (filled or blocks)[-1]
    return start, end


# --- the proof in what may be a whole file ------------------------------------------------


@dataclass(frozen=True)
class _Body:
    start: int
    end: int
    restated: str = "no"
    name: str = ""


def _body(reading: LeanTokens, statement: Sequence[str], name: str) -> _Body | Refusal:
    tokens = reading.tokens
    end = len(reading.code)
    if tokens[0].text == ":=":
        return _Body(tokens[0].end, end, name=name)
    opening = 0
    if not _begins_a_file(tokens):
        return _Body(0, end, name=name)
    theorem: int | None = None
    while opening < len(tokens):
        word = tokens[opening].text
        if tokens[opening].depth == 0 and word in _THEOREMS:
            theorem = opening
            break
        if tokens[opening].depth == 0 and word in _DECLARING:
            return _further(reading, opening)
        opening += 1
    if theorem is None:
        return Refusal("there is no proof of the stated theorem in it", tokens[0].start)
    return _after_header(reading, theorem, statement, name)


def _begins_a_file(tokens: Sequence[Token]) -> bool:
    first = tokens[0].text
    if first == "@" and len(tokens) > 1 and tokens[1].text == "[":
        return True
    if first == "#" and len(tokens) > 1:
        return True
    if first in ("open", "set_option"):
        # `open … in` before a tactic belongs to the proof; before a theorem it does not.
        return any(t.depth == 0 and t.text in _THEOREMS for t in tokens)
    return first in _THEOREMS | _MODIFIERS | _BEFORE | _DECLARING


def _after_header(
    reading: LeanTokens, theorem: int, statement: Sequence[str], name: str
) -> _Body | Refusal:
    tokens = reading.tokens
    at = theorem + 1
    own = ""
    if tokens[theorem].text != "example" and at < len(tokens) and tokens[at].kind is Kind.WORD:
        own = tokens[at].text
        at += 1
    words = tuple(token.text for token in tokens[at : at + len(statement)])
    same = words == tuple(statement)
    if same:
        at += len(statement)
    else:
        at += end_of_statement(tokens[at:])
    restated = "same" if same else "different"
    if at >= len(tokens):
        return Refusal("the theorem is stated but not proved", tokens[theorem].start)
    if tokens[at].text not in (":=", "|"):
        return Refusal(f"expected ':=', got '{tokens[at].text}'", tokens[at].start)
    start = tokens[at].start if tokens[at].text == "|" else tokens[at].end
    end = len(reading.code)
    for index in range(at + 1, len(tokens)):
        token = tokens[index]
        word = token.text
        if token.depth or not _at_line_start(reading.code, token.start):
            continue
        if word == "#" and index + 1 < len(tokens):
            word = tokens[index + 1].text
        elif word in _AFTER - {"end"}:
            continue
        if word in _AFTER:
            end = min(end, token.start)
        elif word in _THEOREMS | _DECLARING | (_BEFORE - {"open", "set_option"}):
            return _further(reading, index)
    return _Body(start, end, restated, own or name)


def _further(reading: LeanTokens, at: int) -> Refusal:
    """Refuse a declaration besides the theorem.

    Helper lemmas and definitions are not read but may belong to a right proof; whatever else is
    declared could change what is proved.
    """
    tokens = reading.tokens
    code = _HARMLESS.sub(lambda match: " " * len(match.group()), reading.code)
    words = {tokens[at].text} | {
        token.text
        for token in tokens
        if not token.depth
        and token.text in _THEOREMS | _DECLARING
        and not code[code.rfind("\n", 0, token.start) + 1 : token.start].strip()
    }
    helper = words <= _HELPERS and not _THEOREMS.isdisjoint(words)
    reason = f"it declares more than the theorem: '{tokens[at].text}'"
    if helper:
        problem = forbidden(_HELPER.sub(lambda match: " " * len(match.group()), code))
        if problem is not None:
            return problem
        reason += "; helper lemmas are not read, a 'have' inside the proof is"
    return Refusal(reason, tokens[at].start, decides=not helper)


def _at_line_start(code: str, offset: int) -> bool:
    return offset == 0 or code[offset - 1] == "\n"


# --- its forms ----------------------------------------------------------------------------


def _forms(code: str, body: _Body) -> Iterator[Form]:
    lines = _lines(code, body.start, body.end)
    tokens = read(code[body.start : body.end]).tokens
    first = tokens[0].text
    recursion = any(t.depth == 0 and t.text in ("termination_by", "decreasing_by") for t in tokens)
    if first == "|" or recursion:
        yield Form(Shape.EQUATIONS, lines, body.name)
        return
    realigned = _realigned(lines)
    if first == "by":
        yield Form(Shape.TERM, lines)
        block = _without_by(lines)
        if block and len(lines) > 1 and lines[0].text != "by":
            yield Form(Shape.TACTICS, _realigned(block) or block)
        return
    term = Form(Shape.TERM, lines)
    if _is_term(tokens):
        yield term
        return
    if realigned:
        yield Form(Shape.TACTICS, realigned)
    yield Form(Shape.TACTICS, lines)
    if first not in _TACTIC_WORDS or (first in _BOTH and len(tokens) > 1):
        yield term


def _is_term(tokens: Sequence[Token]) -> bool:
    first = tokens[0]
    if first.kind is Kind.TEXT or first.text in _TERM_WORDS or first.text in "⟨@¬∀∃":
        return True
    if first.text.startswith("λ") or first.text[0].isdigit():
        return True
    if first.text == ".":
        return len(tokens) > 1 and tokens[1].start == first.end
    return first.kind is Kind.WORD and (first.text[0].isupper() or "." in first.text)


def _lines(code: str, start: int, end: int) -> tuple[Line, ...]:
    """The lines of ``code[start:end]`` without their common indentation."""
    filled: list[tuple[str, int, int]] = []
    number, column = _place(code, start)
    for index, text in enumerate(code[start:end].split("\n")):
        left = column if index == 0 else 0
        stripped = text.lstrip(" ")
        if stripped.strip():
            indentation = left + len(text) - len(stripped)
            filled.append((stripped.rstrip(), indentation, number + index))
    margin = min(column for _, column, _ in filled)
    return tuple(Line(text, column - margin, (line, column)) for text, column, line in filled)


def _realigned(lines: tuple[Line, ...]) -> tuple[Line, ...] | None:
    """The lines with the first moved to the leftmost column of the others; ``None`` if equal."""
    if len(lines) < 2:
        return None
    rest = min(line.column for line in lines[1:])
    first = lines[0]
    if first.column == rest:
        return None
    return (Line(first.text, rest, first.origin), *lines[1:])


def _without_by(lines: tuple[Line, ...]) -> tuple[Line, ...] | None:
    first = lines[0]
    text = first.text[2:].lstrip(" ")
    if not text:
        return lines[1:]
    moved = len(first.text) - len(text)
    line, column = first.origin
    return (Line(text, first.column + moved, (line, column + moved)), *lines[1:])
