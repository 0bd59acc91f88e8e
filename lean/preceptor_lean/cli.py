"""``preceptor lean``: check a file of proofs, and inspect the Lean that checks them."""

from __future__ import annotations

import json
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from preceptor.cli.options import json_option, print_json
from preceptor.cli.rows import (
    INPUT,
    counted,
    exit_if_many_errors,
    out_option,
    refuse_same_file,
    writer,
)

if TYPE_CHECKING:
    from preceptor_lean.checking.checker import Checker, Proof
    from preceptor_lean.checking.findings import Finding

SUMMARY = "Check a file of Lean proofs; show the Lean that checks them."
"""Read by ``preceptor --help`` without importing this module."""

F = TypeVar("F", bound=Callable[..., Any])


def _lean_options(function: F) -> F:
    """Add ``--toolchain``, ``--project`` and ``--replay``: which Lean to use, and how."""
    function = click.option(
        "--replay",
        type=click.Choice(["auto", "off", "required"]),
        default="auto",
        show_default=True,
        help="Whether leanchecker replays accepted proofs; auto: if the toolchain has it.",
    )(function)
    function = click.option(
        "--project",
        type=click.Path(exists=True, file_okay=False, path_type=Path),
        help="Folder of a Lake project to check in, for example one with Mathlib.",
    )(function)
    return click.option(
        "--toolchain",
        type=click.Choice(["auto", "project", "path", "embedded"]),
        default="auto",
        show_default=True,
        help="Which Lean to use; auto: the project if given, otherwise the embedded Lean, "
        "otherwise the one on PATH.",
    )(function)


@click.group("lean")
def command() -> None:
    """Check Lean proofs against posed statements."""


@command.command("check")
@click.option(
    "--in",
    "source",
    type=INPUT,
    required=True,
    help="JSON list or JSONL of rows {name, statement, proof, header?}; - for stdin.",
)
@out_option("JSONL file of rows {name, verdict, reason, axioms, seconds}, in the same order.")
@_lean_options
@click.option(
    "--seconds",
    type=click.FloatRange(0, min_open=True),
    default=5.0,
    show_default=True,
    help="Computing time for one proof, excluding Lean's start and imports.",
)
@click.option("--memory-mib", type=click.IntRange(256), help="Memory of a Lean process "
              "[default: 1024 for the embedded Lean, 8192 for others].")  # fmt: skip
@click.option("--batch", type=click.IntRange(1, 1000), default=64, show_default=True,
              help="Maximum number of proofs in one process.")  # fmt: skip
@click.option("--processes", type=click.IntRange(0, 256), default=0,
              help="Concurrent Lean processes [default: one per CPU, up to 8].")  # fmt: skip
@json_option
def check(
    source: Path,
    out: Path,
    toolchain: str,
    project: Path | None,
    replay: str,
    seconds: float,
    memory_mib: int | None,
    batch: int,
    processes: int,
    as_json: bool,
) -> None:
    """Check every proof in a file.

    The exit code reports whether checking worked, not the verdicts: 1 if more than a tenth of
    the rows have the verdict "error", 3 if there is no Lean. With --json, a summary goes to
    standard output after the rows are written to --out.
    """
    from preceptor_lean.verifier import LeanOptions, checker

    refuse_same_file(out, source, "--in")
    if as_json and str(out) == "-":
        raise click.UsageError("--json prints a summary; write the rows to a file with --out")
    rows = _rows(source)
    options = LeanOptions.model_validate({
        "toolchain": toolchain, "project": project, "replay": replay, "seconds": seconds,
        "memory_mib": memory_mib, "batch": batch, "processes": processes,
    })  # fmt: skip
    used = checker(options, Path.cwd())
    begun = time.monotonic()
    verdicts: Counter[str] = Counter()
    with writer(out) as sink:
        for row in _checked(used, rows):
            verdicts[row["verdict"]] += 1
            sink.write(json.dumps(row, ensure_ascii=False) + "\n")
            sink.flush()
    took = time.monotonic() - begun
    click.echo(
        f"{verdicts.total()} proofs{counted(verdicts)} in {took:.1f} s, "
        f"{used.processes} processes of {used.toolchain.describe()}",
        err=True,
    )
    if as_json:
        print_json({
            "rows": verdicts.total(), "verdicts": dict(sorted(verdicts.items())),
            "seconds": round(took, 3), "processes": used.processes, "lean": _identity(used),
        })  # fmt: skip
    exit_if_many_errors(verdicts)


