prelude
import Init.Foundation
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

/-! ## Tactics -/

namespace Lean.Parser.Tactic

opaque optConfig : ParserDescr
opaque configItem : ParserDescr
opaque posConfigItem : ParserDescr
opaque negConfigItem : ParserDescr
opaque valConfigItem : ParserDescr
opaque config : ParserDescr
opaque discharger : ParserDescr
opaque location : ParserDescr
opaque locationHyp : ParserDescr
opaque locationType : ParserDescr
opaque locationWildcard : ParserDescr
opaque elimTarget : ParserDescr
opaque inductionAlt : ParserDescr
opaque inductionAltLHS : ParserDescr
opaque inductionAlts : ParserDescr
opaque generalizeArg : ParserDescr
opaque caseArg : ParserDescr
opaque rwRule : ParserDescr
opaque rwRuleSeq : ParserDescr
opaque rwaAt : ParserDescr
opaque simpArg : ParserDescr
opaque simpArgs : ParserDescr
opaque simpErase : ParserDescr
opaque simpLemma : ParserDescr
opaque simpPost : ParserDescr
opaque simpPre : ParserDescr
opaque simpStar : ParserDescr
opaque simpaArgsRest : ParserDescr
opaque dsimpArg : ParserDescr
opaque dsimpArgs : ParserDescr
opaque rcasesPatLo : ParserDescr
opaque rcasesPatMed : ParserDescr
@[rcasesPat_parser 1000] opaque rcasesPat.one : ParserDescr
@[rcasesPat_parser 1000] opaque rcasesPat.ignore : ParserDescr
@[rcasesPat_parser 1000] opaque rcasesPat.clear : ParserDescr
@[rcasesPat_parser 1000] opaque rcasesPat.explicit : ParserDescr
@[rcasesPat_parser 1000] opaque rcasesPat.tuple : ParserDescr
@[rcasesPat_parser 1000] opaque rcasesPat.paren : ParserDescr
@[rintroPat_parser 1000] opaque rintroPat.one : ParserDescr
@[rintroPat_parser 1000] opaque rintroPat.binder : ParserDescr
@[tactic_parser 1000] opaque acNf0 : ParserDescr
@[tactic_parser 1000] opaque acRfl : ParserDescr
@[tactic_parser 1000] opaque allGoals : ParserDescr
@[tactic_parser 1000] opaque anyGoals : ParserDescr
@[tactic_parser 1000] opaque apply : ParserDescr
@[tactic_parser 1000] opaque applyRfl : ParserDescr
@[tactic_parser 1000] opaque assumption : ParserDescr
@[tactic_parser 1000] opaque case : ParserDescr
@[tactic_parser 1000] opaque case' : ParserDescr
@[tactic_parser 1000] opaque cases : ParserDescr
@[tactic_parser 1000] opaque change : ParserDescr
@[tactic_parser 1000] opaque classical : ParserDescr
@[tactic_parser 1000] opaque clear : ParserDescr
@[tactic_parser 1000] opaque clearValue : ParserDescr
@[tactic_parser 1000] opaque congr : ParserDescr
@[tactic_parser 1000] opaque constructor : ParserDescr
@[tactic_parser 1000] opaque constructorBang : ParserDescr
@[tactic_parser 1000] opaque contradiction : ParserDescr
@[tactic_parser 1000] opaque decide : ParserDescr
@[tactic_parser 1000] opaque delta : ParserDescr
@[tactic_parser 1000] opaque done : ParserDescr
@[tactic_parser 1000] opaque dsimp : ParserDescr
@[tactic_parser 1000] opaque eqRefl : ParserDescr
@[tactic_parser 1000] opaque exact : ParserDescr
@[tactic_parser 1000] opaque extractLets : ParserDescr
@[tactic_parser 1000] opaque fail : ParserDescr
@[tactic_parser 1000] opaque failIfSuccess : ParserDescr
@[tactic_parser 1000] opaque falseOrByContra : ParserDescr
@[tactic_parser 1000] opaque first : ParserDescr
@[tactic_parser 1000] opaque focus : ParserDescr
@[tactic_parser 1000] opaque funCases : ParserDescr
@[tactic_parser 1000] opaque funInduction : ParserDescr
@[tactic_parser 1000] opaque generalize : ParserDescr
@[tactic_parser 1000] opaque guardExpr : ParserDescr
@[tactic_parser 1000] opaque guardHyp : ParserDescr
@[tactic_parser 1000] opaque guardTarget : ParserDescr
@[tactic_parser 1000] opaque induction : ParserDescr
@[tactic_parser 1000] opaque injection : ParserDescr
@[tactic_parser 1000] opaque injections : ParserDescr
@[tactic_parser 1000] opaque intro : ParserDescr
@[tactic_parser 1000] opaque intros : ParserDescr
@[tactic_parser 1000] opaque left : ParserDescr
@[tactic_parser 1000] opaque letToHave : ParserDescr
@[tactic_parser 1000] opaque letrec : ParserDescr
@[tactic_parser 1000] opaque liftLets : ParserDescr
@[tactic_parser 1000] opaque normCast0 : ParserDescr
@[tactic_parser 1000] opaque obtain : ParserDescr
@[tactic_parser 1000] opaque omega : ParserDescr
@[tactic_parser 1000] opaque paren : ParserDescr
@[tactic_parser 1000] opaque pushCast : ParserDescr
@[tactic_parser 1000] opaque rcases : ParserDescr
@[tactic_parser 1000] opaque refine : ParserDescr
@[tactic_parser 1000] opaque refine' : ParserDescr
@[tactic_parser 1000] opaque rename : ParserDescr
@[tactic_parser 1000] opaque renameI : ParserDescr
@[tactic_parser 1000] opaque repeat' : ParserDescr
@[tactic_parser 1000] opaque repeat1' : ParserDescr
@[tactic_parser 1000] opaque replace : ParserDescr
@[tactic_parser 1000] opaque revert : ParserDescr
@[tactic_parser 1000] opaque rewriteSeq : ParserDescr
@[tactic_parser 1000] opaque right : ParserDescr
@[tactic_parser 1000] opaque rintro : ParserDescr
@[tactic_parser 1000] opaque rotateLeft : ParserDescr
@[tactic_parser 1000] opaque rotateRight : ParserDescr
@[tactic_parser 1000] opaque rwSeq : ParserDescr
@[tactic_parser 1000] opaque rwa : ParserDescr
@[tactic_parser 1000] opaque «show» : ParserDescr
@[tactic_parser 1000] opaque simp : ParserDescr
@[tactic_parser 1000] opaque simpAll : ParserDescr
@[tactic_parser 1000] opaque simpa : ParserDescr
@[tactic_parser 1000] opaque skip : ParserDescr
@[tactic_parser 1000] opaque specialize : ParserDescr
@[tactic_parser 1000] opaque split : ParserDescr
@[tactic_parser 1000] opaque subst : ParserDescr
@[tactic_parser 1000] opaque substEqs : ParserDescr
@[tactic_parser 1000] opaque substVars : ParserDescr
@[tactic_parser 1000] opaque symm : ParserDescr
@[tactic_parser 1000] opaque tacDepIfThenElse : ParserDescr
@[tactic_parser 1000] opaque tacIfThenElse : ParserDescr
@[tactic_parser 1000] opaque tacticAc_nf_ : ParserDescr
@[tactic_parser 1000] opaque tacticAdmit : ParserDescr
@[tactic_parser 1000] opaque tacticAnd_intros : ParserDescr
@[tactic_parser 1000] opaque tacticApply_mod_cast_ : ParserDescr
@[tactic_parser 1000] opaque tacticAssumption_mod_cast_ : ParserDescr
@[tactic_parser 1000] opaque tacticErw___ : ParserDescr
@[tactic_parser 1000] opaque tacticExact_mod_cast_ : ParserDescr
@[tactic_parser 1000] opaque tacticExfalso : ParserDescr
@[tactic_parser 1000] opaque «tacticExists_,,» : ParserDescr
@[tactic_parser 1000] opaque tacticHave' : ParserDescr
@[tactic_parser 1000] opaque tacticHaveI__ : ParserDescr
@[tactic_parser 1000] opaque tacticHave__ : ParserDescr
@[tactic_parser 1000] opaque tacticInfer_instance : ParserDescr
@[tactic_parser 1000] opaque tacticIterate____ : ParserDescr
@[tactic_parser 1000] opaque tacticLet'__ : ParserDescr
@[tactic_parser 1000] opaque tacticLetI__ : ParserDescr
@[tactic_parser 1000] opaque tacticLet__ : ParserDescr
@[tactic_parser 1000] opaque «tacticNext_=>_» : ParserDescr
@[tactic_parser 1000] opaque tacticNofun : ParserDescr
@[tactic_parser 1000] opaque «tacticNomatch_,,» : ParserDescr
@[tactic_parser 1000] opaque tacticNorm_cast__ : ParserDescr
@[tactic_parser 1000] opaque tacticRefine_lift'_ : ParserDescr
@[tactic_parser 1000] opaque tacticRefine_lift_ : ParserDescr
@[tactic_parser 1000] opaque tacticRepeat_ : ParserDescr
@[tactic_parser 1000] opaque tacticRfl : ParserDescr
@[tactic_parser 1000] opaque tacticRfl' : ParserDescr
@[tactic_parser 1000] opaque tacticRw_mod_cast___ : ParserDescr
@[tactic_parser 1000] opaque tacticSorry : ParserDescr
@[tactic_parser 1000] opaque tacticStop_ : ParserDescr
@[tactic_parser 1000] opaque tacticSuffices_ : ParserDescr
@[tactic_parser 1000] opaque tacticTrivial : ParserDescr
@[tactic_parser 1000] opaque tacticTry_ : ParserDescr
@[tactic_parser 1000] opaque tacticUnhygienic_ : ParserDescr
@[tactic_parser 1000] opaque «tactic_<;>_» : TrailingParserDescr
@[tactic_parser 1000] opaque traceMessage : ParserDescr
@[tactic_parser 1000] opaque traceState : ParserDescr
@[tactic_parser 1000] opaque unfold : ParserDescr
@[tactic_parser 1000] opaque withAnnotateState : ParserDescr
@[tactic_parser 1000] opaque withReducible : ParserDescr
@[tactic_parser 1000] opaque withReducibleAndInstances : ParserDescr
@[tactic_parser 1000] opaque withUnfoldingAll : ParserDescr
@[tactic_parser 1000] opaque withUnfoldingNone : ParserDescr

