prelude
import Init.Foundation
/-!
# Classes behind notations, decisions, axioms, texts, sizes

Still written with prefixes: what follows is what the notations of `Init.Notation` expand into.
-/
set_option linter.all false
universe u v w

/-! ## Marks on argument types -/

@[reducible] def outParam (α : Sort u) : Sort u := α
@[reducible] def semiOutParam (α : Sort u) : Sort u := α
@[reducible] def optParam (α : Sort u) (default : α) : Sort u := α
@[reducible] def namedPattern {α : Sort u} (x a : α) (h : Eq x a) : α := a

/-! ## The classes behind notations -/

class OfNat (α : Type u) (_ : Nat) where
  ofNat : α
@[default_instance 100] instance instOfNatNat (n : Nat) : OfNat Nat n where
  ofNat := n
class Zero (α : Type u) where
  zero : α
class One (α : Type u) where
  one : α
class HAdd (α : Type u) (β : Type v) (γ : outParam (Type w)) where
  hAdd : α → β → γ
attribute [match_pattern] HAdd.hAdd
class HSub (α : Type u) (β : Type v) (γ : outParam (Type w)) where
  hSub : α → β → γ
class HMul (α : Type u) (β : Type v) (γ : outParam (Type w)) where
  hMul : α → β → γ
class HDiv (α : Type u) (β : Type v) (γ : outParam (Type w)) where
  hDiv : α → β → γ
class HMod (α : Type u) (β : Type v) (γ : outParam (Type w)) where
  hMod : α → β → γ
class HPow (α : Type u) (β : Type v) (γ : outParam (Type w)) where
  hPow : α → β → γ
class HAppend (α : Type u) (β : Type v) (γ : outParam (Type w)) where
  hAppend : α → β → γ
class HAndThen (α : Type u) (β : Type v) (γ : outParam (Type w)) where
  hAndThen : α → (Unit → β) → γ
class HOrElse (α : Type u) (β : Type v) (γ : outParam (Type w)) where
  hOrElse : α → (Unit → β) → γ
class Add (α : Type u) where
  add : α → α → α
attribute [match_pattern] Add.add
class Sub (α : Type u) where
  sub : α → α → α
class Mul (α : Type u) where
  mul : α → α → α
class Neg (α : Type u) where
  neg : α → α
attribute [match_pattern] Neg.neg
class Div (α : Type u) where
  div : α → α → α
class Mod (α : Type u) where
  mod : α → α → α
class Dvd (α : Type u) where
  dvd : α → α → Prop
class Pow (α : Type u) (β : Type v) where
  pow : α → β → α
class NatPow (α : Type u) where
  pow : α → Nat → α
class Append (α : Type u) where
  append : α → α → α
class LE (α : Type u) where
  le : α → α → Prop
class LT (α : Type u) where
  lt : α → α → Prop
class Max (α : Type u) where
  max : α → α → α
class Min (α : Type u) where
  min : α → α → α
export Max (max)
export Min (min)
@[reducible] def GE.ge {α : Type u} [LE α] (a b : α) : Prop := LE.le b a
@[reducible] def GT.gt {α : Type u} [LT α] (a b : α) : Prop := LT.lt b a
class BEq (α : Type u) where
  beq : α → α → Bool
class Membership (α : outParam (Type u)) (γ : Type v) where
  mem : γ → α → Prop
class EmptyCollection (α : Type u) where
  emptyCollection : α
class Union (α : Type u) where
  union : α → α → α
class Inter (α : Type u) where
  inter : α → α → α
class HasSubset (α : Type u) where
  Subset : α → α → Prop
class HasEquiv (α : Sort u) where
  Equiv : α → α → Sort v

@[default_instance] instance instHAdd {α : Type u} [Add α] : HAdd α α α where
  hAdd a b := Add.add a b
@[default_instance] instance instHSub {α : Type u} [Sub α] : HSub α α α where
  hSub a b := Sub.sub a b
@[default_instance] instance instHMul {α : Type u} [Mul α] : HMul α α α where
  hMul a b := Mul.mul a b
@[default_instance] instance instHDiv {α : Type u} [Div α] : HDiv α α α where
  hDiv a b := Div.div a b
@[default_instance] instance instHMod {α : Type u} [Mod α] : HMod α α α where
  hMod a b := Mod.mod a b
@[default_instance] instance instHPow {α : Type u} {β : Type v} [Pow α β] : HPow α β α where
  hPow a b := Pow.pow a b
@[default_instance] instance instPowNat {α : Type u} [NatPow α] : Pow α Nat where
  pow a n := NatPow.pow a n
@[default_instance] instance instHAppendOfAppend {α : Type u} [Append α] : HAppend α α α where
  hAppend a b := Append.append a b

instance instAddNat : Add Nat where
  add := Nat.add
instance instMulNat : Mul Nat where
  mul := Nat.mul
instance instSubNat : Sub Nat where
  sub := Nat.sub
instance instNatPowNat : NatPow Nat where
  pow := Nat.pow
instance instLENat : LE Nat where
  le := Nat.le
instance instLTNat : LT Nat where
  lt := Nat.lt
instance instInhabitedNat : Inhabited Nat where
  default := .zero

/-! ## Decisions -/

@[reducible] def DecidableEq (α : Sort u) : Sort (max 1 u) := (a b : α) → Decidable (Eq a b)
@[reducible] def DecidablePred {α : Sort u} (r : α → Prop) : Sort (max 1 u) := (a : α) → Decidable (r a)
@[reducible] def DecidableRel {α : Sort u} {β : Sort v} (r : α → β → Prop) : Sort (max 1 u v) :=
  (a : α) → (b : β) → Decidable (r a b)
