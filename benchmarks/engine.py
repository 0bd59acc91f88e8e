"""The annotation engine compared with other clients, on the same requests, with and without faults.

    python benchmarks/engine.py [--problems 1334] [--in-flight 256] [--faults SHARES]
        [--client sdk] [--peer curator=/path/to/python] [--peer distilabel=/path/to/python]
    python benchmarks/engine.py --memory 200000

The first form starts ``fault_server.py`` and then each contestant in its own process, one
after the other. ``preceptor`` goes first: the requests that it made are what the others send.
``--client sdk`` adds ``preceptor-sdk``, whose teacher sends through the openai SDK.
``--faults`` runs everything a second time with a share of the requests failing once. A peer is
left out, with a message, unless a Python that has it is named or this one has it.

wall and CPU are those from the first to the last request, child processes (verifier workers)
included; rss is the largest process of the contestant. *lost*: requests that the endpoint would
have answered and of which the contestant has no reply; *doubled*: replies returned twice;
*paid twice*: completions beyond the first for the same request.

The second form measures the peak memory of this many problems against that of 2,000.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.request import Request, urlopen

from fault_server import QUESTION, digest_of, read_faults, struck

HERE = Path(__file__).parent
FAULTS = "429:0.02,500:0.01,503:0.01,drop:0.01,half_body:0.005,invalid_json:0.005,400:0.005"
PEERS = {"curator": "bespokelabs", "distilabel": "distilabel"}
"""The packages that the peers are in."""
LIMIT_SECONDS = 900
"""A contestant that takes longer is left out; a memory run may take as long as it needs."""
BASELINE_PROBLEMS = 2000
"""What ``--memory`` compares with."""


@dataclass(frozen=True)
class Result:
    """One contestant's figures; seconds and MiB."""

    name: str
    wall: float
    cpu: float
    cpu_children: float
    rss: float
    lost: int
    doubled: int
    paid_twice: int
    requests: int


@contextmanager
def serving(folder: Path, latency: float, faults: str) -> Iterator[str]:
    """The fault server as a process; gives its address."""
    port = folder / "port"
    port.unlink(missing_ok=True)
    arguments = ["--port-file", port, "--latency", str(latency), "--faults", faults]
    server = subprocess.Popen([sys.executable, HERE / "fault_server.py", *arguments])
    try:
        while not port.exists():
            if server.poll() is not None:
                raise SystemExit("the fault server did not start")
            time.sleep(0.02)
        yield f"http://127.0.0.1:{port.read_text()}"
    finally:
        server.kill()
        server.wait()


def measure(
    name: str,
    python: str,
    address: str,
    requests: str,
    folder: Path,
    in_flight: int,
    limit: float | None = LIMIT_SECONDS,
) -> tuple[Mapping[str, float], Mapping[str, int], Path]:
    """Run one contestant: its measurements, the server's counts, the file of its replies."""
    with urlopen(Request(f"{address}/reset", method="POST")) as reset:
        reset.read()
    mine = folder / name
    mine.mkdir()
    command = [python, HERE / "contestants.py", name, f"{address}/v1", requests, mine, in_flight]
    with (mine / "stderr").open("w") as stderr:
        done = subprocess.Popen(
            [str(part) for part in command],
            stdout=subprocess.PIPE,
            stderr=stderr,
            text=True,
            start_new_session=True,
        )
    try:
        out, _ = done.communicate(timeout=limit)
    except subprocess.TimeoutExpired:
        raise RuntimeError(f"it did not finish within {limit} s") from None
    finally:
        with suppress(ProcessLookupError):  # its children, if any are left
            os.killpg(done.pid, signal.SIGKILL)
    if done.returncode:
        tail = (mine / "stderr").read_text()[-1500:]
        raise RuntimeError(f"exit code {done.returncode}: …{tail}")
    with urlopen(f"{address}/counts") as counts:
        counted = json.load(counts)
    return json.loads(out.splitlines()[-1]), counted, mine / "replies.jsonl"


def wanted(requests: list[dict[str, object]], faults: Mapping[str, float]) -> set[bytes]:
    """Digests of the requests that can be answered.

    What follows from a reply that cannot be had is not wanted either.
    """
    refused = {
        problem_of(row) for row in requests if struck(digest_of(row["messages"]), faults) == "400"
    }
    return {digest_of(row["messages"]) for row in requests if problem_of(row) not in refused}


def problem_of(row: Mapping[str, object]) -> str:
    """The number of the problem that a request is about."""
    match = QUESTION.search(json.dumps(row["messages"]))
    assert match is not None
    return match.group(1)


def compare(
    folder: Path, given: argparse.Namespace, faults: str, pythons: Mapping[str, str]
) -> list[Result]:
    """All contestants against one server."""
    folder.mkdir()
    results: list[Result] = []
    requests = folder / "requests.jsonl"
    with serving(folder, given.latency, "") as address:
        if not faults:
            first = measure(
                "preceptor", sys.executable, address, str(given.problems), folder, given.in_flight
            )
            results.append(_result("preceptor", first, set(), {}))
        else:
            requests = folder.parent / "clean" / "requests.jsonl"
    if not faults:
        _write_requests(first[2], requests)
    sent = rows_in(requests)
    digests = {int(str(row["number"])): digest_of(row["messages"]) for row in sent}
    expected = wanted(sent, read_faults(faults))
    names = [name for name in pythons if faults or name != "preceptor"]
    with serving(folder, given.latency, faults) as address:
        for name in names:
            what = str(given.problems) if name.startswith("preceptor") else str(requests)
            try:
                one = measure(name, pythons[name], address, what, folder, given.in_flight)
            except RuntimeError as error:
                print(f"{name}: left out: {error}", file=sys.stderr)
                continue
            results.append(_result(name, one, expected, digests))
    return results


