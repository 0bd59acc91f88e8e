"""From theorems of a corpus to problems, in several forms.

=============  =================================  ==============  ============================
form           asked → answered                   reference       decided by
=============  =================================  ==============  ============================
``proof``      statement → proof                  ``formal``      Lean's kernel
``tactic``     state → next tactic                ``tactic``      Lean, run on the state
``formalise``  docstring → statement              ``formalisation``  Lean, by computation
``verbalise``  statement → docstring              ``text``        the same words, or a judge
=============  =================================  ==============  ============================

A theorem is posed on its own if Lean accepts its proof on its own, with the variables of its
section spelled out if necessary; otherwise after the text before it in its file, if Lean accepts
that. A theorem that Lean accepts only in its place is kept on the evidence that its file compiles,
and its verdict will be ``undecided``. The provenance records which case applies, as ``evidence``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from pydantic import JsonValue

from preceptor.extraction.answers import extract
from preceptor.limits import ANSWER_CHARS
from preceptor.records import BadRow, Problem, Provenance, Reference, Role, Status
from preceptor.references import FormalPayload, Payload, formal, text
from preceptor_lean import limits
from preceptor_lean.checking.checker import Checker, Proof
from preceptor_lean.corpus.payloads import TacticPayload
from preceptor_lean.corpus.states import as_statement, state_of, without_case
from preceptor_lean.corpus.steps import goals_left, tactic_block
from preceptor_lean.corpus.theorems import SetAside, Step, Theorem
from preceptor_lean.extraction import lean_text

Form = Literal["proof", "tactic", "formalise", "verbalise"]

ALONE: Final = "alone"
"""Lean accepts the proof for the statement alone."""
SPELLED_OUT: Final = "alone-with-variables"
"""Lean accepts it alone, with the variables of its section spelled out."""
AFTER_CONTEXT: Final = "after-context"
"""Lean accepts it after the text before it in its file, which is part of the problem."""
FILE_COMPILES: Final = "file-compiles"
"""Its file compiles without an error in it."""
STEP_RUNS: Final = "step-runs"
"""Lean runs the tactic on the state alone."""
TRACED: Final = "traced"
"""LeanDojo traced it."""


@dataclass(frozen=True)
class Origin:
    """The data that all problems of a source have in common.

    Attributes:
        library: What the statements need when posed alone: ``embedded``, ``Mathlib``, …
        unchecked: The evidence for a theorem that could not be checked here.
    """

    source: str
    role: Role
    subject: str
    topic: str
    licence: str
    forms: tuple[Form, ...]
    library: str
    unchecked: str = FILE_COMPILES


@dataclass(frozen=True)
class _Posed:
    theorem: Theorem
    header: str
    library: str
    evidence: str


def problems_of(
    theorems: Sequence[Theorem | SetAside], origin: Origin, checker: Checker | None
) -> Iterator[Problem | BadRow]:
    """Yield the problems of some theorems, in order and each once.

    Args:
        checker: Decides what can be posed apart from its file; ``None`` if there is no Lean that
            could.

    Raises:
        OSError: Lean could not be started or confined.
    """
    read = [theorem for theorem in theorems if isinstance(theorem, Theorem)]
    posed_ones = iter(_posed(read, origin, checker))
    seen: set[str] = set()
    for theorem in theorems:
        if isinstance(theorem, SetAside):
            yield BadRow(
                source=origin.source,
                location=theorem.location,
                reason=theorem.reason,
                excerpt=theorem.excerpt,
            )
            continue
        posed = next(posed_ones)
        if reason := _unproved(posed, checker):
            yield _bad(posed, origin, "proof", reason)
            continue
        for row in _rows(posed, origin, checker):
            if isinstance(row, BadRow) or row.id not in seen:
                yield row
            if isinstance(row, Problem):
                seen.add(row.id)


def _rows(posed: _Posed, origin: Origin, checker: Checker | None) -> Iterator[Problem | BadRow]:
    theorem = posed.theorem
    if "proof" in origin.forms and theorem.statement and theorem.proof:
        yield _proof(posed, origin)
    if "tactic" in origin.forms:
        yield from _tactics(posed, origin, checker)
    if theorem.docstring and theorem.statement:
        if "formalise" in origin.forms:
            yield _formalise(posed, origin)
        if "verbalise" in origin.forms:
            yield _verbalise(posed, origin)


# --- what can be posed where -----------------------------------------------------------------


def _posed(
    theorems: Sequence[Theorem], origin: Origin, checker: Checker | None
) -> Sequence[_Posed]:
    """How each theorem is posed: alone, after its context, or only in its place."""
    remaining = {
        number: theorem
        for number, theorem in enumerate(theorems)
        if checker is not None and theorem.statement and theorem.proof
    }
    accepted: dict[int, _Posed] = {}
    for evidence in (ALONE, SPELLED_OUT, AFTER_CONTEXT):
        tried: dict[int, _Posed] = {}
        for number, theorem in remaining.items():
            if posed := _posed_by(theorem, origin, evidence):
                tried[number] = posed
        if not tried or checker is None:
            continue
        findings = checker.check([_as_proof(posed) for posed in tried.values()])
        for (number, posed), finding in zip(tried.items(), findings, strict=True):
            if finding.status is Status.ACCEPTED:
                accepted[number] = posed
                del remaining[number]
    return [
        accepted.get(number) or _in_its_place(theorem, origin, checker)
        for number, theorem in enumerate(theorems)
    ]


def _unproved(posed: _Posed, checker: Checker | None) -> str:
    """Why a theorem with no other evidence than its own file is not taken; empty if it is."""
    if checker is None or posed.evidence != FILE_COMPILES:
        return ""
    axioms = posed.theorem.axioms
    if axioms is None:
        return "it cannot be posed apart from its file, and Lean does not list its axioms"
    foreign = [axiom for axiom in axioms if axiom not in checker.allowed]
    return f"it depends on {', '.join(foreign)}" if foreign else ""


def _posed_by(theorem: Theorem, origin: Origin, evidence: str) -> _Posed | None:
    """Pose a theorem in one of the ways; ``None`` if it lacks what that requires."""
    header = theorem.imports
    if evidence == AFTER_CONTEXT:
        if not theorem.context:
            return None
        header = theorem.context
    elif evidence == SPELLED_OUT:
        goals = theorem.steps[0].goals if theorem.steps else ()
        statement = as_statement(goals[0]) if len(goals) == 1 else None
        if statement is None or statement == theorem.statement:
            return None
        theorem = replace(theorem, statement=statement)
    return _Posed(theorem, header, origin.library, evidence)


def _in_its_place(theorem: Theorem, origin: Origin, checker: Checker | None) -> _Posed:
    if checker is None:
        return _Posed(theorem, theorem.imports, origin.library, origin.unchecked)
    return _Posed(theorem, "", f"file:{theorem.file}", origin.unchecked)


def _as_proof(posed: _Posed) -> Proof:
    theorem = posed.theorem
    return Proof(theorem.statement, theorem.proof, posed.header, _own_name(theorem))


def _own_name(theorem: Theorem) -> str:
    """The last part of its name, which its equations may use for recursion."""
    return theorem.name.rpartition(".")[2]


# --- the forms -------------------------------------------------------------------------------


def _proof(posed: _Posed, origin: Origin) -> Problem | BadRow:
    theorem = posed.theorem
    words = f"Prove in Lean 4: {theorem.docstring}" if theorem.docstring else "Prove in Lean 4."
    return _problem(
        posed, origin, "proof", f"{words}\n\n{_fenced(_header_line(theorem))}",
        formal(theorem.statement, name=_own_name(theorem), header=posed.header,
               library=posed.library),
        _fenced(theorem.proof),
    )  # fmt: skip


def _formalise(posed: _Posed, origin: Origin) -> Problem | BadRow:
    payload = FormalPayload(
        header=posed.header, name=_own_name(posed.theorem), library=posed.library
    )
    return _problem(
        posed, origin, "formalise",
        f"State in Lean 4, binders first and the claim behind a colon: {posed.theorem.docstring}",
        _reference("formalisation", posed.theorem.statement, payload),
        _fenced(posed.theorem.statement),
    )  # fmt: skip


def _verbalise(posed: _Posed, origin: Origin) -> Problem | BadRow:
    theorem = posed.theorem
    answer = f"Answer: {theorem.docstring}"
    if not extract(answer, "text").answer:
        return _bad(posed, origin, "verbalise", "its docstring cannot be given as an answer")
    return _problem(
        posed, origin, "verbalise",
        f"Say in words what this theorem of Lean 4 states.\n\n{_fenced(_header_line(theorem))}",
        text(extract(answer, "text").answer or "", aliases=(theorem.docstring,)), answer,
    )  # fmt: skip


def _tactics(posed: _Posed, origin: Origin, checker: Checker | None) -> Iterator[Problem | BadRow]:
    steps = posed.theorem.steps
    statements = [as_statement(step.goals[0]) if step.goals else None for step in steps]
    if posed.library.startswith("file:"):
        # A state names its variables, so its steps may be posed even if the theorem cannot.
        where = replace(posed, header=posed.theorem.imports, library=origin.library)
    else:
        where = posed
    left: dict[int, tuple[str, ...]] = {}
    if checker is not None:
        asked = {n: statement for n, statement in enumerate(statements) if statement}
        proofs = [
            Proof(statement, tactic_block(steps[n].tactic), where.header)
            for n, statement in asked.items()
        ]
        for n, finding in zip(asked, checker.check(proofs), strict=True):
            goals = goals_left(finding)
            if goals is not None:
                left[n] = goals
    for number, step in enumerate(steps):
        after = left.get(number) if checker is not None else _goals_after(step)
        statement = statements[number]
        if statement is None or after is None:
            # Lean does not run it on the state as printed, or the goals after it are unknown.
            evidence = posed.evidence if checker is None else origin.unchecked
            unposed = replace(posed, header="", evidence=evidence)
            yield _tactic(unposed, origin, step, "", ())
        elif checker is None:
            yield _tactic(posed, origin, step, statement, after)
        else:
            evidence = AFTER_CONTEXT if where.evidence == AFTER_CONTEXT else STEP_RUNS
            yield _tactic(replace(where, evidence=evidence), origin, step, statement, after)


def _goals_after(step: Step) -> tuple[str, ...] | None:
    """The goals that replaced the first one; ``None`` if the origin does not record them."""
    if step.goals_after is None:
        return None
    untouched = step.goals[1:]
    if len(step.goals_after) < len(untouched):
        return None
    new = step.goals_after[: len(step.goals_after) - len(untouched)]
    rest = [without_case(goal) for goal in step.goals_after[len(new) :]]
    return new if rest == [without_case(goal) for goal in untouched] else None


def _tactic(
    posed: _Posed, origin: Origin, step: Step, statement: str, after: tuple[str, ...]
) -> Problem | BadRow:
    state = state_of(step.goals)
    if len(state) > limits.STATE_CHARS:
        reason = f"the state before a tactic is longer than {limits.STATE_CHARS} characters"
        return _bad(posed, origin, "tactic", reason, step)
    payload = TacticPayload(
        header=posed.header, library=posed.library, statement=statement, goals_after=after
    )
    return _problem(
        posed, origin, "tactic",
        f"Give the next tactic of a proof in Lean 4. The state before it:\n\n{_fenced(state)}",
        _reference("tactic", step.tactic, payload), _fenced(step.tactic), step=step,
    )  # fmt: skip


# --- problems --------------------------------------------------------------------------------


def _problem(
    posed: _Posed,
    origin: Origin,
    form: Form,
    statement: str,
    reference: Reference,
    derivation: str,
    *,
    step: Step | None = None,
) -> Problem | BadRow:
    theorem = posed.theorem
    informal = reference.kind == "text"
    if not (extract(derivation, "text").answer if informal else lean_text(derivation)):
        reason = f"its {form} is longer than an answer may be ({ANSWER_CHARS} characters)"
        return _bad(posed, origin, form, reason, step)
    context = posed.header if posed.evidence == AFTER_CONTEXT else ""
    if context:
        statement += f"\n\nBefore it stands:\n\n{_fenced(context)}"
    parameters: dict[str, JsonValue] = {
        "form": form,
        "theorem": theorem.name,
        "evidence": posed.evidence,
    }
    for name, value in (("url", theorem.url), ("commit", theorem.commit)):
        if value:
            parameters[name] = value
    if theorem.docstring and form != "tactic":
        parameters["docstring"] = theorem.docstring
    return Problem(
        role=origin.role,
        subject=origin.subject,
        topic=origin.topic,
        statement=statement,
        reference=reference,
        provenance=Provenance(
            source=origin.source,
            licence=origin.licence,
            split=theorem.split or None,
            location=_location(theorem, step),
            original_id=theorem.name,
            parameters=parameters,
        ),
        derivation=derivation,
    )


def _bad(
    posed: _Posed, origin: Origin, form: Form, reason: str, step: Step | None = None
) -> BadRow:
    return BadRow(
        source=origin.source,
        location=_location(posed.theorem, step),
        reason=f"{form} of {posed.theorem.name}: {reason}",
        excerpt=(step.tactic if step else posed.theorem.statement)[:300],
    )


def _location(theorem: Theorem, step: Step | None) -> str:
    return f"{theorem.file}:{step.line if step and step.line else theorem.line}"


def _header_line(theorem: Theorem) -> str:
    return f"theorem {_own_name(theorem)} {theorem.statement}"


def _fenced(code: str) -> str:
    return f"```lean\n{code.strip(chr(10))}\n```"


def _reference(kind: str, value: str, payload: Payload) -> Reference:
    return Reference(
        kind=kind, value=value, payload=payload.model_dump(mode="json", exclude_defaults=True)
    )
