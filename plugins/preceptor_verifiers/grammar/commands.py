"""Turn commands of LaTeX into tokens."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from typing import Final

from preceptor_verifiers.grammar import letters, spelling
from preceptor_verifiers.grammar.tokens import (
    ENDING_WORDS,
    PLAIN_GREEK,
    SEPARATING_WORDS,
    VERBS,
    WORD_OPERATORS,
    Token,
)
from preceptor_verifiers.grammar.tree import Number, ParseError

_COMMAND: Final = re.compile(r"\\([a-zA-Z]+)")
_ONE_ARGUMENT: Final = frozenset(spelling.FUNCTIONS.values()) - spelling.names(
    "log min max gcd lcm mod atan2 besselj binomial"
)
_SIZED: Final = frozenset(spelling.BRACKETS) | spelling.names(
    "vert lvert rvert Vert lVert rVert"
)  # fmt: skip
_ONE_TOKEN: Final = frozenset(
    (("operator", "^"), ("operator", "_"), ("function", "sqrt"), ("command", "binom"))
)
_WITHOUT_INDEX: Final = frozenset(("e", "i", "d", "nabla", "partial", "hbar", "angle", "triangle"))
"""Names that have no index when digits follow: e2 is rather 2e or e² than a variable."""
_ENVIRONMENT: Final = re.compile(r"\s*\{([a-zA-Z]+\*?)\}")


class Commands(ABC):
    """The position of a lexer, the tokens it has emitted, and the commands of LaTeX.

    Attributes:
        level: How many commands of style are around the text.
        roles: For each open bracket, whether it can contain a list; see :meth:`_open`.
        closed: The role of the bracket that was closed last.
        environments: How many environments are open.
        integrals: Whether an integral was met, under which ``dx`` is a differential.
    """

    def __init__(self, text: str, level: int = 0) -> None:
        self.text = text
        self.level = level
        self.at = 0
        self.space = False
        self.roles: list[str] = []
        self.closed = ""
        self.environments = 0
        self.integrals = False
        self.tokens: list[Token] = []

    @property
    def outside(self) -> bool:
        """Whether no bracket and no environment is open."""
        return not self.roles and self.environments <= 0

    @abstractmethod
    def _inner(self, content: str) -> list[Token]:
        """The tokens of a text in another style."""

    def _emit(self, kind: str, text: str, number: Number | None = None) -> None:
        self.tokens.append(Token(kind, text, self.at, self.space, number))
        self.space = False

    # --- indices --------------------------------------------------------------------------

    def _takes_one_token(self) -> bool:
        """Whether the next token is a whole argument, as the x of ``\\frac x2`` and ``a^x2``."""
        last = self.tokens[-1] if self.tokens else None
        if last is None:
            return False
        if last.kind == "close":
            return self.closed == "first"
        return (last.kind, last.text) in _ONE_TOKEN or (
            last.kind == "command" and last.text in spelling.FRACTIONS
        )

    def _index_of_last(self, at: int) -> int:
        """Join digits at ``at`` to the name before them as its index; return where they end."""
        last = self.tokens[-1]
        index = letters.GLUED_INDEX.match(self.text, at) if last.kind == "name" else None
        if index is None or last.text in _WITHOUT_INDEX:
            return at
        last.text += "_" + index.group()
        return index.end()

    # --- brackets -------------------------------------------------------------------------

    def _open(self, bracket: str) -> None:
        """Emit an opening bracket, and remember whether it can contain a list.

        Roundings, brackets of functions of one argument, fractions, roots and exponents
        contain no list; there a comma can group digits.
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
        elif name in spelling.GREEK or name in spelling.LATIN_CAPITALS:
            single = self._takes_one_token()
            self._emit("name", PLAIN_GREEK.get(name, name))
            if not single:
                # The space that ends a command is not seen: \\theta 0 looks like θ0.
                digits = after + (text[after : after + 1] == " ")
                end = self._index_of_last(digits)
                after = after if end == digits else end
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
            self.environments += 1 if name == "begin" else -1
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
        elif (first in ENDING_WORDS or first in VERBS) and self.tokens and self.outside:
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

    def _blackboard(self, after: int) -> bool:
        content, end = self._argument(after)
        letter = content.strip()
        if letter in spelling.NAMED_SETS:
            self._emit("set", spelling.NAMED_SETS[letter])
        else:
            self._emit("name", letter)
        self.at = end
        return True


def _command_before_letters(name: str) -> str | None:
    """The command in ``\\lvertx``, whose space before the letters was lost.

    Brackets may be followed by any letters, other commands by a single one.
    """
    for n in range(len(name) - 1, 1, -1):
        command = name[:n]
        if command in _SIZED or (n == len(name) - 1 and command in spelling.COMMANDS):
            return command
    return None
