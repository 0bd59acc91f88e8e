"""Measure verifiers on a batch of labelled rows that was kept back, and log each look at it.

    python benchmarks/first_look.py FOLDER --once              # pairs.jsonl and replies.jsonl in it
    python benchmarks/first_look.py FILE… --json report.json --rows verdicts.jsonl
    python benchmarks/first_look.py FOLDER --peer math-verify --peer-python PYTHON

A row has ``reference``, ``label`` and either ``candidate`` (a bare answer) or ``reply`` (its final
answer is extracted first); ``label_read``, where present, counts instead of ``label``. ``kind``,
``unit``, ``choices`` and conventions such as ``rtol`` are the options of ``preceptor.verify``.
Undecided, timeout and error are never right, since the label is right or wrong. After a batch was
looked at once, its figures tell how well the rules fit it, no longer how well they generalise:
``--once`` keeps looks.jsonl beside the data and says whether this look is the first.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from preceptor import __version__, verify_batch
from preceptor.benchmarking.cpu_time import cpu_seconds
from preceptor.benchmarking.math_verify_peer import delimited
from preceptor.benchmarking.verifiers import WARM_UP
from preceptor.references import Conventions
from preceptor.registry import Registry
from preceptor.reporting.statistics import wilson_interval
from preceptor.verification import VerificationHost

Row = dict[str, Any]
ROOT = Path(__file__).parent.parent
LOG = "looks.jsonl"
SECONDS = 10.0


def files_of(paths: Sequence[Path]) -> list[Path]:
    """The row files that the arguments name; in a folder, all of them but the log of looks."""
    found = []
    for path in paths:
        inside = sorted(path.glob("*.jsonl")) if path.is_dir() else [path]
        found += [file for file in inside if file.name != LOG]
    if not found:
        raise SystemExit(f"no .jsonl file in {', '.join(map(str, paths))}")
    return found


def read(file: Path) -> Iterator[Row]:
    """The rows of a file, each with ``set`` and ``label`` as they count."""
    for number, line in enumerate(file.read_text("utf-8").splitlines(), 1):
        row = json.loads(line)
        label = row.get("label_read", row.get("label"))
        if not isinstance(label, bool) or not isinstance(row.get("reference"), str):
            raise SystemExit(f"{file}, line {number}: a row needs a reference and a label")
        if ("candidate" in row) == ("reply" in row):
            raise SystemExit(f"{file}, line {number}: a row needs a candidate or a reply")
        name = row.get("set") or row.get("source") or file.stem
        yield {"id": f"{file.stem}-{number}", **row, "set": str(name), "label": label}


def options_of(row: Row) -> Row:
    """The keywords of ``preceptor.verify`` that a row states."""
    names = ("kind", "unit", "choices", *Conventions.model_fields)
    stated = {name: row[name] for name in names if row.get(name) is not None}
    return {**stated, "extract": "reply" in row}


def digest_of(files: Sequence[Path]) -> str:
    """SHA-256 over the contents of the files, in the order of the contents' own digests."""
    parts = sorted(hashlib.sha256(file.read_bytes()).hexdigest() for file in files)
    return parts[0] if len(parts) == 1 else hashlib.sha256("".join(parts).encode()).hexdigest()


def ours(rows: Sequence[Row]) -> tuple[list[Row], float | None]:
    """Status and reason for each row, and the CPU-seconds of this process and one worker."""
    groups: dict[str, list[int]] = {}
    for place, row in enumerate(rows):
        groups.setdefault(json.dumps(options_of(row), sort_keys=True), []).append(place)
    results: list[Row] = [{} for _ in rows]
    with VerificationHost(Registry.load(), workers=1, seconds=SECONDS) as host:
        verify_batch(WARM_UP, host=host)
        before = cpu_seconds(host.worker_pids)
        for text, places in groups.items():
            pairs = [(rows[place]["reference"], answer_of(rows[place])) for place in places]
            for place, result in zip(places, _batch(pairs, json.loads(text), host), strict=True):
                results[place] = result
        after = cpu_seconds(host.worker_pids)
    return results, None if before is None or after is None else after - before


def _batch(pairs: list[tuple[str, str]], options: Row, host: Any) -> list[Row]:
    try:
        verdicts = verify_batch(pairs, seconds=SECONDS, host=host, **options)
    except (TypeError, ValueError) as error:
        if len(pairs) == 1:
            return [{"status": "error", "reason": str(error)}]
        return [result for pair in pairs for result in _batch([pair], options, host)]
    return [{"status": str(verdict.status), "reason": verdict.reason} for verdict in verdicts]


def answer_of(row: Row) -> str:
    """What is verified: the candidate, or the whole reply."""
    return str(row["reply"] if "reply" in row else row["candidate"])


