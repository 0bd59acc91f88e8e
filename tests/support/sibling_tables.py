"""The tables of siblings: for each rule of reading, answers of its kind and their near misses.

    python tests/support/sibling_tables.py    # writes the list in docs/verifier-rules.md

A table is a file ``tests/plugins/verifiers/siblings/<rule>.yaml`` with the keys

``rule``
    The name of the file without its ending.
``module``
    The module that the rule is in.
``serves``
    A sentence: which answers the rule is for.
``accepted``, ``not_accepted``, ``not_rejected``
    Rows ``[reference, candidate]`` or ``[reference, candidate, options]``; the options are
    keywords of :func:`preceptor.verify`.
``guards``
    True for a rule that only prevents false accepts; such a table needs no accepted rows.
"""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import yaml

ROOT: Final = Path(__file__).parents[2]
FOLDER: Final = ROOT / "tests/plugins/verifiers/siblings"
LEDGER: Final = ROOT / "docs/verifier-rules.md"
BEGIN: Final = "<!-- rules of reading: begin -->"
END: Final = "<!-- rules of reading: end -->"

ROWS: Final = 10
NOT_ACCEPTED: Final = 4
ACCEPTED: Final = 6
EXPECTATIONS: Final = ("accepted", "not_accepted", "not_rejected")
_KEYS: Final = {"rule", "module", "serves", "guards", *EXPECTATIONS}


@dataclass(frozen=True)
class Row:
    """One pair, its options as JSON, and what its verdict must be."""

    reference: str
    candidate: str
    options: str
    expected: str

    @property
    def keywords(self) -> dict[str, Any]:
        return dict(json.loads(self.options))

    def holds(self, status: str) -> bool:
        """Whether a verdict's status is as expected."""
        if self.expected == "accepted":
            return status == "accepted"
        return status != self.expected.removeprefix("not_")


@dataclass(frozen=True)
class Table:
    """The siblings of one rule."""

    rule: str
    module: str
    serves: str
    guards: bool
    rows: tuple[Row, ...]

    def count(self, *expected: str) -> int:
        return sum(row.expected in expected for row in self.rows)

    def faults(self) -> list[str]:
        """What makes the table too thin to hold its rule, one sentence each."""
        faults = []
        if importlib.util.find_spec(self.module) is None:
            faults.append(f"there is no module {self.module}")
        if len(self.serves.split()) < 4 or not self.serves.rstrip().endswith("."):
            faults.append("`serves` is not a sentence")
        if len(self.rows) < ROWS:
            faults.append(f"{len(self.rows)} rows, fewer than {ROWS}")
        if self.count("not_accepted") < NOT_ACCEPTED:
            faults.append(f"fewer than {NOT_ACCEPTED} rows under not_accepted")
        if not self.guards and self.count("accepted") < ACCEPTED:
            faults.append(f"fewer than {ACCEPTED} rows under accepted, and no `guards: true`")
        faults += [f"twice: {row}" for row in _repeated((r.reference, r.candidate, r.options)
                                                        for r in self.rows)]  # fmt: skip
        return faults


def _repeated(values: Iterable[Any]) -> list[Any]:
    seen: set[Any] = set()
    return [value for value in values if value in seen or seen.add(value)]  # type: ignore[func-returns-value]


def paths() -> list[Path]:
    return sorted(FOLDER.glob("*.yaml"))


def load(path: Path) -> Table:
    """The table of a file.

    Raises:
        ValueError: the file does not have the form of a table.
    """
    try:
        content = yaml.safe_load(path.read_text("utf-8"))
    except yaml.YAMLError as error:
        raise ValueError(f"{path.name}: {error}") from error
    if not isinstance(content, Mapping):
        raise ValueError(f"{path.name}: not a mapping")
    if unknown := set(content) - _KEYS:
        raise ValueError(f"{path.name}: unknown keys {sorted(map(str, unknown))}")
    for key in ("rule", "module", "serves"):
        if not isinstance(content.get(key), str):
            raise ValueError(f"{path.name}: `{key}` is not text")
    if content["rule"] != path.stem:
        raise ValueError(f"{path.name}: `rule` is {content['rule']!r}, not the file's name")
    rows = tuple(
        _row(path, expected, row)
        for expected in EXPECTATIONS
        for row in content.get(expected) or ()
    )
    return Table(
        rule=content["rule"],
        module=content["module"],
        serves=" ".join(content["serves"].split()),
        guards=content.get("guards") is True,
        rows=rows,
    )


def _row(path: Path, expected: str, row: Any) -> Row:
    if not isinstance(row, list) or len(row) not in (2, 3):
        raise ValueError(f"{path.name}: not [reference, candidate] or with options: {row!r}")
    reference, candidate = row[:2]
    options = row[2] if len(row) == 3 else {}
    if not (isinstance(reference, str) and isinstance(candidate, str)):
        raise ValueError(f"{path.name}: reference and candidate must be quoted: {row!r}")
    if not isinstance(options, Mapping):
        raise ValueError(f"{path.name}: the options are not a mapping: {row!r}")
    return Row(reference, candidate, json.dumps(dict(options), sort_keys=True), expected)


def ledger(tables: Iterable[Table]) -> str:
    """The list of rules as a Markdown table."""
    lines = ["| rule | module | serves | accepted | not accepted |", "|---|---|---|---|---|"]
    for table in tables:
        module = table.module.removeprefix("preceptor_verifiers.").replace(".", "/")
        lines.append(
            f"| {table.rule} | `{module}` | {table.serves.replace('|', chr(92) + '|')} "
            f"| {table.count('accepted')} | {table.count('not_accepted', 'not_rejected')} |"
        )
    return "\n".join(lines)


def stated_ledger(text: str) -> str:
    """The list of rules that a document states between its two marks.

    Raises:
        ValueError: a mark is not there.
    """
    begin, end = text.index(BEGIN) + len(BEGIN), text.index(END)
    return text[begin:end].strip()


def main() -> None:
    text = LEDGER.read_text("utf-8")
    listed = ledger(load(path) for path in paths())
    before, after = text.split(BEGIN)[0], text.split(END)[1]
    LEDGER.write_text(f"{before}{BEGIN}\n\n{listed}\n\n{END}{after}", "utf-8")


if __name__ == "__main__":
    main()
