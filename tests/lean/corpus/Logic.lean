/-! A small file as people write them: namespaces, a section with variables, a definition that
theorems use, proofs of every form, and three theorems that give nothing. -/

/-- A disjunction may be turned round. -/
theorem turn (p q : Prop) (h : p ∨ q) : q ∨ p := by
  cases h with
  | inl a => exact Or.inr a -- the other side
  | inr b => exact Or.inl b

def double (n : Nat) : Nat := n + n

/-- Doubling nothing gives nothing. -/
theorem double_zero : double 0 = 0 := by
  unfold double
  rfl

section
variable (p q : Prop)

theorem swapped (h : p ∧ q) : q ∧ p := by
  have a := h.1; have b := h.2
  exact ⟨b, a⟩
end

namespace Letters.𝔸

/-- The letter before the name takes two units of UTF-16. -/
theorem «𝔸 b» (p : Prop) (h : p) : p ∧ p := by constructor <;> exact h

theorem by_equations : ∀ n : Nat, n = n
  | 0 => rfl
  | n + 1 => by rfl

@[simp] protected theorem as_a_term (a b : Nat) (h : a = b) : b = a ∧ True :=
  ⟨by rw [h], by
    trivial⟩

example : 1 = 1 := by rfl

end Letters.𝔸

theorem false_claim (p : Prop) : p := by
  assumption

theorem open_claim : 1 = 2 := by
  sorry

theorem rests_on_an_open_one : 1 = 2 := open_claim

theorem last (a b c : Nat) (h : a = b) (g : b = c) : a = c := by
  have k : a = c := by
    rw [h]
    exact g
  exact k
