"""Where replies say that this is their answer: every cue in the forms that models write."""

from __future__ import annotations

import pytest

from preceptor.extraction.answers import RULES, extract

CUED = [
    # Marks, emphasis, lists, numbers and additions around an answer line.
    ("👉 **Answer: 73**", "73", "answer"),
    ("- Answer: 73", "73", "answer"),
    ("3. Final Answer: 73", "73", "final-answer"),
    ("> **Final Answer (b):** 73", "73", "final-answer"),
    ("Answer (in J): 73", "73 J", "answer"),
    ("Answer in simplest form: 3/4", "3/4", "answer"),
    ("ANS. = 12 m", "12 m", "answer"),
    ("So it holds. **Answer: $\\frac{13}{2}$**", "\\frac{13}{2}", "answer"),
    ("Answer:\n- 220", "220", "answer"),
    ("Answer:\nMr. Lee got $56.", "$56", "answer"),
    ("### Final Answer\nThe value is **6**.", "6", "final-answer"),
    ("The answer is (A).\n\nThe final answer is:", "(A)", "answer-is"),
    # Tags.
    ("<answer>42</answer>", "42", "answer-tag"),
    ("<answer>\n42\n</answer>", "42", "answer-tag"),
    ("<answer>The answer is 5 m.</answer>", "5 m", "answer-is"),
    ("I put it in <answer></answer> tags: <answer>7", "7", "answer-tag"),
    ("<final_answer>x + 1</final_answer>", "x + 1", "answer-tag"),
    ("[ANSWER]12[/ANSWER]", "12", "answer-tag"),
    # Marks of data sets; a heading of level four is none.
    ("We select option C. #### 12 ", "12", "hashes"),
    ("#### Case 3: n = 4\nSo n = 4.\n\n### Final Answer\n\n7", "7", "final-answer"),
    ("13 * 2 = 26\nA: 26", "26", "short-answer"),
    ('```json\n{"answer": "42"}\n```', "42", "json"),
    ('{"reasoning": "3 + 4", "final_answer": 7}', "7", "json"),
    ('{"answer": "\\\\frac{1}{2}"}', "\\frac{1}{2}", "json"),
    ('{"answer": "\\frac{1}{2}"}', "\\frac{1}{2}", "json"),
    ('{"answer": ["3", "5"]}', "3, 5", "json"),
    # Sentences, in several languages.
    ("Therefore, the answer (in dollars) is 2.", "2", "answer-is"),
    ("We conclude that the final answer is 12 J, which is large.", "12 J", "answer-is"),
    ("Die Antwort lautet 4,5 m.", "4,5 m", "answer-is"),
    ("Antwort: 12", "12", "answer"),
    ("La réponse est 8.", "8", "answer-is"),
    ("Respuesta final: 9", "9", "final-answer"),
    ("所以答案是 12。", "12", "answer-is"),
    ("答案：3/4", "3/4", "answer"),
    # The last cue counts.
    ("\\boxed{3}\n\nWait, I forgot one.\nFinal answer: 4", "4", "final-answer"),
    ("Answer: 3\n\nSorry.\n\n$\\boxed{4}$", "4", "boxed"),
    ("The answer is 12 J. This value is rounded to two digits.", "12 J", "answer-is"),
    ("So the answer is 4.\n\nNote that the second option is 7.", "4", "answer-is"),
]  # fmt: skip

UNCUED = [
    ("The lowest value is 2. So the range is 9 - 2 = 7.", "7"),
    ("The first result is 3 m/s. Multiplying by 4 s gives a distance of 12 m.", "3 m/s"),
    ("Therefore, $x^3 = 12$.", "x^3 = 12"),
    ("So the profit is **$70,000**.", "$70,000"),
    ("Thus\n\\[ x = 5 \\].", "5"),
    ("We have x = 5 and y = 6, so x + y = 11.", "11"),
    ("Answer:\nFirst add: 3 + 4 = 7.\nThen double: 14.\nTherefore, 14 apples.", "14 apples"),
]

