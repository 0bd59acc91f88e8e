"""Chat rows: which tokens are learnt, how batches are cut."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

pytest.importorskip("transformers")

from preceptor.errors import UsageError
from preceptor_training.chat_data import (
    IGNORED,
    EncodedRow,
    batch_order,
    encode_chat,
    encode_file,
    micro_batches,
    padded,
)

TURNS = [
    {"role": "system", "content": "Add."},
    {"role": "user", "content": "What is 1 + 1?"},
    {"role": "assistant", "content": "Answer: 3"},
    {"role": "user", "content": "No."},
    {"role": "assistant", "content": "Answer: 2"},
]


@pytest.fixture(scope="module")
def tokenizer(tiny_model: Path) -> Any:
    from transformers import AutoTokenizer

    return AutoTokenizer.from_pretrained(tiny_model)


def learnt(row: EncodedRow, tokenizer: Any) -> str:
    return str(tokenizer.decode([label for label in row.labels if label != IGNORED]))


@pytest.mark.parametrize(
    ("messages", "text"),
    [
        (TURNS[:3], "Answer: 3<|im_end|>"),
        (TURNS, "Answer: 3<|im_end|>Answer: 2<|im_end|>"),
        ([TURNS[1], TURNS[2]], "Answer: 3<|im_end|>"),
    ],
    ids=["one turn", "two turns", "no system message"],
)
def test_the_assistant_and_its_end_of_turn_are_learnt(
    messages: list[dict[str, str]], text: str, tokenizer: Any
) -> None:
    row = encode_chat(messages, tokenizer, "f:1")
    assert learnt(row, tokenizer) == text
    whole = tokenizer.apply_chat_template(messages, tokenize=False)
    # Nothing is lost but the line break that the template puts behind the last turn.
    assert tokenizer.decode(row.ids) + "\n" == whole
    assert all(label in (IGNORED, token) for token, label in zip(row.ids, row.labels, strict=True))


def test_an_end_of_turn_in_the_prompt_is_not_learnt(tokenizer: Any) -> None:
    row = encode_chat(TURNS[:3], tokenizer, "f:1")
    ends = [i for i, token in enumerate(row.ids) if token == tokenizer.eos_token_id]
    assert [row.labels[i] != IGNORED for i in ends] == [False, False, True]


def test_a_template_that_rewrites_history_is_refused(tokenizer: Any) -> None:
    import copy

    forgetful = copy.deepcopy(tokenizer)
    forgetful.chat_template = (
        "{% for m in messages %}{% if loop.last or m.role == 'user' %}<|im_start|>{{ m.role }}"
        "{{ m.content }}<|im_end|>{% endif %}{% endfor %}"
        "{% if add_generation_prompt %}<|im_start|>assistant{% endif %}"
    )
    encode_chat(TURNS[1:3], forgetful, "f:1")
    with pytest.raises(UsageError, match="f:7: the model's chat template changes earlier turns"):
        encode_chat(TURNS, forgetful, "f:7")


def test_too_long_rows_are_counted(tokenizer: Any, write_rows: Callable[..., Path]) -> None:
    long = [{**TURNS[1], "content": "word " * 100}, TURNS[2]]
    path = write_rows([{"messages": long}, {"messages": TURNS, "id": "kept"}])
    found = encode_file(path, tokenizer, 100)
    assert (len(found.rows), found.too_long) == (1, 1)
    assert found.rows[0].location == f"{path}:2"


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("{", "rows.jsonl:1: not a chat row"),
        ("[]", "rows.jsonl:1: not a chat row"),
        (json.dumps({"messages": [{"role": "user"}]}), "rows.jsonl:1: not a chat row"),
        (json.dumps({"messages": []}), "rows.jsonl:1: no assistant message"),
    ],
)
def test_bad_lines_are_named(line: str, words: str, tokenizer: Any, tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text(line + "\n")
    with pytest.raises(UsageError, match=words):
        encode_file(path, tokenizer, 100)


def test_a_missing_file_is_named(tokenizer: Any, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"none.jsonl: cannot be read"):
        encode_file(tmp_path / "none.jsonl", tokenizer, 100)


@given(st.integers(0, 80), st.integers(1, 9), st.integers(0, 5))
def test_every_row_comes_once_per_epoch(count: int, size: int, epoch: int) -> None:
    batches = batch_order(count, size, 3, epoch)
    assert sorted(row for batch in batches for row in batch) == list(range(count))
    assert all(0 < len(batch) <= size for batch in batches)
    assert batches == batch_order(count, size, 3, epoch)


def test_epochs_and_seeds_shuffle_differently() -> None:
    orders = [batch_order(50, 8, seed, epoch) for seed in (0, 1) for epoch in (0, 1)]
    assert all(a != b for i, a in enumerate(orders) for b in orders[:i])


@given(st.lists(st.integers(1, 300), min_size=1, max_size=20), st.integers(1, 1000))
def test_micro_batches_hold_the_limit(lengths: list[int], limit: int) -> None:
    pieces = list(micro_batches(range(len(lengths)), lengths, limit))
    assert sorted(row for piece in pieces for row in piece) == list(range(len(lengths)))
    for piece in pieces:
        sizes = [lengths[i] for i in piece]
        assert len(piece) == 1 or len(piece) * max(sizes) <= limit
        assert 3 * max(sizes) <= 4 * min(sizes)


def test_padding_is_never_learnt() -> None:
    rows = [EncodedRow((5, 2), (IGNORED, 2), "a"), EncodedRow((5, 6, 7), (IGNORED, 6, 7), "b")]
    ids, labels = padded(rows, pad=2)
    assert ids == [[5, 2, 2], [5, 6, 7]]
    assert labels == [[IGNORED, 2, IGNORED], [IGNORED, 6, 7]]
