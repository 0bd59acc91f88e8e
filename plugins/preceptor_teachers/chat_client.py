"""One request to an OpenAI-compatible endpoint: sent once, with its failure classified.

It uses aiohttp directly: the openai SDK takes several times as much CPU per request
(``benchmarks/engine.py --client sdk``; figures in ``docs/measurements.md``).
:mod:`preceptor_teachers.sdk_client` uses the SDK, for endpoints that need its features.
Retries are up to the engine.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit, urlunsplit
from urllib.request import getproxies, proxy_bypass

from pydantic import JsonValue

from preceptor import __version__
from preceptor.components import Allowance
from preceptor.errors import Failure, NotReadyError, RequestFailedError
from preceptor.limits import FAILURE_CHARS, REPLY_BYTES
from preceptor.records import Message, Reply, Sampling
from preceptor_teachers.completions import StreamedCompletion, malformed, read_completion
from preceptor_teachers.event_stream import DONE, EventStream
from preceptor_teachers.failures import allowances, error_message, refused
from preceptor_teachers.limits import ENDPOINT_CONNECT_SECONDS, ENDPOINT_CONNECTIONS

if TYPE_CHECKING:
    import aiohttp

ERROR_BODY_BYTES: Final = 64 * 1024
"""How much of the body of an error response is read."""

_HIDDEN = "[key withheld]"


@dataclass(frozen=True)
class Answer:
    """An endpoint's response: its status and headers, and its body as it arrives.

    Attributes:
        status: The HTTP status.
        headers: The headers; names compare case-insensitively.
        pieces: The decompressed body; it can be read once.
    """

    status: int
    headers: Mapping[str, str]
    pieces: AsyncIterator[bytes]

    @property
    def is_stream(self) -> bool:
        kind = self.headers.get("Content-Type", "").partition(";")[0]
        return kind.strip().lower() == "text/event-stream"


class ChatClient:
    """Asks one model at one endpoint; open it with ``async with``.

    Args:
        base_url: The endpoint up to and including ``/v1``.
        model: The model name to send.
        key: The API key, ``None`` for a server without keys. It is sent to the endpoint and
            nowhere else: it is removed from errors and replies that repeat it.
        timeout: Seconds without a byte after which a request fails.
        stream: Request a stream, for endpoints that support nothing else.
        extra_body: Further fields of the request's body.
        length_field: The field that limits the reply's length.
        omit: Fields that the endpoint does not accept.

    Attributes:
        allowances: What is left of the endpoint's rate limits, by its latest response.
    """

    def __init__(
        self,
        base_url: str,
        model: str,
        key: str | None = None,
        timeout: float = 120.0,
        *,
        stream: bool = False,
        extra_body: Mapping[str, JsonValue] | None = None,
        length_field: str = "max_tokens",
        omit: Sequence[str] = (),
    ) -> None:
        self.base_url = base_url.rstrip("/")
        self.model = model
        self.allowances: Mapping[str, Allowance] = {}
        self._key = key
        self._timeout = timeout
        self._stream = stream
        self._extra = dict(extra_body or {})
        self._limit_field = length_field
        self._omit = frozenset(omit)
        self._session: aiohttp.ClientSession | None = None
        self._proxy: str | None = None

    @property
    def endpoint(self) -> str:
        """The base URL without user name, password or query, safe to log and store."""
        return public_url(self.base_url)

    async def __aenter__(self) -> ChatClient:
        import aiohttp

        headers = {"Accept": "application/json", "User-Agent": f"preceptor/{__version__}"}
        if self._key:
            headers["Authorization"] = f"Bearer {self._key}"
        self._session = aiohttp.ClientSession(
            # The wait for a free connection is not limited: the engine decides how many
            # requests are in flight.
            timeout=aiohttp.ClientTimeout(
                total=None, sock_connect=ENDPOINT_CONNECT_SECONDS, sock_read=self._timeout
            ),
            connector=aiohttp.TCPConnector(limit=ENDPOINT_CONNECTIONS),
            cookie_jar=aiohttp.DummyCookieJar(),
            headers=headers,
        )
        # Not `trust_env`, which would look for another key in ~/.netrc at every request.
        self._proxy = proxy_for(self.base_url)
        return self

    async def __aexit__(self, *_exc: object) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def preflight(self) -> None:
        """Check cheaply that the endpoint responds and accepts the key.

        Lists the models, which costs nothing. Any response but 401 and 403 is good enough,
        because some endpoints have no such list.

        Raises:
            NotReadyError: nothing answers at the URL, or the key is rejected.
        """
        import aiohttp

        try:
            async with asyncio.timeout(ENDPOINT_CONNECT_SECONDS), self._send(None):
                pass
        except RequestFailedError as error:
            if error.status in (401, 403):
                raise NotReadyError(
                    f"{self.endpoint} rejected the API key: {self._safe(str(error))}",
                    hint="set the variable named by api_key_env to a key that is valid there",
                ) from None
        except (aiohttp.ClientError, OSError) as error:
            raise NotReadyError(
                f"nothing answers at {self.endpoint}: {self._safe(cause_of(error))}",
                hint="start the server, or correct base_url in the recipe",
            ) from None

    async def complete(self, messages: Sequence[Message], sampling: Sampling) -> Reply:
        """Send one request.

        Raises:
            RequestFailedError: classified by status and body.
        """
        try:
            async with self._answered(self._request(messages, sampling)) as answer:
                if answer.is_stream:
                    reply = await self._read_stream(answer, messages)
                else:
                    reply = read_completion(await self._body(answer, REPLY_BYTES), messages)
        except RequestFailedError as error:
            # A new error without a cause: the original one may refer to the request's headers.
            raise RequestFailedError(
                error.failure,
                self._safe(str(error)),
                status=error.status,
                retry_after=error.retry_after,
                reached=error.reached,
            ) from None
        return self._scrub_reply(reply)

    @asynccontextmanager
    async def _send(self, body: Mapping[str, Any] | None) -> AsyncIterator[Answer]:
        """POST ``body`` to the chat completions or, if it is ``None``, GET the list of models.

        Raises:
            RequestFailedError: the status is not 2xx.
            aiohttp.ClientError, OSError: the connection failed or broke.
        """
        session = self._open_session()
        if body is None:
            # A server may drop a connection that is idle until the first request.
            headers = {"Connection": "close"}
            sent = session.get(f"{self.base_url}/models", headers=headers, proxy=self._proxy)
        else:
            sent = session.post(
                f"{self.base_url}/chat/completions",
                data=json.dumps(body).encode(),
                headers={"Content-Type": "application/json"},
                proxy=self._proxy,
            )
        async with sent as response:
            answer = Answer(response.status, response.headers, response.content.iter_any())
            if answer.status >= 300:
                raise await self._refusal(answer)
            yield answer

    @asynccontextmanager
    async def _answered(self, body: Mapping[str, Any]) -> AsyncIterator[Answer]:
        """Yield the answer if its status is 2xx; raise everything else as a failure."""
        import aiohttp

        responded = False
        try:
            async with self._send(body) as answer:
                responded = True
                self.allowances = allowances(answer.headers)
                yield answer
        except aiohttp.SocketTimeoutError:
            raise RequestFailedError(
                Failure.TRANSIENT, f"no byte from {self.endpoint} for {self._timeout:g} s"
            ) from None
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
            raise RequestFailedError(
                Failure.TRANSIENT,
                f"no connection to {self.endpoint}: {cause_of(error)}",
                reached=False,
            ) from None
        except (aiohttp.ClientError, OSError) as error:
            if responded:
                # The status was 200, so the endpoint worked and may have charged for it.
                raise malformed("the connection ended in the middle of the body") from None
            raise RequestFailedError(
                Failure.TRANSIENT, f"the connection to {self.endpoint} broke: {cause_of(error)}"
            ) from None

    async def _refusal(self, answer: Answer) -> RequestFailedError:
        self.allowances = allowances(answer.headers)
        message, code = error_message(await self._body(answer, ERROR_BODY_BYTES))
        return refused(answer.status, answer.headers, message, code)

    async def _body(self, answer: Answer, limit: int) -> bytes:
        """Return the body without the key; of an error's body, only the beginning."""
        import aiohttp

        body, refusal = bytearray(), answer.status >= 300
        try:
            async for piece in answer.pieces:
                body += piece
                if len(body) > limit:
                    if refusal:
                        break
                    raise malformed(f"the body is longer than {limit} bytes")
        except (aiohttp.ClientError, OSError):
            # An error response is one by its status, even if its body is incomplete.
            if not refusal:
                raise
        return self._scrub_bytes(bytes(body))

    async def _read_stream(self, answer: Answer, messages: Sequence[Message]) -> Reply:
        streamed, events = StreamedCompletion(), EventStream()
        async for piece in answer.pieces:
            for event in events.feed(piece):
                if event == DONE:
                    return streamed.reply(messages, done=True)
                streamed.add_event(self._scrub(event))
            if events.received > REPLY_BYTES:
                raise malformed(f"the stream is longer than {REPLY_BYTES} bytes")
        return streamed.reply(messages)

    def _request(self, messages: Sequence[Message], sampling: Sampling) -> dict[str, Any]:
        fields: dict[str, Any] = {
            "temperature": sampling.temperature,
            "top_p": sampling.top_p,
            self._limit_field: sampling.max_tokens,
        }
        if sampling.seed is not None:
            fields["seed"] = sampling.seed
        if sampling.stop:
            fields["stop"] = list(sampling.stop)
        if self._stream:
            fields |= {"stream": True, "stream_options": {"include_usage": True}}
        return {
            "model": self.model,
            "messages": [{"role": m.role, "content": m.content} for m in messages],
            **{name: value for name, value in fields.items() if name not in self._omit},
            **self._extra,
        }

    def _open_session(self) -> aiohttp.ClientSession:
        if self._session is None:
            raise RuntimeError("ChatClient is used outside of `async with`")
        return self._session

    # --- keeping the key out of errors and replies -------------------------------------------

    def _safe(self, text: str) -> str:
        # Scrubbed before it is cut; otherwise half a key could remain at the end.
        return self._scrub(text)[:FAILURE_CHARS]

    def _scrub(self, text: str) -> str:
        return text.replace(self._key, _HIDDEN) if self._key else text

    def _scrub_bytes(self, body: bytes) -> bytes:
        return body.replace(self._key.encode(), _HIDDEN.encode()) if self._key else body

    def _scrub_reply(self, reply: Reply) -> Reply:
        # Again after parsing: JSON may spell a key with escapes, and a stream may split it.
        key = self._key
        fields = ("text", "reasoning", "refusal", "model", "finish_reason")
        if not key or not any(key in (getattr(reply, field) or "") for field in fields):
            return reply
        clean = {f: value and self._scrub(value) for f in fields if (value := getattr(reply, f))}
        return reply.model_copy(update=clean)


def public_url(url: str) -> str:
    """Return ``url`` without its possibly secret parts: user name, password, query, fragment."""
    parts = urlsplit(url)
    host = parts.netloc.rpartition("@")[2]
    return urlunsplit((parts.scheme, host, parts.path, "", "")).rstrip("/")


def proxy_for(url: str) -> str | None:
    """Return the HTTP proxy for ``url`` by ``https_proxy``, ``no_proxy`` and so on."""
    parts = urlsplit(url)
    proxies = getproxies()
    if proxy_bypass(parts.netloc.rpartition("@")[2]):
        return None
    return proxies.get(parts.scheme) or proxies.get("all")


def cause_of(error: BaseException) -> str:
    """Return the message of the innermost cause of ``error``."""
    deepest = error
    while deepest.__cause__ is not None:
        deepest = deepest.__cause__
    return str(deepest) or type(deepest).__name__
