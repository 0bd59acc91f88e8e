prelude
/-!
# The types and functions that Lean's own elaborators look up by name

Lean's shared library brings parsers, elaborators and tactics, but not one constant: whatever an
elaborator builds (`Eq.mpr` for `rw`, `PProd` for structural recursion, `HAdd.hAdd` for `+`) has to
exist in the environment under the name it asks for, with the arguments in the order it gives them.
This file declares those in an order in which each can be elaborated when its turn comes; the
notations follow in `Init.Notation`, so everything here is written with prefixes.

Two rules hold throughout.

* What the kernel computes on numerals by itself (`Nat.add`, `Nat.sub`, `Nat.mul`, `Nat.div`,
  `Nat.mod`, `Nat.gcd`, `Nat.beq`, `Nat.ble`, `Nat.pow`, `Nat.land`, `Nat.lor`, `Nat.xor`,
  `Nat.shiftLeft`, `Nat.shiftRight`, `Nat.log2`) and what it expands string literals into
  (`Char.ofNat`, `String.ofList`) is *defined* here or in `Init.Arithmetic`, with the value that
  the kernel computes. A name left free could be defined by a proof, differently, and prove `False`.
* A constant that exists in the binary is run from there when Lean evaluates it. Types that such
  code touches have the fields, in the order, that the code expects.
-/
set_option linter.all false
universe u v w

/-! ## What the compiler replaces erased and unreachable terms by -/

unsafe axiom lcErased : Type
unsafe axiom lcAny : Type
unsafe axiom lcVoid : Type
unsafe axiom lcProof {α : Prop} : α
unsafe axiom lcUnreachable {α : Sort u} : α

/-! ## Functions -/

@[inline] def id {α : Sort u} (a : α) : α := a
@[inline] def Function.comp {α : Sort u} {β : Sort v} {δ : Sort w} (f : β → δ) (g : α → β) : α → δ :=
  fun x => f (g x)
@[inline] def Function.const {α : Sort u} (β : Sort v) (a : α) : β → α := fun _ => a
set_option checkBinderAnnotations false in
@[reducible] def inferInstance {α : Sort u} [i : α] : α := i

/-! ## Propositions -/

-- A universe that may be `Prop` is refused for inductive types unless this is switched off.
set_option bootstrap.inductiveCheckResultingUniverse false in
inductive PUnit : Sort u where
  | unit : PUnit
abbrev Unit : Type := PUnit
@[match_pattern] abbrev Unit.unit : Unit := PUnit.unit

inductive True : Prop where
  | intro : True
theorem trivial : True := True.intro
inductive False : Prop
inductive Empty : Type
set_option bootstrap.inductiveCheckResultingUniverse false in
inductive PEmpty : Sort u
@[macro_inline] def False.elim {C : Sort u} (h : False) : C := h.rec
def Not (a : Prop) : Prop := a → False
@[macro_inline] def absurd {a : Prop} {b : Sort v} (h₁ : a) (h₂ : Not a) : b := (h₂ h₁).rec

inductive Eq {α : Sort u} : α → α → Prop where
  | refl (a : α) : Eq a a
@[match_pattern] def rfl {α : Sort u} {a : α} : Eq a a := Eq.refl a
-- Pattern matching and `subst` transport along equalities with this form of the recursor.
@[simp] abbrev Eq.ndrec.{u1, u2} {α : Sort u2} {a : α} {motive : α → Sort u1} (m : motive a) {b : α}
    (h : Eq a b) : motive b :=
  Eq.rec (motive := fun x _ => motive x) m h
theorem Eq.subst {α : Sort u} {motive : α → Prop} {a b : α} (h₁ : Eq a b) (h₂ : motive a) : motive b :=
  Eq.ndrec h₂ h₁
theorem Eq.symm {α : Sort u} {a b : α} (h : Eq a b) : Eq b a :=
  Eq.subst (motive := fun x => Eq x a) h rfl
theorem Eq.trans {α : Sort u} {a b c : α} (h₁ : Eq a b) (h₂ : Eq b c) : Eq a c :=
  Eq.subst (motive := fun x => Eq a x) h₂ h₁
-- `simp` and `rw` put their proofs together from the four lemmas of congruence.
theorem congrArg {α : Sort u} {β : Sort v} {a₁ a₂ : α} (f : α → β) (h : Eq a₁ a₂) :
    Eq (f a₁) (f a₂) :=
  Eq.subst (motive := fun x => Eq (f a₁) (f x)) h rfl
theorem congrFun {α : Sort u} {β : α → Sort v} {f g : (x : α) → β x} (h : Eq f g) (a : α) :
    Eq (f a) (g a) :=
  Eq.subst (motive := fun (k : (x : α) → β x) => Eq (f a) (k a)) h (Eq.refl (f a))
