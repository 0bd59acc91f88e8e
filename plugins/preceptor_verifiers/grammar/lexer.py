"""Characters to tokens. LaTeX commands, plain names and Unicode end as the same tokens."""

from __future__ import annotations

import re
from typing import Final

from preceptor.limits import GRAMMAR_STYLES, GRAMMAR_TOKENS
from preceptor_verifiers.grammar import letters, spelling
from preceptor_verifiers.grammar.numbers import read_number
from preceptor_verifiers.grammar.tokens import (
    ENDING_WORDS,
    LONG_NAMES,
    PLAIN_GREEK,
    SEPARATING_WORDS,
    TWO_CHARACTERS,
    VERBS,
    WORD_OPERATORS,
    Token,
)
from preceptor_verifiers.grammar.tree import LimitError, Number, ParseError

_SPACE_CLASS: Final = r"(?:\s|~|\\[,;:! ]|\{\}|\\thinspace)"
_SPACE: Final = re.compile(_SPACE_CLASS + "+")
_COMMAND: Final = re.compile(r"\\([a-zA-Z]+)")
_ONE_ARGUMENT: Final = frozenset(spelling.FUNCTIONS.values()) - spelling.names(
    "log min max gcd lcm mod atan2 besselj binomial"
)
_SIZED: Final = frozenset(spelling.BRACKETS) | spelling.names(
    "vert lvert rvert Vert lVert rVert"
)  # fmt: skip
_ENVIRONMENT: Final = re.compile(r"\s*\{([a-zA-Z]+\*?)\}")


