"""Problems from Lean files and from LeanDojo's data.

``lean_files`` and ``lean_dojo`` are the sources. Both read ``theorems``: ``reading`` obtains them
from files through Lean's compiler and ``language_server``, ``states`` parses proof states, and
``instructions`` turns theorems into problems. ``steps`` has the verifiers of tactics and of
formalisations, ``payloads`` their payload.
"""
