"""Rehearsal: keeps the tuned model close to the base model on text that the base model wrote.

Tuning on short solutions makes a model worse at everything else. To counter that, the base model
first writes a little text (each text from a random first token, as in LLM-QAT, arXiv 2305.17888:
no outside data is needed, and none that an evaluation might use), and every step is penalised for
drifting away from the base model's distribution on it (learning without forgetting, arXiv
1606.09282; self-synthesised rehearsal, arXiv 2403.01244).
"""

from __future__ import annotations

import contextlib
import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from preceptor.files.atomic import write_text

BATCH = 32
"""Texts generated at a time."""


class Rehearsal:
    """Texts of the base model, and how it predicts them.

    Args:
        model: The model about to be tuned; with adapters, the base is the same model without
            them, otherwise a frozen copy is kept.
        texts: Token ids, shape ``(texts, tokens)``.
        per_step: Texts used in one step.
    """

    def __init__(self, model: Any, texts: Any, per_step: int) -> None:
        self._texts = texts
        self._per_step = min(per_step, len(texts))
        self._adapters = hasattr(model, "disable_adapter")
        self._base = None if self._adapters else copy.deepcopy(model).eval().requires_grad_(False)

    def divergence(self, model: Any, step: int) -> Any:
        """Return the mean over tokens of KL(base ‖ tuned) on this step's texts, in nats."""
        import torch
        from torch.nn.functional import kl_div, log_softmax

        count = len(self._texts)
        rows = [(step * self._per_step + k) % count for k in range(self._per_step)]
        texts = self._texts[rows]
        with torch.no_grad(), self._as_base(model) as base:
            expected = log_softmax(base(input_ids=texts, use_cache=False).logits.float(), dim=-1)
        predicted = log_softmax(model(input_ids=texts, use_cache=False).logits.float(), dim=-1)
        total = kl_div(predicted, expected, reduction="sum", log_target=True)
        return total / texts.numel()

    @contextlib.contextmanager
    def _as_base(self, model: Any) -> Iterator[Any]:
        if self._base is not None:
            yield self._base
            return
        training = model.training
        model.eval()  # the base model predicts without dropout
        with model.disable_adapter():
            yield model
        model.train(training)


def own_texts(
    model: Any, tokenizer: Any, *, texts: int, tokens: int, seed: int, keep: Path, key: str
) -> Any:
    """Return texts that ``model`` writes, shape ``(texts, tokens)``, on its device.

    They are saved in the file ``keep``, so that a resumed run rehearses the same texts. The
    global random state does not change.
    """
    import torch

    with contextlib.suppress(OSError, ValueError, KeyError):
        saved = json.loads(keep.read_text(encoding="utf-8"))
        if saved["key"] == key:
            return torch.tensor(saved["texts"], device=model.device)
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
    write_text(keep, json.dumps({"key": key, "texts": written}))
    return torch.tensor(written, device=model.device)


def _continued(model: Any, first: list[list[int]], tokens: int) -> list[list[int]]:
    """Sample at temperature 1, past end-of-text tokens, up to exactly ``tokens`` tokens."""
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
