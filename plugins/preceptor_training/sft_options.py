"""The options of the trainer ``sft``."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from preceptor.components import Options
from preceptor.models.store import DEFAULT_MODEL
from preceptor_training import hardware


class SftOptions(Options):
    """Options of the trainer ``sft``.

    A row is one conversation, and the loss covers the tokens of the assistant only. An
    optimiser step works on one batch; how a batch is split by ``micro_tokens`` does not change
    the result.
    """

    model: str = Field(
        default=DEFAULT_MODEL,
        description=(
            "Model to tune: the name of an embedded model, or the path of a transformers "
            "directory (relative to the recipe)."
        ),
    )
    method: Literal["full", "lora"] = Field(
        default="full",
        description=(
            "`full` tunes all weights. `lora` tunes low-rank adapters (arXiv 2106.09685) on "
            "every linear layer, which are merged into the saved model and also saved "
            "separately."
        ),
    )
    lora_rank: int = Field(
        default=16, ge=1, description="Rank of the adapters; used with `method: lora` only."
    )
    lora_alpha: float = Field(
        default=32.0,
        gt=0,
        description=(
            "Scale of the adapters: their update is multiplied by `lora_alpha / lora_rank`."
        ),
    )
    lora_dropout: float = Field(
        default=0.0,
        ge=0,
        lt=1,
        description="Share of the adapters' inputs dropped at random while tuning, 0 to 1.",
    )
    epochs: float = Field(
        default=1.0,
        gt=0,
        description="Passes over the training rows; a fraction such as 0.5 is allowed.",
    )
    max_steps: int | None = Field(
        default=None,
        ge=1,
        description="Stop after this many optimiser steps; null sets no limit besides `epochs`.",
    )
    batch_size: int = Field(default=8, ge=1, description="Rows per optimiser step.")
    micro_tokens: int = Field(
        default=2048,
        ge=1,
        description=(
            "Maximum number of tokens, padding included, per forward and backward pass. "
            "Lower values need less memory and do not change the result."
        ),
    )
    learning_rate: float = Field(
        default=1e-4, gt=0, description="Highest learning rate of AdamW, reached after `warmup`."
    )
    schedule: Literal["cosine", "linear", "constant"] = Field(
        default="cosine",
        description=(
            "How the learning rate falls after `warmup`: `cosine` and `linear` fall towards "
            "zero at the last step, `constant` does not fall."
        ),
    )
    warmup: float = Field(
        default=0.1,
        ge=0,
        lt=1,
        description="Share of all steps during which the learning rate rises linearly, 0 to 1.",
    )
    weight_decay: float = Field(
        default=0.0, ge=0, description="Decoupled weight decay of AdamW; 0 turns it off."
    )
    clip: float = Field(
        default=1.0,
        gt=0,
        description="Largest norm of the gradient; a larger gradient is scaled down to it.",
    )
    max_length: int = Field(
        default=1024,
        ge=8,
        description=(
            "Maximum length of a row in tokens. Longer rows are left out and counted in the "
            "log; rows are never cut."
        ),
    )
    precision: hardware.Precision = Field(default="auto", description=hardware.PRECISION_HELP)
    device: hardware.DeviceName = Field(default="auto", description=hardware.DEVICE_HELP)
    gradient_checkpointing: bool = Field(
        default=False,
        description=(
            "Recompute activations in the backward pass: needs less memory and more time, and "
            "gives the same result."
        ),
    )
    seed: int = Field(
        default=0,
        description="Seed of the order of rows, of dropout and of the adapters' first weights.",
    )
    rehearsal: float = Field(
        default=0.0,
        ge=0,
        description=(
            "Weight of a penalty against forgetting: the divergence from the base model's "
            "predictions on text that the base model wrote, in nats per token. 0 turns it off."
        ),
    )
    rehearsal_texts: int = Field(
        default=32,
        ge=1,
        description="Texts that the base model writes before tuning; used if `rehearsal` > 0.",
    )
    rehearsal_tokens: int = Field(
        default=128, ge=2, description="Tokens in each text that the base model writes."
    )
    rehearsal_batch: int = Field(
        default=2, ge=1, description="Texts that each optimiser step rehearses."
    )
    checkpoint_every: int = Field(
        default=50,
        ge=0,
        description=(
            "Optimiser steps between checkpoints, from which an interrupted run resumes. 0 "
            "writes none."
        ),
    )
