"""Whether a proof proves its statement.

From the bottom up: ``tokens`` reads Lean's lexical structure and refuses forbidden words,
``proof_forms`` lists the forms in which a candidate's text may be a proof, ``document`` writes the
Lean file for a batch of proofs, ``messages`` reads what Lean prints, ``evidence`` derives what a
process has shown about each proof, ``findings`` turns that into results, and ``checker`` runs the
batches.
"""