theorem congr {α : Sort u} {β : Sort v} {f₁ f₂ : α → β} {a₁ a₂ : α} (h₁ : Eq f₁ f₂)
    (h₂ : Eq a₁ a₂) : Eq (f₁ a₁) (f₂ a₂) :=
  Eq.trans (congrArg f₁ h₂) (congrFun h₁ a₂)
theorem congrFun' {α : Sort u} {β : Sort v} {f g : α → β} (h : Eq f g) (a : α) : Eq (f a) (g a) :=
  congrFun h a
@[macro_inline] def cast {α β : Sort u} (h : Eq α β) (a : α) : β :=
  Eq.rec (motive := fun γ _ => γ) a h
@[macro_inline] def Eq.mp {α β : Sort u} (h : Eq α β) (a : α) : β :=
  Eq.rec (motive := fun γ _ => γ) a h
@[macro_inline] def Eq.mpr {α β : Sort u} (h : Eq α β) (b : β) : α := Eq.mp (Eq.symm h) b

-- Equality across types: indices of inductive families, and `noConfusion`, need it.
inductive HEq : {α : Sort u} → α → {β : Sort u} → β → Prop where
  | refl (a : α) : HEq a a
@[match_pattern] protected def HEq.rfl {α : Sort u} {a : α} : HEq a a := HEq.refl a
theorem eq_of_heq {α : Sort u} {a a' : α} (h : HEq a a') : Eq a a' :=
  have general : (β : Sort u) → (b : β) → HEq a b → (e : Eq α β) → Eq (cast e a) b :=
    fun _ _ g => HEq.rec (fun _ => rfl) g
  general α a' h rfl
theorem heq_of_eq {α : Sort u} {a a' : α} (h : Eq a a') : HEq a a' :=
  Eq.subst (motive := fun x => HEq a x) h (HEq.refl a)

abbrev HEq.homo_ndrec.{u1, u2} {α : Sort u2} {a : α} {motive : α → Sort u1} (m : motive a) {b : α}
    (h : HEq a b) : motive b :=
  Eq.ndrec m (eq_of_heq h)

structure And (a b : Prop) : Prop where
  intro ::
  left : a
  right : b
inductive Or (a b : Prop) : Prop where
  | inl (h : a) : Or a b
  | inr (h : b) : Or a b
structure Iff (a b : Prop) : Prop where
  intro ::
  mp : a → b
  mpr : b → a
inductive Exists {α : Sort u} (p : α → Prop) : Prop where
  | intro (w : α) (h : p w) : Exists p
@[reducible] def Ne {α : Sort u} (a b : α) : Prop := Not (Eq a b)

/-! ## Pairs and sums -/

structure PULift.{r, s} (α : Sort s) : Sort (max s 1 r) where
  up ::
  down : α
structure ULift.{r, s} (α : Type s) : Type (max s r) where
  up ::
  down : α
structure PLift (α : Sort u) : Type u where
  up ::
  down : α
-- Structural recursion keeps the results for smaller arguments in a `PProd`.
structure PProd (α : Sort u) (β : Sort v) where
  fst : α
  snd : β
structure MProd (α β : Type u) where
  fst : α
  snd : β
structure Prod (α : Type u) (β : Type v) where
  mk ::
  fst : α
  snd : β
structure Subtype {α : Sort u} (p : α → Prop) where
  val : α
  property : p val
structure Sigma {α : Type u} (β : α → Type v) where
  fst : α
  snd : β fst
structure PSigma {α : Sort u} (β : α → Sort v) where
  fst : α
  snd : β fst

/-! ## Booleans and natural numbers, before pattern matching works -/

-- `genCtorIdx` wants `Nat` and `cond`; the eliminators are added further below.
set_option genCtorIdx false in
inductive Bool : Type where
  | false : Bool
  | true : Bool
@[macro_inline] def cond {α : Sort u} (c : Bool) (x y : α) : α :=
  Bool.casesOn (motive := fun _ => α) c y x
set_option genCtorIdx false in
inductive Nat : Type where
  | zero : Nat
  | succ (n : Nat) : Nat
@[extern "lean_nat_pred"] def Nat.pred : Nat → Nat := Nat.rec .zero (fun n _ => n)
-- `noConfusion` of a type with many constructors compares their positions with these two.
@[extern "lean_nat_dec_eq"] def Nat.beq : Nat → Nat → Bool :=
  Nat.rec (Nat.rec .true (fun _ _ => .false)) (fun _ ih => Nat.rec .false (fun m _ => ih m))
@[extern "lean_nat_dec_le"] def Nat.ble : Nat → Nat → Bool :=
  Nat.rec (fun _ => .true) (fun _ ih => Nat.rec .false (fun m _ => ih m))

set_option genCtorIdx false in
class inductive Decidable (p : Prop) : Type where
  | isFalse (h : Not p) : Decidable p
  | isTrue (h : p) : Decidable p

theorem Bool.contrary {C : Prop} (h : Eq Bool.false Bool.true) : C :=
  Eq.subst (motive := fun b => Bool.rec (motive := fun _ => Prop) True C b) h True.intro
