"""Registers the built-in exporters."""

from __future__ import annotations

from preceptor.hookspecs import Registration, hookimpl

PRECEPTOR_API = 1


@hookimpl
def preceptor_exporters() -> list[Registration]:
    return [
        Registration(
            "jsonl",
            "preceptor_exporters.files:JsonlExporter",
            "chat rows as JSON Lines: SFT, preference pairs, RL prompts",
            default=True,
        ),
        Registration(
            "parquet",
            "preceptor_exporters.files:ParquetExporter",
            "chat rows as Parquet: SFT, preference pairs, RL prompts",
        ),
    ]
