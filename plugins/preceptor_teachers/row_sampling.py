"""Separate sampling parameters, seeds and stop strings for each row of a generated batch."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from preceptor.records import Sampling


class RowSampler:
    """A logits processor after which the argmax is a sample.

    Adding independent Gumbel noise to log-probabilities and taking the largest draws from
    them (Gumbel 1954; Maddison et al., arXiv 1411.0030). Each row has its own generator, so
    its draws do not depend on which other requests share the batch.

    Args:
        rows: Sampling parameters per row of the batch; ``temperature`` 0 is greedy.
        device: The device of the scores.
    """

    def __init__(self, rows: Sequence[Sampling], device: Any) -> None:
        import torch

        self._rows = rows
        self._generators = []
        for row in rows:
            generator = torch.Generator(device=device)
            if row.seed is None:
                generator.seed()
            else:
                generator.manual_seed(row.seed)
            self._generators.append(generator)

    def __call__(self, input_ids: Any, scores: Any) -> Any:
        """Perturb ``scores`` of shape ``(rows, vocabulary)``."""
        import torch

        scores = scores.float().clone()
        for place, row in enumerate(self._rows):
            if row.temperature == 0:
                continue
            logits = _nucleus(scores[place] / row.temperature, row.top_p)
            noise = torch.empty_like(logits).exponential_(generator=self._generators[place])
            scores[place] = logits - noise.log()
        return scores


def _nucleus(logits: Any, top_p: float) -> Any:
    """Keep the smallest set of tokens whose probability reaches ``top_p`` (arXiv 1904.09751)."""
    import torch

    if top_p >= 1.0:
        return logits
    ordered, order = torch.sort(logits, descending=True)
    before = torch.softmax(ordered, dim=-1).cumsum(dim=-1).roll(1)
    before[0] = 0.0
    dropped = order[before >= top_p]
    return logits.index_fill(0, dropped, float("-inf"))


class RowStops:
    """A stopping criterion with a length limit and stop strings per row.

    Args:
        tokenizer: Decodes the generated tokens.
        width: Length of the padded prompts, in tokens.
        limits: Maximum number of new tokens per row.
        stops: Stop strings per row.
    """

    def __init__(
        self,
        tokenizer: Any,
        width: int,
        limits: Sequence[int],
        stops: Sequence[Sequence[str]],
    ) -> None:
        self._tokenizer = tokenizer
        self._width = width
        self._limits = limits
        self._stops = stops

    def __call__(self, input_ids: Any, scores: Any, **_kwargs: Any) -> Any:
        """Return which rows are done, of shape ``(rows,)``."""
        import torch

        new = input_ids.shape[1] - self._width
        done = [
            new >= limit or self._has_stop(input_ids[place], stops)
            for place, (limit, stops) in enumerate(zip(self._limits, self._stops, strict=True))
        ]
        return torch.tensor(done, dtype=torch.bool, device=input_ids.device)

    def _has_stop(self, row: Any, stops: Sequence[str]) -> bool:
        if not stops:
            return False
        # A stop string spans at most as many tokens as it has bytes.
        longest = max(len(stop.encode()) for stop in stops)
        tail = row[self._width :][-longest - 1 :].tolist()
        text = self._tokenizer.decode(tail, skip_special_tokens=True)
        return any(stop in text for stop in stops)
