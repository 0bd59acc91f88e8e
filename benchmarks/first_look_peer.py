"""The peer that ``benchmarks/first_look.py`` compares with, in an interpreter of its own.

Reads a JSON list of rows {gold, answer, letters} on standard input and prints one JSON object:
``statuses``, ``cpu`` in seconds without the imports, and math-verify's ``version``. The calls are
those that its documentation recommends: defaults throughout, and a StringExtractionConfig for the
letters of options. Needs nothing of preceptor.
"""

from __future__ import annotations

import json
import logging
import sys
import time
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from math_verify import StringExtractionConfig, parse, verify


def status_of(row: dict[str, Any]) -> str:
    """``accepted`` or ``rejected``; a gold that cannot be read is never equal to anything."""
    letters = tuple(row["letters"])
    keywords = {"extraction_config": [StringExtractionConfig(strings=letters)]} if letters else {}
    try:
        gold = parse(row["gold"], **keywords)
        same = bool(gold) and verify(gold, parse(row["answer"], **keywords))
    except Exception:
        same = False
    return "accepted" if same else "rejected"


def main() -> None:
    logging.disable(logging.CRITICAL)
    rows = json.load(sys.stdin)
    # Loads what is imported lazily.
    status_of({"gold": "$1$", "answer": "$1$", "letters": []})
    start = time.process_time()
    statuses = [status_of(row) for row in rows]
    cpu = time.process_time() - start
    try:
        installed = version("math-verify")
    except PackageNotFoundError:
        installed = "unknown"
    print(json.dumps({"statuses": statuses, "cpu": cpu, "version": installed}))


if __name__ == "__main__":
    main()
