"""Problems and solutions for tests of the journal."""

from __future__ import annotations

from preceptor.journal import Journal
from preceptor.records import (
    Attempt,
    Earned,
    Message,
    Problem,
    Provenance,
    Reference,
    Reply,
    Role,
    Sampling,
    Solution,
    Stage,
    Status,
    TrailStep,
    Verdict,
)


def problem(number: int, *, source: str = "a", role: Role = Role.TRAIN, **more: str) -> Problem:
    return Problem(
        role=role,
        subject=more.get("subject", "math"),
        statement=f"What is {number}?",
        reference=Reference(kind="text", value=str(number)),
        provenance=Provenance(
            source=source, licence=more.get("licence", "MIT"), location=f"{source}.jsonl:{number}"
        ),
    )


def solution(of: Problem, *, accepted: bool = True, annotation: str = "main") -> Solution:
    attempt = Attempt(
        id="k" + of.id,
        problem_id=of.id,
        stage=Stage.SOLVE,
        messages=(Message(role="user", content=of.statement),),
        reply=Reply(text="Answer: 1"),
        answer="1",
        teacher="t",
        sampling=Sampling(),
    )
    status = Status.ACCEPTED if accepted else Status.REJECTED
    return Solution(
        problem=of,
        trail=(TrailStep(attempt=attempt, verdict=Verdict(status=status)),),
        accepted=0 if accepted else None,
        earned=Earned.FIRST_TRY if accepted else None,
        annotation=annotation,
    )


async def put(journal: Journal, solutions: list[Solution]) -> None:
    rows = {row.id: row.row for row in journal.problems()}
    for solution in solutions:
        position = 0 if solution.annotation == "main" else 1
        await journal.put_solution(
            solution,
            problem_row=rows[solution.problem.id],
            position=position,
            fingerprint="m",
            open_=False,
        )
