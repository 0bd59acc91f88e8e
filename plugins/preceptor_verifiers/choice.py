"""The verifier of multiple-choice answers: the letters, or the text of the option."""

from __future__ import annotations

import re
import string
from collections.abc import Sequence
from typing import Final

from preceptor.components import Described, Item, Verifier
from preceptor.extraction.answers import extract
from preceptor.extraction.choices import names_option, stated_choice
from preceptor.extraction.option_labels import options_of
from preceptor.records import Reference, Status, Verdict
from preceptor.references import ChoicePayload
from preceptor_verifiers.comparison import compare_answers
from preceptor_verifiers.grammar.tree import Symbol, free_symbols
from preceptor_verifiers.outcome import Same, verdict
from preceptor_verifiers.quantities.conventions import Policy
from preceptor_verifiers.reading.answer import core_text, read
from preceptor_verifiers.reading.choice_letters import option_of
from preceptor_verifiers.warm_up import load
from preceptor_verifiers.words import normalised

_MAX_CHARS = 20_000
_SHORT_CHARS = 400
"""Characters up to which an answer is a choice; longer text is searched for one."""
_LETTER: Final = re.compile(r"[\s($\[{*]{0,12}([A-Za-z])[\s)$\]}.*]{0,12}")
_NUMBER: Final = re.compile(r"[\s(\[]{0,4}(\d{1,2})[\s)\].]{0,4}")


class ChoiceVerifier(Verifier):
    """Decide by letter; an answer that repeats an option's text is mapped to its letter."""

    version = "4"
    kinds = ("choice",)

    def warm_up(self) -> None:
        load()

    def describe(self, reference: Reference) -> Described:
        payload = ChoicePayload.model_validate(dict(reference.payload))
        core = core_text(reference.value).text
        letters = _letters(reference.value, payload)
        letter = _LETTER.fullmatch(core)
        if letters is None and letter is not None:
            letters = letter.group(1).upper()
            if payload.choices:
                return Described(f"there is no option {letters}", usable=False)
        if letters is not None:
            return Described(f"option {letters}")
        if not payload.choices:
            return Described("no option", usable=False)
        # Which option has this text is compared where a worker can be killed.
        return Described(f"text of one of {len(payload.choices)} options", "option by its text")

    def verify_batch(self, items: Sequence[Item]) -> Sequence[Verdict]:
        return [_decide(item) for item in items]


def _decide(item: Item) -> Verdict:
    payload = ChoicePayload.model_validate(dict(item.reference.payload))
    value = item.reference.value
    wanted = _wanted(value, payload)
    if len(item.candidate) > _MAX_CHARS:
        return Verdict.undecided("The answer is too long to be a choice.")
    core = core_text(item.candidate).text
    if wanted is None:
        if normalised(core) == normalised(value):
            return Verdict.accept("The same text as the reference.")
        return Verdict.undecided("The reference names no option.")
    given, certain = _given(item.candidate, core, wanted, payload)
    if given is None and not payload.choices and len(core) <= _SHORT_CHARS:
        # The options are not known: the option's own text, or a formula with the letter in it.
        own = option_of(core_text(value).text)
        named = names_option(core)
        if own is not None and own[1] and not named:
            return verdict(compare_answers(own[1], item.candidate, Policy()))
        if not named and _is_formula(core, wanted):
            return verdict(compare_answers(wanted, core, Policy(formula=True)))
    if given is None:
        beyond = _LETTER.fullmatch(core)
        known = options_of(payload.choices, payload.choice_base).labels
        if (
            beyond
            and beyond.group(1).casefold() not in known
            and payload.choices
            and core.strip("()[]{}. ").isupper()
        ):
            return Verdict.reject(f"There is no option {beyond.group(1)}.")
        return Verdict.undecided("The answer names no option for certain.")
    return _compared(given, wanted, payload, certain=certain)


def _compared(given: str, wanted: str, payload: ChoicePayload, *, certain: bool) -> Verdict:
    """The verdict on the letters of an answer."""
    stated, right = given.split(", "), wanted.split(", ")
    detail = {"chosen": given, "right": wanted}
    reason = f"Option {given} is chosen, {wanted} is right."
    if stated == right:
        return Verdict(status=Status.ACCEPTED, reason=reason, detail=detail)
    if any(label.islower() for label in stated) != any(label.islower() for label in right):
        return Verdict.undecided("A numeral and a letter cannot be compared.")
    if not payload.choices and len(stated) > 1 and len(right) == 1 and right[0] not in stated:
        # "A and B" may be the text of the right option.
        return Verdict.undecided(f"Option {wanted} is right; its text may be {given!r}.")
    if not certain:
        return Verdict.undecided(f"The answer does not say for certain that {given} is chosen.")
    return Verdict(status=Status.REJECTED, reason=reason, detail=detail)


def _wanted(value: str, payload: ChoicePayload) -> str | None:
    """The letters of a reference; ``None`` when it names no option."""
    return _letters(value, payload) or _by_text(value, payload.choices)


def _letters(value: str, payload: ChoicePayload) -> str | None:
    """The letters that a reference states by labels, or by a text without computation."""
    core = core_text(value).text
    numbered = payload.choice_base is not None
    label = _LETTER.fullmatch(core) or (_NUMBER.fullmatch(core) if numbered else None)
    if label is not None:
        # Alone, a label of an option is no option's text: "C" among C, N, O, F.
        labels = options_of(payload.choices, payload.choice_base).labels
        if (own := labels.get(label.group(1).casefold())) is not None:
            return own
    for text in (core, value):
        stated = _stated(text, payload)
        if stated is not None:
            return stated
    if label is not None and not payload.choices:
        return label.group(1).upper()
    return None


def _given(
    candidate: str, core: str, wanted: str, payload: ChoicePayload
) -> tuple[str | None, bool]:
    """The letters that an answer states, and whether it says so for certain."""
    if len(candidate) <= _SHORT_CHARS:
        named = names_option(candidate, payload.choices, payload.choice_base)
        for text in (candidate,) if named else (candidate, core):
            stated = _stated(text, payload)
            if stated is not None:
                return stated, True
        letter = _LETTER.fullmatch(core)
        if letter is not None and not payload.choices and letter.group(1).upper() == wanted > "J":
            return wanted, True
        if letter is not None or (payload.choice_base is not None and _NUMBER.fullmatch(core)):
            return None, False
        by_text = None if named else _by_text(core, payload.choices)
        if by_text is not None:
            return by_text, True
    extraction = extract(candidate, "choice", payload.choices)
    return _stated(extraction.answer or "", payload), extraction.cued


def _stated(text: str, payload: ChoicePayload) -> str | None:
    """The letters that a text states, without brackets."""
    stated = stated_choice(text, payload.choices, payload.choice_base)
    return stated.strip("()") if stated is not None else None


def _is_formula(text: str, letter: str) -> bool:
    """Whether the text is a formula in which the letter is a variable, such as ``2E``."""
    tree = read(text).tree
    return tree is not None and not isinstance(tree, Symbol) and letter in free_symbols(tree)


def _by_text(text: str, choices: tuple[str, ...]) -> str | None:
    """Return the letter of the only option with this text, if there is one."""
    words = normalised(text)
    same = [i for i, choice in enumerate(choices) if normalised(choice) == words and words]
    if not same and len(text) <= 200:
        same = [
            i
            for i, choice in enumerate(choices)
            if compare_answers(choice, text, Policy()).same is Same.YES
        ]
    return string.ascii_uppercase[same[0]] if len(same) == 1 and same[0] < 26 else None