NONE = [
    "The answer is not 5.",
    "If the answer is 5, then x = 2, which is impossible?",
    "Answer: 5. Wait, that is wrong.",
    r"\boxed{5} is wrong",
    "The answer is 12? No, I forgot a factor",
    "Put your final answer in \\boxed{}.",
    r"Give it as \boxed{answer}.",
    '{"answer": ""}',
    "```python\nanswer = solve(x)\n",
]


@pytest.mark.parametrize(("reply", "answer", "rule"), CUED)
def test_cues(reply: str, answer: str, rule: str) -> None:
    found = extract(reply)
    assert (found.answer, found.rule, found.cued) == (answer, rule, True)


@pytest.mark.parametrize(("reply", "answer"), UNCUED)
def test_without_a_cue_the_answer_only_may_be_one(reply: str, answer: str) -> None:
    found = extract(reply)
    assert not found.cued
    if answer != "3 m/s":
        assert found.answer == answer


@pytest.mark.parametrize("reply", NONE)
def test_no_answer_rather_than_a_guess(reply: str) -> None:
    found = extract(reply)
    assert found.answer is None or not found.cued, found


REASONING = [
    "[THINK]Perhaps \\boxed{12}. No, I forgot a factor two.[/THINK]\n\nAnswer: 24",
    "<thinking>\\boxed{12}? No.</thinking>\nAnswer: 24",
    "<reasoning>So \\boxed{A}? No.</reasoning>Answer: 24",
    "<|begin_of_thought|>\\boxed{5}?<|end_of_thought|>\n<|begin_of_solution|>Answer: 24"
    "<|end_of_solution|>",
    "<mm:think>\\boxed{5}</mm:think>Answer: 24",
    "◁think▷Answer: 3◁/think▷Answer: 24",
    "<|channel|>analysis<|message|>The answer is 5? No.<|end|><|start|>assistant<|channel|>final"
    "<|message|>Answer: 24<|return|>",
    "analysisWe need the answer: 5?assistantfinalAnswer: 24",
    "<thought>a</thought><think>The answer is 3.</think>\nAnswer: 24",
]


@pytest.mark.parametrize("reply", REASONING)
def test_only_what_follows_the_reasoning_counts(reply: str) -> None:
    found = extract(reply)
    assert (found.answer, found.reasoning_left_out) == ("24", True)
    assert found.span is not None
    assert reply[slice(*found.span)] == "24"


@pytest.mark.parametrize(
    "reply",
    [
        "<think>The answer is 4",
        "[THINK]\\boxed{4}",
        "<|channel|>analysis<|message|>The answer is 4.",
        "<thinking>The answer is 4.</thinking>",
        "<think>Answer: 4</think>   ",
    ],
)
def test_nothing_but_reasoning_is_no_answer(reply: str) -> None:
    found = extract(reply)
    assert (found.answer, found.reasoning_left_out) == (None, True)


BOXES = [
    ("so $a = -\\boxed{256}$", "-256"),
    ("The length is $\\boxed{5}$ cm.", "5 cm"),
    ("$\\boxed{2}\\pi$", "2\\pi"),
    ("$\\boxed{50}\\%$", "50\\%"),
    ("$\\boxed{2.5} \\times 10^{3}$ J", "2.5 \\times 10^{3}"),
    ("\\boxed{50.999} \\, \\text{atm}.", "50.999 \\, \\text{atm}"),
    ("It takes $\\boxed{6}$ days in all cases that we know.", "6"),
    ("the area is $4 + 16 = \\boxed{20}$ square inches. Done.", "20 square inches"),
    ("$3\\boxed{x+1}$", "3(x+1)"),
    ("- \\boxed{7}", "7"),
    ("The mixture is $\\boxed{17.5\\%}$ acid.", "17.5\\%"),
    ("(a) $\\boxed{3}$\n(b) $\\boxed{-2}$", "(a) 3; (b) -2"),
    ("Part 1: we add.\n\\boxed{3}\n\nPart 2: \\boxed{-2}", "(1) 3; (2) -2"),
    ("1. $\\boxed{3}$\n2. $\\boxed{-2}$\n", "(1) 3; (2) -2"),
    ("The mean is $\\boxed{3}$ and the variance is $\\boxed{7}$.", "3, 7"),
    ("First $\\boxed{3}$, and that gives $\\boxed{7}$.", "7"),
    ("a and b are $\\boxed{-2}$ and $\\boxed{-2}$ respectively.", "-2"),
    ("Kinetic energy: \\boxed{12 J}\nPotential energy: \\boxed{5 J}", "5 J"),
]


