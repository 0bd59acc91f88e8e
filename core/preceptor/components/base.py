"""What every component has: options, a name and a version."""

from __future__ import annotations

from abc import ABC
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict

from preceptor.components.context import Context


class Options(BaseModel):
    """Base of options models: frozen, and an unknown option is an error with a suggestion."""

    model_config = ConfigDict(frozen=True, extra="forbid")


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
