"""Tables and figures as a report shows them."""

from __future__ import annotations

import pytest

from preceptor.reporting.markdown import p_value, table


@pytest.mark.parametrize(
    ("value", "shown"),
    [(1.0, "1"), (0.5488, "0.55"), (0.03125, "0.031"), (5.96e-8, "6e-08")],
)
def test_no_p_value_is_shown_as_zero(value: float, shown: str) -> None:
    assert p_value(value) == shown


def test_numbers_stand_at_the_right() -> None:
    lines = list(table(("set", "p"), [("one", p_value(0.5)), ("another", p_value(1e-9))]))
    assert lines[1].endswith(": |")
    assert lines[2].endswith("  0.5 |")
    assert lines[3].endswith(" 1e-09 |")
