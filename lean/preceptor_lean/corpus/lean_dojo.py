"""The ``lean-dojo`` source: what LeanDojo traced, by its package or from its published JSON.

LeanDojo (Yang et al., arXiv 2306.15626) builds a Lake project with its own extractor and records
every tactic with the states around it. Its benchmarks are published as JSON lists of::

    {"url": …, "commit": …, "file_path": "Mathlib/Logic/Basic.lean", "full_name": "and_comm",
     "start": [10, 1], "end": [12, 20], "theorem_statement": …,            # the latter since v2
     "traced_tactics": [{"tactic": "rw [h]", "annotated_tactic": ["rw [<a>h</a>]", […]],
                         "state_before": "h : a = b\\n⊢ b = a", "state_after": "no goals"}]}

They contain no whole proofs. A proof is assembled if each tactic starts in the state that the one
before it left, down to ``no goals``; otherwise only the steps are available.
"""

from __future__ import annotations

import importlib
import json
import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Final

from pydantic import Field, JsonValue, model_validator

from preceptor.components import Options
from preceptor.errors import NotReadyError
from preceptor.records import BadRow, Problem, Role
from preceptor_lean.checking.document import Statement, StatementError
from preceptor_lean.corpus.lean_files import CorpusOptions, CorpusSource
from preceptor_lean.corpus.states import as_statement, goals_of
from preceptor_lean.corpus.theorems import SetAside, Step, Theorem

if TYPE_CHECKING:
    from preceptor_lean.checking.checker import Checker

ROW_CHARS: Final = 8 * 1024**2
"""Maximum length of one theorem in LeanDojo's JSON; Mathlib's longest have some hundred KiB."""

_SPLITS = frozenset({"train", "val", "test"})
_INSTALL = (
    "install elan (https://github.com/leanprover/elan), which includes lake, and "
    "pip install 'preceptor[lean-dojo]' (Python before 3.13); or give LeanDojo's published JSON "
    "as `path`"
)
_CHUNK = 1 << 20
_AT_A_TIME = 64
"""Theorems given to the checker together."""


class LeanDojoOptions(CorpusOptions):
    """Options of ``lean-dojo``: either ``path`` or ``repository``."""

    path: str | None = Field(
        default=None,
        min_length=1,
        description="LeanDojo's JSON or JSONL file, or a folder of such files; relative to the "
        "recipe, otherwise to the working folder.",
    )
    repository: str | None = Field(
        default=None,
        min_length=1,
        description="Git repository with a Lake project, by URL or local path; the lean-dojo "
        "package traces it, which needs lake and, for Mathlib, hours.",
    )
    commit: str | None = Field(
        default=None, description="Commit of `repository`; by default the latest one."
    )
    build_deps: bool = Field(
        default=False, description="Whether to trace the repository's dependencies as well."
    )
    library: str = Field(
        default="Mathlib",
        description="Library that the statements need, for example `Mathlib`; `embedded` for none.",
    )
    header: str = Field(
        default="", description="Further Lean lines that the statements need, such as `open Nat`."
    )

    @model_validator(mode="after")
    def _one_origin(self) -> LeanDojoOptions:
        if (self.path is None) == (self.repository is None):
            raise ValueError("give either `path` (published JSON) or `repository` (to be traced)")
        return self


