"""The proofs subject: wording, worked examples and bundled formal statements."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import ClassVar

from preceptor.components import Example, Subject
from preceptor.prompts import Prompts
from preceptor.records import Problem


class ProofPrompts(Prompts):
    """Asks for the text after ``:=`` only, so that a candidate cannot restate the theorem."""

    system: ClassVar[str] = (
        "You prove theorems in Lean 4 without Mathlib. First say the idea in one or two "
        "sentences, then write the proof. Use core tactics such as intro, exact, apply, "
        "constructor, cases, induction, rw and rfl. Never use sorry or new axioms."
    )
    answer_form: ClassVar[str] = (
        "End with one fenced ```lean block that holds only the proof that follows := in the "
        "theorem, for example `by exact h`. Do not repeat the theorem."
    )
    error_kinds: ClassVar[tuple[str, ...]] = ("comprehension", "tactic", "false reasoning")
    other_forms: ClassVar[Mapping[str, str]] = {
        "tactic": "End with one fenced ```lean block that holds only the tactic.",
        "formalisation": "End with one fenced ```lean block that holds only the statement.",
        "text": "End with one line of the form: Answer: <statement in words>",
    }
    """How to answer problems that ask for something other than a proof, by reference kind."""

    def question(self, problem: Problem) -> str:
        form = self.other_forms.get(problem.reference.kind)
        if form is None:
            return super().question(problem)
        return "\n".join([problem.statement.strip(), "", form])


def _example(claim: str, theorem: str, idea: str, proof: str) -> Example:
    return Example(
        statement=f"Prove in Lean 4: {claim}\n\n```lean\n{theorem}\n```",
        solution=f"{idea}\n\n```lean\n{proof}\n```",
    )


EXAMPLES = (
    _example(
        "from p follows p or q.",
        "theorem weaken (p q : Prop) : p → p ∨ q",
        "Assume p and choose the left side.",
        "by\n  intro hp\n  exact Or.inl hp",
    ),
    _example(
        "from a conjunction of three propositions the outer two follow.",
        "theorem outer_two (p q r : Prop) : p ∧ q ∧ r → p ∧ r",
        "The conjunction is nested to the right: take its first part and the last of the rest.",
        "by\n  intro h\n  exact ⟨h.left, h.right.right⟩",
    ),
    _example(
        "multiplying by 0 on the left gives 0.",
        "theorem zero_factor (n : Nat) : 0 * n = 0",
        "By induction on n. In the step 0 * (n + 1) computes to 0 * n + 0, which is 0 * n.",
        "by\n  induction n with\n  | zero => rfl\n  | succ n ih => exact ih",
    ),
    _example(
        "if some number has a property that all numbers with it share with their successor, "
        "then some successor has it.",
        "theorem some_successor (P : Nat → Prop) (h : ∃ n, P n) "
        "(step : ∀ n, P n → P (n + 1)) : ∃ n, P (n + 1)",
        "Take the number out of the hypothesis; its successor has the property.",
        "by\n  cases h with\n  | intro n hn => exact ⟨n, step n hn⟩",
    ),
)


class Proofs(Subject):
    """Formal statements whose proofs a Lean checker decides."""

    def prompts(self) -> Prompts:
        return ProofPrompts()

    def examples(self) -> Sequence[Example]:
        return EXAMPLES

    def bundled(self) -> Path | None:
        return Path(__file__).with_name("bundled.jsonl")
