prelude
import Init.Notation
/-!
# Names of the tactics

See `Init.Notation` for why a bare name is enough. Parts of tactics come first; they carry no
attribute. Left out on purpose: what runs code or reaches out (`run_tac`, `native_decide`,
`bv_decide`), and what needs a large library behind it (`grind`, `mvcgen`).
-/
set_option linter.all false
universe u v w

open Lean



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
