"""The environment variable that decides what ``precision: auto`` means on this machine."""

from __future__ import annotations

import os
from typing import Final, Literal

from preceptor.errors import UsageError, did_you_mean

PRECISION_VARIABLE: Final = "PRECEPTOR_PRECISION"

ChosenPrecision = Literal["fp32", "bf16"]


def requested_precision() -> ChosenPrecision | None:
    """What ``PRECEPTOR_PRECISION`` asks for; ``None`` leaves the choice to the hardware.

    For comparing runs from different machines: an explicit ``precision`` in a recipe takes
    priority over it.

    Raises:
        UsageError: the variable is set to something other than ``auto``, ``fp32`` or ``bf16``.
    """
    value = os.environ.get(PRECISION_VARIABLE, "").strip().lower()
    match value:
        case "" | "auto":
            return None
        case "fp32" | "bf16":
            return value
        case _:
            known = ("auto", "fp32", "bf16")
            raise UsageError(
                f"{PRECISION_VARIABLE}={value}: unknown precision{did_you_mean(value, known)}",
                hint="set it to fp32 or bf16, or unset it to let the hardware decide",
            )
