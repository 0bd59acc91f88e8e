prelude
universe u v w
unsafe axiom lcErased : Type
unsafe axiom lcAny : Type
unsafe axiom lcVoid : Type
unsafe axiom lcProof {α : Prop} : α
unsafe axiom lcUnreachable {α : Sort u} : α
def id {α : Sort u} (a : α) : α := a
set_option bootstrap.inductiveCheckResultingUniverse false in
inductive PUnit : Sort u where | unit : PUnit
abbrev Unit : Type := PUnit
@[match_pattern] abbrev Unit.unit : Unit := PUnit.unit
inductive True : Prop where | intro : True
inductive False : Prop
inductive Empty : Type
inductive Eq : α → α → Prop where | refl (a : α) : Eq a a
@[match_pattern] def rfl {α : Sort u} {a : α} : Eq a a := Eq.refl a
abbrev Eq.ndrec.{u1, u2} {α : Sort u2} {a : α} {motive : α → Sort u1} (m : motive a) {b : α} (h : Eq a b) : motive b :=
  Eq.rec (motive := fun α _ => motive α) m h
theorem Eq.subst {α : Sort u} {motive : α → Prop} {a b : α} (h₁ : Eq a b) (h₂ : motive a) : motive b :=
  Eq.ndrec h₂ h₁
theorem Eq.symm {α : Sort u} {a b : α} (h : Eq a b) : Eq b a := Eq.subst (motive := fun x => Eq x a) h rfl
theorem Eq.trans {α : Sort u} {a b c : α} (h₁ : Eq a b) (h₂ : Eq b c) : Eq a c := Eq.subst (motive := fun x => Eq a x) h₂ h₁
theorem congrArg {α : Sort u} {β : Sort v} {a₁ a₂ : α} (f : α → β) (h : Eq a₁ a₂) : Eq (f a₁) (f a₂) :=
  Eq.subst (motive := fun x => Eq (f a₁) (f x)) h rfl
theorem congrFun {α : Sort u} {β : α → Sort v} {f g : (x : α) → β x} (h : Eq f g) (a : α) : Eq (f a) (g a) :=
  Eq.subst (motive := fun (x : (x : α) → β x) => Eq (f a) (x a)) h (Eq.refl (f a))
theorem congr {α : Sort u} {β : Sort v} {f₁ f₂ : α → β} {a₁ a₂ : α} (h₁ : Eq f₁ f₂) (h₂ : Eq a₁ a₂) : Eq (f₁ a₁) (f₂ a₂) :=
  Eq.subst (motive := fun (x : α → β) => Eq (f₁ a₁) (x a₂)) h₁ (congrArg f₁ h₂)
def cast {α β : Sort u} (h : Eq α β) (a : α) : β := Eq.rec (motive := fun α _ => α) a h
def Eq.mp {α β : Sort u} (h : Eq α β) (a : α) : β := Eq.rec (motive := fun α _ => α) a h
def Eq.mpr {α β : Sort u} (h : Eq α β) (b : β) : α := Eq.rec (motive := fun α _ => α) b (Eq.symm h)
inductive HEq : {α : Sort u} → α → {β : Sort u} → β → Prop where | refl (a : α) : HEq a a
theorem eq_of_heq {α : Sort u} {a a' : α} (h : HEq a a') : Eq a a' :=
  have h₁ : (α β : Sort u) → (a : α) → (b : β) → HEq a b → (h : Eq α β) → Eq (cast h a) b :=
    fun _ _ _ _ h₁ => HEq.rec (fun _ => rfl) h₁
  h₁ α α a a' h rfl
theorem heq_of_eq {α : Sort u} {a a' : α} (h : Eq a a') : HEq a a' := Eq.subst (motive := fun x => HEq a x) h (HEq.refl a)
theorem HEq.rfl {α : Sort u} {a : α} : HEq a a := HEq.refl a
structure And (a b : Prop) : Prop where
  intro ::
  left : a
  right : b
inductive Or (a b : Prop) : Prop where
  | inl (h : a) : Or a b
  | inr (h : b) : Or a b
def Not (a : Prop) : Prop := a → False
structure Iff (a b : Prop) : Prop where
  intro ::
  mp : a → b
  mpr : b → a
