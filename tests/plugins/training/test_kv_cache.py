"""The cache written in place against transformers' concatenating one."""

from __future__ import annotations

import pytest

torch = pytest.importorskip("torch")

from transformers import DynamicCache, LlamaConfig  # noqa: E402

from preceptor_training.kv_cache import growing_cache  # noqa: E402


def test_holds_what_the_concatenating_cache_holds() -> None:
    config = LlamaConfig(num_hidden_layers=2, num_attention_heads=4, num_key_value_heads=2)
    ours, theirs = growing_cache(config), DynamicCache(config=config)
    generator = torch.Generator().manual_seed(0)
    rows = 1
    handed_out = []
    for step in range(40):
        if step == 1:
            rows = 5
            ours.batch_repeat_interleave(5)
            theirs.batch_repeat_interleave(5)
        if step in {7, 19}:
            index = torch.tensor([3, 0, 2] if step == 7 else [1])
            rows = len(index)
            ours.batch_select_indices(index)
            theirs.batch_select_indices(index)
        tokens = 6 if step < 2 else 1
        for layer in range(2):
            new = torch.randn(2, rows, 2, tokens, 8, generator=generator)
            keys, values = ours.update(new[0], new[1], layer)
            expected = theirs.update(new[0], new[1], layer)
            assert torch.equal(keys, expected[0])
            assert torch.equal(values, expected[1])
            handed_out.append((keys, expected[0].clone()))
        assert ours.get_seq_length() == theirs.get_seq_length()
    # What was handed out earlier is not overwritten by later tokens.
    assert all(torch.equal(keys, then) for keys, then in handed_out)
