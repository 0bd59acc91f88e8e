"""Digests that decide what is asked again and what is taken from the journal."""

from __future__ import annotations

import inspect
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Protocol

from pydantic import JsonValue

from preceptor.components import Request, Teacher
from preceptor.digests import canonical_json, digest
from preceptor.engine.options import Pass
from preceptor.records import Reference, Stage

_LENGTH = 32
"""128 bits: no two of 10^9 requests share a key."""

_STAGE_IN_KEYS = {
    Stage.CRITIQUE_SHOWN: "critique, reference shown",
    Stage.REVISE_SHOWN: "revise, reference shown",
}
"""How these stages are spelled in keys: as before they became slugs, so that the replies in
older journals are found and not paid for again."""


class HasPolicy(Protocol):
    """The part of a host by which the engine tells old verdicts from current ones."""

    @property
    def policy(self) -> str: ...


def teacher_fingerprint(teacher: Teacher) -> str:
    """Digest of what makes a teacher's replies interchangeable."""
    return digest([dict(teacher.fingerprint()), teacher.version], length=_LENGTH)


def request_key(teacher: str, request: Request, refresh: str = "") -> str:
    """The key of a request: teacher, messages, sampling, stage, round and sample.

    Args:
        teacher: :func:`teacher_fingerprint` of the teacher.
        request: The request.
        refresh: With another text than before, the request gets another key.
    """
    return digest(
        [
            teacher,
            [[message.role, message.content] for message in request.messages],
            request.sampling.model_dump(mode="json"),
            _STAGE_IN_KEYS.get(request.stage, request.stage.value),
            request.round,
            request.sample,
            *([refresh] if refresh else []),
        ],
        length=_LENGTH,
    )


def request_content(request: Request) -> str:
    """Messages and sampling parameters as stored in the journal."""
    return canonical_json(
        {
            "messages": [message.model_dump() for message in request.messages],
            "sampling": request.sampling.model_dump(mode="json"),
        }
    )


def equality_key(verdict_policy: str, reference: Reference, left: str, right: str) -> str:
    """The key under which the comparison of two answers is stored."""
    payload = dict(reference.payload)
    return digest([verdict_policy, reference.kind, payload, left, right], length=_LENGTH)


def pass_fingerprint(
    pass_: Pass, position: int, subject: str, verdict_policy: str, refresh: str, judge: str = ""
) -> str | None:
    """Digest of everything that the solutions of a pass and subject depend on.

    A solution with this fingerprint is not worked on again. ``None`` when the source of the
    prompts or of the strategy cannot be read, so that a change of it would go unnoticed: every
    problem is then worked on again, with replies from the journal.
    """
    prompts, strategy = pass_.prompts(subject), pass_.strategy
    sources = [_source(type(prompts)), _source(type(strategy))]
    if None in sources:
        return None
    examples: Sequence[JsonValue] = [e.model_dump(mode="json") for e in pass_.examples(subject)]
    return digest(
        [
            position,
            teacher_fingerprint(pass_.teacher),
            type(strategy).__qualname__,
            strategy.version,
            strategy.options.model_dump(mode="json"),
            pass_.sampling.model_dump(mode="json"),
            list(examples),
            [s for s in sources if s],
            verdict_policy,
            refresh,
            *([judge] if judge else []),
        ],
        length=_LENGTH,
    )


def _source(class_: type) -> str | None:
    """Digest of the source files of a class and its bases, ``None`` if unreadable.

    For a module in a package these are all modules of its folder, because what a strategy
    imports from its package changes what it does. Too much is better than too little: working
    on the problems again costs no request.
    """
    digests: list[JsonValue] = []
    for base in class_.__mro__:
        if base.__module__ in ("builtins", "abc", "typing"):
            continue
        module = inspect.getmodule(base)
        file = getattr(module, "__file__", None)
        if file is None:
            return None
        files = sorted(Path(file).parent.glob("*.py")) if _in_package(module) else [Path(file)]
        digests.append(_digest_of(tuple(files)))
    return None if None in digests else digest(digests, length=_LENGTH)


def _in_package(module: ModuleType | None) -> bool:
    return bool(module and module.__package__)


@cache
def _digest_of(files: tuple[Path, ...]) -> str | None:
    try:
        return digest([[file.name, file.read_text("utf-8")] for file in files], length=_LENGTH)
    except (OSError, UnicodeError):
        return None
