"""``preceptor doctor``: what works on this machine, and what is missing."""

from __future__ import annotations

import contextlib
import importlib.metadata
import importlib.util
import os
import platform
import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from preceptor.cli.options import json_option, plugin_option, print_json
from preceptor.components import Check
from preceptor.errors import Exit, PluginError

if TYPE_CHECKING:
    from preceptor.registry import Registry

NOT_FOR_USERS = frozenset({"all", "dev", "docs"})
"""Extras that are not reported: collections of others, and tools for work on preceptor itself."""


@click.command("doctor")
@plugin_option
@json_option
@click.pass_context
def command(ctx: click.Context, plugin_files: tuple[Path, ...], as_json: bool) -> None:
    """Check this machine: Python, extras, plugins, models, disk, GPU.

    Exits with code 3 if something that is installed does not work; a missing extra is only a note.
    """
    from preceptor.registry import Registry

    checks = list(examine(Registry.load(plugin_files)))
    if as_json:
        print_json([asdict(check) for check in checks])
    else:
        for check in checks:
            click.echo(f"{check.level:<8} {check.what}: {check.finding}")
            if check.advice:
                click.echo(f"{'':<8}   {check.advice}")
    ctx.exit(Exit.NOT_READY if any(check.level == "problem" for check in checks) else Exit.DONE)


def examine(registry: Registry) -> Iterator[Check]:
    """Every check, cheap ones first; imports torch only when it is installed."""
    yield Check("ok", "python", f"{platform.python_version()} on {platform.system()}")
    yield from _plugins(registry)
    yield from _extras()
    yield from _verification(registry)
    yield from _models()
    yield from _device()
    free = shutil.disk_usage(Path.cwd()).free
    level = "ok" if free > 2 * 10**9 else "problem"
    yield Check(
        level,
        "disk",
        f"{free / 10**9:.1f} GB free here",
        "" if level == "ok" else "free some space",
    )
    yield Check("ok", "cpus", f"{os.cpu_count()}")


def _plugins(registry: Registry) -> Iterator[Check]:
    loaded = [plugin for plugin in registry.plugins if not plugin.problem]
    count = len(list(registry.entries()))
    yield Check("ok", "plugins", f"{len(loaded)} loaded, {count} components")
    for plugin in registry.problems:
        advice = "reinstall it; if its entry points changed, run `pip install -e .` again"
        yield Check("problem", f"plugin {plugin.name}", str(plugin.problem), advice)
    # Components that share a toolchain report the same about it.
    reported: set[Check] = set()
    for entry in registry.entries():
        try:
            component = registry.component(entry.kind, entry.registration.name)
            # A list, so that an exception half-way is caught here too.
            checks = list(component.checks())
        except PluginError as error:
            yield Check("problem", f"{entry.kind} {entry.registration.name}", str(error))
        except Exception as error:
            what = f"{entry.kind} {entry.registration.name}"
            yield Check("problem", what, f"its check failed: {type(error).__name__}: {error}")
        else:
            yield from (check for check in dict.fromkeys(checks) if check not in reported)
            reported.update(checks)


def _extras() -> Iterator[Check]:
    for extra, needed in extras().items():
        missing = [name for name in needed if _installed_version(name) is None]
        if missing:
            advice = f"pip install 'preceptor[{extra}]'"
            yield Check("note", f"extra {extra}", "not installed: " + ", ".join(missing), advice)
            continue
        versions = ", ".join(f"{name} {_installed_version(name)}" for name in needed)
        yield Check("ok", f"extra {extra}", versions)


def extras() -> Mapping[str, Sequence[str]]:
    """The distributions that each extra of preceptor installs, as its metadata states them."""
    needed: dict[str, list[str]] = {}
    for requirement in importlib.metadata.requires("preceptor") or ():
        extra = re.search(r"""extra == ['"]([^'"]+)['"]""", requirement)
        name = re.match(r"[A-Za-z0-9._-]+", requirement)
        if extra and name and extra.group(1) not in NOT_FOR_USERS:
            needed.setdefault(extra.group(1), []).append(name.group())
    return needed


def _installed_version(distribution: str) -> str | None:
    try:
        return importlib.metadata.version(distribution)
    except importlib.metadata.PackageNotFoundError:
        return None


def _verification(registry: Registry) -> Iterator[Check]:
    kinds = {kind.name: kind for kind in registry.reference_kinds()}
    taken: dict[str, list[str]] = {name: [] for name in kinds}
    for name in registry.names("verifier"):
        # One that does not import is reported among the plugins.
        with contextlib.suppress(PluginError):
            for kind in getattr(registry.component("verifier", name), "kinds", ()):
                taken.setdefault(kind, []).append(name)
    for kind, verifiers in sorted(taken.items()):
        if verifiers:
            finding = "verified by " + ", ".join(verifiers)
            yield Check("ok", f"references of kind {kind}", finding)
        else:
            finding = f"undecided: no {kinds[kind].needs}"
            yield Check("note", f"references of kind {kind}", finding)


def _models() -> Iterator[Check]:
    from preceptor.models import store as weights

    for name, model in weights.CATALOGUE.items():
        if weights.present(model)[0] is not None:
            yield Check("ok", f"model {name}", f"in the cache, {model.licence}")
        else:
            yield Check(
                "note", f"model {name}", "not fetched yet", f"preceptor models fetch {name}"
            )


def _device() -> Iterator[Check]:
    if importlib.util.find_spec("torch") is None:
        return
    import torch

    if torch.cuda.is_available():
        yield Check("ok", "device", f"CUDA: {torch.cuda.get_device_name(0)}")
    else:
        yield Check("note", "device", f"CPU only, torch {torch.__version__}")
