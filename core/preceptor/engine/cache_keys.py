"""Digests that decide what is asked anew and what is taken from the journal."""

from __future__ import annotations

import inspect
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Protocol

from pydantic import JsonValue

from preceptor.components import Request, Teacher
from preceptor.engine.options import Pass
from preceptor.records import Reference, canonical_json, digest

_LENGTH = 32
"""128 bits: no two of 10^9 requests share a key."""


class Ruled(Protocol):
    """What the engine needs to know of a host to tell old verdicts from current ones."""

    @property
    def policy(self) -> str: ...


def teacher_mark(teacher: Teacher) -> str:
    """Digest of what makes a teacher's replies interchangeable."""
    return digest([dict(teacher.fingerprint()), teacher.version], length=_LENGTH)


def request_key(teacher: str, request: Request, refresh: str = "") -> str:
    """The key of a request: who is asked, what, with which sampling, and which of its kind.

    Args:
        teacher: :func:`teacher_mark` of the teacher.
        request: The request.
        refresh: Asks anew what was asked under another text.
    """
    return digest(
        [
            teacher,
            [[message.role, message.content] for message in request.messages],
            request.sampling.model_dump(mode="json"),
            str(request.stage),
            request.round,
            request.sample,
            *([refresh] if refresh else []),
        ],
        length=_LENGTH,
    )


def request_content(request: Request) -> str:
    """Messages and sampling parameters as they are kept in the journal."""
    return canonical_json(
        {
            "messages": [message.model_dump() for message in request.messages],
            "sampling": request.sampling.model_dump(mode="json"),
        }
    )


def agreement_key(ruling: str, reference: Reference, one: str, other: str) -> str:
    """The key under which the comparison of two answers is kept."""
    payload = dict(reference.payload)
    return digest([ruling, reference.kind, payload, one, other], length=_LENGTH)


def pass_mark(
    pass_: Pass, position: int, subject: str, ruling: str, refresh: str, judge: str = ""
) -> str | None:
    """Digest of everything that the solutions of a pass and subject follow from.

    A solution with this mark is not worked on again. ``None`` when the source of the prompts
    or of the strategy cannot be read, so that nobody could say whether they changed: every
    problem is then gone through again, out of the journal.
    """
    prompts, strategy = pass_.prompts(subject), pass_.strategy
    sources = [_source(type(prompts)), _source(type(strategy))]
    if None in sources:
        return None
    examples: Sequence[JsonValue] = [e.model_dump(mode="json") for e in pass_.examples(subject)]
    return digest(
        [
            position,
            teacher_mark(pass_.teacher),
            type(strategy).__qualname__,
            strategy.version,
            strategy.options.model_dump(mode="json"),
            pass_.sampling.model_dump(mode="json"),
            list(examples),
            [s for s in sources if s],
            ruling,
            refresh,
            *([judge] if judge else []),
        ],
        length=_LENGTH,
    )


def _source(class_: type) -> str | None:
    """Digest of the source that a class and its bases are written in, ``None`` if unreadable.

    For a module of a package that is every module beside it: what a strategy imports from its
    own package changes what it does. Too much is better than too little, because going
    through the problems again costs no request.
    """
    digests: list[JsonValue] = []
    for base in class_.__mro__:
        if base.__module__ in ("builtins", "abc", "typing"):
            continue
        module = inspect.getmodule(base)
        file = getattr(module, "__file__", None)
        if file is None:
            return None
        beside = sorted(Path(file).parent.glob("*.py")) if _in_package(module) else [Path(file)]
        digests.append(_digest_of(tuple(beside)))
    return None if None in digests else digest(digests, length=_LENGTH)


def _in_package(module: ModuleType | None) -> bool:
    return bool(module and module.__package__)


@cache
def _digest_of(files: tuple[Path, ...]) -> str | None:
    try:
        return digest([[file.name, file.read_text("utf-8")] for file in files], length=_LENGTH)
    except (OSError, UnicodeError):
        return None
