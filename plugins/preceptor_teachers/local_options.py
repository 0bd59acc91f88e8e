"""The options of the ``local`` teacher."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from preceptor.components import Options
from preceptor.models.store import DEFAULT_MODEL

EngineName = Literal["xllamacpp", "transformers"]


class LocalOptions(Options):
    """Options of the ``local`` teacher."""

    model: str = Field(
        default=DEFAULT_MODEL,
        description=(
            "The model: name of an embedded model, or path of a .gguf file or a transformers "
            "directory (relative to the recipe)."
        ),
    )
    engine: Literal["auto", "xllamacpp", "transformers"] = Field(
        default="auto",
        description=(
            "`xllamacpp` serves a .gguf file on the loopback interface; `transformers` generates "
            "in batches within this process. `auto` uses the one that fits the model."
        ),
    )
    slots: int = Field(
        default=8, ge=1, le=256, description="Requests answered at the same time, 1 to 256."
    )
    context: int = Field(
        default=4096,
        ge=256,
        description="Tokens of prompt and reply together, per slot; more need more memory.",
    )
    threads: int | None = Field(
        default=None,
        ge=1,
        description="CPU threads to use; null uses all processors available to this process.",
    )
    timeout: float = Field(
        default=600.0,
        gt=0,
        description=(
            "Seconds without a byte of the reply after which a request fails. Waiting for a free "
            "slot counts."
        ),
    )
