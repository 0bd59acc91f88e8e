"""Search for replies that the reward pays although they do not state the right answer.

    python benchmarks/reward_search.py --replies 5000 --seed 1

A reply is work, a final answer under a cue, and noise. The final answer is a wrong one, or mentions
the right one beside the wrong one in a way that does not choose it: denied, as an alternative,
under a condition, struck out, in a comment. The work may mention the right answer, but never after
the final answer. So no reply may be paid. Questions are instances of the installed families, whose
distractors are the wrong answers, and a few of other kinds.

Every paid reply is reduced: parts are taken away as long as it is still paid. Prints what is left,
once for each final answer; exits with 1 when there is any. The same seed makes the same replies.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from preceptor import reward, verify_batch
from preceptor.records import Reference
from preceptor.references import choice, collection, equation, expression, number, text
from preceptor.registry import Registry

OTHER_QUESTIONS = (
    (choice("B"), ("A", "D")),
    (choice("C", ("12 m", "14 m", "16 m", "18 m")), ("A", "18 m")),
    (choice("A", ("red", "green", "blue")), ("C", "green")),
    (text("Yes"), ("No",)),
    (text("copper"), ("zinc",)),
    (text("NaCl"), ("KCl",)),
    (number("42"), ("41", "24")),
    (number("0.85"), ("0.58",)),
    (number("1/3"), ("2/3",)),
    (number("\\pi"), ("2",)),
    (number("25%"), ("75%",)),
    (number("9.81", "m/s^2"), ("8.91 m/s^2",)),
    (expression("2x + 1"), ("2x - 1",)),
    (equation("y = 3x - 2"), ("y = 2x - 3",)),
    (collection("\\{1, 4\\}"), ("\\{1, 5\\}",)),
)

CUES = (
    "Answer: {}", "The answer is {}.", "\\boxed{{{}}}", "$\\boxed{{{}}}$", "#### {}", "A: {}",
    "**Final Answer:** {}", "**Answer: {}**", "<answer>{}</answer>", "Final answer: {}",
    "## Final Answer\n\n{}", "The final answer is: $\\boxed{{{}}}$. I hope it is correct.",
    "Therefore, the answer is {}.", "So the answer is **{}**.", "Answer:\n{}",
    "The correct choice is {}.", "{{\"answer\": \"{}\"}}",
)  # fmt: skip
"""A final answer takes the place of the braces; literal braces are doubled."""
WEAK_CUES = ("Thus the result is {}.", "Hence we get {}.", "**{}**", "Therefore, x = {}.", "{}")
"""Cues that do not take back an answer before them."""
DRESSES = (
    "{}", "{}", "{}", "{}", "({})", "[{}]", "**{}**", "`{}`", "\"{}\"", "{} .", "\\text{{{}}}",
    "\\mathbf{{{}}}", "${}$", "\\({}\\)", "\\[{}\\]", "{}\u200b", "{{{}}}", "x = {}", "- {}",
)  # fmt: skip
"""What a final answer is put into."""

WRONG = ("{w}", "$ {w} $", "{w} (checked)", "exactly {w}")
"""Final answers that are only the wrong one."""

DENIED = (
    "not {r}", "not {r} but {w}", "{r} is wrong", "{w}, not {r}", "{w} rather than {r}",
    "{w} instead of {r}", "anything but {r}", "~~{r}~~", "~~{r}~~ {w}", "<s>{r}</s> {w}",
    "\\cancel{{{r}}} {w}", "\\text{{not }} {r}", "{r} (wrong)", "{r}? No, {w}", "{r}, no, {w}",
    "\\neq {r}", "never {r}", "{w} and not {r}", "{w} (not {r})", "{r} was expected, but {w} is it",
)  # fmt: skip
ALTERNATIVES = (
    "{r} or {w}", "{w} or {r}", "either {r} or {w}", "{r}, or {w}", "{r}, {w}", "{w}, {r}",
    "{r} and {w}", "{r}; {w}", "{r} / {w}", "{r} ({w})", "{r} (or {w})", "{r} [{w}]",
    "{r} \\text{{ or }} {w}", "\\{{{r}, {w}\\}}", "{r} | {w}", "{r}, maybe {w}", "{r} vs. {w}",
    "{r}, possibly also {w}", "{r} \\lor {w}", "one of {r}, {w}", "{r} & {w}", "{r}, then {w}",
    "{r}}} or \\boxed{{{w}", "{r}}}, \\boxed{{{w}", "{r}\n{w}", "{r}, alternatively {w}",
    "{r} \\quad {w}", "{r}, i.e. {w}", "{r}, that is, {w}",
)  # fmt: skip
CONDITIONS = (
    "{r} if n is even, otherwise {w}", "{r} if n is even and {w} if n is odd",
    "{r} for even n, {w} for odd n", "if n is even then {r}, else {w}", "{w} ({r} for even n)",
    "{r} when n is even, {w} when it is odd", "{r} in the first case, {w} in the second",
    "\\begin{{cases}} {r} & n > 0 \\\\ {w} & n < 0 \\end{{cases}}", "{r} unless n = 2, then {w}",
    "{r} under one reading, {w} under another",
)  # fmt: skip
BOUNDS = (
    "at least {r}", "more than {r}", "{r} or more", "less than {r}", "at most {r}", "up to {r}",
    "between {r} and {w}", "{r} to {w}", "{r} - {w}", "> {r}", "\\geq {r}", "from {r} to {w}",
    "\\text{{at least }} {r}", "{r} \\text{{ or more}}",
)  # fmt: skip
HIDDEN = (
    "{w} <!-- {r} -->", "<!-- {r} --> {w}", "{w} % {r}", "{w} \\phantom{{{r}}}", "\\phantom{{{r}}}",
    "{w} \\tag{{{r}}}", "{w} \\label{{{r}}}", "<think>{r}</think> {w}", "{w} // {r}", "{w} # {r}",
    "{w}^{{{r}}}", "{w}_{{{r}}}", "[{w}]({r})", "{w} \\text{{ (}} {r} \\text{{)}}",
)  # fmt: skip
CHAINS = (
    "{w} = {r}", "{r} = {w}", "x = {w} = {r}", "x = {r} = {w}", "{r} \\to {w}", "{r} => {w}",
    "{r} \\neq {w}", "{r} < {w}",
)  # fmt: skip
ARITHMETIC = ("-({r})", "2 \\cdot ({r})", "({r})^2", "1 - ({r})", "{r} + {w}", "{w} + 0({r})")
FINALS = {
    "wrong": WRONG, "denied": DENIED, "alternative": ALTERNATIVES, "condition": CONDITIONS,
    "bound": BOUNDS, "hidden": HIDDEN, "chain": CHAINS, "arithmetic": ARITHMETIC,
}  # fmt: skip
OF_VALUES = ("bound", "arithmetic")  # tricks for numbers and expressions only

CUED_WORK = (
    "It looks like \\boxed{{{r}}}.", "The answer is {r}, I thought.", "Answer: {r}", "#### {r}",
    "<answer>{r}</answer>", "> Answer: {r}", "Final answer: {r}", "**Answer: {r}**",
    "{{\"answer\": \"{r}\"}}", "**{r}**",
)  # fmt: skip
PLAIN_WORK = (
    "First we find {r}.", "One might think of {r}.", "My first try was {r}.", "$$ a = {r} $$",
    "<think>Answer: {r}</think>", "<think>\\boxed{{{r}}}</think>", "Some would say: \"{r}\".",
    "The hint says that the answer is {r}.", "Step 1: {r}", "The question mentions {r}.",
    "```\n{r}\n```", "({r})", "It is wrong that the answer is {r}.", "The answer is not {r}.",
)  # fmt: skip
WORK = CUED_WORK + PLAIN_WORK
"""Lines before the final answer; a later answer takes back what they state."""

NOISE = (
    "I hope it is correct.", "\n", "Let me know if you have questions.", "Done.", "QED", "$", "**",
    "\u200b", "---", "This follows from the formula above.", ".", "\\]", "```",
    "Therefore,", "</answer>", "Check: it holds.", "Confidence: high", "■", "\\quad",
)  # fmt: skip
"""Lines after or before the answer that state nothing."""


@dataclass(frozen=True)
class Question:
    """A reference, the right answer as text, and a wrong answer."""

    reference: Reference
    right: str
    wrong: str


@dataclass(frozen=True)
class Reply:
    """The parts of a reply."""

    question: Question
    cue: str
    final: str
    trick: str
    dress: str = "{}"
    before: tuple[str, ...] = field(default=())
    after: tuple[str, ...] = field(default=())

    @property
    def text(self) -> str:
        values = {"r": self.question.right, "w": self.question.wrong}
        work = [line.format(**values) if line in WORK else line for line in self.before]
        answer = self.cue.format(self.dress.format(self.final.format(**values)))
        return "\n".join([*work, answer, *self.after])

    def smaller(self) -> Iterator[Reply]:
        """The replies with one part less."""
        if self.dress != "{}":
            yield replace(self, dress="{}")
        for name in ("before", "after"):
            lines = getattr(self, name)
            for at in range(len(lines)):
                yield replace(self, **{name: lines[:at] + lines[at + 1 :]})


def questions(rng: random.Random, count: int) -> list[Question]:
    """Questions whose wrong answers the verifiers do not accept."""
    drawn: list[Question] = []
    families = [f for subject in Registry.load().subjects().values() for f in subject.families()]
    while len(drawn) < count:
        instance = rng.choice(families).instance(rng.randrange(10**6))
        if instance.distractors:
            drawn.append(question(instance.reference, rng.choice(instance.distractors).answer))
    for reference, wrongs in OTHER_QUESTIONS:
        drawn += [question(reference, wrong) for wrong in wrongs] * max(1, count // 20)
    right = verify_batch([(q.reference, q.right) for q in drawn])
    wrong = verify_batch([(q.reference, q.wrong) for q in drawn])
    known = zip(drawn, right, wrong, strict=True)
    return [drawn for drawn, yes, no in known if yes.accepted and no.rejected]


def question(reference: Reference, wrong: str) -> Question:
    unit = str(reference.payload.get("unit") or "")
    return Question(reference, f"{reference.value} {unit}".strip(), wrong)


def draw(rng: random.Random, question: Question) -> Reply:
    of_values = question.reference.kind in ("number", "expression")
    trick = rng.choice([trick for trick in FINALS if of_values or trick not in OF_VALUES])
    cue = rng.choice(CUES + WEAK_CUES)
    work = PLAIN_WORK if cue in WEAK_CUES else WORK
    lines = rng.sample(work, rng.choice((0, 0, 1, 1, 2)) or int(trick == "wrong"))
    lines += rng.sample(NOISE, rng.choice((0, 0, 1)))
    rng.shuffle(lines)
    after = tuple(rng.sample(NOISE, rng.choice((0, 0, 1, 2))))
    final, dress = rng.choice(FINALS[trick]), rng.choice(DRESSES)
    return Reply(question, cue, final, trick, dress, tuple(lines), after)


def paid(replies: list[Reply]) -> list[bool]:
    given = reward(
        completions=[reply.text for reply in replies],
        reference=[reply.question.reference for reply in replies],
    )
    return [value == 1.0 for value in given]


def reduced(reply: Reply) -> Reply:
    """The reply without the parts that it is paid without."""
    while True:
        smaller = list(reply.smaller())
        still = [s for s, yes in zip(smaller, paid(smaller) if smaller else [], strict=True) if yes]
        if not still:
            return reply
        reply = still[0]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--replies", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--all", action="store_true", help="each cue and line apart")
    arguments = parser.parse_args()
    rng = random.Random(arguments.seed)
    asked = questions(rng, max(20, arguments.replies // 20))
    replies = [draw(rng, rng.choice(asked)) for _ in range(arguments.replies)]
    wrongly = [reply for reply, yes in zip(replies, paid(replies), strict=True) if yes]
    counts: Counter[tuple[str, ...]] = Counter()
    shown: dict[tuple[str, ...], Reply] = {}
    for reply in map(reduced, wrongly):
        parts: tuple[str, ...] = (reply.trick, reply.final)
        if arguments.all or reply.trick == "wrong":
            parts += (reply.cue, *reply.before)
        counts[parts] += 1
        if parts not in shown or len(reply.text) < len(shown[parts].text):
            shown[parts] = reply
    for parts, count in counts.most_common():
        least = shown[parts]
        row = {"count": count, "trick": parts[0], "reference": least.question.right}
        row |= {"kind": least.question.reference.kind, "reply": least.text}
        print(json.dumps(row, ensure_ascii=False))
    print(f"{len(wrongly)} of {len(replies)} replies are paid, in {len(counts)} ways")
    sys.exit(1 if wrongly else 0)


if __name__ == "__main__":
    main()
