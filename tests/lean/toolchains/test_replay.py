"""Accepted proofs replayed by the kernel, by a stand-in for ``leanchecker``.

There is no installed toolchain here. The compiled file is real, as is the Lean that compiles it;
the stand-in takes the arguments, finds the file and prints the messages of the program it replaces.
It refuses what has a hypothesis named ``smuggled``: as for environment hacking.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from preceptor import references
from preceptor.components import Item
from preceptor.errors import NotReadyError
from preceptor.records import Status, Verdict
from preceptor.registry import Registry
from preceptor_lean.sandbox.confinement import available_layers
from preceptor_lean.sandbox.processes import Ended
from preceptor_lean.toolchains import Toolchain, diagnosis, find_toolchain
from preceptor_lean.toolchains.replay import find_replayer, read
from preceptor_lean.verifier import LeanOptions, LeanVerifier

landlock = pytest.mark.skipif(
    "landlock" not in available_layers(), reason="this kernel has no Landlock"
)
REGISTRY = Registry.load()
STAND_IN = """
import os, sys
from pathlib import Path
(module,) = sys.argv[1:]
assert os.environ["LEAN_SYSROOT"]
*libraries, scratch = os.environ["LEAN_PATH"].split(":")
assert os.environ["LEAN_SYSROOT"] + "/lib/lean" in libraries
compiled = Path(scratch, module + ".olean")
if not compiled.is_file():
    sys.exit("uncaught exception: Could not find any oleans for: " + module)
try:
    Path(scratch, "written").write_text("x")
except OSError:
    pass
else:
    sys.exit("uncaught exception: it may write")
data = compiled.read_bytes()
if b"smuggled" in data:
    print("leanchecker found a problem in " + module, file=sys.stderr)
    sys.exit("uncaught exception: (kernel) declaration type mismatch, 'C' has type\\n  Prop")
if b"exhausting" in data:
    sys.exit("uncaught exception: (kernel) deep recursion detected")
if b"endless" in data:
    while True: pass
