"""From theorems of a corpus to problems, in several forms.

=============  =================================  ==============  ============================
form           asked → answered                   reference       decided by
=============  =================================  ==============  ============================
``proof``      statement → proof                  ``formal``      Lean's kernel
``tactic``     state → next tactic                ``tactic``      Lean, run on the state
``formalise``  docstring → statement              ``formalisation``  Lean, by computation
``verbalise``  statement → docstring              ``text``        the same words, or a judge
=============  =================================  ==============  ============================

A theorem is posed on its own where Lean accepts its proof on its own, with the variables of its
section spelled out if need be; else behind what stands before it in its file where Lean accepts
that. What Lean accepts only where it stands is kept, its evidence being that the file compiles,
and its verdict will be ``undecided``. Which of them it was is in the provenance, as ``evidence``.
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

Form = Literal["proof", "tactic", "formalise", "verbalise"]

ALONE: Final = "Lean accepts it on its own"
SPELLED_OUT: Final = "Lean accepts it on its own, its section's variables spelled out"
BEHIND_ITS_FILE: Final = "Lean accepts it behind what stands before it in its file"
ITS_FILE_COMPILES: Final = "its file compiles without an error in it"
STEP_RUNS: Final = "Lean runs it on the state on its own"
TRACED: Final = "LeanDojo traced it"


@dataclass(frozen=True)
class Origin:
    """What all problems of a source have in common.

    Attributes:
        library: What the statements need where they stand alone: ``embedded``, ``Mathlib``, …
        unchecked: The evidence for a theorem that could not be checked here.
    """

    source: str
    role: Role
    subject: str
    topic: str
    licence: str
    forms: tuple[Form, ...]
    library: str
    unchecked: str = ITS_FILE_COMPILES


@dataclass(frozen=True)
class _Posed:
    theorem: Theorem
    header: str
    library: str
    evidence: str


def problems_of(
    found: Sequence[Theorem | SetAside], origin: Origin, checker: Checker | None
) -> Iterator[Problem | BadRow]:
    """The problems of some theorems, in order; each once.

    Args:
        checker: Decides what can be posed apart from its file; ``None`` where no Lean is at
            hand that could.

    Raises:
        OSError: Lean could not be started or confined.
    """
    posed = iter(_posed([one for one in found if isinstance(one, Theorem)], origin, checker))
    seen: set[str] = set()
    for one in found:
        if isinstance(one, SetAside):
            yield BadRow(
                source=origin.source, location=one.location, reason=one.reason, excerpt=one.excerpt
            )
            continue
        way = next(posed)
        if reason := _unproved(way, checker):
            yield _bad(way, origin, "proof", reason)
            continue
        for row in _rows(way, origin, checker):
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
    """How each theorem is posed: on its own, behind its file, or only where it stands."""
    open_ones = {
        number: theorem
        for number, theorem in enumerate(theorems)
        if checker is not None and theorem.statement and theorem.proof
    }
    settled: dict[int, _Posed] = {}
    for evidence in (ALONE, SPELLED_OUT, BEHIND_ITS_FILE):
        tried: dict[int, _Posed] = {}
        for number, theorem in open_ones.items():
            if way := _way(theorem, origin, evidence):
                tried[number] = way
        if not tried or checker is None:
            continue
        findings = checker.check([_as_proof(way) for way in tried.values()])
        for (number, way), finding in zip(tried.items(), findings, strict=True):
            if finding.status is Status.ACCEPTED:
                settled[number] = way
                del open_ones[number]
    return [
        settled.get(number) or _where_it_stands(theorem, origin, checker)
        for number, theorem in enumerate(theorems)
    ]


def _unproved(posed: _Posed, checker: Checker | None) -> str:
    """Why a theorem is not taken that nothing but its own file vouches for."""
    if checker is None or posed.evidence != ITS_FILE_COMPILES:
        return ""
    axioms = posed.theorem.axioms
    if axioms is None:
        return "it cannot be posed apart from its file, and Lean does not say what it rests on"
    others = [axiom for axiom in axioms if axiom not in checker.allowed]
    return f"it rests on {', '.join(others)}" if others else ""


def _way(theorem: Theorem, origin: Origin, evidence: str) -> _Posed | None:
    """One way to pose a theorem; ``None`` where it has not what that takes."""
    header = theorem.imports
    if evidence == BEHIND_ITS_FILE:
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


def _where_it_stands(theorem: Theorem, origin: Origin, checker: Checker | None) -> _Posed:
    if checker is None:
        return _Posed(theorem, theorem.imports, origin.library, origin.unchecked)
    return _Posed(theorem, "", f"file:{theorem.file}", origin.unchecked)


def _as_proof(way: _Posed) -> Proof:
    theorem = way.theorem
    return Proof(theorem.statement, theorem.proof, way.header, _own_name(theorem))


def _own_name(theorem: Theorem) -> str:
    """The last part of its name, which its equations may use."""
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
        # A state names its variables, so that its steps may be posed where the theorem cannot.
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
            # Lean does not run it on the state as it is printed, or nothing says where it leads.
            evidence = posed.evidence if checker is None else origin.unchecked
            unposed = replace(posed, header="", evidence=evidence)
            yield _tactic(unposed, origin, step, "", ())
        elif checker is None:
            yield _tactic(posed, origin, step, statement, after)
        else:
            evidence = BEHIND_ITS_FILE if where.evidence == BEHIND_ITS_FILE else STEP_RUNS
            yield _tactic(replace(where, evidence=evidence), origin, step, statement, after)


def _goals_after(step: Step) -> tuple[str, ...] | None:
    """The goals that replaced the first one, as far as the origin says."""
    if step.goals_after is None:
        return None
    others = step.goals[1:]
    if len(step.goals_after) < len(others):
        return None
    kept = step.goals_after[: len(step.goals_after) - len(others)]
    same = [without_case(g) for g in step.goals_after[len(kept) :]]
    return kept if same == [without_case(g) for g in others] else None


def _tactic(
    posed: _Posed, origin: Origin, step: Step, statement: str, after: tuple[str, ...]
) -> Problem | BadRow:
    state = state_of(step.goals)
    if len(state) > limits.LEAN_STATE_CHARS:
        reason = f"the state before a tactic is longer than {limits.LEAN_STATE_CHARS} characters"
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
    if not extract(derivation, reference.kind):
        reason = f"its {form} is longer than the {ANSWER_CHARS} characters of an answer"
        return _bad(posed, origin, form, reason, step)
    context = posed.header if posed.evidence == BEHIND_ITS_FILE else ""
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
