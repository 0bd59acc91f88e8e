prelude
import Init.Data
/-!
# Division, remainder, divisibility, common divisors, bits

The kernel computes these functions on numerals with big-integer arithmetic. The definitions here
are by recursion on a bound ("fuel") that is always large enough, and agree with what it computes:
division by 0 gives 0, the remainder by 0 is the number itself.
-/
set_option linter.all false
universe u v w

namespace Nat

def div.go (y : Nat) : Nat → Nat → Nat
  | 0, _ => 0
  | fuel + 1, x => if 0 < y ∧ y ≤ x then div.go y fuel (x - y) + 1 else 0
@[extern "lean_nat_div"] protected def div (x y : Nat) : Nat := div.go y x x
def mod.go (y : Nat) : Nat → Nat → Nat
  | 0, x => x
  | fuel + 1, x => if 0 < y ∧ y ≤ x then mod.go y fuel (x - y) else x
@[extern "lean_nat_mod"] protected def mod (x y : Nat) : Nat := mod.go y x x
instance instDivNat : Div Nat := ⟨Nat.div⟩
instance instModNat : Mod Nat := ⟨Nat.mod⟩
instance instDvdNat : Dvd Nat := ⟨fun a b => ∃ c, b = a * c⟩

theorem div.go_fuel (y : Nat) : ∀ (f g x : Nat), x ≤ f → x ≤ g → div.go y f x = div.go y g x := by
  intro f
  induction f with
  | zero =>
    intro g x hf hg
    cases eq_zero_of_le_zero hf
    cases g with
    | zero => rfl
    | succ g =>
      have n : ¬(0 < y ∧ y ≤ 0) := fun h => Nat.not_lt.mpr h.2 h.1
      simp only [div.go, if_neg n]
  | succ f ih =>
    intro g x hf hg
    cases g with
    | zero =>
      cases eq_zero_of_le_zero hg
      have n : ¬(0 < y ∧ y ≤ 0) := fun h => Nat.not_lt.mpr h.2 h.1
      simp only [div.go, if_neg n]
    | succ g =>
      cases Decidable.em (0 < y ∧ y ≤ x) with
      | inr n => simp only [div.go, if_neg n]
      | inl h =>
        have less : x - y < x := sub_lt (Nat.lt_of_lt_of_le h.1 h.2) h.1
        simp only [div.go, if_pos h]
        rw [ih g (x - y) (le_of_lt_succ (Nat.lt_of_lt_of_le less hf))
          (le_of_lt_succ (Nat.lt_of_lt_of_le less hg))]
theorem mod.go_fuel (y : Nat) : ∀ (f g x : Nat), x ≤ f → x ≤ g → mod.go y f x = mod.go y g x := by
  intro f
  induction f with
  | zero =>
    intro g x hf hg
    cases eq_zero_of_le_zero hf
    cases g with
    | zero => rfl
    | succ g =>
      have n : ¬(0 < y ∧ y ≤ 0) := fun h => Nat.not_lt.mpr h.2 h.1
      simp only [mod.go, if_neg n]
  | succ f ih =>
    intro g x hf hg
    cases g with
    | zero =>
      cases eq_zero_of_le_zero hg
      have n : ¬(0 < y ∧ y ≤ 0) := fun h => Nat.not_lt.mpr h.2 h.1
      simp only [mod.go, if_neg n]
    | succ g =>
      cases Decidable.em (0 < y ∧ y ≤ x) with
      | inr n => simp only [mod.go, if_neg n]
      | inl h =>
        have less : x - y < x := sub_lt (Nat.lt_of_lt_of_le h.1 h.2) h.1
        simp only [mod.go, if_pos h]
        rw [ih g (x - y) (le_of_lt_succ (Nat.lt_of_lt_of_le less hf))
          (le_of_lt_succ (Nat.lt_of_lt_of_le less hg))]
