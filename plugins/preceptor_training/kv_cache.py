"""A key-value cache that is written in place.

transformers' dynamic cache concatenates at every token, which copies the whole cache of every
layer. Here every layer keeps spare room after its last token, and doubles its buffer when that is
used up, as a list does.

Import it late: it needs torch.
"""

from __future__ import annotations

from typing import Any

import torch
from transformers import DynamicCache
from transformers.cache_utils import DynamicLayer


class _GrowingBuffer:
    """A buffer with spare room after the stored tokens, and the view of those tokens."""

    def __init__(self) -> None:
        self._buffer: torch.Tensor | None = None
        self._view: torch.Tensor | None = None

    def append(self, held: torch.Tensor, new: torch.Tensor) -> torch.Tensor:
        """Return ``held`` followed by ``new``, both ``(batch, heads, tokens, size)``."""
        if held.numel() == 0:
            return new
        tokens = held.shape[2]
        total = tokens + new.shape[2]
        # Selecting or repeating rows makes a new tensor, which is not a view of this buffer.
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
        self._key_buffer = _GrowingBuffer()
        self._value_buffer = _GrowingBuffer()

    def update(
        self, key_states: torch.Tensor, value_states: torch.Tensor, *args: Any, **kwargs: Any
    ) -> tuple[torch.Tensor, torch.Tensor]:
        """Append the states of new tokens and return all keys and all values so far."""
        if not self.is_initialized:
            self.lazy_initialization(key_states, value_states)
        self.keys = self._key_buffer.append(self.keys, key_states)
        self.values = self._value_buffer.append(self.values, value_states)
        return self.keys, self.values


def growing_cache(config: Any) -> DynamicCache:
    """Return an empty cache for a model; only layers of full attention are replaced."""
    cache = DynamicCache(config=config)
    cache.layers = [
        GrowingLayer() if type(layer) is DynamicLayer else layer for layer in cache.layers
    ]
    return cache
