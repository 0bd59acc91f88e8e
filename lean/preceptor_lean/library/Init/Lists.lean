prelude
import Init.Subtraction
/-!
# Lists and options
-/
set_option linter.all false
universe u v w

namespace List
@[simp] def append {α : Type u} : List α → List α → List α
  | [], ys => ys
  | x :: xs, ys => x :: append xs ys
instance {α : Type u} : Append (List α) := ⟨List.append⟩
def length {α : Type u} : List α → Nat
  | [] => 0
  | _ :: xs => length xs + 1
def map {α : Type u} {β : Type v} (f : α → β) : List α → List β
  | [] => []
  | x :: xs => f x :: map f xs
def filter {α : Type u} (p : α → Bool) : List α → List α
  | [] => []
  | x :: xs => match p x with
    | true => x :: filter p xs
    | false => filter p xs
def foldr {α : Type u} {β : Type v} (f : α → β → β) (init : β) : List α → β
  | [] => init
  | x :: xs => f x (foldr f init xs)
def foldl {α : Type u} {β : Type v} (f : α → β → α) (init : α) : List β → α
  | [] => init
  | x :: xs => foldl f (f init x) xs
def reverseAux {α : Type u} : List α → List α → List α
  | [], acc => acc
  | x :: xs, acc => reverseAux xs (x :: acc)
def reverse {α : Type u} (xs : List α) : List α := reverseAux xs []
def concat {α : Type u} : List α → α → List α
  | [], b => [b]
  | x :: xs, b => x :: concat xs b
def flatten {α : Type u} : List (List α) → List α
  | [] => []
  | xs :: rest => xs ++ flatten rest
def replicate {α : Type u} : Nat → α → List α
  | 0, _ => []
  | n + 1, a => a :: replicate n a
def take {α : Type u} : Nat → List α → List α
  | 0, _ => []
  | _ + 1, [] => []
  | n + 1, x :: xs => x :: take n xs
def drop {α : Type u} : Nat → List α → List α
  | 0, xs => xs
  | _ + 1, [] => []
  | n + 1, _ :: xs => drop n xs
def head? {α : Type u} : List α → Option α
  | [] => none
  | x :: _ => some x
def head {α : Type u} : (xs : List α) → xs ≠ [] → α
  | [], h => absurd rfl h
  | x :: _, _ => x
def tail {α : Type u} : List α → List α
  | [] => []
  | _ :: xs => xs
def getLast {α : Type u} : (xs : List α) → xs ≠ [] → α
  | [], h => absurd rfl h
  | [x], _ => x
  | _ :: y :: ys, _ => getLast (y :: ys) nofun
def isEmpty {α : Type u} : List α → Bool
  | [] => true
  | _ :: _ => false
def zip {α : Type u} {β : Type v} : List α → List β → List (α × β)
  | x :: xs, y :: ys => (x, y) :: zip xs ys
  | _, _ => []
def all {α : Type u} : List α → (α → Bool) → Bool
  | [], _ => true
  | x :: xs, p => p x && all xs p
def any {α : Type u} : List α → (α → Bool) → Bool
  | [], _ => false
  | x :: xs, p => p x || any xs p
def range.loop : Nat → List Nat → List Nat
  | 0, ns => ns
  | n + 1, ns => range.loop n (n :: ns)
def range (n : Nat) : List Nat := range.loop n []
def sum {α : Type u} [Add α] [Zero α] (xs : List α) : α := foldr (· + ·) Zero.zero xs
inductive Mem {α : Type u} (a : α) : List α → Prop where
  | head (as : List α) : Mem a (a :: as)
  | tail (b : α) {as : List α} : Mem a as → Mem a (b :: as)
instance {α : Type u} : Membership α (List α) := ⟨fun xs a => Mem a xs⟩
instance {α : Type u} : EmptyCollection (List α) := ⟨[]⟩
instance {α : Type u} : Inhabited (List α) := ⟨[]⟩

variable {α : Type u} {β : Type v} {γ : Type w}

/-! ## Appending -/

@[simp] theorem nil_append (xs : List α) : [] ++ xs = xs := rfl
@[simp] theorem cons_append (a : α) (xs ys : List α) : (a :: xs) ++ ys = a :: (xs ++ ys) := rfl
@[simp] theorem append_eq (xs ys : List α) : List.append xs ys = xs ++ ys := rfl
@[simp] theorem append_nil (xs : List α) : xs ++ [] = xs := by
  induction xs with
  | nil => rfl
  | cons x xs ih => rw [cons_append, ih]
