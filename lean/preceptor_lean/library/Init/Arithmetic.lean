prelude
import Init.Connectives
/-!
# Natural numbers: addition, multiplication, order

Everything by induction from the definitions. Names and statements are the usual ones.
-/
set_option linter.all false
universe u v w

namespace Nat

/-! ## Successor and zero -/

@[simp] theorem zero_eq : Nat.zero = 0 := rfl
@[simp] theorem succ_eq_add_one (n : Nat) : succ n = n + 1 := rfl
theorem add_one (n : Nat) : n + 1 = succ n := rfl
theorem succ_ne_zero (n : Nat) : succ n ≠ 0 := nofun
theorem add_one_ne_zero (n : Nat) : n + 1 ≠ 0 := nofun
theorem zero_ne_add_one (n : Nat) : 0 ≠ n + 1 := nofun
@[simp] theorem pred_zero : pred 0 = 0 := rfl
@[simp] theorem pred_succ (n : Nat) : pred (succ n) = n := rfl
theorem succ_inj {a b : Nat} : succ a = succ b ↔ a = b := ⟨succ.inj, congrArg succ⟩
theorem succ_inj' {a b : Nat} : succ a = succ b ↔ a = b := succ_inj
theorem add_one_inj {a b : Nat} : a + 1 = b + 1 ↔ a = b := succ_inj
theorem succ.injEq (a b : Nat) : (succ a = succ b) = (a = b) := propext succ_inj
theorem eq_zero_or_eq_succ_pred : ∀ n, n = 0 ∨ n = succ (pred n)
  | 0 => .inl rfl
  | _ + 1 => .inr rfl
theorem succ_ne_self : ∀ n, succ n ≠ n
  | 0 => nofun
  | n + 1 => fun h => succ_ne_self n (succ.inj h)
theorem exists_eq_succ_of_ne_zero : ∀ {n}, n ≠ 0 → ∃ k, n = succ k
  | 0, h => absurd rfl h
  | k + 1, _ => ⟨k, rfl⟩
theorem exists_eq_add_one_of_ne_zero {n : Nat} (h : n ≠ 0) : ∃ k, n = k + 1 := exists_eq_succ_of_ne_zero h

/-! ## Addition -/

@[simp] theorem add_zero (n : Nat) : n + 0 = n := rfl
theorem add_succ (n m : Nat) : n + succ m = succ (n + m) := rfl
@[simp] theorem zero_add (n : Nat) : 0 + n = n := by
  induction n with
  | zero => rfl
  | succ n ih => exact congrArg succ ih
theorem succ_add (n m : Nat) : succ n + m = succ (n + m) := by
  induction m with
  | zero => rfl
  | succ m ih => exact congrArg succ ih
theorem one_add (n : Nat) : 1 + n = succ n := by rw [succ_add, zero_add]
protected theorem add_comm (n m : Nat) : n + m = m + n := by
  induction m with
  | zero => exact (zero_add n).symm
  | succ m ih => rw [add_succ, ih, succ_add]
protected theorem add_assoc (n m k : Nat) : n + m + k = n + (m + k) := by
  induction k with
  | zero => rfl
  | succ k ih => exact congrArg succ ih
protected theorem add_left_comm (n m k : Nat) : n + (m + k) = m + (n + k) := by
  rw [← Nat.add_assoc, Nat.add_comm n m, Nat.add_assoc]
protected theorem add_right_comm (n m k : Nat) : n + m + k = n + k + m := by
  rw [Nat.add_assoc, Nat.add_comm m k, Nat.add_assoc]
protected theorem add_add_add_comm (a b c d : Nat) : a + b + (c + d) = a + c + (b + d) := by
  rw [Nat.add_assoc, Nat.add_left_comm b, Nat.add_assoc]
theorem succ_add_eq_add_succ (a b : Nat) : succ a + b = a + succ b := succ_add a b
theorem add_right_comm_succ (n m : Nat) : n + 1 + m = n + m + 1 := succ_add n m
protected theorem add_left_cancel {n m k : Nat} (h : n + m = n + k) : m = k := by
  induction n with
  | zero => rw [zero_add, zero_add] at h; exact h
  | succ n ih => rw [succ_add, succ_add] at h; exact ih (succ.inj h)
protected theorem add_right_cancel {n m k : Nat} (h : n + m = k + m) : n = k := by
  rw [Nat.add_comm n, Nat.add_comm k] at h; exact Nat.add_left_cancel h
@[simp] protected theorem add_left_cancel_iff {m k n : Nat} : n + m = n + k ↔ m = k :=
  ⟨Nat.add_left_cancel, congrArg (n + ·)⟩
@[simp] protected theorem add_right_cancel_iff {m k n : Nat} : m + n = k + n ↔ m = k :=
  ⟨Nat.add_right_cancel, congrArg (· + n)⟩
protected theorem add_left_inj {m k n : Nat} : m + n = k + n ↔ m = k := Nat.add_right_cancel_iff
protected theorem add_right_inj {m k n : Nat} : n + m = n + k ↔ m = k := Nat.add_left_cancel_iff
protected theorem eq_zero_of_add_eq_zero : ∀ {n m : Nat}, n + m = 0 → n = 0 ∧ m = 0
  | 0, 0, _ => ⟨rfl, rfl⟩
  | _ + 1, 0, h => nomatch h
theorem eq_zero_of_add_eq_zero_right {n m : Nat} (h : n + m = 0) : n = 0 := (Nat.eq_zero_of_add_eq_zero h).1
theorem eq_zero_of_add_eq_zero_left {n m : Nat} (h : n + m = 0) : m = 0 := (Nat.eq_zero_of_add_eq_zero h).2
@[simp] protected theorem add_eq_zero_iff {n m : Nat} : n + m = 0 ↔ n = 0 ∧ m = 0 :=
  ⟨Nat.eq_zero_of_add_eq_zero, fun ⟨h, g⟩ => by rw [h, g]⟩
@[simp] protected theorem add_eq_left {a b : Nat} : a + b = a ↔ b = 0 :=
  ⟨fun h => Nat.add_left_cancel (h.trans (add_zero a).symm), fun h => by rw [h]; rfl⟩
@[simp] protected theorem add_eq_right {a b : Nat} : a + b = b ↔ a = 0 :=
  ⟨fun h => Nat.add_right_cancel (h.trans (zero_add b).symm), fun h => by rw [h, zero_add]⟩

/-! ## Multiplication -/

