"""Numbers with units: how they are read and when they agree.

- ``quantity``: splits an answer into value and unit. ``unit_or_variable``: is 3 m three metres?
- ``unit_text``: spellings of a unit (LaTeX, Unicode, words). ``unit_definitions``: what a unit word
  means, beyond pint. ``units``: the grammar of units. ``dimensions``: names of dimensions.
- ``physical_constants``: CODATA values. ``constant_expressions``: answers such as ħ/2.
- ``tolerance``: when two numbers agree (rtol, atol, digits, rounding). ``conventions``: where
  references and options state them (percent, required units, order).
- ``comparison``: two quantities, unit first: missing units, percent signs, degrees, temperatures.
  ``closed_numbers``: without units. ``uncertainty``: a ± b. ``equality_chains``: 2.5 km = 2500 m.

"Accept 5 % for 0.05" is a rule of ``comparison``; "another spelling of a unit" belongs to
``unit_text``, or to ``unit_definitions`` if the unit is new.
"""