theorem div_eq (x y : Nat) : x / y = if 0 < y ∧ y ≤ x then (x - y) / y + 1 else 0 := by
  show div.go y x x = if 0 < y ∧ y ≤ x then div.go y (x - y) (x - y) + 1 else 0
  cases x with
  | zero =>
    have n : ¬(0 < y ∧ y ≤ 0) := fun h => Nat.not_lt.mpr h.2 h.1
    rw [if_neg n]; rfl
  | succ x =>
    cases Decidable.em (0 < y ∧ y ≤ succ x) with
    | inr n => simp only [div.go, if_neg n]
    | inl h =>
      have less : succ x - y < succ x := sub_lt (zero_lt_succ x) h.1
      rw [div.go, if_pos h, if_pos h]
      rw [div.go_fuel y x (succ x - y) (succ x - y) (le_of_lt_succ less) .refl]
theorem mod_eq (x y : Nat) : x % y = if 0 < y ∧ y ≤ x then (x - y) % y else x := by
  show mod.go y x x = if 0 < y ∧ y ≤ x then mod.go y (x - y) (x - y) else x
  cases x with
  | zero =>
    have n : ¬(0 < y ∧ y ≤ 0) := fun h => Nat.not_lt.mpr h.2 h.1
    rw [if_neg n]; rfl
  | succ x =>
    cases Decidable.em (0 < y ∧ y ≤ succ x) with
    | inr n => simp only [mod.go, if_neg n]
    | inl h =>
      have less : succ x - y < succ x := sub_lt (zero_lt_succ x) h.1
      rw [mod.go, if_pos h, if_pos h]
      rw [mod.go_fuel y x (succ x - y) (succ x - y) (le_of_lt_succ less) .refl]

theorem strong_induction {p : Nat → Prop} (step : ∀ n, (∀ m, m < n → p m) → p n) (n : Nat) : p n :=
  have below : ∀ k m, m < k → p m := by
    intro k
    induction k with
    | zero => exact fun m h => absurd h (not_lt_zero m)
    | succ k ih => exact fun m h => step m fun l g => ih l (Nat.lt_of_lt_of_le g (le_of_lt_succ h))
  below (n + 1) n .refl
@[elab_as_elim] protected theorem strongRecOn {motive : Nat → Prop} (n : Nat)
    (ind : ∀ n, (∀ m, m < n → motive m) → motive n) : motive n :=
  strong_induction ind n

theorem div_add_mod (m n : Nat) : n * (m / n) + m % n = m := by
  induction m using strong_induction with
  | step m ih =>
    rw [div_eq, mod_eq]
    cases Decidable.em (0 < n ∧ n ≤ m) with
    | inr h => rw [if_neg h, if_neg h, Nat.mul_zero, Nat.zero_add]
    | inl h =>
      rw [if_pos h, if_pos h, mul_add_one, Nat.add_right_comm,
        ih (m - n) (sub_lt (Nat.lt_of_lt_of_le h.1 h.2) h.1), Nat.sub_add_cancel h.2]
theorem mod_add_div (m n : Nat) : m % n + n * (m / n) = m := by rw [Nat.add_comm, div_add_mod]
theorem mod_lt (x : Nat) {y : Nat} (h : y > 0) : x % y < y := by
  induction x using strong_induction with
  | step x ih =>
    rw [mod_eq]
    cases Decidable.em (0 < y ∧ y ≤ x) with
    | inl g => rw [if_pos g]; exact ih (x - y) (sub_lt (Nat.lt_of_lt_of_le g.1 g.2) g.1)
    | inr g => rw [if_neg g]; exact Nat.not_le.mp fun l => g ⟨h, l⟩
theorem mod_eq_of_lt {a b : Nat} (h : a < b) : a % b = a := by
  rw [mod_eq, if_neg fun g => Nat.not_le.mpr h g.2]
theorem div_eq_of_lt {a b : Nat} (h : a < b) : a / b = 0 := by
  rw [div_eq, if_neg fun g => Nat.not_le.mpr h g.2]
