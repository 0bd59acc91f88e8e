"""Lean processes that can read, write and run nothing but what a proof needs."""
