"""What a worker takes along when it starts, and what it leaves behind."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from preceptor.components import Item
from preceptor.records import Status
from preceptor.registry import Registry
from preceptor.verification import VerificationHost

MakeItem = Callable[..., Item]


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
