"""Chemical formulas, reactions, nuclear equations and names of species.

- ``comparison``: the entry; distinguishes chemistry from mathematics and compares.
- ``text``: LaTeX and Unicode in one spelling. ``charges``: Fe3+, SO4--. ``elements``: symbols.
- ``formulas``: composition and structure of a species.
- ``species_sums``: species without an arrow.
- ``reactions``: chemical equations, balanced or not. ``nuclear_equations``: nucleons and charge.
- ``species_names``: names to formulas by rules. ``species_table``: names without a rule.
- ``electron_configurations``: [Ar] 3d5 4s1, sp3.

A further name of a common substance is a line of ``species_table``.
"""
