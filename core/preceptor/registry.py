"""The registry: which components there are, who offers them, and what did not load.

Entry points are loaded one by one under guard, so that a broken plugin is a line in
``preceptor doctor`` and not the end of the program. Once built, a registry is frozen: what a
run uses depends on what is installed and named, never on the order in which it was asked.
"""

from __future__ import annotations

import importlib
import importlib.metadata
import importlib.util
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from types import MappingProxyType, ModuleType
from typing import Any

import pluggy
from pydantic import ValidationError

from preceptor import hookspecs
from preceptor.components import KINDS, Component, Context, Options, Subject
from preceptor.components.context import named_kind
from preceptor.errors import PluginError, UsageError, did_you_mean
from preceptor.hookspecs import API_VERSION, Registration
from preceptor.records import digest
from preceptor.references import ReferenceKind, in_order

GROUP = "preceptor"
HOOK_OF_KIND: Mapping[str, str] = MappingProxyType(
    {kind: "preceptor_" + kind + "s" for kind in KINDS}
)


@dataclass(frozen=True)
class Plugin:
    """A plugin module that was found, loaded or not.

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
        return _Loader().load(files)

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

    def entry(self, kind: str, name: str) -> Entry:
        """The registration of ``name``.

        Raises:
            PluginError: there is none; names close ones and plugins that did not load.
        """
        found = self._entries.get((kind, name))
        if found is not None:
            return found
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
        if not (isinstance(target, type) and issubclass(target, KINDS[kind])):
            bases = " or ".join(base.__name__ for base in KINDS[kind])
            raise PluginError(f"{kind} {name!r} of {entry.owner.name}: {target!r} is no {bases}")
        return target

    def options(self, kind: str, name: str, values: Mapping[str, Any]) -> Options:
        """``values`` validated by the component's options model.

        Raises:
            pydantic.ValidationError: for the recipe loader, which knows lines and columns.
        """
        return self.component(kind, name).Options.model_validate(dict(values))

    def checked_options(self, kind: str, name: str, values: Mapping[str, Any]) -> Options:
        """:meth:`options`, with an error that is a message.

        Raises:
            UsageError: the options are not valid; names the first that is not.
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
        """What a component called ``name`` is given besides its options."""
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
        return digest([[plugin.name, plugin.version] for plugin in self.plugins])


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