@[simp] theorem mod_zero (a : Nat) : a % 0 = a := by rw [mod_eq, if_neg fun h => Nat.lt_irrefl 0 h.1]
@[simp] protected theorem div_zero (a : Nat) : a / 0 = 0 := by rw [div_eq, if_neg fun h => Nat.lt_irrefl 0 h.1]
@[simp] theorem zero_mod (b : Nat) : 0 % b = 0 := rfl
@[simp] protected theorem zero_div (b : Nat) : 0 / b = 0 := rfl
theorem mod_eq_sub_mod {a b : Nat} (h : a ≥ b) : a % b = (a - b) % b := by
  cases eq_zero_or_pos b with
  | inl e => rw [e]; rfl
  | inr p => rw [mod_eq, if_pos ⟨p, h⟩]
@[simp] theorem add_mod_right (x z : Nat) : (x + z) % z = x % z := by
  rw [mod_eq_sub_mod (le_add_left z x), Nat.add_sub_cancel]
@[simp] theorem add_mod_left (x z : Nat) : (x + z) % x = z % x := by rw [Nat.add_comm, add_mod_right]
@[simp] theorem add_mul_mod_self_left (x y z : Nat) : (x + y * z) % y = x % y := by
  induction z with
  | zero => rfl
  | succ z ih => rw [mul_add_one, ← Nat.add_assoc, add_mod_right, ih]
@[simp] theorem add_mul_mod_self_right (x y z : Nat) : (x + y * z) % z = x % z := by
  rw [Nat.mul_comm, add_mul_mod_self_left]
@[simp] theorem mul_mod_right (m n : Nat) : (m * n) % m = 0 := by
  have h := add_mul_mod_self_left 0 m n; rw [Nat.zero_add] at h; rw [h]; rfl
@[simp] theorem mul_mod_left (m n : Nat) : (m * n) % n = 0 := by rw [Nat.mul_comm, mul_mod_right]
@[simp] theorem mod_self (n : Nat) : n % n = 0 := by
  have h := mul_mod_right n 1; rw [Nat.mul_one] at h; exact h
@[simp] theorem mod_one (n : Nat) : n % 1 = 0 := lt_one_iff.mp (mod_lt n zero_lt_one)
@[simp] theorem mod_mod (a n : Nat) : (a % n) % n = a % n := by
  cases eq_zero_or_pos n with
  | inl e => rw [e, mod_zero]
  | inr p => exact mod_eq_of_lt (mod_lt a p)
theorem mod_two_eq_zero_or_one (n : Nat) : n % 2 = 0 ∨ n % 2 = 1 := by
  cases Nat.lt_or_eq_of_le (le_of_lt_succ (mod_lt n zero_lt_two)) with
  | inl h => exact .inl (lt_one_iff.mp h)
  | inr h => exact .inr h
@[simp] protected theorem div_one (n : Nat) : n / 1 = n := by
  have h := div_add_mod n 1; rw [mod_one, Nat.one_mul] at h; exact h
protected theorem div_le_self (n k : Nat) : n / k ≤ n := by
  cases k with
  | zero => rw [Nat.div_zero]; exact zero_le n
  | succ k =>
    exact Nat.le_trans (le_mul_of_pos_left _ (zero_lt_succ k))
      (Nat.le_trans (le_add_right _ (n % succ k)) (le_of_eq (div_add_mod n (succ k))))
theorem mul_div_le (m n : Nat) : n * (m / n) ≤ m :=
  Nat.le_trans (le_add_right _ (m % n)) (le_of_eq (div_add_mod m n))
@[simp] protected theorem mul_div_cancel_left (m : Nat) {n : Nat} (h : 0 < n) : n * m / n = m := by
  have e := div_add_mod (n * m) n
  rw [mul_mod_right] at e
  exact Nat.eq_of_mul_eq_mul_left h e
@[simp] protected theorem mul_div_cancel (m : Nat) {n : Nat} (h : 0 < n) : m * n / n = m := by
  rw [Nat.mul_comm, Nat.mul_div_cancel_left m h]
protected theorem div_self {n : Nat} (h : 0 < n) : n / n = 1 := by
  have e := Nat.mul_div_cancel 1 h; rw [Nat.one_mul] at e; exact e

/-! ## Divisibility -/

