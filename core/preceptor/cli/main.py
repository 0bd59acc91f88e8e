"""The ``preceptor`` program: finds commands by entry-point name and imports only the one used.

``preceptor --help`` must stay as cheap as importing click, so nothing here imports pydantic,
a plugin, or a command.
"""

from __future__ import annotations

import errno
import importlib
import os
import sys
from collections.abc import Mapping
from typing import Any

import click

from preceptor._version import __version__

COMMANDS = "preceptor.commands"

SUMMARIES: Mapping[str, str] = {
    "run": "Run a recipe: annotate, verify, reflect, filter, mix, export, tune, evaluate.",
    "plan": "Show what a recipe would ask, in requests, tokens and cost; sends nothing.",
    "preview": "Show a few problems of a recipe with the exact messages that would be sent.",
    "check": "Check the verifiers with references, typical wrong answers and perturbations.",
    "verify": "Verify one answer, or a file of pairs, against references.",
    "bench": "Measure the verifiers on labelled pairs, next to math-verify when installed.",
    "explain": "Show everything that happened to one problem of a run.",
    "evaluate": "Measure models on the eval sources of a recipe.",
    "export": "Write the exports of a run again, without asking a teacher.",
    "models": "List, fetch and locate the small models that need no hub.",
    "plugins": "List plugins and components, or start a new plugin.",
    "schema": "Print the JSON Schema of recipes, installed plugins included.",
    "doctor": "Check this machine: Python, extras, plugins, models, disk, GPU.",
    "worker": "Annotate one shard of a run; started by executors and schedulers.",
}
"""Help of the framework's own commands, so that listing them imports none of them. Any other
command states its help in its module, see :func:`stated_summary`."""

DISK_ERRORS = frozenset(
    {
        errno.ENOSPC,
        errno.EDQUOT,
        errno.EFBIG,
        errno.EROFS,
        errno.EACCES,
        errno.EPERM,
        errno.ENOTDIR,
        errno.EISDIR,
        errno.ENAMETOOLONG,
    }
)
"""A disk that is full or over quota, or a place that cannot be written to: the user's to mend,
not a defect."""


def stated_summary(module: str) -> str:
    """The text of the line ``SUMMARY = "…"`` in a module's source, read without importing it.

    Where there is no such line, or the source is not found on ``sys.path``, the module's name.
    """
    import re
    from importlib.machinery import PathFinder

    folders: list[str] | None = None
    spec = None
    for part in module.split("."):
        spec = PathFinder.find_spec(part, folders)
        if spec is None:
            break
        folders = list(spec.submodule_search_locations or ())
    if spec is not None and spec.origin and spec.origin.endswith(".py"):
        try:
            with open(spec.origin, encoding="utf-8") as source:
                for line in source:
                    if match := re.match(r'SUMMARY = "([^"\\]+)"$', line):
                        return match.group(1)
        except (OSError, UnicodeDecodeError):
            pass
    return f"(from {module})"


class CommandGroup(click.Group):
    """A group whose commands are entry points, loaded when they are called."""

    def _points(self) -> dict[str, Any]:
        from importlib.metadata import entry_points

        # Later ones of the same name are ignored: a third party cannot replace a built-in.
        points: dict[str, Any] = {}
        for point in entry_points(group=COMMANDS):
            own = point.value.startswith("preceptor.cli.") or (
                point.dist is not None and point.dist.name == "preceptor"
            )
            if own or (point.name not in SUMMARIES and point.name not in points):
                points[point.name] = point
        return points

    def list_commands(self, ctx: click.Context) -> list[str]:
        points = self._points()
        own = [name for name in SUMMARIES if name in points]
        return own + sorted(name for name in points if name not in SUMMARIES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        point = self._points().get(cmd_name)
        if point is None:
            return None
        module, _, attribute = point.value.partition(":")
        try:
            command = getattr(importlib.import_module(module), attribute)
        except Exception as error:
            raise click.ClickException(
                f"the command {cmd_name!r} of {point.value} does not load: "
                f"{type(error).__name__}: {error}"
            ) from error
        if not isinstance(command, click.Command):
            raise click.ClickException(f"{point.value} is not a click command")
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        points = self._points()
        rows = [
            (name, SUMMARIES.get(name) or stated_summary(points[name].module))
            for name in self.list_commands(ctx)
        ]
        with formatter.section("Commands"):
            formatter.write_dl(rows)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            from preceptor.errors import did_you_mean

            suggestion = did_you_mean(args[0], self.list_commands(ctx)) if args else ""
            raise click.UsageError(f"{error.message}{suggestion}", ctx) from error


@click.group(
    cls=CommandGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="preceptor")
def preceptor() -> None:
    """Turn science problems into verified worked solutions, and those into a tuned model."""


def main(args: list[str] | None = None) -> None:
    """Run the program and exit with one of the codes of :class:`preceptor.errors.Exit`."""
    sys.exit(run(args))


def run(args: list[str] | None = None) -> int:
    """Run the program and return its exit code; every expected error becomes a message."""
    from preceptor.errors import Exit, PreceptorError

    try:
        code = preceptor.main(args=args, prog_name="preceptor", standalone_mode=False)
        return code if isinstance(code, int) else Exit.DONE
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.ClickException as error:
        error.show()
        return Exit.USAGE
    except PreceptorError as error:
        _tell(f"error: {error}", f"hint: {error.hint}" if error.hint else None)
        return error.exit_code
    except (KeyboardInterrupt, click.Abort):
        _tell("interrupted; to resume a run, run the same command again")
        return Exit.INTERRUPTED
    except BrokenPipeError:
        # The reader of our output has left; say nothing more to a closed pipe.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return Exit.DONE
    except OSError as error:
        if error.errno not in DISK_ERRORS:
            raise
        _tell(
            f"error: {error}",
            "hint: free some space or choose another folder, then run the same command to resume",
        )
        return Exit.NOT_READY


def _tell(*lines: str | None) -> None:
    for line in lines:
        if line:
            click.echo(line, err=True)
