"""Registers the built-in filters."""

from __future__ import annotations

from preceptor.hookspecs import Registration, hookimpl

PRECEPTOR_API = 1


@hookimpl
def preceptor_filters() -> list[Registration]:
    return [
        Registration(
            "format",
            "preceptor_filters.format:FormatFilter",
            "drops solutions without reasoning or answer line, cut off, refused or malformed",
        ),
        Registration(
            "length",
            "preceptor_filters.length:LengthFilter",
            "drops solutions that are too short or too long",
        ),
        Registration(
            "exact-duplicates",
            "preceptor_filters.duplicates:ExactDuplicates",
            "keeps one of solutions that are equal up to spacing",
        ),
        Registration(
            "eval-overlap",
            "preceptor_filters.overlap:EvalOverlap",
            "drops training rows whose statement is that of an evaluation problem",
        ),
    ]
