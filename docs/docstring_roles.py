"""Turns the Sphinx roles of docstrings into Markdown code, for the pages made by mkdocstrings."""

from __future__ import annotations

import re
from typing import Any

import griffe

_ROLE = re.compile(r":(?:class|mod|meth|func|data|attr|exc):`(~?)([\w.]+)`")


def _as_code(role: re.Match[str]) -> str:
    name = role[2].rpartition(".")[2] if role[1] else role[2]
    return f"`{name}`"


class Roles(griffe.Extension):
    """Applied to every documented object."""

    def on_object(self, *, obj: griffe.Object, **_: Any) -> None:
        if obj.docstring is not None:
            text = _ROLE.sub(_as_code, obj.docstring.value)
            obj.docstring.value = text.replace("``", "`")
