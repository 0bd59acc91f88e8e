"""Formulas, reactions, nuclear equations, species and their names."""
