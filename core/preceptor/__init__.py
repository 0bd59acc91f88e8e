"""preceptor: verified worked solutions from problems, and a tuned model from those.

The verifiers are useful alone::

    from preceptor import extract, references, verify
    verify("9.81 m/s^2", "981 cm/s^2").accepted
    verify(references.number("9.81", "m/s^2", rtol=0.01), "9.8 m/s²").accepted
    extract("Therefore the answer is 42.").answer

The names below are imported on first use: ``import preceptor`` itself costs nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from preceptor._version import __version__

if TYPE_CHECKING:
    from preceptor import references
    from preceptor.records import Attempt, Problem, Reference, Solution, Status, Verdict
    from preceptor.registry import Registry
    from preceptor.verification import VerificationHost
    from preceptor.verification.api import extract, verify, verify_batch
    from preceptor.verification.rewards import reward

__all__ = [
    "Attempt",
    "Problem",
    "Reference",
    "Registry",
    "Solution",
    "Status",
    "Verdict",
    "VerificationHost",
    "__version__",
    "extract",
    "references",
    "reward",
    "verify",
    "verify_batch",
]

_HOMES = {
    "VerificationHost": "preceptor.verification",
    "Attempt": "preceptor.records",
    "Problem": "preceptor.records",
    "Reference": "preceptor.records",
    "Solution": "preceptor.records",
    "Status": "preceptor.records",
    "Verdict": "preceptor.records",
    "Registry": "preceptor.registry",
    "extract": "preceptor.verification.api",
    "reward": "preceptor.verification.rewards",
    "verify": "preceptor.verification.api",
    "verify_batch": "preceptor.verification.api",
}


def __getattr__(name: str) -> Any:
    from importlib import import_module

    if name == "references":
        return import_module("preceptor.references")
    if name not in _HOMES:
        raise AttributeError(f"module 'preceptor' has no attribute {name!r}")
    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
