"""Reflection strategies: what is done about an answer that does not hold."""
