prelude
import Init.Classes
/-!
# Names of the notations and tactics

The parsers of `a + b`, `simp` or `calc`, and the macros that expand them, lie in Lean's shared
library as compiled code, found by the names of the constants they were compiled from. Declaring a
constant of such a name and type, without any value of our own, is what switches the notation on:
when the attribute (`term_parser`, `macro`) asks for the value, Lean takes it from the binary.
That is why everything below is `opaque`. Some are referred to by the parsers of others and carry
no attribute. Left out on purpose: whatever runs code or reaches out (`run_tac`, `native_decide`,
`bv_decide`), and what needs a large library behind it (`grind`, `mvcgen`).
-/
set_option linter.all false
universe u v w

namespace Lean
set_option genCtorIdx false in
inductive Name : Type where
  | anonymous : Name
  | str (pre : Name) (str : String)
  | num (pre : Name) (i : Nat)
-- The fields of each form of parser description are those that the compiled code builds.
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
  | nodeWithAntiquot (name : String) (kind : Name) (p : ParserDescr)
  | sepBy (p : ParserDescr) (sep : String) (psep : ParserDescr) (allowTrailingSep : Bool)
  | sepBy1 (p : ParserDescr) (sep : String) (psep : ParserDescr) (allowTrailingSep : Bool)
  | unicodeSymbol (val asciiVal : String) (preserveForPP : Bool)
abbrev TrailingParserDescr := ParserDescr
instance : Inhabited ParserDescr where
  default := .const .anonymous
structure Parser.Category : Type where

-- A macro is called with a syntax tree, a context and a state. The interpreter passes as many
-- arguments to the compiled function as its declaration here has, so each is an abstraction of
-- three; the types stand for objects that nothing of ours looks into.
inductive Syntax : Type where
  | missing
inductive Macro.Object : Type where
  | of (n : Nat)
def Macro : Type := Syntax → Macro.Object → Macro.Object → Macro.Object
end Lean

open Lean
namespace Lean.Name
def mkStr (p : Name) (s : String) : Name := .str p s
def mkNum (p : Name) (i : Nat) : Name := .num p i
def mkStr1 (a : String) : Name := .str .anonymous a
def mkStr2 (a b : String) : Name := .str (mkStr1 a) b
def mkStr3 (a b c : String) : Name := .str (mkStr2 a b) c
def mkStr4 (a b c d : String) : Name := .str (mkStr3 a b c) d
def mkStr5 (a b c d e : String) : Name := .str (mkStr4 a b c d) e
def mkStr6 (a b c d e f : String) : Name := .str (mkStr5 a b c d e) f
def mkStr7 (a b c d e f g : String) : Name := .str (mkStr6 a b c d e f) g
def mkStr8 (a b c d e f g h : String) : Name := .str (mkStr7 a b c d e f g) h
end Lean.Name

opaque Lean.binderIdent : ParserDescr
opaque Lean.unbracketedExplicitBinders : ParserDescr
opaque Lean.bracketedExplicitBinders : ParserDescr
opaque Lean.explicitBinders : ParserDescr
opaque Lean.cdotTk : ParserDescr
opaque Lean.calcFirstStep : ParserDescr
opaque Lean.calcStep : ParserDescr
opaque Lean.calcSteps : ParserDescr
declare_syntax_cat rawStx
declare_syntax_cat binderPred
declare_syntax_cat rcasesPat
declare_syntax_cat rintroPat
@[attr_parser 1000] opaque Lean.Parser.Attr.simp : ParserDescr
@[attr_parser 1000] opaque Lean.Parser.Attr.ext : ParserDescr
opaque Lean.Parser.Attr.extIff : ParserDescr
opaque Lean.Parser.Attr.extFlat : ParserDescr

