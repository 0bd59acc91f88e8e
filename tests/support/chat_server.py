"""What the chat-completions servers of the tests have in common: where and how they listen."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable, Callable, Mapping
from typing import Self

from aiohttp import web

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class ChatServer:
    """Serves on loopback from its own thread, as a context manager.

    Args:
        on_chat: Answers ``POST /v1/chat/completions``.
        on_models: Answers ``GET /v1/models``.
        port: 0 for a free port.
    """

    def __init__(self, on_chat: Handler, on_models: Handler, port: int = 0) -> None:
        self.port = port
        self._on_chat = on_chat
        self._on_models = on_models
        self._loop: asyncio.AbstractEventLoop
        self._thread: threading.Thread
        self._runner: web.AppRunner | None = None

    @property
    def url(self) -> str:
        """The base URL for a teacher."""
        return f"http://127.0.0.1:{self.port}/v1"

    def __enter__(self) -> Self:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self.start()
        return self

    def __exit__(self, *_exc: object) -> None:
        self.stop()
        asyncio.run_coroutine_threadsafe(_cancel_others(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def start(self) -> None:
        """Listen, again after :meth:`stop` and then on the same port."""
        asyncio.run_coroutine_threadsafe(self._start(), self._loop).result()

    def stop(self) -> None:
        """Shutdown listening and drop all connections."""
        asyncio.run_coroutine_threadsafe(self._stop(), self._loop).result()

    async def serve(self) -> None:
        """Listen on the running loop until cancelled; for the process form."""
        await self._start()

    async def _start(self) -> None:
        app = web.Application(client_max_size=64 * 1024**2)
        app.router.add_post("/v1/chat/completions", self._on_chat)
        app.router.add_get("/v1/models", self._on_models)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.05)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self.port, reuse_address=True, backlog=4096)
        await site.start()
        self.port = self._runner.addresses[0][1]

    async def _stop(self) -> None:
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None


async def _cancel_others() -> None:
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)


async def torn(
    request: web.Request, body: bytes, headers: Mapping[str, str], status: int = 200
) -> web.StreamResponse:
    """Announces the whole body, sends half of it and closes the connection."""
    response = web.StreamResponse(status=status, headers=headers)
    response.content_length = len(body)
    await response.prepare(request)
    await response.write(body[: len(body) // 2])
    assert request.transport is not None
    request.transport.close()
    return response