@[simp] protected theorem mul_zero (n : Nat) : n * 0 = 0 := rfl
theorem mul_succ (n m : Nat) : n * succ m = n * m + n := rfl
theorem mul_add_one (n m : Nat) : n * (m + 1) = n * m + n := rfl
@[simp] protected theorem zero_mul (n : Nat) : 0 * n = 0 := by
  induction n with
  | zero => rfl
  | succ n ih => exact ih
theorem succ_mul (n m : Nat) : succ n * m = n * m + m := by
  induction m with
  | zero => rfl
  | succ m ih => rw [mul_succ, mul_succ, ih, add_succ, add_succ, Nat.add_right_comm]
theorem add_one_mul (n m : Nat) : (n + 1) * m = n * m + m := succ_mul n m
protected theorem mul_comm (n m : Nat) : n * m = m * n := by
  induction m with
  | zero => exact (Nat.zero_mul n).symm
  | succ m ih => rw [mul_succ, succ_mul, ih]
@[simp] protected theorem mul_one (n : Nat) : n * 1 = n := Nat.zero_add n
@[simp] protected theorem one_mul (n : Nat) : 1 * n = n := by rw [Nat.mul_comm, Nat.mul_one]
protected theorem mul_add (a b c : Nat) : a * (b + c) = a * b + a * c := by
  induction c with
  | zero => rfl
  | succ c ih => rw [add_succ, mul_succ, mul_succ, ih, Nat.add_assoc]
protected theorem add_mul (a b c : Nat) : (a + b) * c = a * c + b * c := by
  rw [Nat.mul_comm, Nat.mul_add, Nat.mul_comm c a, Nat.mul_comm c b]
protected theorem left_distrib (a b c : Nat) : a * (b + c) = a * b + a * c := Nat.mul_add a b c
protected theorem right_distrib (a b c : Nat) : (a + b) * c = a * c + b * c := Nat.add_mul a b c
protected theorem mul_assoc (n m k : Nat) : n * m * k = n * (m * k) := by
  induction k with
  | zero => rfl
  | succ k ih => rw [mul_succ, mul_succ, ih, Nat.mul_add]
protected theorem mul_left_comm (n m k : Nat) : n * (m * k) = m * (n * k) := by
  rw [← Nat.mul_assoc, Nat.mul_comm n m, Nat.mul_assoc]
protected theorem mul_right_comm (n m k : Nat) : n * m * k = n * k * m := by
  rw [Nat.mul_assoc, Nat.mul_comm m k, Nat.mul_assoc]
protected theorem mul_mul_mul_comm (a b c d : Nat) : a * b * (c * d) = a * c * (b * d) := by
  rw [Nat.mul_assoc, Nat.mul_left_comm b, Nat.mul_assoc]
protected theorem two_mul (n : Nat) : 2 * n = n + n := by rw [succ_mul, Nat.one_mul]
protected theorem mul_two (n : Nat) : n * 2 = n + n := by rw [Nat.mul_comm, Nat.two_mul]
@[simp] protected theorem mul_eq_zero : ∀ {m n : Nat}, n * m = 0 ↔ n = 0 ∨ m = 0
  | 0, _ => ⟨fun _ => .inr rfl, fun _ => rfl⟩
  | m + 1, 0 => ⟨fun _ => .inl rfl, fun _ => Nat.zero_mul _⟩
  | m + 1, n + 1 => ⟨nofun, fun h => h.elim nofun nofun⟩
protected theorem eq_zero_of_mul_eq_zero {n m : Nat} (h : n * m = 0) : n = 0 ∨ m = 0 := Nat.mul_eq_zero.mp h
protected theorem mul_ne_zero {n m : Nat} (hn : n ≠ 0) (hm : m ≠ 0) : n * m ≠ 0 :=
  fun h => (Nat.mul_eq_zero.mp h).elim hn hm

/-! ## Order -/

@[simp, refl] theorem le_refl (n : Nat) : n ≤ n := Nat.le.refl
protected theorem le_rfl {n : Nat} : n ≤ n := Nat.le.refl
theorem le_of_eq {n m : Nat} (h : n = m) : n ≤ m := h ▸ Nat.le.refl
protected theorem le_trans {n m k : Nat} (h : n ≤ m) (g : m ≤ k) : n ≤ k := by
  induction g with
  | refl => exact h
  | step _ ih => exact Nat.le.step ih
theorem le_succ (n : Nat) : n ≤ succ n := .step .refl
theorem le_add_one (n : Nat) : n ≤ n + 1 := .step .refl
theorem le_succ_of_le {n m : Nat} (h : n ≤ m) : n ≤ succ m := .step h
theorem le_step {n m : Nat} (h : n ≤ m) : n ≤ succ m := .step h
theorem le_of_succ_le {n m : Nat} (h : succ n ≤ m) : n ≤ m := Nat.le_trans (le_succ n) h
theorem le_of_lt {n m : Nat} (h : n < m) : n ≤ m := le_of_succ_le h
@[simp] theorem zero_le (n : Nat) : 0 ≤ n := by
  induction n with
  | zero => exact .refl
  | succ n ih => exact .step ih
theorem succ_le_succ {n m : Nat} (h : n ≤ m) : succ n ≤ succ m := by
  induction h with
  | refl => exact .refl
  | step _ ih => exact .step ih
theorem add_one_le_add_one {n m : Nat} (h : n ≤ m) : n + 1 ≤ m + 1 := succ_le_succ h
theorem zero_lt_succ (n : Nat) : 0 < succ n := succ_le_succ (zero_le n)
theorem succ_pos (n : Nat) : 0 < succ n := zero_lt_succ n
@[simp] theorem zero_lt_one : 0 < 1 := zero_lt_succ 0
theorem zero_lt_two : 0 < 2 := zero_lt_succ 1
theorem one_pos : 0 < 1 := zero_lt_one
theorem add_one_pos (n : Nat) : 0 < n + 1 := zero_lt_succ n
theorem pred_le_pred : ∀ {n m : Nat}, n ≤ m → pred n ≤ pred m
  | _, _, .refl => .refl
  | 0, _, _ => zero_le _
  | n + 1, _ + 1, .step h => Nat.le_trans (le_succ n) h
