"""The device and precision that a model runs with on this machine, and loading it there."""

from __future__ import annotations

import contextlib
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal

from preceptor.errors import NotReadyError
from preceptor.models.gguf import without_progress_bars
from preceptor.models.precision import ChosenPrecision, requested_precision

Precision = Literal["auto", "fp32", "bf16"]
DeviceName = Literal["auto", "cpu", "cuda"]

PRECISION_HELP: Final = (
    "Precision of matrix products. `auto` uses bf16 where the hardware multiplies it and fp32 "
    "elsewhere; the environment variable PRECEPTOR_PRECISION (fp32 or bf16) overrides `auto`."
)
DEVICE_HELP: Final = "Where the model runs. `auto` uses a CUDA GPU if there is one, else the CPU."


@dataclass(frozen=True)
class Hardware:
    """A device and the precision of matrix products on it.

    Attributes:
        device: ``cpu`` or ``cuda``.
        precision: ``fp32`` or ``bf16``.
        label: Its name in reports: that of the GPU or the processor.
    """

    device: str
    precision: ChosenPrecision
    label: str

    @contextlib.contextmanager
    def autocast(self) -> Iterator[None]:
        """Run matrix products in bfloat16 if that is the precision; weights stay in float32."""
        import torch

        enabled = self.precision == "bf16"
        with torch.autocast(self.device, dtype=torch.bfloat16, enabled=enabled):
            yield

    @property
    def inference_dtype(self) -> Any:
        """The dtype in which weights are loaded when they are not tuned."""
        import torch

        return torch.bfloat16 if self.precision == "bf16" else torch.float32


def require_training_packages() -> None:
    """Raise ``NotReadyError`` unless torch and transformers are installed."""
    try:
        import torch  # noqa: F401
        import transformers  # noqa: F401
    except ImportError as error:
        raise NotReadyError(
            f"tuning and evaluation need {error.name}, which is not installed",
            hint="pip install 'preceptor[train]'",
        ) from error


def choose(device: DeviceName, precision: Precision) -> Hardware:
    """Resolve ``auto``.

    For ``precision: auto`` the environment variable ``PRECEPTOR_PRECISION`` decides if it is
    set. Otherwise bfloat16 is used where the hardware multiplies it: CUDA from compute
    capability 8.0 on, and processors with AMX or AVX512-BF16. Elsewhere it is emulated, which is
    slower than float32.

    Raises:
        NotReadyError: a GPU is requested and there is none.
        UsageError: ``PRECEPTOR_PRECISION`` is not a known precision.
    """
    import torch

    if device == "cuda" and not torch.cuda.is_available():
        raise NotReadyError(
            "device: cuda, but torch sees no CUDA GPU",
            hint="install the CUDA build of torch (docs/how-to/tune-on-a-gpu.md says how), "
            "or set device: auto",
        )
    if device == "cuda" or (device == "auto" and torch.cuda.is_available()):
        name, label = "cuda", torch.cuda.get_device_name()
        native = torch.cuda.get_device_capability()[0] >= 8
    else:
        name, label = "cpu", _cpu_name()
        native = _cpu_multiplies_bf16()
    if precision != "auto":
        return Hardware(name, precision, label)
    return Hardware(name, requested_precision() or ("bf16" if native else "fp32"), label)


def _cpu_facts() -> dict[str, Any]:
    import torch

    # Absent from older torch; float32 is then the safe choice.
    read = getattr(torch.cpu, "get_capabilities", None)
    return dict(read()) if read else {}


def _cpu_multiplies_bf16() -> bool:
    facts = _cpu_facts()
    return bool(facts.get("amx_bf16") or facts.get("avx512_bf16"))


def _cpu_name() -> str:
    import platform

    import torch

    name = _cpu_facts().get("cpu_name") or platform.processor() or platform.machine()
    return f"{name}, {torch.get_num_threads()} threads"


def seed_everything(seed: int) -> None:
    """Seed Python's and torch's generators (CPU and GPU)."""
    import torch

    random.seed(seed)
    torch.manual_seed(seed)


def load_model(path: Path, hardware: Hardware, *, dtype: Any) -> Any:
    """Load a causal language model onto the device, from local files only.

    Raises:
        NotReadyError: transformers cannot load a model from the directory.
    """
    from transformers import AutoModelForCausalLM

    try:
        with without_progress_bars():
            model = AutoModelForCausalLM.from_pretrained(path, dtype=dtype, local_files_only=True)
    except (OSError, ValueError, KeyError) as error:
        raise NotReadyError(
            f"cannot load a model from {path}: {error}",
            hint="give a directory written by save_pretrained that contains .safetensors files",
        ) from error
    return model.to(hardware.device)


def load_tokenizer(path: Path) -> Any:
    """Load the tokenizer of a model directory; it must have a chat template.

    Raises:
        NotReadyError: the directory has no tokenizer, or the tokenizer has no chat template.
    """
    from transformers import AutoTokenizer

    try:
        tokenizer = AutoTokenizer.from_pretrained(path, local_files_only=True)
    except (OSError, ValueError, KeyError) as error:
        raise NotReadyError(f"cannot load a tokenizer from {path}: {error}") from error
    if not tokenizer.chat_template:
        raise NotReadyError(
            f"the tokenizer in {path} has no chat template",
            hint="use a chat ('instruct') model, or add a chat_template.jinja to the directory",
        )
    if tokenizer.pad_token_id is None:
        tokenizer.pad_token = tokenizer.eos_token
    return tokenizer


def stored_dtype(path: Path) -> Any:
    """Return the dtype in which a model directory stores its weights."""
    import torch

    config = json.loads((path / "config.json").read_text(encoding="utf-8"))
    name = config.get("dtype") or config.get("torch_dtype") or "float32"
    return getattr(torch, str(name).removeprefix("torch."), torch.float32)


def versions() -> dict[str, str]:
    """Return the versions of Python and the packages that the numbers depend on."""
    import platform

    import torch
    import transformers

    return {
        "python": platform.python_version(),
        "torch": str(torch.__version__),
        "transformers": str(transformers.__version__),
    }
