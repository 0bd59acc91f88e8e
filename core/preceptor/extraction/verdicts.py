"""The verdict on a reply: what a reading of it may and may not lead to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from typing import Any

from preceptor.extraction.answers import Extraction
from preceptor.records import Reference, Status, Verdict

NO_ANSWER = "no answer found in the reply"
_NO_CUE = "the reply does not say that this is its answer; read so: "
_SEVERAL_VALUES = "the sentence states several values, and which one is meant cannot be told"
_DETAIL_CHARS = 1000


def options_of(reference: Reference) -> tuple[str, ...]:
    """The texts of the options that a reference of a multiple-choice question states."""
    choices = reference.payload.get("choices")
    if not isinstance(choices, Sequence) or isinstance(choices, str):
        return ()
    return tuple(str(choice) for choice in choices)


def verdict_on(extraction: Extraction, submit: Callable[[str], Future[Verdict]]) -> Future[Verdict]:
    """Have the readings of a reply verified by ``submit``, which takes one candidate.

    The other readings of the place are asked about in turn while none is accepted. ``rejected``
    stays where the reply gives a cue that this is its answer, and its rivals are rejected as
    well; otherwise it becomes ``undecided``.
    """
    outcome: Future[Verdict] = Future()
    readings = [extraction.answer or "", *extraction.alternatives]
    asked = [*readings, *extraction.rivals]
    verdicts: list[Verdict] = []

    def decided(done: Future[Verdict]) -> None:
        try:
            verdicts.append(done.result())
            if not _ended(verdicts, len(readings), len(asked)):
                submit(asked[len(verdicts)]).add_done_callback(decided)
                return
            outcome.set_result(_final(verdicts, readings, extraction))
        # A closed host or a cancelled future must not leave a caller waiting.
        except BaseException as error:
            if not outcome.done():
                outcome.set_exception(error)

    submit(asked[0]).add_done_callback(decided)
    return outcome


def _ended(verdicts: Sequence[Verdict], readings: int, asked: int) -> bool:
    """Whether no further reading or rival has to be asked about."""
    last = verdicts[-1]
    if len(verdicts) <= readings and last.accepted:
        return True
    if len(verdicts) > readings and last.accepted:
        return True
    return len(verdicts) == asked


def _open(rivals: Sequence[Verdict], extraction: Extraction) -> bool:
    """Whether a rival may be the right answer.

    What answers another question only is if it was accepted.
    """
    return any(rival.accepted for rival in rivals) or not extraction.problem


def _final(verdicts: Sequence[Verdict], readings: Sequence[str], extraction: Extraction) -> Verdict:
    """The verdict on a reply, from those on its readings and then on its rivals."""
    number = next((n for n, v in enumerate(verdicts[: len(readings)]) if v.accepted), 0)
    verdict = verdicts[number]
    detail: dict[str, Any] = {
        **verdict.detail,
        "answer": readings[number][:_DETAIL_CHARS],
        "rule": str(extraction.rule),
    }
    if extraction.span is not None:
        detail["span"] = list(extraction.span)
    status, reason = verdict.status, verdict.reason
    rivals = verdicts[len(readings) :]
    if verdict.accepted:
        if extraction.problem:
            status, reason = Status.UNDECIDED, extraction.problem
    elif rivals and all(rival.status is Status.REJECTED for rival in rivals):
        if verdict.status is not Status.REJECTED and extraction.is_sentence:
            # No value of the sentence is the reference, whichever of them is meant.
            status, reason = Status.REJECTED, rivals[0].reason
    elif rivals and verdict.status is Status.REJECTED and _open(rivals, extraction):
        status, reason = Status.UNDECIDED, extraction.problem or _SEVERAL_VALUES
    if status is Status.REJECTED and not extraction.cued:
        status, reason = Status.UNDECIDED, f"{_NO_CUE}{reason}"
    return verdict.model_copy(update={"status": status, "reason": reason, "detail": detail})
