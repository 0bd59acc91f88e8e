"""From the options that a text names to those that it states together."""

from __future__ import annotations

import re
from typing import Final

from preceptor.extraction.choice_mentions import Mention
from preceptor.extraction.option_labels import Options

DENIES: Final = re.compile(
    r"\b(?:not|never|no|neither|nor|cannot|than|except|without)\b|n't\b", re.IGNORECASE
)


_LEFT_OPEN: Final = re.compile(
    r"\b(?:possibly|maybe|perhaps|though|although)\b[^.;\n]{0,12}?\b([A-J])\b(?!['’])"
)


def decided(text: str, found: list[Mention], options: Options) -> str | None:
    """The letters that the mentions in a text state together."""
    alive = [mention for mention in found if mention.standing != "denied"]
    denied = {
        letter for mention in found if mention.standing == "denied" for letter in mention.letters
    }
    stated = [mention for mention in alive if mention.standing in ("stated", "said right")]
    if any(mention.either for mention in stated):
        return None
    if any(mention.head and mention.standing == "open" for mention in alive):
        return None
    if stated and stated[0].head and any(m.either and m.standing == "named" for m in alive):
        return None
    if not stated:
        return _in_apposition(text, alive, denied, options)
    listed = _listed(text, alive, options)
    if listed is not None:
        return listed or None
    letters = {mention.letters for mention in stated}
    if any(m.hedged and m.letters != stated[0].letters for m in alive):
        return None
    other = _LEFT_OPEN.search(text, stated[0].end)
    if other is not None and other.group(1) not in stated[0].letters:
        return None
    if len(letters) != 1 or denied & set(stated[0].letters):
        return None
    first = stated[0]
    if first.form == "bare" and options.is_other_text(first.letters):
        return None
    if len(first.letters) == 1:
        following = text[first.end : next_start(found, first, len(text))]
        if options.contradicts(first.letters[0], following):
            return None
        if first.head and _goes_on(text, first, alive):
            return None
    return ", ".join(first.letters)


def next_start(found: list[Mention], mention: Mention, length: int) -> int:
    return next((other.start for other in found if other.start >= mention.end), length)


def _goes_on(text: str, first: Mention, alive: list[Mention]) -> bool:
    """Whether a sentence that begins with a letter compares it with another one."""
    right = text[first.end : first.end + 80]
    if not re.match(r"\s{1,3}(?:is|are|has|does|can)\b", right) or first.standing == "said right":
        return False
    if len(alive) > 1:
        return True
    return re.match(r"\s{1,3}(?:is|are|does|can|has)\s?(?:not|n't|never|no)\b", right) is not None


def _listed(text: str, alive: list[Mention], options: Options) -> str | None:
    """Several options, each written out: ``(A) Paris and (C) Rome``.

    Returns:
        Their letters, an empty text where it is not certain that they are stated together,
        and ``None`` where there is only one.
    """
    at = next((n for n, m in enumerate(alive) if m.head or m.standing == "stated"), 0)
    first = alive[at]
    if not (first.half and first.form == "bracket" and (first.head or first.standing == "stated")):
        return None
    letters = [first.letters[0]]
    certain = True
    before = first
    for mention in alive[at + 1 :]:
        between = text[before.end : mention.start]
        if mention.form != "bracket" or mention.standing == "said right":
            break
        if not re.search(r"(?:[,;\n]|\band|&)\s{0,4}\Z", between) or len(between) > 300:
            break
        content = re.sub(r"(?:[,;\n]|\band|&)\s{0,4}\Z", "", between)
        after = text[mention.end :]
        if options.texts and not options.is_own_text(before.letters[0], content):
            certain = False
        if re.match(
            r"\s{1,3}(?:is|are|was|were|do|does|can|has|have|would|fails?|gives?)\b", after
        ):
            certain = False
        letters.extend(mention.letters)
        before = mention
    if len(letters) == 1:
        return None
    last = text[before.end :]
    if options.texts and not options.is_own_text(before.letters[0], last, cut=True):
        certain = False
    return ", ".join(sorted(set(letters))) if certain else ""


def _in_apposition(
    text: str, alive: list[Mention], denied: set[str], options: Options
) -> str | None:
    """The only letter behind a value: ``0.01 m/s (B)``, ``Paris, option B``."""
    if len(alive) != 1:
        return None
    only = alive[0]
    if only.form == "bare" or only.either or only.standing != "named" or len(only.letters) != 1:
        return None
    if denied & set(only.letters):
        return None
    before = text[: only.start].rsplit("\n", 1)[-1]
    after = text[only.end : only.end + 40]
    if not re.match(
        r"\W{0,6}(?:\Z|\n|\.\s|,?\s{0,3}(?:because|since|as)\b)", after
    ) or DENIES.search(before):
        return None
    if options.contradicts(only.letters[0], before.strip(" ,;:—–-([")):
        return None
    return only.letters[0]
