"""Rehearsal: the tuned model goes on predicting the base model's own text as the base model does.

Tuning on short solutions makes a model worse at everything else. Against that, the base model
first writes a little text of its own (each text from a random first token, as in LLM-QAT, arXiv
2305.17888: no outside data is needed, and none that an evaluation might use), and every step
pays for drifting away from the base model's distribution on it (learning without forgetting,
arXiv 1606.09282; self-synthesised rehearsal, arXiv 2403.01244).
"""

from __future__ import annotations

import contextlib
import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

BATCH = 32
"""Texts written at a time."""


class Rehearsal:
    """Texts of the base model, and how it predicts them.

    Args:
        model: The model about to be tuned; with adapters, the base is the same model without
            them, otherwise a frozen copy is kept.
        texts: Token ids, shape ``(texts, tokens)``.
        per_step: Texts that one step rehearses.
    """

    def __init__(self, model: Any, texts: Any, per_step: int) -> None:
        self._texts = texts
        self._per_step = min(per_step, len(texts))
        self._adapters = hasattr(model, "disable_adapter")
        self._base = None if self._adapters else copy.deepcopy(model).eval().requires_grad_(False)

    def divergence(self, model: Any, step: int) -> Any:
        """Mean over tokens of KL(base ‖ tuned) on the texts of this step, in nats (scalar)."""
        import torch
        from torch.nn.functional import kl_div, log_softmax

        count = len(self._texts)
        rows = [(step * self._per_step + k) % count for k in range(self._per_step)]
        texts = self._texts[rows]
        with torch.no_grad(), self._as_base(model) as base:
            wanted = log_softmax(base(input_ids=texts, use_cache=False).logits.float(), dim=-1)
        found = log_softmax(model(input_ids=texts, use_cache=False).logits.float(), dim=-1)
        total = kl_div(found, wanted, reduction="sum", log_target=True)
        return total / texts.numel()

    @contextlib.contextmanager
    def _as_base(self, model: Any) -> Iterator[Any]:
        if self._base is not None:
            yield self._base
            return
        training = model.training
        model.eval()  # dropout is no part of what the base model says
        with model.disable_adapter():
            yield model
        model.train(training)


def own_texts(
    model: Any, tokenizer: Any, *, texts: int, tokens: int, seed: int, keep: Path, key: str
) -> Any:
    """Texts that ``model`` writes by itself, shape ``(texts, tokens)``, on its device.

    They are kept in the file ``keep``, so that a run that is taken up rehearses the same ones.
    The global random state is left as it was.
    """
    import torch

    with contextlib.suppress(OSError, ValueError, KeyError):
        kept = json.loads(keep.read_text(encoding="utf-8"))
        if kept["key"] == key:
            return torch.tensor(kept["texts"], device=model.device)
    special = set(tokenizer.all_special_ids)
    ordinary = [i for i in range(len(tokenizer)) if i not in special]
    written: list[list[int]] = []
    devices = [model.device] if model.device.type == "cuda" else []
    with torch.random.fork_rng(devices=devices), torch.inference_mode():
        torch.manual_seed(seed)
        picks = torch.randint(len(ordinary), (texts,)).tolist()
        model.eval()
        for start in range(0, texts, BATCH):
            first = [[ordinary[pick]] for pick in picks[start : start + BATCH]]
            written += _continued(model, first, tokens)
    told = json.dumps({"key": key, "texts": written})
    keep.with_suffix(".tmp").write_text(told, encoding="utf-8")
    keep.with_suffix(".tmp").replace(keep)
    return torch.tensor(written, device=model.device)


def _continued(model: Any, first: list[list[int]], tokens: int) -> list[list[int]]:
    """Sample on at temperature 1, through end-of-text tokens, to exactly ``tokens`` tokens."""
    import torch

    from preceptor_training.kv_cache import growing_cache

    ids = torch.tensor(first, device=model.device)
    cache, latest = growing_cache(model.config), ids
    for _ in range(tokens - 1):
        logits = model(input_ids=latest, past_key_values=cache, use_cache=True).logits[:, -1]
        latest = torch.multinomial(torch.softmax(logits.float(), dim=-1), 1)
        ids = torch.cat([ids, latest], dim=1)
    rows: list[list[int]] = ids.tolist()
    return rows
