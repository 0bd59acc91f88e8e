"""One request to an OpenAI-compatible endpoint: sent once, its failure classified.

The SDK's aiohttp transport is used because its default pool is several times slower with
hundreds of requests in flight; the SDK's own retries are off, because retrying belongs to the
engine. Bodies are read by :mod:`preceptor_teachers.completions`, not by the SDK's models:
those accept half of what endpoints in the wild leave out, and cost more than the request.
"""

from __future__ import annotations

import importlib
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit, urlunsplit

from pydantic import JsonValue

from preceptor.errors import Failure, NotReadyError, RequestFailedError
from preceptor.limits import ENDPOINT_CONNECT_SECONDS, ENDPOINT_CONNECTIONS
from preceptor.records import Message, Reply, Sampling
from preceptor_teachers.completions import StreamedCompletion, malformed, read_completion
from preceptor_teachers.failures import refused

if TYPE_CHECKING:
    import openai

_KEYLESS = "none"
"""The SDK insists on a key; a keyless server ignores this one."""
_HIDDEN = "[key withheld]"


class ChatClient:
    """Asks one model at one endpoint; open it with ``async with``.

    Args:
        base_url: The endpoint up to and including ``/v1``.
        model: The model name to ask for.
        key: The API key, ``None`` for a server that wants none. It is sent to the endpoint
            and goes nowhere else: errors and replies that repeat it have it taken out.
        timeout: Seconds without a byte after which a request is given up.
        stream: Ask for a stream, for endpoints that answer in no other way.
        extra_body: Further fields of the request's body.
        length_field: The field that limits the reply's length.
        omit: Sampling fields that the endpoint does not take.
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
        self._key = key
        self._timeout = timeout
        self._stream = stream
        self._extra = dict(extra_body or {})
        self._limit_field = length_field
        self._omit = frozenset(omit)
        self._sdk: openai.AsyncOpenAI | None = None

    @property
    def endpoint(self) -> str:
        """The base URL without a user name, password or query, fit to be written down."""
        return public_url(self.base_url)

    async def __aenter__(self) -> ChatClient:
        import openai

        # The wait for a free connection is not bounded here: it is the engine that decides
        # how many requests are under way.
        self._sdk = openai.AsyncOpenAI(
            base_url=self.base_url,
            api_key=self._key or _KEYLESS,
            timeout=self._timeout,
            max_retries=0,
            http_client=openai.DefaultAioHttpClient(**_pool(), timeout=self._timeout),
        )
        return self

    async def __aexit__(self, *_exc: object) -> None:
        if self._sdk is not None:
            await self._sdk.close()
            self._sdk = None

    async def preflight(self) -> None:
        """Find out cheaply whether the endpoint is there and takes the key.

        Lists the models, which costs nothing; any answer but 401 and 403 is good enough,
        because some endpoints have no such list.

        Raises:
            NotReadyError: nothing answers at the URL, or the key is refused.
        """
        import openai

        try:
            await self._open_sdk().models.with_raw_response.list(timeout=ENDPOINT_CONNECT_SECONDS)
        except openai.APIStatusError as error:
            if error.status_code in (401, 403):
                raise NotReadyError(
                    f"{self.endpoint} refuses the key (HTTP {error.status_code}): "
                    f"{self._scrub(_message(error))}",
                    hint="set the variable named by api_key_env to a key that is valid there",
                ) from None
        except openai.APIConnectionError as error:
            raise NotReadyError(
                f"nothing answers at {self.endpoint}: {self._scrub(_cause(error))}",
                hint="start the server, or correct base_url in the recipe",
            ) from None

    async def complete(self, messages: Sequence[Message], sampling: Sampling) -> Reply:
        """Send one request.

        Raises:
            RequestFailedError: classified by status and by what the body was.
        """
        import openai

        try:
            reply = await self._send(messages, sampling)
        except openai.APIStatusError as error:
            raise refused(
                error.status_code, error.response.headers, self._scrub(_message(error)), error.code
            ) from None
        except openai.APITimeoutError:
            raise RequestFailedError(
                Failure.TRANSIENT, f"no byte from {self.endpoint} for {self._timeout:g} s"
            ) from None
        except openai.APIConnectionError as error:
            raise self._connection_failure(error) from None
        except openai.APIError as error:
            raise malformed(self._scrub(str(error))[:500]) from None
        except RequestFailedError as error:
            raise RequestFailedError(
                error.failure,
                self._scrub(str(error)),
                status=error.status,
                retry_after=error.retry_after,
            ) from None
        return self._scrub_reply(reply)

    async def _send(self, messages: Sequence[Message], sampling: Sampling) -> Reply:
        import openai

        completions = self._open_sdk().chat.completions
        body = self._body(messages, sampling)
        if self._stream:
            streamed = StreamedCompletion()
            body["stream_options"] = {"include_usage": True}
            chunks = await completions.create(**body, stream=True)
            try:
                async for chunk in chunks:
                    streamed.add(chunk.model_dump())
            except (openai.OpenAIError, RequestFailedError):
                raise
            except Exception as error:
                # Errors while a stream is read come as whatever the transport raises.
                raise malformed(f"the stream broke off: {_cause(error)}") from None
            return streamed.reply(messages)
        raw = await completions.with_raw_response.create(**body)
        return read_completion(raw.content, messages)

    def _body(self, messages: Sequence[Message], sampling: Sampling) -> dict[str, Any]:
        fields: dict[str, Any] = {
            "temperature": sampling.temperature,
            "top_p": sampling.top_p,
            self._limit_field: sampling.max_tokens,
        }
        if sampling.seed is not None:
            fields["seed"] = sampling.seed
        if sampling.stop:
            fields["stop"] = list(sampling.stop)
        body: dict[str, Any] = {
            "model": self.model,
            "messages": [{"role": m.role, "content": m.content} for m in messages],
            **{name: value for name, value in fields.items() if name not in self._omit},
        }
        if self._extra:
            body["extra_body"] = self._extra
        return body

    def _open_sdk(self) -> openai.AsyncOpenAI:
        if self._sdk is None:
            raise RuntimeError("ChatClient is used outside of `async with`")
        return self._sdk

    def _connection_failure(self, error: Exception) -> RequestFailedError:
        # A body that ends early was a 200: the endpoint worked, and perhaps charged for it.
        seen: BaseException | None = error
        while seen is not None:
            if type(seen).__name__ in ("ClientPayloadError", "TransferEncodingError"):
                return RequestFailedError(
                    Failure.MALFORMED, "the connection ended in the middle of the body", status=200
                )
            seen = seen.__cause__ or seen.__context__
        return RequestFailedError(
            Failure.TRANSIENT, f"no connection to {self.endpoint}: {self._scrub(_cause(error))}"
        )

    def _scrub(self, text: str) -> str:
        return text.replace(self._key, _HIDDEN) if self._key else text

    def _scrub_reply(self, reply: Reply) -> Reply:
        key = self._key
        fields = ("text", "reasoning", "refusal")
        if not key or not any(key in (getattr(reply, field) or "") for field in fields):
            return reply
        clean = {f: value and self._scrub(value) for f in fields if (value := getattr(reply, f))}
        return reply.model_copy(update=clean)


def public_url(url: str) -> str:
    """``url`` without what may be secret in it: user name, password, query, fragment."""
    parts = urlsplit(url)
    host = parts.netloc.rpartition("@")[2]
    return urlunsplit((parts.scheme, host, parts.path, "", "")).rstrip("/")


def _pool() -> dict[str, Any]:
    # The SDK's limits are a type of its HTTP library, which changed its name in version 3.
    for library in ("httpx2", "httpx"):
        try:
            limits = importlib.import_module(library).Limits
        except ImportError:
            continue
        return {
            "limits": limits(
                max_connections=ENDPOINT_CONNECTIONS, max_keepalive_connections=ENDPOINT_CONNECTIONS
            )
        }
    return {}


def _message(error: openai.APIStatusError) -> str:
    body = error.body
    told = body.get("message") if isinstance(body, dict) else body
    return str(told if told else error.message)[:500]


def _cause(error: BaseException) -> str:
    deepest = error
    while deepest.__cause__ is not None:
        deepest = deepest.__cause__
    return str(deepest)[:500] or type(deepest).__name__