end Lean.Parser.Tactic

@[tactic_parser 1000] opaque Lean.Elab.Tactic.Ext.ext : ParserDescr
@[tactic_parser 1000] opaque Lean.Elab.Tactic.Ext.tacticExt1___ : ParserDescr
@[tactic_parser 1000] opaque Lean.Elab.Tactic.Ext.applyExtTheorem : ParserDescr
@[tactic_parser 1000] opaque Lean.cdot : ParserDescr
@[tactic_parser 1000] opaque Lean.calcTactic : ParserDescr
@[tactic_parser 1000] opaque «tacticBy_cases_:_» : ParserDescr
@[tactic_parser 1000] opaque tacticFunext___ : ParserDescr
@[tactic_parser 1000] opaque tacticClean_wf : ParserDescr
@[tactic_parser 1000] opaque tacticDecreasing_tactic : ParserDescr
@[tactic_parser 1000] opaque tacticDecreasing_trivial : ParserDescr
@[tactic_parser 1000] opaque tacticDecreasing_trivial_pre_omega : ParserDescr
@[tactic_parser 1000] opaque tacticDecreasing_with_ : ParserDescr
@[tactic_parser 1000] opaque tacticSimp_wf : ParserDescr
@[tactic_parser 1000] opaque tacticGet_elem_tactic : ParserDescr
@[tactic_parser 1000] opaque tacticGet_elem_tactic_extensible : ParserDescr
@[tactic_parser 1000] opaque tacticGet_elem_tactic_trivial : ParserDescr