inductive Exists {α : Sort u} (p : α → Prop) : Prop where
  | intro (w : α) (h : p w) : Exists p
structure PULift.{r, s} (α : Sort s) : Sort (max s 1 r) where
  up ::
  down : α
structure ULift.{r, s} (α : Type s) : Type (max s r) where
  up ::
  down : α
structure PProd (α : Sort u) (β : Sort v) where
  fst : α
  snd : β
structure Prod (α : Type u) (β : Type v) where
  mk ::
  fst : α
  snd : β
set_option genCtorIdx false in
inductive Bool : Type where | false : Bool | true : Bool
noncomputable def cond {α : Sort u} (c : Bool) (x y : α) : α := Bool.rec (motive := fun _ => α) y x c
set_option genCtorIdx false in
inductive Nat : Type where | zero : Nat | succ (n : Nat) : Nat
@[extern "lean_nat_pred"] def Nat.pred : Nat → Nat := Nat.rec .zero (fun n _ => n)
@[extern "lean_nat_dec_le"] def Nat.ble : Nat → Nat → Bool := Nat.rec (fun _ => .true) (fun _ ih => Nat.rec .false (fun m _ => ih m))
@[extern "lean_nat_dec_eq"] def Nat.beq : Nat → Nat → Bool := Nat.rec (Nat.rec .true (fun _ _ => .false)) (fun _ ih => Nat.rec .false (fun m _ => ih m))
def False.elim {C : Sort u} (h : False) : C := h.rec
def absurd {a : Prop} {b : Sort v} (h₁ : a) (h₂ : Not a) : b := (h₂ h₁).rec
set_option genCtorIdx false in
class inductive Decidable (p : Prop) : Type where
  | isFalse (h : Not p) : Decidable p
  | isTrue (h : p) : Decidable p
axiom Nat.eq_of_beq {n m : Nat} (h : Eq (Nat.beq n m) Bool.true) : Eq n m
axiom Nat.ne_of_beq {n m : Nat} (h : Eq (Nat.beq n m) Bool.false) : Not (Eq n m)
@[extern "lean_nat_dec_eq"] def Nat.decEq (n m : Nat) : Decidable (Eq n m) :=
  Bool.rec (motive := fun b => Eq (Nat.beq n m) b → Decidable (Eq n m)) (fun h => .isFalse (Nat.ne_of_beq h)) (fun h => .isTrue (Nat.eq_of_beq h)) (Nat.beq n m) rfl
noncomputable def Nat.IsSucc : Nat → Prop := Nat.rec False (fun _ _ => True)
noncomputable def dite {α : Sort u} (c : Prop) [h : Decidable c] (t : c → α) (e : Not c → α) : α := Decidable.rec e t h
@[extern "lean_nat_sub"] def Nat.sub : Nat → Nat → Nat := fun n => Nat.rec n (fun _ ih => Nat.pred ih)
attribute [gen_constructor_elims] Bool
attribute [gen_constructor_elims] Nat
attribute [gen_constructor_elims] Decidable
inductive List (α : Type u) where | nil : List α | cons (head : α) (tail : List α) : List α
inductive Option (α : Type u) where | none : Option α | some (val : α) : Option α

@[extern "lean_nat_add"] def Nat.add : Nat → Nat → Nat
  | n, .zero => n
  | n, .succ m => .succ (Nat.add n m)
@[extern "lean_nat_mul"] def Nat.mul : Nat → Nat → Nat
  | _, .zero => .zero
  | n, .succ m => Nat.add (Nat.mul n m) n
theorem Nat.succ.inj {m n : Nat} (h : Eq (Nat.succ m) (Nat.succ n)) : Eq m n := congrArg Nat.pred h
inductive Char : Type where | mk
inductive String : Type where | mk (l : List Char)
class OfNat (α : Type u) (_ : Nat) where
  ofNat : α
class Add (α : Type u) where
  add : α → α → α
class Mul (α : Type u) where
  mul : α → α → α
class LE (α : Type u) where
  le : α → α → Prop
class Append (α : Type u) where
  append : α → α → α
