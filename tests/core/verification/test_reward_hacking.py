"""Replies that must not be paid, whatever they try, and replies of the same look that must be.

The rows are in ``reward_hacking.yaml``, by the trick; ``benchmarks/reward_search.py`` looks for
more.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from preceptor import reward
from preceptor.verification.api import close

REPLIES: Mapping[str, Mapping[str, list[list[Any]]]] = yaml.safe_load(
    Path(__file__).with_suffix(".yaml").with_stem("reward_hacking").read_text("utf-8")
)
CASES = [(expected, trick) for expected, tricks in REPLIES.items() for trick in tricks]


@pytest.fixture(scope="module", autouse=True)
def _workers() -> Iterator[None]:
    yield
    close()


def rewards(rows: list[list[Any]]) -> list[float | None]:
    """What each reply is paid, all of them in one call."""
    options = [row[2] if len(row) > 2 else {} for row in rows]
    columns: dict[str, Any] = {
        name: [option.get(name) for option in options]
        for name in {name for option in options for name in option}
    }
    answers = [row[0] for row in rows]
    return reward(completions=[row[1] for row in rows], answer=answers, **columns)


@pytest.mark.parametrize(("expected", "trick"), CASES)
def test_reply(expected: str, trick: str) -> None:
    rows = REPLIES[expected][trick]
    wrong = [
        f"{reply!r} for {reference!r}: {given}"
        for (reference, reply, *_), given in zip(rows, rewards(rows), strict=True)
        if (given == 1.0) != (expected == "paid")
    ]
    if wrong:
        pytest.fail("\n".join([f"{len(wrong)} of {len(rows)}, must be {expected}", *wrong]), False)


def test_there_are_enough_rows_of_both_kinds() -> None:
    assert REPLIES.keys() == {"not_paid", "paid"}
    assert sum(map(len, REPLIES["not_paid"].values())) >= 130
    assert sum(map(len, REPLIES["paid"].values())) >= 25
    rows = [repr(row) for tricks in REPLIES.values() for rows in tricks.values() for row in rows]
    assert len(rows) == len(set(rows))
