"""The run folder: what it refuses, what it keeps, and since when everything is asked again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from preceptor.errors import NotReadyError, PreceptorError, UsageError
from preceptor.pipeline.run_folder import RunFolder, environment


def test_a_folder_is_made_and_opened_again(tmp_path: Path) -> None:
    folder = RunFolder(tmp_path / "a/b")
    assert folder.journal(7).name == "shard-00007.sqlite3"
    assert RunFolder(tmp_path / "a/b", create=False).path == folder.path


@pytest.mark.parametrize(
    ("content", "error", "message"),
    [
        ({"notes.txt": "mine"}, UsageError, "is not empty and is not a run folder"),
        ({"format.json": "{"}, UsageError, "is damaged"),
        ({"format.json": '{"run_folder": 99}'}, UsageError, "run-folder format 99"),
        ({"format.json": '["run_folder"]'}, UsageError, "is damaged"),
    ],
)
def test_what_is_not_a_run_folder(
    tmp_path: Path, content: dict[str, str], error: type[PreceptorError], message: str
) -> None:
    for name, text in content.items():
        (tmp_path / name).write_text(text)
    with pytest.raises(error, match=message):
        RunFolder(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(content), "left alone"


def test_a_run_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(NotReadyError, match="is not a run folder"):
        RunFolder(tmp_path / "none", create=False)
    (tmp_path / "file").write_text("")
    with pytest.raises(UsageError, match="is not a folder"):
        RunFolder(tmp_path / "file")


def test_an_earlier_recipe_is_kept_aside(tmp_path: Path) -> None:
    recipe = tmp_path / "r.yaml"
    folder = RunFolder(tmp_path / "out")
    for text in ("name: a\n", "name: a\n", "name: b\n"):
        recipe.write_text(text)
        folder.describe(recipe, {"name": text[6]}, [])
    kept = sorted(path.read_text() for path in folder.path.glob("recipe.given*.yaml"))
    assert kept == ["name: a\n", "name: b\n"]
    assert (folder.path / "recipe.resolved.yaml").read_text() == "name: b\n"


def test_refresh_is_remembered_until_the_run_has_ended(tmp_path: Path) -> None:
    folder = RunFolder(tmp_path)
    assert folder.refreshed(anew=False) == ""
    since = folder.refreshed(anew=True)
    assert since
    assert folder.refreshed(anew=True) == since, "begun and not ended: the same wish"
    assert folder.refreshed(anew=False) == since
    folder.manifest.write_text("{}")
    assert folder.refreshed(anew=True) != since
    (tmp_path / "refresh.json").write_text("[]")
    with pytest.raises(NotReadyError, match="is damaged"):
        folder.refreshed(anew=False)


def test_the_log_is_one_event_a_line(tmp_path: Path) -> None:
    folder = RunFolder(tmp_path)
    folder.log("stage-begins", stage="annotate")
    folder.log("odd", text="two\nlines", path=str(tmp_path))
    rows = [json.loads(line) for line in (tmp_path / "log.jsonl").read_text().splitlines()]
    assert [row["event"] for row in rows] == ["stage-begins", "odd"]


def test_the_environment_names_no_person_and_no_host() -> None:
    facts = environment([{"name": "p", "version": "1"}])
    assert set(facts) == {
        *("preceptor", "python", "platform", "cpus", "packages", "plugins", "command"),
    }
