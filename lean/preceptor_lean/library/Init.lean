prelude
import Init.Division
/-!
# The library of the embedded Lean

Every file imports this module by itself. The modules, each on top of the one before:

* `Init.Foundation`, `Init.Classes`: what elaborators look up by name
* `Init.Notation`, `Init.Tactics`, `Init.Conv`: names that switch on notations and tactics
* `Init.Logic`, `Init.Connectives`, `Init.Decisions`, `Init.Booleans`
* `Init.Arithmetic`, `Init.Order`, `Init.Subtraction`: natural numbers
* `Init.Lists`, `Init.Data`
* `Init.Division`: division, divisibility, common divisors, bits

Not reached, with the first error met: `omega` (`Unknown constant Lean.Omega.Int.ofNat_lt_of_lt`,
one of some hundred lemmas about integers that its proofs cite), `ac_rfl` (`Unknown constant
Lean.Data.AC.Variable`), recursion that is not structural (`Unknown constant wfParam`), `grind`,
`Int`, `Array`, `do`, `#eval`, options of tactics given as a record (`simp (config := {})`: `Unknown
constant Lean.Meta.Simp.Config`).
-/
