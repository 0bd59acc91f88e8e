"""Registries and hosts with the trouble-making plugin."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from preceptor.components import Item
from preceptor.records import Reference
from preceptor.registry import Registry
from preceptor.verification import VerificationHost

TROUBLE = Path(__file__).with_name("trouble.py")


@pytest.fixture(scope="session")
def trouble_registry() -> Registry:
    return Registry.load([TROUBLE])


@pytest.fixture(scope="module")
def host(trouble_registry: Registry) -> Iterator[VerificationHost]:
    with VerificationHost(trouble_registry, workers=2, seconds=1.0) as host:
        yield host


@pytest.fixture
def item() -> Callable[..., Item]:
    """Makes items of distinct ids; equal reference and candidate unless told otherwise."""

    def make(candidate: str, reference: str = "yes", kind: str = "trouble") -> Item:
        return Item(
            id=candidate[:20],
            reference=Reference(kind=kind, value=reference),
            candidate=candidate,
        )

    return make


@pytest.fixture
def alive() -> Callable[[int], bool]:
    """Tells whether a process runs; one that has ended and waits to be reaped does not."""

    def check(pid: int) -> bool:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return False
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except OSError:
            return os.path.isdir("/proc/self") is False
        return state != "Z"

    return check
