"""Checkpoints of a tuning run: tensors as safetensors, the rest as JSON, replaced as a whole."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import ConfigDict

from preceptor.records import Record


class Progress(Record):
    """How far a run has got.

    Attributes:
        key: Hash of everything the result depends on; another key means another run.
        step: Optimiser steps done.
        tokens: Target tokens trained on so far.
        seconds: Wall time spent so far, before and after interruptions.
        losses: Loss of every step so far, in nats per target token.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    key: str
    step: int
    tokens: int
    seconds: float
    losses: tuple[float, ...]


def save(folder: Path, progress: Progress, model: Any, optimizer: Any) -> None:
    """Write the state after ``progress.step`` steps and remove the earlier one.

    Only parameters that are being tuned are saved. The new folder gets its name by a rename, so
    a process killed at any moment leaves a complete checkpoint.
    """
    import torch
    from safetensors.torch import save_file

    unfinished = folder / ".unfinished"
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True)
    tensors = {f"model.{name}": p.detach() for name, p in _tuned(model)}
    state = optimizer.state_dict()
    for index, slots in state["state"].items():
        for slot, value in slots.items():
            tensors[f"optimizer.{index}.{slot}"] = torch.as_tensor(value)
    tensors["rng.cpu"] = torch.get_rng_state()
    if torch.cuda.is_available():
        tensors["rng.cuda"] = torch.cuda.get_rng_state()
    save_file(
        {name: t.contiguous().cpu() for name, t in tensors.items()},
        unfinished / "state.safetensors",
    )
    (unfinished / "progress.json").write_text(progress.model_dump_json() + "\n", encoding="utf-8")
    target = folder / f"step-{progress.step:06d}"
    shutil.rmtree(target, ignore_errors=True)
    unfinished.rename(target)
    for checkpoint in folder.glob("step-*"):
        if checkpoint != target:
            shutil.rmtree(checkpoint, ignore_errors=True)


def latest(folder: Path, key: str) -> tuple[Path, Progress] | None:
    """Return the newest complete checkpoint of the run ``key``, or ``None``."""
    for candidate in sorted(folder.glob("step-*"), reverse=True):
        try:
            text = (candidate / "progress.json").read_text(encoding="utf-8")
            progress = Progress.model_validate_json(text)
        except (OSError, ValueError):
            continue
        if progress.key == key:
            return candidate, progress
    return None


def restore(checkpoint: Path, model: Any, optimizer: Any) -> None:
    """Restore model, optimiser and random generators."""
    import torch
    from safetensors.torch import load_file

    tensors = load_file(checkpoint / "state.safetensors")
    with torch.no_grad():
        for name, parameter in _tuned(model):
            parameter.copy_(tensors[f"model.{name}"])
    state = optimizer.state_dict()
    state["state"] = _optimizer_slots(tensors)
    optimizer.load_state_dict(state)
    torch.set_rng_state(tensors["rng.cpu"])
    if "rng.cuda" in tensors and torch.cuda.is_available():
        torch.cuda.set_rng_state(tensors["rng.cuda"])


def _optimizer_slots(tensors: Mapping[str, Any]) -> dict[int, dict[str, Any]]:
    slots: dict[int, dict[str, Any]] = {}
    for name, tensor in tensors.items():
        if name.startswith("optimizer."):
            _, index, slot = name.split(".")
            slots.setdefault(int(index), {})[slot] = tensor
    return slots


def _tuned(model: Any) -> list[tuple[str, Any]]:
    return [(name, p) for name, p in model.named_parameters() if p.requires_grad]
