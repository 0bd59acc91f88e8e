"""Nothing that only passes for a proof is accepted; see docs/lean.md for what each one tries."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from lean_cheats import CHEATS, TRUE, Cheat
from small_proofs import small_proofs

from preceptor.records import Status
from preceptor_lean.checking import proof_forms
from preceptor_lean.checking.checker import Checker, CheckerLimits, Proof
from preceptor_lean.checking.findings import Finding
from preceptor_lean.toolchains import Toolchain

NAIVE = [cheat for cheat in CHEATS if cheat.naive]
BODIES = [cheat for cheat in NAIVE if cheat.statement != TRUE]


@pytest.fixture(scope="module")
def findings(lean: Toolchain) -> dict[str, Finding]:
    """Every cheat in one call, each with a good proof as its neighbour."""
    good = list(small_proofs(len(CHEATS)))
    mixed = [p for cheat, g in zip(CHEATS, good, strict=True) for p in (_proof(cheat), g)]
    found = Checker(lean, given=CheckerLimits(processes=2)).check(mixed)
    assert {f.status for f in found[1::2]} == {Status.ACCEPTED}, "a neighbour was harmed"
    return {cheat.name: f for cheat, f in zip(CHEATS, found[::2], strict=True)}


def _proof(cheat: Cheat) -> Proof:
    return Proof(cheat.statement, cheat.text)


def test_there_are_enough_and_names_differ() -> None:
    assert len({cheat.name for cheat in CHEATS}) == len(CHEATS)
    assert len(CHEATS) >= 40
    assert len(BODIES) >= 25


@pytest.mark.parametrize("cheat", CHEATS, ids=[cheat.name for cheat in CHEATS])
def test_no_cheat_is_accepted(findings: dict[str, Finding], cheat: Cheat) -> None:
    finding = findings[cheat.name]
    helpers = finding.status is Status.UNDECIDED and "helper lemmas are not read" in finding.reason
    assert finding.status is Status.REJECTED or helpers, finding.reason


@pytest.mark.parametrize("cheat", NAIVE, ids=[cheat.name for cheat in NAIVE])
def test_a_naive_checker_accepts_it(lean: Toolchain, cheat: Cheat) -> None:
    """Otherwise the table above would show nothing about what keeps these out."""
    body = cheat.text.replace("\n", "\n  ") if cheat.statement != TRUE else cheat.text
    source = f"{lean.header}theorem X {cheat.statement} := by\n  {body}\n"
    outcome = lean.run(source, seconds=20, memory_mib=1024)
    assert outcome.exit_code == 0, outcome.messages
    assert not outcome.errors


@pytest.fixture
def without_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proof_forms, "forbidden", lambda _code: None)


@pytest.mark.usefixtures("without_words")
def test_evidence_holds_where_words_would_not(lean: Toolchain) -> None:
    """With the list of refused words gone, false statements still find no evidence."""
    tried = [c for c in CHEATS if c.statement != TRUE and not c.words_alone]
    found = Checker(lean, given=CheckerLimits(processes=2)).check([_proof(c) for c in tried])
    passed = [c.name for c, f in zip(tried, found, strict=True) if f.status is Status.ACCEPTED]
    assert not passed


@pytest.mark.usefixtures("without_words")
def test_what_the_list_alone_keeps_out_passes_without_it(lean: Toolchain) -> None:
    """Each of these is a reason for the list; one that evidence keeps out is marked wrongly."""
    tried = [c for c in CHEATS if c.words_alone]
    assert tried
    found = Checker(lean, given=CheckerLimits(processes=2)).check([_proof(c) for c in tried])
    assert {f.status for f in found} == {Status.ACCEPTED}, found


@pytest.mark.usefixtures("without_words")
@pytest.mark.parametrize("cheat", [c for c in CHEATS if c.statement == TRUE],
                         ids=[c.name for c in CHEATS if c.statement == TRUE])  # fmt: skip
def test_brackets_hold_commands_in(lean: Toolchain, cheat: Cheat) -> None:
    """No command gets out from between the parentheses, with no word refused."""
    trap = "exact two_and_two"
    found = Checker(lean, given=CheckerLimits(processes=1)).check(
        [_proof(cheat), Proof(": 2 + 2 = 5", trap), Proof(": 2 + 2 = 5", "exact oops.elim")]
    )
    assert Status.ACCEPTED not in {f.status for f in found}, found


def test_the_page_lists_every_cheat_under_its_class_and_no_other() -> None:
    page = (Path(__file__).parents[3] / "docs" / "lean.md").read_text("utf-8")
    _, _, page = page.partition("## Cheats and their tests")
    listed = set()
    for part in page.split("\n### ")[1:]:
        kind, _, text = part.partition("\n")
        # A class's last paragraph is the list of its attempts.
        for name in re.findall(r"`([^`]+)`", text.rstrip().rpartition("\n\n")[2]):
            listed.add((name, kind[0].lower() + kind[1:]))
    assert listed == {(cheat.name, cheat.kind) for cheat in CHEATS}


@pytest.mark.data
def test_public_cheats(lean: Toolchain, lean_data: dict[str, Any]) -> None:
    rows = lean_data["cheats"]
    proofs = [Proof(row["statement"], row["proof"]) for row in rows]
    for batch in (64, 1):
        found = Checker(lean, given=CheckerLimits(batch=batch, processes=2)).check(proofs)
        accepted = [r["name"] for r, f in zip(rows, found, strict=True) if f.status == "accepted"]
        assert not accepted
