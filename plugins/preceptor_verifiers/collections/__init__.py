"""Lists, sets, matrices, regions of the real line and equations.

- ``lists``: several values, with or without names, ordered or not; decides which rule applies.
- ``items``: item by item, in order or in any order; the values of ±.
- ``matrices``: sums and multiples of matrices, components of vectors.
- ``real_sets``: intervals, inequalities and set-builders as subsets of the real line;
  ``infinite_unions``: unions over all n.
- ``equations``: equal up to rearrangement and a factor, or solved for a variable.
- ``free_parameters``: names of the integer in kπ and of constants of integration.
- ``ellipses``: 1 + 2 + … + n, written out for a few n.
"""