@pytest.mark.parametrize(("reply", "answer"), BOXES)
def test_what_stands_around_a_box(reply: str, answer: str) -> None:
    found = extract(reply)
    assert (found.answer, found.rule) == (answer, "boxed")


def test_other_readings_of_boxes() -> None:
    assert extract("Part 1: \\boxed{3}\nPart 2: \\boxed{-2}").alternatives == ("3, -2",)
    worded = extract("Kinetic energy: \\boxed{12 J}\nPotential energy: \\boxed{5 J}")
    assert worded.alternatives == ("12 J, 5 J",)
    assert extract("$\\boxed{-2}$ and $\\boxed{-2}$").alternatives == ("-2, -2",)


SENTENCES = [
    ("Answer: Tim deals with 120 calls during his 5 day work week.", "120 calls", ("5",)),
    ("Answer: In 4 weeks, she has spent 700 minutes on it.", "700 minutes", ("4",)),
    ("Answer: There are 36 teachers at Dr. Wertz's school.", "36 teachers", ()),
    ("Answer: Rachel made $8.", "$8", ()),
    ("Answer: The average of 3 and 5 is 4.", "4", ("3", "5")),
    ("Answer: Step 3 gives a total of 12 boxes.", "12 boxes", ()),
    ("The final answer is the probability of $\\frac{1}{4}$ in this case.", "\\frac{1}{4}", ()),
]


@pytest.mark.parametrize(("reply", "answer", "rivals"), SENTENCES)
def test_the_value_that_a_sentence_states(reply: str, answer: str, rivals: tuple[str, ...]) -> None:
    found = extract(reply, "number")
    assert (found.answer, found.rivals) == (answer, rivals)


@pytest.mark.parametrize(
    "sentence",
    ["There are 9 storks and 4 birds on the fence.", "It may be 5 or 6 of them in all."],
)
def test_a_sentence_with_several_values_is_left_whole(sentence: str) -> None:
    found = extract(f"Answer: {sentence}", "number")
    assert found.answer == sentence.rstrip(".")
    assert len(found.rivals) == 2


def test_a_text_answer_is_left_whole() -> None:
    assert extract("Answer: Paris had 3 rulers", "text").answer == "Paris had 3 rulers"


def test_a_declared_format_comes_first() -> None:
    reply = "\\boxed{3}\nRESULT => 12 m <="
    assert extract(reply, pattern="RESULT => {answer} <=").answer == "12 m"
    assert extract(reply, pattern="RESULT => {answer} <=").rule == "pattern"
    assert extract(reply, pattern="result  =>\n{answer}<=").answer == "12 m"
    assert extract("\\boxed{3}", pattern="RESULT => {answer}").answer == "3"
    assert extract("RESULT =>  \nRESULT => 4\n", pattern="RESULT => {answer}").answer == "4"


@pytest.mark.parametrize("pattern", ["RESULT", "{answer}", " {answer} ", "{answer} or {answer}"])
def test_a_format_that_is_none(pattern: str) -> None:
    with pytest.raises(ValueError, match="answer pattern"):
        extract("Answer: 3", pattern=pattern)


def test_an_answer_to_another_question_is_not_the_answer() -> None:
    reply = "The answer is 12\n\nProblem:\nWhat is 2 + 2?\nThe answer is 4"
    found = extract(reply)
    assert found.answer == "12"
    assert "4" in found.rivals
    assert found.problem
    assert extract("The answer is 12\n\nQ: What now?\nThe").problem == ""


def test_every_rule_has_a_name() -> None:
    rules = {rule for _, _, rule in CUED} | {"boxed", "pattern", "closing", "choice", "kind"}
    assert rules == set(RULES)
