"""What every component has: options, a name, a version, and a context."""

from __future__ import annotations

from abc import ABC
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from pydantic import BaseModel, ConfigDict

if TYPE_CHECKING:
    from preceptor.registry import Registry


class Options(BaseModel):
    """Base of options models: frozen, and an unknown option is an error with a suggestion."""

    model_config = ConfigDict(frozen=True, extra="forbid")


@dataclass(frozen=True)
class Context:
    """What a component is given besides its options.

    Attributes:
        name: The name the recipe gives this component (for a source, its key).
        registry: The frozen registry; sources find subjects here.
        base: Folder that relative paths of the recipe are resolved against.
        say: Takes one line of talk for the person watching; goes to stderr and the run log.
    """

    name: str
    registry: Registry
    base: Path = field(default_factory=Path.cwd)
    say: Callable[[str], None] = lambda _line: None


@dataclass(frozen=True)
class Check:
    """One line of ``preceptor doctor``; ``level`` is ``ok``, ``note`` or ``problem``.

    A ``problem`` is something installed that does not work; what is only missing is a ``note``.
    """

    level: str
    what: str
    finding: str
    advice: str = ""


class Component(ABC):  # noqa: B024 - each kind adds its own abstract methods
    """Base of everything a plugin registers.

    Attributes:
        Options: The options model; a component without options keeps the empty one.
        version: Changes whenever the component's results may change for equal input.
    """

    Options: ClassVar[type[Options]] = Options
    version: ClassVar[str] = "1"

    def __init__(self, options: Any, context: Context) -> None:
        self.options = options
        self.context = context

    @classmethod
    def checks(cls) -> Iterable[Check]:
        """What ``preceptor doctor`` should say about this component on this machine.

        For what importing the class does not show: whether a program it runs is there and
        works. A raised exception is reported as a problem of the component.
        """
        return ()

    @property
    def name(self) -> str:
        return self.context.name
