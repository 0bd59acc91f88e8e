"""Loss on general text that every machine has: docstrings of Python's standard library.

It shows whether tuning made a model forget: none of the text is about the subjects tuned on, all
of it is English prose with some code, and nothing has to be fetched. The text differs slightly
between Python versions, so the version is part of the result.
"""

from __future__ import annotations

import ast
import sysconfig
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from preceptor.digests import digest
from preceptor.errors import NotReadyError

SHORTEST = 200
"""Docstrings with fewer characters are left out: they are labels, not prose."""


def docstrings(root: Path | None = None) -> Iterator[str]:
    """Yield docstrings of the standard library's modules, classes and functions.

    Files are in the order of a hash of their path, so that the first few are a fair sample of
    the library. Tests, vendored packages and packages installed by pip are left out. No code is
    imported or run.
    """
    root = root or Path(sysconfig.get_paths()["stdlib"])
    excluded = {"site-packages", "dist-packages", "test", "tests", "idlelib", "lib2to3"}
    excluded |= {"turtledemo", "ensurepip", "__pycache__"}
    files = (path.relative_to(root) for path in root.rglob("*.py"))
    for relative in sorted(files, key=lambda path: digest(path.as_posix())):
        if excluded.intersection(relative.parts) or relative.parts[0].startswith(("config-", "_")):
            continue
        try:
            tree = ast.parse((root / relative).read_bytes())
        except (SyntaxError, ValueError, OSError):
            continue
        documented = ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef
        for node in ast.walk(tree):
            if isinstance(node, documented):
                text = ast.get_docstring(node)
                if text and len(text) >= SHORTEST:
                    yield text


def token_blocks(
    tokenizer: Any, tokens: int, block: int, texts: Iterator[str] | None = None
) -> list[list[int]]:
    """Return blocks of ``block`` token ids with at least ``tokens`` predicted tokens in total.

    A block's first token is context only, so each block predicts ``block - 1`` tokens.

    Raises:
        NotReadyError: there is too little text (a Python without its library's sources).
    """
    needed = -(-tokens // (block - 1)) * block
    ids: list[int] = []
    for text in docstrings() if texts is None else texts:
        ids += tokenizer(text + "\n\n", add_special_tokens=False)["input_ids"]
        if len(ids) >= needed:
            return [ids[start : start + block] for start in range(0, needed, block)]
    raise NotReadyError(
        f"the standard library's docstrings give {len(ids)} tokens, but {needed} are needed",
        hint="this Python lacks its library's source files; lower general_tokens, or set it to 0",
    )


def block_losses(
    model: Any,
    blocks: Sequence[Sequence[int]],
    batch: int,
    progress: Callable[[int, int], None] = lambda *_: None,
) -> list[float]:
    """Return the mean loss of each block, in nats per predicted token."""
    import torch

    losses: list[float] = []
    with torch.inference_mode():
        for start in range(0, len(blocks), batch):
            ids = torch.tensor(blocks[start : start + batch], device=model.device)
            logits = model(input_ids=ids, use_cache=False).logits
            each = torch.nn.functional.cross_entropy(
                logits[:, :-1].float().flatten(0, 1), ids[:, 1:].flatten(), reduction="none"
            )
            losses += each.view(ids.shape[0], -1).mean(dim=1).tolist()
            progress(len(losses), len(blocks))
    return losses