@[reducible] def outParam (α : Sort u) : Sort u := α
@[reducible] def optParam (α : Sort u) (default : α) : Sort u := α
@[reducible] def autoParam.{z} (α : Sort z) (tactic : PUnit) : Sort z := α
class HAdd (α : Type u) (β : Type v) (γ : outParam (Type w)) where
  hAdd : α → β → γ
class HMul (α : Type u) (β : Type v) (γ : outParam (Type w)) where
  hMul : α → β → γ
class HAppend (α : Type u) (β : Type v) (γ : outParam (Type w)) where
  hAppend : α → β → γ
@[default_instance] instance instHAdd [Add α] : HAdd α α α where
  hAdd a b := Add.add a b
@[default_instance] instance instHMul [Mul α] : HMul α α α where
  hMul a b := Mul.mul a b
@[default_instance] instance instHAppendOfAppend [Append α] : HAppend α α α where
  hAppend a b := Append.append a b
@[default_instance 100] instance instOfNatNat (n : Nat) : OfNat Nat n where
  ofNat := n
instance instAddNat : Add Nat where
  add := Nat.add
instance instMulNat : Mul Nat where
  mul := Nat.mul
inductive Nat.le (n : Nat) : Nat → Prop where
  | refl : Nat.le n n
  | step {m : Nat} : Nat.le n m → Nat.le n (Nat.succ m)
instance instLENat : LE Nat where
  le := Nat.le
def Ne {α : Sort u} (a b : α) : Prop := Not (Eq a b)
def List.append {α : Type u} : List α → List α → List α
  | .nil, ys => ys
  | .cons x xs, ys => .cons x (List.append xs ys)
instance instAppendList : Append (List α) where
  append := List.append
def List.length {α : Type u} : List α → Nat
  | .nil => .zero
  | .cons _ xs => .succ (List.length xs)
def List.map {α : Type u} {β : Type v} (f : α → β) : List α → List β
  | .nil => .nil
  | .cons x xs => .cons (f x) (List.map f xs)
def Bool.not : Bool → Bool
  | .true => .false
  | .false => .true
def Bool.and : Bool → Bool → Bool
  | .true, b => b
  | .false, _ => .false
def Bool.or : Bool → Bool → Bool
  | .true, _ => .true
  | .false, b => b

namespace Lean
set_option genCtorIdx false in
inductive Name : Type where
  | anonymous : Name
  | str (pre : Name) (str : String)
  | num (pre : Name) (i : Nat)
inductive ParserDescr where
  | const (name : Name)
  | unary (name : Name) (p : ParserDescr)
  | binary (name : Name) (p₁ p₂ : ParserDescr)
  | node (kind : Name) (prec : Nat) (p : ParserDescr)
  | trailingNode (kind : Name) (prec lhsPrec : Nat) (p : ParserDescr)
  | symbol (val : String)
  | nonReservedSymbol (val : String) (includeIdent : Bool)
  | cat (catName : Name) (rbp : Nat)
  | parser (declName : Name)
