"""``preceptor check`` finds verifiers that accept too much, and such that accept too little."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from preceptor.cli.main import preceptor

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


@pytest.fixture
def check(tmp_path: Path):
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


def scores(output: str) -> dict[str, Any]:
    found = json.loads(output)
    [whole] = [one for one in found["scores"] if one["family"] is None]
    return {**found, "mutations": whole["mutations"], "equivalents": whole["equivalents"]}


def test_a_good_verifier_passes(check) -> None:
    found = scores(check("numeric", "--json", code=0))
    assert found["surprises"] == []
    mutations = found["mutations"]
    assert mutations["good"] + mutations["undecided"] == mutations["offered"] >= 40
    assert mutations["undecided"] <= 4, "a relation is no number, and no wrong one either"
    assert found["equivalents"]["good"] == found["equivalents"]["offered"] >= 20
    assert 0.8 < mutations["low"] < mutations["high"] <= 1.0
    shown = check("numeric", code=0)
    assert "mutations rejected" in shown
    assert "100 %" in shown


def test_a_careless_verifier_accepts_mutations(check) -> None:
    found = scores(check("careless", "--json", code=1))
    accepted = {one["what"] for one in found["surprises"] if one["probe"] == "mutation"}
    assert {"sign", "power of ten", "wrong unit", "wrong prefix"} <= accepted
    one = next(one for one in found["surprises"] if one["what"] == "sign")
    assert one["candidate"].startswith("-")
    assert (one["status"], one["reason"]) == ("accepted", "compared")
    assert len(one["problem_id"]) == 16
    assert found["mutations"]["good"] < found["mutations"]["offered"]
    counted = {row["what"]: row for row in found["by_mistake"] if row["probe"] == "mutation"}
    assert counted["sign"]["accepted"] == 4
    shown = check("careless", code=1)
    assert "mutation (sign)" in shown


def test_a_strict_verifier_rejects_equivalents(check) -> None:
    found = scores(check("strict", "--json", code=1))
    assert {one["probe"] for one in found["surprises"]} == {"equivalent"}
    assert found["mutations"]["good"] == found["mutations"]["offered"]
    assert check("strict", "--no-mutations", code=0)


def test_the_same_command_gives_the_same_probes(check) -> None:
    assert check("numeric", "--json", code=0) == check("numeric", "--json", code=0)