"""


def put_stand_in(program: Path) -> None:
    program.parent.mkdir(parents=True, exist_ok=True)
    program.write_text(f"#!{sys.executable} -IS\n{STAND_IN}")
    program.chmod(0o755)


@pytest.fixture
def project(installed_lean: Path) -> Path:
    """A Lake project whose toolchain has a ``leanchecker``."""
    folder = installed_lean / "project"
    folder.mkdir()
    (folder / "lakefile.toml").write_text("")
    put_stand_in(installed_lean / "prefix" / "bin" / "leanchecker")
    return folder


def verdicts(*candidates: str, **options: object) -> list[Verdict]:
    context = REGISTRY.context("lean")
    built = LeanVerifier(LeanOptions.model_validate({"memory_mib": 1024, **options}), context)
    posed = references.formal("(p : Prop) : p → p")
    items = [Item(id=str(i), reference=posed, candidate=c) for i, c in enumerate(candidates)]
    return list(built.verify_batch(items))


@landlock
def test_what_the_kernel_refuses_on_replay_is_rejected_and_its_neighbours_are_not(
    project: Path,
) -> None:
    good, bad, wrong, other = verdicts(
        "fun h => h", "fun smuggled => smuggled", "fun h => nothing", "id", project=project
    )
    for verdict in (good, other):
        assert verdict.status is Status.ACCEPTED
        assert verdict.detail["replayed"] == "leanchecker"
        assert verdict.reason.endswith("leanchecker accepts it too")
    assert bad.status is Status.REJECTED
    assert "the kernel refuses it on replay: declaration type mismatch" in bad.reason
    assert "replayed" not in bad.detail
    assert wrong.status is Status.REJECTED
    assert "nothing" in wrong.reason


@landlock
def test_an_endless_replay_shows_nothing(project: Path) -> None:
    exhausting, endless = verdicts(
        "fun exhausting => exhausting", "fun endless => endless", project=project, seconds=1
    )
    assert exhausting.status is Status.ERROR
    assert "deep recursion" in exhausting.reason
    assert endless.status is Status.TIMEOUT
    assert endless.reason == "leanchecker did not finish in time"


@landlock
def test_replaying_can_be_switched_off(project: Path) -> None:
    (verdict,) = verdicts("fun smuggled => smuggled", project=project, replay="off")
    assert verdict.status is Status.ACCEPTED
    assert "replayed" not in verdict.detail


def test_where_it_is_required_and_absent_nothing_is_decided(lean: Toolchain) -> None:
    (verdict,) = verdicts("fun h => h", replay="required")
    assert verdict.status is Status.UNDECIDED
    assert "has no leanchecker" in verdict.reason
    assert "require lean4checker" in verdict.reason
    (verdict,) = verdicts("fun h => h")
    assert verdict.status is Status.ACCEPTED
    assert "replayed" not in verdict.detail


@landlock
def test_an_older_toolchain_has_lean4checker_among_its_packages(project: Path) -> None:
    lean = find_toolchain(project)
    assert find_replayer(lean).name == "leanchecker"
    find_replayer(lean).program.chmod(0o644)
    with pytest.raises(NotReadyError, match=r"packages/lean4checker"):
        find_replayer(lean)
    put_stand_in(project / ".lake/packages/lean4checker/.lake/build/bin/lean4checker")
    assert find_replayer(lean).name == "lean4checker"
    (verdict,) = verdicts("fun h => h", project=project)
    assert verdict.detail["replayed"] == "lean4checker"


@landlock
def test_nothing_is_left_of_what_was_compiled(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    verdicts("fun h => h", "fun smuggled => smuggled", project=project)
    assert list(folder.iterdir()) == []


@landlock
@pytest.mark.parametrize(
    ("script", "reason"),
    [
        ("exit 0", r"smuggled .* should be rejected, but leanchecker accepts it"),
        ("echo no such library >&2; exit 1", r"specimen .* should be accepted, but .* exit code 1"),
        ("echo '(kernel) no' >&2; exit 1", r"specimen .* should be accepted, but .* refuses it"),
    ],
)
def test_a_program_that_does_not_distinguish_proofs_is_not_used(
    project: Path, script: str, reason: str
) -> None:
    program = project.parent / "prefix" / "bin" / "leanchecker"
    program.write_text(f"#!/bin/sh\n{script}\n")
    with pytest.raises(NotReadyError, match=reason):
        find_replayer(find_toolchain(project))
    (verdict,) = verdicts("fun h => h", project=project)
    assert verdict.status is Status.ACCEPTED
    assert "replayed" not in verdict.detail
    (verdict,) = verdicts("fun h => h", project=project, replay="required")
    assert verdict.status is Status.UNDECIDED
    assert "leanchecker is unusable" in verdict.reason


def test_without_landlock_there_is_no_replay(
    lean: Toolchain, monkeypatch: pytest.MonkeyPatch
) -> None:
    layers = ("rlimits", "seccomp", "read-only opens")
    monkeypatch.setattr(type(lean), "confinement", lambda _self: layers)
    with pytest.raises(NotReadyError, match="no Landlock"):
        find_replayer(lean)


def ended(code: int | None, stderr: str = "", **fields: bool) -> Ended:
    flags = {"timed_out": False, "out_of_memory": False, "output_cut": False, **fields}
    return Ended(stdout=b"", stderr=stderr, exit_code=code, seconds=1, cpu_seconds=1,
                 max_rss_kib=1, **flags)  # fmt: skip


@pytest.mark.parametrize(
    ("process", "status", "words"),
    [
        (ended(0), Status.ACCEPTED, "leanchecker accepts it"),
        (ended(0, "a note"), Status.ACCEPTED, "accepts"),
        (ended(1, "leanchecker found a problem in M\nuncaught exception: (kernel) declaration has "
               "metavariables 'F'"), Status.REJECTED, "replay: declaration has metavariables"),
        (ended(1, "uncaught exception: while replaying declaration 'F':\n(kernel) declaration type "
               "mismatch"), Status.REJECTED, "type mismatch"),
        (ended(1, "uncaught exception: application type mismatch\n  f x\nargument has type"),
         Status.REJECTED, "replay: application type mismatch f x"),
        (ended(1, "uncaught exception: (kernel) unknown constant 'timeout'"), Status.REJECTED,
         "unknown constant"),
        (ended(1, "uncaught exception: (kernel) deterministic timeout"), Status.ERROR, "exit code"),
        (ended(1, "uncaught exception: (kernel) excessive memory consumption detected"),
         Status.ERROR, "excessive memory"),
        (ended(1, "uncaught exception: object file 'M.olean' of module M does not exist"),
         Status.ERROR, "does not exist"),
        (ended(1, "uncaught exception: failed to read file, incompatible header"),
         Status.ERROR, "incompatible header"),
        (ended(None), Status.ERROR, "a signal"),
        (ended(None, "(kernel) declaration type mismatch", timed_out=True), Status.TIMEOUT, "time"),
        (ended(None, "(kernel) declaration type mismatch", out_of_memory=True), Status.ERROR,
         "memory"),
    ],
)  # fmt: skip
def test_only_the_kernels_own_message_rejects(process: Ended, status: Status, words: str) -> None:
    replay = read("leanchecker", process)
    assert replay.status is status
    assert words in replay.reason


@landlock
def test_doctor_reports_a_program_that_is_unusable(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lean = find_toolchain(project)
    monkeypatch.setattr(diagnosis, "find_toolchain", lambda: lean)
    (check,) = [check for check in diagnosis.diagnose() if check.what == "lean replay"]
    assert (check.level, check.advice) == ("ok", "")
    find_replayer(lean).program.write_text(f"#!{sys.executable} -IS\n")  # accepts everything
    (check,) = [check for check in diagnosis.diagnose() if check.what == "lean replay"]
    assert check.level == "note"
    assert "is unusable" in check.finding
    assert "replay: auto" in check.advice
