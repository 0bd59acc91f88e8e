"""Supervised fine-tuning in plain torch and transformers, on a CPU or one GPU."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, ClassVar

from pydantic import JsonValue

from preceptor.components import Context, Trainer, TrainJob, TrainResult
from preceptor.digests import digest
from preceptor.errors import UsageError
from preceptor.models.manifest import sha256_of
from preceptor.models.precision import requested_precision
from preceptor.models.store import DEFAULT_MODEL, ResolvedModel, resolve_model
from preceptor_training import hardware
from preceptor_training.chat_data import EncodedFile, encode_file
from preceptor_training.sft_loop import TuningRun
from preceptor_training.sft_options import SftOptions


class SupervisedTrainer(Trainer):
    """Tunes on chat rows; the loss is the mean over the assistant's tokens of a batch."""

    Options = SftOptions
    options: SftOptions
    rows_as: ClassVar[tuple[str, Mapping[str, JsonValue]]] = ("jsonl", {"views": ["sft"]})
    version = "2"

    def __init__(self, options: SftOptions, context: Context) -> None:
        super().__init__(options, context)
        requested_precision()  # a mistake in the variable is reported before anything is run

    def base_model(self) -> str:
        if self.options.model == DEFAULT_MODEL:
            return self.options.model
        return str(self._resolved().path)

    def _resolved(self) -> ResolvedModel:
        return resolve_model(self.options.model, base=self.context.base, log=self.context.log)

    def train(self, job: TrainJob) -> TrainResult:
        """Tune and save to ``job.folder/model``.

        An interrupted run resumes from its latest checkpoint; the result of a finished run is
        returned as it is.

        Raises:
            UsageError: there are no rows to train on.
            NotReadyError: packages, weights or the requested GPU are missing.
            PreceptorError: the loss is no longer a finite number.
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
        train = self._encoded(job.train, tokenizer)
        if not train.rows:
            raise UsageError(
                f"{job.train}: no rows to train on"
                + (f" (all {train.too_long} rows are too long)" if train.too_long else ""),
                hint="look at the yields of the run: what was accepted, filtered and held out",
            )
        validation = self._encoded(job.validation, tokenizer).rows if job.validation else ()
        run = TuningRun(
            self.options,
            job,
            machine,
            tokenizer,
            rows=train.rows,
            validation=validation,
            key=key,
            log=self.context.log,
        )
        return run.execute(base)

    def _encoded(self, path: Path, tokenizer: Any) -> EncodedFile:
        encoded = encode_file(path, tokenizer, self.options.max_length)
        if encoded.too_long:
            self.context.log(
                f"{path.name}: {encoded.too_long} of {encoded.too_long + len(encoded.rows)} rows "
                f"have more than {self.options.max_length} tokens and are left out"
            )
        return encoded

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
    """Return a cheap hash that notices a change of the base model.

    It covers sizes and times of the weight files, and the content of configuration, tokenizer
    and chat template.
    """
    parts: list[list[str | int]] = []
    for path in sorted(base.iterdir()):
        if path.suffix in {".safetensors", ".bin"}:
            parts.append([path.name, path.stat().st_size, path.stat().st_mtime_ns])
        elif path.suffix in {".json", ".jinja", ".model"}:
            parts.append([path.name, sha256_of(path)])
    return digest(parts)


def _finished(folder: Path, key: str) -> TrainResult | None:
    """Return the result of the run ``key`` if it finished in ``folder``."""
    try:
        record = json.loads((folder / "result.json").read_text(encoding="utf-8"))
        if record["key"] != key or not (folder / "model" / "config.json").is_file():
            return None
        # The folder may have been moved since.
        here = {"model": str(folder / "model")}
        return TrainResult.model_validate(record["result"] | here)
    except (OSError, ValueError, KeyError):
        return None