abbrev TrailingParserDescr := ParserDescr
inductive Syntax : Type where | missing
structure Parser.Category : Type where
inductive MCtx : Type where | mk
inductive MState : Type where | mk
inductive MRes : Type where | mk
def Macro : Type := Syntax → MCtx → MState → MRes
end Lean
open Lean
def Lean.Name.mkStr (p : Lean.Name) (s : String) : Lean.Name := Lean.Name.str p s
def Lean.Name.mkNum (p : Lean.Name) (s : Nat) : Lean.Name := Lean.Name.num p s
def Lean.Name.mkStr1 (s1 : String) : Lean.Name := (Lean.Name.str Lean.Name.anonymous s1)
def Lean.Name.mkStr2 (s1 s2 : String) : Lean.Name := (Lean.Name.str (Lean.Name.str Lean.Name.anonymous s1) s2)
def Lean.Name.mkStr3 (s1 s2 s3 : String) : Lean.Name := (Lean.Name.str (Lean.Name.str (Lean.Name.str Lean.Name.anonymous s1) s2) s3)
def Lean.Name.mkStr4 (s1 s2 s3 s4 : String) : Lean.Name := (Lean.Name.str (Lean.Name.str (Lean.Name.str (Lean.Name.str Lean.Name.anonymous s1) s2) s3) s4)
def Lean.Name.mkStr5 (s1 s2 s3 s4 s5 : String) : Lean.Name := (Lean.Name.str (Lean.Name.str (Lean.Name.str (Lean.Name.str (Lean.Name.str Lean.Name.anonymous s1) s2) s3) s4) s5)
def Lean.Name.mkStr6 (s1 s2 s3 s4 s5 s6 : String) : Lean.Name := (Lean.Name.str (Lean.Name.str (Lean.Name.str (Lean.Name.str (Lean.Name.str (Lean.Name.str Lean.Name.anonymous s1) s2) s3) s4) s5) s6)
def Lean.Name.mkStr7 (s1 s2 s3 s4 s5 s6 s7 : String) : Lean.Name := (Lean.Name.str (Lean.Name.str (Lean.Name.str (Lean.Name.str (Lean.Name.str (Lean.Name.str (Lean.Name.str Lean.Name.anonymous s1) s2) s3) s4) s5) s6) s7)
def Lean.Name.mkStr8 (s1 s2 s3 s4 s5 s6 s7 s8 : String) : Lean.Name := (Lean.Name.str (Lean.Name.str (Lean.Name.str (Lean.Name.str (Lean.Name.str (Lean.Name.str (Lean.Name.str (Lean.Name.str Lean.Name.anonymous s1) s2) s3) s4) s5) s6) s7) s8)
def Lean.binderIdent : Lean.ParserDescr := Lean.ParserDescr.symbol ""
def Lean.unbracketedExplicitBinders : Lean.ParserDescr := Lean.ParserDescr.symbol ""
def Lean.bracketedExplicitBinders : Lean.ParserDescr := Lean.ParserDescr.symbol ""
def Lean.explicitBinders : Lean.ParserDescr := Lean.ParserDescr.symbol ""
def Lean.cdotTk : Lean.ParserDescr := Lean.ParserDescr.symbol ""
@[term_parser 1000] def «term_+_» : Lean.TrailingParserDescr := Lean.ParserDescr.symbol ""
@[macro «term_+_»] def «_aux_Init_Notation___macroRules_term_+__1» : Lean.Macro := fun _ _ _ => Lean.MRes.mk
@[macro «term_+_»] def «_aux_Init_Notation___macroRules_term_+__2» : Lean.Macro := fun _ _ _ => Lean.MRes.mk
@[term_parser 1000] def «term_*_» : Lean.TrailingParserDescr := Lean.ParserDescr.symbol ""
@[macro «term_*_»] def «_aux_Init_Notation___macroRules_term_*__1» : Lean.Macro := fun _ _ _ => Lean.MRes.mk
@[macro «term_*_»] def «_aux_Init_Notation___macroRules_term_*__2» : Lean.Macro := fun _ _ _ => Lean.MRes.mk
@[term_parser 1000] def «term_=_» : Lean.TrailingParserDescr := Lean.ParserDescr.symbol ""
@[macro «term_=_»] def «_aux_Init_Notation___macroRules_term_=__1» : Lean.Macro := fun _ _ _ => Lean.MRes.mk
@[macro «term_=_»] def «_aux_Init_Notation___macroRules_term_=__2» : Lean.Macro := fun _ _ _ => Lean.MRes.mk
@[term_parser 1000] def «term_≤_» : Lean.TrailingParserDescr := Lean.ParserDescr.symbol ""
@[macro «term_≤_»] def «_aux_Init_Notation___macroRules_term_≤__1» : Lean.Macro := fun _ _ _ => Lean.MRes.mk
@[macro «term_≤_»] def «_aux_Init_Notation___macroRules_term_≤__2» : Lean.Macro := fun _ _ _ => Lean.MRes.mk
@[term_parser 1000] def «term_∧_» : Lean.TrailingParserDescr := Lean.ParserDescr.symbol ""
@[macro «term_∧_»] def «_aux_Init_Notation___macroRules_term_∧__1» : Lean.Macro := fun _ _ _ => Lean.MRes.mk
@[term_parser 1000] def «term_∨_» : Lean.TrailingParserDescr := Lean.ParserDescr.symbol ""
@[macro «term_∨_»] def «_aux_Init_Notation___macroRules_term_∨__1» : Lean.Macro := fun _ _ _ => Lean.MRes.mk
@[term_parser 1000] def «term¬_» : Lean.ParserDescr := Lean.ParserDescr.symbol ""
@[macro «term¬_»] def «_aux_Init_Notation___macroRules_term¬__1» : Lean.Macro := fun _ _ _ => Lean.MRes.mk
@[term_parser 1000] def «term_↔_» : Lean.TrailingParserDescr := Lean.ParserDescr.symbol ""
@[macro «term_↔_»] def «_aux_Init_Core___macroRules_term_↔__1» : Lean.Macro := fun _ _ _ => Lean.MRes.mk
@[term_parser 1000] def «term_≠_» : Lean.TrailingParserDescr := Lean.ParserDescr.symbol ""
@[macro «term_≠_»] def «_aux_Init_Core___macroRules_term_≠__1» : Lean.Macro := fun _ _ _ => Lean.MRes.mk
@[macro «term_≠_»] def «_aux_Init_Core___macroRules_term_≠__2» : Lean.Macro := fun _ _ _ => Lean.MRes.mk
@[term_parser 1000] def «term_++_» : Lean.TrailingParserDescr := Lean.ParserDescr.symbol ""
@[macro «term_++_»] def «_aux_Init_Notation___macroRules_term_++__1» : Lean.Macro := fun _ _ _ => Lean.MRes.mk
@[macro «term_++_»] def «_aux_Init_Notation___macroRules_term_++__2» : Lean.Macro := fun _ _ _ => Lean.MRes.mk
@[term_parser 1000] def «term_::_» : Lean.TrailingParserDescr := Lean.ParserDescr.symbol ""
@[macro «term_::_»] def «_aux_Init_Notation___macroRules_term_::__1» : Lean.Macro := fun _ _ _ => Lean.MRes.mk
@[term_parser 1000] def «term∃_,_» : Lean.ParserDescr := Lean.ParserDescr.symbol ""
@[macro «term∃_,_»] def «_aux_Init_NotationExtra___macroRules_term∃_,__1» : Lean.Macro := fun _ _ _ => Lean.MRes.mk
namespace Lean
end Lean
declare_syntax_cat rawStx
namespace Lean.Parser.Tactic
def elimTarget : ParserDescr := ParserDescr.symbol ""
def inductionAltLHS : ParserDescr := ParserDescr.symbol ""
def inductionAlt : ParserDescr := ParserDescr.symbol ""
def inductionAlts : ParserDescr := ParserDescr.symbol ""
def rwRule : ParserDescr := ParserDescr.symbol ""
def rwRuleSeq : ParserDescr := ParserDescr.symbol ""
def location : ParserDescr := ParserDescr.symbol ""
def locationHyp : ParserDescr := ParserDescr.symbol ""
def locationWildcard : ParserDescr := ParserDescr.symbol ""
def optConfig : ParserDescr := ParserDescr.symbol ""
def configItem : ParserDescr := ParserDescr.symbol ""
def posConfigItem : ParserDescr := ParserDescr.symbol ""
def negConfigItem : ParserDescr := ParserDescr.symbol ""
def valConfigItem : ParserDescr := ParserDescr.symbol ""
@[tactic_parser 1000] def exact : ParserDescr := ParserDescr.symbol ""
@[tactic_parser 1000] def apply : ParserDescr := ParserDescr.symbol ""
@[tactic_parser 1000] def intro : ParserDescr := ParserDescr.symbol ""
@[tactic_parser 1000] def constructor : ParserDescr := ParserDescr.symbol ""
@[tactic_parser 1000] def cases : ParserDescr := ParserDescr.symbol ""
@[tactic_parser 1000] def induction : ParserDescr := ParserDescr.symbol ""
@[tactic_parser 1000] def injection : ParserDescr := ParserDescr.symbol ""
@[tactic_parser 1000] def eqRefl : ParserDescr := ParserDescr.symbol ""
@[tactic_parser 1000] def applyRfl : ParserDescr := ParserDescr.symbol ""
@[tactic_parser 1000] def tacticRfl : ParserDescr := ParserDescr.symbol ""
@[tactic_parser 1000] def rwSeq : ParserDescr := ParserDescr.symbol ""
@[tactic_parser 1000] def rewriteSeq : ParserDescr := ParserDescr.symbol ""
@[tactic_parser 1000] def tacticHave__ : ParserDescr := ParserDescr.symbol ""
@[tactic_parser 1000] def first : ParserDescr := ParserDescr.symbol ""
@[tactic_parser 1000] def skip : ParserDescr := ParserDescr.symbol ""
@[tactic_parser 1000] def done : ParserDescr := ParserDescr.symbol ""
@[tactic_parser 1000] def paren : ParserDescr := ParserDescr.symbol ""
@[tactic_parser 1000] def assumption : ParserDescr := ParserDescr.symbol ""
@[tactic_parser 1000] def contradiction : ParserDescr := ParserDescr.symbol ""
@[tactic_parser 1000] def refine : ParserDescr := ParserDescr.symbol ""
@[tactic_parser 1000] def withReducible : ParserDescr := ParserDescr.symbol ""
@[tactic_parser 1000] def tacticTry_ : ParserDescr := ParserDescr.symbol ""
@[tactic_parser 1000] def withAnnotateState : ParserDescr := ParserDescr.symbol ""
@[macro rwSeq] def «_aux_Init_Tactics___macroRules_Lean_Parser_Tactic_rwSeq_1» : Macro := fun _ _ _ => MRes.mk
@[macro tacticRfl] def «_aux_Init_Tactics___macroRules_Lean_Parser_Tactic_tacticRfl_1» : Macro := fun _ _ _ => MRes.mk
@[macro tacticRfl] def «_aux_Init_Tactics___macroRules_Lean_Parser_Tactic_tacticRfl_2» : Macro := fun _ _ _ => MRes.mk
@[macro tacticRfl] def «_aux_Init_Tactics___macroRules_Lean_Parser_Tactic_tacticRfl_3» : Macro := fun _ _ _ => MRes.mk
@[macro tacticHave__] def «_aux_Init_Tactics___macroRules_Lean_Parser_Tactic_tacticHave___1» : Macro := fun _ _ _ => MRes.mk
@[macro tacticTry_] def «_aux_Init_Tactics___macroRules_Lean_Parser_Tactic_tacticTry__1» : Macro := fun _ _ _ => MRes.mk
@[tactic_parser 1000] def tacticRefine_lift_ : ParserDescr := ParserDescr.symbol ""
@[tactic_parser 1000] def focus : ParserDescr := ParserDescr.symbol ""
@[tactic_parser 1000] def rotateRight : ParserDescr := ParserDescr.symbol ""
@[tactic_parser 1000] def rotateLeft : ParserDescr := ParserDescr.symbol ""
@[macro tacticRefine_lift_] def «_aux_Init_Tactics___macroRules_Lean_Parser_Tactic_tacticRefine_lift__1» : Macro := fun _ _ _ => MRes.mk
end Lean.Parser.Tactic
@[tactic_parser 1000] def Lean.cdot : ParserDescr := ParserDescr.symbol ""