@[inline_if_reduce] def Decidable.decide (p : Prop) [h : Decidable p] : Bool :=
  match h with
  | .isTrue _ => .true
  | .isFalse _ => .false
export Decidable (isTrue isFalse decide)
instance instDecidableEqNat : DecidableEq Nat := Nat.decEq
def decEq {α : Sort u} [inst : DecidableEq α] (a b : α) : Decidable (Eq a b) := inst a b

-- What `decide` turns a goal into: the kernel evaluates the Boolean.
theorem of_decide_eq_true {p : Prop} [inst : Decidable p] : Eq (decide p) Bool.true → p :=
  match inst with
  | .isTrue h => fun _ => h
  | .isFalse _ => fun h => Bool.contrary h
theorem of_decide_eq_false {p : Prop} [inst : Decidable p] : Eq (decide p) Bool.false → Not p :=
  match inst with
  | .isTrue _ => fun h => Bool.contrary (Eq.symm h)
  | .isFalse h => fun _ => h
theorem of_decide_eq_self_eq_true {α : Sort u} [inst : DecidableEq α] (a : α) :
    Eq (decide (Eq a a)) Bool.true :=
  match inst a a with
  | .isTrue _ => rfl
  | .isFalse h => absurd rfl h
theorem decide_eq_true {p : Prop} [inst : Decidable p] (h : p) : Eq (decide p) Bool.true :=
  match inst with
  | .isTrue _ => rfl
  | .isFalse n => absurd h n
theorem decide_eq_false {p : Prop} [inst : Decidable p] (h : Not p) : Eq (decide p) Bool.false :=
  match inst with
  | .isTrue y => absurd y h
  | .isFalse _ => rfl
theorem of_eq_true {p : Prop} (h : Eq p True) : p := Eq.mpr h True.intro
theorem not_false : Not False := fun h => h
theorem of_eq_false {p : Prop} (h : Eq p False) : Not p := fun hp => Eq.mp h hp

instance instBEqOfDecidableEq {α : Type u} [DecidableEq α] : BEq α where
  beq a b := decide (Eq a b)
@[macro_inline] def Bool.or : Bool → Bool → Bool
  | .true, _ => .true
  | .false, b => b
@[macro_inline] def Bool.and : Bool → Bool → Bool
  | .false, _ => .false
  | .true, b => b
@[inline] def Bool.not : Bool → Bool
  | .true => .false
  | .false => .true
export Bool (or and not)
@[inline] def bne {α : Type u} [BEq α] (a b : α) : Bool := Bool.not (BEq.beq a b)

/-! ## Axioms, as everywhere in Lean

A proof may use these three and no other; they are stated exactly as elsewhere, so that the list
of axioms which `#print axioms` gives means the same. -/

axiom propext {a b : Prop} : Iff a b → Eq a b
axiom Classical.choice {α : Sort u} : Nonempty α → α
axiom Quot.sound {α : Sort u} {r : α → α → Prop} {a b : α} : r a b → Eq (Quot.mk r a) (Quot.mk r b)

/-- What an unfinished proof is made of. Elaboration needs the name even for an erroneous proof:
it goes on behind an error with it. A proof that rests on it is never accepted. -/
@[extern "lean_sorry", never_extract] axiom sorryAx (α : Sort u) (synthetic : Bool) : α

/-! ## Texts

A literal is expanded by the kernel into `String.ofList` of characters `Char.ofNat n`. -/

structure Char where
  code : Nat
def Char.ofNat (n : Nat) : Char :=
  match Bool.or (Nat.ble n 55295) (Bool.and (Nat.ble 57344 n) (Nat.ble n 1114111)) with
  | .true => ⟨n⟩
  | .false => ⟨.zero⟩
structure String where
  ofList ::
  toList : List Char

/-! ## Sizes

Recursion that is not structural is justified by a measure, which is by default the size of the
argument. The class comes last: every type declared after it gets its instance on the spot, those
above get theirs here. -/

class SizeOf (α : Sort u) where
  sizeOf : α → Nat
export SizeOf (sizeOf)
@[reducible] protected def default.sizeOf (α : Sort u) : α → Nat
  | _ => 0
instance (priority := 100) instSizeOfDefault (α : Sort u) : SizeOf α where
  sizeOf := default.sizeOf α
@[simp] theorem sizeOf_default {α : Sort u} (n : α) : Eq (sizeOf n) 0 := rfl
instance instSizeOfNat : SizeOf Nat where
  sizeOf n := n
@[simp] theorem sizeOf_nat (n : Nat) : Eq (sizeOf n) n := rfl
deriving instance SizeOf for PUnit
deriving instance SizeOf for Bool
deriving instance SizeOf for Prod
deriving instance SizeOf for PProd
deriving instance SizeOf for Sum
deriving instance SizeOf for PSum
deriving instance SizeOf for Sigma
deriving instance SizeOf for PSigma
deriving instance SizeOf for Subtype
deriving instance SizeOf for List
deriving instance SizeOf for Option
deriving instance SizeOf for Char
deriving instance SizeOf for String
instance : DecidableEq Char := fun a b =>
  match Nat.decEq a.code b.code with
  | .isTrue h => .isTrue (match a, b, h with | ⟨_⟩, ⟨_⟩, rfl => rfl)
  | .isFalse n => .isFalse fun h => n (congrArg Char.code h)