def rows_in(path: Path) -> list[dict[str, object]]:
    """The objects of a JSONL file."""
    return [json.loads(line) for line in path.read_text().splitlines()]


def _write_requests(replies: Path, path: Path) -> None:
    sampling = {"max_tokens": 512, "temperature": 0.7, "top_p": 1.0}
    rows = (
        {"number": number, "messages": row["messages"], **sampling}
        for number, row in enumerate(rows_in(replies))
    )
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))


def _result(
    name: str,
    measured: tuple[Mapping[str, float], Mapping[str, int], Path],
    expected: set[bytes],
    digests: Mapping[int, bytes],
) -> Result:
    took, counted, replies = measured
    got = [
        digest_of(row["messages"]) if "messages" in row else digests[int(str(row["number"]))]
        for row in rows_in(replies)
        if row["text"]
    ]
    return Result(
        name,
        took["wall"],
        took["cpu"] + took["cpu_children"],
        took["cpu_children"],
        max(took["rss"], took["rss_child"]),
        len(expected - set(got)),
        len(got) - len(set(got)),
        counted["paid_twice"],
        counted["requests"],
    )


def show(title: str, results: list[Result]) -> None:
    """The table, as Markdown, with ratios to the openai SDK."""
    base = next((one for one in results if one.name == "sdk"), None)
    print(f"\n## {title}\n")
    print("| client | requests | wall s | × sdk | CPU s | in children | ms/request |", end="")
    print(" × sdk | rss MiB | lost | doubled | paid twice |\n|---|" + "---:|" * 11)
    for one in results:
        per = one.cpu / one.requests
        wall = f"{one.wall / base.wall:.2f}" if base else ""
        cpu = f"{per / (base.cpu / base.requests):.2f}" if base else ""
        print(
            f"| {one.name} | {one.requests} | {one.wall:.2f} | {wall} | {one.cpu:.2f} | "
            f"{one.cpu_children:.2f} | {1000 * per:.2f} | {cpu} | {one.rss:.0f} | {one.lost} | "
            f"{one.doubled} | {one.paid_twice} |"
        )


def contestants(peers: list[str], client: str | None) -> dict[str, str]:
    """The Python that each contestant runs in."""
    named = dict(peer.split("=", 1) for peer in peers)
    own = ["preceptor", *([f"preceptor-{client}"] if client else [])]
    pythons = dict.fromkeys((*own, "sdk", "aiohttp"), sys.executable)
    for name, package in PEERS.items():
        if name in named:
            pythons[name] = named[name]
        elif importlib.util.find_spec(package):
            pythons[name] = sys.executable
        else:
            print(f"{name} is not installed here: left out", file=sys.stderr)
    return pythons


def memory(count: int, folder: Path, given: argparse.Namespace) -> None:
    """Peak RSS of the engine at ``count`` problems and at a few."""
    peaks: dict[int, float] = {}
    with serving(folder, 0.01, "") as address:
        for size in (BASELINE_PROBLEMS, count):
            part = folder / str(size)
            part.mkdir()
            took, counted, _ = measure(
                "preceptor", sys.executable, address, str(size), part, given.in_flight, limit=None
            )
            peaks[size] = took["rss"]
            print(
                f"{size} problems, {counted['requests']} requests: peak {peaks[size]:.0f} MiB, "
                f"{took['wall']:.0f} s, {took['cpu']:.0f} CPU-s"
            )
    print(f"peak RSS × {peaks[count] / peaks[BASELINE_PROBLEMS]:.2f} (target: 1.3)")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--problems", type=int, default=1334, help="one in four takes 3 requests")
    parser.add_argument("--in-flight", type=int, default=256)
    parser.add_argument("--latency", type=float, default=0.2, help="seconds before each reply")
    parser.add_argument("--faults", nargs="?", const=FAULTS, help=f"KIND:SHARE,… [{FAULTS}]")
    parser.add_argument("--client", choices=["sdk"], help="measure the teacher with it too")
    parser.add_argument("--peer", action="append", default=[], metavar="NAME=PYTHON")
    parser.add_argument("--memory", type=int, metavar="PROBLEMS")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="preceptor-benchmark-") as name:
        if given.memory:
            memory(given.memory, Path(name), given)
            return
        pythons = contestants(given.peer, given.client)
        floor = f"{given.latency:g} s latency, {given.in_flight} in flight"
        show(f"No faults, {floor}", compare(Path(name, "clean"), given, "", pythons))
        if given.faults:
            faulty = compare(Path(name, "faults"), given, given.faults, pythons)
            show(f"Faults {given.faults}, {floor}", faulty)


if __name__ == "__main__":
    main()
