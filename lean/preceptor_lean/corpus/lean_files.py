"""The ``lean-files`` source: problems from Lean files, read by querying Lean itself."""

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

FILE_SECONDS: Final = 120.0
"""Wall time to elaborate one file of a corpus, and again to query its goals."""

_GIT_SECONDS = 10.0


class CorpusOptions(Options):
    """Options that the sources of Lean corpora have in common."""

    forms: tuple[Form, ...] = Field(
        default=("proof",),
        min_length=1,
        description="Forms of the problems: `proof` (statement → proof), `tactic` (state → next "
        "tactic), `formalise` (docstring → statement), `verbalise` (statement → docstring).",
    )
    subject: str = Field(default="proofs", description="Subject of every row.")
    topic: str = Field(default="", description="Topic of every row, within the subject.")
    licence: str = Field(
        default="unknown", description="Licence of the files, written into every row."
    )
    limit: int | None = Field(
        default=None, ge=1, description="Maximum number of rows, including bad ones."
    )
    lean: LeanOptions = Field(
        default=LeanOptions(),
        description="Which Lean checks the corpus; the options are those of the verifier `lean`.",
    )


class LeanFilesOptions(CorpusOptions):
    """Options of ``lean-files``."""

    paths: tuple[str, ...] = Field(
        min_length=1,
        description="Files, folders and patterns such as `Mathlib/Logic/**/*.lean`, relative to "
        "the recipe, otherwise to the working folder.",
    )
    exclude: tuple[str, ...] = Field(
        default=(), description="Patterns of files to leave out, matched against path ends."
    )
    commit: str | None = Field(
        default=None,
        description="Commit of the files, for provenance; by default the one checked out in git.",
    )
    seconds: float = Field(
        default=FILE_SECONDS,
        gt=0.0,
        description="Wall time to elaborate one file; it is elaborated twice.",
    )


class CorpusSource(Source):
    """Behaviour that the sources of Lean corpora share."""

    options: CorpusOptions

    def _check_subject(self) -> None:
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
        """A relative path is searched in the recipe's folder, then in the working folder."""
        path = Path(given).expanduser()
        at_recipe, here = self.context.base / path, Path.cwd() / path
        return here if here.exists() and not at_recipe.exists() else at_recipe


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
        """Yield the problems of every file, theorem by theorem, and what was set aside.

        Raises:
            NotReadyError: a path without any Lean file, or no Lean.
            UsageError: an unknown subject.
        """
        self._check_subject()
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
        from preceptor_lean.corpus.reading import Elaborator, theorems_of

        used = checker.toolchain
        elaborator = Elaborator(used, self.options.seconds, checker.limits.memory_mib)
        origin = self._origin(role, library_of(used.name, used.header))
        for name, path in files:
            try:
                text = path.read_bytes().decode("utf-8")
            except (OSError, UnicodeDecodeError) as error:
                yield BadRow(source=self.name, location=f"{name}:1", reason=str(error))
                continue
            theorems = list(theorems_of(text, name, elaborator, commit=self._commit(path)))
            yield from problems_of(theorems, origin, checker)

    def files(self) -> list[tuple[str, Path]]:
        """Every file once, with its name in provenance."""
        names: dict[Path, str] = {}
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
                    f"source {self.name!r}: no Lean file matches {given}",
                    hint=f"searched in {base}",
                )
            for match in files:
                names.setdefault(match.resolve(), match.relative_to(base).as_posix())
        return [(name, path) for path, name in names.items()]

    def _commit(self, path: Path) -> str:
        if self.options.commit is not None:
            return self.options.commit
        folder = path.parent
        if folder not in self._commits:
            self._commits[folder] = _git_commit(folder)
        return self._commits[folder]


def library_of(toolchain: str, header: str) -> str:
    """The library that statements posed on their own in this Lean need, as named in payloads."""
    if toolchain == "embedded":
        return "embedded"
    return "Mathlib" if "Mathlib" in header else "Lean's own library"


def _split(pattern: str) -> tuple[str, str]:
    """The folder before the first part with a wildcard, and the rest."""
    parts = Path(pattern).parts
    first = next(i for i, part in enumerate(parts) if any(mark in part for mark in "*?["))
    return str(Path(*parts[:first])), str(Path(*parts[first:]))


def _git_commit(folder: Path) -> str:
    """The commit that is checked out; empty if there is no repository or no git."""
    git = shutil.which("git")
    if git is None:
        return ""
    try:
        done = subprocess.run(
            [git, "-C", str(folder), "rev-parse", "HEAD"],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=_GIT_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""
