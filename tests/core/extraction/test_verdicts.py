"""From the verdicts on the readings of a reply to the verdict on the reply."""

from __future__ import annotations

from concurrent.futures import Future

import pytest

from preceptor.extraction.result import Extraction
from preceptor.extraction.verdicts import options_of, verdict_on
from preceptor.records import Reference, Status, Verdict

A, R, U, E = Status.ACCEPTED, Status.REJECTED, Status.UNDECIDED, Status.ERROR


def read(extraction: Extraction, statuses: dict[str, Status]) -> tuple[Status, list[str], Verdict]:
    """The status, what was asked in order, and the verdict."""
    asked: list[str] = []

    def submit(text: str) -> Future[Verdict]:
        asked.append(text)
        done: Future[Verdict] = Future()
        done.set_result(Verdict(status=statuses[text], reason=f"about {text}"))
        return done

    verdict = verdict_on(extraction, submit).result(timeout=5)
    return verdict.status, asked, verdict


@pytest.mark.parametrize(
    ("fields", "statuses", "status", "asked"),
    [
        ({}, {"a": A}, A, "a"),
        ({}, {"a": R}, R, "a"),
        ({}, {"a": E}, E, "a"),
        # Another reading of the same place counts where the first is not accepted.
        ({"alternatives": ("b",)}, {"a": R, "b": A}, A, "ab"),
        ({"alternatives": ("b",)}, {"a": R, "b": U}, R, "ab"),
        ({"alternatives": ("b",)}, {"a": U, "b": R}, U, "ab"),
        ({"alternatives": ("b",)}, {"a": A, "b": R}, A, "a"),
        # Rejected only where all rivals are rejected.
        ({"rivals": ("r", "s")}, {"a": R, "r": R, "s": R}, R, "ars"),
        ({"rivals": ("r", "s")}, {"a": R, "r": A, "s": R}, U, "ar"),
        ({"rivals": ("r",)}, {"a": R, "r": U}, U, "ar"),
        ({"rivals": ("r",)}, {"a": U, "r": R}, U, "ar"),
        ({"answer": "r or so", "rivals": ("r",)}, {"r or so": U, "r": R}, R, "r or sor"),
        ({"rivals": ("r",)}, {"a": A, "r": R}, A, "a"),
        # Without a cue never wrong.
        ({"cued": False}, {"a": R}, U, "a"),
        ({"cued": False}, {"a": A}, A, "a"),
        ({"cued": False, "rivals": ("r",)}, {"a": R, "r": R}, U, "ar"),
        # Not certain enough to be accepted.
        ({"problem": "several answers"}, {"a": A}, U, "a"),
        ({"problem": "several answers", "rivals": ("r",)}, {"a": R, "r": R}, R, "ar"),
    ],
)
def test_verdicts(
    fields: dict[str, object], statuses: dict[str, Status], status: Status, asked: str
) -> None:
    stated = {"answer": "a", "rule": "answer", "span": (3, 4), **fields}
    extraction = Extraction(**stated)  # type: ignore[arg-type]
    found, texts, verdict = read(extraction, statuses)
    assert (found, "".join(texts)) == (status, asked)
    assert verdict.detail["rule"] == "answer"
    assert verdict.detail["span"] == [3, 4]


def test_a_reading_that_cannot_be_asked_about_ends_with_its_error() -> None:
    def submit(text: str) -> Future[Verdict]:
        done: Future[Verdict] = Future()
        if text == "a":
            done.set_result(Verdict.reject("differs"))
            return done
        raise RuntimeError("the host is closed")

    outcome = verdict_on(Extraction("a", alternatives=("b",)), submit)
    with pytest.raises(RuntimeError, match="closed"):
        outcome.result(timeout=5)


def test_options_of_a_reference() -> None:
    reference = Reference(kind="choice", value="A", payload={"choices": ["x", "y"]})
    assert options_of(reference) == ("x", "y")
    assert options_of(Reference(kind="number", value="1", payload={})) == ()
    assert options_of(Reference(kind="choice", value="A", payload={"choices": "xy"})) == ()