class LeanDojoSource(CorpusSource):
    """Reads theorems one after the other; memory does not grow with a JSON file's size."""

    Options: ClassVar[type[Options]] = LeanDojoOptions
    options: LeanDojoOptions

    def fingerprint(self) -> JsonValue:
        """The files' sizes and times, or the repository and its commit."""
        options = self.options
        if options.path is None:
            return [options.repository, options.commit]
        stats = [(path.name, path.stat()) for path in self.files(options.path)]
        return [[name, stat.st_size, stat.st_mtime_ns] for name, stat in stats]

    def rows(self, role: Role) -> Iterator[Problem | BadRow]:
        """Yield the problems of every theorem, and what was set aside.

        Raises:
            NotReadyError: there is no such file; or, for a repository, no lake or no lean-dojo.
            UsageError: an unknown subject.
        """
        self._check_subject()
        if self.options.path is not None:
            theorems = self._published(self.files(self.options.path))
        else:
            theorems = self._traced()
        checker = self._capable_checker()
        try:
            yield from islice(self._rows(theorems, role, checker), self.options.limit)
        finally:
            if checker is not None:
                checker.close()

    def _rows(
        self, theorems: Iterator[Theorem | SetAside], role: Role, checker: Checker | None
    ) -> Iterator[Problem | BadRow]:
        from preceptor_lean.corpus.instructions import TRACED, problems_of

        origin = self._origin(role, self.options.library, unchecked=TRACED)
        while batch := list(islice(theorems, _AT_A_TIME)):
            yield from problems_of(batch, origin, checker)

    def _capable_checker(self) -> Checker | None:
        """A checker, if a Lean with the library of these statements is available."""
        try:
            checker = self._checker()
        except NotReadyError:
            return None
        if checker.toolchain.name == "embedded" and self.options.library != "embedded":
            checker.close()
            return None
        return checker

    # --- published JSON ----------------------------------------------------------------------

    def files(self, given: str) -> list[Path]:
        """The JSON files at a path, which may be a folder."""
        path = self._path(given)
        files = [path]
        if path.is_dir():
            files = sorted(p for p in path.rglob("*.json*") if p.suffix in (".json", ".jsonl"))
            files = [p for p in files if p.name not in ("metadata.json", "corpus.jsonl")]
        if not files or not files[0].is_file():
            raise NotReadyError(
                f"source {self.name!r}: no LeanDojo JSON file at {given}",
                hint=f"searched {path}",
            )
        return files

    def _published(self, files: Sequence[Path]) -> Iterator[Theorem | SetAside]:
        for path in files:
            split = path.stem if path.stem in _SPLITS else ""
            for number, row in enumerate(rows_of(path), 1):
                yield theorem_of(row, f"{path.name}:{number}", split, self.options.header)

    # --- the package -------------------------------------------------------------------------

    def _traced(self) -> Iterator[Theorem | SetAside]:
        options = self.options
        given = options.repository or ""
        if shutil.which("lake") is None:
            raise NotReadyError(
                f"source {self.name!r}: tracing {given} needs lake, which is not on PATH",
                hint=_INSTALL,
            )
        try:
            dojo: Any = importlib.import_module("lean_dojo")
        except Exception as error:  # whatever prevents it from loading, it cannot be used
            raise NotReadyError(
                f"source {self.name!r}: the package lean-dojo cannot be loaded: {error}",
                hint=_INSTALL,
            ) from error
        local = self._path(given)
        self.context.log(f"tracing {given} with lean-dojo {getattr(dojo, '__version__', '')}")
        try:
            if local.is_dir() and options.commit is None:
                repository = dojo.LeanGitRepo.from_path(local)
            else:
                url = str(local) if local.is_dir() else given
                commit = options.commit or dojo.get_latest_commit(url)
                repository = dojo.LeanGitRepo(url, commit)
            traced = dojo.trace(repository, build_deps=options.build_deps)
            theorems = traced.get_traced_theorems()
        except Exception as error:
            raise NotReadyError(
                f"source {self.name!r}: lean-dojo could not trace {given}: {error}",
                hint="run `lake build` there; see its log above for details",
            ) from error
        for theorem in theorems:
            name = str(getattr(getattr(theorem, "theorem", None), "full_name", given))
            try:
                row = _as_row(theorem)
            except Exception as error:  # it fails for single theorems of unusual syntax
                yield SetAside(f"{given}:0", f"{name}: lean-dojo: {type(error).__name__}: {error}")
                continue
            yield theorem_of(row, given, "", options.header)


def _as_row(theorem: Any) -> Mapping[str, Any]:
    """A ``TracedTheorem`` of the package as a row of the published JSON, with its proof."""
    row: dict[str, Any] = {
        "url": str(theorem.repo.url),
        "commit": str(theorem.repo.commit),
        "file_path": str(theorem.file_path),
        "full_name": theorem.theorem.full_name,
        "start": list(theorem.start),
        "end": list(theorem.end),
        "traced_tactics": [
            {"tactic": step.tactic, "state_before": step.state_before,
             "state_after": step.state_after, "start": list(step.start)}
            for step in theorem.get_traced_tactics()
        ],
    }  # fmt: skip
    proof = theorem.get_tactic_proof() if theorem.has_tactic_proof() else None
    if proof is not None:
        row["theorem_statement"] = theorem.get_theorem_statement()
        row["proof"] = proof
    return row