@[simp] theorem append_assoc (xs ys zs : List α) : (xs ++ ys) ++ zs = xs ++ (ys ++ zs) := by
  induction xs with
  | nil => rfl
  | cons x xs ih => rw [cons_append, cons_append, cons_append, ih]
theorem append_cons (xs : List α) (b : α) (ys : List α) : xs ++ b :: ys = xs ++ [b] ++ ys := by simp
theorem concat_eq_append (xs : List α) (a : α) : concat xs a = xs ++ [a] := by
  induction xs with
  | nil => rfl
  | cons x xs ih => exact congrArg (cons x) ih
theorem singleton_append (x : α) (ys : List α) : [x] ++ ys = x :: ys := rfl
theorem append_cancel_left_aux {xs ys zs : List α} (h : xs ++ ys = xs ++ zs) : ys = zs := by
  induction xs with
  | nil => exact h
  | cons x xs ih => injection h with _ t; exact ih t
theorem append_cancel_left {xs ys zs : List α} (h : xs ++ ys = xs ++ zs) : ys = zs := append_cancel_left_aux h
@[simp] theorem append_eq_nil_iff {xs ys : List α} : xs ++ ys = [] ↔ xs = [] ∧ ys = [] := by
  cases xs with
  | nil => simp
  | cons x xs => simp
theorem cons_ne_nil (a : α) (xs : List α) : a :: xs ≠ [] := nofun
theorem cons_ne_self (a : α) (xs : List α) : a :: xs ≠ xs := by
  intro h
  induction xs generalizing a with
  | nil => cases h
  | cons x xs ih => injection h with _ t; exact ih x t
theorem head_eq_of_cons_eq {a b : α} {xs ys : List α} (h : a :: xs = b :: ys) : a = b := by injection h
theorem tail_eq_of_cons_eq {a b : α} {xs ys : List α} (h : a :: xs = b :: ys) : xs = ys := by injection h
theorem cons_eq_cons {a b : α} {xs ys : List α} : a :: xs = b :: ys ↔ a = b ∧ xs = ys := by simp

/-! ## Length -/

@[simp] theorem length_nil : ([] : List α).length = 0 := rfl
@[simp] theorem length_cons {a : α} {xs : List α} : (a :: xs).length = xs.length + 1 := rfl
theorem length_singleton {a : α} : [a].length = 1 := rfl
@[simp] theorem length_append {xs ys : List α} : (xs ++ ys).length = xs.length + ys.length := by
  induction xs with
  | nil => simp
  | cons x xs ih => rw [cons_append, length_cons, length_cons, ih, Nat.add_right_comm]
@[simp] theorem length_map {xs : List α} (f : α → β) : (xs.map f).length = xs.length := by
  induction xs with
  | nil => rfl
  | cons x xs ih => exact congrArg Nat.succ ih
@[simp] theorem length_replicate {n : Nat} {a : α} : (replicate n a).length = n := by
  induction n with
  | zero => rfl
  | succ n ih => exact congrArg Nat.succ ih
theorem length_concat {xs : List α} {a : α} : (concat xs a).length = xs.length + 1 := by
  rw [concat_eq_append, length_append]; rfl
theorem eq_nil_of_length_eq_zero {xs : List α} (h : xs.length = 0) : xs = [] := by
  cases xs with
  | nil => rfl
  | cons x xs => cases h
@[simp] theorem length_eq_zero_iff {xs : List α} : xs.length = 0 ↔ xs = [] :=
  ⟨eq_nil_of_length_eq_zero, fun h => by rw [h]; rfl⟩
theorem length_pos_of_ne_nil {xs : List α} (h : xs ≠ []) : 0 < xs.length := by
  cases xs with
  | nil => exact absurd rfl h
  | cons x xs => exact Nat.zero_lt_succ _
theorem length_pos_iff {xs : List α} : 0 < xs.length ↔ xs ≠ [] :=
  ⟨fun h e => by rw [e] at h; exact Nat.lt_irrefl 0 h, length_pos_of_ne_nil⟩

/-! ## Mapping, filtering, folding -/

@[simp] theorem map_nil {f : α → β} : map f [] = [] := rfl
@[simp] theorem map_cons {f : α → β} {a : α} {xs : List α} : map f (a :: xs) = f a :: map f xs := rfl
@[simp] theorem map_id (xs : List α) : map id xs = xs := by
  induction xs with
  | nil => rfl
  | cons x xs ih => exact congrArg (cons x) ih
