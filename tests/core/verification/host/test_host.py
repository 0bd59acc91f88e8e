"""What the host makes of items that hang, crash, flood or grow, and of those beside them."""

from __future__ import annotations

import os
import random
import signal
import time
from collections.abc import Callable
from typing import Any

import pytest
from machine_load import grace

from preceptor.components import Item
from preceptor.records import Status
from preceptor.registry import Registry
from preceptor.verification import VerificationHost
from preceptor.verification.protocol import WORKER_STDERR_CHARS

MakeItem = Callable[..., Item]


def wait_until(condition: Callable[[], bool], seconds: float = 5.0) -> bool:
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.01)
    return True


@pytest.mark.parametrize(
    ("order", "status", "reason"),
    [
        ("yes", Status.ACCEPTED, "told"),
        ("no", Status.REJECTED, "told"),
        ("exit:0", Status.ERROR, "exit status 0"),
        ("exit:3", Status.ERROR, "exit status 3"),
        ("segfault", Status.ERROR, "SIGSEGV"),
        ("kill", Status.ERROR, "SIGKILL"),
        ("bomb", Status.ERROR, "out of memory"),
        ("recurse", Status.ERROR, "RecursionError"),
        ("raise", Status.ERROR, "ArithmeticError: as told"),
        ("print", Status.REJECTED, "told"),
        ("large:2000000", Status.ERROR, "verdict of"),
        ("large:1000", Status.ACCEPTED, "xxx"),
        ("\ud800", Status.REJECTED, "told"),
        ("\x00\n\r", Status.REJECTED, "told"),
    ],
)
def test_every_kind_of_trouble_ends_in_its_own_verdict(
    host: VerificationHost, item: MakeItem, order: str, status: Status, reason: str
) -> None:
    verdict = host.submit(item(order)).result(timeout=10)
    assert verdict.status is status
    assert reason in verdict.reason
    assert (verdict.verifier, verdict.version) == ("trouble", "7")
    # Whatever happened, the next item is judged as if nothing had.
    assert host.submit(item(f"after {order!r}")).result(timeout=10).status is Status.REJECTED


def test_a_crash_says_where_it_was(host: VerificationHost, item: MakeItem) -> None:
    verdict = host.submit(item("segfault")).result(timeout=10)
    assert "Segmentation fault" in str(verdict.detail["stderr"])
    assert len(str(verdict.detail["stderr"])) <= WORKER_STDERR_CHARS


def test_hanging_item_is_stopped_at_the_limit_and_the_others_are_judged(
    trouble_registry: Registry, item: MakeItem
) -> None:
    with VerificationHost(trouble_registry, workers=2, seconds=1.0) as host:
        host.verify_batch([item("warm"), item("up")])
        begun = time.monotonic()
        orders = [f"x{n}" for n in range(20)]
        orders.insert(3, "hang")
        verdicts = host.verify_batch([item(order, reference=order) for order in orders])
        took = time.monotonic() - begun
    assert verdicts[3].status is Status.TIMEOUT
    assert 1.0 <= verdicts[3].seconds < 1.0 + grace()
    assert [v.status for v in verdicts if v is not verdicts[3]] == [Status.ACCEPTED] * 20
    # The limit, a half second of grace, and one new worker for those behind the hanging one.
    assert took < 1.0 + 0.5 + 2.0
    assert host.counts.kills == 1


def test_timeout_verdict_comes_within_half_a_second_of_the_limit(
    host: VerificationHost, item: MakeItem
) -> None:
    host.verify_batch([item("warm")])
    begun = time.monotonic()
    verdict = host.submit(item("hang"), seconds=0.4).result(timeout=10)
    took = time.monotonic() - begun
    assert verdict.status is Status.TIMEOUT
    assert "0.4 s" in verdict.reason
    assert 0.4 <= took < 0.4 + grace(0.5)


def test_the_limit_counts_anew_for_each_item_of_a_message(
    trouble_registry: Registry, item: MakeItem
) -> None:
    with VerificationHost(trouble_registry, workers=1, seconds=0.5) as host:
        verdicts = host.verify_batch([item(f"sleep:0.2{n}") for n in range(5)])
    assert [verdict.status for verdict in verdicts] == [Status.REJECTED] * 5


def test_memory_is_bounded(trouble_registry: Registry, item: MakeItem) -> None:
    memory = 300 * 1024**2
    with VerificationHost(trouble_registry, workers=1, seconds=10, memory=memory) as host:
        verdicts = host.verify_batch([item("grow"), item("yes")])
    assert verdicts[0].status is Status.ERROR
    assert "out of memory" in verdicts[0].reason
    assert verdicts[1].accepted


def test_a_batch_with_a_culprit_is_repeated_item_by_item(
    trouble_registry: Registry, item: MakeItem
) -> None:
    orders = ["yes", "hang", "no", "yes ", "exit:5", "yes", "no ", "no  "]
    items = [item(order, kind="trouble-batch") for order in orders]
    with VerificationHost(trouble_registry, workers=1, seconds=0.5) as host:
        statuses = [str(verdict.status) for verdict in host.verify_batch(items)]
    assert statuses == [
        "accepted",
        "timeout",
        "rejected",
        "rejected",
        "error",
        "accepted",
        "rejected",
        "rejected",
    ]


