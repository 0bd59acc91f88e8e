"""Contract tests for plugin authors: subclass one in a test module and name your component.

    from preceptor.testing import VerifierContract

    class TestRoman(VerifierContract):
        component = "roman"
        accepts = [(Reference(kind="roman", value="XIV"), "XIV")]
        rejects = [(Reference(kind="roman", value="XIV"), "XVI")]

pytest collects the inherited tests. They check what the framework relies on; a plugin that
passes them can be used in a recipe. Needs pytest.
"""

import pytest

# Before the modules are imported, so that their assertions explain themselves.
pytest.register_assert_rewrite("preceptor.testing.component", "preceptor.testing.verifier")

from preceptor.testing.component import ComponentContract  # noqa: E402
from preceptor.testing.hostile import HOSTILE_CANDIDATES  # noqa: E402
from preceptor.testing.verifier import VerifierContract  # noqa: E402

__all__ = ["HOSTILE_CANDIDATES", "ComponentContract", "VerifierContract"]
