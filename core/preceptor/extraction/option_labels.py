"""The options of a multiple-choice question: how they are labelled and what their texts are."""

from __future__ import annotations

import re
import string
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final

UNKNOWN_COUNT: Final = 10
"""Letters that can be options where their number is not known: A to J."""
_MOST: Final = 26
_TEXT_CHARS: Final = 2_000
_CUT_CHARS: Final = 8
NUMERALS: Final = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")

_STYLE: Final = (
    r"text(?:bf|it|rm|sf|tt|normal|sl|sc)?|math(?:rm|bf|sf|it|tt|cal|bb)|operatorname|mbox|boxed"
    r"|fbox|underline|emph|bf|rm|it|sf|left|right|displaystyle|large|Large|quad|qquad|boldsymbol"
)
_TOKEN: Final = re.compile(rf"\\(?:{_STYLE})(?![A-Za-z])\s{{0,4}}\{{?|\\[,;:! _()\[\]]|[{{}}]|\\.")
_MARKUP: Final = re.compile(
    r"</?[a-zA-Z]{1,12}\s{0,2}/?>|[$\"“”„«»「」『』【】]|(?<![^\W_])(?!\*\d)[*_`~]{1,3}|[*_`~]{1,3}(?![^\W_])"
    r"|(?<![^\W_])['‘](?=[A-Za-z0-9]{1,4}['’])|(?<=[A-Za-z0-9])['’](?![A-Za-z])"
)
_WIDE: Final = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {
    0x3000: " ", 0x3002: ".", 0x0964: ".", 0x060C: ",", 0x061B: ";", 0x061F: "?",
    0x3001: ",", 0x2019: "'", 0x2028: " ",
    **{0x24B6 + index: letter for index, letter in enumerate(string.ascii_uppercase)},
    **{0x24D0 + index: letter for index, letter in enumerate(string.ascii_uppercase)},
    **{0x249C + index: letter for index, letter in enumerate(string.ascii_uppercase)},
}  # fmt: skip
"""Full-width signs, the ideographic stop, and letters in circles or brackets."""


def plain(text: str) -> str:
    r"""The text without styles and marks, each replaced by spaces: places stay the same.

    Braces that belong to a formula, as in ``\frac{A}{B}`` or ``x_{A}``, become angle brackets
    (``⟨A⟩``), so that a letter in them is seen to be part of a formula.
    """
    text = text.translate(_WIDE)
    parts: list[str] = []
    opened: list[str] = []
    at = 0
    for token in _TOKEN.finditer(text):
        parts.append(text[at : token.start()])
        at = token.end()
        found = token.group()
        if found == "{":
            before = text[token.start() - 1 : token.start()]
            formula = bool(before) and (before.isalnum() or before in "_^}]")
            opened.append("⟩" if formula else "}")
            parts.append("⟨" if formula else "{")
        elif found == "}":
            parts.append(opened.pop() if opened else " ")
        elif len(found) == 2 and found[1] not in ",;:! _()[]":
            parts.append(found)
        else:
            if found.endswith("{"):
                opened.append(" ")
            parts.append(" " * len(found))
    parts.append(text[at:])
    return _MARKUP.sub(lambda mark: " " * len(mark.group()), "".join(parts))


def normal(text: str, *, case: bool = False) -> str:
    """The text of an option without styles, spaces and marks around it."""
    words = plain(unicodedata.normalize("NFKC", text[:_TEXT_CHARS]))
    words = words.replace("\\dfrac", "\\frac").replace("\\tfrac", "\\frac").replace("\\%", "%")
    words = words.replace("\\$", "$").replace("^⟨\\circ⟩", "°").replace("^\\circ", "°")
    words = re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", words).replace("−", "-")
    words = re.sub(r"\s+", "", words).strip(".,;:!*")
    words = re.sub(r"(?<!\\)[{}]", "", words)
    return words if case else words.casefold()


_PREFIX: Final = re.compile(r"\s*(?:[(\[]\s?(\w{1,4})\s?[)\]]|(\w{1,4})[).:])(?=\s|$|[^\w\s])\s*")
_LEAD: Final = re.compile(
    r"\s*(?:(?:it is|it's|is|are|the|an?|equal to|approximately|about|exactly)\b|[=≈~:])\s*",
    re.IGNORECASE,
)
_TAIL: Final = re.compile(
    r",?\s+(?:because|since|which|due to|as (?:the|it|this|we|they|there)|so that)\b|\n|\.\s",
    re.IGNORECASE,
)
_DECISION: Final = re.compile(r"\W{0,6}(yes|no|true|false)\s{0,2}[,.;:!—–-]", re.IGNORECASE)