def peer(python: str, rows: Sequence[Row]) -> tuple[list[Row], float, str]:
    """math-verify's status for each row, its CPU-seconds and its version."""
    asked = []
    for row in rows:
        letters = [chr(ord("A") + place) for place in range(len(row.get("choices") or ()))]
        gold, answer = row["reference"].strip(), answer_of(row)
        if gold.strip("()") in letters:
            asked.append({"gold": gold.strip("()"), "answer": answer, "letters": letters})
        else:
            answer = answer if "reply" in row else delimited(answer)
            asked.append({"gold": delimited(gold), "answer": answer, "letters": []})
    done = subprocess.run(
        [python, str(Path(__file__).with_name("first_look_peer.py"))],
        input=json.dumps(asked), capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise SystemExit(f"{python}: {done.stderr[-2000:]}")
    report = json.loads(done.stdout.splitlines()[-1])
    return [{"status": status} for status in report["statuses"]], report["cpu"], report["version"]


def figures(rows: Sequence[Row], results: Sequence[Row]) -> Row:
    """Counts, and shares as [count, of, low, high] with the 95 % Wilson interval."""
    found = [(row["label"], result["status"]) for row, result in zip(rows, results, strict=True)]
    count, true = Counter(found), sum(row["label"] for row in rows)
    accepted, wrongly = count[True, "accepted"], count[False, "accepted"]
    undecided = sum(status not in ("accepted", "rejected") for _label, status in found)
    false = len(rows) - true
    return {
        "rows": len(rows),
        "accuracy": _share(accepted + count[False, "rejected"], len(rows)),
        "accuracy_undecided_rejected": _share(accepted + false - wrongly, len(rows)),
        "false_accepts": _share(wrongly, false),
        "true_accepted": _share(accepted, true),
        "undecided": _share(undecided, len(rows)),
    }


def _share(part: int, whole: int) -> list[float]:
    low, high = wilson_interval(part, whole) if whole else (0.0, 1.0)
    return [part, whole, round(low, 4), round(high, 4)]


def table(title: str, by_set: dict[str, Row]) -> str:
    """One line for each set, the last one for all rows."""
    heads = ("accuracy", "undecided=rejected", "false accepts", "true accepted", "undecided")
    lines = [f"{title:28.28s}{'rows':>6s}" + "".join(f"{head:>33s}" for head in heads)]
    for name, figure in by_set.items():
        cells = "".join(f"{_cell(figure[key]):>33s}" for key in list(figure)[1:])
        lines.append(f"{name:28.28s}{figure['rows']:6d}{cells}")
    return "\n".join(lines)


def _cell(share: list[float]) -> str:
    part, whole, low, high = share
    exact = f"{part}/{whole}"
    return f"{part / whole:.1%} [{low:.1%}, {high:.1%}] {exact:>9s}" if whole else "-"


def contestant(rows: list[Row], results: list[Row], cpu: float | None, version: str) -> Row:
    """Everything about one verifier."""
    names = list(dict.fromkeys(row["set"] for row in rows))
    by_set = {}
    for name in [*names, "all"]:
        places = [n for n, row in enumerate(rows) if name in ("all", row["set"])]
        by_set[name] = figures([rows[n] for n in places], [results[n] for n in places])
    speed = round(len(rows) / cpu, 1) if cpu else None
    return {"version": version, "cpu_seconds": cpu, "rows_per_cpu_second": speed, "by_set": by_set}


def git_state() -> tuple[str, bool]:
    """The commit of this checkout, and whether the tree differs from it."""
    git = ["git", "-C", str(ROOT)]
    head = subprocess.run([*git, "rev-parse", "HEAD"], capture_output=True, check=False)
    tree = subprocess.run([*git, "status", "--porcelain"], capture_output=True, check=False)
    return head.stdout.decode().strip() or "unknown", bool(tree.stdout.strip())


def look(log: Path, report: Row) -> str:
    """Add the report to the log; say which look at these very files it is."""
    lines = log.read_text("utf-8").splitlines() if log.exists() else []
    before = [entry for entry in map(json.loads, lines) if entry["digest"] == report["digest"]]
    totals = {name: one["by_set"]["all"] for name, one in report["contestants"].items()}
    entry = {key: report[key] for key in ("date", "commit", "dirty", "version", "digest")}
    with log.open("a", encoding="utf-8") as file:
        file.write(json.dumps({**entry, "figures": totals}) + "\n")
    if not before:
        return "first look at this batch"
    return f"look {len(before) + 1} at this batch; the first was on {before[0]['date']}"


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("paths", type=Path, nargs="+", help="folders or files of rows")
    parser.add_argument("--peer", choices=["math-verify"])
    parser.add_argument("--peer-python", default=sys.executable, help="interpreter with the peer")
    parser.add_argument("--json", type=Path, help="write the whole report there")
    parser.add_argument("--rows", type=Path, help="write the status of each row there")
    parser.add_argument("--once", action="store_true", help=f"log this look in {LOG}")
    given = parser.parse_args(arguments)

    files = files_of(given.paths)
    rows = [row for file in files for row in read(file)]
    commit, dirty = git_state()
    report: Row = {
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "digest": digest_of(files),
        "files": {str(file): digest_of([file]) for file in files},
        "version": __version__, "commit": commit, "dirty": dirty, "contestants": {},
    }  # fmt: skip
    results, cpu = ours(rows)
    report["contestants"]["preceptor"] = contestant(rows, results, cpu, __version__)
    if given.peer:
        others, cpu, installed = peer(given.peer_python, rows)
        report["contestants"][given.peer] = contestant(rows, others, cpu, installed)
        results = [{**a, given.peer: b["status"]} for a, b in zip(results, others, strict=True)]

    for name, one in report["contestants"].items():
        print(table(f"{name} {one['version']}", one["by_set"]))
        seconds, speed = one["cpu_seconds"], one["rows_per_cpu_second"]
        print("CPU time unknown" if not seconds else f"{seconds:.1f} CPU-s, {speed} rows per CPU-s")
    for name, digest in report["files"].items():
        print(f"{digest}  {name}")
    print(f"digest {report['digest']}, commit {commit}{', dirty tree' if dirty else ''}")
    if given.once:
        folder = given.paths[0] if given.paths[0].is_dir() else given.paths[0].parent
        print(look(folder / LOG, report))
    if given.json:
        given.json.write_text(json.dumps(report, indent=2), "utf-8")
    if given.rows:
        with given.rows.open("w", encoding="utf-8") as file:
            for row, result in zip(rows, results, strict=True):
                shown = {key: row[key] for key in ("id", "set", "label")}
                file.write(json.dumps({**shown, **result}, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
