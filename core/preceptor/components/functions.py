"""Verifiers made of functions: the short form of a verifier plugin."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from types import ModuleType
from typing import Any, ClassVar, Final, TypeVar

from preceptor.components.base import Component, Options
from preceptor.components.verifiers import Item, Verifier
from preceptor.records import Verdict
from preceptor.references import ReferenceKind

F = TypeVar("F", bound=Callable[..., Verdict])

_MARK: Final = "preceptor_verifier"
"""Attribute of a decorated function that holds its :class:`Declared`."""


class FunctionVerifier(Verifier):
    """Asks a function about each item."""

    function: ClassVar[Callable[..., Verdict]]
    takes_options: ClassVar[bool]

    def verify_batch(self, items: Sequence[Item]) -> Sequence[Verdict]:
        more = (self.options,) if self.takes_options else ()
        return [type(self).function(item.reference, item.candidate, *more) for item in items]


@dataclass(frozen=True)
class Declared:
    """A verifier that a decorated function declares.

    Attributes:
        name: The name it is registered under.
        component: The class made of the function.
        kinds: The new kinds of reference to register with it.
        summary: First line of the function's docstring.
    """

    name: str
    component: type[FunctionVerifier]
    kinds: tuple[ReferenceKind, ...]
    summary: str


def verifier(
    kinds: str | ReferenceKind | Iterable[str | ReferenceKind],
    *,
    version: str,
    name: str | None = None,
    options: type[Options] | None = None,
    priority: int = 0,
) -> Callable[[F], F]:
    """Make a verifier of a function ``(reference, candidate) -> Verdict``.

    The function stays callable as it is. Its verifier is registered when the module that holds
    it, or the module of the same distribution that imports it, is loaded as a plugin.

    Args:
        kinds: The kinds of reference it takes: names of registered kinds, and new kinds as
            :class:`~preceptor.references.ReferenceKind`, which are registered with it.
        version: Change it whenever results may change.
        name: Name of the verifier; that of the function with ``-`` for ``_`` by default.
        options: An options model; the function is then called with its instance as the third
            argument.
        priority: See :class:`~preceptor.components.Verifier`.

    Raises:
        TypeError: ``kinds`` or ``options`` is something else.
    """
    single = isinstance(kinds, str | ReferenceKind) or not isinstance(kinds, Iterable)
    given: tuple[Any, ...] = (kinds,) if single else tuple(kinds)  # type: ignore[arg-type]
    if not given or not all(isinstance(kind, str | ReferenceKind) for kind in given):
        raise TypeError(f"kinds must be names or ReferenceKinds, not {kinds!r}")
    if options is not None and not (isinstance(options, type) and issubclass(options, Options)):
        raise TypeError(f"options must be a subclass of Options, not {options!r}")
    new = tuple(kind for kind in given if isinstance(kind, ReferenceKind))
    names = tuple(kind if isinstance(kind, str) else kind.name for kind in given)

    def decorate(function: F) -> F:
        component = type(
            function.__name__,
            (FunctionVerifier,),
            {
                "__doc__": function.__doc__,
                "__module__": function.__module__,
                "Options": options or Options,
                "kinds": names,
                "version": version,
                "priority": priority,
                "function": staticmethod(function),
                "takes_options": options is not None,
            },
        )
        lines = (function.__doc__ or "").strip().splitlines()
        declared = Declared(
            name=name or function.__name__.replace("_", "-"),
            component=component,
            kinds=new,
            summary=lines[0] if lines else f"verifies {', '.join(names)}",
        )
        setattr(function, _MARK, declared)
        return function

    return decorate


def declared_by(target: Any) -> Declared | None:
    """What a decorated function declares; ``None`` for anything else."""
    # From its own dictionary: a proxy object may answer to every attribute, or raise anything.
    try:
        declared = vars(target).get(_MARK)
    except Exception:
        return None
    return declared if isinstance(declared, Declared) else None


def component_of(target: Any) -> type[Component] | None:
    """The component class that a registration's target stands for, if it is one."""
    declared = declared_by(target)
    component = target if declared is None else declared.component
    return component if isinstance(component, type) and issubclass(component, Component) else None


def declared_in(module: ModuleType) -> tuple[Declared, ...]:
    """The verifiers that a plugin module declares: functions of it, or of its distribution."""
    package = module.__name__.partition(".")[0]
    # By identity: what a plugin puts into a kind may not be hashable.
    declared: dict[int, Declared] = {}
    for value in vars(module).values():
        entry = declared_by(value)
        if entry is not None and entry.component.__module__.partition(".")[0] == package:
            declared[id(entry)] = entry
    return tuple(declared.values())