@dataclass(frozen=True)
class Options:
    """The options of a question, as far as they are known.

    Attributes:
        texts: Their texts without labels, in order; empty when they are not known.
        labels: Each way to write a label, in lower case, and the letter that it stands for.
    """

    texts: tuple[str, ...]
    labels: dict[str, str]

    @cached_property
    def exact(self) -> tuple[str, ...]:
        return tuple(normal(text, case=True) for text in self.texts)

    @cached_property
    def folded(self) -> tuple[str, ...]:
        return tuple(text.casefold() for text in self.exact)

    def letter(self, label: str) -> str:
        """The letter that a label, written in one of the known ways, stands for."""
        return self.labels[label.casefold()]

    def by_text(self, text: str, *, beginning: bool = False) -> str | None:
        """The letter of the only option that a text repeats.

        Args:
            beginning: Whether a reason may follow: ``Rome, because …``.
        """
        if not self.texts or len(text) > _TEXT_CHARS:
            return None
        decision = _DECISION.match(text)
        if decision and set(self.folded) in ({"yes", "no"}, {"true", "false"}):
            word = decision.group(1).casefold()
            return self._only(self.folded, word) if word in self.folded else None
        for _ in range(3):
            tail = _TAIL.search(text) if beginning else None
            for part in (text, text[: tail.start()] if tail else ""):
                found = self._only(self.exact, normal(part, case=True))
                found = found or self._only(self.folded, normal(part))
                if found is not None:
                    return found
            lead = _LEAD.match(text)
            if lead is None or not lead.end():
                break
            text = text[lead.end() :]
        return None

    @staticmethod
    def _only(texts: Sequence[str], wanted: str) -> str | None:
        if not wanted or texts.count(wanted) != 1:
            return None
        return string.ascii_uppercase[texts.index(wanted)]

    def is_own_text(self, letter: str, text: str, *, cut: bool = False) -> bool:
        """Whether a text behind a letter begins with the text of its option.

        Args:
            cut: Whether the text may as well be no more than the beginning of the option's.
        """
        own = self.folded[ord(letter) - ord("A")] if self.texts else ""
        given = normal(_unbracketed(text)) if own else ""
        if own and given.startswith(own):
            return True
        return cut and len(given) >= _CUT_CHARS and own.startswith(given)

    def is_other_text(self, letters: Sequence[str]) -> bool:
        """Whether a letter is the text of another option, as in ``C, N, O, F``."""
        return len(letters) == 1 and self.by_text(letters[0]) not in (None, letters[0])

    def contradicts(self, letter: str, text: str) -> bool:
        """Whether a text beside a letter is that of another option, and not of its own."""
        if not self.texts or not text.strip():
            return False
        own = self.folded[ord(letter) - ord("A")]
        line = _unbracketed(text.split("\n", 1)[0])
        tail = _TAIL.search(line)
        parts = {normal(line), normal(line[: tail.start()]) if tail else ""} - {""}
        if any(part.startswith(own) or own.startswith(part) for part in parts if own):
            return False
        return any(other in parts for other in self.folded if other != own)


def _unbracketed(text: str) -> str:
    text = re.sub(r"^[\s).:\]}*,—–-]{1,8}(?=[^\d.])", "", text)
    inner = re.match(r"\s*\(([^()\n]{1,200})\)", text)
    return inner.group(1) if inner else text.lstrip(" )]:*")


def options_of(choices: Sequence[str] = (), base: int | None = None) -> Options:
    """What is known about the options.

    Labels in front of the texts, such as ``(ii)`` or ``2.``, are taken off; those that are
    numerals or numbers are further ways to name an option. Where the options are not known, a
    numeral stands for itself.

    Args:
        base: Number of the first option, where options may be named by numbers.
    """
    return _options(tuple(choices)[:_MOST], base)


@lru_cache(maxsize=256)
def _options(choices: tuple[str, ...], base: int | None) -> Options:
    letters = string.ascii_uppercase[: len(choices) or UNKNOWN_COUNT]
    labels = {letter.casefold(): letter for letter in letters}
    if not choices:
        labels |= {numeral: numeral for numeral in NUMERALS if len(numeral) > 1}
    prefixes = [_PREFIX.match(text) for text in choices]
    texts = choices
    written = [(p.group(1) or p.group(2)).casefold() for p in prefixes if p]
    if len(written) == len(choices) > 1:
        scheme = next((s for s in _schemes(len(choices)) if s == tuple(written)), None)
        if scheme is not None:
            bare = tuple(t[p.end() :] for t, p in zip(choices, prefixes, strict=True) if p)
            # "(1) only", "(2) only": the labels are the texts.
            if len({normal(text) for text in bare} - {""}) == len(choices):
                texts = bare
                labels = dict(zip(scheme, letters, strict=True)) | labels
    if base is not None:
        labels |= {str(base + index): letter for index, letter in enumerate(letters)}
    return Options(texts, labels)


def _schemes(count: int) -> list[tuple[str, ...]]:
    """The ways to label so many options."""
    return [
        tuple(string.ascii_lowercase[:count]),
        NUMERALS[:count],
        tuple(str(number) for number in range(1, count + 1)),
        tuple(str(number) for number in range(count)),
    ]
