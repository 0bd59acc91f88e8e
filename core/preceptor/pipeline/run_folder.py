"""The run folder: everything one run was given, did, and made.

::

    recipe.given.yaml      the recipe as it was named, byte for byte
    recipe.resolved.yaml   the same with includes, overrides and variables applied
    environment.json       versions, plugins, platform
    journals/shard-00000.sqlite3, shard-00000.done.json …
    exports/<arm>/…  models/<arm>/…  evaluation/…
    report.md  report.json
    log.jsonl              what happened, one event a line: see docs/run-log.md
    refresh.json           since when everything is asked again, once --refresh was given
    manifest.json          written last: its presence means that the run is complete
"""

from __future__ import annotations

import importlib.metadata
import json
import os
import platform
import shutil
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import JsonValue

from preceptor._version import __version__
from preceptor.errors import NotReadyError, PreceptorError, UsageError
from preceptor.files.atomic import write_json, write_text

FORMAT = 1
"""Version of the layout; a folder with another number is refused, never guessed at."""

WATCHED_PACKAGES = (
    "openai", "peft", "pint", "pluggy", "pydantic", "sympy", "torch", "transformers", "xllamacpp",
)  # fmt: skip


class RunFolder:
    """Paths and small files of one run.

    Raises:
        UsageError: the folder exists and is something else.
        NotReadyError: there is no such run (when ``create`` is false), or the folder cannot be
            made.
    """

    def __init__(self, path: Path, *, create: bool = True) -> None:
        self.path = path
        if path.exists() and not path.is_dir():
            raise UsageError(f"{path} is not a folder")
        marker = path / "format.json"
        if marker.exists():
            try:
                layout = json.loads(marker.read_text())["run_folder"]
            except (ValueError, TypeError, KeyError) as error:
                raise UsageError(
                    f"{marker} is damaged, so {path} cannot be recognised as a run folder",
                    hint="use another --out",
                ) from error
            if layout != FORMAT:
                raise UsageError(
                    f"{path} has run-folder format {layout}; this preceptor reads {FORMAT}",
                    hint="use the preceptor that made it, or another --out",
                )
        elif not create:
            raise NotReadyError(f"{path} is not a run folder", hint="name the --out of a run")
        elif path.exists() and any(path.iterdir()):
            raise UsageError(
                f"{path} is not empty and is not a run folder",
                hint="choose another --out; nothing was written",
            )
        else:
            try:
                path.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise NotReadyError(
                    f"cannot make the folder {path}: {error.strerror}", hint="choose another --out"
                ) from error
            write_json(marker, {"run_folder": FORMAT})

    @property
    def journals(self) -> Path:
        folder = self.path / "journals"
        folder.mkdir(exist_ok=True)
        return folder

    def journal(self, shard: int) -> Path:
        """The journal of one shard."""
        return self.journals / f"shard-{shard:05d}.sqlite3"

    def done_mark(self, shard: int) -> Path:
        """Written by the worker of a shard when the shard is annotated."""
        return self.journals / f"shard-{shard:05d}.done.json"

    def failed_mark(self, shard: int) -> Path:
        """Written by the worker of a shard when it fails."""
        return self.journals / f"shard-{shard:05d}.failed.json"

    def clear_marks(self, shard: int) -> None:
        """Remove both marks of a shard; its journal must be open for writing."""
        self.done_mark(shard).unlink(missing_ok=True)
        self.failed_mark(shard).unlink(missing_ok=True)

    def mark_failed(self, shard: int, error: Exception) -> None:
        """Write the failure mark of a shard; its journal must be open for writing."""
        mark: dict[str, Any] = {"error": str(error) or type(error).__name__}
        if isinstance(error, PreceptorError):
            mark |= {"hint": error.hint, "exit_code": int(error.exit_code)}
        write_json(self.failed_mark(shard), mark)

    def shard_numbers(self) -> list[int]:
        """The numbers of the shards that have a journal."""
        return [int(path.stem.removeprefix("shard-")) for path in self.shard_journals()]

    def shard_journals(self) -> list[Path]:
        """The journals there are, in order of shards."""
        return sorted(self.journals.glob("shard-*.sqlite3"))

    def exports(self, arm: str, *, anew: bool = False) -> Path:
        """Return the folder of an arm's exports; ``anew`` empties it first."""
        if anew:
            shutil.rmtree(self.path / "exports" / arm, ignore_errors=True)
        return self._folder("exports", arm)

    def model(self, arm: str) -> Path:
        return self._folder("models", arm)

    @property
    def evaluation(self) -> Path:
        return self._folder("evaluation")

    @property
    def manifest(self) -> Path:
        return self.path / "manifest.json"

    def _folder(self, *parts: str) -> Path:
        folder = self.path.joinpath(*parts)
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def describe(
        self, given: Path, resolved: Mapping[str, Any], plugins: list[dict[str, JsonValue]]
    ) -> None:
        """Write the recipes and the environment; what an earlier recipe gave is kept aside."""
        import yaml

        kept = self.path / "recipe.given.yaml"
        content = given.read_bytes()
        if kept.exists() and kept.read_bytes() != content:
            stamp = time.strftime("%Y%m%dT%H%M%S", time.gmtime(kept.stat().st_mtime))
            kept.rename(self.path / f"recipe.given.{stamp}.yaml")
        kept.write_bytes(content)
        text = yaml.safe_dump(dict(resolved), sort_keys=False, allow_unicode=True)
        write_text(self.path / "recipe.resolved.yaml", text)
        write_json(self.path / "environment.json", environment(plugins))
        self.manifest.unlink(missing_ok=True)

    def refreshed(self, *, anew: bool) -> str:
        """Return since when requests are asked again, for ``engine.refresh``; empty for never.

        With ``anew`` that is from now on, except where ``--refresh`` was given before and the
        run has not come to its end since: then what was answered since is not asked again.
        """
        path = self.path / "refresh.json"
        since = ""
        if path.exists():
            try:
                since = str(json.loads(path.read_text("utf-8"))["since"])
            except (ValueError, KeyError, TypeError) as error:
                raise NotReadyError(
                    f"{path} is damaged: {type(error).__name__}: {error}",
                    hint="remove it; requests that --refresh sent again are then sent once more",
                ) from error
        if anew and (not since or self.manifest.exists()):
            now = time.time_ns()
            since = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(now // 10**9))
            since += f".{now % 10**9:09d}Z"
            write_json(path, {"since": since})
        return since

    def log(self, event: str, **facts: JsonValue) -> None:
        """Append one line to the structured log."""
        row = {"time": round(time.time(), 3), "event": event, **facts}
        with (self.path / "log.jsonl").open("a", encoding="utf-8") as file:
            file.write(json.dumps(row, ensure_ascii=False, default=str) + "\n")


def environment(plugins: list[dict[str, JsonValue]]) -> dict[str, JsonValue]:
    """Versions and platform of this process; no user name, host name or path."""
    versions: dict[str, JsonValue] = {}
    for name in WATCHED_PACKAGES:
        try:
            versions[name] = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            versions[name] = None
    return {
        "preceptor": __version__,
        "python": platform.python_version(),
        "platform": f"{platform.system()} {platform.machine()}",
        "cpus": os.cpu_count(),
        "packages": versions,
        "plugins": list(plugins),
        "command": [Path(sys.argv[0]).name, *sys.argv[1:]],
    }
