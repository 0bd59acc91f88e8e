"""From the text of an answer to what it states: notations around the value.

- ``answer``: the entry; finds the answer in a text and reads it as quantity, tree or words.
- ``prose``: values in words (twenty-one, all real numbers), and hedges (approximately).
- ``sentences``: the value of one sentence (Siobhan has 23 jewels). ``reservations``: answers that
  are denied or taken back (5 is wrong).
- ``named_parts``: length = 5 cm, width = 3 cm. ``cases``: 5 if x > 2, otherwise 3.
  ``clauses``: what separates the values of both.
- ``numbered_parts``: (1) 5; (2) x = 6. ``choice_letters``: B, (B), Option B, A, C.
- ``asked_unit``: a unit that is separate from the value of the reference.
- ``decimal_comma``: 1.234,5. ``arc_angles``: 60° 42'. ``times_of_day``: 3:30 PM.
  ``money``: 50 cents.

A further notation of a value is a further module here, called by ``answer`` or ``comparison``.
"""
