"""Whom the host asks, what it remembers, and who may ask it."""

from __future__ import annotations

import asyncio
import os
import threading
from collections.abc import Callable

import pytest

from preceptor.components import Item
from preceptor.records import Status, Verdict
from preceptor.registry import Registry
from preceptor.verification import VerificationHost
from preceptor.verification.limits import VERIFY_CHARS

MakeItem = Callable[..., Item]


def test_no_worker_is_started_before_it_is_needed(
    trouble_registry: Registry, item: MakeItem
) -> None:
    with VerificationHost(trouble_registry, workers=4) as host:
        assert host.worker_pids == ()
        host.verify_batch([item("yes")])
        assert len(host.worker_pids) == 1


def test_equal_items_are_verified_once(trouble_registry: Registry, item: MakeItem) -> None:
    with VerificationHost(trouble_registry, workers=1) as host:
        verdicts = host.verify_batch([item("sleep:0.1")] * 20)
        assert len({verdict.reason for verdict in verdicts}) == 1
        assert (host.counts.verified, host.counts.cached) == (1, 19)
        host.verify_batch([item("sleep:0.1"), item("sleep:0.1", reference="another")])
        assert (host.counts.verified, host.counts.cached) == (2, 20)


def test_a_timeout_is_not_remembered(trouble_registry: Registry, item: MakeItem) -> None:
    with VerificationHost(trouble_registry, workers=1) as host:
        slow = item("sleep:0.5")
        assert host.submit(slow, seconds=0.2).result().status is Status.TIMEOUT
        assert host.submit(slow, seconds=5).result().status is Status.REJECTED


def test_the_memory_of_verdicts_is_bounded(
    trouble_registry: Registry, item: MakeItem, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("preceptor.verification.host.VERDICT_CACHE_ROWS", 2)
    with VerificationHost(trouble_registry, workers=1) as host:
        for candidate in ("a", "b", "a", "c", "a", "b"):
            host.verify_batch([item(candidate)])
        assert (host.counts.verified, host.counts.cached) == (4, 2)


def test_a_lower_verifier_is_asked_only_about_what_is_open(
    host: VerificationHost, item: MakeItem
) -> None:
    verdicts = host.verify_batch(
        [item(c, kind="opinion") for c in ("sure", "hm", "trip", "unknown", "trip unknown")]
    )
    assert [(str(v.status), v.verifier) for v in verdicts] == [
        ("accepted", "first-opinion"),
        ("rejected", "second-opinion"),
        ("rejected", "second-opinion"),
        ("undecided", "first-opinion"),
        ("error", "first-opinion"),
    ]
    assert f"pid {os.getpid()}" in verdicts[1].reason, "runs_in self: in this very process"
    asked = verdicts[4].detail["asked"]
    assert isinstance(asked, list)
    assert len(asked) == 2


@pytest.mark.parametrize(
    ("kind", "status", "reason"),
    [
        ("short", Status.ERROR, "0 verdicts for 1 items"),
        ("unbuildable", Status.ERROR, "cannot build it: ImportError: no module named antigravity2"),
        ("proof-of-nothing", Status.UNDECIDED, "no prover of nothing"),
        ("troubel", Status.UNDECIDED, "did you mean 'trouble'"),
    ],
)
def test_verifiers_and_kinds_that_are_at_fault(
    host: VerificationHost, item: MakeItem, kind: str, status: Status, reason: str
) -> None:
    verdict = host.verify_batch([item("x", kind=kind)])[0]
    assert verdict.status is status
    assert reason in verdict.reason


def test_enormous_candidates_are_not_sent(host: VerificationHost, item: MakeItem) -> None:
    verdict = host.verify_batch([item("9" * (VERIFY_CHARS + 1))])[0]
    assert verdict.status is Status.UNDECIDED
    assert str(VERIFY_CHARS) in verdict.reason


def test_large_candidates_cross_the_boundary(host: VerificationHost, item: MakeItem) -> None:
    texts = [letter * (VERIFY_CHARS - 1) for letter in ("a", "é", "𝜋")]
    assert all(v.accepted for v in host.verify_batch([item(t, reference=t) for t in texts]))


def test_many_threads_may_share_a_host(host: VerificationHost, item: MakeItem) -> None:
    wrong: list[str] = []

    def work(thread: int) -> None:
        for n in range(30):
            same = n % 2 == 0
            name = f"t{thread} n{n}"
            verdict = host.verify_batch([item(name, reference=name if same else "x")])[0]
            if verdict.accepted is not same:
                wrong.append(name)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong


def test_futures_can_be_awaited_and_cancelled(host: VerificationHost, item: MakeItem) -> None:
    async def ask() -> Verdict:
        abandoned = asyncio.wrap_future(host.submit(item("sleep:0.3")))
        abandoned.cancel()
        return await asyncio.wrap_future(host.submit(item("yes")))

    assert asyncio.run(ask()).accepted
    assert host.submit(item("sleep:0.3")).result(timeout=5).status is Status.REJECTED


@pytest.mark.parametrize("options", [{"workers": 0}, {"seconds": 0}, {"seconds": -1}])
def test_senseless_settings_are_refused(
    trouble_registry: Registry, options: dict[str, float]
) -> None:
    with pytest.raises(ValueError, match="must be"):
        VerificationHost(trouble_registry, **options)  # type: ignore[arg-type]


def test_verifier_options_reach_the_worker(trouble_registry: Registry, item: MakeItem) -> None:
    options = {"trouble": {"ignore_case": True}}
    with VerificationHost(trouble_registry, verifier_options=options) as host:
        loose = host.verify_batch([item("YES")])[0]
    with VerificationHost(trouble_registry) as host:
        strict = host.verify_batch([item("YES")])[0]
    assert (loose.accepted, strict.accepted) == (True, False)
    assert loose.policy != strict.policy
