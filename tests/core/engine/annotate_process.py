"""A run in its own process, to be killed: ``annotate_process.py JOURNAL URL COUNT [DELAY]``.

Prints ``ready`` once annotation begins and the summary as JSON when it is done. Exit codes are
those of the command line.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from concurrent.futures import Future
from dataclasses import asdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "support"))

from in_process import TextHost, Twice, one_pass, problems, quick
from scripted_server import MODEL

from preceptor.components import Item
from preceptor.engine import Counters, annotate
from preceptor.errors import Exit, PreceptorError
from preceptor.journal import Journal
from preceptor.records import Verdict
from preceptor.registry import Registry


class SlowHost(TextHost):
    """Takes its time, so that a kill also hits between a reply and its verdict."""

    def submit(self, item: Item) -> Future[Verdict]:
        time.sleep(0.001)
        return super().submit(item)


def main() -> int:
    path, url, count = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    teacher = Registry.load().create(
        "teacher",
        "openai",
        {"base_url": url, "model": MODEL, "api_key_env": "SCRIPTED_KEY"},
    )
    try:
        with Journal(path) as journal:
            rows = problems(count)
            journal.ingest({"numbers": rows}, str(count))
            print("ready", flush=True)
            passes = [one_pass(teacher, Twice)]
            options = quick(in_flight=16, drain_seconds=5.0)
            summary = asyncio.run(annotate(journal, passes, SlowHost(), options, Counters()))
    except PreceptorError as error:
        print(f"error: {error}\n{error.hint}", file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        return Exit.INTERRUPTED
    print(json.dumps(asdict(summary)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
