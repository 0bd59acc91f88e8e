prelude
import Init.Foundation
import Init.Notation
import Init.Logic
import Init.Connectives
import Init.Arithmetic
import Init.Lists
import Init.Division
/-!
# The library of the embedded Lean

Every file imports this module by itself. See `Init.Foundation` for how a library can be made for
Lean's shared library alone.
-/
