"""The files of a new plugin, with ``<<word>>`` where a name goes.

The verifier compares texts up to blanks and, by option, case: small, true, and to be replaced.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

_PYPROJECT = """\
[build-system]
requires = ["hatchling>=1.25"]
build-backend = "hatchling.build"

[project]
name = "<<name>>"
version = "0.1.0"
description = "A preceptor verifier for references of the kind <<component>>."
readme = "README.md"
requires-python = ">=3.11"
dependencies = ["preceptor"]

[project.optional-dependencies]
dev = ["pytest>=8.2"]

# preceptor finds the plugin through this entry point; its value is the module with the hooks.
[project.entry-points.preceptor]
<<component>> = "<<package>>.plugin"

[tool.hatch.build.targets.wheel]
packages = ["src/<<package>>"]
"""

_README = """\
# <<name>>

A plugin for preceptor. It registers

- the reference kind `<<component>>`, with its payload model, in `src/<<package>>/plugin.py`;
- the verifier `<<component>>`, in `src/<<package>>/verifier.py`.

Install it next to preceptor and run its tests:

    pip install -e .[dev]
    pytest

Use it by name:

    preceptor verify "Two Words" "two  words" --kind <<component>>
    preceptor plugins list --kind verifier

What to change first: `<<class>>Payload` (what a question may ask for), `verify_batch` (the
decision), and the cases in `tests/test_verifier.py`. Raise `version` in the verifier whenever
it decides anything differently: a run then verifies its replies again.
"""

_INIT = '''\
"""References of the kind <<component>> for preceptor."""
'''

_PLUGIN = '''\
"""What this distribution registers. Imports nothing heavy: it is loaded with every program."""

from __future__ import annotations

from preceptor.hookspecs import Registration, hookimpl
from preceptor.references import ReferenceKind
from <<package>>.payload import <<class>>Payload

PRECEPTOR_API = <<api>>


@hookimpl
def preceptor_reference_kinds() -> list[ReferenceKind]:
    return [
        ReferenceKind(
            name="<<component>>",
            payload=<<class>>Payload,
            needs="<<component>> verifier",
        )
    ]


@hookimpl
def preceptor_verifiers() -> list[Registration]:
    return [
        Registration(
            "<<component>>",
            "<<package>>.verifier:<<class>>Verifier",
            "texts that are equal up to blanks",
        )
    ]
'''

_PAYLOAD = '''\
"""What a reference of the kind <<component>> carries besides its value."""

from __future__ import annotations

from pydantic import Field

from preceptor.references import Payload


class <<class>>Payload(Payload):
    """Set by whoever wrote the question."""

    aliases: tuple[str, ...] = Field(default=(), description="Further accepted answers.")
'''

_VERIFIER = '''\
"""The verifier."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from pydantic import Field

from preceptor.components import Item, Options, Verifier
from preceptor.records import Status, Verdict
from <<package>>.payload import <<class>>Payload

MAX_CHARACTERS = 10_000
"""Candidates are hostile input: bound their size before working on them."""


class <<class>>Options(Options):
    """Options that a recipe may set."""

    ignore_case: bool = Field(default=True, description="Capitals and small letters are equal.")


class <<class>>Verifier(Verifier):
    """Accepts an answer that equals the reference, or an alias of it, up to blanks.

    Raise ``version`` whenever anything is decided differently.
    """

    Options = <<class>>Options
    version = "1"
    kinds: ClassVar[tuple[str, ...]] = ("<<component>>",)
    batch_size = 32

    def verify_batch(self, items: Sequence[Item]) -> Sequence[Verdict]:
        """One verdict per item, in order; undecided whenever it cannot tell."""
        return [self._verify(item) for item in items]

    def _verify(self, item: Item) -> Verdict:
        payload = <<class>>Payload.model_validate(dict(item.reference.payload))
        if len(item.candidate) > MAX_CHARACTERS:
            return Verdict(
                status=Status.UNDECIDED, reason=f"longer than {MAX_CHARACTERS} characters"
            )
        candidate = self._normal(item.candidate)
        if not candidate:
            return Verdict(status=Status.UNDECIDED, reason="the answer is blank")
        for accepted in (item.reference.value, *payload.aliases):
            if self._normal(accepted) == candidate:
                return Verdict(status=Status.ACCEPTED, reason=f"equal to {accepted!r}")
        return Verdict(status=Status.REJECTED, reason=f"not {item.reference.value!r}")

    def _normal(self, text: str) -> str:
        text = " ".join(text.split())
        return text.casefold() if self.options.ignore_case else text
'''

_TEST = '''\
"""The contract that every verifier holds, and what is special about this one."""

from __future__ import annotations

from typing import ClassVar

from preceptor.records import Reference
from preceptor.testing import VerifierContract


def reference(value: str, *aliases: str) -> Reference:
    return Reference(kind="<<component>>", value=value, payload={"aliases": list(aliases)})


class Test<<class>>(VerifierContract):
    component = "<<component>>"
    accepts = (
        (reference("Two Words"), "two  words"),
        (reference("helium", "He"), "He"),
    )
    rejects = (
        (reference("Two Words"), "three words"),
        (reference("helium"), "He"),
    )


class TestWithCase(VerifierContract):
    component = "<<component>>"
    options: ClassVar[dict[str, bool]] = {"ignore_case": False}
    accepts = ((reference("Co"), " Co "),)
    rejects = ((reference("Co"), "CO"),)
'''

FILES: Final[Mapping[str, str]] = {
    "pyproject.toml": _PYPROJECT,
    "README.md": _README,
    "src/<<package>>/__init__.py": _INIT,
    "src/<<package>>/plugin.py": _PLUGIN,
    "src/<<package>>/payload.py": _PAYLOAD,
    "src/<<package>>/verifier.py": _VERIFIER,
    "src/<<package>>/py.typed": "",
    "tests/test_verifier.py": _TEST,
}
"""Path and contents of each file; both are filled in."""
