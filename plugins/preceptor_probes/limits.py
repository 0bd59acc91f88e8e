"""Limits that several modules of this package obey; every other one is at the top of its module."""

from __future__ import annotations

from typing import Final

PERTURBATION_CHARS: Final = 400
"""Longest reference that is perturbed."""
