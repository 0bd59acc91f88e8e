"""A key-value cache that is written in place.

transformers' dynamic cache concatenates at every token, which copies the whole cache of every
layer. Here every layer keeps spare room behind its last token and doubles its buffer when that is
used up, as a list does.

Imported late: it needs torch.
"""

from __future__ import annotations

from typing import Any

import torch
from transformers import DynamicCache
from transformers.cache_utils import DynamicLayer


class _Room:
    """A buffer with spare room behind the tokens that are held, and the view of those tokens."""

    def __init__(self) -> None:
        self._buffer: torch.Tensor | None = None
        self._view: torch.Tensor | None = None

    def append(self, held: torch.Tensor, new: torch.Tensor) -> torch.Tensor:
        """``held`` with ``new`` behind it, both ``(batch, heads, tokens, size)``."""
        if held.numel() == 0:
            return new
        tokens = held.shape[2]
        total = tokens + new.shape[2]
        # Rows that were selected or repeated are a new tensor, and no longer this buffer's view.
        if self._buffer is None or held is not self._view or total > self._buffer.shape[2]:
            rows, heads, _, size = held.shape
            self._buffer = held.new_empty(rows, heads, max(2 * tokens, total), size)
            self._buffer[:, :, :tokens] = held
        self._buffer[:, :, tokens:total] = new
        self._view = self._buffer[:, :, :total]
        return self._view


class GrowingLayer(DynamicLayer):  # type: ignore[misc]  # transformers is untyped here
    """Keys and values of one layer."""

    keys: torch.Tensor
    values: torch.Tensor

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._key_room = _Room()
        self._value_room = _Room()

    def update(
        self, key_states: torch.Tensor, value_states: torch.Tensor, *args: Any, **kwargs: Any
    ) -> tuple[torch.Tensor, torch.Tensor]:
        """Append the states of new tokens; returns all keys and all values so far."""
        if not self.is_initialized:
            self.lazy_initialization(key_states, value_states)
        self.keys = self._key_room.append(self.keys, key_states)
        self.values = self._value_room.append(self.values, value_states)
        return self.keys, self.values


def growing_cache(config: Any) -> DynamicCache:
    """An empty cache for a model; layers that are no plain full attention stay as they are."""
    cache = DynamicCache(config=config)
    cache.layers = [
        GrowingLayer() if type(layer) is DynamicLayer else layer for layer in cache.layers
    ]
    return cache
