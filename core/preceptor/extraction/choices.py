"""Which option of a multiple-choice question a text states: a letter, or several together.

Letters are canonical: ``B``, or ``A, C`` for several. A letter counts where the text says so.
Letters that are denied (``not A``), variables (``E = mc^2``), units (``5 A``) and words
(``A proton``) do not, and of alternatives (``A or B``) none does.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, Literal

from preceptor.extraction.choice_decision import DENIES, decided, next_start
from preceptor.extraction.choice_lists import closing_list, heads_other, states_none
from preceptor.extraction.choice_mentions import Mention, mentions
from preceptor.extraction.option_labels import Options, options_of, plain

_STATED_CHARS: Final = 2_000
_CLOSING_CHARS: Final = 3_000
_CLOSING_LINES: Final = 8
_OPENING_CHARS: Final = 400

_CROSSED: Final = re.compile(r"[❌✗✘✖]")
_LETTERS_ONLY: Final = re.compile(r"[A-J]")
_ENUMERATION: Final = re.compile(r"\s*(?:[A-J][.)]\s+){1,9}[A-J][.)]?\s*")
_COMPARES: Final = re.compile(
    r"[<>≠=→|/]|\\(?:to|ne|neq|rightarrow|lt|gt)(?![A-Za-z])|\b(?:alternatively|else|maybe"
    r"|in the (?:first|second)|under (?:one|another)|if|when|,\s*or)\b|,\s*or\b",
    re.IGNORECASE,
)
_OPEN: Final = re.compile(r"\b(?:alternatively|possibly|maybe|or)\b|[<≠]|\\neq?\b", re.IGNORECASE)
_JOINS: Final = re.compile(r"\band\b|\bthat is\b|i\.e\.|\balso\b", re.IGNORECASE)
_LETTERS_ALONE: Final = re.compile(r"(?<![A-Za-z\\])[A-J](?![A-Za-z'’])")
_JOINED: Final = re.compile(r"[A-J]{2,10}")
_SOLE: Final = re.compile(r"\W{0,12}([A-Za-z0-9]{1,4})\W{0,12}")
_SOLE_SMALL: Final = "abcdefghj"
_NO_SIGN: Final = re.compile(r"[^-−+=<>^%°'!]*")
_POLITE: Final = re.compile(
    r"\W{0,6}(?:i hope|hope (?:this|that)|let me know|please|feel free"
    r"|do you (?:have|need|want)|is there anything|if you (?:have|need)|thank|good luck"
    r"|</?\w{1,12}>\W{0,4}\Z|```)",
    re.IGNORECASE,
)
_ENDING: Final = re.compile(
    r"(?:\b(?:is|are|was|were|be|equals?|called|gives?|to|of|as|likely|by|at|the|an?)|[=:≈])\s{1,3}([^\n]{1,300})\Z",
    re.IGNORECASE,
)
_CONCLUDES: Final = re.compile(
    r"(?:\A|[.;!?]\s{1,3})(?:so|therefore|thus|hence|finally|in conclusion|overall)\b[^.;!?]{0,120}"
    r"\b(?:answer|option|choice|correct|select\w*|choose)\b[^.;!?]{0,60}\Z",
    re.IGNORECASE,
)
_CALLED: Final = re.compile(
    r"\b(?:answer|option|choice|selection)\b[^.;!?\n]{0,24}\Z|\bcorrespond\w*[^.;!?\n]{0,16}\Z",
    re.IGNORECASE,
)


def stated_choice(text: str, choices: Sequence[str] = (), base: int | None = None) -> str | None:
    """The option that a text behind a cue states.

    Args:
        text: What comes after ``Answer:``, in a box or in tags.
        choices: Texts of the options, in order. Letters beyond the last one are no options.
        base: Number of the first option, where options may be named by numbers.

    Returns:
        ``B``, or ``A, C`` where several are stated together; ``None`` when no option is
        stated for certain. ``(C)`` where ``C`` alone may be the text of another option.
    """
    options = options_of(choices, base)
    return _unmistakable(_stated(text[:_STATED_CHARS], options), options)


def _unmistakable(letters: str | None, options: Options) -> str | None:
    """Letters; in brackets where the letter alone may be the text of another option."""
    return f"({letters})" if letters and options.is_other_text((letters,)) else letters


def _stated(text: str, options: Options) -> str | None:
    """The letters that a text states, without brackets."""
    if _CROSSED.search(text):
        return None
    clean = plain(text)
    own_text = options.by_text(text)
    if own_text is None and _COMPARES.search(text) and _several(text, clean, options):
        return None
    if own_text is None and _JOINS.search(text) and _others(text, clean, options):
        return None
    listed = _LETTERS_ONLY.findall(clean) if _ENUMERATION.fullmatch(clean) else []
    if len(listed) > 1 and own_text is None:
        return ", ".join(sorted(set(listed)))
    joined = clean.strip(" .,()[]{}:;!\n\t")
    if own_text is None and _are_letters(joined, options):
        return ", ".join(sorted(joined))
    sole = _SOLE.fullmatch(clean)
    if sole is not None:
        return _sole(sole.group(1), clean, own_text, options)
    found = mentions(clean, options)
    if own_text is not None:
        # "Both A and B" may be an option's text; "(B)" in front of it is a letter.
        stated = decided(clean, found, options) if any(m.half for m in found) else own_text
        return own_text if stated in (None, own_text) else stated
    if any(mention.standing != "named" or mention.half or mention.head for mention in found):
        return decided(clean, found, options)
    return decided(clean, found, options) or options.by_text(text, beginning=True)


def _several(text: str, clean: str, options: Options) -> bool:
    """Whether a text names more than one option, by letters or by their texts."""
    return len(_letters_alone(clean, options)) > 1 or _others(text, clean, options)


def _others(text: str, clean: str, options: Options) -> bool:
    """Whether a text names an option by its letter and another one by its text."""
    letters = _letters_alone(clean, options)
    folded = text.casefold()
    return bool(letters) and any(
        len(own) > 2 and own.casefold() in folded and chr(ord("A") + number) not in letters
        for number, own in enumerate(options.texts)
    )


def _letters_alone(clean: str, options: Options) -> set[str]:
    return {c for c in _LETTERS_ALONE.findall(clean) if c.casefold() in options.labels}


def _are_letters(text: str, options: Options) -> bool:
    """Whether a text is several letters without anything between them: ``ACD``."""
    if not _JOINED.fullmatch(text) or len(text) != len(set(text)):
        return False
    return all(letter.casefold() in options.labels for letter in text)


def announced_choice(
    text: str, start: int, end: int, choices: Sequence[str] = (), base: int | None = None
) -> str | None:
    """The option that a cue announces with ``text[start:end]``.

    The rest of the line counts where it names an option by its label, as in ``14112 W, which
    corresponds to option (A)``.
    """
    announced = text[start:end]
    stated = stated_choice(announced, choices, base)
    line_end = text.find("\n", end)
    rest = text[end : min(len(text) if line_end < 0 else line_end, end + _OPENING_CHARS)]
    clean = plain(rest).lstrip()
    if not clean or clean.startswith((".", "!", "?")):
        return stated
    named = names_option(announced, choices, base)
    if named and stated is not None:
        return stated
    if named or any(m.form != "bare" for m in mentions(clean, options_of(choices, base))):
        return stated_choice(announced + rest, choices, base)
    return stated


def names_option(text: str, choices: Sequence[str] = (), base: int | None = None) -> bool:
    """Whether a text speaks of options by their labels, be it not certain which one it states.

    Such a text is never a value: ``A or B``, ``not (C)``.
    """
    options = options_of(choices, base)
    found = mentions(plain(text[:_STATED_CHARS]), options)
    return any(m.standing != "named" or m.form != "bare" for m in found)


def _sole(label: str, clean: str, own_text: str | None, options: Options) -> str | None:
    """An answer of one word or sign."""
    letter = options.labels.get(label.casefold()) if "?" not in clean else None
    bracketed = re.search(r"[(\[]\s?\w{1,4}\s?[)\]]", clean) is not None
    small = len(label) == 1 and label.isalpha() and label.islower()
    variable = not _NO_SIGN.fullmatch(clean) or (small and label not in _SOLE_SMALL)
    if variable and not bracketed:
        letter = None
    if letter is None:
        return own_text
    if bracketed or own_text is None or own_text == letter:
        return letter
    return None


# --- replies without a cue ------------------------------------------------------------------


def closing_choice(
    text: str, choices: Sequence[str] = (), base: int | None = None
) -> tuple[str, int, int, bool] | None:
    """The option that a reply without a cue ends with, or begins with.

    Returns:
        The letters, where they are in the text, and whether the reply says in words that
        this is its choice; ``None`` when no option is found for certain.
    """
    options = options_of(choices, base)
    offset = max(0, len(text) - _CLOSING_CHARS)
    window = text[offset:]
    clean = plain(window)
    if _ENUMERATION.fullmatch(clean.rsplit("\n", 1)[-1]):
        return None
    lines = [(m.start(), m.end()) for m in re.finditer(r"[^\n]*\S[^\n]*", clean)][-_CLOSING_LINES:]
    listed = closing_list(clean, lines, options)
    if listed is not None:
        return listed.letters, offset + listed.start, offset + listed.end, True
    last = _last_choice(window, clean, lines, options)
    if last is not None:
        if last == "none":
            return None
        letters, start, end, cued = last
        return letters, offset + start, offset + end, cued
    return _opening(text, options)


def _last_choice(
    window: str, clean: str, lines: list[tuple[int, int]], options: Options
) -> tuple[str, int, int, bool] | Literal["none"] | None:
    """The option that the last line which names any states; ``none`` where none is right."""
    passed = 0
    sentence_read = False
    for number in range(len(lines) - 1, -1, -1):
        start, end = lines[number]
        line = clean[start:end]
        if _POLITE.match(line) or not any(c.isalnum() for c in line):
            continue
        if line.rstrip(" *").endswith(":"):
            continue  # it announces something that does not follow
        found = mentions(line, options)
        if _is_listing(clean, lines, number, options):
            passed += 1
            continue
        if _OPEN.search(line) and _several(window[start:end], line, options):
            break
        read = _closing_line(line, found, options)
        if read is not None:
            letters, at, until, cued, explicit = read
            letters = f"({letters})" if options.is_other_text((letters,)) else letters
            one_of_all = passed > 0 and heads_other(clean, lines[:number], line, options)
            if passed and (one_of_all or not (explicit and passed <= 2)):
                cued = False
            return letters, start + at, start + until, cued
        if found and any(m.standing not in ("denied",) for m in found):
            break  # options are named, and it is not clear which one is the answer
        if not found:
            if states_none(line):
                return "none"
            if not sentence_read:
                sentence_read = True
                ended = _ends_with_text(window[start:end], options)
                if ended is not None:
                    letter, at = ended
                    return letter, start + at, end, False
            passed += 1
    return None


def _is_listing(clean: str, lines: list[tuple[int, int]], number: int, options: Options) -> bool:
    """Whether a line is one of a list of all options."""

    def label(at: int) -> str | None:
        if not 0 <= at < len(lines):
            return None
        start, end = lines[at]
        found = mentions(clean[start:end], options)
        if (
            not found
            or not found[0].half
            or found[0].form == "labelled"
            or clean[start : start + found[0].start].strip(" -•>")
        ):
            return None
        return found[0].letters[0]

    own = label(number)
    return own is not None and any(
        other is not None and other != own for other in (label(number - 1), label(number + 1))
    )


def _closing_line(
    line: str, found: list[Mention], options: Options
) -> tuple[str, int, int, bool, bool] | None:
    """The choice that a line states: letters, place, whether in words, whether called right."""
    alive = [mention for mention in found if mention.standing not in ("denied",)]
    stated = [m for m in alive if m.standing == "said right"] or [
        m
        for m in alive
        if m.standing == "stated" and (m.form != "bare" or m.chosen_in_words or m.head or m.lone)
    ]
    weak = False
    if not stated:
        stated = [m for m in alive if m.standing == "named" and m.form != "bare"]
        weak = True
        if any(len(m.letters) > 1 for m in stated):
            return None
    if len({m.letters for m in stated}) > 1 and _CONCLUDES.search(line[: stated[-1].start]):
        stated = stated[-1:]
    if not stated or any(m.either for m in stated) or len({m.letters for m in stated}) != 1:
        return None
    denied = {letter for m in found if m.standing == "denied" for letter in m.letters}
    if denied & set(stated[0].letters):
        return None
    mention = stated[-1]
    letters = mention.letters
    following = line[mention.end : next_start(found, mention, len(line))]
    if len(letters) == 1 and options.contradicts(letters[0], following):
        return None
    if any(m.either and (m.head or mention.head) for m in alive):
        return None
    if mention.form == "bare" and options.is_other_text(letters):
        return None
    place = mention.start, mention.end
    if weak:
        return ", ".join(letters), *place, False, False
    said = mention.standing == "said right"
    if mention.head and not said:
        nothing_before = not re.search(r"\w", line[: mention.start])
        return _option_line(line, mention, options, nothing_before=nothing_before)
    in_words = said or mention.chosen_in_words
    called = _CALLED.search(f"{line[: mention.start]} ") is not None or mention.form == "labelled"
    explicit = said or (mention.chosen_in_words and called)
    return ", ".join(letters), *place, in_words and not mention.hedged, explicit


def _option_line(
    line: str, mention: Mention, options: Options, *, nothing_before: bool
) -> tuple[str, int, int, bool, bool] | None:
    """A line that begins with an option: nothing but it, or its text behind it."""
    rest = line[mention.end :]
    letters = ", ".join(mention.letters)
    place = mention.start, mention.end
    if not any(c.isalnum() for c in rest):
        alone = nothing_before or mention.chosen_in_words or mention.form != "bare"
        return letters, *place, alone and not mention.hedged, True
    if len(mention.letters) == 1 and options.is_own_text(mention.letters[0], rest):
        return letters, *place, True, True
    if not nothing_before:
        said = mention.chosen_in_words and not mention.hedged
        return letters, *place, said and not re.match(r"\s{0,3}\w", rest), False
    if not mention.half or len(line) > 200:
        return None if mention.form == "bare" else (letters, *place, False, False)
    return letters, *place, not options.texts and len(line) <= 100, False


def _ends_with_text(line: str, options: Options) -> tuple[str, int] | None:
    """The option whose text ends the last sentence: a choice that is not said in words."""
    line = line.rstrip()
    stops = [m.end() for m in re.finditer(r"[.!?]\s", line[:-1])]
    begin = stops[-1] if stops else 0
    if not options.texts or DENIES.search(line, begin):
        return None
    at = begin
    while (ending := _ENDING.search(line, at)) is not None:
        letter = options.by_text(ending.group(1))
        if letter is not None:
            return letter, ending.start(1)
        at = ending.start() + 1
    letter = options.by_text(line[begin:])
    return (letter, begin) if letter is not None else None


def _opening(text: str, options: Options) -> tuple[str, int, int, bool] | None:
    """The option that a reply begins with: a first line ``(B) Paris``, or ``No, …``."""
    lead = len(text) - len(text.lstrip())
    first = text[lead : lead + _OPENING_CHARS].split("\n", 1)[0]
    clean = plain(first)
    found = mentions(clean, options)
    if found and found[0].head and found[0].standing != "denied" and len(first) <= 200:
        whole = plain(text[lead + len(first) : lead + 4_000])
        others = mentions(whole, options)
        if any(
            (m.half and m.form == "bracket" and m.head)
            or (m.standing != "denied" and m.letters != found[0].letters)
            for m in others
        ):
            return None
        if any(m.standing == "denied" and set(m.letters) & set(found[0].letters) for m in others):
            return None
        letters = decided(clean, found, options)
        mention = found[0]
        along = any(m.half and m.form == "bracket" and m.standing != "denied" for m in found[1:])
        if letters is None or (along and ", " not in letters):
            return None
        rest = clean[mention.end :]
        nothing = not any(c.isalnum() for c in rest)
        own = len(mention.letters) == 1 and options.is_own_text(mention.letters[0], rest)
        if not nothing and not own and not mention.half:
            return None
        return letters, lead + mention.start, lead + mention.end, nothing or own
    if set(options.folded) in ({"yes", "no"}, {"true", "false"}):
        letter = options.by_text(first, beginning=True)
        word = re.match(r"\W{0,6}(yes|no|true|false)\b", first, re.IGNORECASE)
        if letter is not None and word is not None:
            opposite = {"yes": "no", "no": "yes", "true": "false", "false": "true"}
            other = opposite[word.group(1).casefold()]
            if not re.search(
                rf"(?:^|[.:\n]\s*|\bis\s+)\W*{other}\b", text[lead + word.end() :], re.IGNORECASE
            ):
                return letter, lead + word.start(1), lead + word.end(1), False
    return None
