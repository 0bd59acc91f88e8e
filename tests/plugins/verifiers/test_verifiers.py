"""The four verifiers as components: contract, options, payloads, routing of bare references."""

from __future__ import annotations

import subprocess
import sys
from typing import ClassVar

import pytest

from preceptor import references
from preceptor.components import Item, Verifier
from preceptor.records import Reference, Status
from preceptor.registry import Registry
from preceptor.testing import VerifierContract


class TestNumeric(VerifierContract):
    component: ClassVar[str] = "numeric"
    accepts = (
        (references.number("3.2e-19", "J"), "3.2 × 10⁻¹⁹ J"),
        (references.number("1.602", "10^{-17} J"), "1.602e-20 kJ"),
        (references.number("42"), "\\boxed{42}"),
    )
    rejects = (
        (references.number("3.2e-19", "J"), "3.2e-19 W"),
        (references.number("42"), "43"),
    )


class TestSymbolic(VerifierContract):
    component: ClassVar[str] = "symbolic"
    accepts = (
        (references.expression("e^(-2t) (3 cos(t) + sin(t))"), "3e^{-2t}\\cos t + e^{-2t}\\sin t"),
        (references.equation("y = 2x + 3"), "2x - y + 3 = 0"),
        (references.collection("{1, 4}"), "\\{4, 1\\}"),
    )
    rejects = (
        (references.expression("x^2"), "x^3"),
        (references.equation("y = 2x + 3"), "y = 2x - 3"),
        (references.collection("{1, 4}"), "{1, 5}"),
    )


class TestChoice(VerifierContract):
    component: ClassVar[str] = "choice"
    accepts = (
        (references.choice("B", ("Paris", "Rome")), "The answer is (B)."),
        (references.choice("B", ("Paris", "Rome")), "rome"),
    )
    rejects = ((references.choice("B", ("Paris", "Rome")), "A"),)


class TestText(VerifierContract):
    component: ClassVar[str] = "text"
    accepts = (
        (references.text("noble gas", aliases=("inert gas",)), "The inert gas."),
        (references.text("odd"), "\\text{odd}"),
    )
    rejects = ((references.text("odd"), "even"),)


@pytest.fixture(scope="module")
def registry() -> Registry:
    return Registry.load()


def decide(
    registry: Registry, verifier: str, reference: Reference, candidate: str, **options: object
) -> tuple[Status, str]:
    built: Verifier = registry.create("verifier", verifier, options)
    verdict = built.verify_batch([Item(id="1", reference=reference, candidate=candidate)])[0]
    return verdict.status, verdict.reason


A, R, U = Status.ACCEPTED, Status.REJECTED, Status.UNDECIDED
NUMBERS = [
    # A bare candidate is read in the asked unit, with or without its power of ten.
    (references.number("1.602", "10^{-17} J"), "1.602", A),
    (references.number("1.602", "10^{-17} J"), "1.602e-17", A),
    (references.number("1.602", "10^{-17} J"), "1.602e-17 J", A),
    (references.number("1.602", "10^{-17} J"), "1.602 × 10^{-17} J", A),
    (references.number("1.602", "10^{-17} J"), "1.602 J", R),
    (references.number("1.602", "10^{-17} J"), "1.602 s", R),
    (references.number("1.602", "10^{-17} J"), "1.602e-16", R),
    (references.number("25", "°C"), "298.15 K", A),
    (references.number("25", "°C"), "77 °F", A),
    (references.number("25", "°C"), "25 K", R),
    (references.number("5", "m", unit_required=True), "5", R),
    (references.number("5", "m", unit_required=True), "500 cm", A),
    (references.number("5", "m", rtol=0.01), "5.04", A),
    (references.number("5", "m", rtol=0.01), "506 cm", R),
    (references.number("5", "m", atol=0.5), "5.4 m", A),
    (references.number("0", "J", atol=0.01), "0.005", A),
    (references.number("12", "%"), "0.12", A),
    (references.number("12", "%"), "12\\%", A),
    (references.number("12", "%"), "1.2", R),
    (references.number("2.50", "V"), "2.5", A),
    (references.number("2.50", "V"), "2.504", A),
    (references.number("2.50", "V"), "2.51", R),
    (references.number("5", "\\mathrm{N} \\hat{\\mathrm{i}}"), "5", A),
    (references.number("3+4i"), "4i + 3", A),
    (references.number("3+4i"), "3-4i", R),
    (references.number("1e400"), "10^{400}", A),
    (references.number("7"), "seven", A),
    (references.number("7"), "no idea", U),
]


@pytest.mark.parametrize(("reference", "candidate", "status"), NUMBERS)
def test_numbers(registry: Registry, reference: Reference, candidate: str, status: Status) -> None:
    got, reason = decide(registry, "numeric", reference, candidate)
    assert got is status, reason


def test_reasons_are_sentences(registry: Registry) -> None:
    _, reason = decide(registry, "numeric", references.number("2", "m"), "2 kg")
    assert reason == "The unit kg measures mass (kg); m measures length (m)."
    _, reason = decide(registry, "numeric", references.number("2", "km"), "1500 m")
    assert reason.startswith("1.5 km is not 2 km")


