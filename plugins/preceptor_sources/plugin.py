"""Registers the built-in sources."""

from __future__ import annotations

from preceptor.hookspecs import Registration, hookimpl

PRECEPTOR_API = 1


@hookimpl
def preceptor_sources() -> list[Registration]:
    return [
        Registration(
            "file",
            "preceptor_sources.file:FileSource",
            "problems from JSONL, JSON, CSV, Parquet or a folder saved by Hugging Face datasets",
        ),
        Registration(
            "families",
            "preceptor_sources.families:FamiliesSource",
            "seeded problems drawn from the subjects' parametric families",
        ),
        Registration(
            "bundled",
            "preceptor_sources.bundled:BundledSource",
            "the problems that ship with the subjects",
        ),
    ]
