"""The same requests through the openai SDK, for endpoints that need its features.

These are the settings that the SDK reads from the environment (``OPENAI_ORG_ID``,
``OPENAI_PROJECT_ID``, ``OPENAI_CUSTOM_HEADERS``), its own headers, and its handling of proxies and
certificates. The SDK only sends: replies are read, limited, scrubbed and classified by
:class:`~preceptor_teachers.chat_client.ChatClient`, and the SDK's own retries are turned off.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import TYPE_CHECKING, Any

from preceptor.errors import NotReadyError, RequestFailedError
from preceptor_teachers.chat_client import Answer, ChatClient, cause_of
from preceptor_teachers.limits import ENDPOINT_CONNECT_SECONDS, ENDPOINT_CONNECTIONS

if TYPE_CHECKING:
    import openai


class SDKChatClient(ChatClient):
    """A :class:`ChatClient` that sends through ``openai.AsyncOpenAI``, with the same arguments."""

    _sdk: openai.AsyncOpenAI | None = None

    async def __aenter__(self) -> SDKChatClient:
        import openai

        if self._key and not self._key.isascii():
            raise NotReadyError(
                "the API key is not ASCII text, which the openai SDK cannot send",
                hint="look for quotation marks or spaces that were copied with it",
            )
        # As in the direct client, the wait for a free connection is not limited.
        timeout = openai.Timeout(None, connect=ENDPOINT_CONNECT_SECONDS, read=self._timeout)
        # The class of the limits is that of httpx or httpx2, depending on the SDK's version.
        limits = type(openai.DEFAULT_CONNECTION_LIMITS)(max_connections=ENDPOINT_CONNECTIONS)
        self._sdk = openai.AsyncOpenAI(
            base_url=self.base_url,
            api_key=self._key or "none",
            # The recipe decides which key is sent, not OPENAI_CUSTOM_HEADERS.
            default_headers={"Authorization": f"Bearer {self._key}"} if self._key else None,
            max_retries=0,
            timeout=timeout,
            http_client=openai.DefaultAioHttpClient(
                timeout=timeout, limits=limits, event_hooks={"response": [self._refuse]}
            ),
        )
        return self

    async def __aexit__(self, *_exc: object) -> None:
        if self._sdk is not None:
            await self._sdk.close()
            self._sdk = None

    @asynccontextmanager
    async def _send(self, body: Mapping[str, Any] | None) -> AsyncIterator[Answer]:
        import openai

        try:
            async with self._request_of(body) as response:
                pieces = _pieces(response.iter_bytes())
                yield Answer(response.status_code, response.headers, pieces)
        except openai.OpenAIError as error:
            # It refers to the request, and so to the key.
            cause = _underlying(error)
            raise cause from cause.__cause__

    def _request_of(
        self, body: Mapping[str, Any] | None
    ) -> AbstractAsyncContextManager[openai.AsyncAPIResponse[Any]]:
        import openai

        if self._sdk is None:
            raise RuntimeError("SDKChatClient is used outside of `async with`")
        headers: dict[str, str | openai.Omit] = {}
        if not self._key:
            headers["Authorization"] = openai.Omit()
        if body is None:
            headers["Connection"] = "close"
            return self._sdk.models.with_streaming_response.list(extra_headers=headers)
        # The SDK has no arguments for fields that it does not know, so all go into extra_body.
        return self._sdk.chat.completions.with_streaming_response.create(
            model=self.model, messages=body["messages"], extra_body=body, extra_headers=headers
        )

    async def _refuse(self, response: Any) -> None:
        """Raise for an error response before the SDK does, which would read an unlimited body.

        Args:
            response: An ``httpx.Response`` or ``httpx2.Response``, depending on the SDK's version.
        """
        if not (response.is_success or response.has_redirect_location):
            pieces = _pieces(response.aiter_bytes())
            raise await self._refusal(Answer(response.status_code, response.headers, pieces))


async def _pieces(body: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    try:
        async for piece in body:
            yield piece
    except Exception as error:
        # Whatever httpx calls it: only reading the body can have failed here.
        cause = _underlying(error)
        raise cause from cause.__cause__


def _underlying(error: Exception) -> Exception:
    """Return the error that httpx and the SDK wrapped.

    They report a refused connection and one closed by the server alike as a timeout; only
    aiohttp's error shows whether the request may have arrived and has to be paid for.
    """
    import aiohttp

    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, (RequestFailedError, aiohttp.ClientError, OSError)):
            return cause
        cause = cause.__cause__
    return aiohttp.ClientError(cause_of(error))
