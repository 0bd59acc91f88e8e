"""What a Lean can prove, determined by having it prove specimens.

One file contains all of them; a specimen is proved if no error message falls on its lines.
The answer is cached by the toolchain's fingerprint.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from preceptor.files.atomic import write_json
from preceptor.models.store import cache_root
from preceptor_lean import limits
from preceptor_lean.toolchains.base import Toolchain

SPECIMENS: Mapping[str, str] = {
    "exact": "(p : Prop) (h : p) : p := by exact h",
    "intro": "(p : Prop) : p → p := by intro h; exact h",
    "apply": "(p q : Prop) (f : p → q) (h : p) : q := by apply f; exact h",
    "assumption": "(p : Prop) (h : p) : p := by assumption",
    "refine": "(p q : Prop) (h : p) (g : q) : p ∧ q := by refine ⟨?_, g⟩; exact h",
    "constructor": "(p q : Prop) (h : p) (g : q) : p ∧ q := by constructor <;> assumption",
    "left": "(p q : Prop) (h : p) : p ∨ q := by left; exact h",
    "right": "(p q : Prop) (h : q) : p ∨ q := by right; exact h",
    "exists": ": ∃ n : Nat, n * n = 9 := by exists 3",
    "cases": "(p q : Prop) (h : p ∨ q) : q ∨ p := by cases h with | inl a => exact .inr a"
    " | inr b => exact .inl b",
    "rcases": "(p q : Prop) (h : p ∨ q) : q ∨ p := by rcases h with a | b <;> simp [*]",
    "obtain": "(p q : Prop) (h : p ∧ q) : q ∧ p := by obtain ⟨a, b⟩ := h; exact ⟨b, a⟩",
    "rintro": "(p q : Prop) : p ∧ q → q := by rintro ⟨_, b⟩; exact b",
    "induction": "(n : Nat) : 0 + n = n := by induction n with | zero => rfl"
    " | succ n ih => exact congrArg Nat.succ ih",
    "match": "(n : Nat) : n = 0 ∨ 0 < n := match n with | 0 => .inl rfl"
    " | n + 1 => .inr (Nat.succ_pos n)",
    "nomatch": "(h : 0 = 1) : False := nomatch h",
    "nofun": ": ¬0 = 1 := nofun",
    "rfl": ": 2 + 2 = 4 := by rfl",
    "decide": ": 7 * 6 = 42 := by decide",
    "decide, bounded": ": ∀ n, n < 20 → n * n < 400 := by decide",
    "rw": "(a b : Nat) (h : a = b) : b = a := by rw [h]",
    "rwa": "(a b c : Nat) (h : a = b) (g : b = c) : a = c := by rwa [h]",
    "simp": "(n : Nat) : n + 0 = n ∧ True := by simp",
    "simp only": "(n : Nat) (h : n = 2) : n + 1 = 3 := by simp only [h]",
    "simp_all": "(a b : Nat) (h : a = b) (g : b = 2) : a = 2 := by simp_all",
    "simpa": "(a : Nat) (h : a + 0 = 2) : a = 2 := by simpa using h",
    "dsimp": "(a : Nat) : id a = a := by dsimp",
    "unfold": "(f : Nat → Nat) (h : Function.Injective f) : f 1 = f 2 → 1 = 2 := by"
    " unfold Function.Injective at h; exact fun e => h e",
    "subst": "(a b : Nat) (h : a = b) : b = a := by subst h; rfl",
    "injection": "(a b : Nat) (h : a + 1 = b + 1) : a = b := by injection h",
    "contradiction": "(p : Prop) (h : p) (n : ¬p) : 1 = 2 := by contradiction",
    "exfalso": "(h : False) : 1 = 2 := by exfalso; exact h",
    "absurd": "(p : Prop) (h : p) (n : ¬p) : 1 = 2 := absurd h n",
    "trivial": ": True := by trivial",
    "have": "(p : Prop) (h : p) : p := by have g : p := h; exact g",
    "suffices": "(p : Prop) (h : p) : p := by suffices g : p from g; exact h",
    "show": "(n : Nat) : n + 0 = n := by show n = n; rfl",
    "change": "(n : Nat) : n + 0 = n := by change n = n; rfl",
    "calc": "(a b c : Nat) (h : a = b) (g : b ≤ c) : a ≤ c := calc\n  a = b := h\n  _ ≤ c := g",
    "if": "(n : Nat) : (if n = n then 1 else 2) = 1 := by simp",
    "split": "(n : Nat) : 0 < (if n = 0 then 1 else 2) := by split <;> decide",
    "by_cases": "(p : Prop) : p ∨ ¬p := by\n  by_cases h : p\n  · exact .inl h\n  · exact .inr h",
    "funext": "(f g : Nat → Nat) (h : ∀ x, f x = g x) : f = g := by funext x; exact h x",
    "ext": "(f g : Nat → Nat) (h : ∀ x, f x = g x) : f = g := by ext x; exact h x",
    "congr": "(f : Nat → Nat) (a b : Nat) (h : a = b) : f a = f b := by congr",
    "specialize": "(p : Nat → Prop) (h : ∀ n, p n) : p 2 := by specialize h 2; exact h",
    "generalize": "(a b : Nat) (h : a = b) : b = a := by generalize a = c at h; exact h.symm",
    "revert": "(p : Prop) (h : p) : p := by revert h; exact id",
    "symm": "(a b : Nat) (h : a = b) : b = a := by symm; exact h",
    "exact absurd": "(h : 1 = 2) : False := by exact absurd h (by decide)",
    "first": "(p : Prop) (h : p) : p := by first | rfl | exact h",
    "repeat": ": True ∧ True ∧ True := by repeat constructor",
    "try": ": True := by\n  try assumption\n  trivial",
    "all_goals": "(p q : Prop) (h : p) (g : q) : p ∧ q := by constructor; all_goals assumption",
    "any_goals": "(p : Prop) (h : p) : p ∧ p := by\n  constructor\n  any_goals exact h",
    "case": "(p : Prop) (h : p) : p ∧ True := by\n  constructor\n  case left => exact h\n  trivial",
    "next": "(p : Prop) (h : p) : p ∧ True := by\n  constructor\n  next => exact h\n  trivial",
    "rename_i": "(p q : Prop) : p ∧ q → p := by intro ⟨_, _⟩; rename_i a b; exact a",
    "conv": "(a b : Nat) : a + b = b + a := by conv => lhs; rw [Nat.add_comm]",
    "exact ⟨_, _⟩": ": ∃ n, 2 * n = 10 := ⟨5, rfl⟩",
    "∃ x ∈ xs": ": ∃ x ∈ [1, 2], x = 2 := ⟨2, by simp, rfl⟩",
    "∣": ": 3 ∣ 12 := by decide",
    "classical": "(p : Prop) : ¬¬p → p := fun h => Classical.byContradiction h",
    "omega": "(a b : Nat) (h : 2 * a < b) : a < b := by omega",
    "ac_rfl": "(a b c : Nat) : a + b + c = c + b + a := by ac_rfl",
    "grind": "(a b : Nat) (h : a = b) : b = a := by grind",
    "Int": "(a b : Int) : a + b = b + a := Int.add_comm a b",
    "Array": "(a : Nat) : #[a].size = 1 := rfl",
    "native_decide": ": 10 ^ 2 = 100 := by native_decide",
}
"""Tactic or notation, and the rest of a theorem that needs it."""

WITHOUT_THE_EMBEDDED_LIBRARY = ("omega", "ac_rfl", "grind", "Int", "Array", "native_decide")
"""Specimens that the embedded Lean does not prove; each of them produces an error.

