"""The ``format`` filter: is the accepted reply suitable as a solution to train on?

The answer of the row is already verified; this filter checks the text around it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import ClassVar, Literal

from pydantic import Field

from preceptor.components import Options, RowFilter
from preceptor.prompts import MASK, Prompts
from preceptor.records import Solution, Stage, TrailStep
from preceptor_filters.proofs import is_proof

Check = Literal[
    "truncated",
    "refusal",
    "printable",
    "masked",
    "markers",
    "prompt",
    "revision",
    "balanced",
    "repetition",
    "answer",
    "reasoning",
]


class FormatOptions(Options):
    """Options of the ``format`` filter."""

    skip: tuple[Check, ...] = Field(
        default=(), description="Checks to leave out. Empty: every check is made."
    )
    min_reasoning_words: int = Field(
        default=8,
        ge=0,
        description="Minimum number of words before the answer line; 0 accepts a bare answer. "
        "Proofs are exempt.",
    )
    answer_within_lines: int = Field(
        default=3,
        ge=1,
        description="The final answer must be within this many last non-empty lines of the "
        "reply. Proofs are exempt.",
    )


# A reply answers one question: another turn means that the model continued the conversation by
# itself, and a template token means that the chat template leaked.
_MARKERS = re.compile(
    r"<\|[a-z_]{2,30}\|>|</?s>|\[/?INST\]|<</?SYS>>|<start_of_turn>|<end_of_turn>"
    r"|^[^\S\n]*(?:\#{2,}\s*)?(?:user|assistant|human|system|instruction|response)\s*:"
    r"|^\#{2,}\s*(?:instruction|response|input)\b",
    re.IGNORECASE | re.MULTILINE,
)
# "Problem:" may open a solution that restates its task; further down it opens another task.
_NEXT_TASK = re.compile(
    r"(?<=\n)[^\S\n]*(?:\#+\s*)?(?:question|problem|exercise)\s*(?:\d+\s*)?:", re.IGNORECASE
)
_REFUSAL = re.compile(
    r"^\W*(?:i['’]?m sorry|i am sorry|sorry,|i apologi[sz]e|as an ai\b"
    r"|i (?:can['’]?t|cannot|can not|am unable to|['’]m unable to|won['’]t) "
    r"(?:help|assist|answer|solve|provide|fulfil|comply|do that|complete))",
    re.IGNORECASE,
)
# The plain question does not mention an earlier attempt.
_REVISION = re.compile(
    r"\b(?:earlier|previous|original|above|initial|given) (?:solution|answer|attempt)\b"
    r"[^.\n]{0,60}\b(?:wrong|incorrect|mistake|error|failed)"
    r"|\bthe (?:critique|correct final answer|reference answer|provided answer)\b"
    r"|\b(?:corrected|revised) solution\b",
    re.IGNORECASE,
)
_CODE = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)
_ENVIRONMENT = re.compile(r"\\(begin|end)\s*\{([A-Za-z*]{1,30})\}")
_CUT_OFF = frozenset({"length", "max_tokens", "content_filter"})
# Shorter lines can occur in a solution by chance.
_LINE_CHARACTERS = 20
_REPEATED_LINES = 4


class FormatFilter(RowFilter):
    """Runs the checks in order and reports the first that fails.

    A reply fails ``truncated`` when the endpoint cut it off; ``refusal`` when it begins by
    declining; ``printable`` when it contains control, private-use or replacement characters;
    ``masked`` when it copies text masked in the prompt; ``markers`` when it contains chat roles
    or template tokens; ``prompt`` when it repeats the instruction; ``revision`` when a revised
    solution mentions what it revises; ``balanced`` when code fences, braces, math delimiters or
    environments do not match; ``repetition`` when it repeats one line; ``answer`` when no answer
    can be extracted at its end; ``reasoning`` when little precedes the answer line.
    """

    Options: ClassVar[type[Options]] = FormatOptions
    options: FormatOptions

    def reason_to_drop(self, solution: Solution) -> str | None:
        step = solution.final
        if step is None:
            return None
        text = step.attempt.reply.text.strip()
        checks: Mapping[Check, Callable[[], str | None]] = {
            "truncated": lambda: _truncated(step),
            "refusal": lambda: _refused(step, text),
            "printable": lambda: unprintable(text),
            "masked": lambda: "copies a masked answer" if MASK in text else None,
            "markers": lambda: _marked(text),
            "prompt": lambda: self._prompt(solution, text),
            "revision": lambda: _mentions_revision(step, text),
            "balanced": lambda: unbalanced(text),
            "repetition": lambda: _repeats(text),
            "answer": lambda: self._answer(solution, text),
            "reasoning": lambda: self._reasoning(solution, step, text),
        }
        for name, check in checks.items():
            if name not in self.options.skip:
                reason = check()
                if reason is not None:
                    return f"{name}: {reason}"
        return None

    def _prompt(self, solution: Solution, text: str) -> str | None:
        subject = self.context.subjects.get(solution.problem.subject)
        form = Prompts.answer_form if subject is None else subject.prompts().answer_form
        lines = (line.strip() for line in form.splitlines())
        if any(len(line) >= _LINE_CHARACTERS and line in text for line in lines):
            return "repeats the instruction about the form of the answer"
        if re.search(r"<(?:final )?answer>\s*$", text, re.IGNORECASE):
            return "leaves a placeholder where the answer belongs"
        return None

    def _answer(self, solution: Solution, text: str) -> str | None:
        from preceptor.extraction.answers import extract

        name = solution.problem.reference.kind
        kind = self.context.reference_kinds.get(name, name)
        if extract(text, kind).answer is None:
            return "no final answer found"
        # A proof is its own answer, wherever in the reply it is.
        if is_proof(self.context, solution):
            return None
        if extract(self._ending(text), kind).answer is None:
            return f"no final answer in the last {self.options.answer_within_lines} lines"
        return None

    def _ending(self, text: str) -> str:
        lines = [line for line in text.splitlines() if line.strip()]
        return "\n".join(lines[-self.options.answer_within_lines :])

    def _reasoning(self, solution: Solution, step: TrailStep, text: str) -> str | None:
        if is_proof(self.context, solution):
            return None
        lines = [line for line in text.splitlines() if line.strip()]
        words = " ".join(lines[:-1]).split()
        if len(lines) == 1 and step.attempt.answer:
            # A single line: the reasoning is what precedes the answer.
            words = text.rpartition(step.attempt.answer)[0].split()
        if len(words) < self.options.min_reasoning_words:
            return f"fewer than {self.options.min_reasoning_words} words before the answer line"
        return None


def _truncated(step: TrailStep) -> str | None:
    reason = step.attempt.reply.finish_reason
    return f"the reply was cut off ({reason})" if reason in _CUT_OFF else None


def _refused(step: TrailStep, text: str) -> str | None:
    if step.attempt.reply.refusal or _REFUSAL.match(text):
        return "the reply declines to answer"
    return None


def _marked(text: str) -> str | None:
    marker = _MARKERS.search(text) or _NEXT_TASK.search(text)
    return f"leftover marker {marker.group().strip()!r}" if marker else None


def _mentions_revision(step: TrailStep, text: str) -> str | None:
    if step.attempt.stage in (Stage.SOLVE, Stage.RESAMPLE, Stage.DERIVATION):
        return None
    mention = _REVISION.search(text)
    return f"mentions an earlier attempt ({mention.group()!r})" if mention else None


def unprintable(text: str) -> str | None:
    """Name the first character that does not belong in readable text; ``None`` without one."""
    for char in text:
        category = unicodedata.category(char)
        if char == "\ufffd" or (category in ("Cc", "Cs", "Co") and char not in "\n\t\r"):
            return f"character U+{ord(char):04X}"
    return None


def unbalanced(text: str) -> str | None:
    """Name the first delimiter without its partner; ``None`` when all of them match.

    Dollar signs are ignored, as they may be currency. In code only the fences are checked.
    """
    if text.count("```") % 2:
        return "a code fence is not closed"
    prose = _CODE.sub(" ", text)
    for opened, closed in ((r"\(", r"\)"), (r"\[", r"\]")):
        # A line break with a distance, \\[2pt], does not open a formula.
        bare = prose.replace("\\\\", "")
        if bare.count(opened) != bare.count(closed):
            return f"{opened} and {closed} do not match"
    depth = 0
    for brace in re.findall(r"\\.|[{}]", prose, re.DOTALL):
        depth += {"{": 1, "}": -1}.get(brace, 0)
        if depth < 0:
            return "a closing brace without an opening one"
    if depth:
        return "a brace is not closed"
    stack: list[str] = []
    for what, name in _ENVIRONMENT.findall(prose):
        if what == "begin":
            stack.append(name)
        elif not stack or stack.pop() != name:
            return f"\\end{{{name}}} does not match"
    return f"\\begin{{{stack[-1]}}} is not closed" if stack else None


def _repeats(text: str) -> str | None:
    counts: dict[str, int] = {}
    for line in text.splitlines():
        bare = line.strip()
        if len(bare) >= _LINE_CHARACTERS:
            counts[bare] = counts.get(bare, 0) + 1
            if counts[bare] == _REPEATED_LINES:
                return f"a line appears {_REPEATED_LINES} times or more"
    return None
