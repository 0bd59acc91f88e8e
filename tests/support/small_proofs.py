"""Small proofs to check by the hundred; each is right and proves a different statement."""

from __future__ import annotations

from collections.abc import Iterator

from preceptor_lean.checking.checker import Proof

_TEMPLATES = (
    ("(p q : Prop) (h : p ∧ q) : q ∧ p", "exact ⟨h.right, h.left⟩"),
    ("(p q r : Prop) (f : p → q) (g : q → r) : p → r", "intro h\nexact g (f h)"),
    ("(p q : Prop) : p ∨ q → q ∨ p",
     "by\n  intro h\n  cases h with\n  | inl a => exact Or.inr a\n  | inr b => exact Or.inl b"),
    ("(p q : Prop) (h : ¬(p ∨ q)) : ¬p", "fun hp => h (Or.inl hp)"),
    ("(n : Nat) : n + {k} = n + {k}", "rfl"),
    (": {k} + 2 = {k2}", "by rfl"),
    ("(P : Nat → Prop) (h : P {k}) : ∃ n, P n", "exact ⟨{k}, h⟩"),
    ("(P : Nat → Prop) (h : ∀ n, P n) : P {k}", "exact h {k}"),
    ("(n : Nat) : {k} + n = n + {k}", "exact Nat.add_comm {k} n"),
    ("(n : Nat) : 0 + n = n",
     "induction n with\n  | zero => rfl\n  | succ n ih => exact congrArg Nat.succ ih"),
)  # fmt: skip

_TOWER = "Nat.rec (motive := fun _ => Nat)"
HOSTILE = {
    "loops": f"have h : ({_TOWER} 3 (fun _ n => n * n) 60 : Nat) = 0 := rfl\nexact True.intro",
    "exhausts memory": "have h : (((((2 ^ 256) ^ 256) ^ 256) ^ 256) ^ 4 : Nat) = 0 := rfl\n"
    "exact True.intro",
    "crashes": f"exact (rfl : ({_TOWER} 0 (fun _ n => n) 100000000 : Nat) = 0)",
}
"""Proofs of ``True`` by their effect on Lean: on its time, its memory, its stack."""


def small_proofs(count: int) -> Iterator[Proof]:
    """``count`` proofs with statements that differ from one another."""
    for number in range(count):
        statement, proof = _TEMPLATES[number % len(_TEMPLATES)]
        filled = [
            text.replace("{k2}", str(number + 2)).replace("{k}", str(number))
            for text in (statement, proof)
        ]
        # A separate name makes statements differ that contain no number.
        yield Proof(f"(_n{number} : True) {filled[0]}", filled[1], name=f"small{number}")
