"""One tuning run: its steps, its checkpoints, and what it saves."""

from __future__ import annotations

import contextlib
import math
import shutil
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from preceptor.components import TrainJob, TrainResult
from preceptor.errors import NotReadyError, PreceptorError
from preceptor.files.atomic import write_json
from preceptor.models.gguf import without_progress_bars
from preceptor_training import checkpoint, hardware
from preceptor_training.chat_data import (
    IGNORED,
    EncodedRow,
    batch_order,
    micro_batches,
    padded,
)
from preceptor_training.rehearsal import Rehearsal, own_texts
from preceptor_training.sft_options import SftOptions


class TuningRun:
    """The state of one tuning run.

    Args:
        options: Of the trainer.
        job: Where the results go and how progress is reported.
        machine: Device and precision.
        tokenizer: Of the model being tuned.
        rows: Training rows; at least one.
        validation: Held-out rows to measure the loss on; may be empty.
        key: Hash of everything that the result depends on.
        log: Takes one line for the person watching.
    """

    def __init__(
        self,
        options: SftOptions,
        job: TrainJob,
        machine: hardware.Hardware,
        tokenizer: Any,
        *,
        rows: Sequence[EncodedRow],
        validation: Sequence[EncodedRow],
        key: str,
        log: Callable[[str], None],
    ) -> None:
        self.options, self.job, self.machine, self.tokenizer = options, job, machine, tokenizer
        self.rows, self.validation = rows, validation
        self.key, self.log = key, log
        self.lengths = [len(row.ids) for row in rows]
        per_epoch = math.ceil(len(rows) / self.options.batch_size)
        self.total = max(1, math.ceil(self.options.epochs * per_epoch))
        if self.options.max_steps is not None:
            self.total = min(self.total, self.options.max_steps)
        self.per_epoch = per_epoch
        self._epoch = -1
        self._order: list[list[int]] = []

    def execute(self, base: Path) -> TrainResult:
        """Tune the model in the directory ``base``, from the latest checkpoint if there is one.

        Raises:
            NotReadyError: peft is missing, or ``base`` cannot be loaded.
            PreceptorError: the loss is no longer a finite number.
        """
        import torch

        hardware.seed_everything(self.options.seed)
        model = self._prepare(hardware.load_model(base, self.machine, dtype=torch.float32))
        tuned = [p for p in model.parameters() if p.requires_grad]
        optimizer = torch.optim.AdamW(
            tuned,
            lr=self.options.learning_rate,
            weight_decay=self.options.weight_decay,
            fused=True,
        )
        rehearsal = self._rehearsal(model)
        progress = self._resume(model, optimizer)
        model.train()
        while progress.step < self.total:
            progress = self._step(progress, model, optimizer, tuned, rehearsal)
            every = self.options.checkpoint_every
            if every and progress.step % every == 0 and progress.step < self.total:
                checkpoint.save(self._checkpoints, progress, model, optimizer)
        del optimizer, rehearsal
        return self._finish(progress, model, base)

    @property
    def _checkpoints(self) -> Path:
        return self.job.folder / "checkpoints"

    def _prepare(self, model: Any) -> Any:
        """Wrap the model for LoRA and turn on gradient checkpointing, as the options say."""
        model.config.use_cache = False
        if self.options.gradient_checkpointing:
            model.gradient_checkpointing_enable()
            model.enable_input_require_grads()
        if self.options.method == "full":
            return model
        try:
            from peft import LoraConfig, get_peft_model
        except ImportError as error:
            raise NotReadyError(
                "method: lora needs peft, which is not installed",
                hint="pip install 'preceptor[train]', or set method: full",
            ) from error
        config = LoraConfig(
            r=self.options.lora_rank,
            lora_alpha=self.options.lora_alpha,
            lora_dropout=self.options.lora_dropout,
            target_modules="all-linear",
            task_type="CAUSAL_LM",
        )
        return get_peft_model(model, config)

    def _rehearsal(self, model: Any) -> Rehearsal | None:
        options = self.options
        if not options.rehearsal:
            return None
        self.log(f"the base model is writing {options.rehearsal_texts} texts for rehearsal")
        texts = own_texts(
            model,
            self.tokenizer,
            texts=options.rehearsal_texts,
            tokens=options.rehearsal_tokens,
            seed=options.seed,
            keep=self.job.folder / "rehearsal.json",
            key=self.key,
        )
        return Rehearsal(model, texts, options.rehearsal_batch)

    def _rate(self, step: int) -> float:
        """Return the learning rate at ``step`` as a share of the highest; never zero."""
        warm = math.ceil(self.options.warmup * self.total)
        if step < warm:
            return (step + 1) / warm
        elapsed = (step - warm) / max(1, self.total - warm)
        if self.options.schedule == "cosine":
            return 0.5 * (1 + math.cos(math.pi * elapsed))
        return 1 - elapsed if self.options.schedule == "linear" else 1.0

    def _resume(self, model: Any, optimizer: Any) -> checkpoint.Progress:
        """Restore the latest checkpoint of this run, or begin at step 0."""
        latest = checkpoint.latest(self._checkpoints, self.key)
        if latest is None:
            shutil.rmtree(self._checkpoints, ignore_errors=True)
            return checkpoint.Progress(key=self.key, step=0, tokens=0, seconds=0.0, losses=())
        folder, progress = latest
        checkpoint.restore(folder, model, optimizer)
        self.log(f"resuming at step {progress.step} of {self.total}")
        return progress

    def _batch(self, step: int) -> list[int]:
        epoch, place = divmod(step, self.per_epoch)
        if self._epoch != epoch:
            size, seed = self.options.batch_size, self.options.seed
            self._epoch, self._order = epoch, batch_order(len(self.rows), size, seed, epoch)
        return self._order[place]

    def _step(
        self,
        progress: checkpoint.Progress,
        model: Any,
        optimizer: Any,
        tuned: Sequence[Any],
        rehearsal: Rehearsal | None,
    ) -> checkpoint.Progress:
        """Do one optimiser step over one batch."""
        import torch

        started = time.perf_counter()
        batch = self._batch(progress.step)
        targets = sum(self.rows[row].target_tokens for row in batch)
        total = 0.0
        for piece in micro_batches(batch, self.lengths, self.options.micro_tokens):
            rows = [self.rows[row] for row in piece]
            # A share of the batch's mean, so that the result does not depend on the pieces.
            share = self._loss_sum(model, rows) / targets
            share.backward()
            total += share.item()
        drift = 0.0
        if rehearsal is not None:
            with self.machine.autocast():
                divergence = rehearsal.divergence(model, progress.step)
            (self.options.rehearsal * divergence).backward()
            drift = divergence.item()
        norm = torch.nn.utils.clip_grad_norm_(tuned, self.options.clip)
        if not math.isfinite(total + drift) or not bool(torch.isfinite(norm)):
            where = ", ".join(self.rows[row].location for row in batch[:3])
            raise PreceptorError(
                f"tuning stopped at step {progress.step + 1} of {self.total}: the loss is {total} "
                f"and the gradient's norm {norm.item()} (rows {where}, …)",
                hint="lower learning_rate, set precision: fp32, or look at those rows",
            )
        rate = self.options.learning_rate * self._rate(progress.step)
        for group in optimizer.param_groups:
            group["lr"] = rate
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        seconds = time.perf_counter() - started
        done = checkpoint.Progress(
            key=progress.key,
            step=progress.step + 1,
            tokens=progress.tokens + targets,
            seconds=progress.seconds + seconds,
            losses=(*progress.losses, total),
        )
        tokens = sum(self.lengths[row] for row in batch)
        metrics = {"loss": total, "lr": rate, "tokens_per_second": tokens / seconds}
        if rehearsal is not None:
            metrics["drift"] = drift
        self.job.progress(done.step, self.total, metrics)
        return done

    def _loss_sum(self, model: Any, rows: Sequence[EncodedRow]) -> Any:
        """Return the cross-entropy summed over the rows' target tokens, in nats (a scalar).

        Rows are padded on the right and attention is causal, so no real token sees padding
        and no mask is needed. The output layer, a good part of a small model's arithmetic and
        most of its activations, runs only at the positions that predict a target token.
        """
        import torch

        ids, labels = padded(rows, self.tokenizer.pad_token_id)
        device = self.machine.device
        inputs = torch.tensor(ids, device=device)
        targets = torch.tensor(labels, device=device)[:, 1:]
        where = (targets != IGNORED).nonzero(as_tuple=True)

        def pick(_layer: Any, arguments: tuple[Any, ...]) -> tuple[Any, ...]:
            return (arguments[0][where][None],)

        # A hook leaves to the model what it does to its logits afterwards (scaling, soft caps).
        hook = model.get_output_embeddings().register_forward_pre_hook(pick)
        try:
            with self.machine.autocast():
                logits = model(input_ids=inputs, use_cache=False).logits[0]
        finally:
            hook.remove()
        return torch.nn.functional.cross_entropy(logits.float(), targets[where], reduction="sum")

    def _validation_loss(self, model: Any) -> float | None:
        """Return the mean loss per target token on the validation rows, ``None`` without any."""
        import torch

        rows = self.validation
        if not rows:
            return None
        lengths = [len(row.ids) for row in rows]
        model.eval()
        total = 0.0
        with torch.inference_mode():
            for piece in micro_batches(range(len(rows)), lengths, self.options.micro_tokens):
                total += self._loss_sum(model, [rows[i] for i in piece]).item()
        return total / sum(row.target_tokens for row in rows)

    def _finish(self, progress: checkpoint.Progress, model: Any, base: Path) -> TrainResult:
        """Measure the validation loss, save the model, and only then drop the checkpoints."""
        validation = self._validation_loss(model)
        target = self.job.folder / "model"
        unfinished = self.job.folder / ".model-unfinished"
        shutil.rmtree(unfinished, ignore_errors=True)
        if self.options.method == "lora":
            shutil.rmtree(self.job.folder / "adapter", ignore_errors=True)
            model.save_pretrained(self.job.folder / "adapter")
            model = model.merge_and_unload()
        model.config.use_cache = True
        with without_progress_bars():
            model.to(hardware.stored_dtype(base)).save_pretrained(unfinished)
        self.tokenizer.save_pretrained(unfinished)
        for licence in ("LICENSE", "LICENSE.txt", "NOTICE"):
            with contextlib.suppress(FileNotFoundError):
                shutil.copy(base / licence, unfinished / licence)
        result = TrainResult(
            model=str(target),
            steps=progress.step,
            rows=len(self.rows),
            tokens=progress.tokens,
            seconds=progress.seconds,
            device=f"{self.machine.device} ({self.machine.label})",
            precision=self.machine.precision,
            losses=progress.losses,
            validation_loss=validation,
        )
        record = {"key": self.key, "result": result.model_dump(mode="json")}
        shutil.rmtree(target, ignore_errors=True)
        unfinished.rename(target)
        write_json(self.job.folder / "result.json", record)
        shutil.rmtree(self._checkpoints, ignore_errors=True)
        return result