theorem le_of_succ_le_succ {n m : Nat} (h : succ n ≤ succ m) : n ≤ m := pred_le_pred h
theorem le_of_lt_succ {n m : Nat} (h : n < succ m) : n ≤ m := le_of_succ_le_succ h
theorem le_of_lt_add_one {n m : Nat} (h : n < m + 1) : n ≤ m := le_of_succ_le_succ h
theorem lt_succ_of_le {n m : Nat} (h : n ≤ m) : n < succ m := succ_le_succ h
theorem lt_add_one_of_le {n m : Nat} (h : n ≤ m) : n < m + 1 := succ_le_succ h
theorem lt_succ_self (n : Nat) : n < succ n := .refl
@[simp] protected theorem lt_add_one (n : Nat) : n < n + 1 := .refl
theorem lt_succ_of_lt {n m : Nat} (h : n < m) : n < succ m := .step h
theorem lt_add_one_of_lt {n m : Nat} (h : n < m) : n < m + 1 := .step h
theorem not_succ_le_zero : ∀ n : Nat, ¬succ n ≤ 0 := nofun
@[simp] theorem not_lt_zero (n : Nat) : ¬n < 0 := not_succ_le_zero n
theorem not_succ_le_self (n : Nat) : ¬succ n ≤ n := by
  induction n with
  | zero => exact not_succ_le_zero 0
  | succ n ih => exact fun h => ih (le_of_succ_le_succ h)
@[simp] protected theorem lt_irrefl (n : Nat) : ¬n < n := not_succ_le_self n
protected theorem lt_of_lt_of_le {n m k : Nat} (h : n < m) (g : m ≤ k) : n < k := Nat.le_trans h g
protected theorem lt_of_le_of_lt {n m k : Nat} (h : n ≤ m) (g : m < k) : n < k := Nat.le_trans (succ_le_succ h) g
protected theorem lt_trans {n m k : Nat} (h : n < m) (g : m < k) : n < k := Nat.lt_of_lt_of_le h (le_of_lt g)
protected theorem lt_of_lt_of_eq {n m k : Nat} (h : n < m) (g : m = k) : n < k := g ▸ h
protected theorem lt_of_eq_of_lt {n m k : Nat} (h : n = m) (g : m < k) : n < k := h ▸ g
protected theorem le_antisymm {n m : Nat} (h : n ≤ m) (g : m ≤ n) : n = m := by
  cases h with
  | refl => rfl
  | step h => exact absurd (Nat.lt_of_lt_of_le (succ_le_succ h) g) (Nat.lt_irrefl _)
protected theorem le_antisymm_iff {n m : Nat} : n = m ↔ n ≤ m ∧ m ≤ n :=
  ⟨fun h => ⟨le_of_eq h, le_of_eq h.symm⟩, fun h => Nat.le_antisymm h.1 h.2⟩
protected theorem eq_or_lt_of_le {n m : Nat} (h : n ≤ m) : n = m ∨ n < m := by
  cases h with
  | refl => exact .inl rfl
  | step h => exact .inr (succ_le_succ h)
protected theorem lt_or_eq_of_le {n m : Nat} (h : n ≤ m) : n < m ∨ n = m := (Nat.eq_or_lt_of_le h).symm
protected theorem le_iff_lt_or_eq {n m : Nat} : n ≤ m ↔ n < m ∨ n = m :=
  ⟨Nat.lt_or_eq_of_le, fun h => h.elim le_of_lt le_of_eq⟩
protected theorem lt_or_ge (n m : Nat) : n < m ∨ n ≥ m := by
  induction m with
  | zero => exact .inr (zero_le n)
  | succ m ih =>
    cases ih with
    | inl h => exact .inl (.step h)
    | inr h =>
      cases Nat.eq_or_lt_of_le h with
      | inl e => exact .inl (e ▸ .refl)
      | inr l => exact .inr l
protected theorem le_total (n m : Nat) : n ≤ m ∨ m ≤ n := (Nat.lt_or_ge n m).imp le_of_lt id
protected theorem lt_or_ge' (n m : Nat) : n < m ∨ m ≤ n := Nat.lt_or_ge n m
@[simp] protected theorem not_le {n m : Nat} : ¬n ≤ m ↔ m < n :=
  ⟨fun h => (Nat.lt_or_ge m n).resolve_right h, fun h g => Nat.lt_irrefl _ (Nat.lt_of_lt_of_le h g)⟩
@[simp] protected theorem not_lt {n m : Nat} : ¬n < m ↔ m ≤ n :=
  ⟨fun h => (Nat.lt_or_ge n m).resolve_left h, fun h g => Nat.lt_irrefl _ (Nat.lt_of_lt_of_le g h)⟩
protected theorem lt_of_not_le {n m : Nat} (h : ¬n ≤ m) : m < n := Nat.not_le.mp h
protected theorem lt_of_not_ge {n m : Nat} (h : ¬n ≥ m) : n < m := Nat.not_le.mp h
protected theorem le_of_not_lt {n m : Nat} (h : ¬n < m) : m ≤ n := Nat.not_lt.mp h
protected theorem le_of_not_gt {n m : Nat} (h : ¬n > m) : n ≤ m := Nat.not_lt.mp h
protected theorem le_of_not_le {n m : Nat} (h : ¬n ≤ m) : m ≤ n := le_of_lt (Nat.not_le.mp h)
protected theorem not_le_of_gt {n m : Nat} (h : n > m) : ¬n ≤ m := Nat.not_le.mpr h
protected theorem not_le_of_lt {n m : Nat} (h : m < n) : ¬n ≤ m := Nat.not_le.mpr h
protected theorem not_lt_of_ge {n m : Nat} (h : n ≥ m) : ¬n < m := Nat.not_lt.mpr h
protected theorem not_lt_of_le {n m : Nat} (h : m ≤ n) : ¬n < m := Nat.not_lt.mpr h
protected theorem lt_asymm {n m : Nat} (h : n < m) : ¬m < n := Nat.not_lt.mpr (le_of_lt h)
protected theorem ne_of_lt {n m : Nat} (h : n < m) : n ≠ m := fun e => Nat.lt_irrefl m (e ▸ h)
protected theorem ne_of_gt {n m : Nat} (h : m < n) : n ≠ m := fun e => Nat.lt_irrefl m (e ▸ h)
protected theorem ne_of_lt' {n m : Nat} (h : m < n) : n ≠ m := Nat.ne_of_gt h
protected theorem lt_of_le_of_ne {n m : Nat} (h : n ≤ m) (g : n ≠ m) : n < m :=
  (Nat.eq_or_lt_of_le h).resolve_left g
protected theorem lt_iff_le_and_ne {n m : Nat} : n < m ↔ n ≤ m ∧ n ≠ m :=
  ⟨fun h => ⟨le_of_lt h, Nat.ne_of_lt h⟩, fun h => Nat.lt_of_le_of_ne h.1 h.2⟩