def rows_of(path: Path) -> Iterator[Any]:
    """Yield the elements of a JSON list, or the lines of JSONL, one at a time.

    Unreadable content ends the file with a :class:`SetAside` in place of a row.
    """
    decoder = json.JSONDecoder()
    number = 0
    with path.open(encoding="utf-8", errors="replace") as file:
        buffer, more = file.read(_CHUNK), True
        buffer = buffer.lstrip("\ufeff \t\r\n")
        buffer = buffer.removeprefix("[")
        while True:
            buffer = buffer.lstrip(" \t\r\n,")
            if more and len(buffer) < _CHUNK // 2:
                piece = file.read(_CHUNK)
                buffer, more = buffer + piece, bool(piece)
                continue
            if not buffer or buffer.startswith("]"):
                return
            number += 1
            try:
                row, end = decoder.raw_decode(buffer)
            except (ValueError, RecursionError) as error:
                if more and len(buffer) < ROW_CHARS:
                    piece = file.read(max(_CHUNK, len(buffer)))
                    buffer, more = buffer + piece, bool(piece)
                    number -= 1
                    continue
                yield SetAside(f"{path.name}:{number}", f"invalid JSON from here on: {error}",
                               buffer[:200])  # fmt: skip
                return
            buffer = buffer[end:]
            yield row


def theorem_of(row: Any, location: str, split: str, header: str) -> Theorem | SetAside:
    """Turn a row of LeanDojo's JSON into a theorem; ``location`` is used if it names no file."""
    if isinstance(row, SetAside):
        return row
    if not isinstance(row, Mapping):
        return SetAside(location, "not an object", str(row)[:200])
    name, file = row.get("full_name"), row.get("file_path")
    if not isinstance(name, str) or not name:
        return SetAside(location, "no `full_name`", str(row)[:200])
    listed = row.get("traced_tactics")
    if not isinstance(listed, list):
        return SetAside(location, f"{name}: no list of `traced_tactics`", str(row)[:200])
    steps = tuple(step for traced in listed if (step := _step(traced)) is not None)
    statement, proof = _statement(row, steps), row.get("proof")
    if not isinstance(proof, str):
        proof = _whole_proof(steps)
    if not steps and not (statement and proof):
        return SetAside(location, f"{name}: it has no tactics and no proof", str(row)[:200])
    return Theorem(
        name=name,
        file=file if isinstance(file, str) and file else location.partition(":")[0],
        line=_line(row.get("start")),
        statement=statement,
        proof=proof,
        steps=steps,
        imports=header,
        url=_without_folder(str(row.get("url") or "")),
        commit=str(row.get("commit") or ""),
        split=split,
    )


def _without_folder(url: str) -> str:
    """A repository's address; for a local one only its name."""
    return url if "://" in url or url.startswith("git@") else url.rstrip("/").rpartition("/")[2]


def _step(row: Any) -> Step | None:
    """One traced tactic; ``None`` for bullets and for what ran with no goal left."""
    if not isinstance(row, Mapping):
        return None
    tactic, before, after = row.get("tactic"), row.get("state_before"), row.get("state_after")
    if not isinstance(tactic, str) or not isinstance(before, str) or not tactic.strip():
        return None
    goals = goals_of(before)
    if not goals or tactic.lstrip().startswith("·"):
        return None
    left = goals_of(after) if isinstance(after, str) else None
    return Step(tactic.strip("\n"), goals, left, _line(row.get("start")))


def _line(start: Any) -> int:
    """Line of a position, ``[216, 1]`` or ``"(216, 1)"``."""
    if isinstance(start, str) and (match := re.match(r"\((\d{1,9}),", start)):
        return int(match[1])
    if isinstance(start, list) and start and isinstance(start[0], int):
        return max(start[0], 0)
    return 0


def _statement(row: Mapping[str, Any], steps: Sequence[Step]) -> str:
    given = row.get("theorem_statement")
    if isinstance(given, str) and given.strip():
        text = re.sub(r"\s*:=\s*(?:by\s*)?\Z", "", re.sub(r"\A\s*/--.*?-/", "", given, flags=re.S))
        text = re.sub(r"\A\s*(?:@\[[^\]]*\]\s*|(?:private|protected|nonrec)\s+)*", "", text)
        try:
            return Statement.of(text).header
        except StatementError:
            pass
    return (as_statement(steps[0].goals[0]) or "") if steps else ""


def _whole_proof(steps: Sequence[Step]) -> str:
    """The proof made of the tactics that each start where the one before ended; may be empty."""
    if not steps:
        return ""
    lines: list[str] = []
    state: tuple[str, ...] = steps[0].goals
    for step in steps:
        if step.goals != state or step.goals_after is None:
            continue
        lines += ["  " + line for line in step.tactic.split("\n")]
        state = step.goals_after
        if not state:
            return "\n".join(["by", *lines])
    return ""
