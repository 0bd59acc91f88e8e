"""A verification worker; only the host starts it: ``python -m preceptor.verification.worker PID``.

It reads groups of items from what was its standard input and writes verdicts to what was
its standard output; both are moved to private descriptors first, so that a plugin that
prints or reads cannot disturb the protocol. It is not a sandbox against plugins, which are
trusted code; it contains what a hostile *answer* makes trusted code do: run for ever, fill
memory, overflow the stack.
"""

from __future__ import annotations

import ctypes
import faulthandler
import os
import queue
import signal
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from preceptor.verification import limits
from preceptor.verification.protocol import decode, encode

if TYPE_CHECKING:
    from preceptor.components import Item, Verifier
    from preceptor.records import Verdict
    from preceptor.registry import Registry

WORKER_VERDICT_BYTES: Final = 1024**2
"""Longest verdict a worker sends; a longer one becomes an error."""

PR_SET_PDEATHSIG = 1  # prctl(2)


def main() -> None:
    """Serve until the host closes the pipe or ends this process."""
    commands, results = _take_over_pipes()
    _die_with_parent()
    faulthandler.enable()
    lines: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    threading.Thread(target=_read_lines, args=(commands, lines), daemon=True).start()
    hello = decode(lines.get())
    _limit_resources(hello["memory"])
    sys.path += [entry for entry in hello["path"] if entry not in sys.path]
    try:
        from preceptor.registry import Registry

        registry = Registry.load([Path(file) for file in hello["files"]])
    except Exception as error:
        _send(results, {"failed": f"{type(error).__name__}: {error}"})
        return
    _send(results, {"ready": True})
    verifiers: dict[str, Verifier] = {}
    while True:
        _serve(decode(lines.get()), registry, verifiers, results)


def _serve(
    group: dict[str, Any], registry: Registry, verifiers: dict[str, Verifier], results: BinaryIO
) -> None:
    from preceptor.components import Item
    from preceptor.verification.router import ask

    name = group["verifier"]
    try:
        if name not in verifiers:
            verifiers[name] = registry.create("verifier", name, group["options"])
            verifiers[name].warm_up()
    except Exception as error:
        verifiers.pop(name, None)
        _send(results, {"failed": f"cannot build it: {type(error).__name__}: {error}"})
        return
    _send(results, {"built": True})
    items = [Item.model_validate(item) for item in group["items"]]
    for start in range(0, len(items), group["batch"]):
        batch: Sequence[Item] = items[start : start + group["batch"]]
        for verdict in ask(lambda: verifiers[name], batch):
            _send_verdict(results, verdict)


def _send_verdict(results: BinaryIO, verdict: Verdict) -> None:
    from preceptor.records import Status, Verdict

    try:
        line = encode({"verdict": verdict.model_dump(mode="json")})
        problem = f"of {len(line)} bytes" if len(line) > WORKER_VERDICT_BYTES else None
    except Exception as error:
        problem = f"that is not JSON ({type(error).__name__})"
    if problem:
        reason = f"the verifier returned a verdict {problem}"
        error_verdict = Verdict(status=Status.ERROR, reason=reason, seconds=verdict.seconds)
        line = encode({"verdict": error_verdict.model_dump(mode="json")})
    results.write(line)
    results.flush()


def _send(results: BinaryIO, message: dict[str, Any]) -> None:
    results.write(encode(message))
    results.flush()


def _take_over_pipes() -> tuple[BinaryIO, BinaryIO]:
    """Move the protocol off descriptors 0 and 1; plugins get /dev/null and stderr there."""
    commands = os.fdopen(os.dup(0), "rb")
    results = os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stdout = sys.stderr
    return commands, results


def _read_lines(commands: BinaryIO, lines: queue.SimpleQueue[bytes]) -> None:
    """Queue lines; at the end of the pipe the host is gone, and this process exits.

    It runs in its own thread, to notice the end of the pipe even while a verifier computes.
    """
    while line := commands.readline(limits.WORKER_LINE_BYTES):
        lines.put(line)
    os._exit(0)


def _die_with_parent() -> None:
    """On Linux, have the kernel kill this process with the host thread that started it."""
    if not sys.platform.startswith("linux"):
        return
    host = int(sys.argv[1])
    ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    # The host may have died before the call, and this process have another parent by now.
    if os.getppid() != host:
        os._exit(0)


def _limit_resources(memory: int) -> None:
    """Bound the address space, and write no core file after a crash."""
    try:
        import resource
    except ImportError:
        return
    for name, soft in (("RLIMIT_AS", memory), ("RLIMIT_CORE", 0)):
        which = getattr(resource, name)
        _, hard = resource.getrlimit(which)
        bound = soft if hard == resource.RLIM_INFINITY else min(soft, hard)
        try:
            resource.setrlimit(which, (bound, hard))
        except (ValueError, OSError) as error:  # macOS refuses RLIMIT_AS
            print(f"{name} is not limited: {error}", file=sys.stderr)


if __name__ == "__main__":
    main()
