"""Characters to tokens. LaTeX commands, plain names and Unicode end as the same tokens."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Final

from preceptor.limits import GRAMMAR_EXPONENT, GRAMMAR_NUMBER_DIGITS, GRAMMAR_TOKENS
from preceptor_verifiers.grammar import spelling
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

_MAX_STYLES: Final = 4
_SPACE_CLASS: Final = r"(?:\s|~|\\[,;:! ]|\{\}|\\thinspace)"
_SPACE: Final = re.compile(_SPACE_CLASS + "+")
_PLAIN_DIGITS: Final = re.compile(r"\d+")
_GROUPED: Final = re.compile(
    r"\d{1,3}(?:(?:\{,\}|,(?:\\[!,; ])+ ?|\\,)\d{3})+(?!\d)"  # unmistakable in any context
)
_COMMA_GROUPED: Final = re.compile(r"\d{1,3}(?:,\d{3})+(?!\d)")
_SPACE_GROUPED: Final = re.compile(r"\d{1,3}(?: \d{3})+(?!\d|\s*/)")
_DECIMALS: Final = re.compile(r"\.\d+")
_EXPONENT: Final = re.compile(r"[eE](?:\s?([+-]))?(\d+)(?![\d.]*[a-zA-Z(])")
_COMMAND: Final = re.compile(r"\\([a-zA-Z]+)")
_LETTERS: Final = re.compile(r"[A-Za-zÀ-ɏÅ]+")
_NOT_DIGITS: Final = re.compile(r"\D")
_GLUED: Final = re.compile(r"(?:or|and)[A-Z]")
_ENVIRONMENT: Final = re.compile(r"\s*\{([a-zA-Z]+\*?)\}")


class Lexer:
    """Turns cleaned text into tokens. One use per text."""

    def __init__(self, text: str, level: int = 0) -> None:
        self.text = text
        self.level = level
        self.at = 0
        self.space = False
        self.brackets = 0
        self.tokens: list[Token] = []

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

    # --- numbers --------------------------------------------------------------------------

    def _number(self) -> None:
        text, start = self.text, self.at
        match = _GROUPED.match(text, start)
        if match is None:
            commas = _COMMA_GROUPED.match(text, start)
            # In brackets "(312,123,231)" is a list; a group such as "000" can only be digits.
            if commas and (
                self.brackets == 0 or any(g[0] == "0" for g in commas.group().split(",")[1:])
            ):
                match = commas
        if match is None:
            spaced = _SPACE_GROUPED.match(text, start)
            if spaced and not (self.tokens and self.tokens[-1].kind == "number"):
                match = spaced
        if match is None:
            match = _PLAIN_DIGITS.match(text, start)
        whole = _NOT_DIGITS.sub("", match.group()) if match else ""
        end = match.end() if match else start
        decimals = _DECIMALS.match(text, end)
        fraction = ""
        if decimals:
            fraction = decimals.group()[1:]
            end = decimals.end()
        exponent = _EXPONENT.match(text, end)
        power = 0
        if exponent:
            end = exponent.end()
            if len(exponent.group(2)) > 6:
                raise LimitError("an exponent beyond the limit", start)
            power = int(exponent.group(2)) * (-1 if exponent.group(1) == "-" else 1)
        digits = whole + fraction
        if len(digits) > GRAMMAR_NUMBER_DIGITS or abs(power) > GRAMMAR_EXPONENT:
            raise LimitError("a number with more digits than the limit", start)
        scale = power - len(fraction)
        # Digits of other scripts count as digits: int() reads them all.
        value = Fraction(int(digits))
        value = value * 10**scale if scale >= 0 else value / 10**-scale
        significant = len(digits.lstrip("0")) or 1
        places = scale if decimals else None
        self._emit("number", text[start:end], Number(value, places, significant))
        self.at = end

    # --- names ----------------------------------------------------------------------------

    def _letters(self) -> bool:
        match = _LETTERS.match(self.text, self.at)
        if match is None:
            raise ParseError(f"the character {self.text[self.at]!r}", self.at)
        word = match.group()
        lower = word.lower()
        if lower in ENDING_WORDS and self.tokens and self.brackets == 0:
            return False
        start = self.at
        if lower in SEPARATING_WORDS:
            self._emit("separator", SEPARATING_WORDS[lower])
        elif lower in WORD_OPERATORS and not self.text.startswith("(", match.end()):
            self._emit("operator", WORD_OPERATORS[lower])
        elif self.tokens and self.tokens[-1].kind == "number" and _GLUED.match(word):
            # "x=1or x=2": the word was written right behind a number.
            self._emit("separator", "or" if word[0] == "o" else "and")
            self.at = start + (2 if word[0] == "o" else 3)
            return True
        elif lower in ("infinity", "inf", "oo"):
            self._emit("constant", "infinity")
        else:
            self._split(word, start)
        self.at = start + len(word)
        return True

    def _split(self, word: str, start: int) -> None:
        """Emit the names in a run of letters: ``kpi`` is k·π, ``ab`` is a·b."""
        pieces: list[str] = []
        rest, known = word, 0
        while rest:
            name = next((n for n in LONG_NAMES if rest.startswith(n)), None)
            if name is not None and (len(name) > 2 or name == rest or name in ("pi", "ln")):
                known += 1
            else:
                name = rest[0]
            pieces.append(name)
            rest = rest[len(name) :]
        singles = sum(1 for p in pieces if len(p) == 1)
        if len(word) > 1 and singles > (3 if not known else 2):
            self._emit("word", word)
            return
        space = self.space
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
            self.brackets += 1 if following == "{" else -1
            self._emit("open" if following == "{" else "close", "\\" + following)
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
            known = next(
                (name[:n] for n in range(len(name) - 1, 1, -1) if name[:n] in spelling.COMMANDS),
                None,
            )
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
            self.brackets += 1 if opening else -1
            self._emit("open" if opening else "close", bracket)
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
        elif name in ("exponentialE", "imaginaryI"):
            self._emit("name", name[-1].lower())
        elif name == "variable":
            content, after = self._argument(after)
            if not re.fullmatch(r"\w+", content):
                raise ParseError("a variable's name", start)
            self._emit("name", content)
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
        if self.level >= _MAX_STYLES:
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
        if two in TWO_CHARACTERS and not (two == "||" and self._inside_bars()):
            operator = TWO_CHARACTERS[two]
            self._emit("separator" if operator in ("and", "or") else "operator", operator)
            self.at = start + 2
            return True
        if c in "([{":
            self.brackets += 1
            self._emit("open", c)
        elif c in ")]}":
            self.brackets -= 1
            self._emit("close", c)
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

    def _inside_bars(self) -> bool:
        return any(t.kind == "operator" and t.text == "|" for t in self.tokens)


def tokenize(text: str) -> list[Token]:
    """Tokens of cleaned text; see :func:`preceptor_verifiers.grammar.spelling.clean`."""
    return Lexer(text).run()
