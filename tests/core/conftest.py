"""A single-file plugin with a plain verifier, so that these tests need nothing installed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from preceptor.registry import Registry
from preceptor.verification import VerificationHost
from preceptor.verification import api as verification

PLAIN = Path(__file__).parents[1] / "support" / "plain_verifier.py"


@pytest.fixture(scope="session")
def plain_plugin() -> Path:
    return PLAIN


@pytest.fixture(scope="session")
def registry() -> Registry:
    return Registry.load([PLAIN])


@pytest.fixture(scope="module")
def host(registry: Registry) -> Iterator[VerificationHost]:
    with VerificationHost(registry, workers=2, seconds=1.0, only=["plain-decimal"]) as host:
        yield host


@pytest.fixture
def shared_host(host: VerificationHost, monkeypatch: pytest.MonkeyPatch) -> VerificationHost:
    """Makes the plain verifier the one that the library's functions use."""
    monkeypatch.setattr(verification, "_shared", host)
    return host