@[simp] theorem map_id_fun : map (id : α → α) = id := funext map_id
theorem map_id' (xs : List α) : map (fun a => a) xs = xs := map_id xs
@[simp] theorem map_map {g : β → γ} {f : α → β} {xs : List α} : map g (map f xs) = map (g ∘ f) xs := by
  induction xs with
  | nil => rfl
  | cons x xs ih => exact congrArg (cons (g (f x))) ih
@[simp] theorem map_append {f : α → β} {xs ys : List α} : map f (xs ++ ys) = map f xs ++ map f ys := by
  induction xs with
  | nil => rfl
  | cons x xs ih => exact congrArg (cons (f x)) ih
theorem map_congr_left {f g : α → β} {xs : List α} (h : ∀ a, a ∈ xs → f a = g a) : map f xs = map g xs := by
  induction xs with
  | nil => rfl
  | cons x xs ih =>
    rw [map_cons, map_cons, h x (Mem.head xs), ih fun a ha => h a (Mem.tail x ha)]
@[simp] theorem map_eq_nil_iff {f : α → β} {xs : List α} : map f xs = [] ↔ xs = [] := by cases xs <;> simp
@[simp] theorem filter_nil (p : α → Bool) : filter p [] = [] := rfl
theorem filter_cons {x : α} {xs : List α} {p : α → Bool} :
    filter p (x :: xs) = if p x = true then x :: filter p xs else filter p xs := by
  cases h : p x <;> simp [filter, h]
@[simp] theorem filter_cons_of_pos {p : α → Bool} {a : α} {xs : List α} (h : p a = true) :
    filter p (a :: xs) = a :: filter p xs := by simp [filter, h]
@[simp] theorem filter_cons_of_neg {p : α → Bool} {a : α} {xs : List α} (h : ¬p a = true) :
    filter p (a :: xs) = filter p xs := by rw [filter_cons, if_neg h]
@[simp] theorem filter_append {p : α → Bool} (xs ys : List α) : filter p (xs ++ ys) = filter p xs ++ filter p ys := by
  induction xs with
  | nil => rfl
  | cons x xs ih => cases h : p x <;> simp [filter, h, ih]
theorem length_filter_le (p : α → Bool) (xs : List α) : (xs.filter p).length ≤ xs.length := by
  induction xs with
  | nil => exact Nat.le.refl
  | cons x xs ih =>
    cases h : p x with
    | true => simp [filter, h]; exact ih
    | false => simp [filter, h]; exact Nat.le.step ih
@[simp] theorem foldr_nil (f : α → β → β) (b : β) : foldr f b [] = b := rfl
@[simp] theorem foldr_cons {a : α} {f : α → β → β} {b : β} {xs : List α} : foldr f b (a :: xs) = f a (foldr f b xs) := rfl
@[simp] theorem foldl_nil (f : α → β → α) (b : α) : foldl f b [] = b := rfl
@[simp] theorem foldl_cons {a : β} {f : α → β → α} {b : α} {xs : List β} : foldl f b (a :: xs) = foldl f (f b a) xs := rfl
@[simp] theorem foldr_append {f : α → β → β} {b : β} {xs ys : List α} :
    foldr f b (xs ++ ys) = foldr f (foldr f b ys) xs := by
  induction xs with
  | nil => rfl
  | cons x xs ih => exact congrArg (f x) ih
@[simp] theorem foldl_append {f : β → α → β} {b : β} {xs ys : List α} :
    foldl f b (xs ++ ys) = foldl f (foldl f b xs) ys := by
  induction xs generalizing b with
  | nil => rfl
  | cons x xs ih => exact ih
@[simp] theorem flatten_nil : flatten ([] : List (List α)) = [] := rfl
@[simp] theorem flatten_cons {xs : List α} {xss : List (List α)} : flatten (xs :: xss) = xs ++ flatten xss := rfl

/-! ## Reversing -/

theorem reverseAux_eq_append {xs ys : List α} : reverseAux xs ys = reverseAux xs [] ++ ys := by
  induction xs generalizing ys with
  | nil => rfl
  | cons x xs ih =>
    show reverseAux xs (x :: ys) = reverseAux xs [x] ++ ys
    rw [ih (ys := x :: ys), ih (ys := [x]), append_assoc]
    rfl
