"""The wheel holds only ``preceptor*``, and works in a fresh environment outside the repository."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
pytestmark = [pytest.mark.packaging, pytest.mark.timeout(900)]


def run(*command: str | Path, cwd: Path) -> str:
    env = {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "VIRTUAL_ENV")}
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=env,
        capture_output=True,
        text=True,
        check=False,
        timeout=800,
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--outdir", out, ROOT, cwd=out)
    (built,) = out.glob("*.whl")
    assert list(out.glob("*.tar.gz"))
    return built


@pytest.fixture(scope="module")
def fresh(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programs folder of an environment that holds the wheel and its base dependencies."""
    folder = tmp_path_factory.mktemp("fresh")
    venv.create(folder / "env", with_pip=True)
    programs = folder / "env" / "bin"
    constraints = ROOT / "constraints.txt"
    run(programs / "python", "-m", "pip", "install", "-q", "-c", constraints, wheel, cwd=folder)
    return programs


def test_the_top_level_is_only_ours(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    top = {name.split("/")[0] for name in names}
    assert all(name.startswith("preceptor") for name in top), sorted(top)
    packages = {name for name in top if not name.endswith(".dist-info")}
    for package in packages:
        assert f"{package}/py.typed" in names
        assert f"{package}/__init__.py" in names
    assert not [name for name in names if name.endswith(".md") and name.count("/") < 2]
    for subject in ("physics", "chemistry", "math", "proofs"):
        assert f"preceptor_{subject}/bundled.jsonl" in names


def test_it_runs_outside_the_repository_without_torch(fresh: Path, tmp_path: Path) -> None:
    found = run(fresh / "python", "-c", "import preceptor; print(preceptor.__file__)", cwd=tmp_path)
    assert str(ROOT) not in found
    doctor = json.loads(run(fresh / "preceptor", "doctor", "--json", cwd=tmp_path))
    assert not [check for check in doctor if check["level"] == "problem"]
    torch = "import importlib.util as u; print(u.find_spec('torch'))"
    assert run(fresh / "python", "-c", torch, cwd=tmp_path).strip() == "None"

    said = run(fresh / "preceptor", "verify", "1.5 kJ", "1500 J", "--json", cwd=tmp_path)
    assert json.loads(said)["status"] == "accepted"

    (tmp_path / "r.yaml").write_text(
        "name: fresh\nsources: {drill: {use: families, per_family: 1}, book: {use: bundled}}\n"
        "teachers: {own: derivation}\nannotate: [{name: own, teacher: own}]\n"
        "filters: [format, exact-duplicates]\nexports: [jsonl, parquet]\n"
    )
    report = json.loads(
        run(fresh / "preceptor", "run", "r.yaml", "--out", "out", "--json", cwd=tmp_path)
    )
    assert report["arms"][0]["splits"]["train"] > 100
