"""The contract of every verifier."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any, ClassVar, cast

import pytest
from pydantic import ValidationError

from preceptor.components import Item, Verifier
from preceptor.records import Reference, Status, Verdict
from preceptor.registry import Registry
from preceptor.testing.component import ComponentContract
from preceptor.testing.hostile import CANARY, HOSTILE_CANDIDATES
from preceptor.verification import VerificationHost

Case = tuple[Reference, str]


class VerifierContract(ComponentContract):
    """Tests of one verifier.

    Attributes:
        accepts: ``(reference, candidate)`` pairs it must accept; at least one.
        rejects: Pairs it must reject; at least one.
        unreadable: References it cannot parse, if there are any: it must not reject a candidate
            because of them.
        seconds: Time limit of the host in the tests that run under it.
    """

    kind = "verifier"
    accepts: ClassVar[Sequence[Case]]
    rejects: ClassVar[Sequence[Case]]
    unreadable: ClassVar[Sequence[Reference]] = ()
    seconds: ClassVar[float] = 5.0

    @pytest.fixture(scope="class")
    @classmethod
    def verifier(cls, registry: Registry) -> Any:
        built = cast(Verifier, registry.create("verifier", cls.component, cls.options))
        built.warm_up()
        yield built
        built.close()

    @pytest.fixture(scope="class")
    @classmethod
    def working_folder(cls, tmp_path_factory: pytest.TempPathFactory) -> Any:
        """A separate working directory, which shows what an executed candidate writes."""
        before = Path.cwd()
        folder = tmp_path_factory.mktemp("working")
        os.chdir(folder)
        yield folder
        os.chdir(before)

    @pytest.fixture(scope="class")
    @classmethod
    def host(cls, registry: Registry, working_folder: Path) -> Any:
        with VerificationHost(
            registry,
            workers=1,
            verifier_options={cls.component: cls.options},
            only=[cls.component],
            seconds=cls.seconds,
        ) as host:
            yield host

    def test_declarations(self, registry: Registry, verifier: Verifier) -> None:
        assert verifier.kinds, "a verifier without reference kinds is never asked"
        for kind in verifier.kinds:
            assert registry.reference_kind(kind).needs, f"kind {kind!r} must say what it needs"
        assert verifier.runs_in in ("worker", "self")
        assert verifier.batch_size >= 1

    def test_cases_are_of_its_kinds(self, registry: Registry, verifier: Verifier) -> None:
        assert self.accepts
        assert self.rejects
        for reference, _ in (*self.accepts, *self.rejects):
            assert reference.kind in verifier.kinds
            registry.reference_kind(reference.kind).payload.model_validate(dict(reference.payload))

    def test_accepts(self, verifier: Verifier) -> None:
        assert not _unexpected(verifier, self.accepts, Status.ACCEPTED)

    def test_rejects(self, verifier: Verifier) -> None:
        assert not _unexpected(verifier, self.rejects, Status.REJECTED)

    def test_every_verdict_has_a_reason(self, verifier: Verifier) -> None:
        for case in (*self.accepts, *self.rejects):
            assert _decide(verifier, [case])[0].reason.strip(), case

    def test_empty_batch(self, verifier: Verifier) -> None:
        assert list(verifier.verify_batch([])) == []

    def test_one_verdict_per_item_in_order(self, verifier: Verifier) -> None:
        cases = [(case, Status.ACCEPTED) for case in self.accepts]
        cases += [(case, Status.REJECTED) for case in self.rejects]
        cases = [*cases[::2], *reversed(cases), *cases[1::2]]
        verdicts = _decide(verifier, [case for case, _ in cases])
        assert [verdict.status for verdict in verdicts] == [status for _, status in cases]

    def test_same_input_same_verdict(self, verifier: Verifier) -> None:
        cases = [*self.accepts, *self.rejects]
        assert [v.status for v in _decide(verifier, cases)] == [
            v.status for v in _decide(verifier, cases)
        ]

    @pytest.mark.parametrize("what", sorted(HOSTILE_CANDIDATES))
    def test_hostile_candidates(
        self, host: VerificationHost, working_folder: Path, what: str
    ) -> None:
        """Never accepted, never an exception, never executed; in the host, as in a run."""
        for reference in _references(self.accepts):
            item = Item(id=what, reference=reference, candidate=HOSTILE_CANDIDATES[what])
            verdict = host.submit(item).result()
            assert verdict.status is not Status.ACCEPTED, reference
            assert verdict.status is not Status.ERROR, verdict.reason
        assert not (working_folder / CANARY).exists(), "the candidate was executed"

    def test_unreadable_reference_is_not_the_candidates_fault(self, verifier: Verifier) -> None:
        for reference in self.unreadable:
            for candidate in ("1", "x", "A"):
                verdict = _decide(verifier, [(reference, candidate)])[0]
                assert verdict.status is not Status.REJECTED, (reference, candidate)

    def test_same_verdicts_in_a_worker(self, host: VerificationHost, verifier: Verifier) -> None:
        """The host builds the verifier again, by name and options, in another process."""
        cases = [*self.accepts, *self.rejects]
        here = [verdict.status for verdict in _decide(verifier, cases)]
        there = host.verify_batch(_items(cases))
        assert [verdict.status for verdict in there] == here
        for verdict in there:
            assert (verdict.verifier, verdict.version) == (self.component, verifier.version)
            assert verdict.policy

    def test_verdicts_are_plain_json(self, verifier: Verifier) -> None:
        for verdict in _decide(verifier, [*self.accepts, *self.rejects]):
            try:
                again = Verdict.model_validate_json(verdict.model_dump_json())
            except ValidationError as error:  # pragma: no cover - only a faulty verifier
                pytest.fail(f"the verdict does not survive JSON: {error}")
            assert again.status is verdict.status


def _items(cases: Sequence[Case]) -> list[Item]:
    return [
        Item(id=str(number), reference=reference, candidate=candidate)
        for number, (reference, candidate) in enumerate(cases)
    ]


def _decide(verifier: Verifier, cases: Sequence[Case]) -> list[Verdict]:
    verdicts = list(verifier.verify_batch(_items(cases)))
    assert len(verdicts) == len(cases)
    return verdicts


def _unexpected(
    verifier: Verifier, cases: Sequence[Case], expected: Status
) -> list[tuple[str, str, str, str]]:
    """The cases with an unexpected verdict, and the verdict."""
    return [
        (reference.value, candidate, str(verdict.status), verdict.reason)
        for (reference, candidate), verdict in zip(cases, _decide(verifier, cases), strict=True)
        if verdict.status is not expected
    ]


def _references(cases: Sequence[Case]) -> list[Reference]:
    """The references of the cases, each once, a few of them."""
    distinct: list[Reference] = []
    for reference, _ in cases:
        if reference not in distinct:
            distinct.append(reference)
    return distinct[:3]
