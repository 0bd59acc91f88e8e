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

    Something installed that does not work is a ``problem``; something missing is a ``note``.
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
        """What ``preceptor doctor`` reports about this component on this machine.

        For facts that importing the class does not show, such as whether a program that it runs
        is installed and works. An exception is reported as a problem of the component.
        """
        return ()

    @property
    def name(self) -> str:
        return self.context.name