protected theorem lt_iff_le_not_le {n m : Nat} : n < m ↔ n ≤ m ∧ ¬m ≤ n :=
  ⟨fun h => ⟨le_of_lt h, Nat.not_le.mpr h⟩, fun h => Nat.not_le.mp h.2⟩
protected theorem lt_trichotomy (a b : Nat) : a < b ∨ a = b ∨ b < a :=
  (Nat.lt_or_ge a b).imp id fun h => (Nat.eq_or_lt_of_le h).imp Eq.symm id
protected theorem lt_or_gt_of_ne {a b : Nat} (h : a ≠ b) : a < b ∨ a > b :=
  (Nat.lt_or_ge a b).imp id fun g => Nat.lt_of_le_of_ne g h.symm
protected theorem lt_or_lt_of_ne {a b : Nat} (h : a ≠ b) : a < b ∨ b < a := Nat.lt_or_gt_of_ne h
theorem succ_le {n m : Nat} : succ n ≤ m ↔ n < m := Iff.rfl
theorem succ_le_iff {n m : Nat} : succ n ≤ m ↔ n < m := Iff.rfl
theorem succ_le_of_lt {n m : Nat} (h : n < m) : succ n ≤ m := h
theorem lt_of_succ_le {n m : Nat} (h : succ n ≤ m) : n < m := h
theorem add_one_le_iff {n m : Nat} : n + 1 ≤ m ↔ n < m := Iff.rfl
theorem lt_succ {n m : Nat} : n < succ m ↔ n ≤ m := ⟨le_of_lt_succ, lt_succ_of_le⟩
theorem lt_succ_iff {n m : Nat} : n < succ m ↔ n ≤ m := lt_succ
theorem lt_add_one_iff {n m : Nat} : n < m + 1 ↔ n ≤ m := lt_succ
theorem succ_lt_succ {n m : Nat} (h : n < m) : succ n < succ m := succ_le_succ h
theorem lt_of_succ_lt {n m : Nat} (h : succ n < m) : n < m := le_of_succ_le h
theorem lt_of_succ_lt_succ {n m : Nat} (h : succ n < succ m) : n < m := le_of_succ_le_succ h
theorem succ_le_succ_iff {a b : Nat} : succ a ≤ succ b ↔ a ≤ b := ⟨le_of_succ_le_succ, succ_le_succ⟩
theorem succ_lt_succ_iff {a b : Nat} : succ a < succ b ↔ a < b := succ_le_succ_iff
@[simp] protected theorem add_one_le_add_one_iff {a b : Nat} : a + 1 ≤ b + 1 ↔ a ≤ b := succ_le_succ_iff
@[simp] protected theorem add_one_lt_add_one_iff {a b : Nat} : a + 1 < b + 1 ↔ a < b := succ_le_succ_iff
protected theorem pos_of_ne_zero {n : Nat} (h : n ≠ 0) : 0 < n := Nat.lt_of_le_of_ne (zero_le n) h.symm
theorem pos_iff_ne_zero {n : Nat} : 0 < n ↔ n ≠ 0 := ⟨Nat.ne_of_gt, Nat.pos_of_ne_zero⟩
protected theorem zero_lt_of_ne_zero {n : Nat} (h : n ≠ 0) : 0 < n := Nat.pos_of_ne_zero h
theorem ne_zero_of_lt {n m : Nat} (h : n < m) : m ≠ 0 := fun e => not_lt_zero n (e ▸ h)
theorem eq_zero_or_pos : ∀ n : Nat, n = 0 ∨ 0 < n
  | 0 => .inl rfl
  | n + 1 => .inr (zero_lt_succ n)
theorem pos_of_lt {n m : Nat} (h : n < m) : 0 < m := Nat.lt_of_le_of_lt (zero_le n) h
theorem eq_zero_of_le_zero {n : Nat} (h : n ≤ 0) : n = 0 := Nat.le_antisymm h (zero_le n)
@[simp] theorem le_zero_eq (n : Nat) : (n ≤ 0) = (n = 0) := propext ⟨eq_zero_of_le_zero, le_of_eq⟩
theorem le_zero {n : Nat} : n ≤ 0 ↔ n = 0 := ⟨eq_zero_of_le_zero, le_of_eq⟩
theorem le_zero_iff {n : Nat} : n ≤ 0 ↔ n = 0 := le_zero
theorem lt_one_iff {n : Nat} : n < 1 ↔ n = 0 := lt_succ.trans le_zero
theorem le_of_pred_lt : ∀ {m n : Nat}, pred m < n → m ≤ n
  | 0, _, _ => zero_le _
  | _ + 1, _, h => h
theorem pred_le : ∀ n : Nat, pred n ≤ n
  | 0 => .refl
  | n + 1 => le_succ n
theorem pred_lt : ∀ {n : Nat}, n ≠ 0 → pred n < n
  | 0, h => absurd rfl h
  | n + 1, _ => .refl
theorem succ_pred_eq_of_pos : ∀ {n : Nat}, 0 < n → succ (pred n) = n
  | _ + 1, _ => rfl
theorem succ_pred {n : Nat} (h : n ≠ 0) : succ (pred n) = n := succ_pred_eq_of_pos (Nat.pos_of_ne_zero h)

/-! ## Order and addition -/

@[simp] theorem le_add_right (n k : Nat) : n ≤ n + k := by
  induction k with
  | zero => exact .refl
  | succ k ih => exact .step ih
@[simp] theorem le_add_left (n m : Nat) : n ≤ m + n := Nat.add_comm n m ▸ le_add_right n m
theorem le_add_right_of_le {n m k : Nat} (h : n ≤ m) : n ≤ m + k := Nat.le_trans h (le_add_right m k)
theorem le_add_left_of_le {n m k : Nat} (h : n ≤ m) : n ≤ k + m := Nat.le_trans h (le_add_left m k)
theorem lt_add_of_pos_right {n k : Nat} (h : 0 < k) : n < n + k := by
  cases k with
  | zero => exact absurd h (Nat.lt_irrefl 0)
  | succ k => exact lt_succ_of_le (le_add_right n k)
theorem lt_add_of_pos_left {n k : Nat} (h : 0 < k) : n < k + n := by
  rw [Nat.add_comm]; exact lt_add_of_pos_right h
