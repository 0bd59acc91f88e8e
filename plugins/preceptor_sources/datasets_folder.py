"""Find the files that a path of the ``file`` source refers to.

A folder written by ``save_to_disk`` of Hugging Face datasets holds ``state.json``, which
lists its Arrow stream files, and ``dataset_info.json``; a ``DatasetDict`` holds
``dataset_dict.json`` and one such folder per split (datasets 2.x to 5.x).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from preceptor.errors import NotReadyError, UsageError, did_you_mean
from preceptor_sources.tables import Table

FORMAT_OF_SUFFIX = {
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "json",
    ".csv": "csv",
    ".tsv": "csv",
    ".parquet": "parquet",
    ".arrow": "arrow",
}
SPREADSHEETS = frozenset({".xlsx", ".xls", ".ods", ".numbers"})


def tables(path: Path, *, format: str, delimiter: str | None, split: str | None) -> list[Table]:
    """The tables at ``path``: a file, a pattern such as ``part-*.parquet``, or a folder.

    Raises:
        NotReadyError: ``path`` does not exist.
        UsageError: the format cannot be read, or the split does not exist.
    """
    if "*" in path.name and not path.exists():
        matches = sorted(path.parent.glob(path.name))
        if not matches:
            raise _missing(path)
        return [table for match in matches for table in _file(match, format, delimiter)]
    if path.is_dir():
        if format not in ("auto", "datasets"):
            raise UsageError(f"{path} is a folder, not a {format} file")
        return _folder(path, split)
    if not path.exists():
        raise _missing(path)
    if format == "datasets":
        raise UsageError(f"{path} is a file, not a folder saved by Hugging Face datasets")
    return _file(path, format, delimiter)


def _missing(path: Path) -> NotReadyError:
    return NotReadyError(
        f"source file {path} does not exist",
        hint="give its path with `--set source.path=FILE`, where `source` is the name of the "
        "source in the recipe, or set PRECEPTOR_DATA if the recipe uses it",
    )


def _file(path: Path, format: str, delimiter: str | None) -> list[Table]:
    if format == "auto":
        known = FORMAT_OF_SUFFIX.get(path.suffix.lower())
        if known is None:
            formats = ", ".join(sorted(set(FORMAT_OF_SUFFIX.values())))
            raise UsageError(
                f"cannot tell the format of {path} from its name",
                hint="save the sheet as CSV in UTF-8 and name that file"
                if path.suffix.lower() in SPREADSHEETS
                else f"set `format:` to one of {formats}",
            )
        format = known
    separator = delimiter or ("\t" if path.suffix.lower() == ".tsv" else ",")
    return [Table(path, format, separator)]


def _folder(path: Path, split: str | None) -> list[Table]:
    if (path / "dataset_dict.json").is_file():
        splits = _strings(_json(path / "dataset_dict.json"), "splits")
        if split is None and len(splits) == 1:
            split = splits[0]
        if split is None:
            raise UsageError(
                f"{path} has several splits", hint="set `split:` to one of " + ", ".join(splits)
            )
        if split not in splits:
            raise UsageError(
                f"{path} has no split {split!r}{did_you_mean(split, splits)}",
                hint="it has " + ", ".join(splits),
            )
        return _dataset(path / split)
    if (path / "state.json").is_file():
        return _dataset(path)
    readable = sorted(p for p in path.iterdir() if p.suffix.lower() in FORMAT_OF_SUFFIX)
    hint = f"name its files: {path.name}/*{readable[0].suffix}" if readable else None
    raise UsageError(
        f"{path} is not a folder saved by `save_to_disk` of Hugging Face datasets", hint=hint
    )


def _dataset(folder: Path) -> list[Table]:
    state = _json(folder / "state.json")
    if state.get("_indices_data_files"):
        raise UsageError(
            f"{folder} was saved with an index mapping by an old version of datasets",
            hint="load it, call flatten_indices(), and save it again",
        )
    files = state.get("_data_files")
    names = [_file_name(entry) for entry in files] if isinstance(files, list) else []
    if not names:
        raise UsageError(f"{folder / 'state.json'} lists no data files")
    for name in names:
        if not (folder / name).is_file():
            raise NotReadyError(f"{folder / name} is missing, though state.json lists it")
    return [Table(folder / name, "arrow") for name in names]


def _file_name(entry: Any) -> str:
    """The name in an entry of ``_data_files``; a name that leads out of the folder is refused."""
    name = entry.get("filename") if isinstance(entry, dict) else None
    if not isinstance(name, str) or not name or name != Path(name).name:
        raise UsageError(f"state.json lists a data file with the invalid name {name!r}")
    return name


def declared_licence(path: Path, split: str | None) -> str | None:
    """The licence stated in ``dataset_info.json`` of a saved folder, or ``None``."""
    for folder in (path / split if split else path, path):
        info = folder / "dataset_info.json"
        if info.is_file():
            licence = _json(info).get("license")
            return licence.strip() or None if isinstance(licence, str) else None
    return None


def _json(path: Path) -> dict[str, Any]:
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise NotReadyError(f"{path} is missing") from error
    except (OSError, ValueError, RecursionError) as error:
        raise UsageError(f"{path} cannot be read: {error}") from error
    if not isinstance(value, dict):
        raise UsageError(f"{path} does not contain a JSON object")
    return value


def _strings(value: dict[str, Any], key: str) -> Sequence[str]:
    items = value.get(key)
    return [item for item in items if isinstance(item, str)] if isinstance(items, list) else []
