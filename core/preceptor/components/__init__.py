"""What a plugin implements: one small class and one frozen options model per component.

The options model validates the recipe, becomes JSON Schema for editors, and appears in the
data card. Heavy imports (torch, transformers, sympy, pint) belong inside methods.
"""

from __future__ import annotations

from collections.abc import Mapping

from preceptor.components.base import Check, Component, Options
from preceptor.components.context import Context, InstalledSubject
from preceptor.components.executors import Executor, ShardWork
from preceptor.components.functions import verifier
from preceptor.components.probes import Margin, Probe, ProbeAnswer
from preceptor.components.problems import Source, Subject
from preceptor.components.reflection import Reflection, SolveContext
from preceptor.components.selection import (
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
from preceptor.components.verifiers import Described, Item, Verifier
from preceptor.prompts import Example
from preceptor.records import Assignment

__all__ = [
    "KINDS",
    "Allowance",
    "Assignment",
    "Check",
    "Comparison",
    "Component",
    "Context",
    "Described",
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
    "InstalledSubject",
    "Item",
    "Margin",
    "Mixer",
    "Options",
    "Probe",
    "ProbeAnswer",
    "Reflection",
    "Request",
    "RowFilter",
    "Score",
    "ShardWork",
    "SolutionView",
    "SolveContext",
    "Source",
    "Subject",
    "Teacher",
    "TrainJob",
    "TrainResult",
    "Trainer",
    "Verifier",
    "verifier",
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
    "probe": (Probe,),
}
"""Component kinds and the base classes that a component of that kind derives from."""
