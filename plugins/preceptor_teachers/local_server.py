"""The child process of the ``local`` teacher: serves one GGUF file until its input closes.

Run as ``python -m preceptor_teachers.local_server``. One JSON line on standard input holds the
settings (so that the key is in no command line), one JSON line on standard output the address;
all output of llama.cpp goes to standard error.
"""

from __future__ import annotations

import json
import os
import sys
import threading
import time
from typing import Final

LOCAL_PROMPT_CACHE_MIB: Final = 1024
"""Memory in which the local server keeps the processed state of earlier prompts."""


def main() -> int:
    """Serve until standard input closes or the parent is gone."""
    # llama.cpp may print; the pipe to the parent is for the address only.
    announce = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    parent = os.getppid()
    settings = json.loads(sys.stdin.readline())
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()

    import xllamacpp

    params = xllamacpp.CommonParams()
    params.model.path = settings["model"]
    params.model_alias = {settings["alias"]}
    params.n_parallel = settings["slots"]
    params.n_ctx = settings["slots"] * settings["context"]
    threads = settings["threads"] or usable_processors()
    params.cpuparams.n_threads = threads
    params.cpuparams_batch.n_threads = threads
    params.hostnames = ["127.0.0.1"]
    params.port = 0
    params.api_keys = [settings["key"]]
    params.ui = False
    params.offline = True
    params.fit_params = False
    # Few-shot prompts share most of their tokens, and on a CPU processing them is most of the
    # work: states of finished prompts are kept in addition to the slots, and reused.
    params.cache_ram_mib = LOCAL_PROMPT_CACHE_MIB
    try:
        server = xllamacpp.Server(params)
    except RuntimeError as error:
        # The reason is in the output of llama.cpp above; a traceback would hide it.
        sys.stderr.write(f"{error}\n")
        return 1
    announce.write(json.dumps({"address": server.listening_address}) + "\n")
    announce.flush()
    sys.stdin.read()
    # The server's own shutdown waits for requests in flight, whose replies have no reader.
    os._exit(0)


def usable_processors() -> int:
    """Return the number of processors that this process may run on."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _end_with(parent: int) -> None:
    """Exit when the parent does, even if another of its children still holds the pipe open."""
    while os.getppid() == parent:
        time.sleep(1.0)
    os._exit(0)


if __name__ == "__main__":
    sys.exit(main())
