"""The ``openai`` teacher: any endpoint that implements OpenAI's chat completions."""

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
    """What an endpoint charges."""

    prompt: float = Field(
        default=0.0, ge=0.0, description="US dollars per million tokens of prompts; default 0."
    )
    completion: float = Field(
        default=0.0, ge=0.0, description="US dollars per million tokens of replies; default 0."
    )


class OpenAIOptions(Options):
    """Options of the ``openai`` teacher.

    A recipe names the environment variable of the key; the key itself is never in a recipe, a
    journal, a log or an error message.
    """

    base_url: str = Field(
        default="https://api.openai.com/v1",
        pattern=r"^https?://[^\s@/?#]+(/[^\s?#]*)?$",
        description=(
            "URL of the endpoint up to and including `/v1`, without user name or password; "
            "default OpenAI's."
        ),
    )
    model: str = Field(
        min_length=1, description="Name of the model, as the endpoint calls it; required."
    )
    api_key_env: str | None = Field(
        default="OPENAI_API_KEY",
        description=(
            "Environment variable that holds the API key; null for a server without keys."
        ),
    )
    timeout: float = Field(
        default=120.0,
        gt=0.0,
        description=(
            "Seconds without a byte of the reply after which a request fails and is retried."
        ),
    )
    price: Price = Field(
        default=Price(),
        description=("What the endpoint charges, for budgets and the report; by default nothing."),
    )
    terms: str = Field(
        default="unknown",
        description="Terms of use of the model's output, as a column of every export states them.",
    )
    stream: bool = Field(
        default=False,
        description="Request streamed replies, for endpoints that support nothing else.",
    )
    extra_body: Mapping[str, JsonValue] = Field(
        default_factory=dict,
        description="Further fields of the request's body, as the endpoint documents them.",
    )
    length_field: Literal["max_tokens", "max_completion_tokens"] = Field(
        default="max_tokens",
        description="Name of the request's field that limits the length of the reply.",
    )
    omit: tuple[Literal["temperature", "top_p", "seed", "stop", "stream_options"], ...] = Field(
        default=(),
        description="Request fields to leave out because the endpoint rejects them; default none.",
    )
    client: Literal["direct", "sdk"] = Field(
        default="direct",
        description=(
            "HTTP client: `direct` uses less CPU, `sdk` is the openai SDK. Replies and failures "
            "are treated alike."
        ),
    )


class OpenAITeacher(Teacher):
    """Asks a model behind an OpenAI-compatible endpoint."""

    Options = OpenAIOptions
    options: OpenAIOptions

    def __init__(self, options: OpenAIOptions, context: Context) -> None:
        super().__init__(options, context)
        self._client: ChatClient | None = None

    def fingerprint(self) -> Mapping[str, JsonValue]:
        """Return endpoint, model and options that change the reply; not key, timeout or price."""
        client = self._new_client(None)
        fingerprint: dict[str, JsonValue] = {"endpoint": client.endpoint, "model": client.model}
        if self.options.extra_body:
            fingerprint["extra_body"] = dict(self.options.extra_body)
        if self.options.omit:
            fingerprint["omit"] = list(self.options.omit)
        return fingerprint

    def check_ready(self) -> None:
        """Check that the key is set, without connecting.

        Raises:
            NotReadyError: the environment variable of the key is not set.
        """
        self._key()

    async def __aenter__(self) -> OpenAITeacher:
        """Open the connections.

        Raises:
            NotReadyError: there is no key, nothing answers at the URL, or the key is rejected.
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
            raise RuntimeError(f"teacher {self.name} is used outside of `async with`")
        return await self._client.complete(request.messages, request.sampling)

    def allowances(self) -> Mapping[str, Allowance]:
        return {} if self._client is None else self._client.allowances

    def terms(self) -> str:
        return self.options.terms

    def prices(self) -> tuple[float, float]:
        return (self.options.price.prompt, self.options.price.completion)

    def _new_client(self, key: str | None) -> ChatClient:
        options = self.options
        client = SDKChatClient if options.client == "sdk" else ChatClient
        return client(
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
