"""Third-party plugins installed next to, not into, the environment under test."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

# The plugins' own tests import them. They run against installed copies in test_dna_plugin.py and
# test_short_plugin.py; where a plugin is installed already, they are collected here as well.
collect_ignore = [
    f"preceptor-{name}"
    for name in ("dna", "roman")
    if importlib.util.find_spec(f"preceptor_{name}") is None
]

Installer = Callable[[Path, Path], None]
Runner = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="session")
def install() -> Installer:
    """Installs a distribution into a separate folder, as ``pip install`` would do it.

    The build backend comes from the package index unless it is installed here already.
    """

    def run(source: Path, target: Path) -> None:
        # Built from a copy: nothing that a build leaves behind lands in the repository.
        copy = target.with_name(target.name + "-source")
        shutil.copytree(source, copy, ignore=shutil.ignore_patterns("__pycache__", ".pytest*"))
        arguments = ["--quiet", "--no-deps", "--disable-pip-version-check", "--target", str(target)]
        if importlib.util.find_spec("hatchling"):
            arguments.append("--no-build-isolation")
        done = subprocess.run(
            [sys.executable, "-m", "pip", "install", *arguments, str(copy)],
            capture_output=True,
            text=True,
            timeout=240,
            check=False,
        )
        assert done.returncode == 0, done.stderr

    return run


@pytest.fixture(scope="session")
def python() -> Runner:
    """Runs this interpreter with a folder of installed plugins on its path."""

    def run(plugins: Path, arguments: Sequence[str], cwd: Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, *arguments],
            env={**os.environ, "PYTHONPATH": str(plugins), "PYTHONDONTWRITEBYTECODE": "1"},
            cwd=cwd,
            capture_output=True,
            text=True,
            timeout=240,
            check=False,
        )

    return run
