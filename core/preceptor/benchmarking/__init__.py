"""Measuring verifiers on labelled pairs, in comparison with other graders."""
