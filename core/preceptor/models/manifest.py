"""Files of a model on disk: their hashes, and manifests that detect damaged files."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from preceptor.files.atomic import write_json


def sha256_of(path: Path) -> str:
    """Return the hexadecimal SHA-256 of a file, read in pieces."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write_manifest(
    folder: Path, manifest: Path, files: Sequence[Path], about: Mapping[str, str]
) -> None:
    """Record size, time and hash of ``files``; written last, so its presence means complete."""
    rows = {}
    for path in files:
        stat = path.stat()
        rows[path.relative_to(folder).as_posix()] = {
            "bytes": stat.st_size,
            "mtime_ns": stat.st_mtime_ns,
            "sha256": sha256_of(path),
        }
    write_json(manifest, {**about, "files": rows})


def is_intact(folder: Path, manifest: Path, *, thorough: bool = False) -> bool:
    """Return whether every file of the manifest exists, complete and unchanged.

    A file with the recorded size and time is taken to be unchanged unless ``thorough``; every
    other file is hashed again.
    """
    try:
        rows = json.loads(manifest.read_text(encoding="utf-8"))["files"]
        for name, row in rows.items():
            path = folder / name
            stat = path.stat()
            if stat.st_size != row["bytes"]:
                return False
            same_time = stat.st_mtime_ns == row["mtime_ns"]
            if (thorough or not same_time) and sha256_of(path) != row["sha256"]:
                return False
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return False
    return bool(rows)


def weights_sha256(path: Path) -> str:
    """Return the SHA-256 that identifies a model: of a GGUF file, or over files of a directory.

    Only files that affect the model's output are included: weights, configuration, tokenizer
    and chat template.
    """
    if path.is_file():
        return sha256_of(path)
    total = hashlib.sha256()
    for part in sorted(path.iterdir()):
        if part.suffix in {".safetensors", ".bin", ".json", ".jinja", ".model"}:
            total.update(f"{part.name} {sha256_of(part)}\n".encode())
    return total.hexdigest()
