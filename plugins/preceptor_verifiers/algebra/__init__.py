"""Whether two expressions are equal, and what proves it.

- ``equality``: the order of the tests; start here.
- ``normal_form``: equal by commutativity. ``exact_value``: rational values.
  ``numeric_value``: values with fifty digits.
- ``identity_test``: proof of an identity in a secret finite field, of ``finite_field`` with the
  arithmetic of ``modular_image`` and the functions of ``modular_evaluation``.
- ``separation_bound``: numbers made of roots. ``sympy_fallback``: the last resort.
- ``unevaluated_gcd``: gcd(x, y) of polynomials.
"""
