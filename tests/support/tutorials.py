"""Runs a tutorial page as its reader would: writes the files it shows, types its commands.

A page is Markdown. Two kinds of fenced block are used, in the order of the page:

- A block with a title in its info string, such as ```` ```yaml title="recipe.yaml" ````, is
  written to the file of that name.
- A ``console`` block holds commands, each on a line that starts with ``$ ``, and below each the
  output that a reader sees, standard error included. ``…`` in a line stands for any text, and a
  line that is only ``…`` for any number of lines. A command without lines below it may print
  anything. A command ends with exit status 0, or, where the last line of the block is
  ``# exits with N``, the last command of the block with N. A command goes on in the next line
  after a backslash; such a line starts with ``> ``.

Blocks of any other kind are not run. Variables that a command exports, and the folder it changes
to, are kept for the next one, as in a terminal.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

SECONDS = 240
"""Wall time of one command."""

_FENCE = re.compile(r"(?P<fence>`{3,})(?P<language>[\w-]*)(?P<info>.*)")
_TITLE = re.compile(r'title="([^"]+)"')
_EXIT = re.compile(r"# exits with (\d+)")
_STATE = ".tutorial-shell-state"


@dataclass(frozen=True)
class Block:
    """A fenced block; ``line`` is that of its first line of content."""

    language: str
    info: str
    line: int
    lines: tuple[str, ...]


@dataclass
class Command:
    """A command of a ``console`` block with what it is expected to do."""

    line: int
    text: str
    expected: list[str] = field(default_factory=list)
    status: int = 0


def run_tutorial(path: Path, folder: Path, env: Mapping[str, str] | None = None) -> None:
    """Write the files of the page ``path`` into ``folder`` and run its commands there.

    Args:
        path: A Markdown page.
        folder: Where the reader works; the page's files are written below it.
        env: Environment variables, added to those of this process.

    Raises:
        AssertionError: a command printed something else or ended with another exit status;
            the message has the page, the line, what was expected and what came.
    """
    state = folder / _STATE
    state.write_text("")
    ran = 0
    for block in blocks(path.read_text()):
        title = _TITLE.search(block.info)
        if title is not None:
            target = folder / title[1]
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text("\n".join(block.lines) + "\n")
        elif block.language == "console":
            for command in commands(block):
                _run(path, command, folder, env or {})
                ran += 1
    state.unlink()
    assert ran, f"{path}: no command to run"


def blocks(text: str) -> Iterator[Block]:
    """The fenced blocks of a page, in order."""
    lines = text.splitlines()
    index = 0
    while index < len(lines):
        opening = _FENCE.fullmatch(lines[index])
        index += 1
        if opening is None:
            continue
        first = index
        while index < len(lines) and lines[index].rstrip() != opening["fence"]:
            index += 1
        yield Block(opening["language"], opening["info"], first + 1, tuple(lines[first:index]))
        index += 1


def commands(block: Block) -> list[Command]:
    """The commands of a ``console`` block.

    Raises:
        AssertionError: the block starts with something other than a command.
    """
    found: list[Command] = []
    lines = list(block.lines)
    ending = _EXIT.fullmatch(lines[-1]) if lines else None
    if ending:
        lines.pop()
    for number, line in enumerate(lines, block.line):
        if line.startswith("$ "):
            found.append(Command(number, line[2:]))
            continue
        assert found, f"line {number}: output before the first command: {line}"
        if found[-1].text.endswith("\\") and line.startswith("> "):
            found[-1].text += "\n" + line[2:]
        else:
            found[-1].expected.append(line)
    if ending:
        found[-1].status = int(ending[1])
    return found


def _run(path: Path, command: Command, folder: Path, env: Mapping[str, str]) -> None:
    programs = Path(sys.executable).parent
    given = {**os.environ, "NO_COLOR": "1", "COLUMNS": "100", **env}
    given["PATH"] = f"{programs}{os.pathsep}{given.get('PATH', '')}"
    given["TUTORIAL_STATE"] = str((folder / _STATE).resolve())
    # What the command exports, and the folder it ends in, come first in the next command.
    script = (
        'trap \'{ export -p; printf "cd %q\\n" "$PWD"; } >"$TUTORIAL_STATE"\' EXIT\n'
        f'. "$TUTORIAL_STATE"\n{command.text}\n'
    )
    done = subprocess.run(
        ["bash", "-c", script],
        cwd=folder,
        env=given,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=SECONDS,
        check=False,
    )
    output = done.stdout.decode(errors="replace").rstrip("\n")
    where = f"{path}:{command.line}: $ {command.text}"
    if done.returncode != command.status:
        raise AssertionError(
            f"{where}\nexpected exit status {command.status}, got {done.returncode}:\n{output}"
        )
    expected = "\n".join(command.expected).strip("\n")
    if expected and not matches(expected, output):
        raise AssertionError(f"{where}\nexpected:\n{expected}\n\ngot:\n{output}")


def matches(expected: str, output: str) -> bool:
    """Whether ``output`` is what ``expected``, with its wildcards, describes."""
    pattern = ""
    for line in expected.splitlines():
        if line.strip() == "…":
            pattern += r"(?:[^\n]*\n)*"
        else:
            parts = (re.escape(part) for part in line.rstrip().split("…"))
            pattern += r"[^\n]*".join(parts) + r"[ \t\r]*\n"
    return re.fullmatch(pattern, output + "\n") is not None