theorem Nat.eq_of_beq_eq_true {n m : Nat} : Eq (Nat.beq n m) Bool.true → Eq n m :=
  Nat.rec (motive := fun n => (m : Nat) → Eq (Nat.beq n m) Bool.true → Eq n m)
    (fun m => Nat.rec (motive := fun m => Eq (Nat.beq .zero m) Bool.true → Eq Nat.zero m)
      (fun _ => rfl) (fun _ _ h => Bool.contrary h) m)
    (fun n ih m => Nat.rec
      (motive := fun m => Eq (Nat.beq (.succ n) m) Bool.true → Eq (Nat.succ n) m)
      (fun h => Bool.contrary h) (fun m _ h => congrArg Nat.succ (ih m h)) m)
    n m
theorem Nat.beq_refl (n : Nat) : Eq (Nat.beq n n) Bool.true := Nat.rec rfl (fun _ ih => ih) n
theorem Nat.ne_of_beq_eq_false {n m : Nat} (h : Eq (Nat.beq n m) Bool.false) : Not (Eq n m) :=
  fun e => Bool.contrary (Eq.trans (Eq.symm h)
    (Eq.subst (motive := fun x => Eq (Nat.beq n x) Bool.true) e (Nat.beq_refl n)))
@[extern "lean_nat_dec_eq"] def Nat.decEq (n m : Nat) : Decidable (Eq n m) :=
  Bool.rec (motive := fun b => Eq (Nat.beq n m) b → Decidable (Eq n m))
    (fun h => .isFalse (Nat.ne_of_beq_eq_false h)) (fun h => .isTrue (Nat.eq_of_beq_eq_true h))
    (Nat.beq n m) rfl
-- `cases` and `nomatch` refute an equation between different constructors with this: their
-- positions (`f` is `ctorIdx`) are compared, and what is proved computes to `False`.
theorem noConfusion_of_Nat {α : Sort u} (f : α → Nat) {a b : α} (h : Eq a b) :
    Bool.rec (motive := fun _ => Prop) False True (Nat.beq (f a) (f b)) :=
  Eq.subst (motive := fun x => Bool.rec (motive := fun _ => Prop) False True (Nat.beq (f a) (f x)))
    h (Eq.subst (motive := fun r => Bool.rec (motive := fun _ => Prop) False True r)
      (Eq.symm (Nat.beq_refl (f a))) True.intro)
@[extern "lean_nat_sub"] def Nat.sub : Nat → Nat → Nat :=
  fun n => Nat.rec n (fun _ ih => Nat.pred ih)
attribute [gen_constructor_elims] Bool
export Bool (false true)
attribute [gen_constructor_elims] Nat
attribute [gen_constructor_elims] Decidable
@[macro_inline] def dite {α : Sort u} (c : Prop) [h : Decidable c] (t : c → α) (e : Not c → α) : α :=
  match h with
  | .isTrue hc => t hc
  | .isFalse hc => e hc
@[macro_inline] def ite {α : Sort u} (c : Prop) [h : Decidable c] (t e : α) : α :=
  match h with
  | .isTrue _ => t
  | .isFalse _ => e

/-! ## Further data, with pattern matching -/

inductive Sum (α : Type u) (β : Type v) where
  | inl (val : α) : Sum α β
  | inr (val : β) : Sum α β
inductive PSum (α : Sort u) (β : Sort v) where
  | inl (val : α) : PSum α β
  | inr (val : β) : PSum α β
inductive List (α : Type u) where
  | nil : List α
  | cons (head : α) (tail : List α) : List α
inductive Option (α : Type u) where
  | none : Option α
  | some (val : α) : Option α
export Option (none some)
class inductive Nonempty (α : Sort u) : Prop where
  | intro (val : α) : Nonempty α
class Inhabited (α : Sort u) where
  default : α
export Inhabited (default)

@[extern "lean_nat_add", match_pattern] def Nat.add : Nat → Nat → Nat
  | n, .zero => n
  | n, .succ m => .succ (Nat.add n m)
@[extern "lean_nat_mul"] def Nat.mul : Nat → Nat → Nat
  | _, .zero => .zero
  | n, .succ m => Nat.add (Nat.mul n m) n
@[extern "lean_nat_pow"] def Nat.pow (n : Nat) : Nat → Nat
  | .zero => .succ .zero
  | .succ m => Nat.mul (Nat.pow n m) n
inductive Nat.le (n : Nat) : Nat → Prop where
  | refl : Nat.le n n
  | step {m : Nat} : Nat.le n m → Nat.le n (Nat.succ m)
@[reducible] def Nat.lt (n m : Nat) : Prop := Nat.le (Nat.succ n) m
theorem Nat.succ.inj {m n : Nat} (h : Eq (Nat.succ m) (Nat.succ n)) : Eq m n := congrArg Nat.pred h

-- Quotients are the kernel's own; it wants `Eq` to come from the same file.
init_quot
