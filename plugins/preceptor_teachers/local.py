"""The ``local`` teacher: a model on this machine, with no key and no hub."""

from __future__ import annotations

import importlib.util
from collections.abc import Mapping
from typing import Protocol

from pydantic import JsonValue

from preceptor.components import Context, Request, Teacher
from preceptor.errors import NotReadyError
from preceptor.models.store import CATALOGUE, ResolvedModel, resolve_model
from preceptor.records import Reply
from preceptor_teachers.local_options import EngineName, LocalOptions


class LocalEngine(Protocol):
    """Answers the requests of the teacher; an asynchronous context manager."""

    async def __aenter__(self) -> LocalEngine: ...

    async def __aexit__(self, *_exc: object) -> None: ...

    async def ask(self, request: Request) -> Reply: ...


class LocalTeacher(Teacher):
    """Asks a model that this program starts and stops."""

    Options = LocalOptions
    options: LocalOptions

    def __init__(self, options: LocalOptions, context: Context) -> None:
        super().__init__(options, context)
        self._engine: LocalEngine | None = None
        self._fingerprint: Mapping[str, JsonValue] | None = None

    def fingerprint(self) -> Mapping[str, JsonValue]:
        """Return the weights' hash and the engine; fetches nothing for an embedded model."""
        if self._fingerprint is None:
            embedded = CATALOGUE.get(self.options.model)
            digest = embedded.gguf_sha256 if embedded else self._resolve().fingerprint()
            self._fingerprint = {"weights": digest, "engine": self._engine_name()}
        return self._fingerprint

    def terms(self) -> str:
        embedded = CATALOGUE.get(self.options.model)
        return embedded.terms if embedded else "unknown"

    def check_ready(self) -> None:
        """Check that the engine is installed, without fetching or starting anything.

        Raises:
            NotReadyError: the engine's package is not installed.
        """
        self._require(self._engine_name())

    async def __aenter__(self) -> LocalTeacher:
        """Fetch the weights where needed, and start the engine.

        Raises:
            UsageError: the model does not exist.
            NotReadyError: weights or packages are missing, the engine cannot read the model, or
                the server did not start.
        """
        self.check_ready()
        self._engine = await self._new_engine().__aenter__()
        return self

    async def __aexit__(self, *exc: object) -> None:
        if self._engine is not None:
            engine, self._engine = self._engine, None
            await engine.__aexit__(*exc)

    async def ask(self, request: Request) -> Reply:
        if self._engine is None:
            raise RuntimeError(f"teacher {self.name} is used outside of `async with`")
        return await self._engine.ask(request)

    def _resolve(self) -> ResolvedModel:
        return resolve_model(
            self.options.model,
            base=self.context.base,
            gguf=self._engine_name() == "xllamacpp",
            log=self.context.log,
        )

    def _engine_name(self) -> EngineName:
        if self.options.engine != "auto":
            return self.options.engine
        if self.options.model in CATALOGUE:
            # Either engine can run it; the server is several times faster on a CPU.
            missing = importlib.util.find_spec("xllamacpp") is None
            has_torch = importlib.util.find_spec("torch") is not None
            return "transformers" if missing and has_torch else "xllamacpp"
        return "xllamacpp" if self.options.model.endswith(".gguf") else "transformers"

    def _require(self, engine: EngineName) -> None:
        package, extra = {
            "xllamacpp": ("xllamacpp", "local"),
            "transformers": ("torch", "train"),
        }[engine]
        if importlib.util.find_spec(package) is None:
            raise NotReadyError(
                f"teacher {self.name}: {package} is not installed",
                hint=f"pip install 'preceptor[{extra}]'",
            )

    def _new_engine(self) -> LocalEngine:
        model = self._resolve()
        if self._engine_name() == "xllamacpp":
            from preceptor_teachers.llama_server import LlamaServer

            if not model.is_gguf:
                raise NotReadyError(
                    f"teacher {self.name}: engine xllamacpp reads .gguf files, not {model.path}",
                    hint="set engine: transformers, or engine: auto",
                )
            return LlamaServer(self.name, model, self.options)
        from preceptor_teachers.transformers_engine import TransformersEngine

        if model.is_gguf:
            raise NotReadyError(
                f"teacher {self.name}: engine transformers reads directories, not {model.path}",
                hint="set engine: xllamacpp, or engine: auto",
            )
        return TransformersEngine(model, self.options)
