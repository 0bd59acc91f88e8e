"""The trainer on a tiny random model: what it learns, keeps, resumes and refuses."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

torch = pytest.importorskip("torch")

from preceptor.components import Context, TrainJob, TrainResult  # noqa: E402
from preceptor.errors import NotReadyError, PreceptorError, UsageError  # noqa: E402
from preceptor_training.sft import SupervisedTrainer  # noqa: E402
from preceptor_training.sft_options import SftOptions  # noqa: E402

PRECISIONS = [pytest.param("fp32", 1e-4, id="fp32"), pytest.param("bf16", 2e-2, id="bf16")]
"""Each precision, and how closely (relative) two ways of computing one loss agree in it.

bfloat16 has 8 significant bits, so that a rounding changes a number by up to 1 in 256."""


class Stopped(Exception):
    """Stands for the process being killed."""


def tune(
    context: tuple[Context, list[str]],
    model: Path,
    train: Path,
    folder: Path,
    *,
    validation: Path | None = None,
    stop_after: int | None = None,
    **options: Any,
) -> TrainResult:
    values = {"model": str(model), "epochs": 4, "learning_rate": 3e-3, "device": "cpu", **options}
    trainer = SupervisedTrainer(SftOptions(**values), context[0])

    def progress(step: int, _total: int, _metrics: Any) -> None:
        if step == stop_after:
            raise Stopped

    return trainer.train(TrainJob(train, validation, folder, progress))


def weights(folder: str) -> dict[str, Any]:
    from safetensors.torch import load_file

    return dict(load_file(Path(folder) / "model.safetensors"))


@pytest.mark.parametrize("precision", ["fp32", "bf16"])
def test_learns_and_the_saved_model_loads(
    precision: str,
    context: Any,
    tiny_model: Path,
    write_rows: Callable[..., Path],
    tmp_path: Path,
) -> None:
    rows = write_rows()
    options: dict[str, Any] = {"epochs": 12, "batch_size": 4, "precision": precision}
    result = tune(context, tiny_model, rows, tmp_path / "out", validation=rows, **options)
    from transformers import AutoModelForCausalLM, AutoTokenizer

    assert (result.steps, result.rows) == (60, 20)
    assert result.losses[0] > 4.0
    assert result.losses[-1] < 0.5 * result.losses[0]
    assert result.validation_loss is not None
    assert result.validation_loss < 0.5 * result.losses[0]
    model = AutoModelForCausalLM.from_pretrained(result.model)
    tokenizer = AutoTokenizer.from_pretrained(result.model)
    assert model.generation_config.eos_token_id == tokenizer.eos_token_id
    assert model.config.use_cache
    assert tokenizer.chat_template
    assert not (tmp_path / "out" / "checkpoints").exists()
    # What was reported is what was saved: the loss of the loaded model on one row by hand.
    text = tokenizer.apply_chat_template(
        json.loads(rows.read_text().splitlines()[0])["messages"], tokenize=False
    )
    ids = tokenizer(text, return_tensors="pt")["input_ids"]
    assert model(input_ids=ids, labels=ids).loss.item() > 0


@pytest.mark.parametrize(("precision", "rel"), PRECISIONS)
def test_how_a_batch_is_cut_up_changes_nothing(
    precision: str,
    rel: float,
    context: Any,
    tiny_model: Path,
    write_rows: Callable[..., Path],
    tmp_path: Path,
) -> None:
    rows = write_rows()
    options: dict[str, Any] = {"epochs": 2, "precision": precision}
    whole = tune(context, tiny_model, rows, tmp_path / "a", micro_tokens=10_000, **options)
    cut = tune(context, tiny_model, rows, tmp_path / "b", micro_tokens=1, **options)
    assert whole.precision == cut.precision == precision
    assert whole.losses == pytest.approx(cut.losses, rel=rel)


@pytest.mark.parametrize(
    ("method", "precision"), [("full", "fp32"), ("full", "bf16"), ("lora", "fp32")]
)
def test_an_interrupted_run_resumes_to_the_same_weights(
    method: str,
    precision: str,
    context: Any,
    tiny_model: Path,
    write_rows: Callable[..., Path],
    tmp_path: Path,
) -> None:
    rows = write_rows()
    options: dict[str, Any] = {"method": method, "precision": precision}
    options |= {"checkpoint_every": 3, "batch_size": 5}
    if method == "lora":
        pytest.importorskip("peft")
        # Dropout makes the random generator's state matter.
        options |= {"lora_rank": 2, "lora_dropout": 0.2}
    straight = tune(context, tiny_model, rows, tmp_path / "straight", **options)
    with pytest.raises(Stopped):
        tune(context, tiny_model, rows, tmp_path / "cut", stop_after=8, **options)
    assert [p.name for p in (tmp_path / "cut" / "checkpoints").iterdir()] == ["step-000006"]
    resumed = tune(context, tiny_model, rows, tmp_path / "cut", **options)
    assert "resuming at step 6 of 16" in context[1]
    assert resumed.losses == straight.losses
    expected, actual = weights(straight.model), weights(resumed.model)
    assert expected.keys() == actual.keys()
    assert all(torch.equal(expected[name], actual[name]) for name in expected)
    base = weights(str(tiny_model))
    assert any(not torch.equal(base[name], actual[name]) for name in base)


def test_a_finished_run_is_not_repeated_and_a_changed_one_is(
    context: Any, tiny_model: Path, write_rows: Callable[..., Path], tmp_path: Path
) -> None:
    rows = write_rows()
    first = tune(context, tiny_model, rows, tmp_path / "out", max_steps=2)
    again = tune(context, tiny_model, rows, tmp_path / "out", max_steps=2, stop_after=1)
    assert again == first
    changed = tune(context, tiny_model, rows, tmp_path / "out", max_steps=3)
    assert changed.steps == 3


def test_another_chat_template_is_another_run(
    context: Any, tiny_model: Path, write_rows: Callable[..., Path], tmp_path: Path
) -> None:
    base = tmp_path / "base"
    shutil.copytree(tiny_model, base)
    tune(context, base, write_rows(), tmp_path / "out", max_steps=1)
    template = base / "chat_template.jinja"
    template.write_text(template.read_text() + "{# as before #}")
    tune(context, base, write_rows(), tmp_path / "out", max_steps=1)
    assert not [line for line in context[1] if "already tuned" in line]


def test_a_checkpoint_of_other_options_is_not_resumed(
    context: Any, tiny_model: Path, write_rows: Callable[..., Path], tmp_path: Path
) -> None:
    rows = write_rows()
    with pytest.raises(Stopped):
        tune(context, tiny_model, rows, tmp_path / "out", checkpoint_every=1, stop_after=3)
    result = tune(context, tiny_model, rows, tmp_path / "out", seed=5, max_steps=2)
    assert result.steps == 2
    assert not any("resuming" in line for line in context[1])


def test_equal_seeds_give_equal_runs_and_others_do_not(
    context: Any, tiny_model: Path, write_rows: Callable[..., Path], tmp_path: Path
) -> None:
    rows = write_rows()
    first, same, different = (
        tune(context, tiny_model, rows, tmp_path / name, seed=seed, max_steps=4)
        for name, seed in (("first", 1), ("same", 1), ("different", 2))
    )
    assert first.losses == same.losses
    assert first.losses != different.losses


def test_lora_saves_the_adapter_and_the_merged_model(
    context: Any, tiny_model: Path, write_rows: Callable[..., Path], tmp_path: Path
) -> None:
    pytest.importorskip("peft")
    result = tune(context, tiny_model, write_rows(), tmp_path / "out", method="lora", lora_rank=2)
    assert (tmp_path / "out" / "adapter" / "adapter_model.safetensors").is_file()
    assert weights(result.model).keys() == weights(str(tiny_model)).keys()
    assert result.losses[-1] < result.losses[0]


def test_too_long_rows_are_counted_and_logged(
    context: Any, tiny_model: Path, write_rows: Callable[..., Path], tmp_path: Path
) -> None:
    long = {
        "messages": [
            {"role": "user", "content": "What is 1 + 1? " * 40},
            {"role": "assistant", "content": "Answer: 2"},
        ]
    }
    rows = write_rows([long, {**long}, *json.loads(json.dumps(_sums()))])
    result = tune(context, tiny_model, rows, tmp_path / "out", max_length=128, max_steps=1)
    assert result.rows == 20
    assert "train.jsonl: 2 of 22 rows have more than 128 tokens and are left out" in context[1]


def _sums() -> list[Any]:
    return [
        {
            "messages": [
                {"role": "user", "content": f"What is {n} + 1?"},
                {"role": "assistant", "content": f"Answer: {n + 1}"},
            ]
        }
        for n in range(20)
    ]


@pytest.mark.parametrize(
    ("rows", "options", "error", "words"),
    [
        ([], {}, UsageError, "no rows to train on"),
        (_sums(), {"max_length": 8}, UsageError, "all 20 rows are too long"),
        ([{"text": "no messages"}], {}, UsageError, r"train.jsonl:1: not a chat row"),
        (
            [{"messages": [{"role": "user", "content": "?"}]}],
            {},
            UsageError,
            r"train.jsonl:1: no assistant message",
        ),
        (_sums(), {"learning_rate": 1e30}, PreceptorError, r"tuning stopped at step \d+ of"),
    ],
)
def test_what_is_refused(
    rows: Any,
    options: Any,
    error: type[Exception],
    words: str,
    context: Any,
    tiny_model: Path,
    write_rows: Callable[..., Path],
    tmp_path: Path,
) -> None:
    with pytest.raises(error, match=words):
        tune(context, tiny_model, write_rows(rows), tmp_path / "out", **options)
    assert not (tmp_path / "out" / "model").exists()


def test_a_gpu_that_is_not_there(
    context: Any, tiny_model: Path, write_rows: Callable[..., Path], tmp_path: Path
) -> None:
    if torch.cuda.is_available():
        pytest.skip("this machine has a CUDA GPU")
    with pytest.raises(NotReadyError, match="no CUDA GPU"):
        tune(context, tiny_model, write_rows(), tmp_path / "out", device="cuda")


@pytest.mark.parametrize(("precision", "rel"), PRECISIONS)
def test_the_loss_is_that_of_transformers_on_the_completion_only(
    precision: str,
    rel: float,
    context: Any,
    tiny_model: Path,
    write_rows: Callable[..., Path],
    tmp_path: Path,
) -> None:
    """One step at batch size 1 against the model's own loss in fp32 with hand-made labels."""
    from transformers import AutoModelForCausalLM, AutoTokenizer

    row = json.loads(write_rows().read_text().splitlines()[7])
    train = write_rows([row])
    options: dict[str, Any] = {"max_steps": 1, "precision": precision}
    result = tune(context, tiny_model, train, tmp_path / "out", **options)
    model = AutoModelForCausalLM.from_pretrained(tiny_model)
    tokenizer = AutoTokenizer.from_pretrained(tiny_model)
    asked = tokenizer.apply_chat_template(
        row["messages"][:2], tokenize=False, add_generation_prompt=True
    )
    prompt = tokenizer(asked)["input_ids"]
    answer = tokenizer(row["messages"][2]["content"] + "<|im_end|>")["input_ids"]
    ids = torch.tensor([prompt + answer])
    labels = torch.tensor([[-100] * len(prompt) + answer])
    expected = model(input_ids=ids, labels=labels).loss.item()
    assert result.losses[0] == pytest.approx(expected, rel=rel)
    assert result.tokens == len(answer)