def test_converted_values_are_in_the_detail(registry: Registry) -> None:
    built: Verifier = registry.create("verifier", "numeric")
    item = Item(id="1", reference=references.number("2", "km"), candidate="2000 m")
    detail = dict(built.verify_batch([item])[0].detail)
    assert detail == {"reference": "2 km", "candidate": "2 km", "stated": "2000 m"}


def test_default_tolerance_is_an_option(registry: Registry) -> None:
    reference = references.number("100")
    assert decide(registry, "numeric", reference, "100.6")[0] is R
    assert decide(registry, "numeric", reference, "100.4", rtol=0.01)[0] is A
    stated = references.number("100", rtol=0.001)
    assert decide(registry, "numeric", stated, "100.4", rtol=0.01)[0] is R


def test_simplification_is_the_last_resort(registry: Registry) -> None:
    reference = references.expression("\\int x dx")
    assert decide(registry, "symbolic", reference, "x^2/2")[0] is A
    assert decide(registry, "symbolic", reference, "x^2/2", simplify=False)[0] is U


def test_ordered_sets(registry: Registry) -> None:
    reference = references.collection("1, 2", ordered=True)
    assert decide(registry, "symbolic", reference, "2, 1")[0] is R
    assert decide(registry, "symbolic", reference, "1, 2")[0] is A


@pytest.mark.parametrize(
    ("candidate", "status"),
    [("B", A), ("(b)", A), ("B. Rome", A), ("Option B", A), ("It is Rome.", A), ("Rome", A),
     ("A", R), ("Paris", R), ("E", R), ("", U), ("maybe", U), ("I think the answer is (B)", A)],
)  # fmt: skip
def test_choices(registry: Registry, candidate: str, status: Status) -> None:
    reference = references.choice("B", ("Paris", "Rome", "Oslo"))
    assert decide(registry, "choice", reference, candidate)[0] is status


def test_a_minus_sign_is_no_punctuation(registry: Registry) -> None:
    options = references.choice("A", ("-5", "7"))
    assert decide(registry, "choice", options, "5")[0] is U
    assert decide(registry, "choice", options, "−5")[0] is A
    words = references.text("a charge of -3 units")
    assert decide(registry, "text", words, "A charge of 3 units")[0] is U
    assert decide(registry, "text", words, "charge of −3 units.")[0] is A


@pytest.mark.parametrize(
    ("value", "unit", "choices", "kind"),
    [
        ("5", None, (), "number"), ("3.2 × 10^-19 J", None, (), "number"), ("5", "m", (), "number"),
        ("\\frac{\\pi}{2}", None, (), "number"), ("2 sqrt(3)", None, (), "number"),
        ("12\\%", None, (), "number"), ("$-2.99\\ \\mathrm{K}$", None, (), "number"),
        ("B", None, ("x", "y"), "choice"), ("(D)", None, (), "choice"),
        ("\\text{A}", None, (), "choice"),
        ("{1, 4}", None, (), "set"), ("(1, 2)", None, (), "set"), ("1, 2, 3", None, (), "set"),
        ("[0, 1)", None, (), "set"), ("1 \\pm \\sqrt{2}", None, (), "set"),
        ("y = 2x + 3", None, (), "equation"), ("x^2 + y^2 = 1", None, (), "equation"),
        ("2x + 3", None, (), "expression"), ("2a", None, (), "expression"),
        ("x > 3", None, (), "expression"),
        ("e^(-2t) (3 cos(t) + sin(t))", None, (), "expression"), ("sin(x)", None, (), "expression"),
        ("\\begin{pmatrix}1\\\\2\\end{pmatrix}", None, (), "expression"),
        ("noble gas", None, (), "text"), ("The reaction is exothermic.", None, (), "text"),
    ],
)  # fmt: skip
def test_bare_references_are_recognised(
    registry: Registry, value: str, unit: str | None, choices: tuple[str, ...], kind: str
) -> None:
    offered = sorted(registry.reference_kinds(), key=lambda k: -k.priority)
    own = [k for k in offered if k.name in
           ("number", "expression", "equation", "set", "choice", "text")]  # fmt: skip
    assert next(k.name for k in own if k.recognise and k.recognise(value, unit, choices)) == kind


@pytest.mark.parametrize(
    ("verifier", "loaded"),
    [("numeric", "mpmath pint"), ("symbolic", "mpmath pint sympy"), ("text", "mpmath pint"),
     ("choice", "mpmath pint")],
)  # fmt: skip
def test_warm_up_imports_what_a_verdict_needs(verifier: str, loaded: str) -> None:
    code = f"""
import sys
from preceptor.components import Item
from preceptor.records import Reference
from preceptor.registry import Registry
HEAVY = ("mpmath", "pint", "sympy")
built = Registry.load().create("verifier", "{verifier}")
assert not [m for m in HEAVY if m in sys.modules]
built.warm_up()
print(*[m for m in HEAVY if m in sys.modules])
pairs = [("5 m", "500 cm"), ("\\\\pi", "3.14159"), ("\\\\int x dx", "x^2/2"), ("sin(x)", "cos(x)")]
kind = built.kinds[0]
built.verify_batch([Item(id=r, reference=Reference(kind=kind, value=r), candidate=c)
                    for r, c in pairs])
print(*[m for m in HEAVY if m in sys.modules])
"""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.split("\n")[:2] == [loaded, loaded]
