"""The annotation engine: many problems at once, each request journalled, nothing paid twice."""

from __future__ import annotations

from preceptor.engine.annotate import AnnotationSummary, annotate
from preceptor.engine.events import Counters, Event, RunObserver, StageCounters, SubjectCounters
from preceptor.engine.judge import Judge
from preceptor.engine.options import BudgetLimits, EngineOptions, Pass

__all__ = [
    "AnnotationSummary",
    "BudgetLimits",
    "Counters",
    "EngineOptions",
    "Event",
    "Judge",
    "Pass",
    "RunObserver",
    "StageCounters",
    "SubjectCounters",
    "annotate",
]
