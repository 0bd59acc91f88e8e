"""The verifier of multiple-choice answers: the letter, or the text of the option."""

from __future__ import annotations

import string
from collections.abc import Sequence

from preceptor.components import Described, Item, Verifier
from preceptor.records import Reference, Status, Verdict
from preceptor.references import ChoicePayload
from preceptor_verifiers.comparison import compare_answers
from preceptor_verifiers.grammar.tree import Symbol, free_symbols
from preceptor_verifiers.outcome import Same, verdict
from preceptor_verifiers.quantities.conventions import Policy
from preceptor_verifiers.reading.answer import core_text, read
from preceptor_verifiers.reading.choice_letters import chosen_letter, letter_of, option_of
from preceptor_verifiers.warm_up import load
from preceptor_verifiers.words import normalised

_MAX_CHARS = 20_000
_SHORT_CHARS = 400
"""Characters up to which an answer is a choice; longer text is searched for one."""


class ChoiceVerifier(Verifier):
    """Decide by letter; an answer that repeats an option's text is mapped to its letter."""

    version = "3"
    kinds = ("choice",)

    def warm_up(self) -> None:
        load()

    def describe(self, reference: Reference) -> Described:
        choices = ChoicePayload.model_validate(dict(reference.payload)).choices
        core = core_text(reference.value)
        option = option_of(core)
        letter = option[0] if option else letter_of(core)
        if letter is None:
            # Which option has this text is compared where a worker can be killed.
            read = f"the text of one of {len(choices)} options" if choices else "no option"
            return Described(read, "option by its text" if choices else "", bool(choices))
        if choices and string.ascii_uppercase.index(letter) >= len(choices):
            return Described(f"there is no option {letter}", usable=False)
        return Described(f"option {letter}")

    def verify_batch(self, items: Sequence[Item]) -> Sequence[Verdict]:
        return [_decide(item) for item in items]


def _decide(item: Item) -> Verdict:
    choices = ChoicePayload.model_validate(dict(item.reference.payload)).choices
    option = option_of(core_text(item.reference.value)) or ("", "")
    wanted = option[0] or letter_of(core_text(item.reference.value))
    wanted = wanted or _by_text(item.reference.value, choices)
    if wanted is None:
        return Verdict.undecided("The reference names no option.")
    if len(item.candidate) > _MAX_CHARS:
        return Verdict.undecided("The answer is too long to be a choice.")
    core = core_text(item.candidate)
    short = len(core) <= _SHORT_CHARS
    given = (letter_of(core) or next(iter(option_of(core) or ()), None)) if short else None
    given = given or _by_text(core, choices)
    if given is None and not choices and short:
        # The options are not known: the option's own text, or a formula with the letter in it.
        if option[1]:
            return verdict(compare_answers(option[1], item.candidate, Policy()))
        if _is_formula(core, wanted):
            return verdict(compare_answers(wanted, core, Policy(formula=True)))
    given = given or chosen_letter(item.candidate)
    if given is None:
        return Verdict.undecided("The answer names no option.")
    if choices and string.ascii_uppercase.index(given) >= len(choices):
        return Verdict.reject(f"There is no option {given}.")
    status = Status.ACCEPTED if given == wanted else Status.REJECTED
    reason = f"Option {given} is chosen, {wanted} is right."
    return Verdict(status=status, reason=reason, detail={"chosen": given, "right": wanted})


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
