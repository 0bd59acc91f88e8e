"""Answers that are code: nothing of it runs, as candidate, reference, unit, option or alias."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hostile_answers import PAYLOADS

SUPPORT = Path(__file__).parents[2] / "support"


def audited(folder: Path, *payloads: str) -> dict[str, Any]:
    """What the audit hook of a fresh process recorded while it verified."""
    done = subprocess.run(
        [sys.executable, str(SUPPORT / "audited_verification.py"), "canary", *payloads],
        cwd=folder,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        timeout=240,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    audit: dict[str, Any] = json.loads(done.stdout)
    return audit


def test_nothing_is_executed(tmp_path: Path) -> None:
    assert len(PAYLOADS) >= 30
    audit = audited(tmp_path)
    assert audit["events"] == []
    assert audit["accepted"] == []
    assert {"number", "set", "equation", "expression", "choice", "text"} <= set(audit["kinds"])
    # As reference of each kind and in four more places, and against eight references of each.
    kinds = len(audit["kinds"])
    assert sum(audit["verdicts"].values()) == len(PAYLOADS) * (kinds + 4 + 8 * kinds)
    assert audit["verdicts"].get("error", 0) == 0
    assert not list(tmp_path.iterdir()), "a canary appeared"


@pytest.mark.parametrize(
    ("code", "event"),
    [
        ("open('canary', 'w')", "open"),
        ("__import__('os').system('true')", "os.system"),
        ("__import__('subprocess').Popen(['true'])", "subprocess.Popen"),
        ("__import__('mailbox')", "import"),
        ("__import__('socket').socket()", "socket.__new__"),
        ("exec('1')", "exec"),
        ("__import__('pickle').loads(b'cos\\nsystem\\n.')", "pickle.find_class"),
    ],
)
def test_what_would_be_executed_is_recorded(tmp_path: Path, code: str, event: str) -> None:
    audit = audited(tmp_path, f"control:{code}")
    assert any(entry.startswith(event) for entry in audit["events"]), audit["events"]
