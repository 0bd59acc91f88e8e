"""Starts, watches and stops the child process that serves a GGUF model on loopback."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import secrets
import sys
from pathlib import Path
from typing import Final

from preceptor.components import Request
from preceptor.errors import Failure, NotReadyError, RequestFailedError
from preceptor.models.store import ResolvedModel, cache_root
from preceptor.records import Reply
from preceptor_teachers.chat_client import ChatClient
from preceptor_teachers.local_options import LocalOptions

LOCAL_SERVER_START_SECONDS: Final = 180.0
"""How long the local teacher's server may take to load its weights and answer."""
LOCAL_SERVER_STOP_SECONDS: Final = 5.0
"""How long the local teacher's server may take to end before it is killed."""

RESTARTS = 3
"""How often a server that died is restarted during one run."""


class LlamaServer:
    """An OpenAI-compatible server in a child process.

    The child listens on 127.0.0.1 at a port chosen by the system and requires a key made for
    this one start, so that other users of the machine cannot use it. It ends when its standard
    input closes, which happens even if this process is killed.
    """

    def __init__(self, name: str, model: ResolvedModel, options: LocalOptions) -> None:
        self._model = model
        self._options = options
        self._name = name
        self._log = cache_root() / "logs" / f"{name}-{os.getpid()}-{secrets.token_hex(4)}.log"
        self._process: asyncio.subprocess.Process | None = None
        self._client: ChatClient | None = None
        self._starting = asyncio.Lock()
        self._restarts_left = RESTARTS

    async def __aenter__(self) -> LlamaServer:
        """Start the server and wait until it answers.

        Raises:
            NotReadyError: it ended or did not answer in time; the message shows the end of its
                log.
        """
        await self._start()
        return self

    async def __aexit__(self, *_exc: object) -> None:
        await self._stop()
        self._log.unlink(missing_ok=True)

    async def ask(self, request: Request) -> Reply:
        """Send one request; a server that has died is restarted, up to ``RESTARTS`` times.

        Raises:
            RequestFailedError: as the client classified it.
            NotReadyError: the server died too often.
        """
        async with self._starting:  # wait for a server that is being restarted
            client = self._client
        if client is None:
            raise RuntimeError("LlamaServer is used outside of `async with`")
        try:
            return await client.complete(request.messages, request.sampling)
        except RequestFailedError as error:
            if error.failure is Failure.TRANSIENT and self._died():
                await self._restart(client)
            elif error.failure is Failure.UNAUTHORISED:
                # The key is ours, so another server has taken over the port of one that died.
                raise RequestFailedError(Failure.TRANSIENT, str(error)) from None
            raise

    # --- the child process ----------------------------------------------------------------

    def _died(self) -> bool:
        return self._process is None or self._process.returncode is not None

    async def _restart(self, broken: ChatClient) -> None:
        async with self._starting:
            if self._client is not broken:
                return  # another request has restarted it
            if self._restarts_left == 0:
                raise self._failed(f"died {RESTARTS + 1} times")
            self._restarts_left -= 1
            await self._stop()
            await self._start()

    async def _start(self) -> None:
        key = secrets.token_urlsafe(24)
        self._log.parent.mkdir(parents=True, exist_ok=True)
        settings = {
            "model": str(self._model.path),
            "alias": self._model.name,
            "slots": self._options.slots,
            "context": self._options.context,
            "threads": self._options.threads,
            "key": key,
        }
        with self._log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                "preceptor_teachers.local_server",
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=log,
                # Ctrl-C is for the parent, which still has to finish the requests in flight.
                start_new_session=True,
            )
        try:
            url = await self._announced(json.dumps(settings).encode() + b"\n")
            client = ChatClient(url, self._model.name, key, self._options.timeout)
            await client.__aenter__()
            self._client = client
            await client.preflight()
        except BaseException:
            await self._stop()
            raise

    async def _announced(self, settings: bytes) -> str:
        """Send the settings to the child and wait for its address."""
        process = self._process
        if process is None or process.stdin is None or process.stdout is None:
            raise RuntimeError("the child process has no pipes")
        try:
            async with asyncio.timeout(LOCAL_SERVER_START_SECONDS):
                with contextlib.suppress(ConnectionError):
                    process.stdin.write(settings)
                    await process.stdin.drain()
                line = await process.stdout.readline()
        except TimeoutError:
            raise self._failed(f"did not answer in {LOCAL_SERVER_START_SECONDS:.0f} s") from None
        if not line:
            code = await process.wait()
            raise self._failed(f"ended with exit code {code} while starting")
        return str(json.loads(line)["address"]) + "/v1"

    async def _stop(self) -> None:
        client, self._client = self._client, None
        if client is not None:
            await client.__aexit__()
        process, self._process = self._process, None
        if process is None:
            return
        if process.stdin is not None:
            process.stdin.close()
        try:
            async with asyncio.timeout(LOCAL_SERVER_STOP_SECONDS):
                await process.wait()
        except TimeoutError:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            await process.wait()

    def _failed(self, what: str) -> NotReadyError:
        return NotReadyError(
            f"teacher {self._name}: the server of {self._model.path.name} {what}; "
            "its log ends with: " + (last_lines(self._log) or "(empty)"),
            hint=f"the full log is {self._log}; less context or fewer slots need less memory",
        )


def last_lines(log: Path, count: int = 8) -> str:
    """Return the last non-empty lines of a log file, stripped."""
    try:
        with log.open("rb") as file:
            file.seek(max(0, log.stat().st_size - 8192))
            text = file.read().decode("utf-8", "replace")
    except OSError:
        return ""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return "\n".join(lines[-count:])
