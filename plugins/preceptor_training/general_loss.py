"""General text that every machine has: the docstrings of Python's standard library.

Used to see whether tuning made a model forget: none of it is about the subjects that are
tuned on, all of it is English prose with some code, and nothing has to be fetched. It changes
a little from one Python version to the next, so the version belongs to the result.
"""

from __future__ import annotations

import ast
import sysconfig
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from preceptor.errors import NotReadyError
from preceptor.records import digest

SHORTEST = 200
"""Docstrings with fewer characters are left out: they are labels rather than prose."""


def docstrings(root: Path | None = None) -> Iterator[str]:
    """Docstrings of the standard library's modules, classes and functions, in a fixed order.

    Files come in the order of a hash of their path, so that the first few are a fair sample of
    the library. Tests, vendored packages and what pip installed are left out. Nothing is
    imported or run.
    """
    root = root or Path(sysconfig.get_paths()["stdlib"])
    left_out = {"site-packages", "dist-packages", "test", "tests", "idlelib", "lib2to3"}
    left_out |= {"turtledemo", "ensurepip", "__pycache__"}
    files = (path.relative_to(root) for path in root.rglob("*.py"))
    for inside in sorted(files, key=lambda path: digest(path.as_posix())):
        if left_out.intersection(inside.parts) or inside.parts[0].startswith(("config-", "_")):
            continue
        try:
            tree = ast.parse((root / inside).read_bytes())
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
    """Blocks of ``block`` token ids with at least ``tokens`` predicted tokens in all.

    A block's first token is context only, so each block predicts ``block - 1`` of them.

    Raises:
        NotReadyError: there is less text than that (a Python without its library's sources).
    """
    wanted = -(-tokens // (block - 1)) * block
    ids: list[int] = []
    for text in docstrings() if texts is None else texts:
        ids += tokenizer(text + "\n\n", add_special_tokens=False)["input_ids"]
        if len(ids) >= wanted:
            return [ids[start : start + block] for start in range(0, wanted, block)]
    raise NotReadyError(
        f"the standard library's docstrings give {len(ids)} tokens, {wanted} are needed",
        hint="this Python lacks its library's source files; set general_tokens lower, or to 0",
    )


def block_losses(
    model: Any,
    blocks: Sequence[Sequence[int]],
    batch: int,
    progress: Callable[[int, int], None] = lambda *_: None,
) -> list[float]:
    """Mean loss of each block in nats per predicted token."""
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
