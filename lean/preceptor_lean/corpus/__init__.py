"""Theorems, proofs and proof states out of Lean files and out of LeanDojo's data."""
