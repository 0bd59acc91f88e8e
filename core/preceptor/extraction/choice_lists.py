"""Options that are stated one a line, and lines that state none of them.

``The correct statements are:`` above ``(A) …`` and ``(C) …`` states both. A list of all options is
as likely to repeat the question, so it counts only where a conclusion announces it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from preceptor.extraction import cue_words
from preceptor.extraction.choice_mentions import mentions
from preceptor.extraction.choice_words import WRONG
from preceptor.extraction.option_labels import Options, plain

_MOST: Final = 26
_READ_CHARS: Final = 3_000
_ITEM: Final = re.compile(
    r"[ \t]{0,8}(?:[-*•>][ \t]{1,3}|\d{1,2}[.)][ \t]{1,3})?"
    r"(?:[(\[]\s?([A-Za-z])\s?[)\]]|([A-Z])\s?[).:](?=[ \t]))"
)
_REMARK: Final = re.compile(
    rf"[\s,:–—-]{{0,4}}(?:(?:is|are|was|were|can|does|do|has|have|would|因为|是|都)(?![A-Za-z])"
    rf"|{WRONG})",
    re.IGNORECASE,
)
"""What makes a line a remark on its option."""
_CALLED_WRONG: Final = re.compile(
    rf"[–—:(,.;→✗❌-]\s{{0,3}}(?:(?:this|that|it|यह|هذا|这) )?(?:is )?(?:{WRONG}|false|not )"
    rf"|[✗❌✘]",
    re.IGNORECASE,
)
_CALLS_RIGHT: Final = re.compile(
    r"\b(?:correct|right|true|answers?|hold|valid|richtig|korrekt|antwort\w*|correct[aoe]s?"
    r"|réponses?|respuestas?|respostas?|corrett[aei]|đúng|đáp án|benar|jawaban|doğru"
    r"|cevap)\b"
    r"|正[确確]|答案|सही|उत्तर|صحيح|جاب|верн|правильн|ответ|正しい|正解|答え|옳은|정답|맞는",
    re.IGNORECASE,
)
_ASKS: Final = re.compile(r"\?|\b(?:which|what|if)\b|哪|कौन|أي\s|какие|どれ|어느", re.IGNORECASE)
_NOT_RIGHT: Final = re.compile(
    rf"\b(?:not|except|false)\b|n't\b|{WRONG}|不|नहीं|\bне\b", re.IGNORECASE
)
_FOLLOWING: Final = re.compile(
    r"\b(?:following|below)\b|[下以][列下]|निम्न|التالي|следующ|次の|다음", re.IGNORECASE
)
_CONCLUDES: Final = re.compile(rf"[\s*#>-]{{0,8}}{cue_words.CONCLUDING}", re.IGNORECASE)
_NONE: Final = re.compile(
    r"\b(?:none|neither)\b(?! of the (?:other|remaining|rest))[^.;\n]{0,30}"
    r"\b(?:options|choices|answers|statements|above)\b"
    r"|\ball (?:of )?(?:the )?(?:above |given )?(?:\w{3,5} )?(?:options|choices"
    r"|statements) are "
    r"(?:wrong|incorrect|false)"
    r"|(?<!अन्य\s)(?<!बाकी\s)(?:चारों|सभी|तीनों|कोई भी)"
    r"[^।\n]{0,12}(?:विकल्प|कथन)[^।\n]{0,12}(?:गलत|नहीं)"
    r"|(?<!其他)(?<!其余)(?:以上|所有|四个|没有)[^。\n]{0,6}(?:选项|答案)[^。\n]{0,4}(?:不|错|正确|符合)"
    r"|(?:جميع|كل|أي من) (?:ال)?خيارات (?!الأخرى)[^.\n]{0,20}(?:خاطئ|غير)"
    r"|لا (?:شيء|يوجد|أحد)[^.\n]{0,12}الخيارات|ни один из"
    r"|все варианты невер|どれも正し|いずれも正し",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class OptionList:
    """Options that stand one a line.

    Attributes:
        letters: Their letters, in order, with commas between them; empty where it is not certain
            that the list states them.
        start, end: Place of the list.
    """

    letters: str
    start: int
    end: int


def states_none(line: str) -> bool:
    """Whether a line says that no option is right: *none of the options*, *all are wrong*."""
    return _NONE.search(line[:_READ_CHARS]) is not None


def heads_other(clean: str, lines: list[tuple[int, int]], line: str, options: Options) -> bool:
    """Whether a line and one before it are headed by different options."""

    def head(text: str) -> str | None:
        found = mentions(text, options)
        if not found or not found[0].half or re.search(r"\w", text[: found[0].start]):
            return None
        return found[0].letters[0]

    own = head(line)
    return own is not None and any(head(clean[a:b]) not in (None, own) for a, b in lines)


def announced_list(text: str, start: int, options: Options) -> OptionList | None:
    """The list that begins below a cue, at ``start``; ``None`` where there is none."""
    line = text.rfind("\n", 0, start) + 1
    if line == 0 or re.search(r"\w", text[line:start]):
        return None
    clean = plain(text[line : line + _READ_CHARS])
    items, end = _items(clean, 0, options, gaps=bool(options.texts))
    if items is None or len(items) < 2:
        return None
    letters = "" if _is_whole(items, options) else ", ".join(sorted(items))
    return OptionList(letters, start, line + end)


def closing_list(clean: str, lines: list[tuple[int, int]], options: Options) -> OptionList | None:
    """The list of right options that a reply without a cue ends with.

    Args:
        clean: What :func:`~preceptor.extraction.option_labels.plain` returns.
        lines: Places of its last lines that are not blank.
    """
    number = len(lines) - 1
    while number >= 0 and _ITEM.match(clean, *lines[number]):
        number -= 1
    if not 0 <= number < len(lines) - 2:
        return None
    announcing = clean[slice(*lines[number])]
    if not announcing.rstrip(" *").endswith(":") or len(announcing) > 300:
        return None
    concludes = _CONCLUDES.match(announcing) is not None
    if not _CALLS_RIGHT.search(announcing) or _ASKS.search(announcing):
        return None
    if _NOT_RIGHT.search(announcing) or (_FOLLOWING.search(announcing) and not concludes):
        return None
    items, end = _items(clean, lines[number + 1][0], options, gaps=True)
    if items is None or len(items) < 2 or (_is_whole(items, options) and not concludes):
        return None
    return OptionList(", ".join(sorted(items)), lines[number + 1][0], end)


def _items(clean: str, at: int, options: Options, *, gaps: bool) -> tuple[list[str] | None, int]:
    """The letters of the lines from ``at`` on, and where they end.

    ``None`` instead of letters where a line says something about its option, or is labelled as
    one and has the text of another.
    """
    letters: list[str] = []
    end = at
    while at < len(clean) and len(letters) < _MOST:
        line_end = clean.find("\n", at)
        line_end = len(clean) if line_end < 0 else line_end
        if not clean[at:line_end].strip():
            if letters and not gaps:
                break
            at = line_end + 1
            continue
        item = _ITEM.match(clean, at, line_end)
        letter = options.labels.get((item.group(1) or item.group(2)).casefold()) if item else None
        if item is None or letter is None:
            break
        content = clean[item.end() : line_end]
        if letter in letters or _REMARK.match(content) or _CALLED_WRONG.search(content):
            return None, end
        if options.contradicts(letter, content):
            return None, end
        letters.append(letter)
        end, at = line_end, line_end + 1
    return letters, end


def _is_whole(letters: list[str], options: Options) -> bool:
    """Whether a list has every option, as far as they are known."""
    if options.texts:
        return len(letters) == len(options.texts)
    return len(letters) >= 4 and sorted(letters) == [chr(65 + n) for n in range(len(letters))]