theorem le.dest {n m : Nat} (h : n ≤ m) : ∃ k, n + k = m := by
  induction h with
  | refl => exact ⟨0, rfl⟩
  | step _ ih =>
    cases ih with
    | intro k e => exact ⟨k + 1, congrArg succ e⟩
theorem le.intro {n m k : Nat} (h : n + k = m) : n ≤ m := h ▸ le_add_right n k
theorem le_iff_exists_add {n m : Nat} : n ≤ m ↔ ∃ k, m = n + k :=
  ⟨fun h => (le.dest h).imp fun _ e => e.symm, fun ⟨_, e⟩ => le.intro e.symm⟩
theorem exists_eq_add_of_le {n m : Nat} (h : n ≤ m) : ∃ k, m = n + k := (le.dest h).imp fun _ e => e.symm
theorem exists_eq_add_of_lt {n m : Nat} (h : n < m) : ∃ k, m = n + k + 1 :=
  (le.dest h).imp fun k e => by rw [← e, succ_add]
protected theorem add_le_add_left {n m : Nat} (h : n ≤ m) (k : Nat) : k + n ≤ k + m := by
  induction k with
  | zero => rw [zero_add, zero_add]; exact h
  | succ k ih => rw [succ_add, succ_add]; exact succ_le_succ ih
protected theorem add_le_add_right {n m : Nat} (h : n ≤ m) (k : Nat) : n + k ≤ m + k := by
  rw [Nat.add_comm n, Nat.add_comm m]; exact Nat.add_le_add_left h k
protected theorem add_le_add {a b c d : Nat} (h : a ≤ b) (g : c ≤ d) : a + c ≤ b + d :=
  Nat.le_trans (Nat.add_le_add_right h c) (Nat.add_le_add_left g b)
protected theorem add_lt_add_left {n m : Nat} (h : n < m) (k : Nat) : k + n < k + m := Nat.add_le_add_left h k
protected theorem add_lt_add_right {n m : Nat} (h : n < m) (k : Nat) : n + k < m + k := by
  rw [Nat.add_comm n, Nat.add_comm m]; exact Nat.add_lt_add_left h k
protected theorem add_lt_add {a b c d : Nat} (h : a < b) (g : c < d) : a + c < b + d :=
  Nat.lt_trans (Nat.add_lt_add_right h c) (Nat.add_lt_add_left g b)
protected theorem add_lt_add_of_le_of_lt {a b c d : Nat} (h : a ≤ b) (g : c < d) : a + c < b + d :=
  Nat.lt_of_le_of_lt (Nat.add_le_add_right h c) (Nat.add_lt_add_left g b)
protected theorem add_lt_add_of_lt_of_le {a b c d : Nat} (h : a < b) (g : c ≤ d) : a + c < b + d :=
  Nat.lt_of_lt_of_le (Nat.add_lt_add_right h c) (Nat.add_le_add_left g b)
protected theorem le_of_add_le_add_left {a b c : Nat} (h : a + b ≤ a + c) : b ≤ c := by
  induction a with
  | zero => rw [zero_add, zero_add] at h; exact h
  | succ a ih => rw [succ_add, succ_add] at h; exact ih (le_of_succ_le_succ h)
protected theorem le_of_add_le_add_right {a b c : Nat} (h : a + b ≤ c + b) : a ≤ c := by
  rw [Nat.add_comm a, Nat.add_comm c] at h; exact Nat.le_of_add_le_add_left h
protected theorem lt_of_add_lt_add_left {a b c : Nat} (h : a + b < a + c) : b < c :=
  Nat.le_of_add_le_add_left (a := a) h
protected theorem lt_of_add_lt_add_right {a b c : Nat} (h : a + b < c + b) : a < c := by
  rw [Nat.add_comm a, Nat.add_comm c] at h; exact Nat.lt_of_add_lt_add_left h
@[simp] protected theorem add_le_add_iff_left {m k n : Nat} : n + m ≤ n + k ↔ m ≤ k :=
  ⟨Nat.le_of_add_le_add_left, fun h => Nat.add_le_add_left h n⟩
@[simp] protected theorem add_le_add_iff_right {m k n : Nat} : m + n ≤ k + n ↔ m ≤ k :=
  ⟨Nat.le_of_add_le_add_right, fun h => Nat.add_le_add_right h n⟩
@[simp] protected theorem add_lt_add_iff_left {m k n : Nat} : n + m < n + k ↔ m < k :=
  ⟨Nat.lt_of_add_lt_add_left, fun h => Nat.add_lt_add_left h n⟩
@[simp] protected theorem add_lt_add_iff_right {m k n : Nat} : m + n < k + n ↔ m < k :=
  ⟨Nat.lt_of_add_lt_add_right, fun h => Nat.add_lt_add_right h n⟩
theorem le_of_add_right_le {n m k : Nat} (h : n + k ≤ m) : n ≤ m := Nat.le_trans (le_add_right n k) h
theorem add_pos_left {m : Nat} (h : 0 < m) (n : Nat) : 0 < m + n := Nat.lt_of_lt_of_le h (le_add_right m n)
theorem add_pos_right {n : Nat} (m : Nat) (h : 0 < n) : 0 < m + n := Nat.lt_of_lt_of_le h (le_add_left n m)

/-! ## Order and multiplication -/

protected theorem mul_le_mul_left {m n : Nat} (k : Nat) (h : m ≤ n) : k * m ≤ k * n := by
  induction h with
  | refl => exact .refl
  | step _ ih => exact Nat.le_trans ih (le_add_right _ k)
protected theorem mul_le_mul_right {m n : Nat} (k : Nat) (h : m ≤ n) : m * k ≤ n * k := by
  rw [Nat.mul_comm m, Nat.mul_comm n]; exact Nat.mul_le_mul_left k h
protected theorem mul_le_mul {p q m n : Nat} (h₁ : p ≤ m) (h₂ : q ≤ n) : p * q ≤ m * n :=
  Nat.le_trans (Nat.mul_le_mul_left p h₂) (Nat.mul_le_mul_right n h₁)
protected theorem mul_lt_mul_of_pos_left {m n k : Nat} (h : m < n) (hk : k > 0) : k * m < k * n :=
  Nat.lt_of_lt_of_le (lt_add_of_pos_right hk) (Nat.mul_le_mul_left k h)
protected theorem mul_lt_mul_of_pos_right {m n k : Nat} (h : m < n) (hk : k > 0) : m * k < n * k := by
  rw [Nat.mul_comm m, Nat.mul_comm n]; exact Nat.mul_lt_mul_of_pos_left h hk