-- Priorities of attributes (`@[simp high]`).
@[prio_parser 1000] opaque prioDefault : ParserDescr
@[macro prioDefault] def _aux_Init_Notation___macroRules_prioDefault_1 : Macro := fun _ _ _ => .of 0
@[prio_parser 1000] opaque prioHigh : ParserDescr
@[macro prioHigh] def _aux_Init_Notation___macroRules_prioHigh_1 : Macro := fun _ _ _ => .of 0
@[prio_parser 1000] opaque prioLow : ParserDescr
@[macro prioLow] def _aux_Init_Notation___macroRules_prioLow_1 : Macro := fun _ _ _ => .of 0
@[prio_parser 1000] opaque prioMid : ParserDescr
@[macro prioMid] def _aux_Init_Notation___macroRules_prioMid_1 : Macro := fun _ _ _ => .of 0
@[prec_parser 1000] opaque precMax : ParserDescr
@[macro precMax] def _aux_Init_Notation___macroRules_precMax_1 : Macro := fun _ _ _ => .of 0
@[prec_parser 1000] opaque precLead : ParserDescr
@[macro precLead] def _aux_Init_Notation___macroRules_precLead_1 : Macro := fun _ _ _ => .of 0
@[prec_parser 1000] opaque precMin : ParserDescr
@[macro precMin] def _aux_Init_Notation___macroRules_precMin_1 : Macro := fun _ _ _ => .of 0
@[prec_parser 1000] opaque precArg : ParserDescr
@[macro precArg] def _aux_Init_Notation___macroRules_precArg_1 : Macro := fun _ _ _ => .of 0
/-! ## Terms -/

