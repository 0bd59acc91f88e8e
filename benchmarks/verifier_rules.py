"""The ledger of narrow rules: what public pairs lose when one rule of the verifiers is off.

    PRECEPTOR_DATA=… python benchmarks/verifier_rules.py               # the table of all nine rules
    PRECEPTOR_DATA=… python benchmarks/verifier_rules.py money times-of-day

The verifiers run in the usual killable workers. This file is also the plugin that switches a rule
off in them, named by the environment variable RULE_OFF; see docs/verifier-rules.md.
"""

from __future__ import annotations

import importlib
import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

PRECEPTOR_API = 1
VARIABLE = "RULE_OFF"
PACKAGE = "preceptor_verifiers"
FILES = (
    "pairs_core",
    "derived_scibench_2000",
    "labelled_latex_parse",
    "labelled_chempy_formulas_equations",
    "adversarial_own",
)


def nothing(*_values: Any) -> None:
    """What the function of a rule returns where it does not apply."""


def no(*_values: Any) -> bool:
    """What the question of a rule is answered with where it does not apply."""
    return False


RULES: dict[str, tuple[str, str, Callable[..., Any]]] = {
    "unevaluated-gcd": ("algebra.unevaluated_gcd", "carries_out_division", no),
    "ellipses": ("collections.ellipses", "has_ellipsis", no),
    "times-of-day": ("reading.times_of_day", "time_of_day", nothing),
    "infinite-unions": ("collections.infinite_unions", "grown", nothing),
    "constant-expressions": ("quantities.constant_expressions", "in_constants", nothing),
    "electron-configurations": ("chemistry.electron_configurations", "compare_orbitals", nothing),
    "money": ("reading.money", "amount_of_money", nothing),
    "uncertainty": ("quantities.uncertainty", "compare_uncertain", nothing),
    "equality-chains": ("quantities.equality_chains", "end_of_chain", nothing),
}
"""Module, function and replacement of each rule."""


def switch_off(rule: str) -> None:
    """Replace the function of a rule in every verifier module that has imported it."""
    for name in ("numeric", "symbolic", "text", "choice", "comparison", "collections.real_sets"):
        importlib.import_module(f"{PACKAGE}.{name}")
    module, name, replacement = RULES[rule]
    original = getattr(importlib.import_module(f"{PACKAGE}.{module}"), name)
    for loaded in [m for key, m in sys.modules.items() if key.startswith(PACKAGE)]:
        for attribute, value in list(vars(loaded).items()):
            if value is original:
                setattr(loaded, attribute, replacement)


def verdicts(data: Path, name: str, rule: str | None) -> dict[int, str]:
    """Status by row number of one file of pairs, with a rule off or with all of them on."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "verdicts.jsonl"
        command = [sys.executable, "-m", "preceptor", "verify", "--plugin", __file__]
        command += ["--pairs", str(data / f"{name}.jsonl"), "--out", str(out)]
        if name == "derived_scibench_2000":
            command += ["--rtol", "0.01"]
        environment = {**os.environ, VARIABLE: rule or ""}
        # Exit code 1 means that many rows could not be read, which adversarial pairs want.
        subprocess.run(command, env=environment, capture_output=True, check=False)
        rows = (json.loads(line) for line in out.read_text("utf-8").splitlines())
        return {number: row["verdict"] for number, row in enumerate(rows)}


def main() -> None:
    data = Path(os.environ.get("PRECEPTOR_DATA", "")) / "verification"
    if not data.is_dir():
        sys.exit("PRECEPTOR_DATA does not name the folder of public data")
    chosen = sys.argv[1:] or list(RULES)
    if unknown := set(chosen) - set(RULES):
        sys.exit(f"unknown rules {sorted(unknown)}; there are: {', '.join(RULES)}")
    labels: dict[str, list[Any]] = {}
    for name in FILES:
        lines = (data / f"{name}.jsonl").read_text("utf-8").splitlines()
        labels[name] = [json.loads(line).get("label") for line in lines]
    on = {name: verdicts(data, name, None) for name in FILES}
    print("| rule | lines | rows gained | rows lost | false accepts prevented |")
    print("|---|---|---|---|---|")
    for rule in chosen:
        counts: dict[str, Counter[str]] = {key: Counter() for key in ("gained", "lost", "accepts")}
        for name in FILES:
            off = verdicts(data, name, rule)
            for number, label in enumerate(labels[name]):
                right = "accepted" if label else "rejected"
                was, now = off.get(number), on[name].get(number)
                counts["gained"][name] += now == right != was
                counts["lost"][name] += was == right != now
                counts["accepts"][name] += not label and was == "accepted" != now
        source = importlib.import_module(f"{PACKAGE}.{RULES[rule][0]}").__file__
        lines_of_rule = len(Path(str(source)).read_text("utf-8").splitlines())
        cells = (listed(counts[key]) for key in ("gained", "lost", "accepts"))
        print(f"| {rule} | {lines_of_rule} | {' | '.join(cells)} |", flush=True)


def listed(counts: Counter[str]) -> str:
    return ", ".join(f"{name} {count}" for name, count in counts.items() if count) or "–"


if __name__ == "__main__":
    main()
elif os.environ.get(VARIABLE):
    switch_off(os.environ[VARIABLE])
