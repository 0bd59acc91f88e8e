"""Conventions are listed once, in ``Conventions``; everything else follows from its fields."""

from __future__ import annotations

import json
from io import BytesIO
from typing import Any

import pytest

from preceptor.cli.bench import verifiers as bench
from preceptor.cli.verify import command as verify_command
from preceptor.records import Reference
from preceptor.references import Conventions, ReferenceKind
from preceptor.registry import Plugin, Registry
from preceptor.verification.api import ReferenceOptions, stated_conventions, verify_batch
from preceptor.verification.pairs import COLUMNS, BadLineError, numbered_lines, pair_of, parse_row
from preceptor.verification.rewards import _row_options

VALUES: dict[str, Any] = {
    "rtol": 0.01, "atol": 0.5, "digits": 3, "rounding": "exact", "percent": "ratio",
    "unit_required": True, "ordered": False, "decimal_comma": True, "uncertainty": False,
    "choice_base": 1,
}  # fmt: skip


@pytest.fixture
def registry() -> Registry:
    """One kind, whose payload has all conventions."""
    kind = ReferenceKind("compared", Conventions, recognise=lambda *_: True)
    return Registry([Plugin("test", "1")], {}, {"compared": kind}, ())


def test_there_is_a_value_for_each() -> None:
    assert list(VALUES) == list(Conventions.model_fields)


def test_each_is_described_for_people_and_editors() -> None:
    schema = Conventions.model_json_schema()["properties"]
    assert all(schema[name].get("description") for name in VALUES)


@pytest.mark.parametrize("command", [verify_command, bench], ids=["verify", "bench"])
def test_each_is_an_option_of_the_commands(command: Any) -> None:
    options = {parameter.name: parameter for parameter in command.params}
    for name in VALUES:
        assert options[name].help == Conventions.model_fields[name].description


@pytest.mark.parametrize("name", VALUES)
def test_each_is_a_keyword_a_column_and_a_field_of_a_row(registry: Registry, name: str) -> None:
    value = VALUES[name]
    stated = stated_conventions({name: value})
    expected = Reference(kind="compared", value="5", payload={name: value})
    assert ReferenceOptions(conventions=stated).reference(registry, "5") == expected
    line = json.dumps({"reference": "5", "candidate": "5", name: value}).encode()
    ((_, read),) = numbered_lines(BytesIO(line))
    assert pair_of(parse_row(read), registry, ReferenceOptions())[0] == expected
    row = {**dict.fromkeys(("choices", *COLUMNS)), name: value}
    assert _row_options(registry, row).reference(registry, "5") == expected


def test_a_row_goes_before_the_options_and_those_before_the_reference(registry: Registry) -> None:
    options = ReferenceOptions(conventions=stated_conventions({"rtol": 0.2, "digits": 4}))
    reference, _ = pair_of({"reference": "5", "rtol": 0.1}, registry, options)
    assert reference.payload == {"rtol": 0.1, "digits": 4}
    known = Reference(kind="compared", value="5", payload={"rtol": 0.5, "atol": 1.0})
    assert options.reference(registry, known).payload == {"rtol": 0.2, "atol": 1.0, "digits": 4}


@pytest.mark.parametrize(
    ("values", "error", "message"),
    [
        ({"digits": 0}, ValueError, "digits: Input should be greater"),
        ({"digits": "3"}, TypeError, "digits: Input should be a valid integer"),
        ({"digits": True}, TypeError, "digits"),
        ({"rtol": True}, TypeError, "rtol"),
        ({"rtol": 1.0}, ValueError, "rtol: Input should be less than 1"),
        ({"atol": float("inf")}, ValueError, "atol: Input should be a finite number"),
        ({"rounding": "last digit"}, ValueError, "'last digit' is now spelled 'last-digit'"),
        ({"persent": "ratio"}, TypeError, r"'persent' \(did you mean 'percent'"),
    ],
)
def test_what_is_not_a_convention(
    values: dict[str, Any], error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        stated_conventions(values)
    with pytest.raises(error, match=message):
        verify_batch([], **values)


def test_a_wrong_value_in_a_row_names_its_field(registry: Registry) -> None:
    with pytest.raises(BadLineError, match="percent: Input should be"):
        pair_of({"reference": "5", "percent": "12.5"}, registry, ReferenceOptions())
    with pytest.raises(TypeError, match=r"rtol: .*given: 'wide'"):
        _row_options(registry, {**dict.fromkeys(("choices", *COLUMNS)), "rtol": "wide"})
    with pytest.raises(ValueError, match="is now spelled 'last-digit'"):
        _row_options(registry, {**dict.fromkeys(("choices", *COLUMNS)), "rounding": "last digit"})
