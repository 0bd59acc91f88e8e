"""Extraction of the final answer of a reply, by rules in one place.

The rules, strongest first; the first one that finds an answer decides, and no answer is
``None``, never a guess:

========================  =================================================================
rule                      finds
========================  =================================================================
``kind``                  what the kind's own ``ReferenceKind.extract`` finds; no other rule
                          is tried for such a kind
``boxed``                 the last ``\\boxed{…}``; several in the last sentence are a list
``hashes``                ``#### 42`` (GSM8K)
``final-answer``          a line ``Final answer: …`` (bold or heading, or on the next line)
``answer``                a line ``Answer: …``
``answer-is``             ``the answer is …`` up to the end of the sentence
``choice``                kind ``choice``: a letter alone on the last line
``displayed-equation``    the right-hand side of a displayed equation that ends the reply
========================  =================================================================

These rules run in time linear in the reply, of which the last :data:`REPLY_CHARS` characters
are read.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from preceptor.extraction.boxes import boxed
from preceptor.limits import ANSWER_CHARS
from preceptor.references import ReferenceKind

REPLY_CHARS: Final = 400_000
"""Characters at the end of a reply in which an answer is looked for."""


@dataclass(frozen=True)
class Extracted:
    """An answer and the rule that found it; both ``None`` when there is none."""

    answer: str | None
    rule: str | None

    def __bool__(self) -> bool:
        return self.answer is not None


NOTHING: Final = Extracted(None, None)

_TURN_END: Final = re.compile(
    r"<\|(?:im_start|im_end|eot_id|endoftext|end|user|start_header_id)\|>"
)
_HASHES: Final = re.compile(r"^#{4}[ \t]+(\S[^\n]*)$", re.MULTILINE)
_MARK: Final = r"[*_#> \t`]{0,8}"
_FINAL_ANSWER: Final = re.compile(
    rf"^{_MARK}(?:my |the )?final answer{_MARK}(?:[:.]{_MARK}([^\n]*))?$",
    re.IGNORECASE | re.MULTILINE,
)
_ANSWER: Final = re.compile(
    rf"^{_MARK}(?:the |my |our )?(?:correct |short )?(?:answer|ans\.?|result|solution)"
    rf"{_MARK}[:=]{_MARK}([^\n]*)$",
    re.IGNORECASE | re.MULTILINE,
)
_INLINE_FINAL: Final = re.compile(r"\bfinal answer{m}:{m}([^\n]*)".replace("{m}", _MARK), re.I)
_ANSWER_IS: Final = re.compile(
    r"\b(?:answer|solution|result|value|choice|option)(?: to [^.\n]{1,60}?)?[ \t]+"
    r"(?:is|are|equals|would be|must be|should be)\b[ \t]*:?",
    re.IGNORECASE,
)
_BARE_MATHS_ANSWER: Final = re.compile(
    r"^\W{0,4}answer[ \t]*(\$(?:[^$\\\n]|\\.)+\$|\$\$[^$]+\$\$|\\\[.+\\\]|\\\([^\n]+\\\))\W*$",
    re.IGNORECASE | re.DOTALL,
)
"""A formula after the word alone; an inline one is on one line, ``\\$`` is not a delimiter."""
_LETTER: Final = re.compile(r"\(?\b([A-Za-z])\b[).:]?")
_CHOICE_WORDS: Final = re.compile(
    r"\b(?:option|choice|answer|alternative)\b[^\nA-Za-z]{0,12}(?:is|are)?[^\nA-Za-z]{0,6}"
    r"\(?([A-J])\b(?![a-z'])", re.IGNORECASE
)  # fmt: skip
_LAST_LETTER: Final = re.compile(
    r"^\W{0,6}(?:(?:the )?(?:correct )?(?:answer|option|choice)(?: is)?\W{0,4})?"
    r"\(?([A-J])\b\)?(?:[).:].{0,200}|\W{0,6})$", re.IGNORECASE
)  # fmt: skip
_DISPLAY: Final = re.compile(
    r"(?:\$\$|\\\[)((?:(?!\$\$|\\\[|\\\]).)*)(?:\$\$|\\\])[\s.]*\Z", re.DOTALL
)
_SENTENCE_END: Final = re.compile(
    r"(?:\.(?=\s+[A-Z*<]|\s*$)|\.(?=\s)|[!?](?=\s|$)|,\s+(?:because|since|so|but|which|as|it)\b)"
)


def visible(reply: str) -> str:
    """The part of a reply that is meant for the reader.

    Reasoning in ``<think>`` tags is left out, also when only its closing tag is there, and
    so is whatever follows an end-of-turn marker. Of reasoning that was never closed, only the
    text before it is left.
    """
    text = reply[-REPLY_CHARS:]
    closing = text.rfind("</think>")
    if closing >= 0:
        text = text[closing + len("</think>") :]
    opening = text.find("<think>")
    if opening >= 0:
        text = text[:opening]
    begin = 0
    for end in _TURN_END.finditer(text):
        turn = text[begin : end.start()]
        if turn.strip():
            return turn
        begin = end.end()
    return text[begin:]


def extract(reply: str, kind: str | ReferenceKind | None = None) -> Extracted:
    """The final answer of a reply.

    Args:
        kind: Kind of the reference of the question. A name alone stands for the general rules;
            see :func:`preceptor.extract` for names of kinds with their own rule.
    """
    text = visible(reply)
    if not text.strip():
        return NOTHING
    if isinstance(kind, ReferenceKind) and kind.extract is not None:
        return _by_kind(kind.extract, text)
    choice = (kind.name if isinstance(kind, ReferenceKind) else kind) == "choice"
    for rule, find in (
        ("boxed", boxed),
        ("hashes", _hashes),
        ("final-answer", _final_answer),
        ("answer", _answer_line),
        ("answer-is", _answer_is),
    ):
        match = find(text)
        if match:
            answer = _choice_letter(match) if choice else _tidy(match)
            if answer and len(answer) <= ANSWER_CHARS:
                return Extracted(answer, rule)
    if choice:
        letter = _last_letter(text)
        if letter:
            return Extracted(letter, "choice")
    display = _displayed_equation(text)
    if display and len(display) <= ANSWER_CHARS:
        return Extracted(display, "displayed-equation")
    return NOTHING


def _by_kind(extractor: Callable[[str], str | None], text: str) -> Extracted:
    try:
        answer = extractor(text)
    except Exception:  # as for recognisers: one that raises has not found anything
        return NOTHING
    if not isinstance(answer, str) or not answer.strip() or len(answer) > ANSWER_CHARS:
        return NOTHING
    return Extracted(answer, "kind")


# --- lines and sentences ------------------------------------------------------------------


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    match = None
    for match in pattern.finditer(text):  # noqa: B007 - the last one is wanted
        pass
    return match


def _hashes(text: str) -> str | None:
    match = _last(_HASHES, text)
    return match.group(1) if match else None


def _rest_or_next_line(match: re.Match[str], text: str) -> str | None:
    """The rest of a marked line, else the next lines up to a blank one."""
    rest = (match.group(1) or "").strip(" \t*_`:#")
    if rest:
        return _sentence(match.group(1))
    following = text[match.end() :].lstrip("\n \t")
    if not following:
        return None
    if following.startswith(("\\[", "$$")):
        return _display_after(following)
    line = following.split("\n", 1)[0]
    return _sentence(line) if len(line) <= 300 else None


def _display_after(text: str) -> str | None:
    """The content of the displayed formula that the text begins with."""
    closing = "\\]" if text.startswith("\\[") else "$$"
    end = text.find(closing, 2)
    return text[2:end] if end > 0 else None


def _final_answer(text: str) -> str | None:
    match = _last(_FINAL_ANSWER, text) or _last(_INLINE_FINAL, text)
    if match is None:
        return None
    rest = _rest_or_next_line(match, text)
    # "Final answer: the final answer is 4."
    return _answer_is(rest) or rest if rest else None


def _answer_line(text: str) -> str | None:
    match = _last(_ANSWER, text)
    if match is None:
        bare = _BARE_MATHS_ANSWER.match(text.strip()) if len(text) < 400 else None
        return bare.group(1) if bare else None
    rest = _rest_or_next_line(match, text)
    return _answer_is(rest) or rest if rest else None


def _answer_is(text: str) -> str | None:
    match = _last(_ANSWER_IS, text)
    if match is None:
        return None
    rest = text[match.end() :].split("\n", 1)[0]
    if not rest.strip(" .:*"):
        following = text[match.end() :].lstrip("\n \t")
        if following.startswith(("\\[", "$$")):
            return _display_after(following)
        rest = following.split("\n", 1)[0]
        if not rest:
            return None
    if rest.lstrip().lower().startswith(("not ", "the same", "that ", "because", "as follows")):
        return None
    return _sentence(rest)


def _sentence(line: str) -> str:
    """Up to the end of the sentence; stops inside mathematics do not count."""
    at = 0
    while True:
        end = _SENTENCE_END.search(line, at)
        if end is None:
            return line
        before = line[: end.start()]
        if (
            before.count("$") % 2 == 0
            and before.count("{") <= before.count("}")
            and (before.count("\\(") <= before.count("\\)"))
        ):
            return before
        at = end.end()


def _displayed_equation(text: str) -> str | None:
    match = _DISPLAY.search(text[-4000:])
    if match is None:
        return None
    content = match.group(1).strip()
    if "\\\\" in content or "\n\n" in content or "=" not in content:
        return None
    right = re.split(r"(?<![<>!:=\\])=(?!=)", content)[-1].strip().rstrip(".")
    return right or None


# --- choices ------------------------------------------------------------------------------


def _choice_letter(text: str) -> str | None:
    tidy = re.sub(r"\\(?:text|mathrm|mathbf|textbf)\s*\{([^{}]*)\}", r"\1", _tidy(text) or "")
    match = re.match(r"\W{0,6}(?:option |choice |answer )?\(?([A-Za-z])\)?(?![A-Za-z'])", tidy,
                     re.IGNORECASE)  # fmt: skip
    if match and (match.group(1).upper() == match.group(1) or len(tidy) <= 3):
        return match.group(1).upper()
    return tidy or None


def _last_letter(text: str) -> str | None:
    lines = [line for line in text.rstrip().splitlines()[-5:] if line.strip()]
    if not lines:
        return None
    match = _LAST_LETTER.match(lines[-1][:400])
    if match and match.group(1).isupper():
        return match.group(1)
    words = _last(_CHOICE_WORDS, lines[-1][:2000])
    return words.group(1).upper() if words and words.group(1).isupper() else None


# --- tidying ------------------------------------------------------------------------------

_MARKDOWN: Final = re.compile(r"^(?:\*\*|__|\*|`|\")(.*?)(?:\*\*|__|\*|`|\")$", re.DOTALL)


def _tidy(answer: str) -> str | None:
    """Without markdown, quotation marks, math delimiters around all of it, and final stops."""
    text = answer.strip()
    for _ in range(4):
        before = text
        text = text.strip().rstrip(",;").strip()
        if text.endswith(".") and not text.endswith("..."):
            text = text[:-1].rstrip()
        text = text.removeprefix(":").strip()
        match = _MARKDOWN.match(text) if text[:1] in '*_`"' else None
        if match:
            text = match.group(1)
        text = text.strip("*").strip() if text.count("*") in (2, 4) and text[:1] == "*" else text
        text = text.removesuffix("**").removesuffix("`").rstrip()
        for opening, closing in (("$$", "$$"), ("$", "$"), ("\\(", "\\)"), ("\\[", "\\]")):
            if (
                len(text) > len(opening) + len(closing)
                and text.startswith(opening)
                and text.endswith(closing)
            ):
                inner = text[len(opening) : -len(closing)]
                if opening not in inner and closing not in inner:
                    text = inner.strip()
                break
        if text == before:
            break
    return text or None
