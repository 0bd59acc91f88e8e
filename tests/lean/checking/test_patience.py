"""Time limits where the machine, and not the proof, is slow; with a toolchain that is scripted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from small_proofs import HOSTILE

from preceptor.records import Status
from preceptor_lean.checking.checker import Checker, CheckerLimits, Proof
from preceptor_lean.toolchains import LeanMessage, LeanRun, Toolchain

PROOFS = [Proof("(p : Prop) (h : p) : p", "by exact h")] * 2


class Scripted(Toolchain):
    """Times out the given number of times, then accepts everything."""

    name, version, fingerprint = "embedded", "4.35.0", "f"

    def __init__(self, late: int) -> None:
        self.late = late
        self.asked: list[tuple[int, float, float]] = []

    def describe(self) -> str:
        return "scripted"

    def search_path(self) -> dict[str, str]:
        return {}

    def _entry(self) -> dict[str, object]:
        return {}

    def _readable(self) -> list[str]:
        return []

    def run(
        self,
        source: str,
        *,
        seconds: float,
        memory_mib: int,
        options: Sequence[str] = (),
        cpu_seconds: float | None = None,
        scratch: Path | None = None,
    ) -> LeanRun:
        proofs = source.count("#print axioms")
        if proofs:
            assert cpu_seconds is not None
            self.asked.append((proofs, seconds, cpu_seconds))
        late = bool(proofs) and len(self.asked) <= self.late
        return LeanRun(
            messages=() if late else tuple(_evidence(source)),
            exit_code=None if late else 0,
            timed_out=late,
            out_of_memory=False,
            seconds=seconds if late else 0.1,
            cpu_seconds=0.2,
            max_rss_kib=1,
            stderr="",
            stray="",
        )


def _evidence(source: str) -> Iterator[LeanMessage]:
    for number, line in enumerate(source.split("\n"), 1):
        if line.startswith("#print axioms "):
            text = f"'{line.split()[2]}' does not depend on any axioms"
            yield LeanMessage("information", number, 0, None, None, text)


def checked(toolchain: Scripted) -> list[Status]:
    checker = Checker(toolchain, given=CheckerLimits(seconds=4.0, processes=1))
    return [finding.status for finding in checker.check(PROOFS)]


def test_computing_is_limited_and_waiting_for_the_machine_is_allowed() -> None:
    lean = Scripted(late=0)
    assert checked(lean) == [Status.ACCEPTED] * 2
    ((proofs, wall, cpu),) = lean.asked
    assert proofs == 2
    assert 4.0 < cpu < 5.0
    assert wall > 20.0


def test_a_late_process_is_taken_apart_a_limited_number_of_times() -> None:
    lean = Scripted(late=100)
    assert checked(lean) == [Status.TIMEOUT] * 2
    assert [proofs for proofs, _, _ in lean.asked] == [2, 1, 1]


def test_a_proof_that_computes_on_is_stopped_by_what_it_computes(lean: Toolchain) -> None:
    outcome = lean.run(
        f"theorem t : True := by\n  {HOSTILE['loops']}".replace("\nexact", "\n  exact"),
        seconds=120.0,
        memory_mib=1024,
        cpu_seconds=0.5,
    )
    assert outcome.timed_out
    assert not outcome.out_of_memory
    assert outcome.cpu_seconds < 3.0
