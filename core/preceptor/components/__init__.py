"""What a plugin implements: one small class and one frozen options model per component.

The options model validates the recipe, becomes JSON Schema for editors, and appears in the
data card. Heavy imports (torch, transformers, sympy, pint) belong inside methods.
"""

from __future__ import annotations

from collections.abc import Mapping

from preceptor.components.base import Check, Component, Context, Options
from preceptor.components.executors import Executor
from preceptor.components.problems import Example, Source, Subject
from preceptor.components.reflection import Reflection, Workbench
from preceptor.components.selection import (
    Assignment,
    Exporter,
    ExportJob,
    GlobalFilter,
    Mixer,
    RowFilter,
    SolutionView,
)
from preceptor.components.teachers import Allowance, Request, Teacher
from preceptor.components.tuning import (
    Comparison,
    EvalJob,
    EvalReport,
    EvalSet,
    Evaluator,
    GeneralLoss,
    Score,
    Trainer,
    TrainJob,
    TrainResult,
)
from preceptor.components.verifiers import Item, Verifier

__all__ = [
    "KINDS",
    "Allowance",
    "Assignment",
    "Check",
    "Comparison",
    "Component",
    "Context",
    "EvalJob",
    "EvalReport",
    "EvalSet",
    "Evaluator",
    "Example",
    "Executor",
    "ExportJob",
    "Exporter",
    "GeneralLoss",
    "GlobalFilter",
    "Item",
    "Mixer",
    "Options",
    "Reflection",
    "Request",
    "RowFilter",
    "Score",
    "SolutionView",
    "Source",
    "Subject",
    "Teacher",
    "TrainJob",
    "TrainResult",
    "Trainer",
    "Verifier",
    "Workbench",
]

KINDS: Mapping[str, tuple[type[Component], ...]] = {
    "subject": (Subject,),
    "source": (Source,),
    "teacher": (Teacher,),
    "verifier": (Verifier,),
    "reflection": (Reflection,),
    "filter": (RowFilter, GlobalFilter),
    "mixer": (Mixer,),
    "exporter": (Exporter,),
    "trainer": (Trainer,),
    "evaluator": (Evaluator,),
    "executor": (Executor,),
}
"""Component kinds and the base classes that a component of that kind derives from."""
