"""Reads Lean text far enough to decide what a proof may contain before Lean sees it.

Four things are decided here, all of them without Lean:

* where comments are. They are blanked out, so that nothing unread is sent;
* whether brackets, strings and comments are closed. A proof is later put between parentheses;
  one that closes only what it opened cannot end its own theorem and begin a command;
* whether strings, characters and quoted names are plain. Those that contain brackets, quotation
  marks or escapes are refused: without these, a reader that places the beginning or end of a
  literal elsewhere than Lean does still counts the same brackets;
* whether it contains words that no proof needs: commands, and whatever runs code while Lean
  elaborates. Strings and quoted names (« ») are searched as well, so that a text that this reader
  takes for a string and Lean for code is refused too.

:func:`end_of_statement` finds where a theorem's statement ends and its proof begins.

Source for the lexical structure: the Lean language reference, chapter "Source files and
modules" (whitespace, comments, identifiers, keywords) and the sections on literals.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType
from typing import Final

NESTING: Final = 200
"""Levels of brackets in a statement or proof."""


class Kind(Enum):
    """What a token is."""

    WORD = "word"  # identifier, keyword or number, with its dots
    TEXT = "text"  # string or character literal
    SYMBOL = "symbol"


@dataclass(frozen=True)
class Token:
    """A token of Lean text; comments are not tokens.

    Attributes:
        start: Offset of its first character.
        depth: Number of brackets open before it (and after it, if it is a closing one).
    """

    kind: Kind
    text: str
    start: int
    depth: int

    @property
    def end(self) -> int:
        return self.start + len(self.text)


@dataclass(frozen=True)
class Refusal:
    """Why a text is not given to Lean, and the offset of the problem.

    Attributes:
        decides: Whether such a text is no proof; otherwise it may be one that is not read.
    """

    reason: str
    start: int
    decides: bool = True


@dataclass(frozen=True)
class LeanTokens:
    """A text that was read.

    Attributes:
        code: The text with every comment replaced by spaces; offsets, lines and columns are
            those of the text.
        tokens: Its tokens, as far as it could be read.
        refusal: What is wrong with it, if anything.
    """

    code: str
    tokens: tuple[Token, ...]
    refusal: Refusal | None = None


_CLOSING: Final = {"(": ")", "[": "]", "{": "}", "⟨": "⟩"}
_OPENING: Final = {closing: opening for opening, closing in _CLOSING.items()}
_SPACE: Final = re.compile(r"[ \t\n\r]+")
# λ, Π and Σ are letters in Unicode and symbols in Lean.
_LETTER: Final = r"(?:[A-Za-z_]|(?![λΠΣ])[^\W\d])"
_REST: Final = r"(?:(?![λΠΣ])\w|['!?])"
_MARKS: Final = r"()\[\]{}⟨⟩\"«»\\"
"""Characters that a literal may not contain, as the inside of a character class."""
_COMPONENT: Final = rf"(?:«(?:(?!--|/-)[^\n'{_MARKS}])*»|{_LETTER}{_REST}*)"
_WORD: Final = re.compile(rf"{_COMPONENT}(?:\.(?:{_COMPONENT}|\d+))*|\d\w*")
_CHARACTER: Final = re.compile(rf"'(?:\\[A-Za-z0-9\\]{{1,9}}|[^\n'{_MARKS}])'")
_STRING: Final = re.compile(rf'"(?:(?!--|/-)[^\n{_MARKS}])*"')
_MARK_AS_CHARACTER: Final = re.compile(rf"'(?:[{_MARKS}]|\\[^A-Za-z0-9])'")
_SYMBOL: Final = re.compile(r":=|=>|<;>|\.\.|<\||\|>")
_COMMENT_MARK: Final = re.compile(r"/-|-/")


def read(text: str) -> LeanTokens:
    """Read ``text`` in time linear in its length."""
    refusal = _strange_character(text)
    if refusal:
        return LeanTokens(text, (), refusal)
    return _Reader(text).read()


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens: list[Token] = []
        self.open: list[Token] = []
        self.kept: list[str] = []  # the code, piece by piece
        self.at = 0

    def read(self) -> LeanTokens:
        refusal = self._run()
        if refusal is None and self.open:
            last = self.open[-1]
            refusal = Refusal(f"'{last.text}' is never closed", last.start)
        code = "".join(self.kept) + self.text[self.at :]
        if refusal is None and (mark := _MARK_AS_CHARACTER.search(code)):
            # Read here as a prime and a bracket; Lean may see a character.
            refusal = Refusal("a bracket or quotation mark as a character", mark.start())
        return LeanTokens(code, tuple(self.tokens), refusal)

    def _run(self) -> Refusal | None:
        text = self.text
        while self.at < len(text):
            start = self.at
            if space := _SPACE.match(text, start):
                self._keep(space.end())
            elif text.startswith("--", start):
                end = text.find("\n", start)
                self._blank(len(text) if end < 0 else end)
            elif text.startswith("/-", start):
                end = _comment_end(text, start)
                if end < 0:
                    return Refusal("a comment that is never closed", start)
                self._blank(end)
            elif text[start] == '"':
                string = _STRING.match(text, start)
                if string is None or text.startswith("#", max(0, start - 1)):
                    return Refusal("a string that is not plain, or never closed", start)
                self._token(Kind.TEXT, string.end())
            elif literal := _CHARACTER.match(text, start):
                self._token(Kind.TEXT, literal.end())
            elif word := _WORD.match(text, start):
                self._token(Kind.WORD, word.end())
            elif refusal := self._symbol():
                return refusal
        return None

    def _keep(self, end: int) -> None:
        self.kept.append(self.text[self.at : end])
        self.at = end

    def _blank(self, end: int) -> None:
        self.kept.append(re.sub(r"[^\n]", " ", self.text[self.at : end]))
        self.at = end

    def _token(self, kind: Kind, end: int) -> None:
        self.tokens.append(Token(kind, self.text[self.at : end], self.at, len(self.open)))
        self._keep(end)

    def _symbol(self) -> Refusal | None:
        start, character = self.at, self.text[self.at]
        if character in "«»":
            return Refusal("a quoted name that is not plain, or never closed", start)
        if character == "'" and _MARK_AS_CHARACTER.match(self.text, start):
            return Refusal("a bracket or quotation mark as a character", start)
        if character in _OPENING:
            if not self.open or self.open[-1].text != _OPENING[character]:
                return Refusal(f"'{character}' closes nothing", start)
            self.open.pop()
        symbol = _SYMBOL.match(self.text, start)
        self._token(Kind.SYMBOL, symbol.end() if symbol else start + 1)
        if character in _CLOSING:
            self.open.append(self.tokens[-1])
            if len(self.open) > NESTING:
                return Refusal(f"brackets nested more than {NESTING} deep", start)
        return None


def _strange_character(text: str) -> Refusal | None:
    """Find control, invisible and bidirectional characters, which make a text look misleading."""
    if text.isascii() and text.isprintable():
        return None
    for start, character in enumerate(text):
        if character in "\n\t":
            continue
        if unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp"):
            name = unicodedata.name(character, "a control character")
            return Refusal(f"the invisible character U+{ord(character):04X} ({name})", start)
    return None


def _comment_end(text: str, start: int) -> int:
    depth = 0
    for mark in _COMMENT_MARK.finditer(text, start):
        depth += 1 if mark.group() == "/-" else -1
        if depth == 0:
            return mark.end()
    return -1


# --- where a statement ends ----------------------------------------------------------------


def end_of_statement(tokens: Sequence[Token]) -> int:
    """Index of the token that ends a theorem's statement; the number of tokens if there is none.

    That is the ``:=`` before its proof, or the ``|`` before its first equation. A ``let`` or
    ``have`` in the statement has its own ``:=``. After a ``match`` or ``fun`` in the statement,
    bars and arrows belong to these, and only ``:=`` ends it.

    Args:
        tokens: The tokens after the theorem's name.
    """
    lets, bar, colon, arrows = 0, None, False, True
    for index, token in enumerate(tokens):
        if token.depth or token.kind is Kind.TEXT:
            continue
        match token.text:
            case ":":
                colon = True
            case "let" | "have":
                lets += 1
            case ":=":
                if not lets:
                    return index
                lets -= 1
            case "match" | "fun" | "λ":
                arrows = False
            case "|" if colon and bar is None:
                bar = index
            case "=>" if arrows and bar is not None:
                return bar
    return len(tokens)


# --- words that no proof needs ------------------------------------------------------------

_UNPROVED: Final = "leaves the proof open"
_COMMAND: Final = "begins a command; only the proof of the stated theorem is taken"
_RUNS_CODE: Final = "runs code while Lean reads the proof"
_COMPILED: Final = "trusts compiled code instead of the kernel"
_OPTION: Final = "changes how Lean checks the proof"


def _table() -> Mapping[str, str]:
    groups = {
        _UNPROVED: "sorry admit sorryAx lcProof lcUnreachable",
        _COMMAND: """
            theorem lemma def abbrev instance example axiom opaque inductive coinductive structure
            class mutual namespace section end export import prelude module public private
            protected noncomputable partial nonrec local scoped meta variable universe
            universes attribute deriving syntax macro macro_rules notation notation3 infix infixl
            infixr prefix postfix elab_rules declare_syntax_cat init_quot add_decl_doc include
            omit seal unseal simproc simproc_decl dsimproc unif_hint irreducible_def alias
            binder_predicate register_option register_simp_attr grind_pattern
            suppress_compilation proof_wanted extend_docs declare_config_elab
            compile_inductive library_note to_additive""",
        _RUNS_CODE: """
            elab run_tac run_cmd run_elab run_meta by_elab eval_expr initialize
            builtin_initialize include_str include_bytes unsafe unsafeCast unsafeIO unsafeBaseIO
            unsafeEIO dbg_trace dbgTrace dbg_sleep dbg_stack_trace""",
        _COMPILED: """
            native_decide ofReduceBool ofReduceNat reduceBool reduceNat trustCompiler
            implemented_by extern csimp""",
        _OPTION: "skipKernelTC maxHeartbeats maxRecDepth set_option",
    }
    return MappingProxyType({w: why for why, words in groups.items() for w in words.split()})


FORBIDDEN: Final = _table()
"""Words that a proof may not contain, each with the reason. Anything else is left to Lean:
commands that are not listed cannot be reached from between parentheses."""

_IDENTIFIER_BEFORE: Final = r"(?<![A-Za-z0-9_'!?])"
_FIELD_BEFORE: Final = r"(?<![A-Za-z_'!?»]\.)"
_FORBIDDEN_WORD: Final = re.compile(
    # A word after a dot is a field, unless the dot begins something, for example a bullet.
    rf"{_IDENTIFIER_BEFORE}{_FIELD_BEFORE}(?:{'|'.join(sorted(FORBIDDEN, key=len, reverse=True))})"
    r"(?![A-Za-z0-9_'!?])"
)
_TRUSTED_BY_NAME: Final = re.compile(
    # With any prefix: Lean.ofReduceBool and _root_.sorryAx are the same constants.
    r"(?<![A-Za-z0-9_'!?])(?:sorryAx|ofReduceBool|ofReduceNat|trustCompiler|skipKernelTC)"
    r"(?![A-Za-z0-9_'!?])"
)
_HASH_COMMAND: Final = re.compile(
    r"#(?:eval|exit|print|check|reduce|synth|guard|guard_msgs|help|where|version|simp|norm_num"
    r"|conv|find|lint|loogle|test|import|with_exporting|show|unfold|aesop|count_heartbeats|html"
    r"|widget|time|min_imports|long_names|redundant_imports|whnf|push_neg|string_diagram"
    r"|instances|parse|eval_elab|assert|check_failure)\w*!?"
)
_ATTRIBUTE: Final = re.compile(r"@\s*\[")


def forbidden(code: str) -> Refusal | None:
    """Return the first thing in ``code`` (comments blanked out) that no proof may contain."""
    refusals: list[Refusal] = []
    for pattern in (_FORBIDDEN_WORD, _TRUSTED_BY_NAME):
        if match := pattern.search(code):
            word = match.group()
            refusals.append(Refusal(f"'{word}' {FORBIDDEN[word]}", match.start()))
    if match := _HASH_COMMAND.search(code):
        refusals.append(Refusal(f"'{match.group()}' {_COMMAND}", match.start()))
    if match := _ATTRIBUTE.search(code):
        refusals.append(Refusal("'@[' sets an attribute, which no proof needs", match.start()))
    return min(refusals, key=lambda refusal: refusal.start, default=None)
