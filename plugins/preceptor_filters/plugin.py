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
            "drops solutions that are cut off, refused, malformed, or without reasoning or answer",
        ),
        Registration(
            "length",
            "preceptor_filters.length:LengthFilter",
            "drops solutions that are too short or too long",
        ),
        Registration(
            "exact-duplicates",
            "preceptor_filters.duplicates:ExactDuplicates",
            "keeps one of several solutions that differ only in white space",
        ),
        Registration(
            "eval-overlap",
            "preceptor_filters.overlap:EvalOverlap",
            "drops training rows with the same statement as an evaluation problem",
        ),
    ]
