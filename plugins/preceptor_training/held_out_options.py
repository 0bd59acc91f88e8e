"""The options of the evaluator ``held-out``."""

from __future__ import annotations

from pydantic import Field

from preceptor.components import Options
from preceptor_training import hardware


class HeldOutOptions(Options):
    """Options of the evaluator ``held-out``; they are the same for every condition."""

    max_new_tokens: int = Field(
        default=256,
        ge=1,
        description="Maximum length of an answer in tokens. A longer one is cut there and graded "
        "as it is.",
    )
    batch_size: int = Field(
        default=32, ge=1, description="Answers generated at the same time; more need more memory."
    )
    general_tokens: int = Field(
        default=20_000,
        ge=0,
        description=(
            "Tokens of general text on which the loss is measured, to see forgetting; rounded up "
            "to whole blocks. 0 leaves this measurement out."
        ),
    )
    general_block: int = Field(
        default=512,
        ge=16,
        description=(
            "Tokens per block of general text. Blocks are the units of the paired confidence "
            "interval."
        ),
    )
    precision: hardware.Precision = Field(default="auto", description=hardware.PRECISION_HELP)
    device: hardware.DeviceName = Field(default="auto", description=hardware.DEVICE_HELP)
