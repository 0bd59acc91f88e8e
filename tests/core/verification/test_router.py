"""Which verifier decides, and what becomes of those that cannot."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

import pytest
from pydantic import Field

from preceptor.components import Item, Options, Verifier
from preceptor.errors import PluginError, UsageError
from preceptor.hookspecs import Registration
from preceptor.records import Reference, Status, Verdict
from preceptor.references import Payload, ReferenceKind, infer_kind
from preceptor.registry import Entry, Plugin, Registry
from preceptor.verification.router import Router, bare_reference, combine


class WordPayload(Payload):
    unit: str | None = None
    rtol: float | None = Field(default=None, ge=0)


class ScriptOptions(Options):
    """Options of the scripted verifiers."""

    say: str = Field(default="undecided", description="The status of every verdict.")


class Scripted(Verifier):
    Options = ScriptOptions
    kinds: ClassVar[tuple[str, ...]] = ("word",)
    asked: ClassVar[list[str]] = []

    def verify_batch(self, items: Sequence[Item]) -> Sequence[Verdict]:
        self.asked.extend(f"{self.name}:{item.candidate}" for item in items)
        if self.options.say == "raise":
            raise ZeroDivisionError("division by zero")
        return [Verdict(status=Status(self.options.say), reason=self.name) for _ in items]


class High(Scripted):
    priority = 5


class NotVerdicts(Scripted):
    kinds: ClassVar[tuple[str, ...]] = ("odd",)

    def verify_batch(self, items: Sequence[Item]) -> Any:
        return ["accepted"] * len(items)


class TooMany(Scripted):
    kinds: ClassVar[tuple[str, ...]] = ("many",)
    batch_size = 4

    def verify_batch(self, items: Sequence[Item]) -> Any:
        return [Verdict(status=Status.ACCEPTED)] * (len(items) + 1)


class Touchy(Scripted):
    """Raises for the whole batch when one item of it is bad."""

    kinds: ClassVar[tuple[str, ...]] = ("touchy",)
    batch_size = 8

    def verify_batch(self, items: Sequence[Item]) -> Any:
        self.asked.append("+".join(item.candidate for item in items))
        if any(item.candidate == "bad" for item in items):
            raise RecursionError("too deep")
        return [Verdict(status=Status.ACCEPTED)] * len(items)


class BadMessageError(Exception):
    def __str__(self) -> str:
        raise ValueError("no message either")


class BadMessage(Scripted):
    kinds: ClassVar[tuple[str, ...]] = ("bad-message",)

    def verify_batch(self, items: Sequence[Item]) -> Any:
        raise BadMessageError


def kind(name: str, **more: Any) -> ReferenceKind:
    return ReferenceKind(name=name, payload=WordPayload, needs=f"{name} checker", **more)


@pytest.fixture
def words() -> Registry:
    Scripted.asked.clear()
    plugin = Plugin("test", "1")
    classes: dict[str, Any] = {
        "low": Scripted,
        "high": High,
        "odd": NotVerdicts,
        "many": TooMany,
        "touchy": Touchy,
        "bad-message": BadMessage,
        "gone": "no.such.module:Class",
    }
    entries = {
        ("verifier", name): Entry("verifier", Registration(name, target), plugin)
        for name, target in classes.items()
    }
    kinds = {
        name: kind(name) for name in ("word", "odd", "many", "touchy", "bad-message", "lonely")
    }
    return Registry([plugin], entries, kinds, [])


def item(candidate: str = "x", of: str = "word", **payload: Any) -> Item:
    return Item(
        id=candidate,
        reference=Reference(kind=of, value="x", payload=payload),
        candidate=candidate,
    )


@pytest.mark.parametrize(
    ("high", "low", "status", "decider", "asked"),
    [
        ("accepted", "rejected", "accepted", "high", ["high:x"]),
        ("rejected", "accepted", "rejected", "high", ["high:x"]),
        ("undecided", "accepted", "accepted", "low", ["high:x", "low:x"]),
        ("undecided", "rejected", "rejected", "low", ["high:x", "low:x"]),
        ("timeout", "accepted", "accepted", "low", ["high:x", "low:x"]),
        ("raise", "rejected", "rejected", "low", ["high:x", "low:x"]),
        ("raise", "raise", "error", "high", ["high:x", "low:x"]),
        ("undecided", "raise", "error", "low", ["high:x", "low:x"]),
        ("undecided", "timeout", "timeout", "low", ["high:x", "low:x"]),
        ("timeout", "undecided", "timeout", "high", ["high:x", "low:x"]),
        ("undecided", "undecided", "undecided", "high", ["high:x", "low:x"]),
    ],
)
def test_the_first_that_decides_wins(
    words: Registry, high: str, low: str, status: str, decider: str, asked: list[str]
) -> None:
    router = Router(words, {"high": {"say": high}, "low": {"say": low}})
    verdict = router.verify_batch([item()])[0]
    assert (str(verdict.status), verdict.verifier) == (status, decider)
    assert Scripted.asked == asked
    assert verdict.version == "1"
    assert len(verdict.policy) == 16
    assert verdict.seconds >= 0


def test_every_verdict_stays_with_its_item(words: Registry) -> None:
    router = Router(words, {"high": {"say": "accepted"}})
    items = [item("a"), item("b", of="odd"), item("c", of="lonely"), item("d")]
    verdicts = router.verify_batch(items)
    assert [str(v.status) for v in verdicts] == ["accepted", "error", "undecided", "accepted"]
    assert router.verify_batch([]) == []


@pytest.mark.parametrize(
    ("of", "status", "reason"),
    [
        ("odd", "error", "returned str instead of a Verdict"),
        ("many", "error", "returned 2 verdicts for 1 items"),
        ("bad-message", "error", "BadMessageError: (its message could not be built)"),
        ("lonely", "undecided", "no lonely checker"),
        ("wrod", "undecided", "did you mean 'word'"),
    ],
)
def test_what_cannot_decide_says_why(words: Registry, of: str, status: str, reason: str) -> None:
    verdict = Router(words).verify_batch([item(of=of)])[0]
    assert str(verdict.status) == status
    assert reason in verdict.reason


def test_a_raising_verifier_names_the_exception(words: Registry) -> None:
    verdict = Router(words, {"high": {"say": "raise"}}, only=["high"]).verify_batch([item()])[0]
    assert verdict.status is Status.ERROR
    assert verdict.reason == "the verifier raised ZeroDivisionError: division by zero"


def test_one_bad_item_does_not_take_its_batch_with_it(words: Registry) -> None:
    verdicts = Router(words).verify_batch([item(c, of="touchy") for c in ("a", "bad", "c")])
    assert [str(verdict.status) for verdict in verdicts] == ["accepted", "error", "accepted"]
    assert Scripted.asked == ["a+bad+c", "a", "bad", "c"]


def test_a_verifier_that_does_not_import_is_named_where_it_is_missed(words: Registry) -> None:
    router = Router(words)
    assert "no.such.module" in router.broken["gone"]
    assert "gone" in router.verify_batch([item(of="lonely")])[0].reason


def test_what_is_asked_for_by_name_must_work(words: Registry) -> None:
    with pytest.raises(PluginError, match="cannot import"):
        Router(words, only=["gone"])
    with pytest.raises(PluginError, match="did you mean 'high'"):
        Router(words, {"hihg": {}})
    with pytest.raises(UsageError, match="option 'sya'"):
        Router(words, {"high": {"sya": "accepted"}})


def test_only_limits_the_verifiers(words: Registry) -> None:
    router = Router(words, {"low": {"say": "accepted"}}, only=["low"])
    assert router.verify_batch([item()])[0].verifier == "low"
    assert Scripted.asked == ["low:x"]


@pytest.mark.parametrize("payload", [{"rtol": -1}, {"rotl": 0.1}, {"rtol": "much"}])
def test_a_bad_payload_is_an_error_of_the_reference(
    words: Registry, payload: dict[str, Any]
) -> None:
    verdict = Router(words).verify_batch([item(**payload)])[0]
    assert verdict.status is Status.ERROR
    assert f"payload of a 'word' reference: {next(iter(payload))}" in verdict.reason
    assert Scripted.asked == []


def test_policy_changes_with_options_and_payload(words: Registry) -> None:
    def policy(say: str, **payload: Any) -> str:
        return Router(words, {"high": {"say": say}}).verify_batch([item(**payload)])[0].policy

    assert policy("accepted") == policy("accepted")
    distinct = {policy("accepted"), policy("rejected"), policy("accepted", rtol=0.1)}
    assert len(distinct) == 3


def test_combine_without_any_verdict() -> None:
    assert combine([]).status is Status.UNDECIDED


def trips(value: str, unit: str | None, choices: tuple[str, ...]) -> bool:
    raise RecursionError("a faulty recogniser")


@pytest.mark.parametrize(
    ("value", "unit", "choices", "expected"),
    [
        ("12", None, (), "digits"),
        ("12", "m", (), "measured"),
        ("B", None, ("one", "two"), "one-of"),
        ("a stitch in time", None, (), "text"),
    ],
)
def test_kind_of_a_bare_reference(
    value: str, unit: str | None, choices: tuple[str, ...], expected: str
) -> None:
    kinds = {
        "tripping": kind("tripping", priority=9, recognise=trips),
        "digits": kind("digits", priority=1, recognise=lambda v, u, c: v.isdigit()),
        "measured": kind("measured", priority=5, recognise=lambda v, u, c: u is not None),
        "one-of": kind("one-of", priority=3, recognise=lambda v, u, c: bool(c)),
        "only-stated": kind("only-stated", priority=99),
    }
    assert infer_kind(kinds.values(), value, unit, choices) == expected


def test_a_policy_is_kept_where_the_kind_has_a_place_for_it(registry: Registry) -> None:
    number = bare_reference(registry, "12.5", unit="m", rtol=0.1, atol=1.0, choices=["a"])
    assert number.kind == "plain-decimal"
    assert number.payload == {"unit": "m", "rtol": 0.1, "choices": ["a"]}
    assert bare_reference(registry, "12.5", kind="tripping", unit="m").payload == {}