``omega`` stops at ``Unknown constant Lean.Omega.Int.ofNat_lt_of_lt``: its certificates use about
a hundred lemmas on integers. ``ac_rfl`` stops at ``Unknown constant Lean.Data.AC.Variable``, the
reflected terms of its proofs. ``grind`` would need several hundred lemmas. ``native_decide`` is
omitted on purpose: it trusts compiled code instead of the kernel. Recursion that is not structural
stops at ``Unknown constant wfParam``."""


def capabilities_of(toolchain: Toolchain) -> frozenset[str]:
    """Names of the specimens that ``toolchain`` proves; the first call runs Lean.

    Raises:
        OSError: Lean could not be run.
    """
    folder = cache_root() / "lean" / "capabilities"
    key = json.dumps([toolchain.fingerprint, sorted(SPECIMENS.items())])
    known = folder / f"{toolchain.fingerprint[:32]}.json"
    try:
        row = json.loads(known.read_text(encoding="utf-8"))
        if row["key"] == key:
            return frozenset(row["proves"])
    except (OSError, ValueError, KeyError, TypeError):
        pass
    proves = _prove_specimens(toolchain)
    if proves:
        folder.mkdir(parents=True, exist_ok=True)
        write_json(known, {"key": key, "proves": sorted(proves)})
    return proves


def _prove_specimens(toolchain: Toolchain) -> frozenset[str]:
    lines = toolchain.header.count("\n")
    theorems, owner = [], {}
    for number, (name, text) in enumerate(SPECIMENS.items()):
        theorems.append(f"theorem specimen{number} {text}")
        for _ in theorems[-1].split("\n"):
            lines += 1
            owner[lines] = name
    outcome = toolchain.run(
        toolchain.header + "\n".join(theorems) + "\n",
        seconds=limits.QUESTION_SECONDS,
        memory_mib=limits.SERVER_MEMORY_MIB,
    )
    if not outcome.ended_by_itself:
        return frozenset()
    # A line without an owner is the end of the file, where the last specimen broke off.
    wrong = {owner.get(message.line, list(SPECIMENS)[-1]) for message in outcome.errors}
    return frozenset(SPECIMENS) - wrong