protected theorem mul_pos {m n : Nat} (hm : m > 0) (hn : n > 0) : m * n > 0 := by
  have h := Nat.mul_lt_mul_of_pos_left hn hm
  rw [Nat.mul_zero] at h; exact h
protected theorem pos_mul_pos {m n : Nat} (hm : 0 < m) (hn : 0 < n) : 0 < m * n := Nat.mul_pos hm hn
protected theorem le_of_mul_le_mul_left {a b c : Nat} (h : c * a ≤ c * b) (hc : 0 < c) : a ≤ b :=
  Nat.not_lt.mp fun g => Nat.not_lt.mpr h (Nat.mul_lt_mul_of_pos_left g hc)
protected theorem le_of_mul_le_mul_right {a b c : Nat} (h : a * c ≤ b * c) (hc : 0 < c) : a ≤ b :=
  Nat.not_lt.mp fun g => Nat.not_lt.mpr h (Nat.mul_lt_mul_of_pos_right g hc)
protected theorem eq_of_mul_eq_mul_left {m k n : Nat} (hn : 0 < n) (h : n * m = n * k) : m = k :=
  Nat.le_antisymm (Nat.le_of_mul_le_mul_left (le_of_eq h) hn) (Nat.le_of_mul_le_mul_left (le_of_eq h.symm) hn)
protected theorem eq_of_mul_eq_mul_right {m k n : Nat} (hn : 0 < n) (h : m * n = k * n) : m = k := by
  rw [Nat.mul_comm m, Nat.mul_comm k] at h; exact Nat.eq_of_mul_eq_mul_left hn h
theorem le_mul_of_pos_right {n : Nat} (m : Nat) (h : 0 < n) : m ≤ m * n := by
  have g := Nat.mul_le_mul_left m h; rw [Nat.mul_one] at g; exact g
theorem le_mul_of_pos_left {n : Nat} (m : Nat) (h : 0 < n) : m ≤ n * m := by
  rw [Nat.mul_comm]; exact le_mul_of_pos_right m h

/-! ## Subtraction -/

@[simp] protected theorem sub_zero (n : Nat) : n - 0 = n := rfl
theorem sub_succ (n m : Nat) : n - succ m = pred (n - m) := rfl
theorem sub_one (n : Nat) : n - 1 = pred n := rfl
@[simp] theorem succ_sub_succ_eq_sub (n m : Nat) : succ n - succ m = n - m := by
  induction m with
  | zero => rfl
  | succ m ih => exact congrArg pred ih
theorem succ_sub_succ (n m : Nat) : succ n - succ m = n - m := succ_sub_succ_eq_sub n m
@[simp] theorem add_one_sub_one (n : Nat) : n + 1 - 1 = n := rfl
theorem succ_sub_one (n : Nat) : succ n - 1 = n := rfl
@[simp] protected theorem zero_sub (n : Nat) : 0 - n = 0 := by
  induction n with
  | zero => rfl
  | succ n ih => rw [sub_succ, ih]; rfl
@[simp] protected theorem sub_self (n : Nat) : n - n = 0 := by
  induction n with
  | zero => rfl
  | succ n ih => rw [succ_sub_succ, ih]
@[simp] protected theorem add_sub_cancel (n m : Nat) : n + m - m = n := by
  induction m with
  | zero => rfl
  | succ m ih => rw [add_succ, succ_sub_succ, ih]
@[simp] protected theorem add_sub_cancel_left (n m : Nat) : n + m - n = m := by
  rw [Nat.add_comm]; exact Nat.add_sub_cancel m n
protected theorem sub_add_eq (a b c : Nat) : a - (b + c) = a - b - c := by
  induction c with
  | zero => rfl
  | succ c ih => rw [add_succ, sub_succ, ih, sub_succ]
protected theorem sub_sub (a b c : Nat) : a - b - c = a - (b + c) := (Nat.sub_add_eq a b c).symm
theorem sub_le (n m : Nat) : n - m ≤ n := by
  induction m with
  | zero => exact .refl
  | succ m ih => exact Nat.le_trans (pred_le _) ih
theorem sub_eq_zero_of_le {n m : Nat} (h : n ≤ m) : n - m = 0 := by
  cases le.dest h with
  | intro k e => rw [← e, Nat.sub_add_eq, Nat.sub_self, Nat.zero_sub]
@[simp] protected theorem sub_add_cancel {n m : Nat} (h : m ≤ n) : n - m + m = n := by
  cases le.dest h with
  | intro k e => rw [← e, Nat.add_sub_cancel_left, Nat.add_comm]
protected theorem add_sub_of_le {n m : Nat} (h : n ≤ m) : n + (m - n) = m := by
  rw [Nat.add_comm, Nat.sub_add_cancel h]
protected theorem add_sub_cancel' {n m : Nat} (h : m ≤ n) : m + (n - m) = n := Nat.add_sub_of_le h
protected theorem sub_eq_of_eq_add {a b c : Nat} (h : a = c + b) : a - b = c := by rw [h, Nat.add_sub_cancel]
protected theorem eq_add_of_sub_eq {a b c : Nat} (h : b ≤ a) (e : a - b = c) : a = c + b := by
  rw [← e, Nat.sub_add_cancel h]
protected theorem add_sub_assoc {m k : Nat} (h : k ≤ m) (n : Nat) : n + m - k = n + (m - k) := by
  cases le.dest h with
  | intro l e => rw [← e, Nat.add_sub_cancel_left, Nat.add_left_comm, Nat.add_sub_cancel_left]
theorem sub_pos_of_lt {m n : Nat} (h : m < n) : 0 < n - m := by
  cases le.dest h with
  | intro k e => rw [← e, succ_add, ← add_succ, Nat.add_sub_cancel_left]; exact zero_lt_succ k
theorem sub_lt {n m : Nat} (hn : 0 < n) (hm : 0 < m) : n - m < n := by
  cases m with
  | zero => exact absurd hm (Nat.lt_irrefl 0)
  | succ m =>
    cases n with
    | zero => exact absurd hn (Nat.lt_irrefl 0)
    | succ n => rw [succ_sub_succ]; exact lt_succ_of_le (sub_le n m)
theorem sub_one_lt {n : Nat} (h : n ≠ 0) : n - 1 < n := pred_lt h
theorem sub_le_sub_left {n m : Nat} (h : n ≤ m) (k : Nat) : k - m ≤ k - n := by
  cases le.dest h with
  | intro l e => rw [← e, Nat.sub_add_eq]; exact sub_le _ _