@command.command("doctor")
@_lean_options
@json_option
@click.pass_context
def doctor(
    ctx: click.Context, toolchain: str, project: Path | None, replay: str, as_json: bool
) -> None:
    """Show which Lean is used, what it can prove, and how its processes are confined.

    Ends by checking a proof that must be accepted and one that must be rejected; the exit code
    is 3 if there is no Lean or it does not distinguish them.
    """
    from preceptor.errors import Exit
    from preceptor.records import Status
    from preceptor_lean.toolchains.capabilities import capabilities_of
    from preceptor_lean.verifier import LeanOptions, checker

    options = LeanOptions.model_validate(
        {"toolchain": toolchain, "project": project, "replay": replay}
    )
    used = checker(options, Path.cwd())
    findings = _probe(used)
    works = [finding.status for finding in findings] == [Status.ACCEPTED, Status.REJECTED]
    report = {
        **_identity(used),
        "description": used.toolchain.describe(),
        "proves": sorted(capabilities_of(used.toolchain)),
        "confinement": list(used.toolchain.confinement()),
        "replay": None if used.replayer is None else str(used.replayer.program),
        "works": works,
    }
    if as_json:
        print_json(report)
    else:
        click.echo(report["description"])
        click.echo(f"proves: {', '.join(report['proves']) or 'nothing'}")
        click.echo(f"confined by: {', '.join(report['confinement']) or 'nothing on this system'}")
        click.echo(f"replayed by: {report['replay'] or 'nothing'}")
        for finding in findings:
            click.echo(f"probe: {finding.status}: {finding.reason}")
    if not works:
        click.echo("this Lean does not distinguish a proof from an incomplete one", err=True)
        ctx.exit(Exit.NOT_READY)


def _probe(used: Checker) -> list[Finding]:
    from preceptor_lean.checking.checker import Proof

    return used.check(
        [
            Proof("(p q : Prop) (h : p) : p ∨ q", "Or.inl h"),
            Proof("(p q : Prop) : p ∨ q", "by skip"),
        ]
    )


def _identity(used: Checker) -> Mapping[str, Any]:
    lean = used.toolchain
    return {"toolchain": lean.name, "version": lean.version, "fingerprint": lean.fingerprint}


# --- rows -----------------------------------------------------------------------------------

_SLICE = 512
"""Proofs given to the checker together; their findings are written before the next ones."""
_NOTE_SECONDS = 5.0
_TEXTS = ("statement", "proof")


def _rows(source: Path) -> Iterator[Mapping[str, Any]]:
    """Rows of a JSON list or of JSONL; an invalid one becomes ``{"problem": …}``."""
    from preceptor.errors import UsageError

    # A byte that is not UTF-8 only spoils its row: it is kept as a surrogate until then.
    with click.open_file(str(source), "r", "utf-8-sig", errors="surrogateescape") as file:
        start = file.read(1)
        while start.isspace():
            start = file.read(1)
        if start == "[":
            try:
                listed = _parsed(start + file.read())
            except (ValueError, RecursionError) as error:
                raise UsageError(f"{source}: invalid JSON: {error}") from error
            for number, row in enumerate(listed, 1):
                yield _row(row, f"row {number}")
            return
        line = start + file.readline()
        number = 1
        while line:
            if line.strip():
                try:
                    row = _parsed(line)
                except (ValueError, RecursionError) as error:
                    row = {"problem": f"line {number}: invalid JSON: {error}"}
                yield _row(row, f"line {number}")
            line = file.readline()
            number += 1


def _parsed(text: str) -> Any:
    """Parse JSON from a file's text.

    Raises:
        ValueError, RecursionError: it is not JSON, or not UTF-8.
    """
    if undecoded := re.search("[\udc80-\udcff]", text):
        raise ValueError(f"byte {ord(undecoded[0]) - 0xDC00:#x} is not UTF-8")
    return json.loads(text)


def _row(row: Any, where: str) -> Mapping[str, Any]:
    if not isinstance(row, dict):
        return {"problem": f"{where}: not an object"}
    if "problem" in row and len(row) == 1:
        return row
    wrong = [name for name in _TEXTS if not isinstance(row.get(name), str)]
    if wrong:
        return {**row, "problem": f"{where}: missing or not a string: {', '.join(wrong)}"}
    return row


def _checked(used: Checker, rows: Iterator[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield a row of output for each row of input, in order."""
    done, noted = 0, time.monotonic()
    waiting: list[Mapping[str, Any]] = []
    for row in rows:
        waiting.append(row)
        if len(waiting) == _SLICE:
            yield from _slice(used, waiting)
            done += len(waiting)
            waiting = []
            if time.monotonic() - noted > _NOTE_SECONDS:
                click.echo(f"{done} proofs checked", err=True)
                noted = time.monotonic()
    yield from _slice(used, waiting)


def _slice(used: Checker, rows: Sequence[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    proofs = [_proof(row) for row in rows if "problem" not in row]
    findings = iter(used.check(proofs))
    for row in rows:
        if "problem" in row:
            yield {"name": row.get("name"), "verdict": "error", "reason": row["problem"],
                   "axioms": None, "seconds": 0.0}  # fmt: skip
        else:
            yield _output_row(row.get("name"), next(findings))


def _proof(row: Mapping[str, Any]) -> Proof:
    from preceptor.verification.api import without_surrogates
    from preceptor_lean.checking.checker import Proof

    header = row.get("header")
    return Proof(
        without_surrogates(row["statement"]),
        without_surrogates(row["proof"]),
        without_surrogates(header) if isinstance(header, str) else "",
        str(row.get("name") or "goal"),
    )


def _output_row(name: Any, finding: Finding) -> dict[str, Any]:
    row: dict[str, Any] = {
        "name": name,
        "verdict": str(finding.status),
        "reason": finding.reason,
        "axioms": None if finding.axioms is None else list(finding.axioms),
        "seconds": round(finding.seconds, 4),
    }
    if finding.remarks:
        row["messages"] = [remark.as_json() for remark in finding.remarks]
    if finding.replayed:
        row["replayed"] = finding.replayed
    if finding.goals:
        row["goals"] = list(finding.goals)
    return row
