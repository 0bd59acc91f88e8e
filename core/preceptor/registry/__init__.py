"""The registry: which components are installed, which plugin offers each, and what did not load.

Once built, a registry is frozen: what a run uses depends on what is installed and named, never
on the order of the calls.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache, cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pydantic import ValidationError

from preceptor.components import KINDS, Component, Context, Options, Subject
from preceptor.components.context import named_kind
from preceptor.components.functions import component_of
from preceptor.digests import digest
from preceptor.errors import PluginError, UsageError, did_you_mean
from preceptor.references import ReferenceKind, in_order
from preceptor.registry.entries import HOOK_OF_KIND, Entry, Plugin
from preceptor.registry.loading import Loader

__all__ = ["HOOK_OF_KIND", "Entry", "Plugin", "Registry", "installed_kinds"]


class Registry:
    """Immutable view of everything installed; build it with :meth:`load`."""

    def __init__(
        self,
        plugins: Sequence[Plugin],
        entries: Mapping[tuple[str, str], Entry],
        reference_kinds: Mapping[str, ReferenceKind],
        plugin_files: Sequence[Path],
    ) -> None:
        self.plugins = tuple(plugins)
        self.plugin_files = tuple(plugin_files)
        self._entries = MappingProxyType(dict(entries))
        self._reference_kinds = MappingProxyType(dict(reference_kinds))
        self._subjects: dict[str, Subject] = {}

    @classmethod
    def load(cls, files: Sequence[Path] = ()) -> Registry:
        """Load every installed plugin and the given single-file plugins.

        Raises:
            PluginError: two plugins register the same name, or a file named by the user does
                not load (an installed plugin that does not load is listed in ``problems``).
        """
        loader = Loader()
        loader.load(files)
        return cls(loader.plugins, loader.entries, loader.reference_kinds, files)

    @property
    def problems(self) -> tuple[Plugin, ...]:
        """The plugins that did not load, each with its reason."""
        return tuple(plugin for plugin in self.plugins if plugin.problem)

    def entries(self, kind: str | None = None) -> Iterator[Entry]:
        """Registered components in order of kind and name."""
        for key in sorted(self._entries):
            if kind is None or key[0] == kind:
                yield self._entries[key]

    def names(self, kind: str) -> tuple[str, ...]:
        """Names registered for a kind of component."""
        return tuple(entry.registration.name for entry in self.entries(kind))

    def default(self, kind: str) -> str:
        """Name of the component that a recipe uses where it names none of its kind.

        Raises:
            PluginError: no installed plugin offers a default, or several do.
        """
        offers = [entry for entry in self.entries(kind) if entry.registration.default]
        # One more plugin must not break the recipes that name nothing.
        own = [entry for entry in offers if entry.owner.name.startswith("preceptor:")]
        offers = own or offers
        if len(offers) == 1:
            return offers[0].registration.name
        if offers:
            owners = ", ".join(f"{e.registration.name!r} of {e.owner.name}" for e in offers)
            raise PluginError(
                f"several plugins offer a default {kind}: {owners}",
                hint=f"name the {kind} in the recipe, or uninstall one of the plugins",
            )
        raise PluginError(
            f"no installed plugin offers a default {kind}", hint=f"name a {kind} in the recipe"
        )

    def entry(self, kind: str, name: str) -> Entry:
        """The registration of ``name``.

        Raises:
            PluginError: there is none; names close ones and plugins that did not load.
        """
        entry = self._entries.get((kind, name))
        if entry is not None:
            return entry
        known = self.names(kind)
        broken = "; ".join(
            f"{plugin.name} did not load: {plugin.problem}" for plugin in self.problems
        )
        listed = ", ".join(known) or "none"
        raise PluginError(
            f"no {kind} is called {name!r}{did_you_mean(name, known)}",
            hint=f"installed: {listed}" + (f"; {broken}" if broken else ""),
        )

    def component(self, kind: str, name: str) -> type[Component]:
        """Import and return the component class.

        Raises:
            PluginError: unknown name, or the class cannot be imported or is of another kind.
        """
        entry = self.entry(kind, name)
        target = entry.registration.target
        if isinstance(target, str):
            module_name, _, attribute = target.partition(":")
            try:
                target = getattr(importlib.import_module(module_name), attribute)
            except Exception as error:
                raise PluginError(
                    f"{kind} {name!r} of {entry.owner.name}: cannot import "
                    f"{entry.registration.target!r}: {type(error).__name__}: {error}",
                    hint="run `preceptor doctor`; an extra may be missing",
                ) from error
        component = component_of(target)
        if component is None or not issubclass(component, KINDS[kind]):
            bases = " or ".join(base.__name__ for base in KINDS[kind])
            raise PluginError(f"{kind} {name!r} of {entry.owner.name}: {target!r} is not a {bases}")
        return component

    def options(self, kind: str, name: str, values: Mapping[str, Any]) -> Options:
        """``values`` validated by the component's options model.

        Raises:
            pydantic.ValidationError: for the recipe loader, which knows lines and columns.
        """
        return self.component(kind, name).Options.model_validate(dict(values))

    def checked_options(self, kind: str, name: str, values: Mapping[str, Any]) -> Options:
        """Return :meth:`options`, or raise an error for people.

        Raises:
            UsageError: the options are not valid; names the first invalid one.
        """
        try:
            return self.options(kind, name, values)
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(str(part) for part in first["loc"])
            known = self.component(kind, name).Options.model_fields
            raise UsageError(
                f"{kind} {name!r}: {f'option {where!r}: ' if where else ''}"
                f"{first['msg'].removeprefix('Value error, ')}",
                hint="options: " + (", ".join(known) or "none"),
            ) from error

    def create(
        self,
        kind: str,
        name: str,
        options: Mapping[str, Any] | Options | None = None,
        *,
        context: Context | None = None,
    ) -> Any:
        """Build a component from its options.

        Raises:
            UsageError: the options are not valid.
            PluginError: there is no such component, or it does not import.
        """
        component = self.component(kind, name)
        if not isinstance(options, Options):
            options = self.checked_options(kind, name, options or {})
        return component(options, context or self.context(name))

    def context(
        self,
        name: str,
        *,
        base: Path | None = None,
        log: Callable[[str], None] | None = None,
    ) -> Context:
        """The context of a component called ``name``."""
        context = Context(
            name=name,
            subjects=_LazySubjects(self),
            reference_kinds=self._reference_kinds,
        )
        if base is not None:
            context = replace(context, base=base)
        return context if log is None else replace(context, log=log)

    def reference_kind(self, name: str) -> ReferenceKind:
        """The kind of reference called ``name``.

        Raises:
            PluginError: no plugin registers it.
        """
        return named_kind(self._reference_kinds, name)

    def known_kind(self, name: str) -> ReferenceKind | None:
        """The kind of reference called ``name``, ``None`` when no plugin registers it."""
        return self._reference_kinds.get(name)

    def reference_kinds(self) -> tuple[ReferenceKind, ...]:
        """All kinds of reference, those with the highest priority first."""
        return in_order(self._reference_kinds.values())

    def subjects(self) -> dict[str, Subject]:
        """One instance of every installed subject, by name."""
        return {name: self.subject(name) for name in self.names("subject")}

    def subject(self, name: str) -> Subject:
        """The one instance of the subject called ``name``.

        Raises:
            PluginError: there is no such subject, or it does not import.
        """
        if name not in self._subjects:
            self._subjects[name] = self.create("subject", name)
        return self._subjects[name]

    @cached_property
    def fingerprint(self) -> str:
        """Changes with the set of loaded plugins and their versions."""
        files = {str(path): str(path.absolute()) for path in self.plugin_files}
        return digest([[files.get(p.name, p.name), p.version] for p in self.plugins])


class _LazySubjects(Mapping[str, Subject]):
    """The installed subjects; each is created when it is first looked up."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry
        self._names = registry.names("subject")

    def __getitem__(self, name: str) -> Subject:
        if name not in self._names:
            raise KeyError(name)
        return self._registry.subject(name)

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


@cache
def installed_kinds() -> Mapping[str, ReferenceKind]:
    """The kinds of reference of all installed plugins by name, loaded on first use."""
    return {kind.name: kind for kind in Registry.load().reference_kinds()}