protected theorem sub_le_sub_right {n m : Nat} (h : n ≤ m) (k : Nat) : n - k ≤ m - k := by
  induction k with
  | zero => exact h
  | succ k ih => exact pred_le_pred ih
theorem le_of_sub_eq_zero {n m : Nat} (h : n - m = 0) : n ≤ m :=
  Nat.not_lt.mp fun g => Nat.ne_of_gt (sub_pos_of_lt g) h
theorem sub_eq_zero_iff_le {n m : Nat} : n - m = 0 ↔ n ≤ m := ⟨le_of_sub_eq_zero, sub_eq_zero_of_le⟩
theorem sub_add_comm {n m k : Nat} (h : k ≤ n) : n + m - k = n - k + m := by
  rw [Nat.add_comm n, Nat.add_sub_assoc h, Nat.add_comm]
protected theorem sub_right_comm (m n k : Nat) : m - n - k = m - k - n := by
  rw [Nat.sub_sub, Nat.add_comm, Nat.sub_sub]
protected theorem mul_pred (n m : Nat) : n * pred m = n * m - n := by
  cases m with
  | zero => rw [pred_zero, Nat.mul_zero, Nat.zero_sub]
  | succ m => rw [pred_succ, mul_succ, Nat.add_sub_cancel]
protected theorem mul_sub (k m n : Nat) : k * (m - n) = k * m - k * n := by
  induction n with
  | zero => rfl
  | succ n ih => rw [sub_succ, Nat.mul_pred, ih, Nat.sub_sub, mul_succ]
protected theorem sub_mul (m n k : Nat) : (m - n) * k = m * k - n * k := by
  rw [Nat.mul_comm, Nat.mul_sub, Nat.mul_comm k m, Nat.mul_comm k n]
protected theorem le_sub_of_add_le {a b c : Nat} (h : a + b ≤ c) : a ≤ c - b := by
  have g := Nat.sub_le_sub_right h b; rw [Nat.add_sub_cancel] at g; exact g
protected theorem add_le_of_le_sub {a b c : Nat} (hbc : b ≤ c) (h : a ≤ c - b) : a + b ≤ c := by
  have g := Nat.add_le_add_right h b; rw [Nat.sub_add_cancel hbc] at g; exact g
protected theorem sub_le_of_le_add {a b c : Nat} (h : a ≤ c + b) : a - b ≤ c := by
  have g := Nat.sub_le_sub_right h b; rw [Nat.add_sub_cancel] at g; exact g

/-! ## Decisions -/

theorem le_of_ble_eq_true : ∀ {n m : Nat}, Nat.ble n m = true → n ≤ m
  | 0, _, _ => zero_le _
  | _ + 1, 0, h => nomatch h
  | n + 1, m + 1, h => succ_le_succ (le_of_ble_eq_true (n := n) (m := m) h)
theorem ble_eq_true_of_le : ∀ {n m : Nat}, n ≤ m → Nat.ble n m = true
  | 0, _, _ => rfl
  | _ + 1, 0, h => nomatch h
  | n + 1, m + 1, h => ble_eq_true_of_le (n := n) (m := m) (le_of_succ_le_succ h)
theorem not_le_of_not_ble_eq_true {n m : Nat} (h : ¬Nat.ble n m = true) : ¬n ≤ m :=
  fun g => h (ble_eq_true_of_le g)
@[simp] theorem ble_eq {x y : Nat} : (Nat.ble x y = true) = (x ≤ y) :=
  propext ⟨le_of_ble_eq_true, ble_eq_true_of_le⟩
@[extern "lean_nat_dec_le"] instance decLe (n m : Nat) : Decidable (n ≤ m) :=
  decidable_of_decidable_of_iff (p := Nat.ble n m = true) ⟨le_of_ble_eq_true, ble_eq_true_of_le⟩
@[extern "lean_nat_dec_lt"] instance decLt (n m : Nat) : Decidable (n < m) := decLe (succ n) m
@[simp] theorem beq_eq {x y : Nat} : (Nat.beq x y = true) = (x = y) :=
  propext ⟨eq_of_beq_eq_true, fun h => h ▸ beq_refl x⟩

/-! ## Powers -/

@[simp] protected theorem pow_zero (b : Nat) : b ^ 0 = 1 := rfl
protected theorem pow_succ {b n : Nat} : b ^ (n + 1) = b ^ n * b := rfl
protected theorem pow_add_one {b n : Nat} : b ^ (n + 1) = b ^ n * b := rfl
@[simp] protected theorem pow_one (a : Nat) : a ^ 1 = a := Nat.one_mul a
protected theorem pow_two (a : Nat) : a ^ 2 = a * a := by rw [Nat.pow_succ, Nat.pow_one]
protected theorem pow_succ' {m n : Nat} : m ^ (n + 1) = m * m ^ n := by rw [Nat.pow_succ, Nat.mul_comm]
@[simp] protected theorem one_pow (n : Nat) : 1 ^ n = 1 := by
  induction n with
  | zero => rfl
  | succ n ih => rw [Nat.pow_succ, ih]
protected theorem zero_pow {n : Nat} (h : 0 < n) : 0 ^ n = 0 := by
  cases n with
  | zero => exact absurd h (Nat.lt_irrefl 0)
  | succ n => rfl
protected theorem pow_add (a m n : Nat) : a ^ (m + n) = a ^ m * a ^ n := by
  induction n with
  | zero => exact (Nat.mul_one _).symm
  | succ n ih => rw [add_succ, Nat.pow_succ, Nat.pow_succ, ih, Nat.mul_assoc]
protected theorem mul_pow (a b n : Nat) : (a * b) ^ n = a ^ n * b ^ n := by
  induction n with
  | zero => rfl
  | succ n ih => rw [Nat.pow_succ, Nat.pow_succ, Nat.pow_succ, ih, Nat.mul_mul_mul_comm]
protected theorem pow_mul (a m n : Nat) : a ^ (m * n) = (a ^ m) ^ n := by
  induction n with
  | zero => rfl
  | succ n ih => rw [mul_succ, Nat.pow_add, ih, Nat.pow_succ]
protected theorem pow_pos {b : Nat} (n : Nat) (h : 0 < b) : 0 < b ^ n := by
  induction n with
  | zero => exact zero_lt_one
  | succ n ih => exact Nat.mul_pos ih h
