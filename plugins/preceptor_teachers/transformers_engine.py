"""Answers requests with transformers in a thread of this process, several at a time."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from preceptor.components import Request
from preceptor.errors import Failure, NotReadyError, RequestFailedError
from preceptor.models.gguf import without_progress_bars
from preceptor.models.store import ResolvedModel
from preceptor.records import Reply, Sampling, Usage

if TYPE_CHECKING:
    from preceptor_teachers.local import LocalOptions


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
        # torch is used from this one thread only.
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
        # A batch under way cannot be interrupted; its thread ends with it.
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
                f"the prompt has {len(ids)} tokens, the context holds {self._options.context}",
                status=400,
            )
        future: asyncio.Future[Reply] = asyncio.get_running_loop().create_future()
        await self._queue.put(_Waiting(ids, request.sampling, future))
        return await future

    async def _work(self) -> None:
        """Take what waits, up to the number of slots, and answer it as one batch."""
        loop = asyncio.get_running_loop()
        while True:
            batch = [await self._queue.get()]
            # One turn of the loop lets requests that are made together arrive together.
            await asyncio.sleep(0.01)
            while len(batch) < self._options.slots and not self._queue.empty():
                batch.append(self._queue.get_nowait())
            batch = [one for one in batch if not one.reply.cancelled()]
            if not batch:
                continue
            try:
                replies = await loop.run_in_executor(self._thread, self._generate, batch)
            except asyncio.CancelledError:
                for one in batch:
                    one.reply.cancel()
                raise
            except Exception as error:
                for one in batch:
                    if not one.reply.done():
                        one.reply.set_exception(_failed(error))
                continue
            for one, reply in zip(batch, replies, strict=True):
                if not one.reply.done():
                    one.reply.set_result(reply)

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
            # Without a GPU that multiplies bfloat16, float32 is the faster of the two.
            with without_progress_bars():
                model = AutoModelForCausalLM.from_pretrained(
                    path, local_files_only=True, dtype=torch.bfloat16 if cuda else torch.float32
                )
        except (OSError, ValueError, KeyError) as error:
            raise NotReadyError(f"cannot load a model from {path}: {error}") from error
        if not tokenizer.chat_template:
            raise NotReadyError(f"the tokenizer in {path} has no chat template")
        if tokenizer.pad_token_id is None:
            tokenizer.pad_token = tokenizer.eos_token
        self._tokenizer = tokenizer
        self._model = model.to("cuda" if cuda else "cpu").eval()

    def _generate(self, batch: Sequence[_Waiting]) -> list[Reply]:
        import torch
        from transformers import LogitsProcessorList, StoppingCriteriaList

        from preceptor_teachers.row_sampling import RowSampler, RowStops

        width = max(len(one.ids) for one in batch)
        pad = self._tokenizer.pad_token_id
        device = self._model.device
        ids = [[pad] * (width - len(one.ids)) + one.ids for one in batch]
        mask = [[0] * (width - len(one.ids)) + [1] * len(one.ids) for one in batch]
        room = [min(one.sampling.max_tokens, self._options.context - len(one.ids)) for one in batch]
        stops = RowStops(self._tokenizer, width, room, [one.sampling.stop for one in batch])
        with torch.inference_mode():
            out = self._model.generate(
                input_ids=torch.tensor(ids, device=device),
                attention_mask=torch.tensor(mask, device=device),
                # Sampling is done by the processor, row by row; what is left is the argmax.
                do_sample=False,
                temperature=None,
                top_p=None,
                top_k=None,
                max_new_tokens=max(room),
                logits_processor=LogitsProcessorList(
                    [RowSampler([one.sampling for one in batch], device)]
                ),
                stopping_criteria=StoppingCriteriaList([stops]),
                pad_token_id=pad,
            )
        rows = out[:, width:].tolist()
        return [
            self._reply(row, one, limit) for row, one, limit in zip(rows, batch, room, strict=True)
        ]

    def _reply(self, row: list[int], one: _Waiting, limit: int) -> Reply:
        eos = self._model.generation_config.eos_token_id
        ends = set(eos if isinstance(eos, list) else [eos]) | {self._tokenizer.eos_token_id}
        row = row[:limit]
        place = next((i for i, token in enumerate(row) if token in ends), None)
        said = row if place is None else row[:place]
        text = self._tokenizer.decode(said, skip_special_tokens=True)
        cut = min((at for stop in one.sampling.stop if (at := text.find(stop)) >= 0), default=None)
        stopped = place is not None or cut is not None
        return Reply(
            text=text if cut is None else text[:cut],
            finish_reason="stop" if stopped else "length",
            usage=Usage(
                prompt_tokens=len(one.ids),
                completion_tokens=len(row) if place is None else place + 1,
            ),
            model=self._resolved.name,
        )


def _failed(error: Exception) -> RequestFailedError:
    return RequestFailedError(Failure.TRANSIENT, f"{type(error).__name__}: {error}")
