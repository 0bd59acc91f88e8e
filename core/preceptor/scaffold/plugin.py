"""Writes the files of a new verifier plugin."""

from __future__ import annotations

import keyword
import re
import sys
from pathlib import Path
from typing import Final

from preceptor.errors import UsageError, did_you_mean
from preceptor.hookspecs import API_VERSION
from preceptor.scaffold import templates

KINDS: Final = ("verifier",)
"""Kinds of component a plugin can be started for."""

_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_MAX_NAME: Final = 60


def write_plugin(name: str, folder: Path, kind: str = "verifier") -> list[Path]:
    """Write a plugin distribution called ``name`` into ``folder / name``.

    The plugin registers a reference kind and a verifier, both named after it. Its tests,
    the contract tests of :mod:`preceptor.testing` among them, pass as written.

    Args:
        name: Distribution name in kebab-case, such as ``preceptor-roman`` or ``roman``.
        folder: An existing or new folder.
        kind: Only ``verifier``.

    Returns:
        The files written, in a stable order.

    Raises:
        UsageError: the name cannot be that of a distribution, a module or a new folder here.
    """
    if kind not in KINDS:
        raise UsageError(
            f"there is no template for a {kind!r}{did_you_mean(kind, KINDS)}",
            hint="templates: " + ", ".join(KINDS),
        )
    component = _component_name(name)
    package = name.replace("-", "_")
    root = folder / name
    if root.exists():
        raise UsageError(
            f"{root} already exists; nothing was written",
            hint="choose another name or another folder",
        )
    words = {
        "name": name,
        "package": package,
        "component": component,
        "class": "".join(part.capitalize() for part in component.split("-")),
        "api": str(API_VERSION),
    }
    written = []
    for path, template in templates.FILES.items():
        target = root / _fill(path, words)
        target.parent.mkdir(parents=True, exist_ok=True)
        # "x": a file that appeared since the check above is not overwritten either.
        with target.open("x", encoding="utf-8", newline="\n") as sink:
            sink.write(_fill(template, words))
        written.append(target)
    return written


def _component_name(name: str) -> str:
    """The name of the component: the distribution's without the usual prefix.

    Raises:
        UsageError: the name cannot be that of a distribution, or of a module.
    """
    package = name.replace("-", "_")
    component = name.removeprefix("preceptor-")
    if not _NAME.fullmatch(name) or len(name) > _MAX_NAME:
        raise UsageError(
            f"{name!r} cannot be the name of a plugin",
            hint="lower-case letters and digits in words joined by '-', such as preceptor-roman",
        )
    if keyword.iskeyword(package) or package in sys.stdlib_module_names:
        raise UsageError(
            f"{package!r} is the name of a module or a keyword of Python itself",
            hint=f"for example preceptor-{name}",
        )
    if package == "preceptor" or (package.startswith("preceptor_") and _is_built_in(package)):
        raise UsageError(
            f"{package!r} is a package of preceptor itself", hint=f"for example {name}-extra"
        )
    return component


def _is_built_in(package: str) -> bool:
    from importlib.metadata import entry_points

    return any(
        point.dist is not None
        and point.dist.name == "preceptor"
        and point.value.partition(".")[0] == package
        for point in entry_points(group="preceptor")
    )


def _fill(template: str, words: dict[str, str]) -> str:
    """``template`` with each ``<<word>>`` replaced; braces are left alone."""
    return re.sub(r"<<(\w+)>>", lambda match: words[match[1]], template)
