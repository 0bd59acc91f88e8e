"""The references of every family and bundled problem pass the perturbation check."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from preceptor.cli.main import preceptor


@pytest.mark.slow
@pytest.mark.parametrize("subject", ["physics", "chemistry", "math"])
def test_no_perturbation_is_accepted_and_no_equivalent_rejected(
    subject: str, tmp_path: Path
) -> None:
    path = tmp_path / "r.yaml"
    path.write_text(
        f"name: perturbations\nsubjects: [{subject}]\n"
        "sources:\n  drawn: {use: families, per_family: 1}\n  shipped: bundled\n"
    )
    done = CliRunner().invoke(preceptor, ["check", str(path), "--json"], catch_exceptions=False)
    report = json.loads(done.stdout)
    assert report["unexpected"] == []
    assert report["skipped"] == {"without_perturbations": 0, "unparsed": 0}
    assert done.exit_code == 0
    for share in report["shares"]:
        if share["family"] is None:
            assert share["equivalents"]["undecided"] == 0
            # Denials and relations are mostly not values, so that no verdict on them is due.
            assert share["perturbations"]["good"] > 0.9 * share["perturbations"]["offered"]
