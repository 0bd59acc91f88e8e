"""verify, verify_batch and reward, as a program that imports preceptor uses them."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from typing import Any, cast

import pytest

import preceptor
from preceptor.extraction import answers
from preceptor.extraction.answers import Extraction
from preceptor.records import Reference, Status
from preceptor.verification import VerificationHost
from preceptor.verification import api as verification
from preceptor.verification.api import verify, verify_batch
from preceptor.verification.rewards import completion_text, reward


@pytest.mark.parametrize(
    ("reference", "candidate", "policy", "status"),
    [
        ("2.5", "2.50", {}, Status.ACCEPTED),
        ("2.5", "2.6", {}, Status.REJECTED),
        ("2.5", "2.6", {"rtol": 0.1}, Status.ACCEPTED),
        ("2.5", "2.5 m", {"unit": "m"}, Status.ACCEPTED),
        ("2.5", "2.5 s", {"unit": "m"}, Status.REJECTED),
        ("2.5", "about two", {}, Status.UNDECIDED),
        ("2.5", "", {}, Status.UNDECIDED),
        ("2.5", None, {}, Status.UNDECIDED),
        ("2.5", "\ud800", {}, Status.UNDECIDED),
        ("2.5", "hang", {"seconds": 0.3}, Status.TIMEOUT),
        ("2.5", "2.5", {"kind": "plain-decimal"}, Status.ACCEPTED),
        ("2.5", "2.5", {"kind": "tripping"}, Status.UNDECIDED),
        (Reference(kind="plain-decimal", value="2.5"), "2.50", {}, Status.ACCEPTED),
        (Reference(kind="plain-decimal", value="2.5"), "2.6", {"rtol": 0.1}, Status.ACCEPTED),
        (
            Reference(kind="plain-decimal", value="2.5", payload={"rtol": 0.1}),
            "2.6 m",
            {"unit": "m"},
            Status.ACCEPTED,
        ),
        (
            Reference(kind="plain-decimal", value="2.5", payload={"rtol": -1}),
            "2.5",
            {},
            Status.ERROR,
        ),
    ],
)
def test_verify(
    shared_host: VerificationHost,
    reference: str | Reference,
    candidate: str | None,
    policy: dict[str, Any],
    status: Status,
) -> None:
    verdict = verify(reference, candidate, **policy)
    assert verdict.status is status
    assert verdict.reason


# What a caller without a type checker may pass.
untyped_verify: Any = verify
untyped_batch: Any = verify_batch


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (
            lambda: untyped_verify(2.5, "2.5"),
            TypeError,
            "reference must be str or Reference, not float",
        ),
        (lambda: untyped_verify(["2.5"], "2.5"), TypeError, "not list"),
        (lambda: untyped_verify(None, "2.5"), TypeError, "not NoneType"),
        (lambda: untyped_verify("2.5", 2.5), TypeError, "candidate must be str or None, not float"),
        (lambda: untyped_verify("2.5", {}), TypeError, "not dict"),
        (lambda: untyped_verify("2.5", b"2.5"), TypeError, "not bytes"),
        (lambda: untyped_verify("  ", "2.5"), ValueError, "reference is empty"),
        (lambda: untyped_verify("2.5", "2.5", rtol="1%"), TypeError, "rtol: Input should be a"),
        (
            lambda: untyped_verify("2.5", "2.5", rtol=-1),
            ValueError,
            "rtol: Input should be greater",
        ),
        (
            lambda: untyped_verify("2.5", "2.5", atol=float("nan")),
            ValueError,
            "atol: Input should be",
        ),
        (lambda: untyped_verify("2.5", "2.5", unit=5), TypeError, "unit must be str"),
        (lambda: untyped_verify("2.5", "2.5", kind="plain-decimla"), ValueError, "did you mean"),
        (lambda: untyped_verify("2.5", "2.5", choices="abc"), TypeError, "choices"),
        (lambda: untyped_verify("2.5", "2.5", choices=[1]), TypeError, "choices"),
        (lambda: untyped_verify("2.5", "2.5", seconds=0), ValueError, "seconds"),
        (lambda: untyped_verify("2.5", "2.5", tol=1), TypeError, "tol"),
        (
            lambda: untyped_verify(Reference(kind="plain-decimal", value="1"), "1", kind="text"),
            TypeError,
            "of kind 'plain-decimal', not 'text'",
        ),
        (lambda: untyped_batch([("1", "1"), "1"]), TypeError, "pair 1 is not"),
        (lambda: untyped_batch([("1", "1"), (1, "1")]), TypeError, "pair 1: reference must be"),
    ],
)
def test_wrong_arguments_are_clear_errors(
    shared_host: VerificationHost, call: Any, error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        call()


def test_verify_batch_keeps_the_order(shared_host: VerificationHost) -> None:
    pairs = [(str(n), str(n if n % 2 else n + 1)) for n in range(50)]
    verdicts = verify_batch(iter(pairs))
    assert [verdict.accepted for verdict in verdicts] == [bool(n % 2) for n in range(50)]
    assert verify_batch([]) == []


def test_a_host_of_ones_own(host: VerificationHost, monkeypatch: pytest.MonkeyPatch) -> None:
    def never() -> VerificationHost:
        raise AssertionError("the shared host was asked for")

    monkeypatch.setattr(verification, "shared_host", never)
    assert verify("2.5", "2.5", host=host).accepted


def test_many_threads_start_one_host(
    registry: Any, host: VerificationHost, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[VerificationHost] = []

    def start(_registry: Any) -> VerificationHost:
        started.append(host)
        return host

    monkeypatch.setattr(verification, "_shared", None)
    monkeypatch.setattr(verification, "VerificationHost", start)
    accepted: list[bool] = []
    threads = [
        threading.Thread(target=lambda: accepted.append(verify("2.5", "2.5").accepted))
        for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert accepted == [True] * 8
    assert len(started) == 1


def test_a_forked_child_starts_its_own_host(shared_host: VerificationHost) -> None:
    assert verify("2.5", "2.5").accepted
    child = os.fork()
    if child == 0:
        os._exit(0 if verification._shared is None else 1)
    assert os.waitpid(child, 0)[1] == 0
    assert verify("2.5", "2.51").rejected, "the parent's host goes on"


# --- whole replies ------------------------------------------------------------------------


@pytest.fixture
def last_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """Extraction reduced to the last line, so that these tests do not depend on its rules."""

    def extract(reply: str, *_: object) -> Extraction:
        if "raise" in reply:
            raise RecursionError
        answer = reply.rpartition("Answer:")[2].strip() if "Answer:" in reply else None
        return Extraction(answer, "last line")

    monkeypatch.setattr(answers, "extract", extract)


@pytest.mark.usefixtures("last_line")
def test_extract_takes_the_answer_from_a_reply(shared_host: VerificationHost) -> None:
    verdict = verify("2.5", "It falls.\nAnswer: 2.5", extract=True)
    assert verdict.accepted
    assert verdict.detail["answer"] == "2.5"
    assert verdict.detail["rule"] == "last line"
    none = verify("2.5", "I do not know.", extract=True)
    assert (none.status, none.reason) == (Status.UNDECIDED, "no answer found in the reply")
    assert verify("2.5", "raise", extract=True).status is Status.ERROR


REPLIES = [
    ("2.5", "Therefore, 2.5 m.", {}, Status.ACCEPTED),
    ("2.6", "Therefore, 2.5.", {}, Status.UNDECIDED),
    ("2.6", "Answer: 2.5", {}, Status.REJECTED),
    ("2.5", "Answer: 2.5\nRESULT => 2.6", {"pattern": "RESULT => {answer}"}, Status.REJECTED),
    ("2.5", "Answer: 2.5\nRESULT -> 2.6", {"pattern": "RESULT => {answer}"}, Status.ACCEPTED),
]


@pytest.mark.parametrize(("reference", "reply", "options", "status"), REPLIES)
def test_replies(
    shared_host: VerificationHost,
    reference: str,
    reply: str,
    options: dict[str, Any],
    status: Status,
) -> None:
    options = {**options, "kind": "plain-decimal"} if "m." not in reply else options
    assert verify(reference, reply, extract=True, **options).status is status


def test_the_span_is_a_place_in_the_whole_reply(shared_host: VerificationHost) -> None:
    reply = "x" * 200_000 + "\nAnswer: 2.5"
    verdict = verify("2.5", reply, extract=True)
    start, end = cast("list[int]", verdict.detail["span"])
    assert reply[start:end] == "2.5"


def test_a_pattern_without_an_answer_is_an_error() -> None:
    with pytest.raises(ValueError, match="answer pattern"):
        verify("2.5", "Answer: 2.5", extract=True, pattern="RESULT")


@pytest.mark.usefixtures("last_line")
def test_reward_as_trl_calls_it(shared_host: VerificationHost) -> None:
    """Keyword arguments, every column a list, conversational completions."""
    completions = [
        [{"role": "assistant", "content": f"So.\nAnswer: {answer}"}]
        for answer in ("2.5", "3", "2.50", "perhaps", "hang")
    ]
    rewards = reward(
        prompts=[[{"role": "user", "content": "How far?"}]] * 5,
        completions=completions,
        completion_ids=[[1, 2]] * 5,
        answer=["2.5"] * 5,
        source=["somewhere"] * 5,
        trainer_state=object(),
    )
    assert rewards == [1.0, 0.0, 1.0, None, None]


@pytest.mark.usefixtures("last_line")
@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        ({"answer": ["2.5", "3"]}, [1.0, 0.0]),
        ({"answer": "2.5"}, [1.0, 1.0]),
        ({"answer": [2.5, 3]}, [1.0, 0.0]),
        ({"answer": ["2.5", None]}, [1.0, None]),
        ({"answer": ["2.5", ""]}, [1.0, None]),
        ({"reference": [{"kind": "plain-decimal", "value": "2.5"}, None]}, [1.0, None]),
        (
            {
                "answer": ["2.5", "9"],
                "reference": [
                    None,
                    {
                        "kind": "plain-decimal",
                        "value": "2.4",
                        "payload": {"rtol": 0.1, "unit": None},
                    },
                ],
            },
            [1.0, 1.0],
        ),
        (
            {
                "reference": [
                    {"kind": "plain-decimal", "value": "2.4", "payload": '{"rtol": 0.1}'},
                    Reference(kind="plain-decimal", value="2.4"),
                ]
            },
            [1.0, 0.0],
        ),
        ({"answer": ["2.4", "2.4"], "rtol": [0.1, None]}, [1.0, 0.0]),
        ({"answer": ["2.5", "2.5"], "kind": ["Real", "plain-decimal"]}, [1.0, 1.0]),
        ({"answer": ["2.5", "2.5"], "unit": ["m", " "], "kind": [None, None]}, [1.0, 1.0]),
    ],
)
def test_reward_columns(
    shared_host: VerificationHost, columns: dict[str, Any], expected: list[float | None]
) -> None:
    assert reward(["Answer: 2.5", "Answer: 2.5"], **columns) == expected


@pytest.mark.usefixtures("last_line")
@pytest.mark.parametrize(
    "completion",
    [
        "",
        "no answer",
        "raise",
        None,
        7,
        [],
        {},
        [None],
        [{"role": "assistant"}],
        [{"role": "assistant", "content": None}],
        [{"role": "assistant", "content": [{"type": "image"}]}],
        "Answer: " + "9" * 100_000,
        "Answer: \x00\ud800",
        "Answer: __import__('os')",
        "(" * 50_000,
    ],
)
def test_reward_never_raises_on_a_completion(
    shared_host: VerificationHost, completion: Any
) -> None:
    assert reward([completion, "Answer: 2.5"], answer=["2.5", "2.5"]) == [None, 1.0]


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda: reward(["x"]), TypeError, "needs the column"),
        (lambda: reward(["x"], answer=["1", "2"]), ValueError, "2 values for 1 completions"),
        (lambda: reward(["x"], answer=[["1"]]), TypeError, "row 0"),
        (lambda: reward(["x"], answer=["1"], rtol=["much"]), TypeError, "row 0: rtol"),
        (
            lambda: reward(["x"], reference=[{"kind": "number", "value": "1", "payload": "{"}]),
            ValueError,
            "row 0: Expecting",
        ),
        (lambda: reward(["x"], reference=[{"kind": "number", "value": ""}]), ValueError, "row 0"),
    ],
)
def test_wrong_columns_are_clear_errors(
    shared_host: VerificationHost, call: Any, error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        call()


@pytest.mark.parametrize(
    ("completion", "text"),
    [
        ("plain", "plain"),
        ([{"role": "assistant", "content": "told"}], "told"),
        ([{"content": "first"}, {"content": "last"}], "last"),
        ([{"content": [{"type": "text", "text": "a"}, {"type": "text", "text": "b"}]}], "ab"),
        ({"content": "one message"}, "one message"),
        ([], None),
        (3, None),
    ],
)
def test_text_of_a_completion(completion: Any, text: str | None) -> None:
    assert completion_text(completion) == text


# --- the names of the package -------------------------------------------------------------


def test_public_names_are_there() -> None:
    for name in preceptor.__all__:
        assert getattr(preceptor, name) is not None
    assert set(preceptor.__all__) <= set(dir(preceptor))
    with pytest.raises(AttributeError, match="no attribute 'verifi'"):
        preceptor.verifi  # noqa: B018


def test_import_is_light_and_verify_needs_no_heavy_library() -> None:
    program = (
        "import sys, preceptor\n"
        "assert 'pydantic' not in sys.modules and 'click' not in sys.modules\n"
        "from preceptor import verify, reward\n"
        "assert 'pydantic' in sys.modules\n"
        "assert not {'torch', 'transformers', 'openai', 'sympy', 'pint'} & set(sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True, timeout=60)


def test_a_column_that_means_something_else_is_ignored_with_a_warning(
    shared_host: VerificationHost,
) -> None:
    with pytest.warns(UserWarning, match="the column 'uncertainty' is ignored"):
        assert reward(completions=["Answer: 2.5"], answer=["2.5"], uncertainty=["0.1 m"]) == [1.0]
    with pytest.warns(UserWarning, match="the column 'digits' is ignored"):
        assert reward(completions=["Answer: 3"], answer=["3.49"], digits=[True]) == [0.0]
    with pytest.raises((TypeError, ValueError), match="row 0: rtol"):
        reward(completions=["Answer: 2.5"], answer=["2.5"], rtol=["wide"])


@pytest.mark.parametrize("name", ["rtol", "atol", "digits"])
def test_true_and_false_are_not_numbers(name: str) -> None:
    for strict in (True, False):
        with pytest.raises(TypeError, match=f"{name}: expected a number"):
            verification.stated_conventions({name: True}, strict=strict)
    assert verification.stated_conventions({"ordered": True}).ordered is True