def test_order_is_kept_whatever_each_item_takes(host: VerificationHost, item: MakeItem) -> None:
    orders = [f"sleep:0.0{n % 4}" if n % 5 == 0 else f"n{n}" for n in range(200)]
    items = [item(order, reference=order if n % 3 else "other") for n, order in enumerate(orders)]
    verdicts = host.verify_batch(items)
    assert [v.accepted for v in verdicts] == [bool(n % 3) for n in range(200)]


def test_a_worker_killed_from_outside_costs_no_verdict(
    trouble_registry: Registry, item: MakeItem
) -> None:
    with VerificationHost(trouble_registry, workers=1, seconds=10) as host:
        host.verify_batch([item("warm")])
        futures = [host.submit(item(order)) for order in ("sleep:0.6", "yes", "no")]
        (pid,) = host.worker_pids
        time.sleep(0.2)
        os.kill(pid, signal.SIGKILL)
        verdicts = [future.result(timeout=10) for future in futures]
        assert (host.counts.crashes, host.counts.verified) == (1, 4)
    assert [str(v.status) for v in verdicts] == ["rejected", "accepted", "rejected"]


def test_an_item_whose_worker_ends_twice_is_in_error_and_the_others_are_judged(
    trouble_registry: Registry, item: MakeItem
) -> None:
    orders = [f"x{n}" for n in range(20)]
    orders[4] = "kill"
    with VerificationHost(trouble_registry, workers=1, seconds=10) as host:
        verdicts = host.verify_batch([item(order, reference=order) for order in orders])
        assert host.counts.crashes == 2
    assert [str(v.status) for v in verdicts].count("accepted") == 19
    assert verdicts[4].status is Status.ERROR
    assert "SIGKILL" in verdicts[4].reason


def test_verifiers_asked_in_turn_share_the_limit(
    trouble_registry: Registry, item: MakeItem
) -> None:
    with VerificationHost(trouble_registry, workers=1, seconds=1.0) as host:
        host.verify_batch([item("unknown", kind="relay")])
        late, slow, quick = host.verify_batch(
            [item(order, kind="relay") for order in ("hang", "sleep:0.6", "sleep:0.1")]
        )
    assert late.status is Status.TIMEOUT
    assert late.seconds < 1.0 + grace()
    asked: Any = late.detail["asked"]
    assert asked[1]["reason"] == "no time was left for it"
    assert slow.status is Status.TIMEOUT
    assert slow.seconds < 1.0 + grace()
    assert (quick.status, quick.verifier) == (Status.REJECTED, "relay-second")
    assert 0.2 <= quick.seconds < 0.6


def test_a_worker_that_dies_while_idle_is_replaced_without_blame(
    trouble_registry: Registry, item: MakeItem
) -> None:
    with VerificationHost(trouble_registry, workers=1) as host:
        host.verify_batch([item("warm")])
        (pid,) = host.worker_pids
        os.kill(pid, signal.SIGKILL)
        time.sleep(0.1)
        assert host.verify_batch([item("yes")])[0].accepted
        assert host.worker_pids != (pid,)


def test_workers_are_recycled_after_their_rows(trouble_registry: Registry, item: MakeItem) -> None:
    with VerificationHost(trouble_registry, workers=1, recycle_after=3) as host:
        pids = [host.submit(item("pid", reference=str(n))).result().reason for n in range(9)]
        assert wait_until(lambda: host.counts.recycled == 3)
    assert [pids.count(pid) for pid in dict.fromkeys(pids)] == [3, 3, 3]


def test_close_leaves_no_process(
    trouble_registry: Registry, item: MakeItem, alive: Callable[[int], bool]
) -> None:
    host = VerificationHost(trouble_registry, workers=2, seconds=30)
    futures = [host.submit(item("hang")), host.submit(item("sleep:20"))]
    assert wait_until(lambda: len(host.worker_pids) == 2)
    time.sleep(0.5)
    pids = host.worker_pids
    assert all(alive(pid) for pid in pids)
    host.close()
    host.close()
    assert {str(future.result(timeout=1).status) for future in futures} == {"error"}
    assert "closed" in futures[0].result().reason
    assert wait_until(lambda: not any(alive(pid) for pid in pids))
    with pytest.raises(RuntimeError, match="closed"):
        host.submit(item("yes"))


@pytest.mark.parametrize("seed", [1, 2])
def test_any_mixture_of_trouble_leaves_every_verdict_in_its_place(
    trouble_registry: Registry, item: MakeItem, seed: int
) -> None:
    expected = {
        "yes": "accepted",
        "no": "rejected",
        "raise": "error",
        "exit:1": "error",
        "segfault": "error",
        "recurse": "error",
        "hang": "timeout",
        "sleep:0.01": "rejected",
    }
    rng = random.Random(seed)
    orders = rng.choices(["yes", "no", "raise", "sleep:0.01"], k=60)
    orders += rng.choices(["exit:1", "segfault", "recurse", "hang"], k=6)
    rng.shuffle(orders)
    items = [
        # A distinct id in the reference keeps equal orders from being answered from memory.
        item(order, "yes" if order == "yes" else f"{n}", rng.choice(["trouble", "trouble-batch"]))
        for n, order in enumerate(orders)
    ]
    with VerificationHost(trouble_registry, workers=3, seconds=0.5) as host:
        got = [str(verdict.status) for verdict in host.verify_batch(items)]
        pids = host.worker_pids
    assert got == [expected[order] for order in orders]
    assert len(pids) <= 3
