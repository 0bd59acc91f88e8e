"""The evaluator on tiny models: tables, resume, and what counts as solved."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

torch = pytest.importorskip("torch")

from preceptor.components import (  # noqa: E402
    Context,
    EvalJob,
    EvalReport,
    EvalSet,
    Example,
    TrainJob,
)
from preceptor.families import Family  # noqa: E402
from preceptor.prompts import Prompts  # noqa: E402
from preceptor.records import Problem, Provenance, Reference, Status, Verdict  # noqa: E402
from preceptor.reporting.statistics import mcnemar_exact, wilson_interval  # noqa: E402
from preceptor_training import general_loss  # noqa: E402
from preceptor_training.generation import GreedyGenerator  # noqa: E402
from preceptor_training.held_out import HeldOutEvaluator  # noqa: E402
from preceptor_training.held_out_options import HeldOutOptions  # noqa: E402
from preceptor_training.sft import SupervisedTrainer  # noqa: E402
from preceptor_training.sft_options import SftOptions  # noqa: E402


class Sums:
    """A subject with two worked examples."""

    def prompts(self) -> Prompts:
        return Prompts()

    def examples(self) -> Sequence[Example]:
        return [Example(statement=f"What is {n} + 1?", solution=f"Answer: {n + 1}") for n in (5, 6)]

    def families(self) -> Sequence[Family]:
        return ()

    def bundled(self) -> Path | None:
        return None


def problem(n: int) -> Problem:
    return Problem(
        subject="sums",
        statement=f"What is {n} + {n}?",
        reference=Reference(kind="number", value=str(2 * n)),
        provenance=Provenance(source="test"),
    )


SETS = (
    EvalSet("instances", [problem(n) for n in range(6)]),
    EvalSet("families", [problem(n) for n in range(100, 104)]),
)
Pairs = Sequence[tuple[Problem, str]]


def by_length(pairs: Pairs) -> list[Verdict]:
    """A verifier that a random model sometimes satisfies; every fourth is undecided."""
    status = [Status.ACCEPTED, Status.REJECTED, Status.UNDECIDED, Status.REJECTED]
    return [Verdict(status=status[len(text) % 4], reason="length") for _, text in pairs]


@pytest.fixture(scope="module")
def tuned(tiny_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tuned")
    row = {
        "messages": [
            {"role": "user", "content": "What is 1 + 1?"},
            {"role": "assistant", "content": "Answer: 2"},
        ]
    }
    (folder / "rows.jsonl").write_text(json.dumps(row) + "\n")
    options = SftOptions(
        model=str(tiny_model), epochs=6, learning_rate=1e-2, precision="fp32", device="cpu"
    )
    trainer = SupervisedTrainer(options, Context("sft"))
    return Path(trainer.train(TrainJob(folder / "rows.jsonl", None, folder / "out")).model)


class Bench:
    """Runs the evaluator on the tiny base and the tiny tuned model."""

    def __init__(self, base: Path, tuned: Path, folder: Path) -> None:
        self.folder = folder
        self.conditions = (("zero", str(base), 0), ("few", str(base), 2), ("tuned", str(tuned), 0))
        self.progress: list[tuple[str, int, int]] = []

    def run(self, verify: Any = by_length, sets: Any = SETS, **options: Any) -> EvalReport:
        values = {"max_new_tokens": 8, "general_tokens": 300, "general_block": 32, "device": "cpu"}
        component = HeldOutEvaluator(
            HeldOutOptions(**{**values, **options}), Context("held-out", {"sums": Sums()})
        )
        self.progress.clear()
        job = EvalJob(
            self.conditions, sets, verify, self.folder, lambda *update: self.progress.append(update)
        )
        return component.evaluate(job)


@pytest.fixture
def bench(tiny_model: Path, tuned: Path, tmp_path: Path) -> Bench:
    return Bench(tiny_model, tuned, tmp_path / "evaluation")


@pytest.mark.parametrize("precision", ["fp32", "bf16"])
def test_the_whole_table(precision: str, bench: Bench) -> None:
    seen: list[str] = []

    def verify(pairs: Pairs) -> list[Verdict]:
        seen.extend(text for _, text in pairs)
        return by_length(pairs)

    report = bench.run(verify, precision=precision)
    assert [(s.set, s.condition) for s in report.scores] == [
        (name, label) for name in ("instances", "families") for label in ("zero", "few", "tuned")
    ]
    for score in report.scores:
        assert score.total == {"instances": 6, "families": 4}[score.set]
        assert (score.low, score.high) == wilson_interval(score.correct, score.total)
    graded = [json.loads(line) for line in (bench.folder / "graded.jsonl").open()]
    assert len(graded) == 30
    for score in report.scores:
        rows = [r for r in graded if (r["set"], r["condition"]) == (score.set, score.condition)]
        assert sum(r["status"] == "accepted" for r in rows) == score.correct
        assert sum(r["status"] == "undecided" for r in rows) == score.undecided
    assert any(score.undecided for score in report.scores)
    # Few-shot against zero-shot, and tuned against few-shot and, if stronger, zero-shot.
    pairs = {(c.condition, c.baseline) for c in report.comparisons}
    assert {("few", "zero"), ("tuned", "few")} <= pairs
    for comparison in report.comparisons:
        status = {
            label: [
                r["status"] == "accepted"
                for r in graded
                if (r["set"], r["condition"]) == (comparison.set, label)
            ]
            for label in (comparison.baseline, comparison.condition)
        }
        both = list(zip(status[comparison.baseline], status[comparison.condition], strict=True))
        assert comparison.gained == sum(new and not old for old, new in both)
        assert comparison.lost == sum(old and not new for old, new in both)
        assert comparison.p_value == mcnemar_exact(comparison.gained, comparison.lost)
    base, tuned = report.general
    assert (base.condition, base.change) == ("zero", None)
    assert base.tokens == tuned.tokens == 10 * 31
    assert tuned.change == pytest.approx(tuned.loss - base.loss)
    assert tuned.change_low is not None
    assert tuned.change_high is not None
    assert tuned.change is not None
    assert tuned.change_low < tuned.change < tuned.change_high
    assert report.backend["dtype"] == precision
    assert {"python", "torch", "transformers", "device", "batch_size"} <= report.backend.keys()
    templates = {m["chat_template"] for m in report.backend["models"].values()}  # type: ignore
    assert len(templates) == 1


@pytest.mark.parametrize("precision", ["fp32", "bf16"])
def test_an_interrupted_evaluation_resumes_where_it_stopped(
    precision: str, bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    options: dict[str, Any] = {"general_tokens": 0, "batch_size": 2, "precision": precision}
    straight = bench.run(**options)
    replies = bench.folder / "replies.jsonl"
    whole = replies.read_bytes()
    lines = whole.splitlines(keepends=True)
    # Torn in the middle of a line, as kill -9 would leave it.
    replies.write_bytes(b"".join(lines[:13]) + lines[13][:20])
    generated: list[int] = []
    generate = GreedyGenerator.generate

    def counted(self: Any, prompts: Any) -> Any:
        generated.append(len(prompts))
        return generate(self, prompts)

    monkeypatch.setattr(GreedyGenerator, "generate", counted)
    resumed = bench.run(**options)
    assert sum(generated) == len(lines) - 13
    assert replies.read_bytes().startswith(b"".join(lines[:13]))
    assert {_key(line) for line in replies.open("rb")} == {_key(line) for line in lines}
    if precision == "fp32":
        # The batches of the second half are other ones; only in fp32 is that sure to be without
        # effect on which token is the most probable.
        assert resumed.scores == straight.scores
        assert set(replies.read_bytes().splitlines()) == set(whole.splitlines())
    generated.clear()
    assert bench.run(**options).scores == resumed.scores
    assert generated == []
    assert bench.progress == [(label, 10, 10) for label in ("zero", "few", "tuned")]


def _key(line: bytes) -> str:
    return str(json.loads(line)["key"])


def test_a_prompt_that_does_not_fit_is_no_wrong_answer(bench: Bench) -> None:
    long = problem(1).model_copy(update={"statement": "What is 1 + 1? " * 300})
    report = bench.run(sets=[EvalSet("long", [long, problem(2)])], general_tokens=0)
    assert all(score.total == 2 and score.undecided >= 1 for score in report.scores)
    graded = (bench.folder / "graded.jsonl").read_text()
    assert "the prompt is longer than the model's context" in graded


def test_a_set_without_problems(bench: Bench) -> None:
    report = bench.run(sets=[EvalSet("empty", [])], general_tokens=0)
    assert [(s.correct, s.total, s.low, s.high) for s in report.scores] == [(0, 0, 0.0, 1.0)] * 3
    assert report.general == ()


def test_the_few_shot_prompt_holds_the_subjects_examples(bench: Bench) -> None:
    component = HeldOutEvaluator(HeldOutOptions(), Context("held-out", {"sums": Sums()}))
    asked = component._messages(problem(3), 1)
    assert [m.role for m in asked] == ["system", "user", "assistant", "user"]
    assert asked[2].content == "Answer: 6"
    other = problem(3).model_copy(update={"subject": "history"})
    assert [m.role for m in component._messages(other, 1)] == ["system", "user"]


# --- general text -------------------------------------------------------------------------


def test_docstrings_come_in_the_same_order_and_are_prose() -> None:
    from itertools import islice

    first = list(islice(general_loss.docstrings(), 30))
    assert first == list(islice(general_loss.docstrings(), 30))
    assert all(len(text) >= general_loss.SHORTEST for text in first)


def test_files_that_do_not_parse_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / "good.py").write_text('"""' + "A docstring of some length. " * 10 + '"""\n')
    (tmp_path / "bad.py").write_text("def (:\n")
    (tmp_path / "test").mkdir()
    (tmp_path / "test" / "skipped.py").write_text('"""' + "Not this one. " * 30 + '"""\n')
    assert [text[:11] for text in general_loss.docstrings(tmp_path)] == ["A docstring"]


def test_blocks_hold_the_tokens_asked_for(tiny_model: Path) -> None:
    from transformers import AutoTokenizer

    from preceptor.errors import NotReadyError

    tokenizer = AutoTokenizer.from_pretrained(tiny_model)
    blocks = general_loss.token_blocks(tokenizer, 100, 32, iter(["word " * 200]))
    assert [len(block) for block in blocks] == [32] * 4
    with pytest.raises(NotReadyError, match="are needed"):
        general_loss.token_blocks(tokenizer, 100, 32, iter(["word"]))


def test_block_losses_are_the_models_own(tiny_model: Path) -> None:
    from transformers import AutoModelForCausalLM, AutoTokenizer

    model = AutoModelForCausalLM.from_pretrained(tiny_model).eval()
    tokenizer = AutoTokenizer.from_pretrained(tiny_model)
    blocks = general_loss.token_blocks(tokenizer, 100, 24, iter(["some words " * 100]))
    losses = general_loss.block_losses(model, blocks, batch=3)
    for block, loss in zip(blocks, losses, strict=True):
        ids = torch.tensor([block])
        assert loss == pytest.approx(model(input_ids=ids, labels=ids).loss.item(), rel=1e-5)
