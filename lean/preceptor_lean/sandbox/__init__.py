"""How a Lean process is started, confined, monitored and ended.

``confinement`` defines what a process may do and applies it, ``entry`` is the script that a
confined process starts in, ``processes`` runs one such process from start to end.
"""
