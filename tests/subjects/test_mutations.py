"""The references of every family and bundled problem hold against the mutation check."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from preceptor.cli.main import preceptor


@pytest.mark.slow
@pytest.mark.parametrize("subject", ["physics", "chemistry", "math"])
def test_no_mutation_is_accepted_and_no_equivalent_rejected(subject: str, tmp_path: Path) -> None:
    path = tmp_path / "r.yaml"
    path.write_text(
        f"name: mutations\nsubjects: [{subject}]\n"
        "sources:\n  drawn: {use: families, per_family: 1}\n  shipped: bundled\n"
    )
    done = CliRunner().invoke(preceptor, ["check", str(path), "--json"], catch_exceptions=False)
    found = json.loads(done.stdout)
    assert found["surprises"] == []
    assert found["untouched"] == 0
    assert done.exit_code == 0
    for score in found["scores"]:
        if score["family"] is None:
            assert score["equivalents"]["undecided"] == 0
            # Denials and relations are mostly no values at all, which nobody has to decide.
            assert score["mutations"]["good"] > 0.9 * score["mutations"]["offered"]