@[term_parser 1000] opaque boolIfThenElse : ParserDescr
@[macro boolIfThenElse] def _aux_Init_Notation___macroRules_boolIfThenElse_1 : Macro := fun _ _ _ => .of 0
@[term_parser 1000] opaque term!_ : ParserDescr
@[macro term!_] def _aux_Init_Notation___macroRules_term!__1 : Macro := fun _ _ _ => .of 0
@[term_parser 1000] opaque «term-_» : ParserDescr
@[macro «term-_»] def «_aux_Init_Notation___macroRules_term-__1» : Macro := fun _ _ _ => .of 0
@[macro «term-_»] def «_aux_Init_Notation___macroRules_term-__2» : Macro := fun _ _ _ => .of 0
@[term_parser 1000] opaque termDepIfThenElse : ParserDescr
@[macro termDepIfThenElse] def _aux_Init_Notation___macroRules_termDepIfThenElse_1 : Macro := fun _ _ _ => .of 0
@[term_parser 1000] opaque «termExists_,_» : ParserDescr
@[macro «termExists_,_»] def «_aux_Init_NotationExtra___macroRules_termExists_,__1» : Macro := fun _ _ _ => .of 0
@[term_parser 1000] opaque termIfThenElse : ParserDescr
@[macro termIfThenElse] def _aux_Init_Notation___macroRules_termIfThenElse_1 : Macro := fun _ _ _ => .of 0
@[term_parser 1000] opaque termWithout_expected_type_ : ParserDescr
@[macro termWithout_expected_type_] def _aux_Init_Notation___macroRules_termWithout_expected_type__1 : Macro := fun _ _ _ => .of 0
@[term_parser 1000] opaque «term[_]» : ParserDescr
@[macro «term[_]»] def Lean.«_aux_Init_Data_List_Notation___macroRules_term[_]_1» : Macro := fun _ _ _ => .of 0
@[term_parser 1000] opaque «term_!=_» : TrailingParserDescr
@[macro «term_!=_»] def «_aux_Init_Core___macroRules_term_!=__1» : Macro := fun _ _ _ => .of 0
@[macro «term_!=_»] def «_aux_Init_Core___macroRules_term_!=__2» : Macro := fun _ _ _ => .of 0
@[term_parser 1000] opaque «term_$__» : TrailingParserDescr
@[macro «term_$__»] def «_aux_Init_Notation___macroRules_term_$___1» : Macro := fun _ _ _ => .of 0
@[term_parser 1000] opaque «term_%_» : TrailingParserDescr
@[macro «term_%_»] def «_aux_Init_Notation___macroRules_term_%__1» : Macro := fun _ _ _ => .of 0
@[macro «term_%_»] def «_aux_Init_Notation___macroRules_term_%__2» : Macro := fun _ _ _ => .of 0
@[term_parser 1000] opaque «term_&&_» : TrailingParserDescr
@[macro «term_&&_»] def «_aux_Init_Notation___macroRules_term_&&__1» : Macro := fun _ _ _ => .of 0
@[term_parser 1000] opaque «term_*_» : TrailingParserDescr
@[macro «term_*_»] def «_aux_Init_Notation___macroRules_term_*__1» : Macro := fun _ _ _ => .of 0
@[macro «term_*_»] def «_aux_Init_Notation___macroRules_term_*__2» : Macro := fun _ _ _ => .of 0
@[term_parser 1000] opaque «term_++_» : TrailingParserDescr
@[macro «term_++_»] def «_aux_Init_Notation___macroRules_term_++__1» : Macro := fun _ _ _ => .of 0
@[macro «term_++_»] def «_aux_Init_Notation___macroRules_term_++__2» : Macro := fun _ _ _ => .of 0
@[term_parser 1000] opaque «term_+_» : TrailingParserDescr
@[macro «term_+_»] def «_aux_Init_Notation___macroRules_term_+__1» : Macro := fun _ _ _ => .of 0
@[macro «term_+_»] def «_aux_Init_Notation___macroRules_term_+__2» : Macro := fun _ _ _ => .of 0
@[term_parser 1000] opaque «term_-_» : TrailingParserDescr
@[macro «term_-_»] def «_aux_Init_Notation___macroRules_term_-__1» : Macro := fun _ _ _ => .of 0
@[macro «term_-_»] def «_aux_Init_Notation___macroRules_term_-__2» : Macro := fun _ _ _ => .of 0
@[term_parser 1000] opaque «term_/_» : TrailingParserDescr
@[macro «term_/_»] def «_aux_Init_Notation___macroRules_term_/__1» : Macro := fun _ _ _ => .of 0
@[macro «term_/_»] def «_aux_Init_Notation___macroRules_term_/__2» : Macro := fun _ _ _ => .of 0
@[term_parser 1000] opaque «term_::_» : TrailingParserDescr
@[macro «term_::_»] def «_aux_Init_Notation___macroRules_term_::__1» : Macro := fun _ _ _ => .of 0
@[term_parser 1000] opaque «term_<->_» : TrailingParserDescr
@[macro «term_<->_»] def «_aux_Init_Core___macroRules_term_<->__1» : Macro := fun _ _ _ => .of 0
@[term_parser 1000] opaque «term_<=_» : TrailingParserDescr
@[macro «term_<=_»] def «_aux_Init_Notation___macroRules_term_<=__1» : Macro := fun _ _ _ => .of 0
@[macro «term_<=_»] def «_aux_Init_Notation___macroRules_term_<=__2» : Macro := fun _ _ _ => .of 0
@[term_parser 1000] opaque «term_<_» : TrailingParserDescr
@[macro «term_<_»] def «_aux_Init_Notation___macroRules_term_<__1» : Macro := fun _ _ _ => .of 0
@[macro «term_<_»] def «_aux_Init_Notation___macroRules_term_<__2» : Macro := fun _ _ _ => .of 0
@[term_parser 1000] opaque «term_<|_» : TrailingParserDescr
@[macro «term_<|_»] def «_aux_Init_Notation___macroRules_term_<|__1» : Macro := fun _ _ _ => .of 0
@[term_parser 1000] opaque «term_==_» : TrailingParserDescr
@[macro «term_==_»] def «_aux_Init_Notation___macroRules_term_==__1» : Macro := fun _ _ _ => .of 0
@[macro «term_==_»] def «_aux_Init_Notation___macroRules_term_==__2» : Macro := fun _ _ _ => .of 0
@[term_parser 1000] opaque «term_=_» : TrailingParserDescr
@[macro «term_=_»] def «_aux_Init_Notation___macroRules_term_=__1» : Macro := fun _ _ _ => .of 0
@[macro «term_=_»] def «_aux_Init_Notation___macroRules_term_=__2» : Macro := fun _ _ _ => .of 0
@[term_parser 1000] opaque «term_>=_» : TrailingParserDescr
@[macro «term_>=_»] def «_aux_Init_Notation___macroRules_term_>=__1» : Macro := fun _ _ _ => .of 0
@[macro «term_>=_»] def «_aux_Init_Notation___macroRules_term_>=__2» : Macro := fun _ _ _ => .of 0
@[term_parser 1000] opaque «term_>_» : TrailingParserDescr
@[macro «term_>_»] def «_aux_Init_Notation___macroRules_term_>__1» : Macro := fun _ _ _ => .of 0
@[macro «term_>_»] def «_aux_Init_Notation___macroRules_term_>__2» : Macro := fun _ _ _ => .of 0
@[term_parser 1000] opaque «term_^_» : TrailingParserDescr
@[macro «term_^_»] def «_aux_Init_Notation___macroRules_term_^__1» : Macro := fun _ _ _ => .of 0
@[macro «term_^_»] def «_aux_Init_Notation___macroRules_term_^__2» : Macro := fun _ _ _ => .of 0
@[term_parser 1000] opaque «term__[_]» : TrailingParserDescr
@[macro «term__[_]»] def Std.«_aux_Init_Data_Slice_Notation___macroRules_term__[_]_1» : Macro := fun _ _ _ => .of 0
@[macro «term__[_]»] def «_aux_Init_GetElem___macroRules_term__[_]_1» : Macro := fun _ _ _ => .of 0
@[term_parser 1000] opaque «term__[_]'_» : TrailingParserDescr
@[macro «term__[_]'_»] def «_aux_Init_GetElem___macroRules_term__[_]'__1» : Macro := fun _ _ _ => .of 0
@[term_parser 1000] opaque «term__[_]_!» : TrailingParserDescr
@[macro «term__[_]_!»] def «_aux_Init_GetElem___macroRules_term__[_]_!_1» : Macro := fun _ _ _ => .of 0
@[term_parser 1000] opaque «term__[_]_?» : TrailingParserDescr
@[macro «term__[_]_?»] def «_aux_Init_GetElem___macroRules_term__[_]_?_1» : Macro := fun _ _ _ => .of 0
@[term_parser 1000] opaque «term_|>_» : TrailingParserDescr
@[macro «term_|>_»] def «_aux_Init_Notation___macroRules_term_|>__1» : Macro := fun _ _ _ => .of 0
@[term_parser 1000] opaque «term_||_» : TrailingParserDescr
@[macro «term_||_»] def «_aux_Init_Notation___macroRules_term_||__1» : Macro := fun _ _ _ => .of 0
@[term_parser 1000] opaque «term_×'_» : TrailingParserDescr
@[macro «term_×'_»] def «_aux_Init_Notation___macroRules_term_×'__1» : Macro := fun _ _ _ => .of 0
@[term_parser 1000] opaque «term_×_» : TrailingParserDescr
@[macro «term_×_»] def «_aux_Init_Notation___macroRules_term_×__1» : Macro := fun _ _ _ => .of 0
@[term_parser 1000] opaque «term_↔_» : TrailingParserDescr
@[macro «term_↔_»] def «_aux_Init_Core___macroRules_term_↔__1» : Macro := fun _ _ _ => .of 0
@[term_parser 1000] opaque «term_∈_» : TrailingParserDescr
@[macro «term_∈_»] def «_aux_Init_Notation___macroRules_term_∈__1» : Macro := fun _ _ _ => .of 0
@[term_parser 1000] opaque «term_∉_» : TrailingParserDescr
@[macro «term_∉_»] def «_aux_Init_Notation___macroRules_term_∉__1» : Macro := fun _ _ _ => .of 0
@[term_parser 1000] opaque «term_∘_» : TrailingParserDescr
@[macro «term_∘_»] def «_aux_Init_Notation___macroRules_term_∘__1» : Macro := fun _ _ _ => .of 0
@[term_parser 1000] opaque «term_∣_» : TrailingParserDescr
@[macro «term_∣_»] def «_aux_Init_Notation___macroRules_term_∣__1» : Macro := fun _ _ _ => .of 0
@[term_parser 1000] opaque «term_∧_» : TrailingParserDescr
@[macro «term_∧_»] def «_aux_Init_Notation___macroRules_term_∧__1» : Macro := fun _ _ _ => .of 0
@[term_parser 1000] opaque «term_∨_» : TrailingParserDescr
@[macro «term_∨_»] def «_aux_Init_Notation___macroRules_term_∨__1» : Macro := fun _ _ _ => .of 0
@[term_parser 1000] opaque «term_≈_» : TrailingParserDescr
@[macro «term_≈_»] def «_aux_Init_Core___macroRules_term_≈__1» : Macro := fun _ _ _ => .of 0
@[term_parser 1000] opaque «term_≍_» : TrailingParserDescr
@[macro «term_≍_»] def «_aux_Init_Notation___macroRules_term_≍__1» : Macro := fun _ _ _ => .of 0
@[term_parser 1000] opaque «term_≠_» : TrailingParserDescr
@[macro «term_≠_»] def «_aux_Init_Core___macroRules_term_≠__1» : Macro := fun _ _ _ => .of 0
@[macro «term_≠_»] def «_aux_Init_Core___macroRules_term_≠__2» : Macro := fun _ _ _ => .of 0
@[term_parser 1000] opaque «term_≤_» : TrailingParserDescr
@[macro «term_≤_»] def «_aux_Init_Notation___macroRules_term_≤__1» : Macro := fun _ _ _ => .of 0
@[macro «term_≤_»] def «_aux_Init_Notation___macroRules_term_≤__2» : Macro := fun _ _ _ => .of 0
@[term_parser 1000] opaque «term_≥_» : TrailingParserDescr
@[macro «term_≥_»] def «_aux_Init_Notation___macroRules_term_≥__1» : Macro := fun _ _ _ => .of 0
@[macro «term_≥_»] def «_aux_Init_Notation___macroRules_term_≥__2» : Macro := fun _ _ _ => .of 0
@[term_parser 1000] opaque «term_⊆_» : TrailingParserDescr
@[macro «term_⊆_»] def «_aux_Init_Core___macroRules_term_⊆__1» : Macro := fun _ _ _ => .of 0
@[term_parser 1000] opaque «term_⊕'_» : TrailingParserDescr
@[macro «term_⊕'_»] def «_aux_Init_Core___macroRules_term_⊕'__1» : Macro := fun _ _ _ => .of 0
@[term_parser 1000] opaque «term_⊕_» : TrailingParserDescr
@[macro «term_⊕_»] def «_aux_Init_Core___macroRules_term_⊕__1» : Macro := fun _ _ _ => .of 0
@[term_parser 1000] opaque «term{_:_//_}» : ParserDescr
@[macro «term{_:_//_}»] def «_aux_Init_Notation___macroRules_term{_:_//_}_1» : Macro := fun _ _ _ => .of 0
@[term_parser 1000] opaque «term{_}» : ParserDescr
@[macro «term{_}»] def «_aux_Init_NotationExtra___macroRules_term{_}_1» : Macro := fun _ _ _ => .of 0
@[term_parser 1000] opaque «term{}» : ParserDescr
@[macro «term{}»] def «_aux_Init_Core___macroRules_term{}_1» : Macro := fun _ _ _ => .of 0
@[term_parser 1000] opaque «term¬_» : ParserDescr
@[macro «term¬_»] def «_aux_Init_Notation___macroRules_term¬__1» : Macro := fun _ _ _ => .of 0
@[term_parser 1000] opaque «termΣ'_,_» : ParserDescr
@[macro «termΣ'_,_»] def «_aux_Init_NotationExtra___macroRules_termΣ'_,__1» : Macro := fun _ _ _ => .of 0
@[term_parser 1000] opaque «termΣ_,_» : ParserDescr
@[macro «termΣ_,_»] def «_aux_Init_NotationExtra___macroRules_termΣ_,__1» : Macro := fun _ _ _ => .of 0
@[term_parser 1000] opaque «term‹_›» : ParserDescr
@[macro «term‹_›»] def «_aux_Init_Tactics___macroRules_term‹_›_1» : Macro := fun _ _ _ => .of 0
@[term_parser 1000] opaque «term∃_,_» : ParserDescr
@[macro «term∃_,_»] def «_aux_Init_NotationExtra___macroRules_term∃_,__1» : Macro := fun _ _ _ => .of 0
@[term_parser 1000] opaque «term∅» : ParserDescr
@[macro «term∅»] def «_aux_Init_Core___macroRules_term∅_1» : Macro := fun _ _ _ => .of 0
@[term_parser 1000] opaque Lean.calc : ParserDescr

/-! ## Bounded quantifiers: `∃ x ∈ s, p x`, `∀ x < n, p x` -/

@[term_parser 1000] opaque Lean.«term∀__,_» : ParserDescr
@[term_parser 1000] opaque Lean.«term∃__,_» : ParserDescr
@[term_parser 1000] opaque Lean.«termSatisfies_binder_pred%__» : ParserDescr
@[binderPred_parser 1000] opaque Lean.«binderPred<_» : ParserDescr
@[binderPred_parser 1000] opaque Lean.«binderPred>_» : ParserDescr
@[binderPred_parser 1000] opaque Lean.«binderPred∈_» : ParserDescr
@[binderPred_parser 1000] opaque Lean.«binderPred∉_» : ParserDescr
@[binderPred_parser 1000] opaque Lean.«binderPred≠_» : ParserDescr
@[binderPred_parser 1000] opaque Lean.«binderPred≤_» : ParserDescr
@[binderPred_parser 1000] opaque Lean.«binderPred≥_» : ParserDescr
@[macro Lean.«termSatisfies_binder_pred%__»] def Lean.«_aux_Init_BinderPredicates___macroRules_Lean_termSatisfies_binder_pred%___1» : Macro := fun _ _ _ => .of 0
@[macro Lean.«term∀__,_»] def Lean.«_aux_Init_BinderPredicates___macroRules_Lean_term∀__,__1» : Macro := fun _ _ _ => .of 0
@[macro Lean.«term∃__,_»] def Lean.«_aux_Init_BinderPredicates___macroRules_Lean_term∃__,__1» : Macro := fun _ _ _ => .of 0
@[macro Lean.«termSatisfies_binder_pred%__»] def Lean.«_aux_Init_BinderPredicates___macroRules_Lean_termSatisfies_binder_pred%___2» : Macro := fun _ _ _ => .of 0
@[macro Lean.«termSatisfies_binder_pred%__»] def Lean.«_aux_Init_BinderPredicates___macroRules_Lean_termSatisfies_binder_pred%___3» : Macro := fun _ _ _ => .of 0
@[macro Lean.«termSatisfies_binder_pred%__»] def Lean.«_aux_Init_BinderPredicates___macroRules_Lean_termSatisfies_binder_pred%___4» : Macro := fun _ _ _ => .of 0
@[macro Lean.«termSatisfies_binder_pred%__»] def Lean.«_aux_Init_BinderPredicates___macroRules_Lean_termSatisfies_binder_pred%___5» : Macro := fun _ _ _ => .of 0
@[macro Lean.«termSatisfies_binder_pred%__»] def Lean.«_aux_Init_BinderPredicates___macroRules_Lean_termSatisfies_binder_pred%___6» : Macro := fun _ _ _ => .of 0
@[macro Lean.«termSatisfies_binder_pred%__»] def Lean.«_aux_Init_BinderPredicates___macroRules_Lean_termSatisfies_binder_pred%___7» : Macro := fun _ _ _ => .of 0
@[macro Lean.«termSatisfies_binder_pred%__»] def Lean.«_aux_Init_BinderPredicates___macroRules_Lean_termSatisfies_binder_pred%___8» : Macro := fun _ _ _ => .of 0
@[macro Lean.«termSatisfies_binder_pred%__»] def Lean.«_aux_Init_BinderPredicates___macroRules_Lean_termSatisfies_binder_pred%___9» : Macro := fun _ _ _ => .of 0
@[macro Lean.«termSatisfies_binder_pred%__»] def Lean.«_aux_Init_BinderPredicates___macroRules_Lean_termSatisfies_binder_pred%___10» : Macro := fun _ _ _ => .of 0
@[macro Lean.«termSatisfies_binder_pred%__»] def Lean.«_aux_Init_BinderPredicates___macroRules_Lean_termSatisfies_binder_pred%___11» : Macro := fun _ _ _ => .of 0

/-! ## How terms are shown

Goals and errors are written with the notations they were read with. -/

def Lean.PrettyPrinter.Unexpander : Type := Syntax → Macro.Object → Macro.Object → Macro.Object
open Lean.PrettyPrinter
@[app_unexpander EmptyCollection.emptyCollection] def _aux_Init_Core___unexpand_EmptyCollection_emptyCollection_1 : Unexpander := fun _ _ _ => .of 0
@[app_unexpander EmptyCollection.emptyCollection] def _aux_Init_Core___unexpand_EmptyCollection_emptyCollection_2 : Unexpander := fun _ _ _ => .of 0
@[app_unexpander HasEquiv.Equiv] def _aux_Init_Core___unexpand_HasEquiv_Equiv_1 : Unexpander := fun _ _ _ => .of 0
@[app_unexpander HasSubset.Subset] def _aux_Init_Core___unexpand_HasSubset_Subset_1 : Unexpander := fun _ _ _ => .of 0
@[app_unexpander Iff] def _aux_Init_Core___unexpand_Iff_1 : Unexpander := fun _ _ _ => .of 0
@[app_unexpander Iff] def _aux_Init_Core___unexpand_Iff_2 : Unexpander := fun _ _ _ => .of 0
@[app_unexpander Inter.inter] def _aux_Init_Core___unexpand_Inter_inter_1 : Unexpander := fun _ _ _ => .of 0
@[app_unexpander Ne] def _aux_Init_Core___unexpand_Ne_1 : Unexpander := fun _ _ _ => .of 0
@[app_unexpander PSum] def _aux_Init_Core___unexpand_PSum_1 : Unexpander := fun _ _ _ => .of 0
@[app_unexpander Sum] def _aux_Init_Core___unexpand_Sum_1 : Unexpander := fun _ _ _ => .of 0
@[app_unexpander Union.union] def _aux_Init_Core___unexpand_Union_union_1 : Unexpander := fun _ _ _ => .of 0
@[app_unexpander bne] def _aux_Init_Core___unexpand_bne_1 : Unexpander := fun _ _ _ => .of 0
@[app_unexpander And] def _aux_Init_Notation___unexpand_And_1 : Unexpander := fun _ _ _ => .of 0
@[app_unexpander BEq.beq] def _aux_Init_Notation___unexpand_BEq_beq_1 : Unexpander := fun _ _ _ => .of 0
@[app_unexpander Bool.and] def _aux_Init_Notation___unexpand_Bool_and_1 : Unexpander := fun _ _ _ => .of 0
@[app_unexpander Bool.not] def _aux_Init_Notation___unexpand_Bool_not_1 : Unexpander := fun _ _ _ => .of 0
@[app_unexpander Bool.or] def _aux_Init_Notation___unexpand_Bool_or_1 : Unexpander := fun _ _ _ => .of 0
@[app_unexpander Dvd.dvd] def _aux_Init_Notation___unexpand_Dvd_dvd_1 : Unexpander := fun _ _ _ => .of 0
@[app_unexpander Eq] def _aux_Init_Notation___unexpand_Eq_1 : Unexpander := fun _ _ _ => .of 0
@[app_unexpander Function.comp] def _aux_Init_Notation___unexpand_Function_comp_1 : Unexpander := fun _ _ _ => .of 0
@[app_unexpander GE.ge] def _aux_Init_Notation___unexpand_GE_ge_1 : Unexpander := fun _ _ _ => .of 0
@[app_unexpander GE.ge] def _aux_Init_Notation___unexpand_GE_ge_2 : Unexpander := fun _ _ _ => .of 0
@[app_unexpander GT.gt] def _aux_Init_Notation___unexpand_GT_gt_1 : Unexpander := fun _ _ _ => .of 0
@[app_unexpander HAdd.hAdd] def _aux_Init_Notation___unexpand_HAdd_hAdd_1 : Unexpander := fun _ _ _ => .of 0
@[app_unexpander HAppend.hAppend] def _aux_Init_Notation___unexpand_HAppend_hAppend_1 : Unexpander := fun _ _ _ => .of 0
@[app_unexpander HDiv.hDiv] def _aux_Init_Notation___unexpand_HDiv_hDiv_1 : Unexpander := fun _ _ _ => .of 0
@[app_unexpander HEq] def _aux_Init_Notation___unexpand_HEq_1 : Unexpander := fun _ _ _ => .of 0
@[app_unexpander HMod.hMod] def _aux_Init_Notation___unexpand_HMod_hMod_1 : Unexpander := fun _ _ _ => .of 0
@[app_unexpander HMul.hMul] def _aux_Init_Notation___unexpand_HMul_hMul_1 : Unexpander := fun _ _ _ => .of 0
@[app_unexpander HPow.hPow] def _aux_Init_Notation___unexpand_HPow_hPow_1 : Unexpander := fun _ _ _ => .of 0
@[app_unexpander HSub.hSub] def _aux_Init_Notation___unexpand_HSub_hSub_1 : Unexpander := fun _ _ _ => .of 0
@[app_unexpander LE.le] def _aux_Init_Notation___unexpand_LE_le_1 : Unexpander := fun _ _ _ => .of 0
@[app_unexpander LE.le] def _aux_Init_Notation___unexpand_LE_le_2 : Unexpander := fun _ _ _ => .of 0
@[app_unexpander LT.lt] def _aux_Init_Notation___unexpand_LT_lt_1 : Unexpander := fun _ _ _ => .of 0
@[app_unexpander List.cons] def _aux_Init_Notation___unexpand_List_cons_1 : Unexpander := fun _ _ _ => .of 0
@[app_unexpander Membership.mem] def _aux_Init_Notation___unexpand_Membership_mem_1 : Unexpander := fun _ _ _ => .of 0
@[app_unexpander Neg.neg] def _aux_Init_Notation___unexpand_Neg_neg_1 : Unexpander := fun _ _ _ => .of 0
@[app_unexpander Not] def _aux_Init_Notation___unexpand_Not_1 : Unexpander := fun _ _ _ => .of 0
@[app_unexpander Or] def _aux_Init_Notation___unexpand_Or_1 : Unexpander := fun _ _ _ => .of 0
@[app_unexpander PProd] def _aux_Init_Notation___unexpand_PProd_1 : Unexpander := fun _ _ _ => .of 0
@[app_unexpander Prod] def _aux_Init_Notation___unexpand_Prod_1 : Unexpander := fun _ _ _ => .of 0
@[app_unexpander Exists] def unexpandExists : Unexpander := fun _ _ _ => .of 0
@[app_unexpander List.cons] def unexpandListCons : Unexpander := fun _ _ _ => .of 0
@[app_unexpander List.nil] def unexpandListNil : Unexpander := fun _ _ _ => .of 0
@[app_unexpander Prod.mk] def unexpandProdMk : Unexpander := fun _ _ _ => .of 0
@[app_unexpander ite] def unexpandIte : Unexpander := fun _ _ _ => .of 0
@[app_unexpander Sigma] def unexpandSigma : Unexpander := fun _ _ _ => .of 0
@[app_unexpander PSigma] def unexpandPSigma : Unexpander := fun _ _ _ => .of 0
@[app_unexpander Subtype] def unexpandSubtype : Unexpander := fun _ _ _ => .of 0
@[app_unexpander Unit.unit] def unexpandUnit : Unexpander := fun _ _ _ => .of 0