theorem dvd_def {a b : Nat} : a ∣ b ↔ ∃ c, b = a * c := Iff.rfl
protected theorem dvd_refl (a : Nat) : a ∣ a := ⟨1, (Nat.mul_one a).symm⟩
protected theorem dvd_rfl {a : Nat} : a ∣ a := Nat.dvd_refl a
protected theorem dvd_zero (a : Nat) : a ∣ 0 := ⟨0, rfl⟩
protected theorem one_dvd (n : Nat) : 1 ∣ n := ⟨n, (Nat.one_mul n).symm⟩
protected theorem dvd_mul_right (a b : Nat) : a ∣ a * b := ⟨b, rfl⟩
protected theorem dvd_mul_left (a b : Nat) : a ∣ b * a := ⟨b, Nat.mul_comm b a⟩
protected theorem dvd_trans {a b c : Nat} (h : a ∣ b) (g : b ∣ c) : a ∣ c := by
  obtain ⟨k, hk⟩ := h
  obtain ⟨l, hl⟩ := g
  exact ⟨k * l, by rw [hl, hk, Nat.mul_assoc]⟩
protected theorem eq_zero_of_zero_dvd {a : Nat} (h : 0 ∣ a) : a = 0 := by
  obtain ⟨k, hk⟩ := h
  rw [hk, Nat.zero_mul]
@[simp] protected theorem zero_dvd {n : Nat} : 0 ∣ n ↔ n = 0 :=
  ⟨Nat.eq_zero_of_zero_dvd, fun h => h ▸ Nat.dvd_refl 0⟩
protected theorem dvd_add {m n k : Nat} (h : k ∣ m) (g : k ∣ n) : k ∣ m + n := by
  obtain ⟨a, ha⟩ := h
  obtain ⟨b, hb⟩ := g
  exact ⟨a + b, by rw [ha, hb, Nat.mul_add]⟩
protected theorem dvd_mul_left_of_dvd {a b : Nat} (h : a ∣ b) (c : Nat) : a ∣ c * b :=
  Nat.dvd_trans h (Nat.dvd_mul_left b c)
protected theorem dvd_mul_right_of_dvd {a b : Nat} (h : a ∣ b) (c : Nat) : a ∣ b * c :=
  Nat.dvd_trans h (Nat.dvd_mul_right b c)
protected theorem mul_dvd_mul {a b c d : Nat} (h : a ∣ b) (g : c ∣ d) : a * c ∣ b * d := by
  obtain ⟨k, hk⟩ := h
  obtain ⟨l, hl⟩ := g
  exact ⟨k * l, by rw [hk, hl, Nat.mul_mul_mul_comm]⟩
protected theorem mul_dvd_mul_left {b c : Nat} (a : Nat) (h : b ∣ c) : a * b ∣ a * c :=
  Nat.mul_dvd_mul (Nat.dvd_refl a) h
protected theorem dvd_sub {k m n : Nat} (h : k ∣ m) (g : k ∣ n) : k ∣ m - n := by
  obtain ⟨a, ha⟩ := h
  obtain ⟨b, hb⟩ := g
  exact ⟨a - b, by rw [ha, hb, Nat.mul_sub]⟩
protected theorem dvd_add_right {m k : Nat} (h : k ∣ m) {n : Nat} : k ∣ m + n ↔ k ∣ n :=
  ⟨fun g => by
    have d := Nat.dvd_sub g h
    rw [Nat.add_sub_cancel_left] at d
    exact d, fun g => Nat.dvd_add h g⟩
theorem le_of_dvd {m n : Nat} (h : 0 < n) (d : m ∣ n) : m ≤ n := by
  obtain ⟨k, hk⟩ := d
  cases k with
  | zero => rw [hk, Nat.mul_zero] at h; exact absurd h (Nat.lt_irrefl 0)
  | succ k => rw [hk, mul_succ]; exact le_add_left m (m * k)
theorem pos_of_dvd_of_pos {m n : Nat} (d : m ∣ n) (h : 0 < n) : 0 < m := by
  cases m with
  | zero => rw [Nat.eq_zero_of_zero_dvd d] at h; exact h
  | succ m => exact zero_lt_succ m
