prelude
import Init.Tactics
/-!
# Names of the steps of `conv`
-/
set_option linter.all false
universe u v w

open Lean



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
