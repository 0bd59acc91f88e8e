"""What components say about the machine reaches ``preceptor doctor``."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from preceptor.cli.doctor import command

PLUGIN = '''
from preceptor.components import Check, Verifier
from preceptor.hookspecs import Registration, hookimpl

PRECEPTOR_API = 1

class Oracle(Verifier):
    """Runs a program that may be missing."""

    kinds = ("text",)

    @classmethod
    def checks(cls):
        yield Check("{level}", "oracle", "asked", "feed it")
        {then}

    def verify_batch(self, items):
        return []

@hookimpl
def preceptor_verifiers():
    return [Registration("oracle", Oracle)]
'''


@pytest.mark.parametrize(
    ("level", "then", "code", "lines"),
    [
        ("ok", "", 0, ["ok       oracle: asked", "feed it"]),
        ("note", "", 0, ["note     oracle: asked"]),
        ("problem", "", 3, ["problem  oracle: asked"]),
        ("ok", "raise OSError('gone')", 3, ["verifier oracle: its check failed: OSError: gone"]),
    ],
)
def test_checks(tmp_path: Path, level: str, then: str, code: int, lines: list[str]) -> None:
    plugin = tmp_path / "oracle.py"
    plugin.write_text(PLUGIN.format(level=level, then=then))
    done = CliRunner().invoke(command, ["--plugin", str(plugin)])
    assert done.exit_code == code, done.output
    for line in lines:
        assert line in done.output


def test_what_two_components_say_alike_is_said_once(tmp_path: Path) -> None:
    plugin = tmp_path / "oracle.py"
    twice = 'Registration("oracle", Oracle), Registration("second-oracle", Oracle)'
    text = PLUGIN.format(level="note", then="").replace('Registration("oracle", Oracle)', twice)
    plugin.write_text(text)
    done = CliRunner().invoke(command, ["--plugin", str(plugin)])
    assert done.output.count("oracle: asked") == 1
