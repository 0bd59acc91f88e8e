"""The answer that a reply gives: which part of the text it is."""
