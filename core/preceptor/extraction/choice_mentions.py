"""Where a text names options, and what it says about each: stated, denied or only named."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from preceptor.extraction.option_labels import Options

Form = Literal["bracket", "labelled", "bare"]
Standing = Literal["stated", "said right", "denied", "open", "named"]

_SIDE_CHARS: Final = 160
"""Characters on each side of a letter that are read."""

# --- words ---------------------------------------------------------------------------------

_LABEL: Final = (
    r"(?:options?|choices?|alternatives?|letters?|answer choices?|opci[oó]n(?:es)?|alternativas?|letras?"
    r"|propositions?|lettres?|buchstaben?|antworten?|antwort|opzion[ei]|letter[ae]|opção|opções|respuestas?"
    r"|réponses?|respostas?|risposta|вариант|ответ|选项|選項|選択肢|答案|选择|选|選|正解|보기|정답)"
)
_FILL: Final = (
    r"(?:it(?:'s| is| must be| should be| would be| has to be)?|this|that|is|are|be|would|should|must|will|the|my"
    r"|our|answers?|options?|choices?|letters?|correct|right|best|final|most|likely|probably|definitely"
    r"|certainly|clearly|simply|just|obviously|only|both|either|then|so|therefore|thus|hence|i|we|think|believe"
    r"|say|guess|choose|select|pick|selected|go|with|solution|result|selection|remaining|statement|one|as|of"
    r"|given|by|in|la|le|el|die|der|das|ist|es|est|è|é|lettre|letra|是|为|為|应|應|该|故|所以|因此|는|은)"
)
_NEGATIVE: Final = re.compile(
    r"\b(?:not|never|no|neither|nor|none|cannot|without|nicht|kein|jamais)\b|n't\b|不|并非|非|沒|没",
    re.IGNORECASE,
)
_RELATIVE: Final = re.compile(
    r"\b(?:that|which|who)\s+(?:\w+\s+)?(?:not|cannot|never|\w+n't)\b", re.IGNORECASE
)
_IS_BEFORE: Final = re.compile(
    r"\b(?:is|are|be)[\s:]{1,3}(?:the\s|option\s|choice\s){0,2}\Z", re.IGNORECASE
)
_FRESH: Final = re.compile(
    r"\b(?:so|therefore|thus|hence|but|leaving|leaves|and|then|instead|sondern|mais|sino|donc|also)\b"
    r"|[,;:→⇒]|=>|而是|所以|因此|故",
    re.IGNORECASE,
)
"""Where a clause begins that an earlier "not" does not reach."""
_DENIED_BEFORE: Final = re.compile(
    r"(?:\bnot|\bcannot be|\bcan't be|\bnever|\bneither|\bnor|n't(?: be)?|\brul(?:e[sd]?|ing) out|\bexclud(?:e[sd]?|ing)"
    r"|\beliminat(?:e[sd]?|ing)|\breject(?:s|ed|ing)?|\bdiscard(?:s|ed|ing)?|\brather than|\binstead of"
    r"|\bunlike|\bwrong|\bincorrect|\bnicht|\bpas|\bkein|不是|不选|非|并非|排除)\s{0,3}:?\s{0,3}"
    r"(?:(?:the|both|either|necessarily|just|only|be|it|la|le|die|der)\s{1,3}){0,3}\Z",
    re.IGNORECASE,
)
_COMPARED_BEFORE: Final = re.compile(
    r"\b(?:than|versus|vs\.?|except(?: for)?|all but|apart from|other than|different from|besides|between"
    r"|among|from)\s{1,3}"
    r"(?:(?:the|both|either)\s{1,3}){0,2}\Z",
    re.IGNORECASE,
)
_ADVERBS: Final = (
    r"(?:(?:is|are|was|were|'s|must|would|can|could|should|seems?|appears?|be|to|being|been|also|clearly|obviously"
    r"|both|all|definitely|certainly|indeed|therefore|thus|then|hence|still|simply|actually|here|itself|too"
    r"|probably|likely|most|more|have|has|do|does|did|completely|not|es|est|ist|è|é|está|sont|sind|son)\s{1,3}){0,6}"
)
_WRONG: Final = (
    r"(?:wrong|incorrect|mistaken|excluded|eliminated|rejected|discarded|ruled out|out\b|unlikely|implausible"
    r"|falsch|faux|fausse|incorrect[ao]|sbagliat[ao]|不对|错|不正确|错误|be ruled out|be eliminated|be excluded)"
)
_RIGHT: Final = (
    r"(?:correct(?:ly)?|right|(?:(?:the|an?|our|my|only|single|one|possible|valid|final|correct|right|best|most"
    r"|accurate|appropriate|likely|suitable|closest|matching|plausible|reasonable|remaining)\s{1,3}){1,6}"
    r"(?:answers?|options?|choices?|solutions?|match|one|statement|response|selection)\b|richtig|korrekt|correct[ao]"
    r"|corrett[ao]|juste|bonne|certa|正确|对的|对$)"
)
_DENIED_AFTER: Final = re.compile(
    rf"[\s*)'\"]{{0,5}}(?:{_ADVERBS}{_WRONG}"
    rf"|(?:(?:also|clearly|therefore|both|all)\s+)?(?:is|are|was|were|do|does|can|could|would|must|should|has|have)?\s{{0,3}}"
    rf"(?:not|n't|cannot|can't|can not|never)\s{{1,3}}{_ADVERBS}(?:{_RIGHT}|it\b|possible\b|valid\b|work\b|fit\b)"
    rf"|{_ADVERBS}no (?:option|answer|choice|solution)|(?:是)?(?:不对|错|不正确|错误))",
    re.IGNORECASE,
)
_SAID_RIGHT: Final = re.compile(
    rf"[\s*)'\"]{{0,5}}(?:(?!not\b){_ADVERBS}{_RIGHT}"
    rf"|(?:can|could|may|must) be (?:concluded|chosen|selected|taken) as (?:the )?(?:correct|right|best)"
    rf"|as (?:the |our |my )?(?:correct|right|best|final)?\s{{0,2}}(?:answer|option|choice)|是?(?:正确|对的))",
    re.IGNORECASE,
)
_NOT_RIGHT: Final = re.compile(r"\b(?:not|never|cannot)\b|n't", re.IGNORECASE)
_DEPENDS: Final = re.compile(
    r"\s{0,3}(?:\?|(?:if|when|unless|in case|for the case|or not)\b)", re.IGNORECASE
)
_STATED_BEFORE: Final = re.compile(
    r"(?:\b(?:so|therefore|thus|hence|then|leaving|leaves|left with|but|it's|is|are|be|answer|choos(?:e|ing)|chose|picks?"
    r"|selects?|selected|selecting|go(?:ing)? with|went with|opt(?:ing)? for|opted for|settle (?:on|for)|vote for|prefer"
    r"|correspond(?:s|ing)? (?:to|with)|match(?:es|ing)?|agrees with|equivalent to|consistent with|given (?:by|in|as)"
    r"|found in|listed (?:in|as|under)|closest to|matched by|represented by|namely|i\.e\.|conclude|say|guess|ist|est|es|è|é|"
    r"donc|also|daher|entonces|selection|correct|right|best)|[:→⇒]|=>|是|为|為|选择|选|選|应选|故选|所以|因此|即)\s{0,3},?\s{0,3}"
    r"(?:(?:that|the|only|remaining|correct|right|best|clearly|probably|likely|option|choice|answer|letter|la|le"
    r"|el|l'|die|der|instead|to|be|must|is|:)[\s:]{1,3}){0,5}\Z",
    re.IGNORECASE,
)
_HEAD: Final = re.compile(
    rf"[^\w]{{0,12}}(?:{_FILL}(?![^\W\d_])[^\w]{{0,6}}){{0,8}}\Z", re.IGNORECASE
)
_STOP: Final = re.compile(r"[.;!?](?=\s|\Z)|\n")
_CHOICE_WORD: Final = re.compile(
    rf"\b(?:answer|solution|correct|right|select\w*|choos\w+|chose|pick|closest|corresponds?|corresponding"
    rf"|match\w*)\b|{_LABEL}|正确|故选",
    re.IGNORECASE,
)
_HEDGED: Final = re.compile(
    r"\b(?:if|might|may|could|perhaps|possibly|maybe|unless|suppose|assum\w+|whether|would have)\b",
    re.IGNORECASE,
)

# --- letters -------------------------------------------------------------------------------

_W: Final = r"A-Za-z0-9_\\À-ʯͰ-Ͽ⟨"
_ALTERNATIVE: Final = r"or|nor|oder|ou|vs\.?|versus|to|through|或者?|还是|and\s?/\s?or|or\s+(?:maybe|possibly|perhaps|even|rather|else)"
_LINK: Final = re.compile(
    rf"[\s(\[]{{0,4}}(?:[,;&/|、~–—-]\s{{0,3}})?(?:(?:both|and also|and|und|et|y|e|和|及|与|以及|plus|{_ALTERNATIVE})"
    r"(?![A-Za-z]))?[\s(\[]{0,4}(?:(?:options?|choices?|also|either|even)\s{0,2})?",
    re.IGNORECASE,
)
_OR: Final = re.compile(rf"(?<![A-Za-z])(?:{_ALTERNATIVE})(?![A-Za-z])|[/|~–—-]", re.IGNORECASE)
_OR_BEFORE: Final = re.compile(
    r"(?<![A-Za-z])(?:or|oder|ou|或者?)\s{1,3}(?:(?:the|maybe|perhaps|possibly|option|choice|also)\s+){0,3}\Z",
    re.I,
)
_UNKNOWN_NEXT: Final = re.compile(
    r"\s{0,3}(?:[,;&/]|and|or)\s{0,3}(?:(?:and|or)\s{1,3})?[(\[]?[A-Z][)\]]?(?=[\s.,;)\]]{0,4}\Z|[,;])"
)
"""A letter beyond the last option goes on with the list."""
_FORMULA_BEFORE: Final = re.compile(
    r"(?:[=+*^<≤≥≈∈⊂∪∩×·÷−|]|(?<!=)>|\\[a-zA-Z]{1,12}|\w[-/])\s{0,3}\Z"
)
_FORMULA_AFTER: Final = re.compile(
    r"\s{0,3}(?:[=+*^<>≤≥≈∈⊂∪∩×·÷−|⟨°%]|\\(?!Rightarrow|to\b|rightarrow)[a-zA-Z])|[-–/'’(]\w|\.[A-Za-z]\b\.?(?=\s|\Z)"  # noqa: RUF001
)
_ARROW_BEFORE: Final = re.compile(r"(?:=>|->|→|⇒|\\(?:Rightarrow|rightarrow|to|implies))\s{0,3}\Z")
_NUMBER_BEFORE: Final = re.compile(r"[\d°%µμ)]\s{0,3}\Z")
_FOLLOWED: Final = re.compile(
    r"\s{0,3}(?:\Z|[.,;:!?)\]}—–(]|-\s|\n|(?:is|are|was|isn't|aren't|must|would|can|cannot|can't|should|seems|because"  # noqa: RUF001
    r"|since|as|due|for|but|not|rather|instead|which|where|while|with|from|so|therefore|and|or|nor|in this|if|when"
    r"|also|too|only|alone|est|ist|es|et|und|oder|ou)\b|[^\x00-\x7f])",
    re.IGNORECASE,
)
_PRECEDED: Final = re.compile(
    rf"(?:\A|[.,;:!?({{\[\n—–…→⇒]|=>|->|\n\s*-|(?<![A-Za-z])(?:{_FILL}|leaving|leaves|but|not|or|and|to|than|except|out|be"  # noqa: RUF001
    r"|for|neither|nor|corresponds to|matches|choosing|chose|on|between|wrong|among|through|from|rather|excludes?"
    r"|eliminates?|rejects?|of|i\.e\.|namely|say|conclude|vs|pas|nicht)|不|不是|选|選)[\s\"':,]{0,4}\Z",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Mention:
    """Options that a text names together.

    Attributes:
        letters: Their letters, each once, in the order of the options.
        start, end: Place in the text, brackets included.
        form: How the first is written.
        either: Whether they are alternatives: ``A or B``, ``A/B``.
        standing: What the text says of them: that they are the answer (``stated``), in so many
            words (``said right``), that they are not (``denied``), neither for certain
            (``open``), or nothing (``named``).
        head: Whether nothing but filling words stands in front of them.
        half: Whether the letter is written as the label of an option: ``B)``, ``(B)``, ``B.``.
        chosen_in_words: Whether the clause speaks of answers or options.
        lone: Whether the sentence is nothing but the letter and filling words: ``So C.``
        hedged: Whether the clause has an "if" or "might".
    """

    letters: tuple[str, ...]
    start: int
    end: int
    form: Form
    either: bool
    standing: Standing
    head: bool
    half: bool
    chosen_in_words: bool
    lone: bool
    hedged: bool


@dataclass(slots=True)
class _Named:
    letter: str
    start: int
    end: int
    form: Form
    half: bool


@lru_cache(maxsize=64)
def _pattern(labels: tuple[str, ...]) -> re.Pattern[str]:
    label = "|".join(re.escape(text) for text in sorted(labels, key=len, reverse=True))
    upper = "|".join(
        re.escape(text.upper()) for text in sorted(labels, key=len, reverse=True) if text.isalpha()
    )
    number = "|".join(text for text in labels if text.isdigit()) or r"(?!)"
    named = rf"(?i:(?<![A-Za-z]){_LABEL})[\s:_#=-]{{0,3}}(?:\\_)?"
    return re.compile(
        rf"{named}(?:[(\[{{]\s?(?P<l1>(?i:{label}))\s?[)\]}}]|(?P<l2>(?i:{label}))(?:\)|(?![{_W}'])))"
        rf"|(?<![A-Za-z0-9)\]}}⟩\\_])[(\[{{]\s?(?P<l3>(?i:{label}))\s?[)\]}}]"
        rf"|(?<![{_W}'^(\[{{=+*/.-])(?P<l4>(?i:{label}))\s?\)"
        rf"|\A\s{{0,8}}(?P<l6>{number})[.:](?=\s)"
        rf"|(?<![{_W}'^°])(?P<l5>{upper})(?![{_W}'])"
    )


def mentions(text: str, options: Options) -> list[Mention]:
    """The options that a text names, in order.

    Args:
        text: What :func:`~preceptor.extraction.option_labels.plain` returns.
    """
    if not text or len(text) > 20_000:
        return []
    named = [item for match in _pattern(tuple(options.labels)).finditer(text)
             if (item := _named(text, match, options)) is not None]  # fmt: skip
    groups: list[list[_Named]] = []
    for item in named:
        link = text[groups[-1][-1].end : item.start] if groups else None
        if link is not None and len(link) <= 24 and _LINK.fullmatch(link):
            groups[-1].append(item)
        else:
            groups.append([item])
    kept = [group for group in groups if _is_mention(text, group, options)]
    found = []
    for number, group in enumerate(kept):
        before = kept[number - 1][-1].end if number else 0
        after = kept[number + 1][0].start if number + 1 < len(kept) else len(text)
        found.append(_mention(text, group, before, after))
    return found


def _named(text: str, match: re.Match[str], options: Options) -> _Named | None:
    group = match.lastgroup or ""
    label = match.group(group)
    letter = options.letter(label)
    start, end = match.start(), match.end()
    after = text[end : end + 40]
    if group == "l2":
        word = match.group()[: -len(label)].rstrip(" :_#=-\\").casefold()
        if (
            label.islower()
            and label.isalpha()
            and re.match(r"\s{1,3}(?!is\b|because\b|since\b|and\b|or\b)[a-z]", after)
        ):
            return None
        if word.startswith(("letter", "respuest", "antwort")) and _FOLLOWED.match(after) is None:
            return None
        return _Named(letter, start, end, "labelled", half=match.group().endswith(")"))
    if group == "l6":
        return _Named(letter, match.start(group), match.end(group), "bare", half=True)
    if group == "l1":
        return _Named(letter, start, end, "labelled", half=True)
    if group == "l3":
        if re.match(r"\s?[=^(]", after):
            return None
        return _Named(letter, start, end, "bracket", half=True)
    if group == "l4":
        opened = text.rfind("(", max(0, start - _SIDE_CHARS), start)
        if opened >= 0 and ")" not in text[opened:start]:
            return _Named(letter, start, match.end(group), "bare", half=False)
        if _NUMBER_BEFORE.search(text[max(0, start - 4) : start]):
            return None
        return _Named(letter, start, end, "bracket", half=True)
    if label == "I" and re.match(r"\s{0,2}(?:[,;&/]|and|or)?\s{0,2}(?:II|III|IV|V)\b", after):
        return None
    if re.search(
        r"\b(?:II|III|IV|V|VI)\s{0,2}(?:[,;&/]|and|or)?\s{0,2}\Z", text[max(0, start - 12) : start]
    ):
        return None
    if label == "I" and re.match(r"\s{1,3}(?!(?:is|because|since|and|or|not)\b)[a-z]", after):
        return None
    if (
        label in ("A", "I")
        and re.match(r"\s{1,3}(?![A-Z]\b|(?:to|through|vs|versus)\b)[A-Za-z]", after)
        and not _FOLLOWED.match(after)
    ):
        return None
    before = text[max(0, start - 24) : start]
    arrow = _ARROW_BEFORE.search(before)
    if _FORMULA_AFTER.match(after) and not re.match(r"\s{0,2}[/|]\s{0,2}[A-Z]\b", after):
        return None
    if (
        _FORMULA_BEFORE.search(before)
        and not arrow
        and not re.search(r"\b[A-Z]\s{0,2}[/|]\s{0,2}\Z", before)
    ):
        return None
    if _NUMBER_BEFORE.search(before):
        # 5 A, 25 C: a unit; but "(A) (B) C" goes on with a list.
        if not re.search(r"\([A-Za-z]\)\s{0,3}\Z", before):
            return None
    return _Named(letter, start, end, "bare", half=re.match(r"[.:]\s", after) is not None)


def _is_mention(text: str, group: list[_Named], options: Options) -> bool:
    """Whether a letter without brackets stands where the letter of an option can stand."""
    first, last = group[0], group[-1]
    if first.form == "bare":
        before = text[max(0, first.start - _SIDE_CHARS) : first.start]
        if before.strip() and not _PRECEDED.search(before):
            return False
    if last.form == "bare" and not _FOLLOWED.match(text, last.end):
        after = text[last.end : last.end + _SIDE_CHARS]
        if options.is_own_text(last.letter, after):
            return True
        if last.letter in "AI" or text[: first.start].strip():
            return False
        return re.match(r"\s{1,3}[A-Z0-9$\\]", after) is not None
    return True


def _mention(text: str, group: list[_Named], before: int, after: int) -> Mention:
    first, last = group[0], group[-1]
    links = " ".join(text[a.end : b.start] for a, b in zip(group, group[1:], strict=False))
    start = max(before, first.start - _SIDE_CHARS)
    left = text[start : first.start]
    stops = list(_STOP.finditer(left))
    clause = left[stops[-1].end() :] if stops else left
    right = text[last.end : min(after, last.end + _SIDE_CHARS)]
    stop = _STOP.search(right) if not right[:1] == "." else None
    right_clause = right[: stop.end()] if stop else right
    head = before == 0 and first.start <= _SIDE_CHARS and bool(_HEAD.match(text[: first.start]))
    standing = _standing(clause, right_clause, head=head)
    if standing == "stated" and _UNKNOWN_NEXT.match(right):
        standing = "open"
    either = bool(_OR.search(links)) or bool(_OR_BEFORE.search(left))
    whole = f"{text[max(0, first.start - _SIDE_CHARS) : first.start]}"
    whole_stops = list(_STOP.finditer(whole))
    sentence = whole[whole_stops[-1].end() :] if whole_stops else whole
    return Mention(
        letters=tuple(sorted({item.letter for item in group})),
        start=first.start,
        end=last.end,
        form=first.form,
        either=either,
        standing=standing,
        head=head,
        half=first.half and len(group) == 1,
        chosen_in_words=bool(_CHOICE_WORD.search(sentence)),
        lone=bool(_HEAD.match(clause)) and not right_clause.strip(" .!*)"),
        hedged=bool(_HEDGED.search(clause)),
    )


def _standing(left: str, right: str, *, head: bool) -> Standing:
    if _DENIED_BEFORE.search(left):
        return "denied"
    if _DENIED_AFTER.match(right):
        return "denied"
    if _COMPARED_BEFORE.search(left):
        return "open"
    if _DEPENDS.match(right):
        return "open"
    right_said = _SAID_RIGHT.match(right)
    if right_said is not None:
        unsaid = _NOT_RIGHT.search(right_said.group()) or _NEGATIVE.search(_fresh(left))
        return "open" if unsaid else "said right"
    if _STATED_BEFORE.search(left) or (head and left.strip()):
        return "open" if _NEGATIVE.search(_fresh(left)) else "stated"
    return "stated" if head else "named"


def _fresh(left: str) -> str:
    """The part of a clause that an earlier "not" in it reaches."""
    for mark in reversed(list(_FRESH.finditer(left))):
        if mark.end() < len(left.rstrip()):
            left = left[mark.end() :]
            break
    # In "the pair that does not fit is (B)" the "not" belongs to "fit".
    return _RELATIVE.sub(" ", left) if _IS_BEFORE.search(left) else left
