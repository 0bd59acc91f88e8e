"""The one reader of replies: which part of a reply is its answer.

The first of these rules that applies decides:

====================  =====================================================================
rule                  finds
====================  =====================================================================
``pattern``           what the caller's own format says: ``RESULT => {answer}``
``kind``              what the kind's own ``ReferenceKind.extract`` finds; no other rule
                      is tried for such a kind
``answer-tag``        ``<answer>42</answer>``
``boxed``             the last ``\\boxed{…}`` with what belongs to it beside it; boxes in one
                      sentence, or one for each part, are a list
``final-answer``      a line ``Final answer: …`` (bold or heading, or on the next line)
``answer``            a line ``Answer: …``, also with a mark or number in front of it
``hashes``            ``#### 42`` (GSM8K)
``json``              a field ``"answer": "42"``
``answer-is``         ``the answer is …`` up to the end of the sentence
``short-answer``      a last line ``A: 26``
``choice``            kind ``choice``: an option stated in words, or alone on the last line
``closing``           the last sentence or displayed formula: it only may be the answer
====================  =====================================================================

Of the rules from ``boxed`` to ``answer-is``, the cue that comes last in the reply decides. No
answer is ``None``, never a guess. The rules run in time linear in the reply, of which the last
:data:`REPLY_CHARS` characters are read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from preceptor.extraction.reader import Reader
from preceptor.extraction.reasoning import REPLY_CHARS, visible, visible_part
from preceptor.extraction.result import NOTHING, Extraction
from preceptor.references import ReferenceKind

__all__ = ["NOTHING", "REPLY_CHARS", "RULES", "VERSION", "Extraction", "extract", "visible"]

VERSION: Final = "2"
"""Raised when the rules read some reply differently: verdicts are then made again."""
RULES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "pattern": "A format of the caller's own, such as `RESULT => 42`.",
        "kind": "Answers of a kind with its own rule, such as the last proof in a reply.",
        "answer-tag": "An answer in tags: `<answer>42</answer>`.",
        "boxed": "An answer in a box, with the sign, factor or unit beside it.",
        "final-answer": "A line or heading that says that the answer is final.",
        "answer": "A line that begins with `Answer:`, whatever mark is before it.",
        "hashes": "The mark of GSM8K: `#### 42`.",
        "json": 'A field of JSON: `"answer": 42`.',
        "answer-is": "A sentence that says what the answer is.",
        "short-answer": "A last line `A: 26`.",
        "choice": "An option stated in words, or alone on the last line.",
        "closing": "The last sentence or formula of a reply without any cue.",
    }
)
"""Name of each rule and the kind of reply that it serves."""


def extract(
    reply: str,
    kind: str | ReferenceKind | None = None,
    choices: Sequence[str] = (),
    pattern: str | None = None,
) -> Extraction:
    """The final answer of a reply.

    Args:
        kind: Kind of the reference of the question. A name alone stands for the general rules;
            see :func:`preceptor.extract` for names of kinds with their own rule.
        choices: The texts of the options of a multiple-choice question, in order.
        pattern: The format in which the answer was asked for: text with ``{answer}`` once, such
            as ``RESULT => {answer}``. Where it does not occur, the other rules are tried.

    Raises:
        ValueError: ``pattern`` does not have ``{answer}`` exactly once, with text beside it.
    """
    seen = visible_part(reply)
    if not seen.text.strip():
        return Extraction(None, reasoning_left_out=seen.reasoning_left_out)
    found = Reader(seen, kind, tuple(choices), pattern).extraction()
    return replace(found or NOTHING, reasoning_left_out=seen.reasoning_left_out)
