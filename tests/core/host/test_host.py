"""What the host makes of items that hang, crash, flood or grow, and of those beside them."""

from __future__ import annotations

import asyncio
import os
import random
import shutil
import signal
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from machine_load import grace

from preceptor import limits
from preceptor.components import Item
from preceptor.host import VerificationHost
from preceptor.records import Status, Verdict
from preceptor.registry import Registry

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
    assert len(str(verdict.detail["stderr"])) <= limits.WORKER_STDERR_CHARS


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
    assert [entry["reason"] for entry in late.detail["asked"]][1] == "no time was left to ask it"  # type: ignore[index,union-attr]
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
    monkeypatch.setattr(limits, "VERDICT_CACHE_ROWS", 2)
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
    verdict = host.verify_batch([item("9" * (limits.VERIFY_CHARS + 1))])[0]
    assert verdict.status is Status.UNDECIDED
    assert str(limits.VERIFY_CHARS) in verdict.reason


def test_large_candidates_cross_the_boundary(host: VerificationHost, item: MakeItem) -> None:
    texts = [letter * (limits.VERIFY_CHARS - 1) for letter in ("a", "é", "𝜋")]
    assert all(v.accepted for v in host.verify_batch([item(t, reference=t) for t in texts]))


def test_workers_see_no_secret(
    trouble_registry: Registry, item: MakeItem, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "value")
    monkeypatch.setenv("PLAIN_SETTING", "value")
    with VerificationHost(trouble_registry, workers=1) as host:
        names = host.verify_batch([item("environment")])[0].reason.split()
    assert "PLAIN_SETTING" in names
    assert "OPENAI_API_KEY" not in names


@pytest.mark.skipif(not os.path.isdir("/proc/self/fd"), reason="needs /proc")
def test_workers_inherit_no_file(
    trouble_registry: Registry, item: MakeItem, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("files") / "journal"
    with path.open("w") as held, VerificationHost(trouble_registry, workers=1) as host:
        os.set_inheritable(held.fileno(), True)
        fds = host.verify_batch([item("files")])[0].detail["fds"]
    # 0 null, 1 and 2 stderr, the two ends of the protocol, and the listing itself.
    assert fds == [0, 1, 2, 3, 4, 5]


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


def test_a_worker_that_cannot_load_its_plugins_says_so(item: MakeItem, tmp_path: Path) -> None:
    plugin = tmp_path / "trouble.py"
    shutil.copy(Path(__file__).with_name("trouble.py"), plugin)
    registry = Registry.load([plugin])
    plugin.write_text("raise OSError('the plugin has changed')")
    with VerificationHost(registry, workers=1) as host:
        verdicts = host.verify_batch([item("yes"), item("no")])
    assert [verdict.status for verdict in verdicts] == [Status.ERROR] * 2
    assert "did not start" in verdicts[0].reason
    assert "the plugin has changed" in verdicts[0].reason


def test_a_plugin_that_ends_the_worker_at_import_says_so(item: MakeItem, tmp_path: Path) -> None:
    plugin = tmp_path / "trouble.py"
    shutil.copy(Path(__file__).with_name("trouble.py"), plugin)
    registry = Registry.load([plugin])
    plugin.write_text("import os, sys; print('going', file=sys.stderr); os._exit(9)")
    with VerificationHost(registry, workers=1) as host:
        verdict = host.verify_batch([item("yes")])[0]
    assert verdict.status is Status.ERROR
    assert "exit status 9" in verdict.reason
    assert "going" in verdict.reason


def test_a_worker_may_start_after_the_working_directory_has_changed(
    item: MakeItem, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(Path(__file__).parent)
    registry = Registry.load([Path("trouble.py")])
    with VerificationHost(registry, workers=1) as host:
        monkeypatch.chdir(tmp_path)
        assert host.verify_batch([item("yes")])[0].accepted


def test_a_module_in_the_working_directory_is_not_imported(
    trouble_registry: Registry, item: MakeItem, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit('shadowed')")
    monkeypatch.chdir(tmp_path)
    with VerificationHost(trouble_registry, workers=1) as host:
        assert host.verify_batch([item("yes")])[0].accepted


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
