"""Answer extraction: tables of replies as models write them."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

import preceptor
from preceptor import limits
from preceptor.extraction.answers import REPLY_CHARS, extract, visible
from preceptor.references import ReferenceKind
from preceptor.registry import installed_kinds

REPLIES = [
    ("Answer \\( 9 \\)", "9", "answer"),
    ("Answer $ 5 \\$ = 10 $", "$ 5 \\$ = 10 $", "answer"),
    (r"So $x = \boxed{\frac{1}{2}}$.", r"\frac{1}{2}", "boxed"),
    (r"First \boxed{3}. No, I was wrong. The result is \boxed{4}.", "4", "boxed"),
    (r"$\boxed{2}, \boxed{3}$ and $\boxed{5}$.", "2, 3, 5", "boxed"),
    (r"$$\boxed{(2, 2)} \quad \text{and} \quad \boxed{(6, 2)}$$", "(2, 2), (6, 2)", "boxed"),
    (r"\boxed{\boxed{7}}", "7", "boxed"),
    (r"\boxed{x \in \{1, 2\}}", r"x \in \{1, 2\}", "boxed"),
    (r"\boxed{\text{(C)}}.", r"\text{(C)}", "boxed"),
    (r"$\boxed 9$", "9", "boxed"),
    (r"\\boxed{840}", "840", "boxed"),
    (r"\fbox{12}", "12", "boxed"),
    ("The total is 3 + 4.\n#### 7", "7", "hashes"),
    ("#### 1,234", "1,234", "hashes"),
    ("Final answer: 42", "42", "final-answer"),
    ("**Final answer:** $5\\,\\mathrm{m}$", "5\\,\\mathrm{m}", "final-answer"),
    ("## Final Answer\n\n12 J", "12 J", "final-answer"),
    ("**Final Answer**\n\n\\[ 5 \\]", "5", "final-answer"),
    ("Final Answer: The final answer is $\\frac{3}{4}$. I hope it is correct.",
     r"\frac{3}{4}", "answer-is"),
    ("We add.\nAnswer: 3.5 kg", "3.5 kg", "answer"),
    ("**Answer**: 17", "17", "answer"),
    ("**Answer:** `x + 1`", "x + 1", "answer"),
    ("### Answer: -2", "-2", "answer"),
    ("Answer:\n25 °C", "25 °C", "answer"),
    ("ANSWER = 8", "8", "answer"),
    ("The answer is 4.", "4", "answer-is"),
    ("The answer is 8.87 \\times 10^{-15} N.", "8.87 \\times 10^{-15} N", "answer-is"),
    ("The answer is not 3. The answer is 5.", "5", "answer-is"),
    ("Hence the answer is: **12**.", "12", "answer-is"),
    ("so the answer is $x = 2.5$, because the other root is negative.", "x = 2.5", "answer-is"),
    ("The correct answer to this question is Paris.", "Paris", "answer-is"),
    ("the answer is\n\\[ x^2 + 1 \\]", "x^2 + 1", "answer-is"),
    ("<think>\\boxed{3}? No.</think>\nThe answer is 4.", "4", "answer-is"),
    ("reasoning without an opening tag \\boxed{1}</think>Answer: 2", "2", "answer"),
    ("Answer: 6<|im_end|>\n<|im_start|>user\nAnswer: 7", "6", "answer"),
]  # fmt: skip

NO_ANSWER = [
    "",
    "   \n ",
    "I do not know.",
    "The answer is",
    "The answer is not clear to me",
    r"It starts with \boxed{\frac{1}{2",
    r"\boxed{}",
    "<think>The answer is 4",
    "Let us compute $$a = b$$ and then go on with the proof.",
    "$$ a = 1 \\\\ b = 2 $$",
    "####",
    "Answer:",
    "answer the question",
]

CHOICES = [
    ("The correct option is (B).", "B"),
    ("Option C", "C"),
    ("**B.** Paris", "B"),
    (r"\boxed{\text{(D)}}", "D"),
    ("I compare A and B.\n\nAnswer: (A) 5 J", "A"),
    ("The answer is C) sodium", "C"),
    ("It must be the second one.\n\n(B)", "B"),
    ("D", "D"),
]

PROOFS = [
    ("Here:\n```lean\ntheorem t : 1 = 1 := by\n  rfl\n```\nDone.",
     "theorem t : 1 = 1 := by\n  rfl"),
    ("```lean4\nby simp\n```\nBetter:\n```lean4\nby rfl\n```", "by rfl"),
    ("```\nby decide\n```", "by decide"),
    ("We prove `goal : p → p := fun h => h`", "fun h => h"),
    ("by\n  intro h\n  exact h", "by\n  intro h\n  exact h"),
    ("```lean\nby omega", "by omega"),
]  # fmt: skip


FORMAL = installed_kinds()["formal"]


@pytest.mark.parametrize(("reply", "answer", "rule"), REPLIES)
def test_rules(reply: str, answer: str, rule: str) -> None:
    found = extract(reply)
    assert (found.answer, found.rule) == (answer, rule)
    assert found.span is not None


@pytest.mark.parametrize("reply", NO_ANSWER)
def test_no_answer_is_none(reply: str) -> None:
    found = extract(reply)
    assert (found.answer, found.rule, found.span) == (None, None, None)


@pytest.mark.parametrize(("reply", "letter"), CHOICES)
def test_choices(reply: str, letter: str) -> None:
    assert extract(reply, "choice").answer == letter


@pytest.mark.parametrize(("reply", "proof"), PROOFS)
def test_proofs(reply: str, proof: str) -> None:
    for found in (extract(reply, FORMAL), preceptor.extract(reply, "formal")):
        assert (found.answer, found.rule) == (proof, "kind")


def test_formal_takes_no_boxed_number() -> None:
    assert extract(r"\boxed{4}", FORMAL).answer is None


@pytest.mark.parametrize("answer", ["", "  ", None, "9" * (limits.ANSWER_CHARS + 1)])
def test_what_a_kind_finds_that_is_not_an_answer(answer: str | None) -> None:
    assert not extract("The answer is 4.", ReferenceKind("own", extract=lambda _: answer))


def test_a_kind_without_a_rule_or_with_a_faulty_one() -> None:
    assert extract("The answer is 4.", ReferenceKind("plain")).rule == "answer-is"
    assert not extract("The answer is 4.", ReferenceKind("bad", extract=lambda _: 1 / 0))  # type: ignore[arg-type,return-value]
    assert preceptor.extract("The answer is 4.", "no such kind").rule == "answer-is"


def test_only_the_end_of_a_huge_reply_is_read() -> None:
    early = "The answer is 1.\n" + "x" * REPLY_CHARS
    assert extract(early).answer is None
    assert extract("x" * REPLY_CHARS + "\nThe answer is 1.").answer == "1"


def test_an_enormous_answer_is_no_answer() -> None:
    assert extract("Answer: " + "9" * (limits.ANSWER_CHARS + 1)).answer is None


@pytest.mark.parametrize(
    "piece",
    ["\\boxed{", "\\boxed{1} ", "the answer is ", "Answer:", "{", "}", "$$", "\n", "*", "```\n",
     "#### ", " \t", "final answer", "\\\\", "answer to ", "(", "\\[", "</think>", "<|im_end|>"],
)  # fmt: skip
@pytest.mark.timeout(60)
def test_time_is_linear(piece: str) -> None:
    reply = piece * (400_000 // len(piece))
    start = time.process_time()
    for kind in (None, "choice", FORMAL):
        extract(reply, kind)
    assert time.process_time() - start < 5.0


@pytest.mark.parametrize("boxes", [50, 500])
def test_boxes_that_never_close_are_looked_through_once(boxes: int) -> None:
    reply = "\\boxed{" * boxes + "x" * 390_000
    start = time.process_time()
    for _ in range(3):
        extract(reply)
    assert time.process_time() - start < 2.0


def test_visible_cuts_reasoning_and_turns() -> None:
    assert visible("<think>a</think>b<|im_end|>c") == "b"
    assert visible("before<think>never closed") == "before"


@given(st.text(alphabet="\\boxed{}$ answer is:*#`<>think/|\n.,(A)=4", max_size=300))
def test_any_text_gives_an_answer_or_none(reply: str) -> None:
    for kind in (None, "number", "choice", FORMAL):
        found = extract(reply, kind)
        assert (found.answer is None) == (found.rule is None)
        assert found.answer is None or found.answer.strip()


@pytest.mark.parametrize("returned", [3, b"4", ["4"], None, "", "  "])
def test_an_extractor_of_a_plugin_that_returns_no_text_found_nothing(returned: object) -> None:
    kind = ReferenceKind("mine", extract=lambda _text: returned)  # type: ignore[arg-type,return-value]
    assert extract("Answer: 4", kind).answer is None
