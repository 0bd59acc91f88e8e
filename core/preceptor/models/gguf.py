"""Converts a GGUF file into a directory that ``from_pretrained`` loads for tuning.

transformers reads GGUF itself; this module corrects what it leaves behind, so that the saved
model is an ordinary one: full-precision weights, the tokenizer the model was trained with,
and no trace of the quantised file.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from preceptor.errors import NotReadyError


def convert(source: Path, target: Path, *, digits_alone: bool) -> None:
    """Write ``target`` (config, safetensors in float32, tokenizer, chat template).

    Args:
        source: The GGUF file.
        target: Folder to create; the caller moves it into place.
        digits_alone: Restore the pre-tokenizer that makes each digit a separate token. GGUF
            names it (``tokenizer.ggml.pre = smollm``), but transformers does not map the name.

    Raises:
        NotReadyError: torch, transformers or gguf is not installed, or the file cannot be
            converted.
    """
    try:
        import gguf  # noqa: F401
        import torch
        from tokenizers import decoders, pre_tokenizers
        from transformers import AutoModelForCausalLM, AutoTokenizer, GenerationConfig
    except ImportError as error:
        raise NotReadyError(
            f"converting {source.name} needs {error.name}, which is not installed",
            hint="pip install 'preceptor[train]'",
        ) from error
    location = {"pretrained_model_name_or_path": str(source.parent), "gguf_file": source.name}
    try:
        with without_progress_bars():
            model = AutoModelForCausalLM.from_pretrained(**location, dtype=torch.float32)
            tokenizer = AutoTokenizer.from_pretrained(**location)
    except (OSError, ValueError, KeyError) as error:
        raise NotReadyError(
            f"transformers cannot read {source}: {error}",
            hint="transformers may not support this architecture in GGUF files",
        ) from error

    # With these two left in place, save_pretrained writes a model that claims to be quantised.
    if getattr(model, "hf_quantizer", None) is not None:
        del model.hf_quantizer
    if hasattr(model.config, "quantization_config"):
        del model.config.quantization_config
    model.config.name_or_path = ""
    model.generation_config = GenerationConfig(
        bos_token_id=tokenizer.bos_token_id,
        eos_token_id=tokenizer.eos_token_id,
        pad_token_id=tokenizer.pad_token_id,
    )
    if digits_alone:
        backend: Any = tokenizer.backend_tokenizer
        backend.pre_tokenizer = pre_tokenizers.Sequence(
            [
                pre_tokenizers.Digits(individual_digits=True),
                pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=True),
            ]
        )
        backend.decoder = decoders.ByteLevel()
    if not tokenizer.chat_template:
        raise NotReadyError(f"{source} has no chat template, so it cannot be tuned on chats")
    tokenizer.padding_side = "right"

    target.mkdir(parents=True)
    with without_progress_bars():
        model.save_pretrained(target)
    tokenizer.save_pretrained(target)
    _drop_machine_paths(target / "config.json")
    _drop_machine_paths(target / "tokenizer_config.json")


@contextlib.contextmanager
def without_progress_bars() -> Iterator[None]:
    """Keep transformers from drawing progress bars over this program's output."""
    from transformers.utils import logging

    enabled = logging.is_progress_bar_enabled()
    logging.disable_progress_bar()
    try:
        yield
    finally:
        if enabled:
            logging.enable_progress_bar()


def _drop_machine_paths(path: Path) -> None:
    """Remove settings that describe this machine or the quantised file, not the model."""
    settings = json.loads(path.read_text(encoding="utf-8"))
    for key in ("_name_or_path", "name_or_path", "gguf_file", "quantization_config"):
        settings.pop(key, None)
    path.write_text(json.dumps(settings, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
