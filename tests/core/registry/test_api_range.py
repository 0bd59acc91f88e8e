"""Plugins written for any supported number of the plugin API load; others say what is supported."""

from __future__ import annotations

from pathlib import Path

import pytest

from preceptor import plugin
from preceptor.errors import PluginError
from preceptor.registry import Registry, loading


@pytest.fixture(autouse=True)
def _range(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loading, "OLDEST_API", 2)
    monkeypatch.setattr(loading, "API_VERSION", 4)


def load(folder: Path, stated: str) -> None:
    path = folder / "mine.py"
    path.write_text(f"PRECEPTOR_API = {stated}\n")
    # The installed plugins are older than the oldest supported one here, and only listed.
    Registry.load([path])


@pytest.mark.parametrize("stated", ["2", "3", "4"])
def test_every_number_of_the_range_loads(tmp_path: Path, stated: str) -> None:
    load(tmp_path, stated)


@pytest.mark.parametrize(
    ("stated", "problem"),
    [
        ("1", "written for plugin API 1; this preceptor supports 2 to 4"),
        ("5", "written for plugin API 5; this preceptor supports 2 to 4"),
        ("'3'", "written for plugin API 3; this preceptor supports 2 to 4"),
        ("None", r"states no plugin API \(PRECEPTOR_API = 4\)"),
    ],
)
def test_others_do_not(tmp_path: Path, stated: str, problem: str) -> None:
    with pytest.raises(PluginError, match=problem):
        load(tmp_path, stated)


def test_the_module_for_plugins_has_all_its_names() -> None:
    for name in plugin.__all__:
        assert getattr(plugin, name) is not None