class _Loader:
    """Builds a registry; lives only while it does."""

    def __init__(self) -> None:
        self.plugins: list[Plugin] = []
        self.entries: dict[tuple[str, str], Entry] = {}
        self.reference_kinds: dict[str, ReferenceKind] = {}
        self.kind_owners: dict[str, Plugin] = {}
        self.manager = pluggy.PluginManager(GROUP)
        self.manager.add_hookspecs(hookspecs)

    def load(self, files: Sequence[Path]) -> Registry:
        modules: dict[str, Plugin] = {}
        for plugin, load in (*_installed(), *_single_files(files)):
            problem = self._register(plugin, load)
            known = replace(plugin, problem=problem)
            if problem and plugin.name in {str(path) for path in files}:
                raise PluginError(f"plugin {plugin.name} did not load: {problem}")
            self.plugins.append(known)
            modules[plugin.name] = known
        for name, plugin in modules.items():
            if plugin.problem is None:
                problem = self._collect(plugin)
                if problem:
                    self._withdraw(plugin)
                    broken = replace(plugin, problem=problem)
                    self.plugins[self.plugins.index(plugin)] = broken
                    if Path(name) in files:
                        raise PluginError(f"plugin {name} did not load: {problem}")
        return Registry(self.plugins, self.entries, self.reference_kinds, files)

    def _register(self, plugin: Plugin, load: Callable[[], ModuleType]) -> str | None:
        """Import the module and hand it to pluggy; the reason when that fails."""
        try:
            module = load()
        # A plugin can fail at import in any way at all, SystemExit included.
        except (Exception, SystemExit) as error:
            return f"import failed: {type(error).__name__}: {error}"
        spoken = getattr(module, "PRECEPTOR_API", None)
        if spoken != API_VERSION:
            return (
                f"written for plugin API {spoken}, this is preceptor with plugin API {API_VERSION}"
            )
        try:
            self.manager.register(module, plugin.name)
            self.manager.check_pending()
        except (pluggy.PluginValidationError, ValueError) as error:
            if self.manager.has_plugin(plugin.name):
                self.manager.unregister(name=plugin.name)
            return f"its hooks do not fit: {error}"
        return None

    def _collect(self, plugin: Plugin) -> str | None:
        """Call the plugin's hooks and take up what they register."""
        for hook, take in (
            ("preceptor_reference_kinds", self._take_reference_kind),
            *((hook, self._taker(kind)) for kind, hook in HOOK_OF_KIND.items()),
        ):
            for implementation in getattr(self.manager.hook, hook).get_hookimpls():
                if implementation.plugin_name != plugin.name:
                    continue
                try:
                    offered = list(implementation.function())
                except Exception as error:
                    return f"{hook} failed: {type(error).__name__}: {error}"
                for one in offered:
                    problem = take(plugin, one)
                    if problem:
                        return f"{hook}: {problem}"
        return None

    def _taker(self, kind: str) -> Callable[[Plugin, Any], str | None]:
        def take(plugin: Plugin, registration: Any) -> str | None:
            if not isinstance(registration, Registration) or not registration.name:
                return f"returned {registration!r}, not a named Registration"
            other = self.entries.get((kind, registration.name))
            if other is not None:
                raise PluginError(
                    f"{kind} {registration.name!r} is registered by both {other.owner.name} "
                    f"and {plugin.name}",
                    hint="uninstall one of the two, or rename the component in its plugin",
                )
            self.entries[kind, registration.name] = Entry(kind, registration, plugin)
            return None

        return take

    def _take_reference_kind(self, plugin: Plugin, kind: Any) -> str | None:
        if not isinstance(kind, ReferenceKind) or not kind.name:
            return f"returned {kind!r}, not a named ReferenceKind"
        if kind.name in self.kind_owners:
            raise PluginError(
                f"reference kind {kind.name!r} is registered by both "
                f"{self.kind_owners[kind.name].name} and {plugin.name}",
                hint="uninstall one of the two, or rename the kind in its plugin",
            )
        self.kind_owners[kind.name] = plugin
        self.reference_kinds[kind.name] = kind
        return None

    def _withdraw(self, plugin: Plugin) -> None:
        """Take back what a plugin registered before it failed: all of it or nothing."""
        self.entries = {k: e for k, e in self.entries.items() if e.owner != plugin}
        for name in [name for name, owner in self.kind_owners.items() if owner == plugin]:
            del self.kind_owners[name], self.reference_kinds[name]


def _installed() -> Iterator[tuple[Plugin, Callable[[], ModuleType]]]:
    found = importlib.metadata.entry_points(group=GROUP)
    seen: set[tuple[str, str]] = set()
    for point in sorted(found, key=lambda p: (p.dist.name if p.dist else "", p.name)):
        # A path that stands twice on sys.path shows each of its distributions twice.
        if (point.name, point.value) in seen:
            continue
        seen.add((point.name, point.value))
        owner = point.dist.name if point.dist else "unknown"
        version = point.dist.version if point.dist else ""
        yield Plugin(f"{owner}:{point.name}", version), point.load


def _single_files(files: Iterable[Path]) -> Iterator[tuple[Plugin, Callable[[], ModuleType]]]:
    for path in files:
        yield Plugin(str(path), ""), lambda path=path: _load_file(path)  # type: ignore[misc]


def _load_file(path: Path) -> ModuleType:
    """Import a single-file plugin under a name of its own, so that classes can be found again."""
    if not path.is_file():
        raise PluginError(f"{path} is not a file")
    name = f"preceptor_plugin_{path.stem}_{digest(str(path.resolve()), length=8)}"
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise PluginError(f"{path} is not a Python file (its name must end in .py)")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
    except BaseException:
        del sys.modules[name]
        raise
    return module
