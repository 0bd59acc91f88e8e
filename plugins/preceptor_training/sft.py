"""Supervised fine-tuning in plain torch and transformers, on a CPU or one GPU."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Literal

from pydantic import Field

from preceptor.components import Options, Trainer, TrainJob, TrainResult
from preceptor.errors import UsageError
from preceptor.models.manifest import sha256_of
from preceptor.models.store import DEFAULT_MODEL, resolve_model
from preceptor.records import digest
from preceptor_training import hardware
from preceptor_training.chat_data import (
    EncodedFile,
    encode_file,
)
from preceptor_training.sft_loop import TuningRun


class SftOptions(Options):
    """Options of the trainer ``sft``.

    Attributes:
        model: Name of an embedded model, or a transformers directory.
        method: Tune all weights, or low-rank adapters (LoRA, arXiv 2106.09685) on every linear
            layer, which are merged into the saved model and kept beside it.
        lora_rank, lora_alpha, lora_dropout: Rank, scale (the update is multiplied by alpha /
            rank) and dropout of the adapters.
        epochs: Passes over the rows; ``max_steps`` stops earlier.
        batch_size: Rows per optimiser step.
        micro_tokens: Padded tokens per forward and backward pass; bounds the memory and does
            not change the result.
        learning_rate: Highest rate of AdamW.
        schedule: How the rate falls from there; ``warmup`` is the share of steps in which it
            first rises.
        weight_decay: Decoupled weight decay of AdamW.
        clip: Largest norm of the gradient.
        max_length: Rows with more tokens are left out (and counted), never cut.
        precision: ``auto`` takes bf16 where the hardware multiplies it; see ``hardware``.
        device: ``auto`` takes a GPU where there is one.
        gradient_checkpointing: Recompute activations in the backward pass: less memory, more time.
        seed: Of the order of rows, dropout and adapters.
        rehearsal: Weight of the penalty for predicting the base model's own text otherwise than
            the base model does, in nats per token; 0 leaves it out. Against forgetting.
        rehearsal_texts, rehearsal_tokens, rehearsal_batch: Texts that the base model writes for
            it, tokens in each, and texts rehearsed at a step.
        checkpoint_every: Steps between checkpoints; 0 keeps none.
    """

    model: str = DEFAULT_MODEL
    method: Literal["full", "lora"] = "full"
    lora_rank: int = Field(default=16, ge=1)
    lora_alpha: float = Field(default=32.0, gt=0)
    lora_dropout: float = Field(default=0.0, ge=0, lt=1)
    epochs: float = Field(default=1.0, gt=0)
    max_steps: int | None = Field(default=None, ge=1)
    batch_size: int = Field(default=8, ge=1)
    micro_tokens: int = Field(default=2048, ge=1)
    learning_rate: float = Field(default=1e-4, gt=0)
    schedule: Literal["cosine", "linear", "constant"] = "cosine"
    warmup: float = Field(default=0.1, ge=0, lt=1)
    weight_decay: float = Field(default=0.0, ge=0)
    clip: float = Field(default=1.0, gt=0)
    max_length: int = Field(default=1024, ge=8)
    precision: hardware.Precision = "auto"
    device: hardware.DeviceName = "auto"
    gradient_checkpointing: bool = False
    seed: int = 0
    rehearsal: float = Field(default=0.0, ge=0)
    rehearsal_texts: int = Field(default=32, ge=1)
    rehearsal_tokens: int = Field(default=128, ge=2)
    rehearsal_batch: int = Field(default=2, ge=1)
    checkpoint_every: int = Field(default=50, ge=0)


class SupervisedTrainer(Trainer):
    """Tunes on chat rows; the loss is the mean over the assistant's tokens of a batch."""

    Options = SftOptions
    options: SftOptions
    version = "2"

    def base_model(self) -> str:
        if self.options.model == DEFAULT_MODEL:
            return self.options.model
        return str(self._resolved().path)

    def _resolved(self) -> Any:
        return resolve_model(self.options.model, base=self.context.base, log=self.context.log)

    def train(self, job: TrainJob) -> TrainResult:
        """Tune and save to ``job.folder/model``; a finished or interrupted run is taken up.

        Raises:
            UsageError: no row to train on.
            NotReadyError: packages, weights or the GPU asked for are missing.
            PreceptorError: the loss is no longer a number.
        """
        hardware.require_training_packages()
        base = self._resolved().path
        machine = hardware.choose(self.options.device, self.options.precision)
        job.folder.mkdir(parents=True, exist_ok=True)
        key = self._key(job, base, machine)
        finished = _finished(job.folder, key)
        if finished is not None:
            self.context.log(f"already tuned: {finished.model}")
            return finished
        tokenizer = hardware.load_tokenizer(base)
        train = self.encoded(job.train, tokenizer)
        if not train.rows:
            raise UsageError(
                f"{job.train}: nothing to train on"
                + (f" (all {train.too_long} rows are too long)" if train.too_long else ""),
                hint="look at the yields of the run: what was accepted, filtered and held out",
            )
        return TuningRun(self, job, machine, tokenizer, train.rows, key).execute(base)

    def encoded(self, path: Path, tokenizer: Any) -> EncodedFile:
        found = encode_file(path, tokenizer, self.options.max_length)
        if found.too_long:
            self.context.log(
                f"{path.name}: {found.too_long} of {found.too_long + len(found.rows)} rows have "
                f"more than {self.options.max_length} tokens and are left out"
            )
        return found

    def _key(self, job: TrainJob, base: Path, machine: hardware.Hardware) -> str:
        """Hash of everything that the tuned weights depend on."""
        without_effect = {"micro_tokens", "checkpoint_every", "gradient_checkpointing", "model"}
        return digest(
            {
                "version": self.version,
                "options": self.options.model_dump(mode="json", exclude=without_effect),
                "base": _stamp(base),
                "rows": sha256_of(job.train) if job.train.is_file() else None,
                "precision": machine.precision,
            }
        )


def _stamp(base: Path) -> str:
    """Sizes and times of the weight files, and what configuration, tokenizer and chat template
    say: cheap, and enough to notice a change."""
    told: list[list[str | int]] = []
    for path in sorted(base.iterdir()):
        if path.suffix in {".safetensors", ".bin"}:
            told.append([path.name, path.stat().st_size, path.stat().st_mtime_ns])
        elif path.suffix in {".json", ".jinja", ".model"}:
            told.append([path.name, sha256_of(path)])
    return digest(told)


def _finished(folder: Path, key: str) -> TrainResult | None:
    try:
        told = json.loads((folder / "result.json").read_text(encoding="utf-8"))
        if told["key"] != key or not (folder / "model" / "config.json").is_file():
            return None
        # The folder may have been moved since.
        here = {"model": str(folder / "model")}
        return TrainResult.model_validate(told["result"] | here)
    except (OSError, ValueError, KeyError):
        return None
