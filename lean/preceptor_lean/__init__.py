"""Lean proofs: checked by Lean's kernel, and repaired with the help of its messages.

``plugin`` registers the components and ``cli`` the commands ``preceptor lean …``; ``verifier``
decides references of kind ``formal``, ``extraction`` finds the proof in a reply, ``reflection`` is
``lean-repair``. Below them are the rooms ``corpus`` (problems from Lean files and LeanDojo),
``checking`` (whether a proof proves its statement), ``toolchains`` (the ways to run Lean) and
``sandbox`` (its confined processes), each importing only rooms after it. ``library`` is the library
of the embedded Lean, in Lean itself.
"""
