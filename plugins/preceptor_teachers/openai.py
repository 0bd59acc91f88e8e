"""The ``openai`` teacher: any endpoint that speaks OpenAI's chat completions."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Literal

from pydantic import Field, JsonValue

from preceptor.components import Allowance, Context, Options, Request, Teacher
from preceptor.errors import NotReadyError
from preceptor.records import Reply
from preceptor_teachers.chat_client import ChatClient
from preceptor_teachers.sdk_client import SDKChatClient


class Price(Options):
    """US dollars per million tokens."""

    prompt: float = Field(default=0.0, ge=0.0)
    completion: float = Field(default=0.0, ge=0.0)


class OpenAIOptions(Options):
    """Options of the ``openai`` teacher.

    Attributes:
        base_url: The endpoint up to and including ``/v1``; without user name or password.
        model: The model name to ask for.
        api_key_env: The environment variable that holds the key; null for a server that wants
            none. The key itself never stands in a recipe, a journal, a log or an error.
        timeout: Seconds without a byte after which a request is given up and tried again.
        price: What the endpoint charges, for budgets and the report.
        terms: The terms that its output comes under; a column of every export.
        stream: For endpoints that only stream.
        extra_body: Further fields of the request's body, as the endpoint documents them.
        length_field: What the endpoint calls the limit of the reply's length.
        omit: Fields that it refuses.
        client: What sends the requests: ``direct`` speaks HTTP by itself and takes less CPU,
            ``sdk`` is the openai SDK. Replies and failures are read alike.
    """

    base_url: str = Field(
        default="https://api.openai.com/v1", pattern=r"^https?://[^\s@/?#]+(/[^\s?#]*)?$"
    )
    model: str = Field(min_length=1)
    api_key_env: str | None = "OPENAI_API_KEY"
    timeout: float = Field(default=120.0, gt=0.0)
    price: Price = Price()
    terms: str = "unknown"
    stream: bool = False
    extra_body: Mapping[str, JsonValue] = Field(default_factory=dict)
    length_field: Literal["max_tokens", "max_completion_tokens"] = "max_tokens"
    omit: tuple[Literal["temperature", "top_p", "seed", "stop", "stream_options"], ...] = ()
    client: Literal["direct", "sdk"] = "direct"


class OpenAITeacher(Teacher):
    """Asks a model behind an OpenAI-compatible endpoint."""

    Options = OpenAIOptions
    options: OpenAIOptions

    def __init__(self, options: OpenAIOptions, context: Context) -> None:
        super().__init__(options, context)
        self._client: ChatClient | None = None

    def fingerprint(self) -> Mapping[str, JsonValue]:
        """Endpoint, model and what changes the reply; no key, timeout, price or client."""
        client = self._new_client(None)
        mark: dict[str, JsonValue] = {"endpoint": client.endpoint, "model": client.model}
        if self.options.extra_body:
            mark["extra_body"] = dict(self.options.extra_body)
        if self.options.omit:
            mark["omit"] = list(self.options.omit)
        return mark

    def check_ready(self) -> None:
        """Find what is missing without connecting.

        Raises:
            NotReadyError: the variable that should hold the key is not set.
        """
        self._key()

    async def __aenter__(self) -> OpenAITeacher:
        """Open the connections.

        Raises:
            NotReadyError: no key, nothing answers at the URL, or the key is refused.
        """
        client = await self._new_client(self._key()).__aenter__()
        try:
            await client.preflight()
        except BaseException:
            await client.__aexit__()
            raise
        self._client = client
        return self

    async def __aexit__(self, *_exc: object) -> None:
        if self._client is not None:
            await self._client.__aexit__()
            self._client = None

    async def ask(self, request: Request) -> Reply:
        if self._client is None:
            raise RuntimeError(f"teacher {self.name} is asked before it was entered")
        return await self._client.complete(request.messages, request.sampling)

    def allowances(self) -> Mapping[str, Allowance]:
        return {} if self._client is None else self._client.allowances

    def terms(self) -> str:
        return self.options.terms

    def prices(self) -> tuple[float, float]:
        return (self.options.price.prompt, self.options.price.completion)

    def _new_client(self, key: str | None) -> ChatClient:
        options = self.options
        made = SDKChatClient if options.client == "sdk" else ChatClient
        return made(
            options.base_url,
            options.model,
            key,
            options.timeout,
            stream=options.stream,
            extra_body=options.extra_body,
            length_field=options.length_field,
            omit=options.omit,
        )

    def _key(self) -> str | None:
        variable = self.options.api_key_env
        if variable is None:
            return None
        key = os.environ.get(variable, "").strip()
        if not key:
            raise NotReadyError(
                f"teacher {self.name}: the environment variable {variable} is not set",
                hint=f"export {variable}=…, or set api_key_env to null for a server without keys",
            )
        return key
