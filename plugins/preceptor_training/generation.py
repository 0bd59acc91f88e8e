"""Greedy answers in batches, computing once what the rows have in common.

``model.generate`` recomputes the worked examples for every row of a few-shot prompt, and keeps
finished rows in the batch until the last one has finished. On a CPU these two take most of the
time, so the loop is written out here: the tokens with which all prompts of a batch begin go
through the model once, and a finished row leaves the batch. The answers equal those of
``generate`` with ``do_sample=False``; a test checks this.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

ANSWER_LINE = re.compile(
    r"(?im)^[\s>*_#-]*(?:the\s+)?(?:final\s+)?answer[*_]*\s*(?:is\s*)?:.*\S.*\n"
)
"""A complete line that states an answer; text after it is ignored."""


@dataclass(frozen=True)
class Generated:
    """One answer.

    Attributes:
        text: The reply, up to the end-of-turn token or the end of its answer line.
        tokens: Tokens generated, end-of-turn included.
        finish: ``stop`` or ``length``.
    """

    text: str
    tokens: int
    finish: str


@dataclass(frozen=True)
class Prompt:
    """One prompt as token ids, and the index of its answer."""

    index: int
    ids: tuple[int, ...]


def batches(prompts: Sequence[Prompt], size: int) -> Iterator[list[Prompt]]:
    """Yield batches of prompts that begin with the same tokens and have similar lengths.

    Sorting by token ids puts prompts with the same worked examples next to each other; within
    each run of ``8 * size`` prompts, those of similar length are put together.
    """
    by_tokens = sorted(prompts, key=lambda prompt: prompt.ids)
    ordered: list[Prompt] = []
    for start in range(0, len(by_tokens), 8 * size):
        run = by_tokens[start : start + 8 * size]
        ordered += sorted(run, key=lambda prompt: (len(prompt.ids), prompt.index))
    for start in range(0, len(ordered), size):
        yield ordered[start : start + size]


def shared_prefix(rows: Sequence[Sequence[int]]) -> int:
    """Return how many tokens all rows begin with, leaving at least one token of each row."""
    shortest = min(len(row) for row in rows) - 1
    first = rows[0]
    for place in range(shortest):
        if any(row[place] != first[place] for row in rows):
            return place
    return shortest


class GreedyGenerator:
    """Generates greedy answers with one model.

    Args:
        model: A decoder-only model in evaluation mode.
        tokenizer: Its tokenizer.
        max_new_tokens: Longest answer, in tokens.
    """

    def __init__(self, model: Any, tokenizer: Any, max_new_tokens: int) -> None:
        self._model = model
        self._tokenizer = tokenizer
        self._limit = max_new_tokens
        self._ends = _end_tokens(model, tokenizer)
        kinds = getattr(model.config, "layer_types", None) or ["full_attention"]
        # A sliding window counts places in the cache, and padding after a shared prefix would
        # shift it.
        self._can_share = all(kind == "full_attention" for kind in kinds)

    def generate(self, prompts: Sequence[Prompt]) -> list[Generated]:
        """Return the answers to a batch of prompts, in their order."""
        import torch

        with torch.inference_mode():
            return self._generate([prompt.ids for prompt in prompts])

    def _generate(self, rows: Sequence[Sequence[int]]) -> list[Generated]:
        import torch

        device = self._model.device
        cache, mask, places, logits = self._prefill(rows)
        produced: list[list[int]] = [[] for _ in rows]
        done: dict[int, Generated] = {}
        running = list(range(len(rows)))
        for step in range(self._limit):
            chosen = logits.argmax(dim=-1)
            keep: list[int] = []
            for place, (row, token) in enumerate(zip(running, chosen.tolist(), strict=True)):
                produced[row].append(token)
                finished = self._finished(produced[row], last=step + 1 == self._limit)
                if finished is None:
                    keep.append(place)
                else:
                    done[row] = finished
            if not keep:
                break
            if len(keep) < len(running):
                running = [running[place] for place in keep]
                index = torch.tensor(keep, device=device)
                cache.batch_select_indices(index)
                mask, places, chosen = mask[index], places[index], chosen[index]
            mask = torch.cat([mask, mask.new_ones(len(running), 1)], dim=1)
            places = places + 1
            out = self._model(
                input_ids=chosen[:, None],
                attention_mask=mask,
                position_ids=places[:, None],
                past_key_values=cache,
                use_cache=True,
            )
            logits = out.logits[:, -1]
        return [done[row] for row in range(len(rows))]

    def _prefill(self, rows: Sequence[Sequence[int]]) -> tuple[Any, Any, Any, Any]:
        """Process the prompts: the shared beginning once, then the rest, padded on the left.

        Returns:
            The cache; the mask over its places, ``(rows, places)``; the position of each
            row's last token, ``(rows,)``; the logits after it, ``(rows, vocabulary)``.
        """
        import torch

        from preceptor_training.kv_cache import growing_cache

        device = self._model.device
        shared = shared_prefix(rows) if self._can_share and len(rows) > 1 else 0
        cache = growing_cache(self._model.config)
        if shared:
            beginning = torch.tensor([rows[0][:shared]], device=device)
            self._model(
                input_ids=beginning, past_key_values=cache, use_cache=True, logits_to_keep=1
            )
            cache.batch_repeat_interleave(len(rows))
        rest = [list(row[shared:]) for row in rows]
        width = max(len(row) for row in rest)
        pad = self._tokenizer.pad_token_id
        ids = torch.tensor([[pad] * (width - len(row)) + row for row in rest], device=device)
        mask = torch.tensor(
            [[1] * shared + [0] * (width - len(row)) + [1] * len(row) for row in rest],
            device=device,
        )
        # Positions count real tokens only; the position of a padded place does not matter.
        positions = (mask.cumsum(dim=1) - 1).clamp(min=0)[:, shared:]
        out = self._model(
            input_ids=ids,
            attention_mask=mask,
            position_ids=positions,
            past_key_values=cache,
            use_cache=True,
            logits_to_keep=1,
        )
        return cache, mask, positions[:, -1], out.logits[:, -1]

    def _finished(self, tokens: list[int], *, last: bool) -> Generated | None:
        """Return the answer if it is complete with these tokens, else ``None``."""
        if tokens[-1] in self._ends:
            return Generated(self._text(tokens[:-1]), len(tokens), "stop")
        # Decoding the last two tokens shows whether a line has ended.
        if "\n" in self._text(tokens[-1:]):
            text = self._text(tokens)
            line = ANSWER_LINE.search(text)
            if line is not None:
                return Generated(text[: line.end()].rstrip(), len(tokens), "stop")
        if last:
            return Generated(self._text(tokens), len(tokens), "length")
        return None

    def _text(self, tokens: Sequence[int]) -> str:
        text: str = self._tokenizer.decode(
            tokens, skip_special_tokens=True, clean_up_tokenization_spaces=False
        )
        return text


def _end_tokens(model: Any, tokenizer: Any) -> frozenset[int]:
    configured = model.generation_config.eos_token_id
    listed = configured if isinstance(configured, list) else [configured]
    return frozenset(token for token in [*listed, tokenizer.eos_token_id] if token is not None)
