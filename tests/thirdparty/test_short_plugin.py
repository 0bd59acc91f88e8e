"""The shortest third-party distribution: one decorated function, built, installed and used."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

SOURCE = Path(__file__).with_name("preceptor-roman")
MODULE = SOURCE / "src/preceptor_roman/__init__.py"
PROGRAM = "from preceptor.cli.main import main; main()"


@pytest.fixture(scope="module")
def plugins(
    install: Callable[[Path, Path], None], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    target = tmp_path_factory.mktemp("third-party") / "installed"
    install(SOURCE, target)
    return target


@pytest.fixture
def preceptor(
    plugins: Path, python: Callable[..., subprocess.CompletedProcess[str]], tmp_path: Path
) -> Callable[..., subprocess.CompletedProcess[str]]:
    return lambda *arguments: python(plugins, ["-c", PROGRAM, *arguments], tmp_path)


def test_kind_verifier_and_registration_take_at_most_14_lines() -> None:
    assert len([line for line in MODULE.read_text().splitlines() if line.strip()]) <= 14


def test_its_own_tests_pass(
    plugins: Path, python: Callable[..., subprocess.CompletedProcess[str]], tmp_path: Path
) -> None:
    """Its contract tests among them: the worker builds the verifier by name."""
    shutil.copytree(SOURCE / "tests", tmp_path / "tests")
    done = python(plugins, ["-m", "pytest", "-q", "-p", "no:cacheprovider", "tests"], tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "skipped" not in done.stdout


def test_it_is_listed_with_the_summary_of_the_function(
    preceptor: Callable[..., subprocess.CompletedProcess[str]],
) -> None:
    listed = json.loads(preceptor("plugins", "list", "--json").stdout)
    (row,) = [row for row in listed["components"] if row["name"] == "roman"]
    assert (row["kind"], row["plugin"]) == ("verifier", "preceptor-roman:roman")
    assert row["summary"] == "Accepts the same Roman numeral in either case."
    assert "roman" in listed["reference_kinds"]


@pytest.mark.parametrize(
    ("candidate", "expected"),
    [("xiv", "accepted: the same numeral"), ("XVI", "rejected: not XIV"), ("14", "undecided")],
)
def test_the_verify_command_uses_it(
    preceptor: Callable[..., subprocess.CompletedProcess[str]], candidate: str, expected: str
) -> None:
    done = preceptor("verify", "XIV", candidate, "--kind", "roman")
    assert done.stdout.startswith(expected), done.stderr
    assert "[roman 1, roman]" in done.stdout


def test_the_module_works_as_a_single_file_too(
    preceptor: Callable[..., subprocess.CompletedProcess[str]],
    python: Callable[..., subprocess.CompletedProcess[str]],
    tmp_path: Path,
) -> None:
    (tmp_path / "nothing").mkdir()
    shutil.copy(MODULE, tmp_path / "mine.py")
    arguments = ["verify", "XIV", "xiv", "--kind", "roman", "--plugin", "mine.py"]
    done = python(tmp_path / "nothing", ["-c", PROGRAM, *arguments], tmp_path)
    assert done.stdout.startswith("accepted"), done.stderr
    twice = preceptor(*arguments)
    assert twice.returncode == 2
    assert "'roman' is registered by both preceptor-roman:roman and mine.py" in twice.stderr
