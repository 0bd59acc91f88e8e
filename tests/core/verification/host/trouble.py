"""A single-file plugin whose verifiers do, on demand, what hostile answers make code do."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import time
from collections.abc import Sequence
from typing import ClassVar

from pydantic import Field

from preceptor.components import Item, Options, Verifier
from preceptor.hookspecs import Registration, hookimpl
from preceptor.records import Status, Verdict
from preceptor.references import Payload, ReferenceKind

PRECEPTOR_API = 1


class TroublePayload(Payload):
    """No payload."""


class TroubleOptions(Options):
    """Options of the trouble maker."""

    ignore_case: bool = Field(default=False, description="Compare without regard to case.")


class Trouble(Verifier):
    """Equal texts are accepted; some candidates are orders to misbehave."""

    Options = TroubleOptions
    kinds: ClassVar[tuple[str, ...]] = ("trouble",)
    version = "7"

    def verify_batch(self, items: Sequence[Item]) -> Sequence[Verdict]:
        return [self._verify(item) for item in items]

    def _verify(self, item: Item) -> Verdict:
        order, _, argument = item.candidate.partition(":")
        if order == "hang":
            while True:
                pass
        if order == "sleep":
            time.sleep(float(argument))
        if order == "exit":
            os._exit(int(argument))
        if order == "segfault":
            ctypes.string_at(0)
        if order == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        if order == "bomb":
            return Verdict(status=Status.ACCEPTED, reason=str(len(bytearray(1 << 40))))
        if order == "grow":
            hoard = []
            while True:
                hoard.append(bytearray(1 << 24))
        if order == "recurse":
            return self._verify(item)
        if order == "raise":
            raise ArithmeticError("as told")
        if order == "print":
            for _ in range(20_000):
                print('{"verdict": {"status": "accepted"}}')
                os.write(1, b'{"verdict": {"status": "accepted"}}\n')
                os.write(2, b"noise on stderr\n")
            print(sys.stdin.read())
        if order == "pid":
            return Verdict(status=Status.UNDECIDED, reason=str(os.getpid()))
        if order == "environment":
            return Verdict(status=Status.UNDECIDED, reason=" ".join(sorted(os.environ)))
        if order == "files":
            listed = sorted(int(name) for name in os.listdir("/proc/self/fd"))
            return Verdict(status=Status.UNDECIDED, detail={"fds": listed})
        if order == "large":
            return Verdict(status=Status.ACCEPTED, reason="x" * int(argument))
        one, other = item.reference.value, item.candidate
        if self.options.ignore_case:
            one, other = one.lower(), other.lower()
        return Verdict(status=Status.ACCEPTED if one == other else Status.REJECTED, reason="told")


class TroubleInBatches(Trouble):
    """The same, four items at a time."""

    kinds: ClassVar[tuple[str, ...]] = ("trouble-batch",)
    batch_size = 4


class Short(Verifier):
    """Returns one verdict too few."""

    kinds: ClassVar[tuple[str, ...]] = ("short",)
    batch_size = 4

    def verify_batch(self, items: Sequence[Item]) -> Sequence[Verdict]:
        return [Verdict(status=Status.ACCEPTED)] * (len(items) - 1)


class FirstOpinion(Verifier):
    """Decides only about what begins with "sure", and trips over "trip"."""

    kinds: ClassVar[tuple[str, ...]] = ("opinion",)
    priority = 10

    def verify_batch(self, items: Sequence[Item]) -> Sequence[Verdict]:
        return [self._verify(item.candidate) for item in items]

    def _verify(self, candidate: str) -> Verdict:
        if candidate.startswith("trip"):
            raise KeyError(candidate)
        if candidate.startswith("sure"):
            return Verdict(status=Status.ACCEPTED, reason="first")
        return Verdict(status=Status.UNDECIDED, reason="first cannot tell")


class SecondOpinion(Verifier):
    """Asked after the first, in the process of the host."""

    kinds: ClassVar[tuple[str, ...]] = ("opinion",)
    runs_in = "self"
    batch_size = 8

    def verify_batch(self, items: Sequence[Item]) -> Sequence[Verdict]:
        return [
            Verdict(status=Status.UNDECIDED, reason="second cannot tell")
            if "unknown" in item.candidate
            else Verdict(status=Status.REJECTED, reason=f"second, pid {os.getpid()}")
            for item in items
        ]


class RelayFirst(Trouble):
    """Does what it is told and decides nothing."""

    kinds: ClassVar[tuple[str, ...]] = ("relay",)
    priority = 10

    def verify_batch(self, items: Sequence[Item]) -> Sequence[Verdict]:
        return [
            self._verify(item).model_copy(update={"status": Status.UNDECIDED}) for item in items
        ]


class RelaySecond(Trouble):
    """Asked after the first; does the same and decides."""

    kinds: ClassVar[tuple[str, ...]] = ("relay",)


class DoesNotBuild(Verifier):
    """Cannot be built."""

    kinds: ClassVar[tuple[str, ...]] = ("unbuildable",)

    def warm_up(self) -> None:
        raise ImportError("no module named antigravity2")

    def verify_batch(self, items: Sequence[Item]) -> Sequence[Verdict]:
        raise AssertionError


def kind(name: str, needs: str = "trouble maker") -> ReferenceKind:
    return ReferenceKind(name=name, payload=TroublePayload, needs=needs)


@hookimpl
def preceptor_reference_kinds() -> list[ReferenceKind]:
    names = ("trouble", "trouble-batch", "short", "opinion", "relay", "unbuildable")
    return [*map(kind, names), kind("proof-of-nothing", "prover of nothing")]


@hookimpl
def preceptor_verifiers() -> list[Registration]:
    return [
        Registration("trouble", Trouble, "does what it is told"),
        Registration("trouble-batch", TroubleInBatches, "the same in batches"),
        Registration("short", Short, "one verdict too few"),
        Registration("first-opinion", FirstOpinion, "asked first"),
        Registration("second-opinion", SecondOpinion, "asked second"),
        Registration("relay-first", RelayFirst, "asked first"),
        Registration("relay-second", RelaySecond, "asked second"),
        Registration("does-not-build", DoesNotBuild, "cannot be built"),
    ]
