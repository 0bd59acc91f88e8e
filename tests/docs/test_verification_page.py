"""What docs/verification.md says about answers, conventions and limits is so."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from preceptor import limits
from preceptor.cli.verify import command
from preceptor.components import Item
from preceptor.references import Conventions
from preceptor.registry import Registry
from preceptor.verification.api import close
from preceptor.verification.host import WORKER_MEMORY_BYTES
from preceptor.verification.router import Router, bare_reference
from preceptor_verifiers.algebra.exact_value import SUM_TERMS
from preceptor_verifiers.collections.items import PLUS_MINUS_EXPANSIONS
from preceptor_verifiers.grammar.numbers import GRAMMAR_EXPONENT, GRAMMAR_NUMBER_DIGITS
from preceptor_verifiers.limits import FACTORIAL_ARGUMENT, GRAMMAR_CHARS, GRAMMAR_NESTING

PAGE = Path(__file__).parents[2] / "docs/verification.md"
TEXT = PAGE.read_text()
STATUS = {"=": "accepted", "!": "rejected", "?": "undecided"}
_LINE = re.compile(r"(.+?) {2,}([=!?]) {2,}(.+)")


def examples() -> list[tuple[str, str, str, str]]:
    """Convention, reference, sign and candidate of every example."""
    found = []
    for stated, block in re.findall(r"```answers ?([^\n]*)\n(.*?)```", TEXT, re.DOTALL):
        for line in block.splitlines():
            match = _LINE.fullmatch(line)
            assert match, f"no example: {line}"
            found.append((stated, *match.groups()))
    return found


@pytest.fixture(scope="module")
def router() -> Router:
    return Router(Registry.load())


@pytest.mark.parametrize(("stated", "reference", "sign", "candidate"), examples())
def test_example(router: Router, stated: str, reference: str, sign: str, candidate: str) -> None:
    conventions = {}
    for part in stated.split():
        name, _, value = part.partition("=")
        conventions[name] = ast.literal_eval(value)
    built = bare_reference(router.registry, reference, **conventions)
    assert set(conventions) <= set(built.payload)
    verdict = router.verify_batch([Item(id="1", reference=built, candidate=candidate)])[0]
    assert verdict.status == STATUS[sign], verdict.reason


@pytest.mark.parametrize("code", re.findall(r"```python\n(.*?)```", TEXT, re.DOTALL))
def test_python(code: str) -> None:
    try:
        exec(compile(code, str(PAGE), "exec"), {})  # our own page
    finally:
        close()


def test_every_convention_is_in_the_table() -> None:
    rows = re.findall(r"^\| (`.*?) \| .* \| (.*) \|$", TEXT, re.MULTILINE)
    named = {name for cell, _ in rows for name in re.findall(r"`(\w+)`", cell)}
    assert set(Conventions.model_fields) <= named
    options = {o for p in command.params for o in (*p.opts, *p.secondary_opts)}
    for _, cell in rows:
        for option in re.findall(r"`(--[\w-]+)`", cell):
            assert option in options


@pytest.mark.parametrize(
    "number",
    [f"{GRAMMAR_CHARS:,} characters", f"{GRAMMAR_NESTING} levels",
     f"{GRAMMAR_NUMBER_DIGITS:,} digits", f"up to {GRAMMAR_EXPONENT:,}",
     f"argument up to {FACTORIAL_ARGUMENT:,}", f"{SUM_TERMS:,} terms",
     f"| {PLUS_MINUS_EXPANSIONS} |", f"{WORKER_MEMORY_BYTES >> 30} GiB",
     f"({limits.VERIFY_SECONDS:g} by default)"],
)  # fmt: skip
def test_limits_are_those_of_the_code(number: str) -> None:
    assert number in TEXT
