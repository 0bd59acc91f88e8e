"""The hooks a plugin may implement, in the order in which a run needs what they register.

Every hook is called once, while the registry is built, with no argument, and returns an
iterable of registrations. Hooks only register: nothing is opened, read or imported that a
component does not need to state its name. A verifier that is declared with
``preceptor.plugin.verifier`` needs no hook. See docs/plugins.md for a walk-through.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pluggy

if TYPE_CHECKING:
    from preceptor.components import Component
    from preceptor.records import Verdict
    from preceptor.references import ReferenceKind

API_VERSION = 2
"""Number of the plugin API: the names in :mod:`preceptor.plugin` and the hooks below, without
those that are marked provisional. It is raised when something is added that a plugin may need;
a plugin module states the number that it was written for as ``PRECEPTOR_API``."""

OLDEST_API = 1
"""The oldest plugin API whose plugins still work. It is raised when something is removed or
changes its meaning, after at least one release in which using it is a deprecation warning."""

hookspec = pluggy.HookspecMarker("preceptor")
hookimpl = pluggy.HookimplMarker("preceptor")


@dataclass(frozen=True)
class Registration:
    """One component offered by a plugin.

    Attributes:
        name: The name used in recipes; unique within its kind.
        target: ``package.module:Class``, imported on first use; a plugin that is a single
            file may give the class itself. A function that ``preceptor.plugin.verifier``
            decorates may be given in place of a class.
        summary: One line for ``preceptor plugins list``.
        default: Whether a recipe uses the component where it names none of its kind; true for at
            most one component of a kind.
    """

    name: str
    target: str | type[Component] | Callable[..., Verdict]
    summary: str = ""
    default: bool = False


@hookspec
def preceptor_reference_kinds() -> Iterable[ReferenceKind]:  # type: ignore[empty-body]
    """Register kinds of reference with their payload models."""


@hookspec
def preceptor_subjects() -> Iterable[Registration]:  # type: ignore[empty-body]
    """Register :class:`~preceptor.components.Subject` classes: prompts, examples, problems."""


@hookspec
def preceptor_sources() -> Iterable[Registration]:  # type: ignore[empty-body]
    """Register :class:`~preceptor.components.Source` classes."""


@hookspec
def preceptor_teachers() -> Iterable[Registration]:  # type: ignore[empty-body]
    """Register :class:`~preceptor.components.Teacher` classes."""


@hookspec
def preceptor_verifiers() -> Iterable[Registration]:  # type: ignore[empty-body]
    """Register :class:`~preceptor.components.Verifier` classes."""


@hookspec
def preceptor_reflections() -> Iterable[Registration]:  # type: ignore[empty-body]
    """Register :class:`~preceptor.components.Reflection` classes."""


@hookspec
def preceptor_filters() -> Iterable[Registration]:  # type: ignore[empty-body]
    """Register :class:`~preceptor.components.RowFilter` and ``GlobalFilter`` classes."""


@hookspec
def preceptor_mixers() -> Iterable[Registration]:  # type: ignore[empty-body]
    """Register :class:`~preceptor.components.Mixer` classes (provisional)."""


@hookspec
def preceptor_exporters() -> Iterable[Registration]:  # type: ignore[empty-body]
    """Register :class:`~preceptor.components.Exporter` classes (provisional)."""


@hookspec
def preceptor_trainers() -> Iterable[Registration]:  # type: ignore[empty-body]
    """Register :class:`~preceptor.components.Trainer` classes."""


@hookspec
def preceptor_evaluators() -> Iterable[Registration]:  # type: ignore[empty-body]
    """Register :class:`~preceptor.components.Evaluator` classes (provisional)."""


@hookspec
def preceptor_executors() -> Iterable[Registration]:  # type: ignore[empty-body]
    """Register :class:`~preceptor.components.Executor` classes (provisional)."""


@hookspec
def preceptor_probes() -> Iterable[Registration]:  # type: ignore[empty-body]
    """Register :class:`~preceptor.components.Probe` classes (provisional)."""