theorem reverseAux_eq {xs ys : List α} : reverseAux xs ys = reverse xs ++ ys :=
  reverseAux_eq_append
@[simp] theorem reverse_nil : reverse ([] : List α) = [] := rfl
@[simp] theorem reverse_cons {a : α} {xs : List α} : reverse (a :: xs) = reverse xs ++ [a] :=
  reverseAux_eq_append (xs := xs) (ys := [a])
theorem reverse_singleton {a : α} : reverse [a] = [a] := rfl
@[simp] theorem reverse_append {xs ys : List α} : reverse (xs ++ ys) = reverse ys ++ reverse xs := by
  induction xs with
  | nil => simp
  | cons x xs ih => simp [ih]
@[simp] theorem reverse_reverse (xs : List α) : reverse (reverse xs) = xs := by
  induction xs with
  | nil => rfl
  | cons x xs ih => simp [ih]
@[simp] theorem length_reverse {xs : List α} : (reverse xs).length = xs.length := by
  induction xs with
  | nil => rfl
  | cons x xs ih => simp [ih]
@[simp] theorem map_reverse {f : α → β} {xs : List α} : map f (reverse xs) = reverse (map f xs) := by
  induction xs with
  | nil => rfl
  | cons x xs ih => simp [ih]
theorem reverse_map {f : α → β} {xs : List α} : reverse (map f xs) = map f (reverse xs) := map_reverse.symm
@[simp] theorem reverse_eq_nil_iff {xs : List α} : reverse xs = [] ↔ xs = [] := by
  constructor
  · intro h
    rw [← reverse_reverse xs, h]
    rfl
  · intro h
    rw [h]
    rfl
@[simp] theorem reverse_inj {xs ys : List α} : reverse xs = reverse ys ↔ xs = ys :=
  ⟨fun h => by rw [← reverse_reverse xs, h, reverse_reverse], congrArg reverse⟩

/-! ## Membership -/

@[simp] theorem not_mem_nil {a : α} : ¬a ∈ ([] : List α) := nofun
theorem mem_cons_self {a : α} {xs : List α} : a ∈ a :: xs := .head xs
theorem mem_cons_of_mem (y : α) {a : α} {xs : List α} (h : a ∈ xs) : a ∈ y :: xs := .tail y h
@[simp] theorem mem_cons {a b : α} {xs : List α} : a ∈ b :: xs ↔ a = b ∨ a ∈ xs := by
  constructor
  · intro h
    cases h with
    | head => exact .inl rfl
    | tail _ h => exact .inr h
  · intro h
    cases h with
    | inl e => rw [e]; exact .head xs
    | inr h => exact .tail b h
theorem mem_singleton {a b : α} : a ∈ [b] ↔ a = b := by simp
@[simp] theorem mem_append {a : α} {xs ys : List α} : a ∈ xs ++ ys ↔ a ∈ xs ∨ a ∈ ys := by
  induction xs with
  | nil => simp
  | cons x xs ih => simp [ih, or_assoc]
theorem mem_append_left {a : α} {xs : List α} (ys : List α) (h : a ∈ xs) : a ∈ xs ++ ys := mem_append.mpr (.inl h)
theorem mem_append_right {a : α} (xs : List α) {ys : List α} (h : a ∈ ys) : a ∈ xs ++ ys := mem_append.mpr (.inr h)
@[simp] theorem mem_reverse {a : α} {xs : List α} : a ∈ reverse xs ↔ a ∈ xs := by
  induction xs with
  | nil => simp
  | cons x xs ih => simp [ih, or_comm]
theorem mem_map_of_mem {f : α → β} {a : α} {xs : List α} (h : a ∈ xs) : f a ∈ map f xs := by
  induction h with
  | head => exact .head _
  | tail _ _ ih => exact .tail _ ih
@[simp] theorem mem_map {f : α → β} {b : β} {xs : List α} : b ∈ map f xs ↔ ∃ a, a ∈ xs ∧ f a = b := by
  constructor
  · intro h
    induction xs with
    | nil => exact absurd h not_mem_nil
    | cons x xs ih =>
      cases mem_cons.mp h with
      | inl e => exact ⟨x, mem_cons_self, e.symm⟩
      | inr g =>
        obtain ⟨a, ha, e⟩ := ih g
        exact ⟨a, .tail x ha, e⟩
  · intro ⟨a, ha, e⟩
    rw [← e]
    exact mem_map_of_mem ha
