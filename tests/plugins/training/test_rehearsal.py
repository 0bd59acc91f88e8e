"""Rehearsal keeps a tuned model near its base on text that is not in the training rows."""

from __future__ import annotations

import copy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from preceptor.components import TrainJob
from preceptor_training.rehearsal import Rehearsal, own_texts
from preceptor_training.sft import SupervisedTrainer
from preceptor_training.sft_options import SftOptions

torch = pytest.importorskip("torch")


@pytest.fixture
def loaded(tiny_model: Path) -> tuple[Any, Any]:
    from transformers import AutoModelForCausalLM, AutoTokenizer

    model = AutoModelForCausalLM.from_pretrained(tiny_model, dtype=torch.float32)
    return model, AutoTokenizer.from_pretrained(tiny_model)


def texts_of(loaded: tuple[Any, Any], keep: Path, **more: Any) -> Any:
    options = {"texts": 5, "tokens": 12, "seed": 3, "key": "k", **more}
    return own_texts(*loaded, keep=keep, **options)


def test_texts_are_kept_and_leave_the_random_state_alone(loaded: Any, tmp_path: Path) -> None:
    torch.manual_seed(11)
    before = torch.get_rng_state()
    first = texts_of(loaded, tmp_path / "r.json")
    assert first.shape == (5, 12)
    assert torch.equal(before, torch.get_rng_state())
    # Read from the file, whatever the seed is now; another key writes new texts.
    assert torch.equal(first, texts_of(loaded, tmp_path / "r.json", seed=9))
    assert torch.equal(first, texts_of(loaded, tmp_path / "other.json"))
    assert not torch.equal(first, texts_of(loaded, tmp_path / "r.json", key="k2", seed=9))
    assert len({int(row[0]) for row in first}) > 1, "first tokens are drawn"


def test_a_file_that_is_not_a_rehearsal_is_replaced(loaded: Any, tmp_path: Path) -> None:
    (tmp_path / "r.json").write_text("{half")
    assert texts_of(loaded, tmp_path / "r.json").shape == (5, 12)


def test_the_divergence_is_the_kl_to_the_base(loaded: Any, tmp_path: Path) -> None:
    model, _ = loaded
    texts = texts_of(loaded, tmp_path / "r.json")
    rehearsal = Rehearsal(model, texts, per_step=2)
    assert rehearsal.divergence(model, 0).item() == pytest.approx(0.0, abs=1e-6)

    base = copy.deepcopy(model)
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.add_(torch.randn_like(parameter) * 0.05)
    found = rehearsal.divergence(model, 2)
    rows = texts[[4, 0]]  # the texts come round: rows 4 and 5 of 5
    p = torch.softmax(base(input_ids=rows).logits, dim=-1)
    q = torch.softmax(model(input_ids=rows).logits, dim=-1)
    by_hand = (p * (p / q).log()).sum(-1).mean()
    assert found.item() == pytest.approx(by_hand.item(), rel=1e-3)
    assert found.item() > 0.001
    found.backward()
    assert all(p.grad is None for p in base.parameters())


@pytest.mark.parametrize(
    ("method", "precision"), [("full", "fp32"), ("full", "bf16"), ("lora", "fp32")]
)
def test_a_rehearsed_model_drifts_less(
    method: Any,
    precision: Any,
    context: Any,
    tiny_model: Path,
    write_rows: Callable[..., Path],
    loaded: Any,
    tmp_path: Path,
) -> None:
    from transformers import AutoModelForCausalLM

    rows = write_rows()
    fresh = texts_of(loaded, tmp_path / "fresh.json", texts=8, tokens=32, seed=77)
    drift = {}
    for weight in (0.0, 5.0):
        options = SftOptions(
            model=str(tiny_model),
            method=method,
            precision=precision,
            device="cpu",
            learning_rate=3e-3,
            epochs=6,
            rehearsal=weight,
            rehearsal_texts=16,
            rehearsal_tokens=32,
            rehearsal_batch=4,
        )
        trainer = SupervisedTrainer(options, context[0])
        folder = tmp_path / f"{method}-{weight}"
        result = trainer.train(TrainJob(rows, None, folder))
        tuned = AutoModelForCausalLM.from_pretrained(result.model, dtype=torch.float32)
        with torch.no_grad():
            drift[weight] = Rehearsal(loaded[0], fresh, per_step=8).divergence(tuned, 0).item()
    assert drift[5.0] < 0.7 * drift[0.0], drift