theorem pos_pow_of_pos {b : Nat} (n : Nat) (h : 0 < b) : 0 < b ^ n := Nat.pow_pos n h
protected theorem lt_two_pow_self {n : Nat} : n < 2 ^ n := by
  induction n with
  | zero => exact zero_lt_one
  | succ n ih =>
    rw [Nat.pow_succ, Nat.mul_two]
    exact Nat.add_le_add ih (Nat.pow_pos n zero_lt_two)
theorem one_le_iff_ne_zero {n : Nat} : 1 ≤ n ↔ n ≠ 0 := pos_iff_ne_zero
theorem one_le_two_pow {n : Nat} : 1 ≤ 2 ^ n := Nat.pow_pos n zero_lt_two
theorem le_mul_self (n : Nat) : n ≤ n * n := by
  cases n with
  | zero => exact .refl
  | succ n => exact le_mul_of_pos_left (n + 1) (zero_lt_succ n)
protected theorem pow_le_pow_right {n m k : Nat} (h : n > 0) (g : m ≤ k) : n ^ m ≤ n ^ k := by
  obtain ⟨d, hd⟩ := le.dest g
  rw [← hd, Nat.pow_add]
  exact le_mul_of_pos_right (n ^ m) (Nat.pow_pos d h)
protected theorem pow_le_pow_left {m n : Nat} (h : m ≤ n) (i : Nat) : m ^ i ≤ n ^ i := by
  induction i with
  | zero => exact .refl
  | succ i ih => rw [Nat.pow_succ, Nat.pow_succ]; exact Nat.mul_le_mul ih h
theorem two_pow_pos (n : Nat) : 0 < 2 ^ n := Nat.pow_pos n zero_lt_two

end Nat

instance : Trans (· ≤ · : Nat → Nat → Prop) (· ≤ · : Nat → Nat → Prop) (· ≤ · : Nat → Nat → Prop) := ⟨Nat.le_trans⟩
instance : Trans (· < · : Nat → Nat → Prop) (· < · : Nat → Nat → Prop) (· < · : Nat → Nat → Prop) := ⟨Nat.lt_trans⟩
instance : Trans (· < · : Nat → Nat → Prop) (· ≤ · : Nat → Nat → Prop) (· < · : Nat → Nat → Prop) := ⟨Nat.lt_of_lt_of_le⟩
instance : Trans (· ≤ · : Nat → Nat → Prop) (· < · : Nat → Nat → Prop) (· < · : Nat → Nat → Prop) := ⟨Nat.lt_of_le_of_lt⟩
instance instMinNat : Min Nat := ⟨fun a b => if a ≤ b then a else b⟩
instance instMaxNat : Max Nat := ⟨fun a b => if a ≤ b then b else a⟩

namespace Nat
protected theorem min_def {a b : Nat} : min a b = if a ≤ b then a else b := rfl
protected theorem max_def {a b : Nat} : max a b = if a ≤ b then b else a := rfl
protected theorem min_eq_left {a b : Nat} (h : a ≤ b) : min a b = a := if_pos h
protected theorem min_eq_right {a b : Nat} (h : b ≤ a) : min a b = b := by
  rw [Nat.min_def]; split
  · next g => exact Nat.le_antisymm g h
  · rfl
protected theorem max_eq_right {a b : Nat} (h : a ≤ b) : max a b = b := if_pos h
protected theorem max_eq_left {a b : Nat} (h : b ≤ a) : max a b = a := by
  rw [Nat.max_def]; split
  · next g => exact Nat.le_antisymm h g
  · rfl
protected theorem min_le_left (a b : Nat) : min a b ≤ a := by
  rw [Nat.min_def]; split
  · exact .refl
  · next h => exact Nat.le_of_not_le h
protected theorem min_le_right (a b : Nat) : min a b ≤ b := by
  rw [Nat.min_def]; split
  · next h => exact h
  · exact .refl
protected theorem le_max_left (a b : Nat) : a ≤ max a b := by
  rw [Nat.max_def]; split
  · next h => exact h
  · exact .refl
protected theorem le_max_right (a b : Nat) : b ≤ max a b := by
  rw [Nat.max_def]; split
  · exact .refl
  · next h => exact Nat.le_of_not_le h
protected theorem le_min {a b c : Nat} : a ≤ min b c ↔ a ≤ b ∧ a ≤ c := by
  constructor
  · exact fun h => ⟨Nat.le_trans h (Nat.min_le_left b c), Nat.le_trans h (Nat.min_le_right b c)⟩
  · intro ⟨h, g⟩
    rw [Nat.min_def]; split <;> assumption
protected theorem max_le {a b c : Nat} : max a b ≤ c ↔ a ≤ c ∧ b ≤ c := by
  constructor
  · exact fun h => ⟨Nat.le_trans (Nat.le_max_left a b) h, Nat.le_trans (Nat.le_max_right a b) h⟩
  · intro ⟨h, g⟩
    rw [Nat.max_def]; split <;> assumption
protected theorem min_comm (a b : Nat) : min a b = min b a :=
  Nat.le_antisymm (Nat.le_min.mpr ⟨Nat.min_le_right a b, Nat.min_le_left a b⟩)
    (Nat.le_min.mpr ⟨Nat.min_le_right b a, Nat.min_le_left b a⟩)
protected theorem max_comm (a b : Nat) : max a b = max b a :=
  Nat.le_antisymm (Nat.max_le.mpr ⟨Nat.le_max_right b a, Nat.le_max_left b a⟩)
    (Nat.max_le.mpr ⟨Nat.le_max_right a b, Nat.le_max_left a b⟩)
@[simp] protected theorem min_self (a : Nat) : min a a = a := Nat.min_eq_left .refl
@[simp] protected theorem max_self (a : Nat) : max a a = a := Nat.max_eq_left .refl
end Nat

/-! ## Induction as it is written

`induction n` and `cases n` show `0` and `n + 1` rather than `Nat.zero` and `Nat.succ n`. -/

@[elab_as_elim, induction_eliminator] protected def Nat.recAux {motive : Nat → Sort u} (zero : motive 0)
    (succ : (n : Nat) → motive n → motive (n + 1)) (t : Nat) : motive t :=
  match t with
  | .zero => zero
  | .succ n => succ n (Nat.recAux zero succ n)
@[elab_as_elim, cases_eliminator] protected def Nat.casesAuxOn {motive : Nat → Sort u} (t : Nat) (zero : motive 0)
    (succ : (n : Nat) → motive (n + 1)) : motive t :=
  match t with
  | .zero => zero
  | .succ n => succ n
