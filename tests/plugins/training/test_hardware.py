"""Which device and precision ``auto`` takes, by the machine and by the environment."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

torch = pytest.importorskip("torch")

from preceptor.components import Context  # noqa: E402
from preceptor.errors import UsageError  # noqa: E402
from preceptor_training import hardware  # noqa: E402
from preceptor_training.held_out import HeldOutEvaluator  # noqa: E402
from preceptor_training.held_out_options import HeldOutOptions  # noqa: E402
from preceptor_training.sft import SupervisedTrainer  # noqa: E402
from preceptor_training.sft_options import SftOptions  # noqa: E402

VARIABLE = "PRECEPTOR_PRECISION"


@pytest.mark.parametrize(
    ("facts", "precision"),
    [
        ({}, "fp32"),
        ({"avx512_bf16": False, "amx_bf16": False}, "fp32"),
        ({"avx512_bf16": True}, "bf16"),
        ({"amx_bf16": True}, "bf16"),
    ],
)
def test_the_processor_decides_about_auto(
    facts: dict[str, Any], precision: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    monkeypatch.setattr(hardware, "_cpu_facts", lambda: facts)
    assert hardware.choose("cpu", "auto").precision == precision
    monkeypatch.setenv(VARIABLE, "auto")
    assert hardware.choose("cpu", "auto").precision == precision


@pytest.mark.parametrize("value", ["fp32", "bf16", " BF16 "])
@pytest.mark.parametrize("native", [True, False])
def test_the_variable_decides_about_auto_and_a_recipe_about_itself(
    value: str, native: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hardware, "_cpu_facts", lambda: {"avx512_bf16": native})
    monkeypatch.setenv(VARIABLE, value)
    assert hardware.choose("cpu", "auto").precision == value.strip().lower()
    assert hardware.choose("cpu", "fp32").precision == "fp32"
    assert hardware.choose("cpu", "bf16").precision == "bf16"


def test_a_mistake_in_the_variable_is_reported_before_anything_is_run(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv(VARIABLE, "fp23")
    context = Context("part", base=tmp_path)
    for build in (
        lambda: SupervisedTrainer(SftOptions(), context),
        lambda: HeldOutEvaluator(HeldOutOptions(), context),
    ):
        with pytest.raises(UsageError, match=r"=fp23: unknown precision \(did you mean 'fp32'"):
            build()


@pytest.mark.parametrize("precision", ["fp32", "bf16"])
def test_products_are_in_the_precision_and_weights_in_float32(precision: Any) -> None:
    machine = hardware.choose("cpu", precision)
    layer = torch.nn.Linear(4, 4)
    with machine.autocast():
        assert layer(torch.ones(1, 4)).dtype == machine.inference_dtype
    assert layer.weight.dtype == torch.float32
    assert machine.inference_dtype == {"fp32": torch.float32, "bf16": torch.bfloat16}[precision]
