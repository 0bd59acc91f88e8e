"""Answers that hang or grow, through the host: a verdict in time, the others untouched."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hostile_answers import REFERENCES, SHAPES
from machine_load import grace

from preceptor.records import Status, Verdict
from preceptor.references import infer_kind
from preceptor.registry import Registry
from preceptor.verification import VerificationHost
from preceptor.verification.api import ReferenceOptions, verify_batch, without_surrogates
from preceptor.verification.host import WORKER_MEMORY_BYTES

SECONDS = 0.6
HANGS_SYMPY = re.compile("integral|sum|product|limit")
WARM_UP = [("5 m", "500 cm"), ("x + 1", "1 + x"), ("\\int_0^1 x dx", "\\frac12"), ("odd", "even")]


@pytest.fixture(scope="module")
def host() -> Iterator[VerificationHost]:
    with VerificationHost(Registry.load(), workers=1, seconds=SECONDS) as host:
        verify_batch(WARM_UP, host=host, seconds=10)
        yield host


def check(verdicts: list[Verdict], pairs: list[tuple[str, str]]) -> None:
    for verdict, (reference, candidate) in zip(verdicts, pairs, strict=True):
        shown = (reference[:60], candidate[:60], verdict.reason)
        assert verdict.status is not Status.ACCEPTED, shown
        assert verdict.status is not Status.ERROR, shown
        assert verdict.seconds <= SECONDS + grace(), shown


def test_every_shape_gets_a_verdict_in_time(host: VerificationHost) -> None:
    assert len(SHAPES) >= 40
    # Each that SymPy hangs on costs a worker: one of them here, all of them in the slow test.
    names = [n for n in SHAPES if n == "integral" or not HANGS_SYMPY.search(n)]
    pairs = [("x + 1" if i % 2 else "5", SHAPES[name]) for i, name in enumerate(names)]
    check(verify_batch(pairs, host=host), pairs)


@pytest.mark.slow
@pytest.mark.timeout(1200)
def test_every_shape_against_other_kinds_and_as_a_reference(host: VerificationHost) -> None:
    pairs = [(REFERENCES[n % len(REFERENCES)], text) for n, text in enumerate(SHAPES.values())]
    check(verify_batch(pairs, host=host), pairs)
    # A lone surrogate is no text that a reference can be made of.
    texts = [without_surrogates(text) for text in SHAPES.values()]
    backwards = [(text, "7") for text in texts]
    check(verify_batch(backwards, host=host), backwards)


def test_recognising_a_hostile_reference_takes_no_time() -> None:
    registry = Registry.load()
    infer_kind(registry.reference_kinds(), "5 m")
    for name, text in SHAPES.items():
        start = time.process_time()
        infer_kind(registry.reference_kinds(), without_surrogates(text))
        assert time.process_time() - start < 0.5, name


@pytest.mark.skipif(not os.path.isdir("/proc/self"), reason="needs /proc")
def test_memory_of_a_worker_is_bounded(host: VerificationHost) -> None:
    def peak(field: str) -> int:
        (pid,) = host.worker_pids
        match = re.search(rf"{field}:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text())
        assert match
        return int(match.group(1)) * 1024

    shapes = [n for n in SHAPES if not HANGS_SYMPY.search(n)]
    verify_batch([("{1, 2}", SHAPES[n]) for n in shapes], host=host)
    verify_batch([("5", "5")], host=host)
    assert peak("VmHWM") < 600 * 1024**2
    assert peak("VmPeak") <= WORKER_MEMORY_BYTES


def test_a_memory_bomb_takes_no_other_with_it(host: VerificationHost) -> None:
    bombs = [SHAPES[n] for n in ("a million digits", "ligatures that expand", "matrix to a power")]
    pairs = [pair for n, b in enumerate(bombs) for pair in ((f"{n}", b), (f"{n} m", f"{n}00 cm"))]
    verdicts = verify_batch(pairs, host=host)
    assert [verdict.accepted for verdict in verdicts] == [False, True] * len(bombs)


@pytest.mark.data
def test_adversarial_floors(
    host: VerificationHost, data: Callable[[str], list[dict[str, Any]]]
) -> None:
    rows = data("adversarial_own.jsonl")
    verdicts = verify_batch([(r["reference"], r["candidate"]) for r in rows], host=host, seconds=5)
    for row, verdict in zip(rows, verdicts, strict=True):
        assert verdict.seconds <= 5 + grace(), row["id"]
        assert verdict.status is not Status.ERROR, row["id"]
        if row["label"] is not None:
            assert verdict.accepted is row["label"], (row["id"], verdict.reason)


@pytest.mark.data
def test_speed_floors(data: Callable[[str], list[dict[str, Any]]]) -> None:
    from preceptor.benchmarking.verifiers import measure, ours

    rows = data("pairs_core.jsonl")
    figures = measure(ours(ReferenceOptions()), rows).as_dict()
    # math-verify 0.9.0 does 25 on the same rows. Wall time is not for a shared machine to hold.
    if figures["pairs_per_cpu_second"] is not None:
        assert figures["pairs_per_cpu_second"] >= 250
    assert figures["kills"] == 0
    assert figures["without_sympy"] >= 0.95