protected theorem dvd_antisymm {m n : Nat} (h : m ∣ n) (g : n ∣ m) : m = n := by
  cases m with
  | zero => exact (Nat.eq_zero_of_zero_dvd h).symm
  | succ m =>
    cases n with
    | zero => exact Nat.eq_zero_of_zero_dvd g
    | succ n => exact Nat.le_antisymm (le_of_dvd (zero_lt_succ n) h) (le_of_dvd (zero_lt_succ m) g)
theorem dvd_of_mod_eq_zero {k n : Nat} (h : n % k = 0) : k ∣ n :=
  ⟨n / k, by
    have e := div_add_mod n k
    rw [h, Nat.add_zero] at e
    exact e.symm⟩
theorem mod_eq_zero_of_dvd {k n : Nat} (h : k ∣ n) : n % k = 0 := by
  obtain ⟨c, hc⟩ := h
  rw [hc, mul_mod_right]
theorem dvd_iff_mod_eq_zero {k n : Nat} : k ∣ n ↔ n % k = 0 := ⟨mod_eq_zero_of_dvd, dvd_of_mod_eq_zero⟩
theorem mod_eq_zero_iff_dvd {k n : Nat} : n % k = 0 ↔ k ∣ n := ⟨dvd_of_mod_eq_zero, mod_eq_zero_of_dvd⟩
instance decidable_dvd (a b : Nat) : Decidable (a ∣ b) :=
  decidable_of_decidable_of_iff (p := b % a = 0) ⟨dvd_of_mod_eq_zero, mod_eq_zero_of_dvd⟩
protected theorem mul_div_cancel' {n m : Nat} (h : n ∣ m) : n * (m / n) = m := by
  have e := div_add_mod m n; rw [mod_eq_zero_of_dvd h, Nat.add_zero] at e; exact e
