"""Verifiers of numbers, formulas, choices and short texts.

A verifier reads the reference and the candidate and compares them. Each room imports only from
the rooms below it:

- ``numeric``, ``symbolic``, ``choice``, ``text``: the four verifiers and their options;
  ``reference_kinds``: how a bare reference is recognised.
- ``comparison``: which test applies to which pair of answers.
- ``reading``: what an answer states, without the text around it. ``collections``: lists, sets,
  matrices, regions and equations. ``words``: free text and closed vocabularies.
- ``quantities``: numbers with units, tolerance and rounding, conventions.
- ``chemistry``: formulas, reactions, names of species. ``algebra``: equality of expressions.
- ``grammar``: plain text, Unicode and LaTeX into one typed tree.
- ``outcome``: the result of a comparison and its verdict.
"""
