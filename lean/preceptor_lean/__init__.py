"""Lean: toolchains, the embedded library, the checker of proofs, and repair by what Lean says."""