theorem Nat.zero_add (n : Nat) : 0 + n = n := by
  induction n with
  | zero => rfl
  | succ n ih => exact congrArg Nat.succ ih
theorem Nat.add_zero (n : Nat) : n + 0 = n := rfl
theorem Nat.add_succ (n m : Nat) : n + Nat.succ m = Nat.succ (n + m) := rfl
theorem Nat.succ_add (n m : Nat) : Nat.succ n + m = Nat.succ (n + m) := by
  induction m with
  | zero => rfl
  | succ m ih => exact congrArg Nat.succ ih
theorem Nat.add_comm (m n : Nat) : m + n = n + m := by
  induction n with
  | zero => exact (Nat.zero_add m).symm
  | succ n ih => exact (congrArg Nat.succ ih).trans (Nat.succ_add n m).symm
theorem Nat.add_assoc (a b c : Nat) : (a + b) + c = a + (b + c) := by
  induction c with
  | zero => rfl
  | succ c ih => exact congrArg Nat.succ ih
theorem Nat.mul_succ (n m : Nat) : n * Nat.succ m = n * m + n := rfl
theorem Nat.zero_mul (n : Nat) : 0 * n = 0 := by
  induction n with
  | zero => rfl
  | succ n ih => exact ih
theorem Nat.mul_add (a b c : Nat) : a * (b + c) = a * b + a * c := by
  induction c with
  | zero => rfl
  | succ c ih => exact (congrArg (fun t => t + a) ih).trans (Nat.add_assoc (a * b) (a * c) a)
