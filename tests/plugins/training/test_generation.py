"""Batched greedy generation against transformers' own, one prompt at a time."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

torch = pytest.importorskip("torch")

from preceptor_training.generation import (  # noqa: E402
    ANSWER_LINE,
    GreedyGenerator,
    Prompt,
    batches,
    shared_prefix,
)


@pytest.fixture(scope="module")
def loaded(tiny_model: Path) -> tuple[Any, Any]:
    from transformers import AutoModelForCausalLM, AutoTokenizer

    model = AutoModelForCausalLM.from_pretrained(tiny_model).eval()
    return model, AutoTokenizer.from_pretrained(tiny_model)


def prompts(tokenizer: Any, texts: list[str]) -> list[Prompt]:
    return [Prompt(i, tuple(tokenizer(text)["input_ids"])) for i, text in enumerate(texts)]


def alone(model: Any, tokenizer: Any, prompt: Prompt, limit: int) -> list[int]:
    """What ``generate`` replies to one prompt without padding."""
    ids = torch.tensor([prompt.ids])
    out = model.generate(
        input_ids=ids, attention_mask=torch.ones_like(ids), do_sample=False, max_new_tokens=limit
    )
    return list(out[0, len(prompt.ids) :].tolist())


@pytest.mark.parametrize("beginning", ["", "An example that all of them begin with. " * 3])
def test_same_answers_as_generate(beginning: str, loaded: tuple[Any, Any]) -> None:
    model, tokenizer = loaded
    texts = [f"{beginning}What is {n} + {n * 37}?" + " please" * (n % 4) for n in range(13)]
    asked = prompts(tokenizer, texts)
    found = GreedyGenerator(model, tokenizer, 24).generate(asked)
    for prompt, one in zip(asked, found, strict=True):
        expected = alone(model, tokenizer, prompt, 24)
        ended = expected[-1] == tokenizer.eos_token_id
        text = tokenizer.decode(expected, skip_special_tokens=True)
        if ANSWER_LINE.search(text) is None:
            assert (one.text, one.tokens) == (text, len(expected))
            assert one.finish == ("stop" if ended else "length")
    assert len({len(prompt.ids) for prompt in asked}) > 1


def test_rows_that_end_early_leave_the_batch(loaded: tuple[Any, Any]) -> None:
    """With every token but one made an end token, most rows end at once and one continues."""
    model, tokenizer = loaded
    asked = prompts(tokenizer, [f"What is {n}{n} + 1?" for n in range(9)])
    generator = GreedyGenerator(model, tokenizer, 12)
    plain = generator.generate(asked)
    first = [alone(model, tokenizer, prompt, 12) for prompt in asked]
    ends = {tokens[3] for tokens in first[:5]}
    generator._ends = frozenset(ends)
    for tokens, one in zip(first, generator.generate(asked), strict=True):
        place = next((i for i, token in enumerate(tokens) if token in ends), None)
        assert one.tokens == (12 if place is None else place + 1)
        assert one.finish == ("length" if place is None else "stop")
    assert all(one.tokens == 12 for one in plain if one.finish == "length")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("2 + 2 = 4\nAnswer: 4\nAnother", "Answer: 4\n"),
        ("**Answer:** 4 m\n", "**Answer:** 4 m\n"),
        ("The final answer is: 7\n", "The final answer is: 7\n"),
        ("final answer: x = 2\n", "final answer: x = 2\n"),
        ("Answer: 4", None),
        ("Answer:\n", None),
        ("The answer depends on x: it grows\n", None),
    ],
)
def test_answer_lines(text: str, line: str | None) -> None:
    found = ANSWER_LINE.search(text)
    assert (found.group(0) if found else None) == line


def test_generation_stops_behind_the_answer_line(loaded: tuple[Any, Any]) -> None:
    model, tokenizer = loaded
    tokens = tokenizer("Step.\nAnswer: 12\nAnd more")["input_ids"]
    generator = GreedyGenerator(model, tokenizer, 50)
    ends = [i for i in range(1, len(tokens)) if generator._finished(tokens[:i], last=False)]
    done = generator._finished(tokens[: ends[0]], last=False)
    assert done is not None
    assert (done.text, done.finish) == ("Step.\nAnswer: 12", "stop")


@pytest.mark.parametrize(
    ("rows", "length"),
    [
        ([(1, 2, 3), (1, 2, 4)], 2),
        ([(1, 2, 3), (1, 2, 3)], 2),
        ([(1, 2), (1, 2, 3)], 1),
        ([(1,), (1,)], 0),
        ([(4, 1), (5, 1)], 0),
    ],
)
def test_shared_prefix_leaves_a_token_over(rows: list[tuple[int, ...]], length: int) -> None:
    assert shared_prefix(rows) == length


def test_batches_keep_every_prompt_and_put_like_ones_together() -> None:
    asked = [Prompt(i, ((i % 2) + 1, *range(i % 7), i)) for i in range(50)]
    cut = list(batches(asked, 8))
    assert sorted(p.index for batch in cut for p in batch) == list(range(50))
    assert all(len(batch) <= 8 for batch in cut)
