"""The ``lean-files`` source: instructions out of Lean files, read by asking Lean itself."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Final

from pydantic import Field, JsonValue

from preceptor.components import Context, Options, Source
from preceptor.errors import NotReadyError
from preceptor.records import BadRow, Problem, Role
from preceptor_lean.corpus.instructions import Form
from preceptor_lean.verifier import LeanOptions

if TYPE_CHECKING:
    from preceptor_lean.checking.checker import Checker
    from preceptor_lean.corpus.instructions import Origin

LEAN_FILE_SECONDS: Final = 120.0
"""Wall time to elaborate one file of a corpus, and again to ask about its goals."""

_GIT_SECONDS = 10.0


class CorpusOptions(Options):
    """What the sources of Lean corpora have in common.

    Attributes:
        forms: ``proof`` (statement → proof), ``tactic`` (state → next tactic), ``formalise``
            (docstring → statement), ``verbalise`` (statement → docstring).
        subject: Subject of every row.
        topic: Area within the subject.
        licence: Licence of the files; ``unknown`` is stated, never implied.
        limit: Rows to yield, bad ones included.
        lean: Which Lean decides, as for the verifier ``lean``.
    """

    forms: tuple[Form, ...] = Field(default=("proof",), min_length=1)
    subject: str = "proofs"
    topic: str = ""
    licence: str = "unknown"
    limit: int | None = Field(default=None, ge=1)
    lean: LeanOptions = LeanOptions()


class LeanFilesOptions(CorpusOptions):
    """Options of ``lean-files``.

    Attributes:
        paths: Files, folders and patterns (``Mathlib/Logic/**/*.lean``), relative to the recipe
            or else to the working folder.
        exclude: Patterns of files to leave out, matched against the end of their paths.
        commit: Commit of the files, for provenance; asked of git unless given.
        seconds: Wall time to elaborate one file; it is elaborated twice.
    """

    paths: tuple[str, ...] = Field(min_length=1)
    exclude: tuple[str, ...] = ()
    commit: str | None = None
    seconds: float = Field(default=LEAN_FILE_SECONDS, gt=0.0)


class CorpusSource(Source):
    """What the sources of Lean corpora do alike."""

    options: CorpusOptions

    def _checked_subject(self) -> None:
        self.context.subject(self.options.subject)

    def _checker(self) -> Checker:
        from preceptor_lean.verifier import checker

        return checker(self.options.lean, self.context.base)

    def _origin(self, role: Role, library: str, **more: Any) -> Origin:
        from preceptor_lean.corpus.instructions import Origin

        options = self.options
        return Origin(
            self.name, role, options.subject, options.topic, options.licence, options.forms,
            library, **more,
        )  # fmt: skip

    def _path(self, given: str) -> Path:
        """A relative path is looked for beside the recipe, then in the working folder."""
        path = Path(given).expanduser()
        beside, here = self.context.base / path, Path.cwd() / path
        return here if here.exists() and not beside.exists() else beside


class LeanFilesSource(CorpusSource):
    """Reads one file after the other; memory does not grow with their number."""

    Options: ClassVar[type[Options]] = LeanFilesOptions
    options: LeanFilesOptions

    def __init__(self, options: Any, context: Context) -> None:
        super().__init__(options, context)
        self._commits: dict[Path, str] = {}

    def fingerprint(self) -> JsonValue:
        """The files' digests and the identity of the Lean that reads them."""
        from preceptor_lean.toolchains import find_toolchain

        lean = self.options.lean
        project = None if lean.project is None else self.context.base / lean.project
        digests: list[JsonValue] = [
            [name, sha256(path.read_bytes()).hexdigest()] for name, path in self.files()
        ]
        return [find_toolchain(project, lean.toolchain).fingerprint, digests]

    def rows(self, role: Role) -> Iterator[Problem | BadRow]:
        """The instructions of every file, theorem by theorem, and what was set aside.

        Raises:
            NotReadyError: there is no such file, or no Lean.
            UsageError: an unknown subject, or paths without any Lean file.
        """
        self._checked_subject()
        files = self.files()
        checker = self._checker()
        try:
            yield from islice(self._rows(files, role, checker), self.options.limit)
        finally:
            checker.close()

    def _rows(
        self, files: list[tuple[str, Path]], role: Role, checker: Checker
    ) -> Iterator[Problem | BadRow]:
        from preceptor_lean.corpus.instructions import problems_of
        from preceptor_lean.corpus.reading import Asked, theorems_of

        used = checker.toolchain
        asked = Asked(used, self.options.seconds, checker.limits.memory_mib)
        origin = self._origin(role, library_of(used.name, used.header))
        for name, path in files:
            try:
                text = path.read_bytes().decode("utf-8")
            except (OSError, UnicodeDecodeError) as error:
                yield BadRow(source=self.name, location=f"{name}:1", reason=str(error))
                continue
            found = list(theorems_of(text, name, asked, commit=self._commit(path)))
            yield from problems_of(found, origin, checker)

    def files(self) -> list[tuple[str, Path]]:
        """Every file once, with the name that provenance gives it."""
        found: dict[Path, str] = {}
        for given in self.options.paths:
            if any(mark in given for mark in "*?["):
                root, pattern = _split(given)
                base = self._path(root)
                matches = sorted(base.glob(pattern))
            else:
                path = self._path(given)
                base = path if path.is_dir() else path.parent
                matches = sorted(path.rglob("*.lean")) if path.is_dir() else [path]
                if not path.exists():
                    matches = []
            files = [
                m for m in matches if m.is_file() and not any(map(m.match, self.options.exclude))
            ]
            if not files:
                raise NotReadyError(
                    f"source {self.name!r}: {given} names no Lean file",
                    hint=f"looked in {base}",
                )
            for match in files:
                found.setdefault(match.resolve(), match.relative_to(base).as_posix())
        return [(name, path) for path, name in found.items()]

    def _commit(self, path: Path) -> str:
        if self.options.commit is not None:
            return self.options.commit
        folder = path.parent
        if folder not in self._commits:
            self._commits[folder] = _git_commit(folder)
        return self._commits[folder]


def library_of(toolchain: str, header: str) -> str:
    """What statements need that stand alone in this Lean, as payloads name it."""
    if toolchain == "embedded":
        return "embedded"
    return "Mathlib" if "Mathlib" in header else "Lean's own library"


def _split(pattern: str) -> tuple[str, str]:
    """The folder before the first part with a wildcard, and the rest."""
    parts = Path(pattern).parts
    first = next(i for i, part in enumerate(parts) if any(mark in part for mark in "*?["))
    return str(Path(*parts[:first])), str(Path(*parts[first:]))


def _git_commit(folder: Path) -> str:
    """The commit that is checked out; empty where there is no repository or no git."""
    git = shutil.which("git")
    if git is None:
        return ""
    try:
        told = subprocess.run(
            [git, "-C", str(folder), "rev-parse", "HEAD"],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=_GIT_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return told.stdout.strip() if told.returncode == 0 else ""
