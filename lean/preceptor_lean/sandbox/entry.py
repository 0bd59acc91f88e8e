"""Entry of a confined Lean process: ``python -I -S entry.py SETTINGS -- ARGUMENTS``.

``SETTINGS`` is a JSON object: ``confinement`` (the fields of
:class:`~preceptor_lean.sandbox.confinement.Confinement`, or null) and either ``libraries``, shared
libraries of which the last one exports ``lean_main`` and which make this process Lean, or
``program``, an executable that this process becomes. ``report`` asks for one line at the end
of stderr, :data:`PEAK_MARK` and the peak resident memory in KiB: the kernel's own figure for an
ended process starts from the memory of its *parent*.

Loaded by path, without site-packages and without preceptor: it starts in 20 ms, and installed
packages cannot change what it imports.
"""

from __future__ import annotations

import ctypes
import json
import os
import sys
from typing import Any, NoReturn

PEAK_MARK = "\x1epreceptor-peak-kib "
NOT_CONFINED = 120
"""Exit code if the confinement failed, the program is missing or the library does not load."""


def main(argv: list[str]) -> NoReturn:
    settings: dict[str, Any] = json.loads(argv[1])
    arguments = argv[3:]
    try:
        if "program" in settings:
            _confine(settings["confinement"])
            os.execv(settings["program"], [settings["program"], *arguments])  # noqa: S606
        lean_main = _load(settings["libraries"])
        # Opened now: /proc may be out of reach once the process is confined.
        status = os.open("/proc/self/status", os.O_RDONLY) if settings.get("report") else -1
        _confine(settings["confinement"])
    except OSError as error:
        sys.stderr.write(f"{error}\n")
        sys.stderr.flush()
        os._exit(NOT_CONFINED)
    _write_line_by_line()
    encoded = [b"lean", *(os.fsencode(argument) for argument in arguments)]
    vector = (ctypes.c_char_p * (len(encoded) + 1))(*encoded, None)
    code = lean_main(len(encoded), vector)
    ctypes.CDLL(None).fflush(None)
    if status >= 0:
        _report_peak(status)
    # Not sys.exit: Lean's threads may still run, and Python must not wait for them.
    os._exit(code)


def _write_line_by_line() -> None:
    """Flush Lean's output line by line, so that it shows where Lean was when it was killed."""
    libc = ctypes.CDLL(None)
    stdout = ctypes.c_void_p.in_dll(libc, "stdout")
    line_buffered = 1  # _IOLBF of glibc
    libc.setvbuf(stdout, None, line_buffered, ctypes.c_size_t(0))


def _load(libraries: list[str]) -> Any:
    handle = None
    for path in libraries:
        handle = ctypes.CDLL(path, mode=ctypes.RTLD_GLOBAL)
    assert handle is not None
    entry = handle.lean_main
    entry.restype = ctypes.c_int
    return entry


def _confine(fields: dict[str, Any] | None) -> None:
    if fields is None:
        return
    # In the folder of this file; -I keeps that off the path.
    sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
    import confinement  # type: ignore[import-not-found]

    confinement.confine(confinement.Confinement(**fields))


def _report_peak(status: int) -> None:
    text = os.pread(status, 1 << 16, 0).decode()
    peak = next((line.split()[1] for line in text.split("\n") if line.startswith("VmHWM")), "0")
    os.write(2, f"{PEAK_MARK}{peak}\n".encode())


if __name__ == "__main__":
    main(sys.argv)
