"""Measuring verifiers, side by side with graders that people use, on labelled pairs."""
