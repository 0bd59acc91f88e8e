"""Lean: formal statements and, in time, their checker."""
