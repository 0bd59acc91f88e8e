"""Answers requests with transformers in a thread of this process, several at a time."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from preceptor.components import Request
from preceptor.errors import Failure, NotReadyError, RequestFailedError
from preceptor.models.gguf import without_progress_bars
from preceptor.models.precision import requested_precision
from preceptor.models.store import ResolvedModel
from preceptor.records import Reply, Sampling, Usage
from preceptor_teachers.local_options import LocalOptions


@dataclass(frozen=True)
class _Waiting:
    """A request in the queue, as token ids."""

    ids: list[int]
    sampling: Sampling
    reply: asyncio.Future[Reply]


class TransformersEngine:
    """Collects requests into batches of up to ``slots`` and generates them together."""

    def __init__(self, model: ResolvedModel, options: LocalOptions) -> None:
        self._resolved = model
        self._options = options
        self._queue: asyncio.Queue[_Waiting] = asyncio.Queue()
        # Only this thread uses torch.
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="local-teacher")
        self._worker: asyncio.Task[None] | None = None
        self._model: Any = None
        self._tokenizer: Any = None

    async def __aenter__(self) -> TransformersEngine:
        """Load the model.

        Raises:
            NotReadyError: the directory cannot be loaded, or has no chat template.
        """
        try:
            await asyncio.get_running_loop().run_in_executor(self._thread, self._load)
        except BaseException:
            self._thread.shutdown(wait=False)
            raise
        self._worker = asyncio.create_task(self._work())
        return self

    async def __aexit__(self, *_exc: object) -> None:
        if self._worker is not None:
            self._worker.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._worker
        # A batch in progress cannot be interrupted; its thread ends with it.
        self._thread.shutdown(wait=False, cancel_futures=True)
        self._model = None

    async def ask(self, request: Request) -> Reply:
        """Queue one request and wait for its reply.

        Raises:
            RequestFailedError: ``rejected`` when the prompt leaves no room for a reply.
        """
        chat = [{"role": m.role, "content": m.content} for m in request.messages]
        text = self._tokenizer.apply_chat_template(chat, tokenize=False, add_generation_prompt=True)
        ids = self._tokenizer(text, add_special_tokens=False)["input_ids"]
        if len(ids) >= self._options.context:
            raise RequestFailedError(
                Failure.REJECTED,
                f"the prompt has {len(ids)} tokens, the context is {self._options.context} tokens",
                status=400,
            )
        future: asyncio.Future[Reply] = asyncio.get_running_loop().create_future()
        await self._queue.put(_Waiting(ids, request.sampling, future))
        return await future

    async def _work(self) -> None:
        """Answer waiting requests in batches of up to ``slots``."""
        loop = asyncio.get_running_loop()
        while True:
            batch = [await self._queue.get()]
            # A short wait lets requests that are made together arrive together.
            await asyncio.sleep(0.01)
            while len(batch) < self._options.slots and not self._queue.empty():
                batch.append(self._queue.get_nowait())
            batch = [waiting for waiting in batch if not waiting.reply.cancelled()]
            if not batch:
                continue
            try:
                replies = await loop.run_in_executor(self._thread, self._generate, batch)
            except asyncio.CancelledError:
                for waiting in batch:
                    waiting.reply.cancel()
                raise
            except Exception as error:
                for waiting in batch:
                    if not waiting.reply.done():
                        waiting.reply.set_exception(_failed(error))
                continue
            for waiting, reply in zip(batch, replies, strict=True):
                if not waiting.reply.done():
                    waiting.reply.set_result(reply)

    # --- in the thread --------------------------------------------------------------------

    def _load(self) -> None:
        import torch
        from transformers import AutoModelForCausalLM, AutoTokenizer

        if self._options.threads:
            torch.set_num_threads(self._options.threads)
        path = self._resolved.path
        cuda = torch.cuda.is_available()
        try:
            tokenizer = AutoTokenizer.from_pretrained(path, local_files_only=True)
            # On a CPU float32 is the faster of the two.
            precision = requested_precision() or ("bf16" if cuda else "fp32")
            dtype = torch.bfloat16 if precision == "bf16" else torch.float32
            with without_progress_bars():
                model = AutoModelForCausalLM.from_pretrained(
                    path, local_files_only=True, dtype=dtype
                )
        except (OSError, ValueError, KeyError) as error:
            raise NotReadyError(f"cannot load a model from {path}: {error}") from error
        if not tokenizer.chat_template:
            raise NotReadyError(
                f"the tokenizer in {path} has no chat template",
                hint="use a chat ('instruct') model, or add a chat_template.jinja",
            )
        if tokenizer.pad_token_id is None:
            tokenizer.pad_token = tokenizer.eos_token
        self._tokenizer = tokenizer
        self._model = model.to("cuda" if cuda else "cpu").eval()

    def _generate(self, batch: Sequence[_Waiting]) -> list[Reply]:
        import torch
        from transformers import LogitsProcessorList, StoppingCriteriaList

        from preceptor_teachers.row_sampling import RowSampler, RowStops

        width = max(len(waiting.ids) for waiting in batch)
        pad = self._tokenizer.pad_token_id
        device = self._model.device
        ids = [[pad] * (width - len(waiting.ids)) + waiting.ids for waiting in batch]
        mask = [[0] * (width - len(waiting.ids)) + [1] * len(waiting.ids) for waiting in batch]
        room = [
            min(waiting.sampling.max_tokens, self._options.context - len(waiting.ids))
            for waiting in batch
        ]
        stops = RowStops(self._tokenizer, width, room, [waiting.sampling.stop for waiting in batch])
        with torch.inference_mode():
            out = self._model.generate(
                input_ids=torch.tensor(ids, device=device),
                attention_mask=torch.tensor(mask, device=device),
                # The processor samples row by row, so that the argmax is the sample.
                do_sample=False,
                temperature=None,
                top_p=None,
                top_k=None,
                max_new_tokens=max(room),
                logits_processor=LogitsProcessorList(
                    [RowSampler([waiting.sampling for waiting in batch], device)]
                ),
                stopping_criteria=StoppingCriteriaList([stops]),
                pad_token_id=pad,
            )
        rows = out[:, width:].tolist()
        return [
            self._reply(row, waiting, limit)
            for row, waiting, limit in zip(rows, batch, room, strict=True)
        ]

    def _reply(self, row: list[int], waiting: _Waiting, limit: int) -> Reply:
        eos = self._model.generation_config.eos_token_id
        ends = set(eos if isinstance(eos, list) else [eos]) | {self._tokenizer.eos_token_id}
        row = row[:limit]
        place = next((i for i, token in enumerate(row) if token in ends), None)
        kept = row if place is None else row[:place]
        text = self._tokenizer.decode(kept, skip_special_tokens=True)
        cut = min(
            (at for stop in waiting.sampling.stop if (at := text.find(stop)) >= 0), default=None
        )
        stopped = place is not None or cut is not None
        return Reply(
            text=text if cut is None else text[:cut],
            finish_reason="stop" if stopped else "length",
            usage=Usage(
                prompt_tokens=len(waiting.ids),
                completion_tokens=len(row) if place is None else place + 1,
            ),
            model=self._resolved.name,
        )


def _failed(error: Exception) -> RequestFailedError:
    return RequestFailedError(Failure.TRANSIENT, f"{type(error).__name__}: {error}")
