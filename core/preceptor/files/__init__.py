"""Files on disk: atomic writes, locks between processes, temporary databases."""
