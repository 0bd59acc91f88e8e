"""What a component gets besides its options: its name, its folder, and what is installed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Protocol

from preceptor.errors import PluginError, UsageError, did_you_mean
from preceptor.families import Family
from preceptor.prompts import Example, Prompts
from preceptor.references import ReferenceKind


class InstalledSubject(Protocol):
    """A subject as other components see it; see :class:`preceptor.components.Subject`."""

    def prompts(self) -> Prompts: ...

    def examples(self) -> Sequence[Example]: ...

    def families(self) -> Sequence[Family]: ...

    def bundled(self) -> Path | None: ...


_REPLACED: Final = {
    "say": "Context.log",
    "registry": "Context.subjects and Context.reference_kinds",
}


def _ignore(_line: str) -> None:
    """Drop a line."""


@dataclass(frozen=True)
class Context:
    """What a component gets besides its options.

    Attributes:
        name: The name the recipe gives this component (for a source, its key).
        subjects: The installed subjects by name, each created when it is first looked up.
        reference_kinds: The installed kinds of reference by name.
        base: Folder that relative paths of the recipe are resolved against.
        log: Logs one line, to standard error and the run log.
    """

    name: str
    subjects: Mapping[str, InstalledSubject] = field(default_factory=dict)
    reference_kinds: Mapping[str, ReferenceKind] = field(default_factory=dict)
    base: Path = field(default_factory=Path.cwd)
    log: Callable[[str], None] = _ignore

    def __getattr__(self, name: str) -> object:
        """Name what replaces an attribute of before.

        Raises:
            AttributeError: there is no such attribute.
        """
        if name in _REPLACED:
            raise AttributeError(f"Context.{name} was replaced by {_REPLACED[name]}")
        raise AttributeError(f"Context has no attribute {name!r}")

    def subject(self, name: str) -> InstalledSubject:
        """The installed subject called ``name``.

        Raises:
            UsageError: it is not installed; the message names this component.
        """
        if name not in self.subjects:
            raise UsageError(
                f"{self.name!r}: unknown subject {name!r}{did_you_mean(name, self.subjects)}",
                hint="installed: " + (", ".join(sorted(self.subjects)) or "none"),
            )
        return self.subjects[name]

    def reference_kind(self, name: str) -> ReferenceKind:
        """The installed kind of reference called ``name``.

        Raises:
            PluginError: no plugin registers it.
        """
        return named_kind(self.reference_kinds, name)


def named_kind(kinds: Mapping[str, ReferenceKind], name: str) -> ReferenceKind:
    """The kind of reference called ``name``.

    Raises:
        PluginError: it is not among ``kinds``.
    """
    if name not in kinds:
        raise PluginError(
            f"no kind of reference is called {name!r}{did_you_mean(name, kinds)}",
            hint="installed: " + (", ".join(sorted(kinds)) or "none"),
        )
    return kinds[name]
