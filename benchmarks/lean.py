"""Lean proofs: the batching checker compared with one cold process per proof, in one run.

    python benchmarks/lean.py                        # throughput, 200 small proofs
    python benchmarks/lean.py --hostile              # three hostile proofs among 200 good ones
    python benchmarks/lean.py --checks 20000         # so many in a row, with memory and files held
    python benchmarks/lean.py --proofs proofs.json   # rows {statement, proof} of your own

Both sides use the same toolchain, the same limits and the same file around each proof (the cold
side is the checker with one proof to a file), so the verdicts have to be identical; they are
compared. Prints one JSON object. Times are wall times: run it on a quiet machine.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent / "tests" / "support"))

from small_proofs import HOSTILE, small_proofs

from preceptor_lean.checking.checker import Checker, CheckerLimits, Proof
from preceptor_lean.checking.findings import Finding
from preceptor_lean.toolchains import Toolchain, find_toolchain


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--toolchain", default="auto")
    parser.add_argument("--project", type=Path)
    parser.add_argument("--count", type=int, default=200, help="small proofs")
    parser.add_argument("--proofs", type=Path, help="JSON list of rows {statement, proof}")
    parser.add_argument("--processes", type=int, default=0, help="at a time, on both sides")
    parser.add_argument("--batch", type=int, default=64)
    parser.add_argument("--seconds", type=float, default=5.0)
    parser.add_argument("--hostile", action="store_true")
    parser.add_argument("--checks", type=int, default=0)
    given = parser.parse_args()
    toolchain = find_toolchain(given.project, given.toolchain)
    checker = Checker(toolchain, given=CheckerLimits(
        seconds=given.seconds, batch=given.batch, processes=given.processes,
    ))  # fmt: skip
    proofs = _proofs(given.proofs, given.count)
    if given.hostile:
        report = hostile(checker, proofs)
    elif given.checks:
        report = in_a_row(checker, proofs, given.checks)
    else:
        report = throughput(checker, toolchain, proofs, given)
    report = {"lean": toolchain.describe(), "cpus": os.cpu_count(),
              "load": round(os.getloadavg()[0], 2), **report}  # fmt: skip
    print(json.dumps(report, indent=2))


def _proofs(path: Path | None, count: int) -> list[Proof]:
    if path is None:
        return list(small_proofs(count))
    rows = json.loads(path.read_text("utf-8"))
    return [Proof(row["statement"], row["proof"]) for row in rows]


def throughput(
    checker: Checker, toolchain: Toolchain, proofs: list[Proof], given: argparse.Namespace
) -> dict[str, Any]:
    """Measure both sides on the same proofs; the cold one first, so that both find files cached."""
    limits = CheckerLimits(seconds=given.seconds, batch=1, processes=given.processes)
    sides = {"cold": Checker(toolchain, given=limits), "ours": checker}
    rows: dict[str, Any] = {}
    statuses: dict[str, list[str]] = {}
    for name, side in sides.items():
        # Measures how long Lean takes to start; excluded from both sides' time.
        side.check(proofs[:1])
        side.processes = 0
        begun, cpu = time.monotonic(), os.times()
        findings = side.check(proofs)
        took, now = time.monotonic() - begun, os.times()
        used = sum(now[:4]) - sum(cpu[:4])
        statuses[name] = [str(finding.status) for finding in findings]
        rows[name] = {
            "proofs_per_second": round(len(proofs) / took, 1),
            "proofs_per_cpu_second": round(len(proofs) / used, 1),
            "seconds": round(took, 2),
            "cpu_seconds": round(used, 2),
            "processes": side.processes,
            "processes_at_a_time": side.limits.at_a_time,
            "most_resident_mib": side.most_resident_kib // 1024,
            "verdicts": dict(Counter(statuses[name])),
        }
    ratio = rows["ours"]["proofs_per_second"] / rows["cold"]["proofs_per_second"]
    cpu_ratio = rows["ours"]["proofs_per_cpu_second"] / rows["cold"]["proofs_per_cpu_second"]
    return {
        "proofs": len(proofs),
        **rows,
        "ratio": round(ratio, 1),
        "cpu_ratio": round(cpu_ratio, 1),
        "identical_verdicts": statuses["cold"] == statuses["ours"],
    }


def hostile(checker: Checker, proofs: list[Proof]) -> dict[str, Any]:
    """Check good proofs with one that loops, one that exhausts memory and one that crashes."""
    mixed = list(proofs)
    places = dict(zip((17, 90, 151), HOSTILE.items(), strict=True))
    for place, (_, text) in places.items():
        mixed.insert(place, Proof(": True", text))
    begun = time.monotonic()
    findings = checker.check(mixed)
    took = time.monotonic() - begun
    return {
        "proofs": len(mixed),
        "seconds": round(took, 1),
        "limit_seconds": checker.limits.seconds,
        "processes": checker.processes,
        "accepted": sum(finding.status == "accepted" for finding in findings),
        "hostile": {what: _short(findings[place]) for place, (what, _) in places.items()},
    }


def _short(finding: Finding) -> str:
    return f"{finding.status}: {finding.reason}"


def in_a_row(checker: Checker, proofs: list[Proof], checks: int) -> dict[str, Any]:
    """Check ``checks`` proofs, some of them wrong; report what this process holds at each tenth."""
    wrong = [Proof(proof.statement, "exact nothing_of_the_kind") for proof in proofs[::10]]
    slice_ = [*proofs, *wrong]
    held = []
    done, verdicts = 0, Counter[str]()
    begun = time.monotonic()
    while done < checks:
        verdicts.update(str(finding.status) for finding in checker.check(slice_))
        before, done = done, done + len(slice_)
        if before * 10 // checks != done * 10 // checks:
            held.append({"checks": done, **_held()})
            print(json.dumps(held[-1]), file=sys.stderr)
    took = time.monotonic() - begun
    return {
        "checks": done,
        "seconds": round(took, 1),
        "proofs_per_second": round(done / took, 1),
        "processes": checker.processes,
        "verdicts": dict(verdicts),
        "held": held,
    }


def _held() -> dict[str, Any]:
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    mib = pages * os.sysconf("SC_PAGE_SIZE") / 1024**2
    return {"resident_mib": round(mib, 1), "open_files": len(os.listdir("/proc/self/fd"))}


if __name__ == "__main__":
    main()