protected theorem div_mul_cancel {n m : Nat} (h : n ∣ m) : m / n * n = m := by
  rw [Nat.mul_comm, Nat.mul_div_cancel' h]

/-! ## Greatest common divisor -/

def gcd.go : Nat → Nat → Nat → Nat
  | 0, _, n => n
  | fuel + 1, m, n => if m = 0 then n else gcd.go fuel (n % m) m
@[extern "lean_nat_gcd"] def gcd (m n : Nat) : Nat := gcd.go m m n
theorem gcd.go_fuel : ∀ (f g m n : Nat), m ≤ f → m ≤ g → gcd.go f m n = gcd.go g m n := by
  intro f
  induction f with
  | zero =>
    intro g m n hf _
    cases eq_zero_of_le_zero hf
    cases g <;> rfl
  | succ f ih =>
    intro g m n hf hg
    cases g with
    | zero => cases eq_zero_of_le_zero hg; rfl
    | succ g =>
      cases eq_zero_or_pos m with
      | inl e => rw [e]; rfl
      | inr p =>
        have less := mod_lt n p
        simp only [gcd.go, if_neg (Nat.ne_of_gt p)]
        exact ih g (n % m) m (le_of_lt_succ (Nat.lt_of_lt_of_le less hf))
          (le_of_lt_succ (Nat.lt_of_lt_of_le less hg))
@[simp] theorem gcd_zero_left (n : Nat) : gcd 0 n = n := rfl
theorem gcd_rec (m n : Nat) : gcd m n = gcd (n % m) m := by
  cases m with
  | zero =>
    rw [mod_zero]
    cases n with
    | zero => rfl
    | succ n =>
      have zero : ∀ f k, gcd.go f 0 k = k := fun f k => by cases f <;> rfl
      show succ n = gcd.go (succ n) (succ n) 0
      rw [gcd.go, if_neg (succ_ne_zero n), zero_mod, zero]
  | succ m =>
    show gcd.go (succ m) (succ m) n = gcd.go (n % succ m) (n % succ m) (succ m)
    rw [gcd.go, if_neg (succ_ne_zero m)]
    exact gcd.go_fuel _ _ _ _ (le_of_lt_succ (mod_lt n (zero_lt_succ m))) .refl
@[simp] theorem gcd_zero_right (n : Nat) : gcd n 0 = n := by rw [gcd_rec, zero_mod]; rfl
theorem gcd.induction {p : Nat → Nat → Prop} (m n : Nat) (zero : ∀ n, p 0 n)
    (step : ∀ m n, 0 < m → p (n % m) m → p m n) : p m n := by
  induction m using strong_induction generalizing n with
  | step m ih =>
    cases eq_zero_or_pos m with
    | inl e => rw [e]; exact zero n
    | inr h => exact step m n h (ih (n % m) (mod_lt n h) m)
theorem dvd_mod_iff {k m n : Nat} (h : k ∣ n) : k ∣ m % n ↔ k ∣ m := by
  have e := div_add_mod m n
  have d : k ∣ n * (m / n) := Nat.dvd_mul_right_of_dvd h _
  constructor
  · intro g; rw [← e]; exact Nat.dvd_add d g
  · intro g; rw [← e] at g; exact (Nat.dvd_add_right d).mp g
theorem gcd_dvd (m n : Nat) : gcd m n ∣ m ∧ gcd m n ∣ n := by
  induction m, n using gcd.induction with
  | zero n => exact ⟨Nat.dvd_zero _, Nat.dvd_refl _⟩
  | step m n h ih => rw [gcd_rec]; exact ⟨ih.2, (dvd_mod_iff ih.2).mp ih.1⟩
theorem gcd_dvd_left (m n : Nat) : gcd m n ∣ m := (gcd_dvd m n).1
theorem gcd_dvd_right (m n : Nat) : gcd m n ∣ n := (gcd_dvd m n).2
theorem dvd_gcd {k m n : Nat} : k ∣ m → k ∣ n → k ∣ gcd m n := by
  induction m, n using gcd.induction with
  | zero n => exact fun _ h => h
  | step m n _ ih => intro hm hn; rw [gcd_rec]; exact ih ((dvd_mod_iff hm).mpr hn) hm
theorem dvd_gcd_iff {k m n : Nat} : k ∣ gcd m n ↔ k ∣ m ∧ k ∣ n :=
  ⟨fun h => ⟨Nat.dvd_trans h (gcd_dvd_left m n), Nat.dvd_trans h (gcd_dvd_right m n)⟩, fun h => dvd_gcd h.1 h.2⟩
theorem gcd_comm (m n : Nat) : gcd m n = gcd n m :=
  Nat.dvd_antisymm (dvd_gcd (gcd_dvd_right m n) (gcd_dvd_left m n)) (dvd_gcd (gcd_dvd_right n m) (gcd_dvd_left n m))
@[simp] theorem gcd_self (n : Nat) : gcd n n = n := by rw [gcd_rec, mod_self]; rfl
@[simp] theorem gcd_one_left (n : Nat) : gcd 1 n = 1 := by rw [gcd_rec, mod_one]; rfl
theorem gcd_assoc (m n k : Nat) : gcd (gcd m n) k = gcd m (gcd n k) :=
  Nat.dvd_antisymm
    (dvd_gcd (Nat.dvd_trans (gcd_dvd_left _ k) (gcd_dvd_left m n))
      (dvd_gcd (Nat.dvd_trans (gcd_dvd_left _ k) (gcd_dvd_right m n)) (gcd_dvd_right _ k)))
    (dvd_gcd (dvd_gcd (gcd_dvd_left m _) (Nat.dvd_trans (gcd_dvd_right m _) (gcd_dvd_left n k)))
      (Nat.dvd_trans (gcd_dvd_right m _) (gcd_dvd_right n k)))

/-! ## Bits -/

def log2.go : Nat → Nat → Nat
  | 0, _ => 0
  | fuel + 1, n => if 2 ≤ n then log2.go fuel (n / 2) + 1 else 0
@[extern "lean_nat_log2"] def log2 (n : Nat) : Nat := log2.go n n
def bitwise.go (f : Bool → Bool → Bool) : Nat → Nat → Nat → Nat
  | 0, _, _ => 0
  | fuel + 1, n, m =>
    let rest := bitwise.go f fuel (n / 2) (m / 2)
    if f (decide (n % 2 = 1)) (decide (m % 2 = 1)) = true then rest + rest + 1 else rest + rest
@[extern "lean_nat_land"] def land (n m : Nat) : Nat := bitwise.go and (n + m) n m
@[extern "lean_nat_lor"] def lor (n m : Nat) : Nat := bitwise.go or (n + m) n m
@[extern "lean_nat_lxor"] def xor (n m : Nat) : Nat := bitwise.go (fun a b => a != b) (n + m) n m
def shiftLeft (n m : Nat) : Nat := n * 2 ^ m
def shiftRight (n m : Nat) : Nat := n / 2 ^ m

theorem not_even_and_odd {n : Nat} (h : n % 2 = 0) : n % 2 ≠ 1 := fun g => nomatch h.symm.trans g
end Nat

/-! ## Bounded quantifiers can be decided -/

def Nat.decidableBallLT : (n : Nat) → (p : Nat → Prop) → [DecidablePred p] → Decidable (∀ m, m < n → p m)
  | 0, _, _ => .isTrue fun m h => absurd h (Nat.not_lt_zero m)
  | n + 1, p, d =>
    match Nat.decidableBallLT n p with
    | .isFalse h => .isFalse fun f => h fun m g => f m (Nat.lt_succ_of_lt g)
    | .isTrue h => match d n with
      | .isFalse g => .isFalse fun f => g (f n .refl)
      | .isTrue g => .isTrue fun m l => (Nat.lt_or_eq_of_le (Nat.le_of_lt_succ l)).elim (h m) fun e => e ▸ g
instance (n : Nat) (p : Nat → Prop) [DecidablePred p] : Decidable (∀ m, m < n → p m) := Nat.decidableBallLT n p
instance (n : Nat) (p : Nat → Prop) [DecidablePred p] : Decidable (∀ m, m ≤ n → p m) :=
  decidable_of_decidable_of_iff (p := ∀ m, m < n + 1 → p m)
    ⟨fun f m h => f m (Nat.lt_succ_of_le h), fun f m h => f m (Nat.le_of_lt_succ h)⟩
def Nat.decidableExistsLT (n : Nat) (p : Nat → Prop) [d : DecidablePred p] : Decidable (∃ m, m < n ∧ p m) :=
  decidable_of_decidable_of_iff (p := ¬∀ m, m < n → ¬p m) (by
    constructor
    · intro h
      obtain ⟨m, hm⟩ := Classical.not_forall.mp h
      obtain ⟨l, g⟩ := Classical.not_imp.mp hm
      exact ⟨m, l, Classical.not_not.mp g⟩
    · intro ⟨m, l, g⟩ f
      exact f m l g)
instance (n : Nat) (p : Nat → Prop) [DecidablePred p] : Decidable (∃ m, m < n ∧ p m) := Nat.decidableExistsLT n p
instance (n : Nat) (p : Nat → Prop) [DecidablePred p] : Decidable (∃ m, m ≤ n ∧ p m) :=
  decidable_of_decidable_of_iff (p := ∃ m, m < n + 1 ∧ p m)
    ⟨fun ⟨m, h, g⟩ => ⟨m, Nat.le_of_lt_succ h, g⟩, fun ⟨m, h, g⟩ => ⟨m, Nat.lt_succ_of_le h, g⟩⟩
instance (p : Bool → Prop) [DecidablePred p] : Decidable (∀ b, p b) :=
  decidable_of_decidable_of_iff (p := p true ∧ p false)
    ⟨fun ⟨h, g⟩ b => match b with | true => h | false => g, fun f => ⟨f true, f false⟩⟩
instance (p : Bool → Prop) [DecidablePred p] : Decidable (∃ b, p b) :=
  decidable_of_decidable_of_iff (p := p true ∨ p false)
    ⟨fun h => h.elim (fun g => ⟨true, g⟩) (fun g => ⟨false, g⟩),
     fun ⟨b, h⟩ => match b, h with | true, h => .inl h | false, h => .inr h⟩

/-! ## What the kernel would run as compiled code

It evaluates these two natively wherever they are applied. Being opaque they say nothing without
the axiom that equates them with their argument, which is not declared here. -/

opaque Lean.reduceBool (b : Bool) : Bool := b
opaque Lean.reduceNat (n : Nat) : Nat := n
