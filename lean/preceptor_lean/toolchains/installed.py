"""A Lean installed by the user: on PATH, or the one that a Lake project names."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from preceptor.errors import NotReadyError
from preceptor_lean import limits
from preceptor_lean.toolchains.base import Toolchain

_VERSION = re.compile(r"version ([0-9][^\s,)]*)")
_MANIFESTS = ("lean-toolchain", "lake-manifest.json", "lakefile.toml", "lakefile.lean")
HINT = "install elan (https://github.com/leanprover/elan) and run `lake build` in the project"


class PathToolchain(Toolchain):
    """``lean`` on PATH, with its own library."""

    name = "path"

    def __init__(self) -> None:
        """Query the prefix of ``lean``: the program on PATH may be elan's proxy for it.

        Raises:
            NotReadyError: there is none, or it does not answer.
        """
        if shutil.which("lean") is None:
            raise NotReadyError("there is no lean on PATH", hint=HINT)
        self._use(_output_of(["lean", "--print-prefix"]), {})

    def _use(self, prefix: str, search_path: Mapping[str, str]) -> None:
        self._prefix = Path(prefix)
        self._lean = self._prefix / "bin" / "lean"
        # A program that queries its own prefix would start a process for it.
        self._search_path = {"LEAN_SYSROOT": prefix, **search_path}
        output = _output_of([str(self._lean), "--version"])
        version = _VERSION.search(output)
        if version is None:
            raise NotReadyError(
                f"{self._lean} --version prints no version: {output[:200]!r}", hint=HINT
            )
        self.version = version[1]
        self.fingerprint = hashlib.sha256(output.encode()).hexdigest()

    def describe(self) -> str:
        return f"Lean {self.version} on PATH ({self._prefix})"

    def search_path(self) -> Mapping[str, str]:
        return self._search_path

    def replayers(self) -> Sequence[Path]:
        return (self._prefix / "bin" / "leanchecker",)

    def _entry(self) -> Mapping[str, Any]:
        return {"program": str(self._lean)}

    def _readable(self) -> Sequence[str]:
        path = self._search_path.get("LEAN_PATH", "")
        return [str(self._prefix), "/proc", "/sys", *(part for part in path.split(":") if part)]


class ProjectToolchain(PathToolchain):
    """The Lean and the libraries of a Lake project, as for ``lake env lean``.

    ``lake env`` runs once; checks then run ``lean`` itself with the resulting environment, so
    that each costs one process and a confined one need not be able to start others.
    """

    name = "project"

    def __init__(self, project: Path) -> None:
        """Inspect the project and query Lake.

        Raises:
            NotReadyError: it is not a Lake project, there is no lake, or lake fails.
        """
        self._project = project.absolute()
        present = [name for name in _MANIFESTS if (self._project / name).is_file()]
        if not any(name.startswith("lakefile") for name in present):
            raise NotReadyError(
                f"{project} contains no lakefile.toml or lakefile.lean: it is not a Lake project",
                hint="give the folder in which `lake build` is run",
            )
        if shutil.which("lake") is None:
            raise NotReadyError(
                f"{project} is a Lake project, but there is no lake on PATH", hint=HINT
            )
        lines = _output_of(["lake", "env"], cwd=self._project).split("\n")
        variables = dict(line.split("=", 1) for line in lines if "=" in line)
        kept = {
            name: variables[name] for name in ("LEAN_PATH", "LEAN_SYSROOT") if variables.get(name)
        }
        prefix = kept.get("LEAN_SYSROOT") or _output_of(
            ["lean", "--print-prefix"], cwd=self._project
        )
        self._use(prefix, _absolute(kept, self._project))
        digest = hashlib.sha256(self.fingerprint.encode())
        for name in present:
            digest.update(name.encode() + b"\0" + (self._project / name).read_bytes() + b"\0")
        self.fingerprint = digest.hexdigest()
        manifest = self._project / "lake-manifest.json"
        if manifest.is_file() and re.search(r'"name":\s*"mathlib"', manifest.read_text("utf-8")):
            self.header = "import Mathlib\n"

    def describe(self) -> str:
        library = "Mathlib" if self.header else "its libraries"
        return f"Lean {self.version} of the Lake project {self._project}, with {library}"

    def replayers(self) -> Sequence[Path]:
        built = Path(".lake/build/bin/lean4checker")
        package = self._project / ".lake/packages/lean4checker"
        return (*super().replayers(), package / built, self._project / built)


def _absolute(environment: Mapping[str, str], project: Path) -> dict[str, str]:
    """Make the folders absolute: Lake prints some relative to the project; checks run elsewhere."""
    joined = {}
    for name, value in environment.items():
        joined[name] = ":".join(str(project / part) for part in value.split(":") if part)
    return joined


def _output_of(command: Sequence[str], cwd: Path | None = None) -> str:
    # elan needs HOME; the program is one that the user installed, not a candidate.
    try:
        done = subprocess.run(
            command,
            cwd=cwd,
            env=dict(os.environ),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=limits.QUESTION_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise NotReadyError(f"{' '.join(command)}: {error}", hint=HINT) from error
    if done.returncode != 0:
        raise NotReadyError(
            f"{' '.join(command)} failed with exit code {done.returncode}: "
            f"{done.stderr.strip()[-500:]}",
            hint=HINT,
        )
    return done.stdout.strip()
