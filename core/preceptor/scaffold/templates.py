"""The files of a new plugin, with ``<<word>>`` where a name goes.

The verifier compares texts up to blanks and, by option, case: a small example to be replaced.
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

A plugin for preceptor. `src/<<package>>/plugin.py` declares the reference kind `<<component>>`,
with its payload model, and the verifier `<<component>>`, with its options.

Install it next to preceptor and run its tests:

    pip install -e .[dev]
    pytest

Use it by name:

    preceptor verify "Two Words" "two  words" --kind <<component>>
    preceptor plugins list --kind verifier

What to change first: `<<class>>Payload` (what a question may ask for), the function `verify` (the
decision), and the cases in `tests/test_verifier.py`. Change `version` whenever any verdict may
change: a run then verifies its replies again.
"""

_INIT = '''\
"""References of the kind <<component>> for preceptor."""
'''

_PLUGIN = '''\
"""The verifier, and the kind of reference that it decides about.

This module is loaded with every program: import heavy packages inside the function.
"""

from __future__ import annotations

from pydantic import Field

from preceptor.plugin import Options, Payload, Reference, ReferenceKind, Verdict, verifier

PRECEPTOR_API = <<api>>

MAX_CHARACTERS = 10_000
"""Candidates are hostile input: bound their size before working on them."""


class <<class>>Payload(Payload):
    """What a reference carries besides its value; set by the author of the question."""

    aliases: tuple[str, ...] = Field(default=(), description="Further accepted answers.")


class <<class>>Options(Options):
    """Options that a recipe may set."""

    ignore_case: bool = Field(default=True, description="Upper and lower case are equal.")


# Change `version` whenever any verdict may change.
@verifier(
    kinds=ReferenceKind("<<component>>", <<class>>Payload),
    name="<<component>>",
    version="1",
    options=<<class>>Options,
)
def verify(reference: Reference, candidate: str, options: <<class>>Options) -> Verdict:
    """Accepts texts that are equal up to blanks."""
    if len(candidate) > MAX_CHARACTERS:
        return Verdict.undecided(f"longer than {MAX_CHARACTERS} characters")
    answer = _normal(candidate, options)
    if not answer:
        return Verdict.undecided("the answer is blank")
    payload = <<class>>Payload.model_validate(dict(reference.payload))
    for accepted in (reference.value, *payload.aliases):
        if _normal(accepted, options) == answer:
            return Verdict.accept(f"equal to {accepted!r}")
    return Verdict.reject(f"not {reference.value!r}")


def _normal(text: str, options: <<class>>Options) -> str:
    text = " ".join(text.split())
    return text.casefold() if options.ignore_case else text
'''

_TEST = '''\
"""The contract of every verifier, on cases of this one."""

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
    "src/<<package>>/py.typed": "",
    "tests/test_verifier.py": _TEST,
}
"""Path and contents of each file; both are filled in."""
