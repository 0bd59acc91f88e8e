"""The tiny random model of the training tests, for the local teacher's own engine."""

from __future__ import annotations

import importlib.util
from pathlib import Path

# Fixtures of a neighbouring folder; a conftest of both would make every plugin test pay.
_spec = importlib.util.spec_from_file_location(
    "tiny_model_fixture", Path(__file__).parents[1] / "training" / "conftest.py"
)
assert _spec is not None
assert _spec.loader is not None
_module = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(_module)
tiny_model = _module.tiny_model