theorem Nat.succ_mul (n m : Nat) : Nat.succ n * m = n * m + m := by
  induction m with
  | zero => rfl
  | succ m ih =>
    have e : Nat.succ n * Nat.succ m = (n * m + m) + Nat.succ n := congrArg (fun t => t + Nat.succ n) ih
    have f : (n * m + m) + Nat.succ n = (n * m + n) + Nat.succ m := by
      exact congrArg Nat.succ ((Nat.add_assoc (n * m) m n).trans ((congrArg (fun t => n * m + t) (Nat.add_comm m n)).trans (Nat.add_assoc (n * m) n m).symm))
    exact e.trans f
theorem Nat.mul_comm (m n : Nat) : m * n = n * m := by
  induction n with
  | zero => exact (Nat.zero_mul m).symm
  | succ n ih => exact (congrArg (fun t => t + m) ih).trans (Nat.succ_mul n m).symm
theorem Nat.add_mul (a b c : Nat) : (a + b) * c = a * c + b * c :=
  (Nat.mul_comm (a + b) c).trans ((Nat.mul_add c a b).trans (congr (congrArg (fun (s t : Nat) => s + t) (Nat.mul_comm c a)) (Nat.mul_comm c b)))
theorem Nat.mul_assoc (a b c : Nat) : (a * b) * c = a * (b * c) := by
  induction c with
  | zero => rfl
  | succ c ih => exact (congrArg (fun t => t + a * b) ih).trans (Nat.mul_add a (b * c) b).symm
