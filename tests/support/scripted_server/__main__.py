"""The synthetic server as a process: it outlives the run that a test kills."""

from __future__ import annotations

import argparse
import asyncio
from pathlib import Path

from scripted_server.script import Script
from scripted_server.server import ScriptedServer


async def main() -> None:
    parser = argparse.ArgumentParser(prog="scripted_server", description=__doc__)
    parser.add_argument("--script", type=Path, required=True)
    parser.add_argument("--log", type=Path, required=True)
    parser.add_argument("--port-file", type=Path, required=True)
    parser.add_argument("--port", type=int, default=0)
    given = parser.parse_args()
    server = ScriptedServer(Script.load(given.script), log=given.log, port=given.port)
    await server.serve()
    ready = given.port_file.with_suffix(".new")
    ready.write_text(str(server.port))
    ready.rename(given.port_file)  # whoever waits for the file finds the whole number in it
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main())
