"""Choices: letters, sets of letters, texts and numbers of options, and what is not certain."""

from __future__ import annotations

import pytest

from preceptor import references
from preceptor.components import Item
from preceptor.records import Status
from preceptor.references import infer_kind
from preceptor.registry import Registry
from preceptor.verification.router import Router
from preceptor_verifiers.reference_kinds import reference_kinds

A, R, U = Status.ACCEPTED, Status.REJECTED, Status.UNDECIDED
CITIES = ("Paris", "Rome", "Oslo", "Bern")


@pytest.fixture(scope="module")
def router() -> Router:
    return Router(Registry.load())


def decide(
    router: Router,
    value: str,
    candidate: str,
    choices: tuple[str, ...] = (),
    base: int | None = None,
) -> Status:
    reference = references.choice(value, choices, choice_base=base)
    return router.verify_batch([Item(id="1", reference=reference, candidate=candidate)])[0].status


@pytest.mark.parametrize(
    ("value", "candidate", "status"),
    [
        ("A,C", "A, C", A), ("AC", "C and A", A), ("[A, C]", "(A), (C)", A), ("A, C", "A", R),
        ("A", "A, C", R), ("A", "(A), (B)", R), ("A", "A or B", U), ("A", "A/B", U),
        # The text of option D may be "A and B".
        ("D", "A and B", U),
        ("(ii)", "II", A), ("(ii)", "(iii)", R), ("B", "(ii)", U),
        ("B", "not B", U), ("B", "A is wrong, so B", A), ("T", "T", A), ("T", "F", R),
        ("\\textbf{(D)}\\ 15", "15", A), ("\\textbf{(D)}\\ 15", "D", A),
        ("E", "2E", R), ("C", "-c", U), ("no letter", "no letter", A), ("no letter", "B", U),
    ],
)  # fmt: skip
def test_letters(router: Router, value: str, candidate: str, status: Status) -> None:
    assert decide(router, value, candidate) is status


@pytest.mark.parametrize(
    ("value", "candidate", "choices", "status"),
    [
        ("B", "Rome", CITIES, A), ("B", "0.5", ("1/4", "1/2"), A), ("B", "B) Paris", CITIES, U),
        ("A", "B) Paris", CITIES, U), ("B", "E", CITIES, R), ("B", "Madrid", CITIES, U),
        ("C", "C", ("C", "N", "O", "F"), U), ("C", "(C)", ("C", "N", "O", "F"), A),
        ("C", "O", ("C", "N", "O", "F"), A), ("D", "A and B", ("x", "y", "z", "A and B"), A),
        ("C", "A and B", ("x", "y", "z"), R), ("42.6 MHz", "A", ("42.6 MHz", "4 MHz"), A),
    ],
)  # fmt: skip
def test_known_options(
    router: Router, value: str, candidate: str, choices: tuple[str, ...], status: Status
) -> None:
    assert decide(router, value, candidate, choices) is status


@pytest.mark.parametrize(
    ("value", "candidate", "base", "status"),
    [
        ("2", "C", 0, A), ("2", "B", 1, A), ("2", "Option 2", 0, A), ("C", "(2)", 0, A),
        ("2", "2", 1, A), ("2", "B", 0, R), ("2", "(3)", 1, R), ("0", "Paris", 0, A),
        ("2", "C", None, U), ("2", "2", None, A), ("5", "E", 1, U),
    ],
)  # fmt: skip
def test_numbers_of_options(
    router: Router, value: str, candidate: str, base: int | None, status: Status
) -> None:
    assert decide(router, value, candidate, CITIES, base) is status


@pytest.mark.parametrize(
    ("value", "choices", "kind"),
    [
        ("B", CITIES, "choice"), ("Rome", CITIES, "choice"), ("rome.", CITIES, "choice"),
        ("A,C", CITIES, "choice"), ("AC", CITIES, "choice"), ("2", CITIES, "choice"),
        ("(b)", CITIES, "choice"), ("A, B", (), "set"), ("2", (), "number"), ("AC", (), "text"),
    ],
)  # fmt: skip
def test_recognised_references(value: str, choices: tuple[str, ...], kind: str) -> None:
    recognised = infer_kind(reference_kinds(), value, None, choices)
    assert (recognised == "choice") is (kind == "choice")