class Lexer:
    """Turns cleaned text into tokens. One use per text."""

    def __init__(self, text: str, level: int = 0) -> None:
        self.text = text
        self.level = level
        self.at = 0
        self.space = False
        self.roles: list[str] = []
        self.closed = ""
        self.integrals = False
        self.tokens: list[Token] = []

    @property
    def brackets(self) -> int:
        """How many brackets are open."""
        return len(self.roles)

    def run(self) -> list[Token]:
        """All tokens, ending with one of kind ``end``.

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

    def _emit(self, kind: str, text: str, number: Number | None = None) -> None:
        self.tokens.append(Token(kind, text, self.at, self.space, number))
        self.space = False

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

    # --- brackets -------------------------------------------------------------------------

    def _open(self, bracket: str) -> None:
        """Emit an opening bracket, and remember whether a list can stand in it.

        No list stands in roundings, in the brackets of functions of one argument, in
        fractions, roots and exponents; there a comma can group digits.
        """
        last = self.tokens[-1] if self.tokens else None
        role = "list"
        if bracket in ("floor(", "ceil("):
            role = "value"
        elif last is None:
            pass
        elif last.kind == "function" and last.text in _ONE_ARGUMENT:
            role = "value"
        elif bracket == "{":
            if last.kind == "command" and last.text in spelling.FRACTIONS:
                role = "first"
            elif (last.kind == "close" and self.closed == "first") or last.text == "^":
                role = "value"
            elif last.kind == "command" and last.text == "boxed":
                role = self.roles[-1] if self.roles else "value"
        self.roles.append(role)
        self._emit("open", bracket)

    def _close(self, bracket: str) -> None:
        self.closed = self.roles.pop() if self.roles else ""
        self._emit("close", bracket)

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
        if lower in ENDING_WORDS and self.tokens and self.brackets == 0:
            return False
        after_number = bool(self.tokens) and self.tokens[-1].kind == "number"
        if lower in SEPARATING_WORDS:
            self._emit("separator", SEPARATING_WORDS[lower])
        elif lower in WORD_OPERATORS and not text.startswith("(", match.end()):
            self._emit("operator", WORD_OPERATORS[lower])
        elif lower == "x" and after_number and letters.TIMES_TEN.match(text, match.end()):
            self._emit("operator", "*")
        elif after_number and letters.GLUED.match(word):
            # "x=1or x=2": the word was written right behind a number.
            self._emit("separator", "or" if word[0] == "o" else "and")
            self.at = start + (2 if word[0] == "o" else 3)
            return True
        elif lower in ("infinity", "inf", "oo"):
            self._emit("constant", "infinity")
        else:
            self._split(word, start)
            self.at = max(self.at, start + len(word))
            return True
        self.at = start + len(word)
        return True

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
        accented = letters.accented(word)
        if accented:
            self._emit("accent", accented[1])
            self._emit("name", accented[0])
            return
        pieces = letters.pieces(word, separate=self.integrals)
        if len(pieces) == 1 and len(word) > 1 and word not in LONG_NAMES:
            index = letters.INDEX.match(self.text, start + len(word))
            name = word + index.group() if index else word
            self._emit("word", name)
            self.at = start + len(name)
            return
        for piece in pieces:
            self.at, self.space = start, space
            self._name(piece)
            start, space = start + len(piece), False

    def _name(self, name: str) -> None:
        if name == "pi":
            self._emit("constant", "pi")
        elif name in spelling.FUNCTIONS:
            self._emit("function", spelling.FUNCTIONS[name])
        else:
            self._emit("name", PLAIN_GREEK.get(name, name))

    # --- commands -------------------------------------------------------------------------

    def _backslash(self) -> bool:  # noqa: PLR0912, PLR0915 - one case after the other
        text, start = self.text, self.at
        following = text[start + 1 : start + 2]
        if following == "\\":
            self._emit("command", "newline")
            self.at = start + 2
            return True
        if following in ("{", "}"):
            if following == "{":
                self._open("\\{")
            else:
                self._close("\\}")
            self.at = start + 2
            return True
        if following in ("%", "&", "#", "_", "-", "/"):
            if following == "%":
                self._emit("operator", "%")
            self.at = start + 2
            return True
        if following == "|":
            self._emit("operator", "|")
            self.at = start + 2
            return True
        match = _COMMAND.match(text, start)
        if match is None:
            # A backslash at the end, or before a character it does not change.
            self.at = start + 1
            return True
        name = match.group(1)
        if name not in spelling.COMMANDS:
            known = _command_before_letters(name)
            if known is None:
                raise ParseError(f"the unknown command \\{name}", start)
            name = known
        self.at = start
        after = start + 1 + len(name)
        if (
            name in ("left", "right", "mleft", "mright", "middle")
            and text[after : after + 1] == "."
        ):
            after += 1
        if name in spelling.TEXT_COMMANDS or name in spelling.STYLE_COMMANDS:
            return self._styled(name, after)
        if name in spelling.FUNCTIONS:
            self._emit("function", spelling.FUNCTIONS[name])
        elif name in spelling.OPERATORS:
            operator = spelling.OPERATORS[name]
            kind = "separator" if operator in ("and", "or") else "operator"
            self._emit(kind, operator)
        elif name in spelling.BRACKETS:
            bracket = spelling.BRACKETS[name]
            opening = bracket in ("\\{", "[", "(", "<<") or bracket.endswith("(")
            if opening:
                self._open(bracket)
            else:
                self._close(bracket)
        elif name in spelling.SPACES:
            self.space = True
        elif name in spelling.ELLIPSES:
            self._emit("ellipsis", "...")
        elif name == "infty":
            self._emit("constant", "infinity")
        elif name == "pi":
            self._emit("constant", "pi")
        elif name in spelling.GREEK:
            self._emit("name", PLAIN_GREEK.get(name, name))
        elif name in spelling.SYMBOLS:
            self._emit("name", name)
        elif name in ("emptyset", "varnothing"):
            self._emit("set", "empty")
        elif name in ("exponentialE", "imaginaryI", "differentialD"):
            self._emit("name", name[-1].lower())
        elif name == "variable":
            content, after = self._argument(after)
            variable = letters.VARIABLE.fullmatch(content)
            if variable is None:
                raise ParseError("a variable's name", start)
            bare = "".join(c for c in content if c not in "\\{} ")
            self._emit("name", PLAIN_GREEK.get(bare, bare))
        elif name == "mathbb":
            return self._blackboard(after)
        elif name in spelling.ACCENTS:
            self._emit("accent", spelling.ACCENTS[name])
        elif name in ("begin", "end"):
            environment = _ENVIRONMENT.match(text, after)
            if environment is None:
                raise ParseError(f"\\{name} without the name of an environment", start)
            self._emit(name, environment.group(1))
            after = environment.end()
        else:
            self.integrals = self.integrals or name in spelling.INTEGRALS
            self._emit("command", name)
        self.at = after
        return True

    def _argument(self, after: int) -> tuple[str, int]:
        """The braced argument that starts at or after ``after``, and where it ends."""
        text = self.text
        while after < len(text) and text[after].isspace():
            after += 1
        if text[after : after + 1] != "{":
            match = _COMMAND.match(text, after)
            end = match.end() if match else after + 1
            return text[after:end], end
        depth = 0
        for i in range(after, len(text)):
            if text[i] == "{":
                depth += 1
            elif text[i] == "}":
                depth -= 1
                if depth == 0:
                    return text[after + 1 : i], i + 1
        return text[after + 1 :], len(text)

    def _styled(self, command: str, after: int) -> bool:
        content, end = self._argument(after)
        stripped = content.replace("~", " ").replace("\\ ", " ").strip()
        lower = stripped.lower().strip(",. ")
        start = self.at
        first = lower.split(" ", 1)[0]
        if lower in SEPARATING_WORDS:
            self._emit("separator", SEPARATING_WORDS[lower])
        elif (first in ENDING_WORDS or first in VERBS) and self.tokens and self.brackets == 0:
            return False
        elif stripped in spelling.FUNCTIONS:
            self._emit("function", spelling.FUNCTIONS[stripped])
        elif lower in WORD_OPERATORS:
            self._emit("operator", WORD_OPERATORS[lower])
        elif len(stripped) == 1 and stripped.isalpha():
            self._emit("name", stripped)
        elif command not in spelling.TEXT_COMMANDS and stripped.isalpha():
            self._emit("word", stripped)
        elif lower and not any(c.isalpha() for c in lower):
            # \text{1, 4}: numbers set in upright type.
            inner = self._inner(content)
            self.tokens.extend(Token(t.kind, t.text, start, t.space, t.number) for t in inner)
        elif command not in spelling.TEXT_COMMANDS and any(c in content for c in "^\\_+-=/"):
            inner = self._inner(content)
            self.tokens.extend(Token(t.kind, t.text, start, t.space, t.number) for t in inner)
        elif lower:
            self._emit("text", " ".join(lower.split()))
        self.at = end
        self.space = False
        return True

    def _inner(self, content: str) -> list[Token]:
        if self.level >= GRAMMAR_STYLES:
            raise LimitError("styles nested too deeply", self.at)
        return Lexer(content, self.level + 1).run()[:-1]

    def _blackboard(self, after: int) -> bool:
        content, end = self._argument(after)
        letter = content.strip()
        if letter in spelling.NAMED_SETS:
            self._emit("set", spelling.NAMED_SETS[letter])
        else:
            self._emit("name", letter)
        self.at = end
        return True

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
            # Quotation marks and stray sentence marks carry no value; "?" is no answer.
            if c in "#@?":
                raise ParseError(f"the character {c!r}", start)
        else:
            raise ParseError(f"the character {c!r}", start)
        self.at = start + 1
        return True

    def _are_bars(self) -> bool:
        """Whether "||" is two bars: one is open, or no statement stands before them."""
        last = self.tokens[-1] if self.tokens else None
        if last is None or last.kind in ("operator", "open", "separator"):
            return True
        return any(t.kind == "operator" and t.text == "|" for t in self.tokens)


def _command_before_letters(name: str) -> str | None:
    """The command in ``\\lvertx``, whose space before the letters was lost.

    Brackets may be followed by any letters, other commands by a single one.
    """
    for n in range(len(name) - 1, 1, -1):
        command = name[:n]
        if command in _SIZED or (n == len(name) - 1 and command in spelling.COMMANDS):
            return command
    return None


def tokenize(text: str) -> list[Token]:
    """Tokens of cleaned text; see :func:`preceptor_verifiers.grammar.spelling.clean`."""
    return Lexer(text).run()
