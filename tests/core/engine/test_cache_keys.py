"""What makes a request another request, and a solution worth another look."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from in_process import InProcessTeacher, Once, Twice, context, one_pass, problem, right

from preceptor.components import Options, Request
from preceptor.engine import cache_keys as keys
from preceptor.engine.cache_keys import pass_fingerprint, request_key
from preceptor.records import Message, Sampling, Stage

ASKED = Request(
    problem(1), Stage.SOLVE, 0, 0, (Message(role="user", content="2 times 2?"),), Sampling()
)


def test_a_key_is_stable() -> None:
    # If this changed, the replies in every existing journal would be paid for again.
    assert request_key("teacher", ASKED) == "5d391e2ea38e1a9a0f9d1e37b3af0c24"


@pytest.mark.parametrize(
    "changed",
    [
        {"stage": Stage.RESAMPLE},
        {"round": 1},
        {"sample": 1},
        {"messages": (Message(role="user", content="2 times 3?"),)},
        {"messages": (Message(role="system", content="2 times 2?"),)},
        {"sampling": Sampling(temperature=0.0)},
        {"sampling": Sampling(max_tokens=9)},
        {"sampling": Sampling(seed=1)},
        {"sampling": Sampling(stop=("END",))},
    ],
)
def test_what_changes_a_key(changed: dict[str, Any]) -> None:
    assert request_key("t", replace(ASKED, **changed)) != request_key("t", ASKED)


def test_teacher_and_refresh_change_a_key_and_the_problem_does_not() -> None:
    known = request_key("t", ASKED)
    assert request_key("u", ASKED) != known
    assert request_key("t", ASKED, "2026-01-01") != known
    assert request_key("t", replace(ASKED, problem=problem(2))) == known


def fingerprint(**more: Any) -> str | None:
    given = {"verdict_policy": "r", "refresh": "", "position": 0, **more}
    teacher = given.pop("teacher", InProcessTeacher(right))
    strategy = given.pop("strategy", Once)
    place = {name: given.pop(name) for name in ("verdict_policy", "refresh", "position")}
    return pass_fingerprint(one_pass(teacher, strategy, **given), subject="math", **place)


@pytest.mark.parametrize(
    "changed",
    [
        {"verdict_policy": "other"},
        {"refresh": "other"},
        {"position": 1},
        {"strategy": Twice},
        {"sampling": Sampling(temperature=0.1)},
        {"teacher": InProcessTeacher(right, name="another")},
    ],
)
def test_what_makes_solutions_worth_another_look(changed: dict[str, Any]) -> None:
    assert fingerprint() == fingerprint() is not None
    assert fingerprint(**changed) != fingerprint()


STRATEGY = """
from preceptor.components import Reflection
from {package}wording import TEXT

class Written(Reflection):
    async def solve(self, ctx):
        ctx.flag(TEXT)
"""


@pytest.fixture
def package(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "written_strategy"
    folder.mkdir()
    (folder / "__init__.py").write_text("")
    (folder / "strategy.py").write_text(STRATEGY.format(package="written_strategy."))
    (folder / "wording.py").write_text("TEXT = 'one'")
    sys.path.insert(0, str(tmp_path))
    yield folder
    sys.path.remove(str(tmp_path))
    for name in [name for name in sys.modules if name.startswith("written_strategy")]:
        del sys.modules[name]


def test_a_changed_module_beside_the_strategy_counts(package: Path) -> None:
    module: ModuleType = importlib.import_module("written_strategy.strategy")
    before = fingerprint(strategy=module.Written)
    assert before is not None
    (package / "wording.py").write_text("TEXT = 'two'")
    keys._digest_of.cache_clear()
    assert fingerprint(strategy=module.Written) != before


def test_a_strategy_without_a_source_has_no_fingerprint() -> None:
    spec = importlib.util.spec_from_loader("from_nowhere", loader=None)
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["from_nowhere"] = module
    try:
        nowhere = type("Nowhere", (Once,), {"__module__": "from_nowhere"})
        assert fingerprint(strategy=nowhere) is None
    finally:
        del sys.modules["from_nowhere"]
    assert nowhere(Options(), context("x")).name == "x"