@[simp] theorem mem_filter {p : α → Bool} {a : α} {xs : List α} : a ∈ filter p xs ↔ a ∈ xs ∧ p a = true := by
  induction xs with
  | nil => simp
  | cons x xs ih =>
    cases h : p x with
    | true =>
      rw [filter_cons_of_pos h, mem_cons, mem_cons, ih]
      constructor
      · rintro (e | ⟨g, hp⟩)
        · exact ⟨.inl e, e ▸ h⟩
        · exact ⟨.inr g, hp⟩
      · rintro ⟨e | g, hp⟩
        · exact .inl e
        · exact .inr ⟨g, hp⟩
    | false =>
      have n : ¬p x = true := by simp [h]
      rw [filter_cons_of_neg n, mem_cons, ih]
      constructor
      · exact fun ⟨g, hp⟩ => ⟨.inr g, hp⟩
      · rintro ⟨e | g, hp⟩
        · exact absurd (e ▸ hp) n
        · exact ⟨g, hp⟩
theorem ne_nil_of_mem {a : α} {xs : List α} (h : a ∈ xs) : xs ≠ [] := by
  intro e; rw [e] at h; exact not_mem_nil h
theorem exists_mem_of_ne_nil (xs : List α) (h : xs ≠ []) : ∃ x, x ∈ xs := by
  cases xs with
  | nil => exact absurd rfl h
  | cons x xs => exact ⟨x, mem_cons_self⟩
theorem append_of_mem {a : α} {xs : List α} (h : a ∈ xs) : ∃ s t, xs = s ++ a :: t := by
  induction h with
  | head as => exact ⟨[], as, rfl⟩
  | tail b _ ih =>
    obtain ⟨s, t, e⟩ := ih
    exact ⟨b :: s, t, by rw [e]; rfl⟩
theorem eq_of_mem_replicate {a b : α} {n : Nat} (h : b ∈ replicate n a) : b = a := by
  induction n with
  | zero => exact absurd h not_mem_nil
  | succ n ih => exact (mem_cons.mp h).elim id ih

/-! ## Taking and dropping -/

@[simp] theorem take_zero {xs : List α} : take 0 xs = [] := rfl
@[simp] theorem drop_zero {xs : List α} : drop 0 xs = xs := rfl
@[simp] theorem take_nil {n : Nat} : take n ([] : List α) = [] := by cases n <;> rfl
@[simp] theorem drop_nil {n : Nat} : drop n ([] : List α) = [] := by cases n <;> rfl
@[simp] theorem take_succ_cons {n : Nat} {a : α} {xs : List α} : take (n + 1) (a :: xs) = a :: take n xs := rfl
@[simp] theorem drop_succ_cons {n : Nat} {a : α} {xs : List α} : drop (n + 1) (a :: xs) = drop n xs := rfl
@[simp] theorem take_append_drop (n : Nat) (xs : List α) : take n xs ++ drop n xs = xs := by
  induction n generalizing xs with
  | zero => rfl
  | succ n ih =>
    cases xs with
    | nil => rfl
    | cons x xs => exact congrArg (cons x) (ih xs)
theorem length_drop {n : Nat} {xs : List α} : (drop n xs).length = xs.length - n := by
  induction n generalizing xs with
  | zero => rfl
  | succ n ih =>
    cases xs with
    | nil => simp
    | cons x xs => simp [ih]

@[simp] theorem all_nil {p : α → Bool} : all [] p = true := rfl
@[simp] theorem all_cons {p : α → Bool} {a : α} {xs : List α} : all (a :: xs) p = (p a && all xs p) := rfl
@[simp] theorem any_nil {p : α → Bool} : any [] p = false := rfl
@[simp] theorem any_cons {p : α → Bool} {a : α} {xs : List α} : any (a :: xs) p = (p a || any xs p) := rfl
@[simp] theorem all_eq_true {p : α → Bool} {xs : List α} : all xs p = true ↔ ∀ x, x ∈ xs → p x = true := by
  induction xs with
  | nil => simp
  | cons x xs ih =>
    rw [all_cons, Bool.and_eq_true, ih]
    constructor
    · intro ⟨h, g⟩ y hy
      cases mem_cons.mp hy with
      | inl e => rw [e]; exact h
      | inr m => exact g y m
    · intro f
      exact ⟨f x mem_cons_self, fun y hy => f y (.tail x hy)⟩
end List