@[macro Lean.Parser.Tactic.constructorBang] def Lean.Parser.Tactic._aux_Init_Meta___macroRules_Lean_Parser_Tactic_constructorBang_1 : Macro := fun _ _ _ => .of 0
@[macro Lean.Parser.Tactic.letrec] def Lean.Parser.Tactic._aux_Init_Tactics___macroRules_Lean_Parser_Tactic_letrec_1 : Macro := fun _ _ _ => .of 0
@[macro Lean.Parser.Tactic.rwSeq] def Lean.Parser.Tactic._aux_Init_Tactics___macroRules_Lean_Parser_Tactic_rwSeq_1 : Macro := fun _ _ _ => .of 0
@[macro Lean.Parser.Tactic.tacDepIfThenElse] def Lean.Parser.Tactic._aux_Init_TacticsExtra___macroRules_Lean_Parser_Tactic_tacDepIfThenElse_1 : Macro := fun _ _ _ => .of 0
@[macro Lean.Parser.Tactic.tacIfThenElse] def Lean.Parser.Tactic._aux_Init_TacticsExtra___macroRules_Lean_Parser_Tactic_tacIfThenElse_1 : Macro := fun _ _ _ => .of 0
@[macro Lean.Parser.Tactic.tacticAc_nf_] def Lean.Parser.Tactic._aux_Init_Tactics___macroRules_Lean_Parser_Tactic_tacticAc_nf__1 : Macro := fun _ _ _ => .of 0
@[macro Lean.Parser.Tactic.tacticAdmit] def Lean.Parser.Tactic._aux_Init_Tactics___macroRules_Lean_Parser_Tactic_tacticAdmit_1 : Macro := fun _ _ _ => .of 0
@[macro Lean.Parser.Tactic.tacticAnd_intros] def Lean.Parser.Tactic._aux_Init_Tactics___macroRules_Lean_Parser_Tactic_tacticAnd_intros_1 : Macro := fun _ _ _ => .of 0
@[macro Lean.Parser.Tactic.tacticApply_mod_cast_] def Lean.Parser.Tactic._aux_Init_TacticsExtra___macroRules_Lean_Parser_Tactic_tacticApply_mod_cast__1 : Macro := fun _ _ _ => .of 0
@[macro Lean.Parser.Tactic.tacticAssumption_mod_cast_] def Lean.Parser.Tactic._aux_Init_Tactics___macroRules_Lean_Parser_Tactic_tacticAssumption_mod_cast__1 : Macro := fun _ _ _ => .of 0
@[macro Lean.Parser.Tactic.tacticErw___] def Lean.Parser.Tactic._aux_Init_Meta___macroRules_Lean_Parser_Tactic_tacticErw____1 : Macro := fun _ _ _ => .of 0
@[macro Lean.Parser.Tactic.tacticExact_mod_cast_] def Lean.Parser.Tactic._aux_Init_TacticsExtra___macroRules_Lean_Parser_Tactic_tacticExact_mod_cast__1 : Macro := fun _ _ _ => .of 0
@[macro Lean.Parser.Tactic.tacticExfalso] def Lean.Parser.Tactic._aux_Init_Tactics___macroRules_Lean_Parser_Tactic_tacticExfalso_1 : Macro := fun _ _ _ => .of 0
@[macro Lean.Parser.Tactic.«tacticExists_,,»] def Lean.Parser.Tactic.«_aux_Init_Tactics___macroRules_Lean_Parser_Tactic_tacticExists_,,_1» : Macro := fun _ _ _ => .of 0
@[macro Lean.Parser.Tactic.tacticHave'] def Lean.Parser.Tactic._aux_Init_Tactics___macroRules_Lean_Parser_Tactic_tacticHave'_1 : Macro := fun _ _ _ => .of 0
@[macro Lean.Parser.Tactic.tacticHaveI__] def Lean.Parser.Tactic._aux_Init_Tactics___macroRules_Lean_Parser_Tactic_tacticHaveI___1 : Macro := fun _ _ _ => .of 0
@[macro Lean.Parser.Tactic.tacticHave__] def Lean.Parser.Tactic._aux_Init_Tactics___macroRules_Lean_Parser_Tactic_tacticHave___1 : Macro := fun _ _ _ => .of 0
@[macro Lean.Parser.Tactic.tacticInfer_instance] def Lean.Parser.Tactic._aux_Init_Tactics___macroRules_Lean_Parser_Tactic_tacticInfer_instance_1 : Macro := fun _ _ _ => .of 0
@[macro Lean.Parser.Tactic.tacticIterate____] def Lean.Parser.Tactic._aux_Init_TacticsExtra___macroRules_Lean_Parser_Tactic_tacticIterate_____1 : Macro := fun _ _ _ => .of 0
@[macro Lean.Parser.Tactic.tacticLet'__] def Lean.Parser.Tactic._aux_Init_Tactics___macroRules_Lean_Parser_Tactic_tacticLet'___1 : Macro := fun _ _ _ => .of 0
@[macro Lean.Parser.Tactic.tacticLetI__] def Lean.Parser.Tactic._aux_Init_Tactics___macroRules_Lean_Parser_Tactic_tacticLetI___1 : Macro := fun _ _ _ => .of 0
@[macro Lean.Parser.Tactic.tacticLet__] def Lean.Parser.Tactic._aux_Init_Tactics___macroRules_Lean_Parser_Tactic_tacticLet___1 : Macro := fun _ _ _ => .of 0
@[macro Lean.Parser.Tactic.«tacticNext_=>_»] def Lean.Parser.Tactic.«_aux_Init_Tactics___macroRules_Lean_Parser_Tactic_tacticNext_=>__1» : Macro := fun _ _ _ => .of 0
@[macro Lean.Parser.Tactic.tacticNofun] def Lean.Parser.Tactic._aux_Init_Tactics___macroRules_Lean_Parser_Tactic_tacticNofun_1 : Macro := fun _ _ _ => .of 0
@[macro Lean.Parser.Tactic.«tacticNomatch_,,»] def Lean.Parser.Tactic.«_aux_Init_Tactics___macroRules_Lean_Parser_Tactic_tacticNomatch_,,_1» : Macro := fun _ _ _ => .of 0
@[macro Lean.Parser.Tactic.tacticNorm_cast__] def Lean.Parser.Tactic._aux_Init_Tactics___macroRules_Lean_Parser_Tactic_tacticNorm_cast___1 : Macro := fun _ _ _ => .of 0
@[macro Lean.Parser.Tactic.tacticRefine_lift'_] def Lean.Parser.Tactic._aux_Init_Tactics___macroRules_Lean_Parser_Tactic_tacticRefine_lift'__1 : Macro := fun _ _ _ => .of 0
@[macro Lean.Parser.Tactic.tacticRefine_lift_] def Lean.Parser.Tactic._aux_Init_Tactics___macroRules_Lean_Parser_Tactic_tacticRefine_lift__1 : Macro := fun _ _ _ => .of 0
@[macro Lean.Parser.Tactic.tacticRfl] def Lean.Parser.Tactic._aux_Init_Tactics___macroRules_Lean_Parser_Tactic_tacticRfl_1 : Macro := fun _ _ _ => .of 0
@[macro Lean.Parser.Tactic.tacticRfl] def _aux_Init_Core___macroRules_Lean_Parser_Tactic_tacticRfl_1 : Macro := fun _ _ _ => .of 0
@[macro Lean.Parser.Tactic.tacticRfl] def Lean.Parser.Tactic._aux_Init_Tactics___macroRules_Lean_Parser_Tactic_tacticRfl_2 : Macro := fun _ _ _ => .of 0
@[macro Lean.Parser.Tactic.tacticRfl] def Lean.Parser.Tactic._aux_Init_Tactics___macroRules_Lean_Parser_Tactic_tacticRfl_3 : Macro := fun _ _ _ => .of 0
@[macro Lean.Parser.Tactic.tacticRfl'] def Lean.Parser.Tactic._aux_Init_Tactics___macroRules_Lean_Parser_Tactic_tacticRfl'_1 : Macro := fun _ _ _ => .of 0
@[macro Lean.Parser.Tactic.tacticRw_mod_cast___] def Lean.Parser.Tactic._aux_Init_TacticsExtra___macroRules_Lean_Parser_Tactic_tacticRw_mod_cast____1 : Macro := fun _ _ _ => .of 0
@[macro Lean.Parser.Tactic.tacticSorry] def Lean.Parser.Tactic._aux_Init_Tactics___macroRules_Lean_Parser_Tactic_tacticSorry_1 : Macro := fun _ _ _ => .of 0
@[macro Lean.Parser.Tactic.tacticStop_] def Lean.Parser.Tactic._aux_Init_Tactics___macroRules_Lean_Parser_Tactic_tacticStop__1 : Macro := fun _ _ _ => .of 0
@[macro Lean.Parser.Tactic.tacticSuffices_] def Lean.Parser.Tactic._aux_Init_Tactics___macroRules_Lean_Parser_Tactic_tacticSuffices__1 : Macro := fun _ _ _ => .of 0
@[macro Lean.Parser.Tactic.tacticTrivial] def Lean.Parser.Tactic._aux_Init_Tactics___macroRules_Lean_Parser_Tactic_tacticTrivial_1 : Macro := fun _ _ _ => .of 0
@[macro Lean.Parser.Tactic.tacticTrivial] def Lean.Parser.Tactic._aux_Init_Tactics___macroRules_Lean_Parser_Tactic_tacticTrivial_2 : Macro := fun _ _ _ => .of 0
@[macro Lean.Parser.Tactic.tacticTrivial] def Lean.Parser.Tactic._aux_Init_Tactics___macroRules_Lean_Parser_Tactic_tacticTrivial_3 : Macro := fun _ _ _ => .of 0
@[macro Lean.Parser.Tactic.tacticTrivial] def Lean.Parser.Tactic._aux_Init_Tactics___macroRules_Lean_Parser_Tactic_tacticTrivial_4 : Macro := fun _ _ _ => .of 0
@[macro Lean.Parser.Tactic.tacticTrivial] def Lean.Parser.Tactic._aux_Init_Tactics___macroRules_Lean_Parser_Tactic_tacticTrivial_5 : Macro := fun _ _ _ => .of 0
@[macro Lean.Parser.Tactic.tacticTrivial] def Lean.Parser.Tactic._aux_Init_Tactics___macroRules_Lean_Parser_Tactic_tacticTrivial_6 : Macro := fun _ _ _ => .of 0
@[macro Lean.Parser.Tactic.tacticTry_] def Lean.Parser.Tactic._aux_Init_Tactics___macroRules_Lean_Parser_Tactic_tacticTry__1 : Macro := fun _ _ _ => .of 0
@[macro Lean.Parser.Tactic.tacticUnhygienic_] def Lean.Parser.Tactic._aux_Init_Tactics___macroRules_Lean_Parser_Tactic_tacticUnhygienic__1 : Macro := fun _ _ _ => .of 0
@[macro Lean.Parser.Tactic.«tactic_<;>_»] def Lean.Parser.Tactic.«_aux_Init_Tactics___macroRules_Lean_Parser_Tactic_tactic_<;>__1» : Macro := fun _ _ _ => .of 0
@[macro Lean.Elab.Tactic.Ext.tacticExt1___] def Lean.Elab.Tactic.Ext._aux_Init_Ext___macroRules_Lean_Elab_Tactic_Ext_tacticExt1____1 : Macro := fun _ _ _ => .of 0
@[macro «tacticBy_cases_:_»] def «_aux_Init_ByCases___macroRules_tacticBy_cases_:__1» : Macro := fun _ _ _ => .of 0
@[macro «tacticBy_cases_:_»] def «_aux_Init_ByCases___macroRules_tacticBy_cases_:__2» : Macro := fun _ _ _ => .of 0
@[macro tacticFunext___] def _aux_Init_NotationExtra___macroRules_tacticFunext____1 : Macro := fun _ _ _ => .of 0
@[macro tacticClean_wf] def _aux_Init_WFTactics___macroRules_tacticClean_wf_1 : Macro := fun _ _ _ => .of 0
@[macro tacticDecreasing_tactic] def _aux_Init_WFTactics___macroRules_tacticDecreasing_tactic_1 : Macro := fun _ _ _ => .of 0
@[macro tacticDecreasing_trivial] def Array._aux_Init_Data_Array_Mem___macroRules_tacticDecreasing_trivial_1 : Macro := fun _ _ _ => .of 0
@[macro tacticDecreasing_trivial] def List._aux_Init_Data_List_BasicAux___macroRules_tacticDecreasing_trivial_1 : Macro := fun _ _ _ => .of 0
@[macro tacticDecreasing_trivial] def Std._aux_Init_Data_Iterators_Basic___macroRules_tacticDecreasing_trivial_1 : Macro := fun _ _ _ => .of 0
@[macro tacticDecreasing_trivial] def String.Legacy.Iterator._aux_Init_Data_String_Iterator___macroRules_tacticDecreasing_trivial_1 : Macro := fun _ _ _ => .of 0
@[macro tacticDecreasing_trivial] def String._aux_Init_Data_String_Termination___macroRules_tacticDecreasing_trivial_1 : Macro := fun _ _ _ => .of 0
@[macro tacticDecreasing_trivial] def _aux_Init_WFTactics___macroRules_tacticDecreasing_trivial_1 : Macro := fun _ _ _ => .of 0
@[macro tacticDecreasing_trivial] def Array._aux_Init_Data_Array_Mem___macroRules_tacticDecreasing_trivial_2 : Macro := fun _ _ _ => .of 0
@[macro tacticDecreasing_trivial] def Std._aux_Init_Data_Iterators_Basic___macroRules_tacticDecreasing_trivial_2 : Macro := fun _ _ _ => .of 0
@[macro tacticDecreasing_trivial] def String.Legacy.Iterator._aux_Init_Data_String_Iterator___macroRules_tacticDecreasing_trivial_2 : Macro := fun _ _ _ => .of 0
@[macro tacticDecreasing_trivial] def String._aux_Init_Data_String_Termination___macroRules_tacticDecreasing_trivial_2 : Macro := fun _ _ _ => .of 0
@[macro tacticDecreasing_trivial] def _aux_Init_WFTactics___macroRules_tacticDecreasing_trivial_2 : Macro := fun _ _ _ => .of 0
@[macro tacticDecreasing_trivial] def Std._aux_Init_Data_Iterators_Basic___macroRules_tacticDecreasing_trivial_3 : Macro := fun _ _ _ => .of 0
@[macro tacticDecreasing_trivial] def String._aux_Init_Data_String_Termination___macroRules_tacticDecreasing_trivial_3 : Macro := fun _ _ _ => .of 0
@[macro tacticDecreasing_trivial] def _aux_Init_WFTactics___macroRules_tacticDecreasing_trivial_3 : Macro := fun _ _ _ => .of 0
@[macro tacticDecreasing_trivial] def Std._aux_Init_Data_Iterators_Basic___macroRules_tacticDecreasing_trivial_4 : Macro := fun _ _ _ => .of 0
@[macro tacticDecreasing_trivial] def String._aux_Init_Data_String_Termination___macroRules_tacticDecreasing_trivial_4 : Macro := fun _ _ _ => .of 0
@[macro tacticDecreasing_trivial_pre_omega] def _aux_Init_WFTactics___macroRules_tacticDecreasing_trivial_pre_omega_1 : Macro := fun _ _ _ => .of 0
@[macro tacticDecreasing_trivial_pre_omega] def _aux_Init_WFTactics___macroRules_tacticDecreasing_trivial_pre_omega_2 : Macro := fun _ _ _ => .of 0
@[macro tacticDecreasing_trivial_pre_omega] def _aux_Init_WFTactics___macroRules_tacticDecreasing_trivial_pre_omega_3 : Macro := fun _ _ _ => .of 0
@[macro tacticDecreasing_with_] def _aux_Init_WFTactics___macroRules_tacticDecreasing_with__1 : Macro := fun _ _ _ => .of 0
@[macro tacticSimp_wf] def _aux_Init_WFTactics___macroRules_tacticSimp_wf_1 : Macro := fun _ _ _ => .of 0
@[macro tacticGet_elem_tactic] def _aux_Init_Tactics___macroRules_tacticGet_elem_tactic_1 : Macro := fun _ _ _ => .of 0
@[macro tacticGet_elem_tactic_extensible] def Fin._aux_Init_GetElem___macroRules_tacticGet_elem_tactic_extensible_1 : Macro := fun _ _ _ => .of 0
@[macro tacticGet_elem_tactic_extensible] def Std._aux_Init_Data_Range_Polymorphic_Basic___macroRules_tacticGet_elem_tactic_extensible_1 : Macro := fun _ _ _ => .of 0
@[macro tacticGet_elem_tactic_extensible] def _aux_Init_Data_Range_Basic___macroRules_tacticGet_elem_tactic_extensible_1 : Macro := fun _ _ _ => .of 0
@[macro tacticGet_elem_tactic_extensible] def _aux_Init_Data_Range_Polymorphic_GetElemTactic___macroRules_tacticGet_elem_tactic_extensible_1 : Macro := fun _ _ _ => .of 0
@[macro tacticGet_elem_tactic_extensible] def _aux_Init_Tactics___macroRules_tacticGet_elem_tactic_extensible_1 : Macro := fun _ _ _ => .of 0
@[macro tacticGet_elem_tactic_extensible] def _aux_Init_Tactics___macroRules_tacticGet_elem_tactic_extensible_2 : Macro := fun _ _ _ => .of 0
@[macro tacticGet_elem_tactic_extensible] def _aux_Init_Tactics___macroRules_tacticGet_elem_tactic_extensible_3 : Macro := fun _ _ _ => .of 0

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

/-! ## Steps of `conv` -/

declare_syntax_cat conv (behavior := both)
namespace Lean.Parser.Tactic.Conv
opaque argArg : ParserDescr
opaque enterArg : ParserDescr
opaque enterPattern : ParserDescr
opaque occs : ParserDescr
opaque occsIndexed : ParserDescr
opaque occsWildcard : ParserDescr
opaque convSeq : ParserDescr
opaque convSeq1Indented : ParserDescr
opaque convSeqBracketed : ParserDescr
opaque nestedTacticCore : ParserDescr
@[tactic_parser 1000] opaque conv : ParserDescr
@[conv_parser 1000] opaque allGoals : ParserDescr
@[conv_parser 1000] opaque anyGoals : ParserDescr
@[conv_parser 1000] opaque arg : ParserDescr
@[conv_parser 1000] opaque case : ParserDescr
@[conv_parser 1000] opaque case' : ParserDescr
@[conv_parser 1000] opaque change : ParserDescr
@[conv_parser 1000] opaque clear : ParserDescr
@[conv_parser 1000] opaque congr : ParserDescr
@[conv_parser 1000] opaque convApply_ : ParserDescr
@[conv_parser 1000] opaque convArgs : ParserDescr
@[conv_parser 1000] opaque convConvSeq : ParserDescr
@[conv_parser 1000] opaque convDone : ParserDescr
@[conv_parser 1000] opaque convErw__ : ParserDescr
@[conv_parser 1000] opaque convIntro___ : ParserDescr
@[conv_parser 1000] opaque convLeft : ParserDescr
@[conv_parser 1000] opaque «convNext__=>_» : ParserDescr
@[conv_parser 1000] opaque convRepeat_ : ParserDescr
@[conv_parser 1000] opaque convRfl : ParserDescr
@[conv_parser 1000] opaque convRight : ParserDescr
@[conv_parser 1000] opaque convRw__ : ParserDescr
@[conv_parser 1000] opaque convTactic : ParserDescr
@[conv_parser 1000] opaque convTrace_state : ParserDescr
@[conv_parser 1000] opaque convTry_ : ParserDescr
@[conv_parser 1000] opaque «conv_<;>_» : TrailingParserDescr
@[conv_parser 1000] opaque «conv·_» : ParserDescr
@[conv_parser 1000] opaque delta : ParserDescr
@[conv_parser 1000] opaque dsimp : ParserDescr
@[conv_parser 1000] opaque enter : ParserDescr
@[conv_parser 1000] opaque ext : ParserDescr
@[conv_parser 1000] opaque failIfSuccess : ParserDescr
@[conv_parser 1000] opaque first : ParserDescr
@[conv_parser 1000] opaque focus : ParserDescr
@[conv_parser 1000] opaque «fun» : ParserDescr
@[conv_parser 1000] opaque lhs : ParserDescr
@[conv_parser 1000] opaque nestedTactic : ParserDescr
@[conv_parser 1000] opaque paren : ParserDescr
@[conv_parser 1000] opaque pattern : ParserDescr
@[conv_parser 1000] opaque reduce : ParserDescr
@[conv_parser 1000] opaque rewrite : ParserDescr
@[conv_parser 1000] opaque rhs : ParserDescr
@[conv_parser 1000] opaque simp : ParserDescr
@[conv_parser 1000] opaque simpMatch : ParserDescr
@[conv_parser 1000] opaque skip : ParserDescr
@[conv_parser 1000] opaque unfold : ParserDescr
@[conv_parser 1000] opaque whnf : ParserDescr
@[conv_parser 1000] opaque withAnnotateState : ParserDescr
@[conv_parser 1000] opaque zeta : ParserDescr
@[conv_parser 1000] opaque nestedConv : ParserDescr
end Lean.Parser.Tactic.Conv
@[macro Lean.Parser.Tactic.Conv.allGoals] def Lean.Parser.Tactic.Conv._aux_Init_Conv___macroRules_Lean_Parser_Tactic_Conv_allGoals_1 : Macro := fun _ _ _ => .of 0
@[macro Lean.Parser.Tactic.Conv.anyGoals] def Lean.Parser.Tactic.Conv._aux_Init_Conv___macroRules_Lean_Parser_Tactic_Conv_anyGoals_1 : Macro := fun _ _ _ => .of 0
@[macro Lean.Parser.Tactic.Conv.case] def Lean.Parser.Tactic.Conv._aux_Init_Conv___macroRules_Lean_Parser_Tactic_Conv_case_1 : Macro := fun _ _ _ => .of 0
@[macro Lean.Parser.Tactic.Conv.case'] def Lean.Parser.Tactic.Conv._aux_Init_Conv___macroRules_Lean_Parser_Tactic_Conv_case'_1 : Macro := fun _ _ _ => .of 0
@[macro Lean.Parser.Tactic.Conv.convApply_] def Lean.Parser.Tactic.Conv._aux_Init_Conv___macroRules_Lean_Parser_Tactic_Conv_convApply__1 : Macro := fun _ _ _ => .of 0
@[macro Lean.Parser.Tactic.Conv.convArgs] def Lean.Parser.Tactic.Conv._aux_Init_Conv___macroRules_Lean_Parser_Tactic_Conv_convArgs_1 : Macro := fun _ _ _ => .of 0
@[macro Lean.Parser.Tactic.Conv.convDone] def Lean.Parser.Tactic.Conv._aux_Init_Conv___macroRules_Lean_Parser_Tactic_Conv_convDone_1 : Macro := fun _ _ _ => .of 0
@[macro Lean.Parser.Tactic.Conv.convErw__] def Lean.Parser.Tactic.Conv._aux_Init_Conv___macroRules_Lean_Parser_Tactic_Conv_convErw___1 : Macro := fun _ _ _ => .of 0
@[macro Lean.Parser.Tactic.Conv.convIntro___] def Lean.Parser.Tactic.Conv._aux_Init_Conv___macroRules_Lean_Parser_Tactic_Conv_convIntro____1 : Macro := fun _ _ _ => .of 0
@[macro Lean.Parser.Tactic.Conv.convLeft] def Lean.Parser.Tactic.Conv._aux_Init_Conv___macroRules_Lean_Parser_Tactic_Conv_convLeft_1 : Macro := fun _ _ _ => .of 0
@[macro Lean.Parser.Tactic.Conv.«convNext__=>_»] def Lean.Parser.Tactic.Conv.«_aux_Init_Conv___macroRules_Lean_Parser_Tactic_Conv_convNext__=>__1» : Macro := fun _ _ _ => .of 0
@[macro Lean.Parser.Tactic.Conv.convRepeat_] def Lean.Parser.Tactic.Conv._aux_Init_Conv___macroRules_Lean_Parser_Tactic_Conv_convRepeat__1 : Macro := fun _ _ _ => .of 0
@[macro Lean.Parser.Tactic.Conv.convRfl] def Lean.Parser.Tactic.Conv._aux_Init_Conv___macroRules_Lean_Parser_Tactic_Conv_convRfl_1 : Macro := fun _ _ _ => .of 0
@[macro Lean.Parser.Tactic.Conv.convRight] def Lean.Parser.Tactic.Conv._aux_Init_Conv___macroRules_Lean_Parser_Tactic_Conv_convRight_1 : Macro := fun _ _ _ => .of 0
@[macro Lean.Parser.Tactic.Conv.convRw__] def Lean.Parser.Tactic.Conv._aux_Init_Conv___macroRules_Lean_Parser_Tactic_Conv_convRw___1 : Macro := fun _ _ _ => .of 0
@[macro Lean.Parser.Tactic.Conv.convTrace_state] def Lean.Parser.Tactic.Conv._aux_Init_Conv___macroRules_Lean_Parser_Tactic_Conv_convTrace_state_1 : Macro := fun _ _ _ => .of 0
@[macro Lean.Parser.Tactic.Conv.convTry_] def Lean.Parser.Tactic.Conv._aux_Init_Conv___macroRules_Lean_Parser_Tactic_Conv_convTry__1 : Macro := fun _ _ _ => .of 0
@[macro Lean.Parser.Tactic.Conv.«conv_<;>_»] def Lean.Parser.Tactic.Conv.«_aux_Init_Conv___macroRules_Lean_Parser_Tactic_Conv_conv_<;>__1» : Macro := fun _ _ _ => .of 0
@[macro Lean.Parser.Tactic.Conv.«conv·_»] def Lean.Parser.Tactic.Conv.«_aux_Init_Conv___macroRules_Lean_Parser_Tactic_Conv_conv·__1» : Macro := fun _ _ _ => .of 0
@[macro Lean.Parser.Tactic.Conv.failIfSuccess] def Lean.Parser.Tactic.Conv._aux_Init_Conv___macroRules_Lean_Parser_Tactic_Conv_failIfSuccess_1 : Macro := fun _ _ _ => .of 0
@[macro Lean.Parser.Tactic.Conv.focus] def Lean.Parser.Tactic.Conv._aux_Init_Conv___macroRules_Lean_Parser_Tactic_Conv_focus_1 : Macro := fun _ _ _ => .of 0

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
