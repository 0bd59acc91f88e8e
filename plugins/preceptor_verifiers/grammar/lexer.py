"""Characters to tokens. LaTeX commands, plain names and Unicode become the same tokens."""

from __future__ import annotations

import re
from typing import Final

from preceptor_verifiers.grammar import letters, spelling
from preceptor_verifiers.grammar.commands import Commands
from preceptor_verifiers.grammar.numbers import read_number
from preceptor_verifiers.grammar.tokens import (
    ENDING_WORDS,
    LONG_NAMES,
    PLAIN_GREEK,
    SEPARATING_WORDS,
    TWO_CHARACTERS,
    WORD_OPERATORS,
    Token,
)
from preceptor_verifiers.grammar.tree import LimitError, ParseError

GRAMMAR_TOKENS: Final = 4_000
"""Tokens of one answer."""
GRAMMAR_STYLES: Final = 4
"""Levels of nested ``\\mathrm{}`` and the like."""

_SPACE_CLASS: Final = r"(?:\s|~|\\[,;:! ]|\{\}|\\thinspace)"
_SPACE: Final = re.compile(_SPACE_CLASS + "+")


class Lexer(Commands):
    """Turn cleaned text into tokens. One instance per text."""

    def run(self) -> list[Token]:
        """Return all tokens; the last one is of kind ``end``.

        Raises:
            ParseError: a character or command that no answer contains.
            LimitError: a number or the number of tokens is beyond the limits.
        """
        text, length = self.text, len(self.text)
        while self.at < length:
            spaces = _SPACE.match(text, self.at)
            if spaces:
                self.at = spaces.end()
                self.space = True
                continue
            if len(self.tokens) >= GRAMMAR_TOKENS:
                raise LimitError(f"more than {GRAMMAR_TOKENS} tokens", self.at)
            if not self._next():
                break
            self.space = False
        self._emit("end", "")
        return self.tokens

    def _next(self) -> bool:
        c = self.text[self.at]
        if c.isdigit() or (c == "." and self.text[self.at + 1 : self.at + 2].isdigit()):
            self._number()
            return True
        if c == "\\":
            return self._backslash()
        if c.isalpha():
            return self._letters()
        return self._symbol(c)

    # --- numbers --------------------------------------------------------------------------

    def _number(self) -> None:
        last = self.tokens[-1] if self.tokens else None
        number, end = read_number(
            self.text,
            self.at,
            commas=not self.roles or self.roles[-1] != "list",
            spaces=last is None or last.kind != "number",
        )
        self._emit("number", self.text[self.at : end], number)
        self.at = end

    # --- names ----------------------------------------------------------------------------

    def _letters(self) -> bool:
        text, start = self.text, self.at
        match = letters.LETTERS.match(text, start)
        if match is None:
            raise ParseError(f"the character {text[start]!r}", start)
        if self._notation():
            return True
        word = match.group()
        lower = word.lower()
        if lower in ENDING_WORDS and self.tokens:
            if self.outside:
                return False
            if self.environments > 0:  # the condition of a case
                self._emit("text", lower)
                self.at = start + len(word)
                return True
        after_number = bool(self.tokens) and self.tokens[-1].kind == "number"
        if lower in SEPARATING_WORDS:
            self._emit("separator", SEPARATING_WORDS[lower])
        elif lower in WORD_OPERATORS and not text.startswith("(", match.end()):
            self._emit("operator", WORD_OPERATORS[lower])
        elif lower == "x" and after_number and letters.TIMES_TEN.match(text, match.end()):
            self._emit("operator", "*")
        elif word == "in" and self._is_membership(match.end()):
            self._emit("operator", "in")
        elif after_number and letters.GLUED.match(word):
            # "x=1or x=2": the word directly follows a number.
            self._emit("separator", "or" if word[0] == "o" else "and")
            self.at = start + (2 if word[0] == "o" else 3)
            return True
        elif lower in ("infinity", "infty", "inf", "oo"):
            self._emit("constant", "infinity")
        else:
            self._split(word, start)
            self.at = max(self.at, start + len(word))
            return True
        self.at = start + len(word)
        return True

    def _is_membership(self, end: int) -> bool:
        """Whether ``in`` stands between a name and a set: ``x in R``."""
        last = self.tokens[-1] if self.tokens else None
        return (
            last is not None
            and last.kind == "name"
            and letters.SET_AFTER_IN.match(self.text, end) is not None
        )

    def _notation(self) -> bool:
        """What computer algebra systems print: constructors, sets, accents spelled out."""
        text, start = self.text, self.at
        constructor = letters.CONSTRUCTOR.match(text, start)
        if constructor:
            self._emit("constructor", constructor.group(1))
            self.at = constructor.end()
            return True
        named = letters.SET_WORD.match(text, start)
        if named:
            self._emit("set", spelling.NAMED_SET_WORDS[named.group(1)])
            self.at = named.end()
            return True
        accent = letters.ACCENT_BEFORE_BRACE.match(text, start)
        if accent:
            self._emit("accent", spelling.ACCENTS[accent.group(1)])
            self.at = accent.end()
            return True
        direction = letters.DIRECTION.match(text, start) if self.roles else None
        if direction:
            self._emit("direction", direction.group(1))
            self.at = direction.end()
            return True
        return False

    def _split(self, word: str, start: int) -> None:
        """Emit the names in a run of letters."""
        space = self.space
        if word in spelling.LATIN_CAPITALS:
            self._emit("name", word)
            self.at = self._index_of_last(start + len(word))
            return
        accented = letters.accented(word)
        if accented:
            self._emit("accent", accented[1])
            self._emit("name", accented[0])
            return
        following = self.text[start + len(word) : start + len(word) + 1]
        applied = following in ("(", "\\", "{") or following.isdigit()
        pieces = letters.pieces(word, separate=self.integrals, applied=bool(following) and applied)
        if len(pieces) == 1 and len(word) > 1 and word not in LONG_NAMES:
            index = letters.INDEX.match(self.text, start + len(word))
            name = word + index.group() if index else word
            self._emit("word", name)
            self.at = start + len(name)
            return
        single = self._takes_one_token()
        for piece in pieces:
            self.at, self.space = start, space
            self._name(piece)
            start, space = start + len(piece), False
        if not (single and len(pieces) == 1):
            self.at = self._index_of_last(start)

    def _name(self, name: str) -> None:
        if name == "pi":
            self._emit("constant", "pi")
        elif name in spelling.FUNCTIONS:
            self._emit("function", spelling.FUNCTIONS[name])
        else:
            self._emit("name", PLAIN_GREEK.get(name, name))

    def _inner(self, content: str) -> list[Token]:
        if self.level >= GRAMMAR_STYLES:
            raise LimitError("styles nested too deeply", self.at)
        return Lexer(content, self.level + 1).run()[:-1]

    # --- everything else ------------------------------------------------------------------

    def _symbol(self, c: str) -> bool:
        text, start = self.text, self.at
        two = text[start : start + 2]
        if text.startswith("...", start):
            self._emit("ellipsis", "...")
            self.at = start + 3
            return True
        if two == "!=" and not (
            self.tokens and self.tokens[-1].kind in ("number", "close") and not self.space
        ):
            self._emit("operator", "!=")
            self.at = start + 2
            return True
        if two in TWO_CHARACTERS and not (two == "||" and self._are_bars()):
            operator = TWO_CHARACTERS[two]
            self._emit("separator" if operator in ("and", "or") else "operator", operator)
            self.at = start + 2
            return True
        if c in "([{":
            self._open(c)
        elif c in ")]}":
            self._close(c)
        elif c in ",;":
            self._emit("separator", c)
        elif c in "+-*/^_=<>|!%':&°":
            self._emit("operator", c)
        elif c in '"`#@?.':
            # Quotation marks and stray sentence marks carry no value; "?" is not an answer.
            if c in "#@?":
                raise ParseError(f"the character {c!r}", start)
        else:
            raise ParseError(f"the character {c!r}", start)
        self.at = start + 1
        return True

    def _are_bars(self) -> bool:
        """Whether "||" is two bars: one is open, or no statement precedes them."""
        last = self.tokens[-1] if self.tokens else None
        if last is None or last.kind in ("operator", "open", "separator"):
            return True
        return any(t.kind == "operator" and t.text == "|" for t in self.tokens)


def tokenize(text: str) -> list[Token]:
    """Tokens of cleaned text; see :func:`preceptor_verifiers.grammar.spelling.clean`."""
    return Lexer(text).run()
