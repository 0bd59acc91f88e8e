prelude
import Init.Lists
/-!
# Equality of data, options and pairs
-/
set_option linter.all false
universe u v w

def List.hasDecEq {α : Type u} [DecidableEq α] : DecidableEq (List α)
  | [], [] => isTrue rfl
  | _ :: _, [] => isFalse nofun
  | [], _ :: _ => isFalse nofun
  | a :: as, b :: bs =>
    match decEq a b, hasDecEq as bs with
    | isTrue h, isTrue g => isTrue (h ▸ g ▸ rfl)
    | isFalse n, _ => isFalse fun h => n (List.head_eq_of_cons_eq h)
    | _, isFalse n => isFalse fun h => n (List.tail_eq_of_cons_eq h)
instance {α : Type u} [DecidableEq α] : DecidableEq (List α) := List.hasDecEq
def List.decidableMem {α : Type u} [DecidableEq α] (a : α) : (xs : List α) → Decidable (a ∈ xs)
  | [] => isFalse List.not_mem_nil
  | x :: xs => match decEq a x, decidableMem a xs with
    | isTrue h, _ => isTrue (List.mem_cons.mpr (.inl h))
    | isFalse _, isTrue g => isTrue (.tail x g)
    | isFalse n, isFalse m => isFalse fun h => (List.mem_cons.mp h).elim n m
instance {α : Type u} [DecidableEq α] (a : α) (xs : List α) : Decidable (a ∈ xs) := List.decidableMem a xs
def List.decidableBAll {α : Type u} (p : α → Prop) [DecidablePred p] : (xs : List α) → Decidable (∀ x, x ∈ xs → p x)
  | [] => isTrue fun _ h => absurd h List.not_mem_nil
  | x :: xs => match (inferInstance : Decidable (p x)), decidableBAll p xs with
    | isTrue h, isTrue g => isTrue fun y hy => (List.mem_cons.mp hy).elim (fun e => e ▸ h) (g y)
    | isFalse n, _ => isFalse fun f => n (f x List.mem_cons_self)
    | _, isFalse m => isFalse fun f => m fun y hy => f y (.tail x hy)
instance {α : Type u} (p : α → Prop) [DecidablePred p] (xs : List α) : Decidable (∀ x, x ∈ xs → p x) :=
  List.decidableBAll p xs
noncomputable instance : DecidableEq String := fun a b =>
  match decEq a.toList b.toList with
  | isTrue h => isTrue (match a, b, h with | ⟨_⟩, ⟨_⟩, rfl => rfl)
  | isFalse n => isFalse fun h => n (congrArg String.toList h)
instance instDecidableEqOption {α : Type u} [DecidableEq α] : DecidableEq (Option α)
  | none, none => isTrue rfl
  | some _, none => isFalse nofun
  | none, some _ => isFalse nofun
  | some a, some b =>
    match decEq a b with
    | isTrue h => isTrue (h ▸ rfl)
    | isFalse n => isFalse fun h => n (Option.some.inj h)
instance instDecidableEqProd {α : Type u} {β : Type v} [DecidableEq α] [DecidableEq β] : DecidableEq (α × β)
  | (a, b), (c, d) =>
    match decEq a c, decEq b d with
    | isTrue h, isTrue g => isTrue (h ▸ g ▸ rfl)
    | isFalse n, _ => isFalse fun h => n (congrArg Prod.fst h)
    | _, isFalse n => isFalse fun h => n (congrArg Prod.snd h)
@[simp] theorem Option.some_ne_none {α : Type u} (a : α) : some a ≠ none := nofun
@[ext] theorem Prod.ext {α : Type u} {β : Type v} : {p q : α × β} → p.1 = q.1 → p.2 = q.2 → p = q
  | (_, _), (_, _), rfl, rfl => rfl
theorem Subtype.eq {α : Type u} {p : α → Prop} : {a b : {x // p x}} → a.1 = b.1 → a = b
  | ⟨_, _⟩, ⟨_, _⟩, rfl => rfl
def Option.map {α : Type u} {β : Type v} (f : α → β) : Option α → Option β
  | some a => some (f a)
  | none => none
@[simp] theorem Option.map_none {α : Type u} {β : Type v} (f : α → β) : Option.map f none = none := rfl
@[simp] theorem Option.map_some {α : Type u} {β : Type v} (f : α → β) (a : α) : Option.map f (some a) = some (f a) := rfl

/-! ## What `ac_rfl` looks for -/

class Std.Associative {α : Sort u} (op : α → α → α) : Prop where
  assoc (a b c : α) : op (op a b) c = op a (op b c)
class Std.Commutative {α : Sort u} (op : α → α → α) : Prop where
  comm (a b : α) : op a b = op b a
class Std.IdempotentOp {α : Sort u} (op : α → α → α) : Prop where
  idempotent (x : α) : op x x = x
instance : Std.Associative (α := Nat) (· + ·) := ⟨Nat.add_assoc⟩
instance : Std.Commutative (α := Nat) (· + ·) := ⟨Nat.add_comm⟩
instance : Std.Associative (α := Nat) (· * ·) := ⟨Nat.mul_assoc⟩
instance : Std.Commutative (α := Nat) (· * ·) := ⟨Nat.mul_comm⟩
instance : Std.Associative And := ⟨fun _ _ _ => propext and_assoc⟩
instance : Std.Commutative And := ⟨fun _ _ => propext and_comm⟩
instance : Std.Associative Or := ⟨fun _ _ _ => propext or_assoc⟩
instance : Std.Commutative Or := ⟨fun _ _ => propext or_comm⟩
instance {α : Type u} : Std.Associative (α := List α) (· ++ ·) := ⟨List.append_assoc⟩
