"""Every built-in verifier on hostile texts, in a process that records what Python audits.

Started by the tests as ``python audited_verification.py CANARY [payload …]``; prints one JSON
object ``{"verdicts": {status: count}, "accepted": […], "events": […]}``. The verifiers are
warmed up first: SymPy compiles and imports in earnest while it loads. A payload of the form
``control:CODE`` is evaluated on purpose, to show that the record would hold it.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from typing import Any

from hostile_answers import PAYLOADS, REFERENCES

from preceptor.components import Item
from preceptor.extraction.answers import extract
from preceptor.records import Reference, Status, Verdict
from preceptor.references import infer_kind
from preceptor.registry import Registry
from preceptor.verification.router import Router

QUIET = ("object.__getattr__", "sys._getframe", "gc.", "time.sleep", "sys.unraisablehook")
OWN = ("sympy", "mpmath", "pint", "preceptor", "preceptor_verifiers", "preceptor_chemistry")
WARM_UP = (
    ("5", "10/2"), ("2.5 m", "250 cm"), ("x + 1", "1 + x"), ("{1, 2}", "{2, 1}"), ("A", "(A)"),
    ("y = 2x", "2y = 4x"), ("odd", "even"), ("H2SO4", "H_2SO_4"), ("2 H2 + O2 -> 2 H2O", "H2"),
    ("\\sin^2 x", "1 - \\cos^2 x"), ("\\int_0^1 x dx", "\\frac12"), ("5!", "120"), ("(0,1)", "x>0"),
    ("\\sum_{n=1}^{\\infty} \\frac{1}{n^2}", "\\frac{\\pi^2}{6}"), ("f(x)=|x|", "\\sqrt{x^2}"),
    ("\\lim_{x\\to0} \\frac{\\sin x}{x}", "1"), ("\\begin{pmatrix}1&2\\end{pmatrix}", "(1,2)"),
    ("Piecewise(x)", "max(x, y)"), ("\\Gamma(x)", "\\lfloor x \\rfloor"),
    ("x \\in \\mathbb{R}", "R"),
)  # fmt: skip

events: list[str] = []
recording = False


def record(event: str, arguments: tuple[Any, ...]) -> None:
    """Note what is not on the short list of what reading and computing do."""
    if not recording or event.startswith(QUIET):
        return
    if event == "open":
        _path, mode, flags = arguments
        writes = isinstance(mode, str) and set(mode) & set("wax+")
        if not writes and not (isinstance(flags, int) and flags & 3):
            return
    if event == "import" and str(arguments[0]).partition(".")[0] in OWN:
        return
    if event == "exec" and _is_own_module(arguments[0]):
        return
    if event in ("marshal.loads", "os.listdir") and _is_importing():
        return
    events.append(f"{event} {arguments!r}"[:300])


def _is_own_module(code: Any) -> bool:
    """The body of a module of ours, or of a library of ours, that is imported lazily."""
    parts = code.co_filename.replace("\\", "/").split("/")
    return code.co_name == "<module>" and bool(set(parts) & set(OWN)) and _is_importing()


def _is_importing() -> bool:
    frame = sys._getframe(1)
    while frame is not None:
        if frame.f_code.co_filename == "<frozen importlib._bootstrap>":
            return True
        frame = frame.f_back  # type: ignore[assignment]
    return False


def references(registry: Registry, kinds: list[str], text: str) -> list[Reference]:
    """The text as a reference of every kind, and in every payload that is text."""
    made = [Reference(kind=kind, value=text) for kind in kinds]
    made.append(Reference(kind=infer_kind(registry.reference_kinds(), text), value=text))
    made.append(Reference(kind="number", value="7", payload={"unit": text}))
    made.append(Reference(kind="choice", value="A", payload={"choices": [text, "6"]}))
    made.append(Reference(kind="text", value="odd", payload={"aliases": [text]}))
    return made


def verify(router: Router, reference: Reference, candidate: str) -> Verdict:
    return router.verify_batch([Item(id="", reference=reference, candidate=candidate)])[0]


def main() -> None:
    global recording  # noqa: PLW0603
    canary, chosen = sys.argv[1], sys.argv[2:]
    payloads = chosen or [payload.format(canary=canary) for payload in PAYLOADS]
    registry = Registry.load()
    names = [
        name
        for name in registry.names("verifier")
        if registry.component("verifier", name).__module__.startswith("preceptor_verifiers.")
    ]
    router = Router(registry, only=names)
    kinds = sorted({kind for r in router.routes.values() for kind in r.component.kinds})
    for value, candidate in WARM_UP:
        for reference in references(registry, kinds, value):
            verify(router, reference, candidate)
        extract(candidate)
    sys.addaudithook(record)
    recording = True
    statuses: Counter[str] = Counter()
    accepted: list[list[str]] = []
    for payload in payloads:
        if payload.startswith("control:"):
            eval(payload.removeprefix("control:"))
            continue
        extract(payload)
        pairs = [(reference, "5") for reference in references(registry, kinds, payload)]
        pairs += [
            (Reference(kind=kind, value=value), payload) for kind in kinds for value in REFERENCES
        ]
        for reference, candidate in pairs:
            verdict = verify(router, reference, candidate)
            statuses[str(verdict.status)] += 1
            if verdict.status is Status.ACCEPTED:
                accepted.append([reference.kind, reference.value, candidate])
    recording = False
    report = {"kinds": kinds, "verdicts": statuses, "accepted": accepted, "events": events}
    print(json.dumps(report))


if __name__ == "__main__":
    main()
