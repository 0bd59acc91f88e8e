"""The annotation engine: many problems at once, each request journalled, nothing paid twice."""

from __future__ import annotations

from preceptor.engine.annotate import AnnotationSummary, annotate
from preceptor.engine.events import Cell, Tally, Watch
from preceptor.engine.judge import Judge
from preceptor.engine.options import Caps, EngineOptions, Pass

__all__ = [
    "AnnotationSummary",
    "Caps",
    "Cell",
    "EngineOptions",
    "Judge",
    "Pass",
    "Tally",
    "Watch",
    "annotate",
]
