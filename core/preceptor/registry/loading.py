"""Loading plugins, one by one.

A broken plugin becomes a line in ``preceptor doctor`` instead of the end of the program, and
what it registered before it failed is removed.
"""

from __future__ import annotations

import importlib.metadata
import importlib.util
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

import pluggy

from preceptor import hookspecs
from preceptor.components.functions import component_of, declared_in
from preceptor.digests import digest
from preceptor.errors import PluginError
from preceptor.hookspecs import API_VERSION, OLDEST_API, Registration
from preceptor.references import ReferenceKind
from preceptor.registry.entries import HOOK_OF_KIND, Entry, Plugin

GROUP = "preceptor"


class Loader:
    """Loads plugins and collects what they register."""

    def __init__(self) -> None:
        self.plugins: list[Plugin] = []
        self.entries: dict[tuple[str, str], Entry] = {}
        self.reference_kinds: dict[str, ReferenceKind] = {}
        self.kind_owners: dict[str, Plugin] = {}
        self.loaded: dict[str, ModuleType] = {}
        self.manager = pluggy.PluginManager(GROUP)
        self.manager.add_hookspecs(hookspecs)

    def load(self, files: Sequence[Path]) -> None:
        """Load the installed plugins and these files.

        Raises:
            PluginError: see :meth:`preceptor.registry.Registry.load`.
        """
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

    def _register(self, plugin: Plugin, load: Callable[[], ModuleType]) -> str | None:
        """Import the module and register it with pluggy; returns why that failed, if it did."""
        try:
            module = load()
        # A plugin can fail at import in any way, SystemExit included.
        except (Exception, SystemExit) as error:
            return f"import failed: {type(error).__name__}: {error}"
        problem = _api_problem(getattr(module, "PRECEPTOR_API", None))
        if problem:
            return problem
        try:
            self.manager.register(module, plugin.name)
            self.manager.check_pending()
        except (pluggy.PluginValidationError, ValueError) as error:
            if self.manager.has_plugin(plugin.name):
                self.manager.unregister(name=plugin.name)
            return f"its hooks do not match the plugin API: {error}"
        self.loaded[plugin.name] = module
        return None

    def _collect(self, plugin: Plugin) -> str | None:
        """Register what the plugin's hooks return and its functions declare."""
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
                for registration in offered:
                    problem = take(plugin, registration)
                    if problem:
                        return f"{hook}: {problem}"
        return self._collect_functions(plugin)

    def _collect_functions(self, plugin: Plugin) -> str | None:
        """Register the verifiers, and their new kinds, that decorated functions declare."""
        take_verifier = self._taker("verifier")
        for declared in declared_in(self.loaded[plugin.name]):
            for kind in declared.kinds:
                # Several verifiers of a plugin may declare the same new kind.
                if self.reference_kinds.get(kind.name) != kind and (
                    problem := self._take_reference_kind(plugin, kind)
                ):
                    return f"verifier {declared.name!r}: {problem}"
            earlier = self.entries.get(("verifier", declared.name))
            if (
                earlier is not None
                and earlier.owner == plugin
                and component_of(earlier.registration.target) is declared.component
            ):
                continue  # the plugin's own hook names it as well
            registration = Registration(declared.name, declared.component, declared.summary)
            if problem := take_verifier(plugin, registration):
                return f"verifier {declared.name!r}: {problem}"
        return None

    def _taker(self, kind: str) -> Callable[[Plugin, Any], str | None]:
        def take(plugin: Plugin, registration: Any) -> str | None:
            if not isinstance(registration, Registration) or not registration.name:
                return f"returned {registration!r}, not a named Registration"
            earlier = self.entries.get((kind, registration.name))
            if earlier is not None and earlier.owner == plugin:
                return f"registers the {kind} {registration.name!r} twice"
            if earlier is not None:
                raise PluginError(
                    f"{kind} {registration.name!r} is registered by both {earlier.owner.name} "
                    f"and {plugin.name}",
                    hint="uninstall one of the two, or rename the component in its plugin",
                )
            self.entries[kind, registration.name] = Entry(kind, registration, plugin)
            return None

        return take

    def _take_reference_kind(self, plugin: Plugin, kind: Any) -> str | None:
        if not isinstance(kind, ReferenceKind) or not kind.name:
            return f"returned {kind!r}, not a named ReferenceKind"
        if self.kind_owners.get(kind.name) == plugin:
            return f"registers two different reference kinds called {kind.name!r}"
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
        """Remove everything that a plugin registered before it failed."""
        self.entries = {k: e for k, e in self.entries.items() if e.owner != plugin}
        for name in [name for name, owner in self.kind_owners.items() if owner == plugin]:
            del self.kind_owners[name], self.reference_kinds[name]


def _api_problem(stated: object) -> str | None:
    """Why a plugin that states this number cannot be used, or ``None``."""
    if isinstance(stated, int) and OLDEST_API <= stated <= API_VERSION:
        return None
    supported = f"{OLDEST_API} to {API_VERSION}" if OLDEST_API < API_VERSION else f"{API_VERSION}"
    if stated is None:
        return f"states no plugin API (PRECEPTOR_API = {API_VERSION})"
    return f"written for plugin API {stated}; this preceptor supports {supported}"


def _installed() -> Iterator[tuple[Plugin, Callable[[], ModuleType]]]:
    points = importlib.metadata.entry_points(group=GROUP)
    seen: set[tuple[str, str]] = set()
    for point in sorted(points, key=lambda p: (p.dist.name if p.dist else "", p.name)):
        # A path that is on sys.path twice shows each of its distributions twice.
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
    """Import a single-file plugin under its own name, so that its classes can be looked up."""
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
