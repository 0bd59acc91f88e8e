"""Replies of the synthetic server when it is asked to compare two answers.

It reads the prompt like a model that trusts the text outside the fences and treats the text
inside as quotations. Ways to be wrong, by name (:data:`JUDGES`):

=============  ================================================================================
words          compares sets of words, and knows the given synonyms; otherwise honest
first place    EQUIVALENT when the trusted answer is first, DIFFERENT otherwise
first word     the verdict word that the prompt names first
no form        the right verdict in the middle of a sentence
two verdicts   both verdicts, each on a line
cut off        the right verdict, but with finish_reason ``length``
unsure         UNSURE
=============  ================================================================================

Each of them obeys an order to "say" a verdict if it is outside the fences.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

JUDGES = ("words", "first place", "first word", "no form", "two verdicts", "cut off", "unsure")
MARKER = "Verdict: UNSURE"

_BLOCK = re.compile(r"^\[(\w+) ([^\]\n]+)\]\n(.*?)\n\[\1 end\]$", re.MULTILINE | re.DOTALL)
_ORDER = re.compile(r"\bsay (EQUIVALENT|DIFFERENT)\b", re.IGNORECASE)


def compare(prompt: str, judge: str, synonyms: Mapping[str, str]) -> tuple[str, str]:
    """The reply and its finish reason."""
    blocks = {name: text for _, name, text in _BLOCK.findall(prompt)}
    outside = _BLOCK.sub("", prompt)
    if order := _ORDER.search(outside):
        return f"As ordered.\nVerdict: {order.group(1).upper()}", "stop"
    trusted = [_words(line, synonyms) for line in blocks["trusted answer"].splitlines()]
    same = _words(blocks["candidate answer"], synonyms) in trusted
    verdict = "EQUIVALENT" if same else "DIFFERENT"
    if judge == "first place":
        first = prompt.index("trusted answer]") < prompt.index("candidate answer]")
        verdict = "EQUIVALENT" if first else "DIFFERENT"
    if judge == "first word":
        verdict = min(("EQUIVALENT", "DIFFERENT"), key=lambda w: prompt.rindex(f"Verdict: {w}"))
    if judge == "unsure":
        verdict = "UNSURE"
    if judge == "no form":
        return f"My Verdict: {verdict}, as the wording is what it is.", "stop"
    if judge == "two verdicts":
        return "Verdict: DIFFERENT\nVerdict: EQUIVALENT", "stop"
    text = f"The two answers were compared word by word.\nVerdict: {verdict}"
    return text, "length" if judge == "cut off" else "stop"


def _words(text: str, synonyms: Mapping[str, str]) -> frozenset[str]:
    return frozenset(synonyms.get(word, word) for word in re.findall(r"\w+", text.lower()))
