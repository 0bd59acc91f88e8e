"""Every convention both ways, wherever it can be set: reference, options, call, command."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from click.testing import CliRunner

from preceptor.cli.verify import command
from preceptor.components import Item, Verifier
from preceptor.records import Reference, Status
from preceptor.registry import Registry
from preceptor.verification import VerificationHost
from preceptor.verification.api import stated_conventions, verify, verify_batch
from preceptor.verification.router import Router, bare_reference

A, R, U = Status.ACCEPTED, Status.REJECTED, Status.UNDECIDED

CASES: list[tuple[str, str, dict[str, Any], Status]] = [
    # A stated tolerance goes before everything; the default is exact or the last digit.
    ("100", "100.9", {}, R), ("100", "100.9", {"rtol": 0.01}, A),
    ("100", "101.1", {"rtol": 0.01}, R),
    ("(1.00, 2.00)", "(1.01, 2.02)", {}, R), ("(1.00, 2.00)", "(1.01, 2.02)", {"rtol": 0.02}, A),
    ("100", "100.9", {"atol": 1.0}, A), ("100", "101.1", {"atol": 1.0}, R),
    # Significant digits.
    ("12345", "12300", {}, R), ("12345", "12300", {"digits": 3}, A),
    ("12345", "12400", {"digits": 3}, R), ("0.0012345", "0.00123", {"digits": 3}, A),
    ("0.0012345", "0.00124", {"digits": 3}, R), ("9.996", "10.0", {"digits": 3}, A),
    ("0", "0.0", {"digits": 3}, A), ("0", "0.001", {"digits": 3}, R),
    ("5 m", "501 cm", {"digits": 2}, A), ("\\sqrt{2}", "1.4", {"digits": 2}, A),
    # Rounding.
    ("1/3", "0.333", {}, A), ("1/3", "0.333", {"rounding": "exact"}, R),
    ("0.458", "27/59", {}, A), ("0.458", "27/59", {"rounding": "exact"}, R),
    ("0.50", "1/2", {"rounding": "exact"}, A), ("5 m", "500 cm", {"rounding": "exact"}, A),
    ("\\sqrt{8}", "2\\sqrt{2}", {"rounding": "exact"}, A),
    # Percent.
    ("10%", "10", {}, A), ("10%", "0.1", {}, A), ("10%", "10", {"percent": "ratio"}, R),
    ("10%", "0.1", {"percent": "ratio"}, A), ("0.1", "10%", {"percent": "ratio"}, A),
    ("10%", "0.1", {"percent": "literal"}, R), ("10%", "10 percent", {"percent": "literal"}, A),
    ("(10%, 20%)", "(10, 20)", {"percent": "ratio"}, R),
    # Units.
    ("5 m", "5", {}, A), ("5 m", "5", {"unit_required": True}, R),
    ("5 m", "500 cm", {"unit_required": True}, A), ("5", "5", {"unit_required": True}, A),
    # Order.
    ("1, 2", "2, 1", {}, A), ("1, 2", "2, 1", {"ordered": True}, R),
    ("1, 2", "1, 2", {"ordered": True}, A), ("5, 9, 2", "9, 5, 2", {}, U),
    ("5, 9, 2", "9, 5, 2", {"ordered": False}, A), ("5, 9, 2", "9, 5, 2", {"ordered": True}, R),
    ("(1, 2)", "(2, 1)", {"ordered": False}, R),
    # The decimal mark.
    ("1,22", "1.22", {}, U), ("1,22", "1.22", {"decimal_comma": True}, A),
    ("1.234,5", "1234.5", {"decimal_comma": True}, A),
    ("0.125", "0,125", {"decimal_comma": True}, A),
    ("1,5; 2,5", "2.5, 1.5", {"decimal_comma": True}, A), ("3,5 m", "350 cm",
     {"decimal_comma": True}, A), ("3,5 m", "3,6 m", {"decimal_comma": True}, R),
    # A value with its uncertainty.
    ("9.81 ± 0.02", "9.83, 9.79", {}, A), ("9.81 ± 0.02", "9.80", {}, R),
    ("9.81 ± 0.02", "9.80", {"uncertainty": True}, A),
    ("9.81 ± 0.02", "9.84", {"uncertainty": True}, R),
    ("9.81 \\pm 0.02 m/s^2", "980 cm/s^2", {"uncertainty": True}, A),
    ("(9.81 ± 0.02) m/s^2", "9.81 m", {"uncertainty": True}, R),
    ("9.81 ± 0.02 m/s^2", "9.82 ± 0.02 m/s^2", {"uncertainty": True}, A),
    ("9.81 ± 0.02 m/s^2", "9.82 ± 0.50 m/s^2", {"uncertainty": True}, R),
    ("9.81 ± 0.02", "no idea", {"uncertainty": True}, U), ("12", "12", {"uncertainty": True}, A),
]  # fmt: skip


@pytest.fixture(scope="module")
def router() -> Router:
    return Router(Registry.load())


@pytest.fixture(scope="module")
def host() -> Iterator[VerificationHost]:
    with VerificationHost(Registry.load(), workers=1) as running:
        yield running


@pytest.mark.parametrize(("reference", "candidate", "conventions", "status"), CASES)
def test_on_the_reference(
    router: Router, reference: str, candidate: str, conventions: dict[str, Any], status: Status
) -> None:
    built = bare_reference(router.registry, reference, **conventions)
    assert set(built.payload) == set(conventions)
    verdict = router.verify_batch([Item(id="1", reference=built, candidate=candidate)])[0]
    assert verdict.status is status, verdict.reason


@pytest.mark.parametrize(("reference", "candidate", "conventions", "status"), CASES)
def test_in_the_options_of_the_verifiers(
    router: Router, reference: str, candidate: str, conventions: dict[str, Any], status: Status
) -> None:
    both = Router(
        router.registry, {"numeric": conventions, "symbolic": conventions} if conventions else None
    )
    item = Item(id="1", reference=bare_reference(router.registry, reference), candidate=candidate)
    verdict = both.verify_batch([item])[0]
    assert verdict.status is status, verdict.reason


def test_the_reference_goes_before_the_options(router: Router) -> None:
    options = {"percent": "literal", "ordered": True, "digits": 2, "unit_required": True}
    strict = Router(router.registry, {"numeric": options, "symbolic": options})
    for reference, candidate, stated in (
        ("10%", "0.1", {"percent": "either"}),
        ("1, 2", "2, 1", {"ordered": False}),
        ("100", "100.5", {"rtol": 0.01}),
        ("5 m", "5", {"unit_required": False}),
    ):
        built = bare_reference(strict.registry, reference, **stated)
        verdict = strict.verify_batch([Item(id="1", reference=built, candidate=candidate)])[0]
        assert verdict.status is A, (reference, verdict.reason)
        plain = bare_reference(strict.registry, reference)
        item = Item(id="1", reference=plain, candidate=candidate)
        assert strict.verify_batch([item])[0].status in (A if "rtol" in stated else R,), reference


def test_in_the_call(host: VerificationHost) -> None:
    for reference, candidate, conventions, status in CASES:
        verdict = verify(reference, candidate, host=host, **conventions)
        assert verdict.status is status, (reference, candidate, conventions, verdict.reason)
    pairs = [("1, 2", "2, 1"), ("3, 4", "3, 4")]
    verdicts = verify_batch(pairs, ordered=True, host=host)
    assert [verdict.status for verdict in verdicts] == [R, A]


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["12345", "12300", "--digits", "3"], A), (["1/3", "0.333", "--rounding", "exact"], R),
        (["10%", "10", "--percent", "ratio"], R), (["1, 2", "2, 1", "--ordered"], R),
        (["5, 9, 2", "9, 5, 2", "--unordered"], A), (["5 m", "5", "--unit-required"], R),
        (["5 m", "5", "--unit-optional"], A), (["1,22", "1.22", "--decimal-comma"], A),
        (["9.81 ± 0.02", "9.8", "--uncertainty"], A), (["9.81 ± 0.02", "9.8", "--two-values"], R),
    ],
)  # fmt: skip
def test_on_the_command_line(arguments: list[str], status: Status) -> None:
    result = CliRunner().invoke(command, [*arguments, "--json", "--workers", "1"])
    assert result.exit_code == 0, result.output
    assert json.loads(result.output)["status"] == status.value


@pytest.mark.parametrize(
    ("conventions", "message"),
    [({"digits": 0}, "digits"), ({"percent": "half"}, "percent"), ({"rounding": "up"}, "rounding"),
     ({"ordered": "yes"}, "ordered")],
)  # fmt: skip
def test_what_is_not_a_convention(conventions: dict[str, Any], message: str) -> None:
    with pytest.raises((TypeError, ValueError), match=message):
        stated_conventions(conventions)
    with pytest.raises(TypeError, match="unexpected keyword"):
        verify("1", "1", digit=3)


def test_a_convention_that_is_wrong_on_a_reference_is_an_error(router: Router) -> None:
    wrong = Reference(kind="number", value="5", payload={"percent": "half"})
    item = Item(id="1", reference=wrong, candidate="5")
    refused = router.refuse(item)
    assert refused is not None
    assert refused.status is Status.ERROR
    assert "percent" in refused.reason


def test_text_and_choices_have_no_place_for_conventions(router: Router) -> None:
    built = bare_reference(router.registry, "noble gas", percent="ratio", digits=3)
    assert built.kind == "text"
    assert built.payload == {}


def test_both_verifiers_offer_the_same_conventions(router: Router) -> None:
    numeric: Verifier = router.registry.create("verifier", "numeric")
    symbolic: Verifier = router.registry.create("verifier", "symbolic")
    assert set(type(symbolic.options).model_fields) - set(type(numeric.options).model_fields) == {
        "simplify"
    }
