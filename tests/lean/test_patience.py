"""Time limits where the machine, and not the proof, is slow; with a toolchain that is scripted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from preceptor.records import Status
from preceptor_lean.checker import Checker, CheckerLimits, Proof
from preceptor_lean.toolchains import Message, Outcome, Toolchain

PROOFS = [Proof("(p : Prop) (h : p) : p", "by exact h")] * 2


class Scripted(Toolchain):
    """Finishes late as often as told, having computed so much; then finds everything right."""

    name, version, fingerprint = "embedded", "4.35.0", "f"

    def __init__(self, late: int, cpu_seconds: float) -> None:
        self.late, self.cpu_seconds = late, cpu_seconds
        self.asked: list[tuple[int, float]] = []

    def describe(self) -> str:
        return "scripted"

    def search_path(self) -> dict[str, str]:
        return {}

    def _entry(self) -> dict[str, object]:
        return {}

    def _readable(self) -> list[str]:
        return []

    def run(
        self, source: str, *, seconds: float, memory_mib: int, options: Sequence[str] = ()
    ) -> Outcome:
        proofs = source.count("#print axioms")
        if proofs:
            self.asked.append((proofs, seconds))
        late = bool(proofs) and len(self.asked) <= self.late
        return Outcome(
            messages=() if late else tuple(_evidence(source)),
            exit_code=None if late else 0,
            timed_out=late,
            out_of_memory=False,
            seconds=seconds if late else 0.1,
            cpu_seconds=self.cpu_seconds,
            max_rss_kib=1,
            stderr="",
            stray="",
        )


def _evidence(source: str) -> Iterator[Message]:
    for number, line in enumerate(source.split("\n"), 1):
        if line.startswith("#print axioms "):
            text = f"'{line.split()[2]}' does not depend on any axioms"
            yield Message("information", number, 0, None, None, text)


def checked(toolchain: Scripted) -> list[Status]:
    checker = Checker(toolchain, given=CheckerLimits(seconds=4.0, processes=1))
    return [finding.status for finding in checker.check(PROOFS)]


def test_a_busy_machine_is_given_time() -> None:
    lean = Scripted(late=1, cpu_seconds=0.3)
    assert checked(lean) == [Status.ACCEPTED] * 2
    (_, first), (proofs, second) = lean.asked
    assert proofs == 2, "nobody is under suspicion"
    assert second > first + 10


def test_patience_has_an_end() -> None:
    lean = Scripted(late=100, cpu_seconds=0.0)
    assert checked(lean) == [Status.TIMEOUT] * 2
    assert len(lean.asked) <= 6


def test_a_proof_that_computes_all_the_time_is_late_at_once() -> None:
    lean = Scripted(late=100, cpu_seconds=4.0)
    assert checked(lean) == [Status.TIMEOUT] * 2
    assert [proofs for proofs, _ in lean.asked] == [2, 1, 1]
