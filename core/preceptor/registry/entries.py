"""Plugins, and what each of them registers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from preceptor.components import KINDS
from preceptor.hookspecs import Registration

HOOK_OF_KIND: Mapping[str, str] = MappingProxyType(
    {kind: "preceptor_" + kind + "s" for kind in KINDS}
)


@dataclass(frozen=True)
class Plugin:
    """A plugin module, loaded or not.

    Attributes:
        name: ``distribution:entry point``, or the path of a single-file plugin.
        version: Version of the distribution, empty for a single file.
        problem: Why it did not load, or ``None``.
    """

    name: str
    version: str
    problem: str | None = None


@dataclass(frozen=True)
class Entry:
    """A registered component and the plugin that offers it."""

    kind: str
    registration: Registration
    owner: Plugin
