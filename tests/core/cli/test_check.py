"""``preceptor check`` finds verifiers that accept too much or too little."""

from __future__ import annotations

import importlib.metadata
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from preceptor.cli.main import preceptor
from preceptor.errors import PluginError

PLUGIN = '''
"""Two bad verifiers."""
import re

from preceptor.components import Verifier
from preceptor.hookspecs import Registration, hookimpl
from preceptor.records import Status, Verdict

PRECEPTOR_API = 1


class Careless(Verifier):
    """Compares digits and nothing else."""

    kinds = ("number",)

    def same(self, one, other):
        return re.findall(r"[1-9]+", one)[:1] == re.findall(r"[1-9]+", other)[:1]

    def verify_batch(self, items):
        return [
            Verdict(status=Status.ACCEPTED if self.same(i.reference.value, i.candidate)
                    else Status.REJECTED, reason="compared")
            for i in items
        ]


class Strict(Careless):
    """Compares letters."""

    def same(self, one, other):
        return one == other.removesuffix(" m")


@hookimpl
def preceptor_verifiers():
    return [Registration("careless", Careless, "."), Registration("strict", Strict, ".")]
'''


Check = Callable[..., str]


@pytest.fixture
def check(tmp_path: Path) -> Check:
    (tmp_path / "bad.py").write_text(PLUGIN)
    rows = [{"statement": f"How far is {n}?", "reference": f"{n}5", "unit": "m"} for n in (2, 3)]
    (tmp_path / "p.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))

    def check(verifier: str, *more: str, code: int) -> str:
        path = tmp_path / "r.yaml"
        path.write_text(
            "name: c\nsource: {use: file, path: p.jsonl, subject: physics, kind: number, "
            "fields: {statement: statement, reference: reference, unit: unit}}\n"
            f"verification: {{use: {{{verifier}: {{}}}}}}\n"
        )
        arguments = ["check", str(path), "--plugin", str(tmp_path / "bad.py"), *more]
        done = CliRunner().invoke(preceptor, arguments, catch_exceptions=False)
        assert done.exit_code == code, done.output
        return done.stdout if "--json" in more else done.output

    return check


def shares(output: str) -> dict[str, Any]:
    report = json.loads(output)
    [whole] = [share for share in report["shares"] if share["family"] is None]
    return {**report, **{name: whole[name] for name in ("perturbations", "equivalents")}}


def test_a_good_verifier_passes(check: Check) -> None:
    report = shares(check("numeric", "--json", code=0))
    assert report["passed"] is True
    assert report["unexpected"] == []
    perturbations = report["perturbations"]
    good, undecided = perturbations["good"], perturbations["undecided"]
    assert good + undecided == perturbations["offered"] >= 40
    assert undecided <= 4, "a relation is not a number, and not a wrong one either"
    assert report["equivalents"]["good"] == report["equivalents"]["offered"] >= 20
    assert 0.8 < perturbations["low"] < perturbations["high"] <= 1.0
    shown = check("numeric", code=0)
    assert "perturbations rejected" in shown
    assert "100 %" in shown


def test_a_careless_verifier_accepts_perturbations(check: Check) -> None:
    report = shares(check("careless", "--json", code=1))
    assert report["passed"] is False
    unexpected = report["unexpected"]
    accepted = {entry["change"] for entry in unexpected if entry["checked"] == "perturbation"}
    assert {"sign", "power of ten", "wrong unit", "wrong prefix"} <= accepted
    entry = next(entry for entry in unexpected if entry["change"] == "sign")
    assert entry["candidate"].startswith("-")
    assert (entry["status"], entry["reason"]) == ("accepted", "compared")
    assert len(entry["problem_id"]) == 16
    assert report["perturbations"]["good"] < report["perturbations"]["offered"]
    rows = report["by_perturbation"]
    counted = {row["change"]: row for row in rows if row["checked"] == "perturbation"}
    assert counted["sign"]["accepted"] == 4
    shown = check("careless", code=1)
    assert "perturbation (sign)" in shown


def test_a_strict_verifier_rejects_equivalents(check: Check) -> None:
    report = shares(check("strict", "--json", code=1))
    assert {entry["checked"] for entry in report["unexpected"]} == {"equivalent"}
    assert report["perturbations"]["good"] == report["perturbations"]["offered"]
    assert "perturbations" not in check("strict", "--no-perturbations", code=0)


def test_the_old_spelling_of_the_option_names_the_new_one(check: Check) -> None:
    assert "is now spelled --no-perturbations" in check("numeric", "--no-mutations", code=2)


def test_the_same_command_gives_the_same_probes(check: Check) -> None:
    assert check("numeric", "--json", code=0) == check("numeric", "--json", code=0)


PROBE = '''
from preceptor.plugin import Probe, ProbeAnswer, Registration, hookimpl

PRECEPTOR_API = 1


class Shouting(Probe):
    """Appends an exclamation mark to numbers above 30."""

    kinds = ("number",)

    def probes(self, problem, margin):
        {fault}
        if int(problem.reference.value) > 30:
            yield ProbeAnswer("rejected", "shouted", problem.reference.value + "!")


@hookimpl
def preceptor_probes():
    return [Registration("shouting", Shouting, "numbers with an exclamation mark")]
'''


@pytest.fixture
def without_builtin_probes(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a machine where the plugin that perturbs references is not installed."""
    points: Any = importlib.metadata.entry_points

    def others(**selection: str) -> importlib.metadata.EntryPoints:
        return importlib.metadata.EntryPoints(
            point for point in points(**selection) if point.name != "probes"
        )

    monkeypatch.setattr(importlib.metadata, "entry_points", others)


@pytest.mark.usefixtures("without_builtin_probes")
def test_without_probes_the_rest_is_checked(check: Check) -> None:
    report = shares(check("strict", "--json", code=0))
    assert report["perturbations"]["offered"] == 0
    assert report["counts"][0]["as_expected"]["reference"] == 2
    assert report["skipped"] == {"without_perturbations": 2, "unparsed": 0}
    assert "2 references have a kind without perturbations\n" in check("strict", code=0)


@pytest.mark.usefixtures("without_builtin_probes")
def test_a_probe_of_a_third_party_is_used(check: Check, tmp_path: Path) -> None:
    (tmp_path / "shouting.py").write_text(PROBE.format(fault=""))
    more = ("--plugin", str(tmp_path / "shouting.py"))
    report = shares(check("numeric", "--json", *more, code=0))
    assert report["by_perturbation"] == [
        {"checked": "perturbation", "change": "shouted", "rejected": 1}
    ]
    assert report["skipped"] == {"without_perturbations": 0, "unparsed": 1}
    assert "\n1 could not be parsed\n" in check("numeric", *more, code=0)


@pytest.mark.usefixtures("without_builtin_probes")
@pytest.mark.parametrize(
    ("fault", "message"),
    [
        ("1 / 0", r"failed on .*ZeroDivisionError"),
        ("yield 'loud'", r"failed on .*returned str instead of ProbeAnswer"),
        ("yield ProbeAnswer('reject', 'a', 'b')", r"'reject' is neither 'accepted' nor"),
        ("yield ProbeAnswer('rejected', 'a', 3)", r"a candidate or change is not text"),
        ("yield ProbeAnswer('rejected', '', 'b')", r"a change without a name"),
    ],
)
def test_a_faulty_probe_is_named(check: Check, tmp_path: Path, fault: str, message: str) -> None:
    (tmp_path / "shouting.py").write_text(PROBE.format(fault=fault))
    with pytest.raises(PluginError, match=rf"probe 'shouting' .*{message}"):
        check("numeric", "--plugin", str(tmp_path / "shouting.py"), code=2)


@pytest.mark.usefixtures("without_builtin_probes")
def test_a_probe_without_kinds_is_named(check: Check, tmp_path: Path) -> None:
    text = PROBE.format(fault="").replace("    kinds =", "    other =")
    (tmp_path / "shouting.py").write_text(text)
    with pytest.raises(PluginError, match="probe 'shouting' states no kinds of reference"):
        check("numeric", "--plugin", str(tmp_path / "shouting.py"), code=2)
