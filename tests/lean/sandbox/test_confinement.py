"""What a confined process cannot do, tried by a process that is confined."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import textwrap
from dataclasses import asdict
from pathlib import Path

import pytest

from preceptor_lean.sandbox import confinement
from preceptor_lean.sandbox.confinement import Confinement, available_layers

linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="layers of Linux")
seccomp = pytest.mark.skipif(
    "seccomp" not in available_layers(), reason="this kernel or machine has no usable seccomp"
)
landlock = pytest.mark.skipif(
    "landlock" not in available_layers(), reason="this kernel has no Landlock"
)


def attempt(code: str, limits: Confinement, *, without_landlock: bool = False) -> str:
    """What ``code`` prints after the process that runs it has confined itself."""
    program = f"""
import json, os, socket, subprocess, sys, threading, ctypes, signal
sys.path.insert(0, {str(Path(confinement.__file__).parent)!r})
import confinement
if {without_landlock}:
    confinement.landlock_abi = lambda: 0
confinement.confine(confinement.Confinement(**json.loads(sys.argv[1])))
try:
{textwrap.indent(textwrap.dedent(code).strip(), "    ")}
except OSError as error:
    print("refused", error.errno)
except (MemoryError, RuntimeError) as error:
    print(type(error).__name__)
"""
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", program, json.dumps(asdict(limits))],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return done.stdout.strip() or f"ended with {done.returncode}: {done.stderr[-200:]}"


REFUSED = {
    "a TCP socket": "socket.socket(); print('open')",
    "a UDP socket": "socket.socket(type=socket.SOCK_DGRAM); print('open')",
    "a UNIX socket": "socket.socket(socket.AF_UNIX); print('open')",
    "a raw netlink socket": "socket.socket(socket.AF_NETLINK, socket.SOCK_RAW); print('open')",
    "a new process": "print(os.fork())",
    "another program": "os.execv('/bin/true', ['true'])",
    "a signal to the parent": "os.kill(os.getppid(), 0); print('sent')",
    "a change of a file's rights": "os.chmod(sys.executable, 0o755); print('done')",
    "a change of a file's times": "os.utime(sys.executable); print('done')",
    "a mount": (
        "r = ctypes.CDLL(None, use_errno=True).mount(b'x', b'/mnt', b'tmpfs', 0, None)\n"
        "if r < 0: raise OSError(ctypes.get_errno(), '')\nprint('done')"
    ),
    "io_uring": (
        "libc = ctypes.CDLL(None, use_errno=True)\n"
        "r = libc.syscall(425, 1, ctypes.create_string_buffer(120))\n"
        "if r < 0: raise OSError(ctypes.get_errno(), '')\nprint('done')"
    ),
}


@seccomp
@pytest.mark.parametrize("code", REFUSED.values(), ids=REFUSED.keys())
def test_refused(code: str) -> None:
    assert attempt(code, Confinement()) == "refused 1"


@seccomp
def test_limits_cannot_be_raised_again() -> None:
    code = """
        import resource
        print(resource.getrlimit(resource.RLIMIT_NOFILE)[0])
        try:
            resource.setrlimit(resource.RLIMIT_NOFILE, (9999, 9999))
        except (ValueError, OSError):
            print("refused")
    """
    assert attempt(code, Confinement()).split() == [str(confinement.OPEN_FILES), "refused"]


@linux
def test_threads_and_pipes_still_work() -> None:
    code = """
        r, w = os.pipe()
        thread = threading.Thread(target=lambda: os.write(w, b"hello"))
        thread.start(); thread.join()
        print(os.read(r, 9).decode())
    """
    assert attempt(code, Confinement(memory_mib=256)) == "hello"


@landlock
def test_reading_is_limited_to_the_named_folders(tmp_path: Path) -> None:
    allowed, secret = tmp_path / "allowed", tmp_path / "secret"
    allowed.mkdir()
    (allowed / "file").write_text("seen")
    secret.write_text("hidden")
    limits = Confinement(readable=[str(allowed)])
    assert attempt(f"print(open({str(allowed / 'file')!r}).read())", limits) == "seen"
    assert attempt(f"print(open({str(secret)!r}).read())", limits) == "refused 13"
    assert attempt("print(os.listdir('/'))", limits) == "refused 13"


@seccomp
@landlock
def test_calls_are_filtered_where_proc_is_out_of_reach() -> None:
    limits = Confinement(readable=["/usr"])
    assert attempt("socket.socket(); print('open')", limits) == "refused 1"


@seccomp
def test_becoming_another_program_is_not_permission_to_start_one() -> None:
    limits = Confinement(becomes=True)
    assert attempt("os.execv('/bin/echo', ['echo', 'became'])", limits) == "became"
    assert attempt("print(os.fork())", limits) == "refused 1"


@linux
@pytest.mark.parametrize("without_landlock", [False, True])
def test_writing_is_refused_with_and_without_landlock(
    tmp_path: Path, without_landlock: bool
) -> None:
    if not {"landlock", "read-only opens"} & set(available_layers()):
        pytest.skip("this kernel has neither Landlock nor seccomp")
    target = tmp_path / "file"
    target.write_text("before")
    for code in (
        f"open({str(target)!r}, 'w').write('after'); print('written')",
        f"open({str(target)!r}, 'a').write('after'); print('written')",
        f"open({str(tmp_path / 'new')!r}, 'x'); print('made')",
        f"os.unlink({str(target)!r}); print('gone')",
        f"os.rename({str(target)!r}, {str(tmp_path / 'other')!r}); print('moved')",
        f"os.mkdir({str(tmp_path / 'folder')!r}); print('made')",
        f"os.truncate({str(target)!r}, 0); print('cut')",
        f"os.symlink('/', {str(tmp_path / 'link')!r}); print('made')",
    ):
        output = attempt(code, Confinement(), without_landlock=without_landlock)
        assert output.startswith("refused"), (code, output)
    assert target.read_text() == "before"
    assert os.listdir(tmp_path) == ["file"]


@landlock
def test_the_scratch_folder_may_be_written_to_and_nothing_else(tmp_path: Path) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    limits = Confinement(scratch=str(scratch))
    assert attempt(f"open({str(scratch / 'a')!r}, 'w').write('x'); print('ok')", limits) == "ok"
    assert attempt(f"open({str(tmp_path / 'a')!r}, 'w'); print('ok')", limits) == "refused 13"
    assert attempt(f"os.rename({str(scratch / 'a')!r}, {str(tmp_path / 'b')!r})", limits) == (
        "refused 13"
    )


@landlock
def test_the_scratch_folder_is_for_plain_files(tmp_path: Path) -> None:
    limits = Confinement(readable=["/usr", "/bin"], scratch=str(tmp_path), becomes=True)
    first, second = str(tmp_path / "first"), str(tmp_path / "second")
    assert attempt(
        f"open({first!r}, 'w').write('x'); os.rename({first!r}, {second!r}); print('ok')", limits
    ) == "ok"  # fmt: skip
    for code in (f"os.mkdir({first!r})", f"os.symlink('/', {first!r})", f"os.mkfifo({first!r})"):
        assert attempt(f"{code}; print('made')", limits) == "refused 13"
    (tmp_path / "second").write_text("#!/bin/sh\necho ran\n")
    (tmp_path / "second").chmod(0o755)
    assert attempt(f"os.execv({second!r}, ['second'])", limits) == "refused 13"


@linux
def test_memory_beyond_the_limit_and_its_slack_is_refused() -> None:
    beyond = (64 + confinement.DATA_SLACK_MIB + 64) << 20
    code = f"x = bytearray({beyond}); print(len(x))"
    assert attempt(code, Confinement(memory_mib=64)) == "MemoryError"
    assert attempt("x = bytearray(64 << 20); print(len(x))", Confinement(memory_mib=64)) == str(
        64 << 20
    )


@linux
def test_cpu_time_is_limited() -> None:
    output = attempt("while True: pass", Confinement(cpu_seconds=1))
    assert output.startswith("ended with -"), output


@linux
def test_a_process_with_threads_is_refused_rather_than_half_confined() -> None:
    code = f"""
import sys, threading
sys.path.insert(0, {str(Path(confinement.__file__).parent)!r})
import confinement
threading.Thread(target=threading.Event().wait, args=(5,), daemon=True).start()
try:
    confinement.confine(confinement.Confinement())
except confinement.ConfinementError as error:
    print(error)
"""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True
    )
    assert "several threads" in done.stdout