theorem Nat.two_mul (n : Nat) : 2 * n = n + n :=
  (Nat.mul_comm 2 n).trans (congrArg (fun t => t + n) (Nat.zero_add n))
theorem Nat.le_trans {n m k : Nat} (h : n ≤ m) (g : m ≤ k) : n ≤ k := by
  induction g with
  | refl => exact h
  | step _ ih => exact Nat.le.step ih
theorem Nat.succ_le_succ {n m : Nat} (h : n ≤ m) : Nat.succ n ≤ Nat.succ m := by
  induction h with
  | refl => exact Nat.le.refl
  | step _ ih => exact Nat.le.step ih
theorem Nat.zero_le (n : Nat) : 0 ≤ n := by
  induction n with
  | zero => exact Nat.le.refl
  | succ n ih => exact Nat.le.step ih
theorem Nat.le_add_right (n k : Nat) : n ≤ n + k := by
  induction k with
  | zero => exact Nat.le.refl
  | succ k ih => exact Nat.le.step ih
theorem Nat.pred_le_pred {n m : Nat} (h : n ≤ m) : Nat.pred n ≤ Nat.pred m := by
  cases h with
  | refl => exact Nat.le.refl
  | step g =>
    cases n with
    | zero => exact g
    | succ n => exact Nat.le_trans (Nat.le.step Nat.le.refl) g
theorem Nat.le_of_succ_le_succ {n m : Nat} (h : Nat.succ n ≤ Nat.succ m) : n ≤ m := Nat.pred_le_pred h
theorem Nat.not_succ_le_zero (n : Nat) (h : Nat.succ n ≤ 0) : False :=
  @Nat.le.rec (Nat.succ n) (fun m _ => Nat.IsSucc m) True.intro (fun {_} _ _ => True.intro) Nat.zero h
theorem Nat.not_succ_le_self (n : Nat) (h : Nat.succ n ≤ n) : False := by
  induction n with
  | zero => exact Nat.not_succ_le_zero 0 h
  | succ n ih => exact ih (Nat.le_of_succ_le_succ h)
theorem Nat.le_antisymm {n m : Nat} (h : n ≤ m) (g : m ≤ n) : n = m := by
  cases h with
  | refl => rfl
  | step h => exact (Nat.not_succ_le_self _ (Nat.le_trans (Nat.succ_le_succ h) g)).elim

theorem Nat.succ_ne_zero (n : Nat) : Nat.succ n ≠ 0 := fun h => Nat.noConfusion h
