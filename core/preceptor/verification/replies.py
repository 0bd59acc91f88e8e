"""Verdicts on the answers of whole replies: what a reading of a reply may and may not lead to."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future
from typing import Any

from preceptor.components import Item
from preceptor.extraction.answers import Extraction, extract
from preceptor.records import Reference, Status, Verdict
from preceptor.registry import Registry
from preceptor.verification import VerificationHost

NO_ANSWER = "no answer found in the reply"
_DETAIL_CHARS = 1000


def read_reply(
    registry: Registry, reference: Reference, reply: str, pattern: str | None = None
) -> Extraction:
    """The answer of a reply to a question with this reference.

    Raises:
        ValueError: ``pattern`` is not an answer pattern.
    """
    kind = registry.known_kind(reference.kind) or reference.kind
    return extract(reply, kind, options_of(reference), pattern)


def options_of(reference: Reference) -> tuple[str, ...]:
    """The texts of the options that a reference of a multiple-choice question states."""
    choices = reference.payload.get("choices")
    if not isinstance(choices, Sequence) or isinstance(choices, str):
        return ()
    return tuple(str(choice) for choice in choices)


def submit_extraction(
    host: VerificationHost, item: Item, extraction: Extraction, *, seconds: float | None = None
) -> Future[Verdict]:
    """Start verifying what was read in a reply; ``item.candidate`` is its first reading.

    The other readings are asked about in turn while none is accepted. Without one that is
    accepted the verdict is the one on the first reading; where the reply gives no cue that this is
    its answer, ``rejected`` becomes ``undecided``.
    """
    first = host.submit(item, seconds=seconds)
    outcome: Future[Verdict] = Future()
    readings = [extraction.answer or "", *extraction.alternatives]

    def decided(done: Future[Verdict], number: int, main: Verdict | None) -> None:
        try:
            verdict = done.result()
            main = main or verdict
            if not verdict.accepted and number + 1 < len(readings):
                other = item.model_copy(update={"candidate": readings[number + 1]})
                following = host.submit(other, seconds=seconds)
                following.add_done_callback(lambda next_: decided(next_, number + 1, main))
                return
            chosen = verdict if verdict.accepted else main
            answer = readings[number] if verdict.accepted else readings[0]
            outcome.set_result(_final(chosen, answer, extraction))
        # A closed host or a cancelled future must not leave a caller waiting.
        except BaseException as error:
            if not outcome.done():
                outcome.set_exception(error)

    first.add_done_callback(lambda done: decided(done, 0, None))
    return outcome


def _final(verdict: Verdict, answer: str, extraction: Extraction) -> Verdict:
    detail: dict[str, Any] = {
        **verdict.detail,
        "answer": answer[:_DETAIL_CHARS],
        "rule": str(extraction.rule),
    }
    if extraction.span is not None:
        detail["span"] = list(extraction.span)
    update: dict[str, Any] = {"detail": detail}
    if verdict.status is Status.REJECTED and not extraction.cued:
        update["status"] = Status.UNDECIDED
        update["reason"] = (
            f"the reply does not say that this is its answer; read so: {verdict.reason}"
        )
    return verdict.model_copy(update=update)
