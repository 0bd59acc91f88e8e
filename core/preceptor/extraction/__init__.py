"""Extraction of final answers: :mod:`.answers` has the rules, :mod:`.boxes` reads boxes."""
